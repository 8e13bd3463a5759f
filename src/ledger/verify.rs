//! Replays the ledger and compares it with the registries, a few hundred heads at a time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::store::{self, EntryRow};
use super::{State, fold};
use crate::db::Conn;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::record::{Delta, Table, TableRow};

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
    /// Persons whose key was destroyed: their entries can no longer be read.
    pub erased: u64,
    /// The differences.
    pub differences: Vec<Difference>,
}

/// Compares everything. `open` reads a batch of entries; `None` for one whose key was destroyed.
pub fn run(
    conn: &mut Conn,
    heads: &[Heads],
    mut open: impl FnMut(&mut Conn, &[EntryRow]) -> Result<Vec<Option<Delta>>>,
) -> Result<Report> {
    let mut report = Report::default();
    for heads in heads {
        let mut last = i64::MIN;
        loop {
            let ids = ids_after(conn, heads, last)?;
            let Some(end) = ids.last() else { break };
            last = *end;
            compare(conn, heads, &ids, &mut open, &mut report)?;
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

fn compare(
    conn: &mut Conn,
    heads: &Heads,
    ids: &[i64],
    open: &mut impl FnMut(&mut Conn, &[EntryRow]) -> Result<Vec<Option<Delta>>>,
    report: &mut Report,
) -> Result<()> {
    let entries = store::of_heads(conn, ids)?;
    let deltas = open(conn, &entries)?;
    let mut replayed: BTreeMap<i64, State> = ids.iter().map(|id| (*id, State::new())).collect();
    let mut erased = BTreeSet::new();
    for (entry, delta) in entries.iter().zip(deltas) {
        match (delta, replayed.get_mut(&entry.head_id)) {
            (Some(delta), Some(state)) => fold(state, delta),
            _ => drop(erased.insert(entry.head_id)),
        }
    }
    report.entries += entries.len() as u64;
    report.heads += ids.len() as u64;
    report.erased += erased.len() as u64;

    for table in &heads.tables {
        for TableRow { head_id, id: row_id, fields } in (table.load)(conn, ids)? {
            report.rows += 1;
            let known = replayed.get_mut(&head_id).and_then(|state| state.get_mut(table.name)?.remove(&row_id));
            if !erased.contains(&head_id)
                && let Some(what) = difference(known.as_ref(), &fields)
            {
                let table = table.name.to_owned();
                report.differences.push(Difference { kind: heads.kind, head_id, table, row_id, what });
            }
        }
    }
    for (head_id, state) in replayed.into_iter().filter(|(head_id, _)| !erased.contains(head_id)) {
        for (table, rows) in state {
            report.differences.extend(rows.into_keys().map(|row_id| Difference {
                kind: heads.kind,
                head_id,
                table: table.clone(),
                row_id,
                what: "登记库中缺少该记录".to_owned(),
            }));
        }
    }
    Ok(())
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
