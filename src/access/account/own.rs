//! What people change of their own account.

use crate::access::contact::Contact;
use crate::access::password::{self, Hasher, Password};
use crate::access::principal::Principal;
use crate::access::rows::Account;
use crate::access::secret::Secret;
use crate::access::{session, store};
use crate::db::{Db, Tx};
use crate::error::{Error, FieldError, Result};
use crate::vault::Vault;
use std::sync::Arc;

/// A change of one's own password.
pub struct NewPassword {
    /// The one in force.
    pub current: Password,
    /// The one to be.
    pub new: Password,
    /// Typed once more.
    pub again: Password,
}

/// Changes somebody's own password: all their other sessions end, and this one gets a new token.
pub async fn change_password(
    db: &Db,
    vault: &Arc<Vault>,
    hasher: &Hasher,
    principal: &Principal,
    typed: NewPassword,
) -> Result<Option<Secret>> {
    let mut errors: Vec<FieldError> = password::check("new", &typed.new, &principal.login_name).into_iter().collect();
    if typed.new.expose() != typed.again.expose() {
        errors.push(FieldError::new("again", "password.differs", "两次输入的新密码不一致。"));
    }
    if typed.new.expose() == typed.current.expose() {
        errors.push(FieldError::new("new", "password.unchanged", "新密码不能与当前密码相同。"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let id = principal.account_id;
    let account = db.read(move |conn| Ok(store::holder(conn, id)?)).await?.ok_or(Error::Unauthenticated)?.account;
    if !hasher.verify(typed.current, Some(account.password_hash.clone())).await? {
        return Err(Error::field("current", "password.wrong", "当前密码不对。"));
    }
    let password_hash = hasher.hash(typed.new).await?;
    let (vault, principal) = (Arc::clone(vault), principal.clone());
    db.write(move |tx| {
        let mut act = session::of(&account);
        let changed = Account {
            password_hash: password_hash.clone(),
            password_changed_at: tx.now,
            must_change_password: false,
            ..account.clone()
        };
        act.update(tx, &account, changed)?;
        session::end_all(tx, &mut act, account.id, principal.session_id())?;
        let token = session::renew(tx, &mut act, &vault, &principal)?;
        act.finish(tx, &principal.actor())?;
        Ok(token)
    })
    .await
}

/// Changes how somebody is reached.
pub fn set_contact(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal, contact: &Contact) -> Result<()> {
    let errors = contact.check();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let holder = store::holder(tx.conn, principal.account_id)?.ok_or(Error::Unauthenticated)?;
    if Contact::open(vault, &holder.account)? == *contact {
        return Ok(());
    }
    let mut changed = holder.account.clone();
    contact.seal(vault, &mut changed)?;
    let mut act = session::of(&holder.account);
    act.update(tx, &holder.account, changed)?;
    act.finish(tx, &principal.actor())
}
