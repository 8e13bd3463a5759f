//! Locks follow the records of their works: released as of the day that an acceptance, a permit change, the end of the
//! contract or a long stop shows, and corrected when later news moves that day or takes it back.

use std::collections::{BTreeMap, BTreeSet};

use super::keep::{By, Keeper};
use super::rows::ManagerLock;
use super::store;
use crate::db::Tx;
use crate::domain::lock::{Discharge, shown_end};
use crate::domain::vocabulary::ids::{PersonId, ProjectId};
use crate::domain::vocabulary::lock::LockException;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::error::Result;
use crate::registry::project;
use crate::vault::Vault;

/// What the records of projects say of who leads them.
type Discharges = BTreeMap<(PersonId, ProjectId), Vec<Discharge>>;

/// Looks again at the locks in projects whose records changed. Gives the people whose locks changed by that. One look-up
/// where there are no locks, and a second where there are: a load of many projects pays for no more.
pub fn follow(tx: &mut Tx<'_>, vault: &Vault, by: &By, projects: &[i64]) -> Result<Vec<i64>> {
    let locks = store::locked_in(tx.conn, projects)?;
    if locks.is_empty() {
        return Ok(Vec::new());
    }
    let discharges = discharges(tx, &locks)?;
    let moved = locks.iter().filter(|lock| followed(lock, &discharges) != **lock);
    // In the order of their ids, as everybody takes hold of people.
    let people: BTreeSet<PersonId> = moved.map(|lock| lock.person_id).collect();
    for person in &people {
        let mut keeper = Keeper::of(tx, *person)?;
        carry_over(tx, &mut keeper, &discharges)?;
        keeper.finish(tx, vault, by)?;
    }
    Ok(people.into_iter().map(|person| person.0).collect())
}

fn discharges(tx: &mut Tx<'_>, locks: &[ManagerLock]) -> Result<Discharges> {
    let projects: BTreeSet<i64> = locks.iter().map(|lock| lock.project_id.0).collect();
    let people: BTreeSet<i64> = locks.iter().map(|lock| lock.person_id.0).collect();
    let (projects, people): (Vec<i64>, Vec<i64>) = (projects.into_iter().collect(), people.into_iter().collect());
    // Whoever has no engagement there any more has no end there either.
    let mut discharges: Discharges = locks.iter().map(|lock| ((lock.person_id, lock.project_id), Vec::new())).collect();
    for row in project::store::managing(tx.conn, &projects, &people)? {
        let Some(person) = row.person_id else { continue };
        let discharge = Discharge { on: row.released_on, basis: row.release_basis, number: row.release_number };
        discharges.entry((person, row.project_id)).or_default().push(discharge);
    }
    Ok(discharges)
}

/// A lock as the records have it; itself where it does not follow them, or they were not looked at.
fn followed(lock: &ManagerLock, discharges: &Discharges) -> ManagerLock {
    let said = discharges.get(&(lock.person_id, lock.project_id)).filter(|_| lock.follows_records());
    said.map_or_else(|| lock.clone(), |said| lock.ended(shown_end(lock.life().since(), said).as_ref()))
}

/// Writes what changed: what ends first, so that the index has room for what lasts again.
fn carry_over(tx: &mut Tx<'_>, keeper: &mut Keeper, discharges: &Discharges) -> Result<()> {
    let followed = |lock: &ManagerLock| followed(lock, discharges);
    let (ends, resumes): (Vec<ManagerLock>, Vec<ManagerLock>) = keeper
        .locks()
        .iter()
        .filter(|lock| followed(lock) != **lock)
        .cloned()
        .partition(|lock| followed(lock).released_on.is_some());
    for lock in ends {
        keeper.change(tx, lock.id, followed(&lock))?;
    }
    for lock in resumes {
        let mut after = followed(&lock);
        if after.exception.is_none() && keeper.is_held_besides(lock.id) {
            let document = format!("原以{}解除，后经更正", said(&lock));
            after = after.excepted(Some(LockException::Corrected), None, Some(document));
        }
        keeper.change(tx, lock.id, after)?;
    }
    Ok(())
}

/// The record that had ended a lock.
fn said(lock: &ManagerLock) -> String {
    let basis = lock.release_basis.map(StageRecordKind::label).unwrap_or_default();
    format!("{basis}{}", lock.release_document.as_deref().unwrap_or_default())
}
