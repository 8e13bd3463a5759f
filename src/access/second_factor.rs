//! A second factor of an account: set up, confirmed by its first one-time password, taken away; and the recovery codes that
//! stand in for a lost telephone.

use std::sync::Arc;

use super::login::is_one_time_password;
use super::principal::Principal;
use super::rows::{Account, RecoveryCode, SecondFactor};
use super::secret::Secret;
use super::session;
use super::store;
use super::throttle::{self, Subject};
use super::totp::TotpSecret;
use crate::db::{Conn, Db, Tx};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Code, Error, Result};
use crate::record::Act;
use crate::vault::Vault;

/// How many recovery codes are handed out at once.
const RECOVERY_CODES: usize = 10;

/// What became of the first one-time password.
pub struct Confirmed {
    /// The recovery codes: shown now and never again.
    pub recovery_codes: Vec<Secret>,
    /// The new token of the session: its rights have changed.
    pub token: Option<Secret>,
}

/// The secret that is to be put into an app; a new one unless one waits to be confirmed already.
pub fn begin(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal) -> Result<TotpSecret> {
    let kept = store::second_factor(tx.conn, principal.account_id)?;
    if kept.as_ref().is_some_and(SecondFactor::is_in_force) {
        return Err(in_force());
    }
    if let Some(waiting) = kept.as_ref().filter(|factor| factor.removed_at.is_none()) {
        return opened(vault, waiting);
    }
    let secret = TotpSecret::random()?;
    let fresh = SecondFactor {
        account_id: principal.account_id,
        secret_cipher: vault.account_cipher()?.seal(&secret.base32())?,
        confirmed_at: None,
        removed_at: None,
        last_step: 0,
        row_version: 1,
    };
    let mut act = Act::on(HeadKind::Account, principal.account_id);
    match &kept {
        Some(removed) => drop(act.update(tx, removed, fresh)?),
        None => act.insert(tx, &[fresh])?,
    }
    act.finish(tx, &principal.actor())?;
    Ok(secret)
}

/// The secret that waits to be confirmed, to be shown again.
pub fn waiting(conn: &mut Conn, vault: &Vault, principal: &Principal) -> Result<Option<TotpSecret>> {
    let kept = store::second_factor(conn, principal.account_id)?;
    let waiting = kept.filter(|factor| factor.confirmed_at.is_none() && factor.removed_at.is_none());
    waiting.map(|factor| opened(vault, &factor)).transpose()
}

/// Counts a one-time password that somebody in a session types; refuses the one too many. It is forgiven when it was right.
pub async fn admit(db: &Db, vault: &Arc<Vault>, principal: &Principal) -> Result<()> {
    let (vault, account) = (Arc::clone(vault), principal.public_id.clone());
    let admitted = db.write(move |tx| throttle::admit(tx, &vault, &[Subject::SecondFactor(&account)])).await?;
    admitted.map_err(|retry_after| Error::RateLimited { retry_after })
}

fn forgive(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal) -> Result<()> {
    throttle::forgive(tx, vault, &[Subject::SecondFactor(&principal.public_id)])
}

/// Puts the second factor in force by its first one-time password.
pub fn confirm(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal, typed: &str) -> Result<Confirmed> {
    let account = own_account(tx.conn, principal)?;
    match store::second_factor(tx.conn, account.id)? {
        Some(factor) if factor.is_in_force() => return Err(in_force()),
        Some(factor) if factor.removed_at.is_none() => {}
        _ => return Err(Error::Stale),
    }
    if !is_one_time_password(tx, vault, &account, typed)? {
        let text = "动态码不对。请核对手机时间是否准确，输入应用中当前显示的六位数字。";
        return Err(Error::field("code", "totp.wrong", text));
    }
    forgive(tx, vault, principal)?;
    // Read again: the password has used up its time step.
    let Some(factor) = store::second_factor(tx.conn, account.id)? else { return Err(Error::Stale) };
    let mut act = session::of(&account);
    act.update(tx, &factor, SecondFactor { confirmed_at: Some(tx.now), ..factor.clone() })?;
    let recovery_codes = replace_recovery_codes(tx, &mut act, &account)?;
    let token = session::renew(tx, &mut act, vault, principal)?;
    act.finish(tx, &principal.actor())?;
    Ok(Confirmed { recovery_codes, token })
}

/// Takes the second factor away, by a last one-time password.
pub fn remove(tx: &mut Tx<'_>, vault: &Vault, principal: &Principal, typed: &str) -> Result<Option<Secret>> {
    let account = own_account(tx.conn, principal)?;
    if !is_one_time_password(tx, vault, &account, typed)? {
        let text = "动态码不对，动态码登录仍然有效。请输入应用中当前显示的六位数字。";
        return Err(Error::field("code", "totp.wrong", text));
    }
    forgive(tx, vault, principal)?;
    let mut act = session::of(&account);
    withdraw(tx, &mut act, &account)?;
    let token = session::renew(tx, &mut act, vault, principal)?;
    act.finish(tx, &principal.actor())?;
    Ok(token)
}

/// Takes the second factor of an account away, and its recovery codes.
pub fn withdraw(tx: &mut Tx<'_>, act: &mut Act, account: &Account) -> Result<()> {
    if let Some(factor) = store::second_factor(tx.conn, account.id)? {
        act.update(tx, &factor, SecondFactor { removed_at: Some(tx.now), ..factor.clone() })?;
    }
    use_up(tx, act, account)
}

fn use_up(tx: &mut Tx<'_>, act: &mut Act, account: &Account) -> Result<()> {
    for code in store::recovery_codes(tx.conn, account.id)? {
        act.update(tx, &code, RecoveryCode { used_at: Some(tx.now), ..code.clone() })?;
    }
    Ok(())
}

fn replace_recovery_codes(tx: &mut Tx<'_>, act: &mut Act, account: &Account) -> Result<Vec<Secret>> {
    use_up(tx, act, account)?;
    let codes = (0..RECOVERY_CODES).map(|_| Secret::readable()).collect::<Result<Vec<_>>>()?;
    let row = |code: &Secret| RecoveryCode {
        account_id: account.id,
        id: tx.ids.next(),
        code_hash: code.hash(),
        used_at: None,
        row_version: 1,
    };
    let rows: Vec<RecoveryCode> = codes.iter().map(row).collect();
    act.insert(tx, &rows)?;
    Ok(codes)
}

fn opened(vault: &Vault, factor: &SecondFactor) -> Result<TotpSecret> {
    let secret = vault.open_account(&factor.secret_cipher)?;
    TotpSecret::from_base32(&secret).ok_or_else(|| Error::internal("a second factor is no base 32"))
}

fn own_account(conn: &mut Conn, principal: &Principal) -> Result<Account> {
    store::holder(conn, principal.account_id)?.map(|holder| holder.account).ok_or(Error::Unauthenticated)
}

fn in_force() -> Error {
    let text = "动态码登录已经开启。要换手机，请先关闭，再重新设置。".to_owned();
    Error::Conflict(Code::RecordDuplicate, text)
}
