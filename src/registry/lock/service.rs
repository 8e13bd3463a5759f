//! Reading locks.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::rows::ManagerLock;
use super::store;
use super::view::{LockEvent, LockSubject, ManagerLockView, Subjects};
use crate::db::Conn;
use crate::domain::vocabulary::ids::{FilingId, PersonId, ProjectId};
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::project::rows::Project;
use crate::registry::{enterprise, personnel};
use crate::vault::Vault;
use crate::{filing, ledger};

/// What a lock is called where there is none.
pub const LOCK: &str = "项目经理锁定";

/// The lock at an address.
pub fn row(conn: &mut Conn, key: &str) -> Result<ManagerLock> {
    store::by_public_id(conn, key)?.ok_or_else(|| Error::NotFound { what: LOCK, key: key.to_owned() })
}

/// One lock with what happened to it.
pub fn one(conn: &mut Conn, vault: &Vault, key: &str, today: NaiveDate) -> Result<ManagerLockView> {
    let row = row(conn, key)?;
    shown(conn, vault, &row, today)
}

/// A lock with what happened to it.
pub fn shown(conn: &mut Conn, vault: &Vault, row: &ManagerLock, today: NaiveDate) -> Result<ManagerLockView> {
    let history = history(conn, vault, row.person_id)?.remove(&row.id).unwrap_or_default();
    let subjects = subjects(conn, std::slice::from_ref(row))?;
    Ok(ManagerLockView::of(row, &subjects, history, today))
}

/// All locks of a person with what happened to them, the latest first.
pub fn of_person(conn: &mut Conn, vault: &Vault, key: &str, today: NaiveDate) -> Result<Vec<ManagerLockView>> {
    let person = personnel::service::id_of(conn, key)?;
    let rows = store::of_person(conn, person)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (mut history, subjects) = (history(conn, vault, person)?, subjects(conn, &rows)?);
    let view =
        |row: &ManagerLock| ManagerLockView::of(row, &subjects, history.remove(&row.id).unwrap_or_default(), today);
    Ok(rows.iter().map(view).collect())
}

/// The locks in a project, the latest first, without what happened to them.
pub fn of_project(conn: &mut Conn, project: ProjectId, today: NaiveDate) -> Result<Vec<ManagerLockView>> {
    let rows = store::of_project(conn, project)?;
    listed(conn, &rows, today)
}

/// Some locks as a list shows them: without what happened to them.
pub fn listed(conn: &mut Conn, rows: &[ManagerLock], today: NaiveDate) -> Result<Vec<ManagerLockView>> {
    let subjects = subjects(conn, rows)?;
    Ok(rows.iter().map(|row| ManagerLockView::of(row, &subjects, Vec::new(), today)).collect())
}

/// What happened to the locks of a person, by the ledger. What was sealed before an erasure stays closed.
fn history(conn: &mut Conn, vault: &Vault, person: PersonId) -> Result<HashMap<i64, Vec<LockEvent>>> {
    let entries = ledger::store::of_heads(conn, &[person.0])?;
    let opened = personnel::keys::open_entries(conn, vault, &entries)?;
    let filings: Vec<FilingId> = entries.iter().filter_map(|entry| entry.filing_id).collect();
    let filings = filing::store::by_ids(conn, &filings)?;
    let numbers: HashMap<FilingId, String> = filings.into_iter().map(|row| (row.id, row.number)).collect();
    let mut events: HashMap<i64, Vec<LockEvent>> = HashMap::new();
    for (entry, delta) in entries.iter().zip(opened) {
        let number = entry.filing_id.and_then(|id| numbers.get(&id));
        for change in delta.iter().filter_map(|delta| delta.0.get(ManagerLock::TABLE)).flatten() {
            let read = |value: &serde_json::Value| serde_json::from_value::<ManagerLock>(value.clone());
            let before = change.before.as_ref().map(read).transpose().map_err(Error::internal)?;
            let after = read(&change.after).map_err(Error::internal)?;
            events.entry(change.id).or_default().extend(LockEvent::of(entry.at, number, before.as_ref(), &after));
        }
    }
    Ok(events)
}

fn subjects(conn: &mut Conn, rows: &[ManagerLock]) -> Result<Subjects> {
    let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let projects = rows.iter().flat_map(|row| [Some(row.project_id), row.exception_project_id]);
    let projects: Vec<i64> = projects.flatten().map(|id| id.0).collect();
    let enterprises: Vec<_> = rows.iter().filter_map(|row| row.enterprise_id).collect();
    let people = personnel::service::names(conn, &people)?;
    let enterprises = enterprise::service::links(conn, &enterprises)?;
    Ok(Subjects {
        people: people.into_iter().map(|(id, (public_id, name))| (id, LockSubject::person(public_id, name))).collect(),
        projects: Project::load(conn, &projects)?
            .into_iter()
            .map(|row| (row.id, LockSubject { id: Some(row.public_id), name: row.name }))
            .collect(),
        enterprises: enterprises
            .into_iter()
            .map(|(id, link)| (id, LockSubject { id: link.id, name: link.name }))
            .collect(),
    })
}
