//! The four registries. Each room has the same furniture: `rows` (tables), `store` (queries), `change` (what a filing
//! may change, and how), `service` (reading use cases), `view` (what it shows), `api` (JSON), `page` (HTML), `sheet`
//! (its spreadsheet columns).

pub mod cells;
pub mod change;
pub mod credit;
pub mod enterprise;
pub mod history;
pub mod likeness;
pub mod link;
pub mod lookup;
pub mod overview;
pub mod page;
pub mod pending;
pub mod personnel;
pub mod project;
pub mod public_ids;
pub mod ranking;
pub mod sheet;
pub mod view;

use crate::db::Conn;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::verify::{Heads, Report};
use crate::ledger::{self, store::EntryRow};
use crate::record::{Delta, Document as _, Table};
use crate::vault::Vault;

/// The heads with every table under them, in the order in which they are filled.
pub fn heads() -> Vec<Heads> {
    let mut enterprise = vec![Table::of::<enterprise::rows::Enterprise>()];
    enterprise.extend(enterprise::change::EnterpriseRecords::TABLES);
    enterprise.extend(credit::change::EnterpriseCreditRecords::TABLES);
    let mut person = vec![Table::of::<personnel::rows::Person>()];
    person.extend(personnel::change::PersonRecords::TABLES);
    person.extend(credit::change::PersonCreditRecords::TABLES);
    let mut project = vec![Table::of::<project::rows::Project>()];
    project.extend(project::change::tables());
    vec![
        Heads { kind: HeadKind::Enterprise, ids_after: enterprise::store::ids_after, tables: enterprise },
        Heads { kind: HeadKind::Person, ids_after: personnel::store::ids_after, tables: person },
        Heads { kind: HeadKind::Project, ids_after: project::store::ids_after, tables: project },
    ]
}

/// Replays the ledger and compares it with the registries.
pub fn verify_ledger(conn: &mut Conn, vault: &Vault) -> Result<Report> {
    ledger::verify::run(conn, &heads(), |conn, entries| open_entries(conn, vault, entries))
}

/// Reads entries, also a person's; `None` for one whose key was destroyed.
pub fn open_entries(conn: &mut Conn, vault: &Vault, entries: &[EntryRow]) -> Result<Vec<Option<Delta>>> {
    let sealed: Vec<EntryRow> = entries.iter().filter(|entry| entry.head_kind == HeadKind::Person).cloned().collect();
    let mut opened = personnel::keys::open_entries(conn, vault, &sealed)?.into_iter();
    entries
        .iter()
        .map(|entry| match entry.head_kind {
            HeadKind::Person => Ok(opened.next().flatten()),
            HeadKind::Enterprise | HeadKind::Project => ledger::read_open(entry).map(Some),
        })
        .collect()
}
