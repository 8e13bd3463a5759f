//! Signing in: a password, then a one-time password where the account has a second factor.

use std::sync::Arc;

use super::password::{Hasher, Password};
use super::rows::{Account, RecoveryCode, Session};
use super::secret::{self, Secret};
use super::session::{self, Origin};
use super::store;
use super::throttle::{self, Subject};
use super::totp::TotpSecret;
use crate::db::{Db, Tx};
use crate::domain::vocabulary::access::{AccountState, SessionState};
use crate::error::{Error, Result};
use crate::record::Act;
use crate::vault::Vault;

/// Longest log-in name that is looked at.
const LOGIN_NAME_CHARACTERS: usize = 64;

/// What became of an attempt.
pub enum Outcome {
    /// Signed in: the token of the new session.
    SignedIn(Secret),
    /// The password was right; the token of a session that waits for the one-time password.
    SecondFactor(Secret),
    /// Log-in name or password is wrong; which of them is not said.
    Wrong,
    /// Everything was right, but the account was disabled.
    Disabled,
    /// Too many attempts: so many seconds to wait, whether the account exists or not.
    Wait(u64),
}

/// An attempt to sign in.
pub struct Attempt {
    /// The log-in name as typed.
    pub login_name: String,
    /// The password as typed.
    pub password: Password,
    /// From where.
    pub origin: Origin,
    /// The token of a session that this browser is in, which ends.
    pub leaves: Option<String>,
}

/// A log-in name in the form in which it is kept.
pub fn folded(login_name: &str) -> String {
    login_name.trim().chars().take(LOGIN_NAME_CHARACTERS).collect::<String>().to_lowercase()
}

/// Signs somebody in by password.
pub async fn sign_in(db: &Db, vault: &Arc<Vault>, hasher: &Hasher, attempt: Attempt) -> Result<Outcome> {
    let login_name = folded(&attempt.login_name);
    let admitted = {
        let (vault, login_name, address) = (Arc::clone(vault), login_name.clone(), attempt.origin.address);
        db.write(move |tx| {
            let subjects = subjects(Subject::LoginName(&login_name), address);
            match throttle::admit(tx, &vault, &subjects)? {
                Ok(()) => Ok(Ok(store::account_by_login_name(tx.conn, &login_name)?)),
                Err(seconds) => Ok(Err(seconds)),
            }
        })
        .await?
    };
    let account = match admitted {
        Ok(account) => account,
        Err(seconds) => return Ok(Outcome::Wait(seconds)),
    };
    let kept = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = hasher.verify(attempt.password, kept).await?;
    let Some(account) = account.filter(|_| is_right) else {
        tracing::info!("log-in refused: wrong name or password");
        return Ok(Outcome::Wrong);
    };
    let (vault, origin, leaves) = (Arc::clone(vault), attempt.origin, attempt.leaves);
    db.write(move |tx| {
        throttle::forgive(tx, &vault, &subjects(Subject::LoginName(&login_name), origin.address))?;
        open(tx, &vault, &account, &origin, leaves.as_deref())
    })
    .await
}

fn subjects(subject: Subject<'_>, address: Option<std::net::IpAddr>) -> Vec<Subject<'_>> {
    std::iter::once(subject).chain(address.map(Subject::Address)).collect()
}

/// Begins the session of somebody who was recognised. What was read before a password was hashed may have changed.
pub(super) fn open(
    tx: &mut Tx<'_>,
    vault: &Vault,
    read: &Account,
    origin: &Origin,
    leaves: Option<&str>,
) -> Result<Outcome> {
    let Some(holder) = store::holder(tx.conn, read.id)? else { return Ok(Outcome::Wrong) };
    if holder.account.password_hash != read.password_hash {
        return Ok(Outcome::Wrong);
    }
    if holder.account.state == AccountState::Disabled {
        return Ok(Outcome::Disabled);
    }
    if let Some(token) = leaves {
        session::log_out(tx, token)?;
    }
    let state = if holder.has_second_factor { SessionState::AwaitingSecondFactor } else { SessionState::Open };
    let mut act = session::of(&holder.account);
    let token = session::begin(tx, &mut act, vault, holder.account.id, state, origin)?;
    act.finish(tx, &holder.account.actor())?;
    Ok(if holder.has_second_factor { Outcome::SecondFactor(token) } else { Outcome::SignedIn(token) })
}

/// Signs somebody in whose password was right: by one-time password, or by a recovery code, which is used up.
pub async fn pass_second_factor(
    db: &Db,
    vault: &Arc<Vault>,
    waiting: Session,
    typed: String,
    origin: Origin,
) -> Result<Outcome> {
    let vault = Arc::clone(vault);
    db.write(move |tx| {
        let Some(holder) = store::holder(tx.conn, waiting.account_id)? else { return Ok(Outcome::Wrong) };
        let account = holder.account;
        let subjects = subjects(Subject::SecondFactor(&account.public_id), origin.address);
        if let Err(seconds) = throttle::admit(tx, &vault, &subjects)? {
            return Ok(Outcome::Wait(seconds));
        }
        let mut act = session::of(&account);
        let is_right =
            is_one_time_password(tx, &vault, &account, &typed)? || use_recovery_code(tx, &mut act, &account, &typed)?;
        if !is_right {
            tracing::info!(account = %account.public_id, "log-in refused: wrong one-time password");
            return Ok(Outcome::Wrong);
        }
        throttle::forgive(tx, &vault, &subjects)?;
        session::end(tx, &mut act, &waiting)?;
        let token = session::begin(tx, &mut act, &vault, account.id, SessionState::Open, &origin)?;
        act.finish(tx, &account.actor())?;
        Ok(Outcome::SignedIn(token))
    })
    .await
}

/// Whether a one-time password is right; it is used up.
pub fn is_one_time_password(tx: &mut Tx<'_>, vault: &Vault, account: &Account, typed: &str) -> Result<bool> {
    let factor = store::second_factor(tx.conn, account.id)?.filter(|factor| factor.removed_at.is_none());
    let Some(factor) = factor else { return Ok(false) };
    let secret = vault.open_account(&factor.secret_cipher)?;
    let secret = TotpSecret::from_base32(&secret).ok_or_else(|| Error::internal("a second factor is no base 32"))?;
    match secret.step_of(typed, tx.now.and_utc().timestamp(), factor.last_step) {
        Some(step) => Ok(store::take_step(tx.conn, account.id, step)?),
        None => Ok(false),
    }
}

fn use_recovery_code(tx: &mut Tx<'_>, act: &mut Act, account: &Account, typed: &str) -> Result<bool> {
    let hash = secret::hash(&secret::typed_code(typed));
    let codes = store::recovery_codes(tx.conn, account.id)?;
    let Some(code) = codes.into_iter().find(|code| code.code_hash == hash) else { return Ok(false) };
    let used = RecoveryCode { used_at: Some(tx.now), ..code.clone() };
    act.update(tx, &code, used)?;
    Ok(true)
}
