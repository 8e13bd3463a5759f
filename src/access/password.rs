//! Passwords: what makes a good one, and how they are kept (Argon2id).

mod rules;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use super::secret::random;
use crate::error::{Error, Result};

pub use rules::{MAX_CHARACTERS, MIN_CHARACTERS, check};

/// Each takes 19 MiB of memory and a core while it is hashed: as many at once as leave the rest of the server alive.
const AT_ONCE: usize = 2;
/// Who waits longer is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
const SALT_BYTES: usize = 16;
/// The hash of a password that nobody knows: what an unknown log-in name is verified against, so that it takes as long.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2lrdS1ub2JvZHlzLTAwMA$l7nXwMZ9CxcBYJfRZzJKb3bgTgGBPz1EzbTr9c0MtyE";

/// A password in clear, as somebody typed it.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password as it was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The password. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Hashes and verifies on blocking threads, few at once.
#[derive(Clone)]
pub struct Hasher(Arc<Semaphore>);

impl Default for Hasher {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hasher {
    /// What is kept of a password.
    pub async fn hash(&self, password: Password) -> Result<String> {
        let permit = self.permit().await?;
        on_blocking_thread(permit, move || hash(&password)).await
    }

    /// Whether a password is the one that was kept; false, after as long a time, where nothing was.
    pub async fn verify(&self, password: Password, kept: Option<String>) -> Result<bool> {
        let permit = self.permit().await?;
        on_blocking_thread(permit, move || {
            let matches = verify(&password, kept.as_deref().unwrap_or(NOBODYS))?;
            Ok(matches && kept.is_some())
        })
        .await
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit> {
        let waited = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        waited
            .map_err(|overloaded| Error::Unavailable { retry_after: 5, source: Box::new(overloaded) })?
            .map_err(Error::internal)
    }
}

async fn on_blocking_thread<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let work = move || {
        let _permit = permit;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// What is kept of a password, on the calling thread: for commands.
pub fn hash(password: &Password) -> Result<String> {
    let salt = random::<SALT_BYTES>()?;
    let hash = Argon2::default().hash_password_with_salt(password.expose().as_bytes(), salt.as_slice());
    hash.map(|hash: PasswordHash| hash.to_string()).map_err(Error::internal)
}

fn verify(password: &Password, kept: &str) -> Result<bool> {
    use argon2::password_hash::Error as HashError;

    let kept = PasswordHash::new(kept).map_err(Error::internal)?;
    match Argon2::default().verify_password(password.expose().as_bytes(), &kept) {
        Ok(()) => Ok(true),
        Err(HashError::PasswordInvalid) => Ok(false),
        Err(error) => Err(Error::internal(error)),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let password = Password::new("嵩山少林 1982 年秋");
        let kept = hash(&password).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify(&password, &kept).unwrap());
        assert!(!verify(&Password::new("嵩山少林 1982 年春"), &kept).unwrap());
        assert_ne!(hash(&password).unwrap(), kept, "the same password is not seen to be the same");
    }

    #[actix_web::test]
    async fn nobody_is_verified_at_the_same_cost() {
        let costs = |kept: &str| kept.rsplitn(3, '$').nth(2).unwrap().to_owned();
        assert_eq!(costs(NOBODYS), costs(&hash(&Password::new("x")).unwrap()));
        assert!(!Hasher::default().verify(Password::new("anything"), None).await.unwrap());
    }

    #[test]
    fn debug_shows_no_password() {
        assert_eq!(format!("{:?}", Password::new("geheim")), "Password(…)");
    }
}
