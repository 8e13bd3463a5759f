//! `siku admin create-user`, `set-password`, `unlock`: the first administrators, and what helps when nobody can get in.

use std::io::{self, BufRead as _, IsTerminal as _};

use super::actor::actor;
use super::output::say;
use super::{CreateUserArgs, SetPasswordArgs, UnlockArgs, setup};
use crate::access::account::{self, NewAccount};
use crate::access::contact::Contact;
use crate::access::login::folded;
use crate::access::organisation::{self, NewDepartment};
use crate::access::password::{self, Password};
use crate::access::rows::{Account, Organisation};
use crate::access::store;
use crate::config::StoreSettings;
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::access::{Role, Tier};
use crate::error::{Error, Result};
use crate::vault::Vault;

/// Reads a role.
pub fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_unknown| format!("没有角色“{text}”。可用：{}。", labels(Role::ALL, Role::label)))
}

/// Reads a tier.
pub fn tier(text: &str) -> Result<Tier, String> {
    text.parse().map_err(|_unknown| format!("没有层级“{text}”。可用：{}。", labels(Tier::ALL, Tier::label)))
}

fn labels<T: Copy>(all: &[T], label: fn(T) -> &'static str) -> String {
    all.iter().map(|value| label(*value)).collect::<Vec<_>>().join("、")
}

/// Makes an account of a department; the department too, where there is none of that name.
pub fn create_user(settings: &StoreSettings, args: &CreateUserArgs) -> Result<bool> {
    let db = setup::ready_database(settings)?;
    let vault = setup::vault(settings, &db)?;
    let contact = Contact::default();
    let errors = account::check_typed(&args.login_name, &args.name, &contact);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let new = NewAccount {
        login_name: args.login_name.clone(),
        person_name: args.name.clone(),
        contact,
        password_hash: asked_password(&args.login_name)?,
        must_change_password: false,
        roles: args.roles.clone(),
    };
    let organisation = db.write_now(|tx| {
        let organisation = department(tx, &vault, args)?;
        account::create(tx, &vault, &organisation, &new, Some(&actor()))?;
        Ok(organisation)
    })?;
    say(&format!("已创建账号 {}（{}）。请在 /login 登录。", folded(&args.login_name), organisation.name));
    Ok(true)
}

fn department(tx: &mut Tx<'_>, vault: &Vault, args: &CreateUserArgs) -> Result<Organisation> {
    if let Some(known) = store::department_by_name(tx.conn, args.department.trim())? {
        return Ok(known);
    }
    let (Some(region_code), Some(tier)) = (args.region.clone(), args.tier) else {
        let text = format!("还没有名为“{}”的部门。请用 --region 和 --tier 说明它管辖的地区和层级。", args.department);
        return Err(Error::field("department", "organisation.unknown", text));
    };
    let new = NewDepartment { name: args.department.clone(), region_code, tier };
    organisation::create_department(tx, vault, &new, &actor())
}

/// Gives an account a new password, which has to be changed at the next log-in.
pub fn set_password(settings: &StoreSettings, args: &SetPasswordArgs) -> Result<bool> {
    let db = setup::ready_database(settings)?;
    db.read_now(|conn| account_of(conn, &args.login_name))?;
    let hash = asked_password(&args.login_name)?;
    db.write_now(|tx| {
        let account = account_of(tx.conn, &args.login_name)?;
        account::reset_password_as(tx, &account, &hash, args.remove_second_factor, &actor())
    })?;
    say("密码已重置，该账号的登录会话已全部结束；下次登录须更换密码。");
    Ok(true)
}

/// Ends a lockout.
pub fn unlock(settings: &StoreSettings, args: &UnlockArgs) -> Result<bool> {
    let db = setup::ready_database(settings)?;
    let vault = setup::vault(settings, &db)?;
    db.write_now(|tx| {
        let account = account_of(tx.conn, &args.login_name)?;
        account::unlock_as(tx, &vault, &account, &actor())
    })?;
    say("已解除锁定。");
    Ok(true)
}

fn account_of(conn: &mut Conn, login_name: &str) -> Result<Account> {
    let found = store::account_by_login_name(conn, &folded(login_name))?;
    found.ok_or_else(|| Error::NotFound { what: "登录名", key: login_name.to_owned() })
}

/// The hash of a password that is asked for, unseen, or is the first line of what is piped in. Never from the command line:
/// everybody on the machine could read it there.
fn asked_password(login_name: &str) -> Result<String> {
    let unreadable = |cause: io::Error| Error::Unreadable(format!("无法读取密码：{cause}。"));
    let typed = if io::stdin().is_terminal() {
        let first = rpassword::prompt_password("密码：").map_err(unreadable)?;
        let again = rpassword::prompt_password("再输入一次：").map_err(unreadable)?;
        if first != again {
            return Err(Error::field("again", "password.differs", "两次输入的密码不一致。"));
        }
        first
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map_err(unreadable)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    let typed = Password::new(typed);
    match password::check("password", &typed, &folded(login_name)) {
        Some(refused) => Err(Error::Invalid(vec![refused])),
        None => password::hash(&typed),
    }
}
