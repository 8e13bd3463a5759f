//! Reading: which organisations and accounts somebody may see.

use super::principal::Principal;
use super::rows::{Account, Organisation};
use super::store::{self, AccountsOf, OrganisationFilter};
use super::throttle::{self, Subject};
use super::view::{AccountView, OrganisationView, Standing};
use super::{account, contact::Contact};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role};
use crate::error::{Error, Result};
use crate::vault::Vault;
use chrono::NaiveDateTime;

/// Which organisations are asked for.
#[derive(Clone, Debug)]
pub struct OrganisationQuery {
    /// Enterprises or departments.
    pub kind: OrganisationKind,
    /// In a state; any where none is said.
    pub state: Option<OrganisationState>,
    /// Where the page before ended.
    pub after: Option<Position>,
    /// Rows of a page.
    pub rows: usize,
}

impl OrganisationQuery {
    /// What a cursor of this list belongs to.
    pub fn scope(kind: OrganisationKind, state: Option<OrganisationState>) -> String {
        format!("organisations {} {}", kind.as_str(), state.map_or("", OrganisationState::as_str))
    }
}

/// Organisations that somebody may see: a department those of its region, the platform's administrators all.
pub fn organisations(
    conn: &mut Conn,
    principal: &Principal,
    query: &OrganisationQuery,
) -> Result<Page<OrganisationView>> {
    let sees_all =
        [Role::Auditor, Role::SystemAdministrator, Role::SecurityAdministrator].iter().any(|role| principal.is(*role));
    let own_region = region::prefix(&principal.organisation.region_code).unwrap_or("-");
    let filter = OrganisationFilter {
        region: (!sees_all).then(|| own_region.to_owned()),
        state: query.state,
        is_department: Some(query.kind == OrganisationKind::Department),
        after: query.after.as_ref().map(|position| position.id),
    };
    let found = store::organisations(conn, &filter, query.rows + 1)?;
    let scope = OrganisationQuery::scope(query.kind, query.state);
    let at = |row: &Organisation| Position { key: String::new(), id: row.id.0 };
    Ok(Page::from_rows(found, query.rows, &scope, at).map(OrganisationView::from))
}

/// One organisation, likewise. Any other is absent.
pub fn organisation(conn: &mut Conn, principal: &Principal, public_id: &str) -> Result<Organisation> {
    let sees_all =
        [Role::Auditor, Role::SystemAdministrator, Role::SecurityAdministrator].iter().any(|role| principal.is(*role));
    let found = store::organisation_by_public_id(conn, public_id)?;
    let seen =
        found.filter(|row| sees_all || row.id == principal.organisation.id || principal.covers(&row.region_code));
    seen.ok_or_else(|| Error::NotFound { what: "单位", key: public_id.to_owned() })
}

/// Who asks for an enterprise, and how to reach them: for whoever decides about it.
pub fn applicant(conn: &mut Conn, vault: &Vault, organisation: &Organisation) -> Result<Option<(Account, Contact)>> {
    let Some(account) = store::accounts_of(conn, organisation.id)?.into_iter().next() else { return Ok(None) };
    let contact = Contact::open(vault, &account)?;
    Ok(Some((account, contact)))
}

/// Which accounts somebody looks after, or may see as they audit those who do.
fn accounts_in_sight(principal: &Principal) -> AccountsOf {
    if principal.is(Role::SecurityAdministrator) || principal.is(Role::Auditor) {
        AccountsOf::Everybody
    } else if principal.is(Role::SystemAdministrator) {
        AccountsOf::Departments
    } else {
        AccountsOf::Organisation(principal.organisation.id)
    }
}

/// What a cursor of the list of accounts belongs to.
pub const ACCOUNTS: &str = "accounts";

/// The accounts that somebody looks after or audits.
pub fn accounts(
    conn: &mut Conn,
    vault: &Vault,
    principal: &Principal,
    after: Option<&Position>,
    rows: usize,
    now: NaiveDateTime,
) -> Result<Page<AccountView>> {
    let found = store::accounts(conn, accounts_in_sight(principal), after.map(|position| position.id), rows + 1)?;
    let at = |(row, _): &(Account, Organisation)| Position { key: String::new(), id: row.id.0 };
    let page = Page::from_rows(found, rows, ACCOUNTS, at);
    let mut items = Vec::new();
    for (account, organisation) in page.items {
        let standing = standing(conn, vault, &account, now)?;
        items.push(AccountView::of(account, &organisation, standing));
    }
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// One account that somebody looks after or audits. Any other is absent.
pub fn account(
    conn: &mut Conn,
    vault: &Vault,
    principal: &Principal,
    public_id: &str,
    now: NaiveDateTime,
) -> Result<(AccountView, Organisation)> {
    let in_care = account::in_sight(conn, principal, public_id)?;
    let standing = standing(conn, vault, &in_care.account, now)?;
    Ok((AccountView::of(in_care.account, &in_care.organisation, standing), in_care.organisation))
}

fn standing(conn: &mut Conn, vault: &Vault, account: &Account, now: NaiveDateTime) -> Result<Standing> {
    let names = [Subject::LoginName(&account.login_name), Subject::SecondFactor(&account.public_id)];
    let mut locked_until = None;
    for name in names {
        locked_until = locked_until.max(throttle::locked_until(conn, vault, name, now)?);
    }
    Ok(Standing {
        roles: store::roles_of(conn, &[account.id])?.into_iter().map(|role| role.role).collect(),
        locked_until,
        has_second_factor: store::second_factor(conn, account.id)?.is_some_and(|factor| factor.is_in_force()),
        is_linked: !store::identities_of(conn, account.id)?.is_empty(),
    })
}

/// The organisation that a new account is to be of: one's own, unless the platform's administrator names a department.
pub fn organisation_for_account(conn: &mut Conn, principal: &Principal, named: Option<&str>) -> Result<Organisation> {
    let public_id = named.unwrap_or(&principal.organisation.public_id);
    let found = store::organisation_by_public_id(conn, public_id)?;
    let reached = found.filter(|organisation| account::looks_after(principal, organisation));
    reached.ok_or_else(|| Error::NotFound { what: "单位", key: public_id.to_owned() })
}
