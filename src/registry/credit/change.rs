//! What a filing may change in the credit registry, and how it is applied. A record hangs from the enterprise or the
//! person it concerns, so that it is written and read under that head.

use super::rows::{
    EnterpriseBlacklisting, EnterpriseConduct, EnterpriseEvaluation, PersonBlacklisting, PersonConduct, PersonDemerit,
};
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, Document, Head, InClear, Outcome, Resolved, Seal, Source, batch, document};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::enterprise::rows::Enterprise;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::keys::Keys;
use crate::registry::personnel::rows::Person;
use crate::registry::project::identity::ProjectRef;
use crate::registry::{enterprise, personnel, project};
use crate::vault::Vault;

document! {
    /// What hangs from an enterprise in this room.
    EnterpriseCreditRecords, EnterpriseCreditWrites {
        /// Conduct records, good and bad.
        conducts: EnterpriseConduct,
        /// Listings on the blacklist.
        blacklistings: EnterpriseBlacklisting,
        /// Evaluations.
        evaluations: EnterpriseEvaluation,
    }
}

document! {
    /// What hangs from a person in this room.
    PersonCreditRecords, PersonCreditWrites {
        /// Conduct records, good and bad.
        conducts: PersonConduct,
        /// Listings on the blacklist.
        blacklistings: PersonBlacklisting,
        /// Demerit points.
        demerits: PersonDemerit,
    }
}

/// A change to the credit records of either.
#[derive(Clone, Debug)]
pub enum CreditChange {
    /// Of an enterprise.
    Enterprise(EnterpriseCreditChange),
    /// Of a person.
    Person(PersonCreditChange),
}

/// Credit records of one enterprise.
#[derive(Clone, Debug)]
pub struct EnterpriseCreditChange {
    /// Which enterprise.
    pub who: EnterpriseRef,
    /// Its records. An id that `ProjectId::mention` made stands for one of `projects`.
    pub records: EnterpriseCreditRecords,
    /// Projects that the records concern.
    pub projects: Vec<ProjectRef>,
}

/// Credit records of one person.
#[derive(Clone, Debug)]
pub struct PersonCreditChange {
    /// Which person.
    pub who: PersonRef,
    /// Their records. An id that `ProjectId::mention` made stands for one of `projects`.
    pub records: PersonCreditRecords,
    /// Projects that the records concern.
    pub projects: Vec<ProjectRef>,
}

/// Applies changes in one transaction, in order. The outcome speaks of them by their place; an enterprise that has a code
/// is put on file as mentioned, one that cannot be told is left out and named there.
pub fn apply_to_enterprises(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    changes: Vec<EnterpriseCreditChange>,
) -> Result<Outcome> {
    let (who, records): (Vec<EnterpriseRef>, Vec<_>) =
        changes.into_iter().map(|change| (change.who, (change.records, change.projects))).unzip();
    let records = with_projects(tx.conn, records)?;
    let subjects = enterprise::change::find_or_mention(tx, basis, vault, &who)?;
    let subjects = subjects.into_iter().map(|id| id.map(i64::from)).collect();
    apply::<Enterprise, _>(tx, basis, subjects, records, &InClear)
}

/// Applies changes in one transaction, in order. The outcome speaks of them by their place; a person whose identity
/// number is known is put on file, one who cannot be told is left out and named there.
pub fn apply_to_people(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    changes: Vec<PersonCreditChange>,
) -> Result<Outcome> {
    let (who, records): (Vec<PersonRef>, Vec<_>) =
        changes.into_iter().map(|change| (change.who, (change.records, change.projects))).unzip();
    let records = with_projects(tx.conn, records)?;
    let subjects = personnel::change::find_or_mention(tx, basis, vault, &who)?;
    let subjects: Vec<Option<i64>> = subjects.into_iter().map(|id| id.map(i64::from)).collect();
    let people: Vec<i64> = subjects.iter().flatten().copied().collect();
    let keys = Keys::load(tx.conn, vault, &people)?;
    apply::<Person, _>(tx, basis, subjects, records, &keys)
}

/// Puts the projects that records concern in their place; one that is not on file leaves only its name.
fn with_projects<D: Document>(conn: &mut Conn, mut changes: Vec<(D, Vec<ProjectRef>)>) -> Result<Vec<D>> {
    let named: Vec<ProjectRef> = changes.iter().flat_map(|(_, projects)| projects.iter().cloned()).collect();
    if !named.is_empty() {
        let mut found = project::change::find_projects(conn, &named)?.into_iter();
        for (records, projects) in &mut changes {
            let projects = found.by_ref().take(projects.len()).collect();
            records.resolve(&Resolved { projects, ..Resolved::default() });
        }
    }
    Ok(changes.into_iter().map(|(records, _)| records).collect())
}

fn apply<H: Head, D: Document>(
    tx: &mut Tx<'_>,
    basis: &Basis,
    subjects: Vec<Option<i64>>,
    records: Vec<D>,
    seal: &impl Seal,
) -> Result<Outcome> {
    let (mut arrivals, mut unresolved) = (Vec::<Arrival<H, D>>::new(), Vec::new());
    for (place, (subject, records)) in subjects.into_iter().zip(records).enumerate() {
        match subject {
            Some(head_id) => arrivals.push(Arrival { source: Source::Row(place), head_id, head: None, records }),
            None => unresolved.push(place),
        }
    }
    Ok(Outcome { unresolved, ..batch::apply(tx, basis, arrivals, seal)? })
}
