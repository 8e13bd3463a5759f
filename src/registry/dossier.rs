//! Everything that the ledger says of one head, for those who keep the registries. What is personal stays covered.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde_json::Value;

use super::{enterprise, label, open_entries, personnel, project};
use crate::db::Conn;
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::filing::store::FilingRow;
use crate::ledger::{Opened, State, as_known_at};
use crate::vault::Vault;
use crate::{filing, ledger};

/// The head that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Kind of head.
    pub kind: HeadKind,
    /// Row id.
    pub id: i64,
}

/// An entry of the ledger with the filing it rests on.
pub struct Entry {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// Number of the filing.
    pub filing_number: String,
    /// What the filing rests on: files, or a reason.
    pub basis: String,
    /// What it says.
    pub says: Opened,
}

/// The head that a key means: a public id, also of somebody erased; a code, number or whole name.
pub fn find(conn: &mut Conn, key: &str) -> Result<Subject> {
    if let Some(id) = personnel::store::id_by_public_id(conn, key)? {
        return Ok(Subject { kind: HeadKind::Person, id: id.0 });
    }
    let project = project::service::id_of(conn, key).map(|id| Subject { kind: HeadKind::Project, id: id.0 });
    let found = match project {
        Err(Error::NotFound { .. }) => {
            enterprise::service::id_of(conn, key).map(|id| Subject { kind: HeadKind::Enterprise, id: id.0 })
        }
        project => project,
    };
    found.map_err(|error| match error {
        Error::NotFound { .. } => Error::NotFound { what: "企业、人员或项目", key: resident_id::covered(key) },
        error => error,
    })
}

/// All entries of a head, oldest first.
pub fn history(conn: &mut Conn, vault: &Vault, subject: Subject) -> Result<Vec<Entry>> {
    let entries = ledger::store::of_heads(conn, &[subject.id])?;
    let opened = open_entries(conn, vault, &entries)?;
    let ids: Vec<_> = entries.iter().filter_map(|entry| entry.filing_id).collect();
    let filings: HashMap<_, FilingRow> =
        filing::store::by_ids(conn, &ids)?.into_iter().map(|filing| (filing.id, filing)).collect();
    let entries = entries.into_iter().zip(opened).map(|(entry, mut says)| {
        for (table, changes) in says.iter_mut().flat_map(|delta| &mut delta.0) {
            for change in changes {
                for row in change.before.iter_mut().chain([&mut change.after]) {
                    cover(table, row);
                }
            }
        }
        let filing = entry.filing_id.and_then(|id| filings.get(&id));
        Entry {
            at: entry.at,
            actor: entry.actor,
            filing_number: filing.map(|filing| filing.number.clone()).unwrap_or_default(),
            basis: filing.map(|filing| filing.basis.clone()).unwrap_or_default(),
            says,
        }
    });
    Ok(entries.collect())
}

/// What was known of a head at an instant.
pub fn known_at(conn: &mut Conn, vault: &Vault, subject: Subject, at: NaiveDateTime) -> Result<State> {
    let entries = ledger::store::of_heads(conn, &[subject.id])?;
    let opened = open_entries(conn, vault, &entries)?;
    let mut state = as_known_at(&entries, opened, at);
    for (table, rows) in &mut state {
        for row in rows.values_mut() {
            cover(table, row);
        }
    }
    Ok(state)
}

fn cover(table: &str, row: &mut Value) {
    for (column, value) in row.as_object_mut().into_iter().flatten() {
        if label::is_covered(table, column) {
            *value = label::COVER.into();
        }
    }
}
