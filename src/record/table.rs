//! A table whose row type is forgotten: what is done alike to every table.

use serde_json::Value;

use super::{Record, to_json};
use crate::db::Conn;
use crate::error::{Error, Result};

/// The tables under one kind of head, as JSON rows: what the ledger is verified against and what `siku copy` carries.
#[derive(Clone, Copy)]
pub struct Table {
    /// Name of the table.
    pub name: &'static str,
    /// Columns that the ledger does not tell.
    pub untold: &'static [&'static str],
    /// The rows of some heads.
    pub load: fn(&mut Conn, &[i64]) -> Result<Vec<TableRow>>,
    /// Inserts rows made by `load`.
    pub insert: fn(&mut Conn, Vec<Value>) -> Result<()>,
}

/// A row whose type is forgotten.
pub struct TableRow {
    /// Row id of the head it hangs from.
    pub head_id: i64,
    /// Its own row id.
    pub id: i64,
    /// Its fields, without those that say nothing.
    pub fields: Value,
}

impl Table {
    /// The table of a row type.
    pub const fn of<R: Record>() -> Self {
        Self { name: R::TABLE, untold: R::UNTOLD, load: load_json::<R>, insert: insert_json::<R> }
    }
}

fn load_json<R: Record>(conn: &mut Conn, heads: &[i64]) -> Result<Vec<TableRow>> {
    let rows = R::load(conn, heads)?;
    rows.iter().map(|row| Ok(TableRow { head_id: row.head_id(), id: row.row_id(), fields: to_json(row)? })).collect()
}

fn insert_json<R: Record>(conn: &mut Conn, rows: Vec<Value>) -> Result<()> {
    let rows: Vec<R> =
        rows.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map_err(Error::internal)?;
    Ok(R::insert(conn, &rows)?)
}
