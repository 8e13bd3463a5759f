//! Who holds which role.

use super::InCare;
use crate::access::principal::Principal;
use crate::access::rows::AccountRole;
use crate::access::{session, store};
use crate::db::Tx;
use crate::domain::vocabulary::access::{OrganisationKind, Role, check_roles, may_grant};
use crate::domain::vocabulary::ids::AccountId;
use crate::error::{Error, Result};

/// Refuses roles that one account of such an organisation must not hold together.
pub(super) fn check(kind: OrganisationKind, roles: &[Role]) -> Result<()> {
    check_roles(kind, roles).map_err(|conflict| Error::field("roles", "roles.conflict", conflict.to_string()))
}

pub(super) fn granted(tx: &Tx<'_>, account_id: AccountId, role: Role) -> AccountRole {
    AccountRole { account_id, id: tx.ids.next(), role, granted_at: tx.now, withdrawn_at: None, row_version: 1 }
}

pub(super) fn not_yours(role: Role) -> String {
    format!("您不能授予或收回“{role}”，请联系安全管理员。")
}

/// The roles that somebody may grant to accounts of an organisation, for the boxes of a form.
pub fn grantable(principal: &Principal, kind: OrganisationKind, own_organisation: bool) -> Vec<Role> {
    let fitting = Role::ALL.iter().copied().filter(|role| role.organisation_kind() == kind);
    fitting.filter(|role| may_grant(&principal.roles, own_organisation, *role)).collect()
}

/// Gives an account these roles and no others. Its sessions end: the next one has the new rights.
pub fn set_roles(tx: &mut Tx<'_>, principal: &Principal, public_id: &str, wanted: &[Role]) -> Result<()> {
    let InCare { account, organisation, .. } = super::in_care(tx.conn, principal, public_id)?;
    if principal.account_id == account.id {
        return Err(Error::Forbidden("不能更改自己的角色，请由其他管理员办理。".to_owned()));
    }
    check(organisation.kind, wanted)?;
    let held = store::roles_of(tx.conn, &[account.id])?;
    let new = wanted.iter().filter(|role| held.iter().all(|held| held.role != **role));
    let new: Vec<Role> = new.copied().collect();
    let gone: Vec<&AccountRole> = held.iter().filter(|held| !wanted.contains(&held.role)).collect();
    let own = principal.organisation.id == organisation.id;
    let changed = new.iter().copied().chain(gone.iter().map(|role| role.role));
    if let Some(role) = changed.into_iter().find(|role| !may_grant(&principal.roles, own, *role)) {
        return Err(Error::Forbidden(not_yours(role)));
    }
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    let mut act = session::of(&account);
    // The version of the account moves with its roles: two administrators at once do not both win.
    act.touch(tx, &account)?;
    for role in gone {
        act.update(tx, role, AccountRole { withdrawn_at: Some(tx.now), ..role.clone() })?;
    }
    let rows: Vec<AccountRole> = new.into_iter().map(|role| granted(tx, account.id, role)).collect();
    act.insert(tx, &rows)?;
    session::end_all(tx, &mut act, account.id, None)?;
    act.finish(tx, &principal.actor())
}
