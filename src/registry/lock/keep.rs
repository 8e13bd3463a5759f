//! Everything that is written of the locks of one person: one at a time, each with its entry in the ledger.

use chrono::NaiveDate;

use super::rows::ManagerLock;
use crate::clock::china_time;
use crate::db::Tx;
use crate::domain::vocabulary::ids::{FilingId, PersonId};
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::record::{Act, InClear, Record as _, Seal as _};
use crate::registry::personnel::{self, keys::Keys};
use crate::vault::Vault;

/// On whose behalf and on what basis locks are written.
#[derive(Clone, Debug)]
pub struct By {
    /// Who, as the ledger names them.
    pub actor: String,
    /// The filing that brought the news, where one did.
    pub filing_id: Option<FilingId>,
}

impl By {
    /// Somebody who acts in their own right.
    pub fn actor(actor: &str) -> Self {
        Self { actor: actor.to_owned(), filing_id: None }
    }
}

/// The locks of a person who is held until the transaction ends: nobody else decides about them meanwhile.
#[must_use = "what was kept is in the ledger only when it is finished"]
pub struct Keeper {
    person: PersonId,
    locks: Vec<ManagerLock>,
    act: Act,
    today: NaiveDate,
}

impl Keeper {
    /// Takes hold of a person. Reservations whose term is over hold nobody: they are released as of its end.
    pub fn of(tx: &mut Tx<'_>, person: PersonId) -> Result<Self> {
        personnel::store::lock(tx.conn, &[person.0])?;
        let locks = ManagerLock::load(tx.conn, &[person.0])?;
        let today = china_time(tx.now).date();
        let mut keeper = Self { person, locks, act: Act::on(HeadKind::Person, person), today };
        for lock in keeper.locks.clone() {
            if let Some(term) = lock.expires_on.filter(|_| lock.life().has_lapsed(today)) {
                keeper.change(tx, lock.id, lock.released(term, LockReleaseReason::Expired, None))?;
            }
        }
        Ok(keeper)
    }

    /// The day, in China.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Their locks, the oldest first.
    pub fn locks(&self) -> &[ManagerLock] {
        &self.locks
    }

    /// One of them.
    pub fn lock(&self, id: i64) -> Result<&ManagerLock> {
        self.locks.iter().find(|lock| lock.id == id).ok_or(Error::Stale)
    }

    /// Whether another one lasts without an exception, so that the index has no room for `id`.
    pub fn is_held_besides(&self, id: i64) -> bool {
        self.locks.iter().any(|lock| lock.id != id && lock.life().is_sole())
    }

    /// Adds one.
    pub fn add(&mut self, tx: &mut Tx<'_>, lock: ManagerLock) -> Result<()> {
        self.act.insert(tx, std::slice::from_ref(&lock))?;
        self.locks.push(lock);
        Ok(())
    }

    /// Writes one anew.
    pub fn change(&mut self, tx: &mut Tx<'_>, id: i64, after: ManagerLock) -> Result<()> {
        let before = self.lock(id)?.clone();
        let after = self.act.update(tx, &before, after)?;
        for lock in self.locks.iter_mut().filter(|lock| lock.id == id) {
            lock.clone_from(&after);
        }
        Ok(())
    }

    /// Writes the entry. An overlap that a correction left behind is none any more when nothing else holds the manager.
    pub fn finish(mut self, tx: &mut Tx<'_>, vault: &Vault, by: &By) -> Result<()> {
        let left = self
            .locks
            .iter()
            .find(|lock| lock.released_on.is_none() && lock.exception == Some(LockException::Corrected));
        if let Some(left) = left.filter(|left| !self.is_held_besides(left.id)).cloned() {
            self.change(tx, left.id, left.excepted(None, None, None))?;
        }
        let person = self.person.0;
        let keys = Keys::load(tx.conn, vault, &[person])?;
        self.act.resting_on(by.filing_id).finish_sealed(tx, &by.actor, |delta| {
            // Who was erased has no key, and nothing of theirs is left in a lock.
            if keys.has(person) { keys.seal(person, delta) } else { InClear.seal(person, delta) }
        })
    }
}
