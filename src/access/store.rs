//! Queries of access: who a token stands for, and the rows of one account or organisation.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::rows::{
    Account, AccountIdentity, AccountRole, ApiToken, Delegation, Organisation, RecoveryCode, SecondFactor, Session,
};
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::access::{OrganisationState, Role, SessionState};
use crate::domain::vocabulary::ids::{AccountId, EnterpriseId, OrganisationId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result as AppResult;
use crate::ledger::verify::Heads;
use crate::record::Table;
use crate::schema::{
    account, account_identity, account_role, api_token, enterprise, organisation, recovery_code, second_factor, session,
};

/// An account with its organisation and what it may do.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The account.
    pub account: Account,
    /// For whom it acts.
    pub organisation: Organisation,
    /// The organisation's enterprise in the registry, where it is on file; the one that is left of two that were merged.
    pub enterprise: Option<EnterpriseId>,
    /// The roles it holds.
    pub roles: Vec<Role>,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
}

/// The session that a token belongs to.
pub fn session_by_token(conn: &mut Conn, token_hash: &str) -> Result<Option<Session>> {
    let query =
        session::table.filter(session::token_hash.eq(token_hash)).filter(session::state.ne(SessionState::Ended));
    Ok(query.select(Session::as_select()).first(conn).optional()?)
}

/// The program's token that a token is.
pub fn api_token_by_token(conn: &mut Conn, token_hash: &str) -> Result<Option<ApiToken>> {
    let query = api_token::table.filter(api_token::token_hash.eq(token_hash));
    Ok(query.select(ApiToken::as_select()).first(conn).optional()?)
}

/// An account with what surrounds it.
pub fn holder(conn: &mut Conn, id: AccountId) -> Result<Option<Holder>> {
    let found = account::table
        .inner_join(organisation::table.on(organisation::id.eq(account::organisation_id)))
        .filter(account::id.eq(id))
        .select((Account::as_select(), Organisation::as_select()))
        .first::<(Account, Organisation)>(conn)
        .optional()?;
    let Some((account, organisation)) = found else { return Ok(None) };
    let enterprise = enterprise_of(conn, &organisation)?;
    let roles = roles_of(conn, &[id])?.into_iter().map(|role| role.role).collect();
    let has_second_factor = second_factor(conn, id)?.is_some_and(|factor| factor.is_in_force());
    Ok(Some(Holder { account, organisation, enterprise, roles, has_second_factor }))
}

/// An organisation's enterprise. One that came on file after the organisation is found by its credit code.
fn enterprise_of(conn: &mut Conn, organisation: &Organisation) -> Result<Option<EnterpriseId>> {
    let mut query = enterprise::table.select((enterprise::id, enterprise::merged_into)).into_boxed();
    query = match (organisation.enterprise_id, &organisation.credit_code) {
        (Some(id), _) => query.filter(enterprise::id.eq(id)),
        (None, Some(code)) => query.filter(enterprise::credit_code.eq(code)),
        (None, None) => return Ok(None),
    };
    let found = query.first::<(EnterpriseId, Option<EnterpriseId>)>(conn).optional()?;
    Ok(found.map(|(id, merged_into)| merged_into.unwrap_or(id)))
}

/// The account of a log-in name.
pub fn account_by_login_name(conn: &mut Conn, login_name: &str) -> Result<Option<Account>> {
    let query = account::table.filter(account::login_name.eq(login_name));
    Ok(query.select(Account::as_select()).first(conn).optional()?)
}

