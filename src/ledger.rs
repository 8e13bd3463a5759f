//! The ledger: append-only, one entry for each head that a filing or an act changed, written in the same transaction.
//!
//! It is the audit trail, the change feed and the as-of view in one mechanism: folding a head's entries in order gives
//! its records as they stood after the last one. A person's entries are sealed under the person's key.

pub mod store;
pub mod verify;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde_json::Value;

use crate::db::Tx;
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::record::{Delta, Said};
use store::EntryRow;

/// On whose behalf and on what basis something is written.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The filing in force.
    pub filing_id: FilingId,
    /// Who: `cli:<user>` for a registry load.
    pub actor: String,
    /// What the file that is being loaded has said so far.
    pub said: Said,
}

impl Basis {
    /// A filing of which nothing has been said yet.
    pub fn new(filing_id: FilingId, actor: &str) -> Self {
        Self { filing_id, actor: actor.to_owned(), said: Said::default() }
    }
}

/// What a filing did to one head, ready to be appended.
pub struct NewEntry {
    /// Kind of head.
    pub head_kind: HeadKind,
    /// Row id of the head.
    pub head_id: i64,
    /// The changes: JSON, or a person's JSON sealed.
    pub changes: String,
}

/// Appends entries. Nothing else writes the ledger, and nothing removes from it. Only what concerns no registry rests on
/// no filing: the acts of administrators, and of people on their own accounts.
pub fn append(tx: &mut Tx<'_>, filing_id: Option<FilingId>, actor: &str, entries: Vec<NewEntry>) -> Result<()> {
    let rows: Vec<EntryRow> = entries
        .into_iter()
        .map(|entry| EntryRow {
            head_id: entry.head_id,
            id: tx.ids.next(),
            head_kind: entry.head_kind,
            filing_id,
            at: tx.now,
            actor: actor.to_owned(),
            changes: entry.changes,
        })
        .collect();
    Ok(store::insert(tx.conn, &rows)?)
}

/// The rows of a head by table and row id, as the ledger has them.
pub type State = BTreeMap<String, BTreeMap<i64, Value>>;

/// Folds what one entry says into the state before it.
pub fn fold(state: &mut State, delta: Delta) {
    for (table, changes) in delta.0 {
        let rows = state.entry(table).or_default();
        for change in changes {
            rows.insert(change.id, change.after);
        }
    }
}

/// Why an entry cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The person's key is not there: they were erased, or the key was lost.
    #[error("台账条目无法读取：该人员的密钥不存在")]
    NoKey,
    /// The entry was damaged, or sealed with a key that this platform does not have.
    #[error("台账条目无法读取：内容已损坏，或不是用本平台的密钥加密的")]
    Damaged,
}

/// What an entry says.
pub type Opened = Result<Delta, Unreadable>;

/// A head's state as known at an instant: entries up to and including it, as they were opened. What cannot be read is
/// left out.
pub fn as_known_at(entries: &[EntryRow], opened: Vec<Opened>, at: NaiveDateTime) -> State {
    let mut state = State::new();
    for (_, delta) in entries.iter().zip(opened).filter(|(entry, _)| entry.at <= at) {
        if let Ok(delta) = delta {
            fold(&mut state, delta);
        }
    }
    state
}

/// Reads changes that stand in clear.
pub fn read_open(entry: &EntryRow) -> Opened {
    serde_json::from_str(&entry.changes).map_err(|_no_changes| Unreadable::Damaged)
}
