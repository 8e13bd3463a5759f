//! Filings: the basis of every change. Nothing but a filing in force writes a registry.
//!
//! A registry load is one filing for its batch, in force from its first row. What enterprises file goes through the
//! [`hall`].

pub mod hall;
pub mod route;
pub mod rows;
pub mod store;
pub mod workbook;

use std::slice;

use chrono::NaiveDate;

use crate::clock::china_time;
use crate::db::Tx;
use crate::domain::vocabulary::filing::FilingState;
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::Basis;
use crate::ledger::verify::Heads;
use crate::record::{Act, Table};
use store::FilingRow;

/// The kind of a filing that loads a registry from workbooks.
const REGISTRY_LOAD: &str = "registry-load";
/// The kind of a decision to erase a person.
const ERASURE: &str = "erasure";

/// What a registry load is made from.
pub struct Load<'a> {
    /// Who loads: `cli:<user>`.
    pub actor: &'a str,
    /// Names of the files.
    pub basis: &'a str,
    /// SHA-256 of the files, hexadecimal.
    pub content_digest: &'a str,
}

/// How far a load has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows_read: i64,
    /// Rows refused.
    pub rows_refused: i64,
    /// Heads changed.
    pub heads_changed: i64,
}

/// Opens a registry load.
pub fn open_load(tx: &mut Tx<'_>, load: &Load<'_>) -> Result<Basis> {
    let basis = Basis::new(FilingId(tx.ids.next()), load.actor);
    record_load(tx, &basis, load)?;
    Ok(basis)
}

/// Puts the load on file that a basis names.
pub fn record_load(tx: &mut Tx<'_>, basis: &Basis, load: &Load<'_>) -> Result<()> {
    let row = FilingRow {
        basis: load.basis.to_owned(),
        content_digest: load.content_digest.to_owned(),
        ..filing(tx, basis, 'L', REGISTRY_LOAD)
    };
    open(tx, &row)
}

/// A decision to erase a person, for a reason: done as soon as it is in force.
pub fn erasure(tx: &mut Tx<'_>, actor: &str, reason: &str) -> Result<Basis> {
    let basis = Basis::new(FilingId(tx.ids.next()), actor);
    let row = FilingRow {
        basis: reason.to_owned(),
        finished_at: Some(tx.now),
        heads_changed: 1,
        ..filing(tx, &basis, 'E', ERASURE)
    };
    open(tx, &row)?;
    Ok(basis)
}

/// Puts a filing on file, with its entry.
fn open(tx: &mut Tx<'_>, row: &FilingRow) -> Result<()> {
    let mut act = Act::on_filing(row.id);
    act.insert(tx, slice::from_ref(row))?;
    act.finish(tx, &row.actor)
}

/// Filings with every table under them.
pub fn heads() -> Heads {
    let tables = vec![
        Table::of::<FilingRow>(),
        Table::of::<rows::Case>(),
        Table::of::<rows::Item>(),
        Table::of::<rows::Desk>(),
        Table::of::<rows::Step>(),
        Table::of::<rows::Attachment>(),
    ];
    Heads { kind: HeadKind::Filing, ids_after: store::ids_after, tables }
}

/// The table of routes, a row a head.
pub fn routes() -> Heads {
    let tables = vec![Table::of::<route::RouteRow>()];
    Heads { kind: HeadKind::Route, ids_after: route::ids_after, tables }
}

fn filing(tx: &Tx<'_>, basis: &Basis, letter: char, kind: &str) -> FilingRow {
    let id = basis.filing_id;
    FilingRow {
        id,
        number: number(letter, id, china_time(tx.now).date()),
        kind: kind.to_owned(),
        state: FilingState::InForce,
        actor: basis.actor.clone(),
        basis: String::new(),
        content_digest: String::new(),
        started_at: tx.now,
        finished_at: None,
        rows_read: 0,
        rows_refused: 0,
        heads_changed: 0,
        row_version: 1,
    }
}

/// Records how far a load has come, in the transaction that came so far.
pub fn record_progress(tx: &mut Tx<'_>, basis: &Basis, progress: Progress) -> Result<()> {
    Ok(store::set_progress(tx.conn, basis.filing_id, progress, None)?)
}

/// Closes a load that read its files to the end.
pub fn finish(tx: &mut Tx<'_>, basis: &Basis, progress: Progress) -> Result<()> {
    let now = tx.now;
    Ok(store::set_progress(tx.conn, basis.filing_id, progress, Some(now))?)
}

/// A number that people can say on the telephone: the kind, the day, and a serial that reveals nothing.
fn number(letter: char, id: FilingId, day: NaiveDate) -> String {
    format!("{letter}-{}-{:07}", day.format("%Y%m%d"), id.0.rem_euclid(10_000_000))
}
