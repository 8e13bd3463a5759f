//! Replays the ledger and compares it with the registries, a few hundred heads at a time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::store::{self, EntryRow};
use super::{Opened, State, Unreadable, fold};
use crate::db::{self, Conn};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::record::{Table, TableRow};

/// Heads compared at a time.
const HEADS: usize = 500;

/// One kind of head with everything that hangs from it, as the app wires it.
pub struct Heads {
    /// Kind of head.
    pub kind: HeadKind,
    /// Row ids after one, ascending, at most so many.
    pub ids_after: fn(&mut Conn, i64, usize) -> Result<Vec<i64>>,
    /// Every table under it, its own first.
    pub tables: Vec<Table>,
}

/// A row that the ledger and the registry do not tell alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Kind of head.
    pub kind: HeadKind,
    /// Row id of the head.
    pub head_id: i64,
    /// Table of the row.
    pub table: String,
    /// Row id.
    pub row_id: i64,
    /// Fields that differ, or what is missing where.
    pub what: String,
}

/// What a verification saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Heads compared.
    pub heads: u64,
    /// Rows compared.
    pub rows: u64,
    /// Entries replayed.
    pub entries: u64,
    /// Persons who were erased: what the ledger said of them before can no longer be read.
    pub erased: u64,
    /// The differences.
    pub differences: Vec<Difference>,
}

/// What reads a batch of entries.
pub trait Open: FnMut(&mut Conn, &[EntryRow]) -> Result<Vec<Opened>> {}

impl<F: FnMut(&mut Conn, &[EntryRow]) -> Result<Vec<Opened>>> Open for F {}

/// Compares everything. Each batch is read as it stood at one instant, so that writers may go on meanwhile.
pub fn run(conn: &mut Conn, heads: &[Heads], mut open: impl Open) -> Result<Report> {
    let mut report = Report::default();
    for heads in heads {
        let mut last = i64::MIN;
        loop {
            let end = db::in_snapshot(conn, |conn| {
                let ids = ids_after(conn, heads, last)?;
                compare(conn, heads, &ids, &mut open, &mut report)?;
                Ok(ids.last().copied())
            })?;
            let Some(end) = end else { break };
            last = end;
        }
    }
    Ok(report)
}

/// The next heads that the registry or the ledger has: one that is in the ledger only was taken away by hand.
fn ids_after(conn: &mut Conn, heads: &Heads, last: i64) -> Result<Vec<i64>> {
    let mut ids = (heads.ids_after)(conn, last, HEADS)?;
    ids.extend(store::heads_after(conn, heads.kind, last, HEADS)?);
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(HEADS);
    Ok(ids)
}

fn compare(conn: &mut Conn, heads: &Heads, ids: &[i64], open: &mut impl Open, report: &mut Report) -> Result<()> {
    let entries = store::of_heads(conn, ids)?;
    let opened = open(conn, &entries)?;
    let mut rows = Vec::new();
    for table in &heads.tables {
        rows.extend((table.load)(conn, ids)?.into_iter().map(|row| (table.name, as_told(table, row))));
    }
    let head_table = heads.tables.first().map(|table| table.name);
    let is_erased =
        |(table, row): &&(&str, TableRow)| Some(*table) == head_table && row.fields.get(ERASED_ON).is_some();
    let erased: BTreeSet<i64> = rows.iter().filter(is_erased).map(|(_, row)| row.head_id).collect();
    report.entries += entries.len() as u64;
    report.heads += ids.len() as u64;
    report.rows += rows.len() as u64;
    report.erased += erased.len() as u64;

    let mut replay = Replay::new(heads.kind, erased);
    for (entry, opened) in entries.iter().zip(opened) {
        replay.entry(entry, opened);
    }
    for (table, row) in rows {
        replay.row(table, &row, Some(table) == head_table);
    }
    report.differences.extend(replay.rest());
    Ok(())
}

/// A row as the ledger tells it.
fn as_told(table: &Table, mut row: TableRow) -> TableRow {
    if let Some(fields) = row.fields.as_object_mut() {
        fields.retain(|name, _| !table.untold.contains(&name.as_str()));
    }
    row
}

/// The column of a head that says that it was erased: the one reason for entries that cannot be read.
const ERASED_ON: &str = "erased_on";

/// What the ledger says of some heads, and where the registry says otherwise.
struct Replay {
    kind: HeadKind,
    states: BTreeMap<i64, State>,
    erased: BTreeSet<i64>,
    /// Heads with an entry that cannot be read although they were not erased: the entry is told, and what hangs from
    /// it cannot be compared.
    unreadable: BTreeSet<i64>,
    differences: Vec<Difference>,
}

impl Replay {
    fn new(kind: HeadKind, erased: BTreeSet<i64>) -> Self {
        Self { kind, erased, states: BTreeMap::new(), unreadable: BTreeSet::new(), differences: Vec::new() }
    }

    fn entry(&mut self, entry: &EntryRow, opened: Opened) {
        match opened {
            Ok(delta) => fold(self.states.entry(entry.head_id).or_default(), delta),
            Err(Unreadable::NoKey) if self.erased.contains(&entry.head_id) => {}
            Err(why) => {
                self.unreadable.insert(entry.head_id);
                self.differs(entry.head_id, "ledger_entry", entry.id, why.to_string());
            }
        }
    }

    fn row(&mut self, table: &str, row: &TableRow, is_head: bool) {
        let rows = self.states.get_mut(&row.head_id).and_then(|state| state.get_mut(table));
        let known = rows.and_then(|rows| rows.remove(&row.id));
        if self.unreadable.contains(&row.head_id) {
            return;
        }
        // What an erased person keeps stands in entries that cannot be read; the erasure itself stands in clear.
        if known.is_none() && self.erased.contains(&row.head_id) && !is_head {
            return;
        }
        if let Some(what) = difference(known.as_ref(), &row.fields) {
            self.differs(row.head_id, table, row.id, what);
        }
    }

    /// All differences, with what only the ledger has.
    fn rest(mut self) -> Vec<Difference> {
        for (head_id, state) in std::mem::take(&mut self.states) {
            if self.unreadable.contains(&head_id) {
                continue;
            }
            for (table, rows) in state {
                for row_id in rows.into_keys() {
                    self.differs(head_id, &table, row_id, "登记库中缺少该记录".to_owned());
                }
            }
        }
        self.differences
    }

    fn differs(&mut self, head_id: i64, table: &str, row_id: i64, what: String) {
        let table = table.to_owned();
        self.differences.push(Difference { kind: self.kind, head_id, table, row_id, what });
    }
}

/// `updated_at` says when the head last changed; it moves with the records under it and is not itself a fact.
const UPDATED_AT: &str = "updated_at";

fn difference(ledger: Option<&Value>, registry: &Value) -> Option<String> {
    let Some(ledger) = ledger else {
        return Some("台账中没有该记录".to_owned());
    };
    let (Some(ledger), Some(registry)) = (ledger.as_object(), registry.as_object()) else {
        return (ledger != registry).then(|| "内容不一致".to_owned());
    };
    let fields: BTreeSet<&String> = ledger.keys().chain(registry.keys()).collect();
    let differing: Vec<&str> = fields
        .into_iter()
        .filter(|field| *field != UPDATED_AT && ledger.get(*field) != registry.get(*field))
        .map(String::as_str)
        .collect();
    (!differing.is_empty()).then(|| format!("字段不一致：{}", differing.join("、")))
}
