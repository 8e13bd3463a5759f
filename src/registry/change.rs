//! Changes of all rooms at one desk: applied in the transaction and on the basis they are given.

use super::enterprise::change::EnterpriseChange;
use super::personnel::identity::PersonRef;
use super::sheet::Change;
use super::{credit, enterprise, personnel, project};
use crate::db::Tx;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::Outcome;
use crate::vault::Vault;

/// Whether two changes go through the same room, so that one call of [`apply`] can take both.
pub fn same_room(one: &Change, other: &Change) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Applies changes of one room. The outcome speaks of them by their place.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<Change>) -> Result<Outcome> {
    macro_rules! all {
        ($room:ident) => {
            changes
                .into_iter()
                .filter_map(|change| if let Change::$room(change) = change { Some(change) } else { None })
        };
    }
    match changes.first() {
        None => Ok(Outcome::default()),
        Some(Change::Enterprise(..)) => {
            let pair =
                |change| if let Change::Enterprise(change, people) = change { Some((change, people)) } else { None };
            apply_to_enterprises(tx, basis, vault, changes.into_iter().filter_map(pair).collect())
        }
        Some(Change::Person(_)) => {
            let mut outcome = personnel::change::apply(tx, basis, vault, all!(Person).collect())?;
            // Projects may have named them before they were on file.
            let identified = project::change::identify(tx, basis, vault, &outcome.changed)?;
            outcome.changed.extend(identified.changed);
            Ok(outcome)
        }
        Some(Change::Project(_)) => {
            project::change::apply(tx, basis, vault, all!(Project).map(|change| *change).collect())
        }
        Some(Change::EnterpriseCredit(_)) => {
            credit::change::apply_to_enterprises(tx, basis, vault, all!(EnterpriseCredit).collect())
        }
        Some(Change::PersonCredit(_)) => {
            credit::change::apply_to_people(tx, basis, vault, all!(PersonCredit).collect())
        }
    }
}

/// The persons whom the records of enterprises name are found first, or put on file: the enterprise registry stands below
/// that of persons, and takes them as ids.
fn apply_to_enterprises(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    changes: Vec<(EnterpriseChange, Vec<PersonRef>)>,
) -> Result<Outcome> {
    let named: Vec<PersonRef> = changes.iter().flat_map(|(_, people)| people.iter().cloned()).collect();
    let found =
        if named.is_empty() { Vec::new() } else { personnel::change::find_or_mention(tx, basis, vault, &named)? };
    let mut found = found.into_iter();
    let with_people = |(change, people): (EnterpriseChange, Vec<PersonRef>)| EnterpriseChange {
        people: found.by_ref().take(people.len()).collect(),
        ..change
    };
    enterprise::change::apply(tx, basis, vault, changes.into_iter().map(with_people).collect())
}
