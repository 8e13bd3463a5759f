//! The four registries. Each room has the same furniture: `rows` (tables), `store` (queries), `change` (what a filing
//! may change, and how), `service` (reading use cases), `view` (what it shows), `api` (JSON), `page` (HTML), `sheet`
//! (its spreadsheet columns). Beside them, what this platform itself claims of who leads what: `lock`.

pub mod cells;
pub mod change;
pub mod credit;
pub mod dossier;
pub mod enterprise;
pub mod history;
pub mod label;
pub mod likeness;
pub mod link;
pub mod lock;
pub mod lookup;
pub mod naming;
pub mod overview;
pub mod page;
pub mod pending;
pub mod personnel;
pub mod project;
pub mod public_ids;
pub mod ranking;
pub mod sheet;
pub mod view;

use crate::db::{Conn, Tx};
use crate::domain::vocabulary::ids::PersonId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::filing;
use crate::ledger::verify::{Heads, Report};
use crate::ledger::{self, Opened, Unreadable, store::EntryRow};
use crate::record::{Document as _, Table};
use crate::vault::Vault;

/// The heads with every table under them, in the order in which they are filled.
pub fn heads() -> Vec<Heads> {
    let mut enterprise = vec![Table::of::<enterprise::rows::Enterprise>()];
    enterprise.extend(enterprise::change::EnterpriseRecords::TABLES);
    enterprise.extend(credit::change::EnterpriseCreditRecords::TABLES);
    let mut person = vec![Table::of::<personnel::rows::Person>()];
    person.extend(personnel::change::PersonRecords::TABLES);
    person.extend(credit::change::PersonCreditRecords::TABLES);
    person.push(Table::of::<lock::rows::ManagerLock>());
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

/// Reads entries, also a person's.
pub fn open_entries(conn: &mut Conn, vault: &Vault, entries: &[EntryRow]) -> Result<Vec<Opened>> {
    let sealed: Vec<EntryRow> = entries.iter().filter(|entry| entry.head_kind == HeadKind::Person).cloned().collect();
    let mut opened = personnel::keys::open_entries(conn, vault, &sealed)?.into_iter();
    let read = |entry: &EntryRow| match entry.head_kind {
        HeadKind::Person => opened.next().unwrap_or(Err(Unreadable::NoKey)),
        _ => ledger::read_open(entry),
    };
    Ok(entries.iter().map(read).collect())
}

/// Checks that a person can be erased for a reason that may be kept.
pub fn check_erasure(conn: &mut Conn, key: &str, reason: &str) -> Result<PersonId> {
    if reason.trim().is_empty() {
        let text = "请写明删除的依据和理由，它将记入台账。".to_owned();
        return Err(Error::field("reason", "text.missing", text));
    }
    // The reason stays in clear when nothing else of the person does.
    personnel::service::without_number("reason", reason)?;
    personnel::service::id_of(conn, key)
}

/// Erases a person on somebody's decision, which the ledger keeps with its reason. Gives the id of the nameless record
/// that is left.
pub fn erase_person(tx: &mut Tx<'_>, vault: &Vault, actor: &str, key: &str, reason: &str) -> Result<String> {
    let id = check_erasure(tx.conn, key, reason)?;
    let basis = filing::erasure(tx, actor, reason.trim())?;
    personnel::erasure::erase(tx, &basis, vault, id)
}
