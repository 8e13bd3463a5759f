//! Changes of all rooms at one desk: applied in the transaction and on the basis they are given.

use super::enterprise::change::EnterpriseChange;
use super::enterprise::newcomers::{self, Newcomers};
use super::lock::keep::By;
use super::personnel::identity::PersonRef;
use super::sheet::Change;
use super::{credit, enterprise, lock, personnel, project};
use crate::db::Tx;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::Outcome;
use crate::vault::Vault;

/// Whether two changes go through the same room, so that one call of [`apply`] can take both.
pub fn same_room(one: &Change, other: &Change) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Applies changes of one room. The outcome speaks of them by their place. Records on file that name whom these changes
/// put on file, or tell more of, are looked at again.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<Change>) -> Result<Outcome> {
    // Whoever has come on file by these changes, if only because one mentions them, has an id after this one.
    let mark = tx.ids.next();
    let room = changes.first().map(Room::of);
    let mut outcome = apply_to_room(tx, basis, vault, changes)?;
    let mut enterprises = newcomers::since(tx.conn, mark)?;
    let mut people = personnel::identity::since(tx.conn, mark)?;
    let mut projects = Vec::new();
    match room {
        Some(Room::Enterprises) => enterprises.extend(&outcome.changed),
        Some(Room::People) => people.extend(&outcome.changed),
        Some(Room::Projects) => projects.extend(&outcome.changed),
        Some(Room::Others) | None => {}
    }
    let told = look_again(tx, basis, vault, &enterprises, people)?;
    projects.extend(&told.projects);
    // What the records of a project now say of who leads it ends the locks in it, or corrects their end.
    let by = By { actor: basis.actor.clone(), filing_id: Some(basis.filing_id) };
    outcome.changed.extend(lock::follow::follow(tx, vault, &by, &projects)?);
    outcome.changed.extend(told.people);
    outcome.changed.extend(told.projects);
    outcome.changed.sort_unstable();
    outcome.changed.dedup();
    Ok(outcome)
}

/// Whose records changes are about, where others name them.
enum Room {
    Enterprises,
    People,
    Projects,
    Others,
}

impl Room {
    fn of(change: &Change) -> Self {
        match change {
            Change::Enterprise(..) => Self::Enterprises,
            Change::Person(_) => Self::People,
            Change::Project(_) => Self::Projects,
            Change::EnterpriseCredit(_) | Change::PersonCredit(_) => Self::Others,
        }
    }
}

/// Who changed because others came on file.
struct Told {
    people: Vec<i64>,
    projects: Vec<i64>,
}

/// Looks again at the records that name these enterprises and people without telling which they are: the projects, and
/// the certificates of people. Gives who changed by that. Whose employer is known now may be told by it.
fn look_again(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    enterprises: &[i64],
    mut people: Vec<i64>,
) -> Result<Told> {
    let newcomers = Newcomers::of(tx.conn, enterprises)?;
    let employed = personnel::employers::identify(tx, basis, vault, &newcomers)?;
    let mut projects = project::parties::identify(tx, basis, &newcomers)?.changed;
    people.extend(&employed.changed);
    projects.extend(project::change::identify(tx, basis, vault, &people)?.changed);
    Ok(Told { people: employed.changed, projects })
}

fn apply_to_room(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<Change>) -> Result<Outcome> {
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
        Some(Change::Person(_)) => personnel::change::apply(tx, basis, vault, all!(Person).collect()),
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
