//! Queries of delegations.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rows::{Account, Delegation};
use crate::db::{Conn, Result};
use crate::domain::vocabulary::access::{AccountState, Role};
use crate::domain::vocabulary::ids::{AccountId, OrganisationId};
use crate::schema::{account, account_role, delegation};

/// Somebody who is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Row id of the account.
    pub account_id: AccountId,
    /// Name.
    pub name: String,
}

/// Those who are away on a day and whose deputy somebody is.
pub fn absent_of(conn: &mut Conn, deputy: AccountId, today: NaiveDate) -> Result<Vec<Absent>> {
    let away = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::account_id)))
        .filter(delegation::deputy_id.eq(deputy))
        .filter(delegation::last_day.ge(today))
        .filter(delegation::first_day.le(today))
        .filter(delegation::ended_at.is_null())
        .order(account::id)
        .select((account::id, account::person_name));
    let away: Vec<(AccountId, String)> = away.load(conn)?;
    Ok(away.into_iter().map(|(account_id, name)| Absent { account_id, name }).collect())
}

/// Who stands in for somebody on a day, while they may review.
pub fn deputy_of(conn: &mut Conn, absent: AccountId, today: NaiveDate) -> Result<Option<AccountId>> {
    let deputy = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::deputy_id)))
        .inner_join(account_role::table.on(account_role::account_id.eq(delegation::deputy_id)))
        .filter(delegation::account_id.eq(absent))
        .filter(delegation::last_day.ge(today))
        .filter(delegation::first_day.le(today))
        .filter(delegation::ended_at.is_null())
        .filter(account::state.eq(AccountState::Active))
        .filter(account_role::role.eq(Role::Reviewer))
        .filter(account_role::withdrawn_at.is_null())
        .select(account::id);
    Ok(deputy.first(conn).optional()?)
}

/// A delegation of somebody that counts on some of these days, with its deputy.
pub fn overlapping(
    conn: &mut Conn,
    absent: AccountId,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Option<(Delegation, Account)>> {
    let query = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::deputy_id)))
        .filter(delegation::account_id.eq(absent))
        .filter(delegation::ended_at.is_null())
        .filter(delegation::first_day.le(last))
        .filter(delegation::last_day.ge(first))
        .order(delegation::first_day)
        .select((Delegation::as_select(), Account::as_select()));
    Ok(query.first(conn).optional()?)
}

/// A delegation of somebody by its address, with its deputy.
pub fn by_public_id(conn: &mut Conn, absent: AccountId, public_id: &str) -> Result<Option<(Delegation, Account)>> {
    let query = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::deputy_id)))
        .filter(delegation::account_id.eq(absent))
        .filter(delegation::public_id.eq(public_id))
        .select((Delegation::as_select(), Account::as_select()));
    Ok(query.first(conn).optional()?)
}

/// The delegations of somebody with their deputies, the latest first.
pub fn of_account(conn: &mut Conn, absent: AccountId, rows: i64) -> Result<Vec<(Delegation, Account)>> {
    let query = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::deputy_id)))
        .filter(delegation::account_id.eq(absent))
        .order(delegation::id.desc())
        .limit(rows)
        .select((Delegation::as_select(), Account::as_select()));
    Ok(query.load(conn)?)
}

/// Delegations that count on a day or later, with who is away, the first to begin first.
pub fn of_deputy(conn: &mut Conn, deputy: AccountId, today: NaiveDate) -> Result<Vec<(Delegation, Account)>> {
    let query = delegation::table
        .inner_join(account::table.on(account::id.eq(delegation::account_id)))
        .filter(delegation::deputy_id.eq(deputy))
        .filter(delegation::last_day.ge(today))
        .filter(delegation::ended_at.is_null())
        .order((delegation::first_day, delegation::id))
        .select((Delegation::as_select(), Account::as_select()));
    Ok(query.load(conn)?)
}

/// Those who review for an organisation.
pub fn reviewers_of(conn: &mut Conn, organisation: OrganisationId) -> Result<Vec<Account>> {
    let query = account::table
        .inner_join(account_role::table.on(account_role::account_id.eq(account::id)))
        .filter(account::organisation_id.eq(organisation))
        .filter(account::state.eq(AccountState::Active))
        .filter(account_role::role.eq(Role::Reviewer))
        .filter(account_role::withdrawn_at.is_null())
        .order(account::id)
        .select(Account::as_select());
    Ok(query.load(conn)?)
}