/// The account that another system's subject is linked to.
pub fn account_by_identity(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<Account>> {
    let linked = account_identity::table
        .filter(account_identity::issuer.eq(issuer))
        .filter(account_identity::subject.eq(subject))
        .filter(account_identity::withdrawn_at.is_null())
        .select(account_identity::account_id);
    let query = account::table.filter(account::id.eq_any(linked)).order(account::id);
    Ok(query.select(Account::as_select()).first(conn).optional()?)
}

/// The links of an account to other systems.
pub fn identities_of(conn: &mut Conn, account: AccountId) -> Result<Vec<AccountIdentity>> {
    let query = account_identity::table
        .filter(account_identity::account_id.eq(account))
        .filter(account_identity::withdrawn_at.is_null());
    Ok(query.order(account_identity::id).select(AccountIdentity::as_select()).load(conn)?)
}

/// The account at an address.
pub fn account_by_public_id(conn: &mut Conn, public_id: &str) -> Result<Option<Account>> {
    let query = account::table.filter(account::public_id.eq(public_id));
    Ok(query.select(Account::as_select()).first(conn).optional()?)
}

/// The organisation at an address.
pub fn organisation_by_public_id(conn: &mut Conn, public_id: &str) -> Result<Option<Organisation>> {
    let query = organisation::table.filter(organisation::public_id.eq(public_id));
    Ok(query.select(Organisation::as_select()).first(conn).optional()?)
}

/// The department of a name.
pub fn department_by_name(conn: &mut Conn, name: &str) -> Result<Option<Organisation>> {
    let query = organisation::table.filter(organisation::name.eq(name)).filter(organisation::tier.is_not_null());
    Ok(query.select(Organisation::as_select()).first(conn).optional()?)
}

/// The organisations of a credit code that were let in or wait to be.
pub fn organisations_by_credit_code(conn: &mut Conn, credit_code: &str) -> Result<Vec<Organisation>> {
    let query = organisation::table
        .filter(organisation::credit_code.eq(credit_code))
        .filter(organisation::state.ne(OrganisationState::Refused));
    Ok(query.order(organisation::id).select(Organisation::as_select()).load(conn)?)
}

/// The roles that accounts hold now.
pub fn roles_of(conn: &mut Conn, accounts: &[AccountId]) -> Result<Vec<AccountRole>> {
    let query = account_role::table
        .filter(account_role::account_id.eq_any(accounts))
        .filter(account_role::withdrawn_at.is_null());
    Ok(query.order((account_role::account_id, account_role::id)).select(AccountRole::as_select()).load(conn)?)
}

/// The second factor of an account, in force or not.
pub fn second_factor(conn: &mut Conn, account: AccountId) -> Result<Option<SecondFactor>> {
    Ok(second_factor::table.find(account).select(SecondFactor::as_select()).first(conn).optional()?)
}

/// The recovery codes of an account that are left.
pub fn recovery_codes(conn: &mut Conn, account: AccountId) -> Result<Vec<RecoveryCode>> {
    let query =
        recovery_code::table.filter(recovery_code::account_id.eq(account)).filter(recovery_code::used_at.is_null());
    Ok(query.order(recovery_code::id).select(RecoveryCode::as_select()).load(conn)?)
}

/// The sessions of an account that were not ended, latest first.
pub fn sessions_of(conn: &mut Conn, account: AccountId) -> Result<Vec<Session>> {
    let query = session::table.filter(session::account_id.eq(account)).filter(session::state.ne(SessionState::Ended));
    Ok(query.order(session::id.desc()).select(Session::as_select()).load(conn)?)
}

/// The tokens of an account that were not revoked, latest first.
pub fn api_tokens_of(conn: &mut Conn, account: AccountId) -> Result<Vec<ApiToken>> {
    let query = api_token::table.filter(api_token::account_id.eq(account)).filter(api_token::revoked_at.is_null());
    Ok(query.order(api_token::id.desc()).select(ApiToken::as_select()).load(conn)?)
}

/// Notes that a session is used. Not a change of anything: no version, no entry in the ledger.
pub fn touch_session(conn: &mut Conn, account: AccountId, id: i64, now: NaiveDateTime) -> Result<()> {
    let row = session::table.find((account, id)).filter(session::last_seen_at.lt(now));
    diesel::update(row).set(session::last_seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Notes that a token is used, likewise.
pub fn touch_api_token(conn: &mut Conn, account: AccountId, id: i64, now: NaiveDateTime) -> Result<()> {
    diesel::update(api_token::table.find((account, id))).set(api_token::last_used_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Takes a time step of the second factor, once: `false` when it, or a later one, was taken already.
pub fn take_step(conn: &mut Conn, account: AccountId, step: i64) -> Result<bool> {
    let row = second_factor::table.find(account).filter(second_factor::last_step.lt(step));
    Ok(diesel::update(row).set(second_factor::last_step.eq(step)).execute(conn)? == 1)
}

/// What a list of organisations is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct OrganisationFilter {
    /// In a region, by its prefix.
    pub region: Option<String>,
    /// In a state.
    pub state: Option<OrganisationState>,
    /// Departments or enterprises only.
    pub is_department: Option<bool>,
    /// After a row.
    pub after: Option<i64>,
}

/// Organisations in the order in which they came, at most so many.
pub fn organisations(conn: &mut Conn, filter: &OrganisationFilter, rows: usize) -> Result<Vec<Organisation>> {
    let mut query = organisation::table.select(Organisation::as_select()).into_boxed();
    if let Some(prefix) = &filter.region {
        let end = format!("{prefix}~");
        query = query.filter(organisation::region_code.ge(prefix.clone())).filter(organisation::region_code.lt(end));
    }
    if let Some(state) = filter.state {
        query = query.filter(organisation::state.eq(state));
    }
    match filter.is_department {
        Some(true) => query = query.filter(organisation::tier.is_not_null()),
        Some(false) => query = query.filter(organisation::tier.is_null()),
        None => {}
    }
    if let Some(after) = filter.after {
        query = query.filter(organisation::id.gt(after));
    }
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(query.order(organisation::id).limit(rows).load(conn)?)
}

/// Whose accounts a list is narrowed to.
#[derive(Clone, Copy, Debug)]
pub enum AccountsOf {
    /// Of one organisation.
    Organisation(OrganisationId),
    /// Of all departments.
    Departments,
    /// Of all.
    Everybody,
}

/// Accounts in the order in which they were made, at most so many.
pub fn accounts(
    conn: &mut Conn,
    of: AccountsOf,
    after: Option<i64>,
    rows: usize,
) -> Result<Vec<(Account, Organisation)>> {
    let mut query = account::table
        .inner_join(organisation::table.on(organisation::id.eq(account::organisation_id)))
        .select((Account::as_select(), Organisation::as_select()))
        .into_boxed();
    match of {
        AccountsOf::Organisation(id) => query = query.filter(account::organisation_id.eq(id)),
        AccountsOf::Departments => query = query.filter(organisation::tier.is_not_null()),
        AccountsOf::Everybody => {}
    }
    if let Some(after) = after {
        query = query.filter(account::id.gt(after));
    }
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(query.order(account::id).limit(rows).load(conn)?)
}

/// Some accounts with their organisations.
pub fn accounts_by_ids(conn: &mut Conn, ids: &[AccountId]) -> Result<Vec<(Account, Organisation)>> {
    let mut found = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = account::table
            .inner_join(organisation::table.on(organisation::id.eq(account::organisation_id)))
            .filter(account::id.eq_any(ids));
        found.extend(query.select((Account::as_select(), Organisation::as_select())).load(conn)?);
    }
    Ok(found)
}

/// The same by their addresses.
pub fn accounts_by_public_ids(conn: &mut Conn, ids: &BTreeSet<&str>) -> Result<Vec<(Account, Organisation)>> {
    let query = account::table.filter(account::public_id.eq_any(ids)).select(account::id);
    let ids = query.load::<AccountId>(conn)?;
    accounts_by_ids(conn, &ids)
}

/// Some organisations.
pub fn organisations_by_ids(conn: &mut Conn, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
    let mut found = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = organisation::table.filter(organisation::id.eq_any(ids));
        found.extend(query.select(Organisation::as_select()).load::<Organisation>(conn)?);
    }
    Ok(found)
}

/// The accounts of an organisation, the first first.
pub fn accounts_of(conn: &mut Conn, organisation: OrganisationId) -> Result<Vec<Account>> {
    let query = account::table.filter(account::organisation_id.eq(organisation));
    Ok(query.order(account::id).select(Account::as_select()).load(conn)?)
}

/// What the ledger tells of access, each head with the tables under it.
pub fn heads() -> Vec<Heads> {
    let under_accounts = vec![
        Table::of::<Account>(),
        Table::of::<AccountRole>(),
        Table::of::<Session>(),
        Table::of::<ApiToken>(),
        Table::of::<SecondFactor>(),
        Table::of::<RecoveryCode>(),
        Table::of::<AccountIdentity>(),
        Table::of::<Delegation>(),
    ];
    vec![
        Heads {
            kind: HeadKind::Organisation,
            ids_after: organisation_ids_after,
            tables: vec![Table::of::<Organisation>()],
        },
        Heads { kind: HeadKind::Account, ids_after: account_ids_after, tables: under_accounts },
    ]
}

fn organisation_ids_after(conn: &mut Conn, after: i64, count: usize) -> AppResult<Vec<i64>> {
    let query = organisation::table.filter(organisation::id.gt(after)).order(organisation::id);
    Ok(query.limit(count.try_into().unwrap_or(i64::MAX)).select(organisation::id).load(conn)?)
}

fn account_ids_after(conn: &mut Conn, after: i64, count: usize) -> AppResult<Vec<i64>> {
    let query = account::table.filter(account::id.gt(after)).order(account::id);
    Ok(query.limit(count.try_into().unwrap_or(i64::MAX)).select(account::id).load(conn)?)
}
