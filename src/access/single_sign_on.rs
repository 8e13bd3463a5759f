//! Log-in by another system (OpenID Connect, authorization code with PKCE). It says who somebody is; what they may do is
//! said here. An account is found by its link to the other system's subject; the first time by its log-in name, and then
//! the two are linked, so that nobody else comes in by a log-in name that the other system gives away again.

mod provider;

use super::login::{self, Outcome, folded};
use super::rows::{Account, AccountIdentity};
use super::session::{self, Origin};
use super::store;
use crate::db::Tx;
use crate::domain::vocabulary::access::AccountState;
use crate::error::Result;
use crate::record::Act;
use crate::vault::Vault;

pub use provider::{Errand, Provider};

/// Who somebody is to the other system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The other system.
    pub issuer: String,
    /// What it always calls them.
    pub subject: String,
    /// The log-in name that they have there now.
    pub login_name: Option<String>,
}

/// Signs somebody in whom the other system knows. `unusable` takes the place of a first password that somebody else chose.
pub fn sign_in(
    tx: &mut Tx<'_>,
    vault: &Vault,
    identity: &Identity,
    unusable: &str,
    origin: &Origin,
    leaves: Option<&str>,
) -> Result<Outcome> {
    let account = match store::account_by_identity(tx.conn, &identity.issuer, &identity.subject)? {
        Some(account) => account,
        None => match link(tx, identity, unusable)? {
            Some(account) => account,
            None => return Ok(Outcome::Wrong),
        },
    };
    login::open(tx, vault, &account, origin, leaves)
}

/// Links the account of the same log-in name, unless it is somebody else's already.
fn link(tx: &mut Tx<'_>, identity: &Identity, unusable: &str) -> Result<Option<Account>> {
    let Some(login_name) = identity.login_name.as_deref().map(folded) else { return Ok(None) };
    let Some(account) = store::account_by_login_name(tx.conn, &login_name)? else { return Ok(None) };
    if account.state == AccountState::Disabled {
        return Ok(Some(account));
    }
    let known = store::identities_of(tx.conn, account.id)?;
    if known.iter().any(|known| known.issuer == identity.issuer) {
        tracing::warn!(account = %account.public_id, "log-in refused: linked to another subject");
        return Ok(None);
    }
    let row = AccountIdentity {
        account_id: account.id,
        id: tx.ids.next(),
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
        linked_at: tx.now,
        withdrawn_at: None,
        row_version: 1,
    };
    let mut act = session::of(&account);
    act.insert(tx, &[row])?;
    let mut linked = account;
    if linked.must_change_password {
        let changed = Account {
            password_hash: unusable.to_owned(),
            password_changed_at: tx.now,
            must_change_password: false,
            ..linked.clone()
        };
        linked = act.update(tx, &linked, changed)?;
    }
    act.finish(tx, &linked.actor())?;
    Ok(Some(linked))
}

/// Takes the links of an account away: the next log-in by the other system links it anew.
pub fn withdraw(tx: &mut Tx<'_>, act: &mut Act, account: &Account) -> Result<()> {
    for row in store::identities_of(tx.conn, account.id)? {
        act.update(tx, &row, AccountIdentity { withdrawn_at: Some(tx.now), ..row.clone() })?;
    }
    Ok(())
}
