//! Accounts: made, given roles, disabled, unlocked, and their passwords.
//!
//! Nobody changes their own rights, and an administrator reaches the accounts of their own organisation only; the security
//! administrator reaches all, the system administrator makes accounts without any right.

mod own;
mod roles;

use super::contact::Contact;
use super::login::folded;
use super::principal::Principal;
use super::rows::{Account, AccountRole, Organisation};
use super::throttle::{self, Subject};
use super::{session, store};
use crate::db::{Conn, OnViolation as _, Tx};
use crate::domain::vocabulary::access::{AccountState, OrganisationKind, Role, may_grant};
use crate::domain::vocabulary::ids::AccountId;
use crate::error::{Code, Error, FieldError, Result};
use crate::vault::Vault;

pub use own::{NewPassword, change_password, set_contact};
pub use roles::{grantable, set_roles};

const LOGIN_NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=32;
const LOGIN_NAME_TAKEN: &str = "这个登录名已经有人使用，请换一个。";
const PERSON_NAME_CHARACTERS: usize = 50;

/// What an account is to be.
#[derive(Clone)]
pub struct NewAccount {
    /// What will be typed to sign in.
    pub login_name: String,
    /// Who it is.
    pub person_name: String,
    /// How to reach them.
    pub contact: Contact,
    /// Argon2id of the first password.
    pub password_hash: String,
    /// Whether somebody else chose the password.
    pub must_change_password: bool,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// What is wrong with what was typed for a new account. Its password is looked at apart: not everybody chooses one.
pub fn check_typed(login_name: &str, person_name: &str, contact: &Contact) -> Vec<FieldError> {
    let login_name = folded(login_name);
    let mut errors = Vec::new();
    let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_' | '@');
    if !LOGIN_NAME_CHARACTERS.contains(&login_name.chars().count()) || !login_name.chars().all(is_sign) {
        let text = "登录名应为 3 至 32 个字符，可用字母、数字、汉字和 . - _ @。";
        errors.push(FieldError::new("login_name", "login_name.malformed", text));
    }
    let characters = person_name.trim().chars().count();
    if characters == 0 || characters > PERSON_NAME_CHARACTERS {
        errors.push(FieldError::new("person_name", "text.length", "请填写使用账号的人的姓名，不超过 50 个字。"));
    }
    errors.extend(contact.check());
    errors
}

/// Makes an account of an organisation.
pub fn create(
    tx: &mut Tx<'_>,
    vault: &Vault,
    organisation: &Organisation,
    new: &NewAccount,
    actor: Option<&str>,
) -> Result<Account> {
    roles::check(organisation.kind, &new.roles)?;
    let id = AccountId(tx.ids.next());
    let mut account = Account {
        id,
        public_id: vault.public_id("account", &id.0.to_string()),
        organisation_id: organisation.id,
        login_name: folded(&new.login_name),
        person_name: new.person_name.trim().to_owned(),
        password_hash: new.password_hash.clone(),
        password_changed_at: tx.now,
        must_change_password: new.must_change_password,
        state: AccountState::Active,
        created_at: tx.now,
        row_version: 1,
        ..Account::default()
    };
    new.contact.seal(vault, &mut account)?;
    if store::account_by_login_name(tx.conn, &account.login_name)?.is_some() {
        return Err(Error::field("login_name", "login_name.taken", LOGIN_NAME_TAKEN));
    }
    let mut act = session::of(&account);
    act.insert(tx, std::slice::from_ref(&account)).on_unique(
        "account_login_name_unique",
        Code::RecordDuplicate,
        || LOGIN_NAME_TAKEN.to_owned(),
    )?;
    let granted: Vec<AccountRole> = new.roles.iter().map(|role| roles::granted(tx, id, *role)).collect();
    act.insert(tx, &granted)?;
    let own = account.actor();
    act.finish(tx, actor.unwrap_or(&own))?;
    Ok(account)
}

/// Makes an account for somebody else. Its password is made here, is said once, and has to be changed.
pub fn create_for(
    tx: &mut Tx<'_>,
    vault: &Vault,
    principal: &Principal,
    organisation: &Organisation,
    new: &NewAccount,
) -> Result<Account> {
    let own = principal.organisation.id == organisation.id;
    if let Some(role) = new.roles.iter().find(|role| !may_grant(&principal.roles, own, **role)) {
        return Err(Error::Forbidden(roles::not_yours(*role)));
    }
    create(tx, vault, organisation, new, Some(&principal.actor()))
}

/// An account that somebody looks after, with its organisation. Any other is absent for them.
pub struct InCare {
    /// The account.
    pub account: Account,
    /// Its organisation.
    pub organisation: Organisation,
    /// The roles it holds.
    pub roles: Vec<Role>,
}

/// The account at an address, for somebody who looks after it.
pub fn in_care(conn: &mut Conn, principal: &Principal, public_id: &str) -> Result<InCare> {
    let found = find(conn, public_id)?;
    if looks_after(principal, &found.organisation) { Ok(found) } else { Err(absent(public_id)) }
}

/// The account at an address, for somebody who looks after it or audits those who do.
pub fn in_sight(conn: &mut Conn, principal: &Principal, public_id: &str) -> Result<InCare> {
    if principal.is(Role::Auditor) { find(conn, public_id) } else { in_care(conn, principal, public_id) }
}

fn find(conn: &mut Conn, public_id: &str) -> Result<InCare> {
    let account = store::account_by_public_id(conn, public_id)?.ok_or_else(|| absent(public_id))?;
    let holder = store::holder(conn, account.id)?.ok_or_else(|| absent(public_id))?;
    Ok(InCare { account: holder.account, organisation: holder.organisation, roles: holder.roles })
}

pub(super) fn absent(public_id: &str) -> Error {
    Error::NotFound { what: "账号", key: public_id.to_owned() }
}

/// Whether somebody looks after the accounts of an organisation.
pub fn looks_after(principal: &Principal, organisation: &Organisation) -> bool {
    let own = principal.organisation.id == organisation.id;
    let administers = principal.is(Role::EnterpriseAdministrator) || principal.is(Role::DepartmentAdministrator);
    principal.is(Role::SecurityAdministrator)
        || (own && administers)
        || (principal.is(Role::SystemAdministrator) && organisation.kind == OrganisationKind::Department)
}

/// Whether somebody disables, unlocks and gives new passwords: whoever looks after accounts, but for the system
/// administrator, who would come to rights that way.
fn may_interfere(principal: &Principal, in_care: &InCare) -> Result<()> {
    if principal.account_id == in_care.account.id {
        return Err(Error::Forbidden("不能对自己的账号进行这项操作，请由其他管理员办理。".to_owned()));
    }
    // An administrator of a department has no power over the three who watch it.
    let ordinary = in_care.roles.iter().all(|role| !role.stands_alone());
    if principal.is(Role::SecurityAdministrator) || (!principal.is(Role::SystemAdministrator) && ordinary) {
        return Ok(());
    }
    Err(Error::Forbidden("停用、解锁账号和重置密码由本单位管理员或安全管理员办理。".to_owned()))
}

/// Disables an account and ends its sessions, or lets it in again.
pub fn set_state(tx: &mut Tx<'_>, principal: &Principal, public_id: &str, state: AccountState) -> Result<()> {
    let in_care = in_care(tx.conn, principal, public_id)?;
    may_interfere(principal, &in_care)?;
    let account = in_care.account;
    let mut act = session::of(&account);
    act.update(tx, &account, Account { state, ..account.clone() })?;
    if state == AccountState::Disabled {
        session::end_all(tx, &mut act, account.id, None)?;
    }
    act.finish(tx, &principal.actor())
}

/// Ends the lockout of an account.
pub fn unlock(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal, public_id: &str) -> Result<()> {
    let in_care = in_care(tx.conn, principal, public_id)?;
    may_interfere(principal, &in_care)?;
    unlock_as(tx, vault, &in_care.account, &principal.actor())
}

/// The same for whoever runs the machine.
pub fn unlock_as(tx: &mut Tx<'_>, vault: &Vault, account: &Account, actor: &str) -> Result<()> {
    let subjects = [Subject::LoginName(&account.login_name), Subject::SecondFactor(&account.public_id)];
    throttle::forgive(tx, vault, &subjects)?;
    let mut act = session::of(account);
    act.update(tx, account, Account { unlocked_at: Some(tx.now), ..account.clone() })?;
    act.finish(tx, actor)
}

/// Gives an account a password that has to be changed; where the telephone was lost too, takes its second factor away, and
/// its link to another system.
pub fn reset_password(
    tx: &mut Tx<'_>,
    principal: &Principal,
    public_id: &str,
    password_hash: &str,
    with_second_factor: bool,
) -> Result<()> {
    let in_care = in_care(tx.conn, principal, public_id)?;
    may_interfere(principal, &in_care)?;
    reset_password_as(tx, &in_care.account, password_hash, with_second_factor, &principal.actor())
}

/// The same for whoever runs the machine.
pub fn reset_password_as(
    tx: &mut Tx<'_>,
    account: &Account,
    password_hash: &str,
    with_second_factor: bool,
    actor: &str,
) -> Result<()> {
    let mut act = session::of(account);
    let changed = Account {
        password_hash: password_hash.to_owned(),
        password_changed_at: tx.now,
        must_change_password: true,
        ..account.clone()
    };
    act.update(tx, account, changed)?;
    if with_second_factor {
        super::second_factor::withdraw(tx, &mut act, account)?;
        super::single_sign_on::withdraw(tx, &mut act, account)?;
    }
    session::end_all(tx, &mut act, account.id, None)?;
    act.finish(tx, actor)
}
