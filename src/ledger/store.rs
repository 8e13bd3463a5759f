//! The ledger's table.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::batch::insert_rows;
use crate::db::{self, Conn};
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::schema::ledger_entry;

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_entry, treat_none_as_default_value = false)]
pub struct EntryRow {
    /// Row id of the head it is about.
    pub head_id: i64,
    /// Its own id; grows with time.
    pub id: i64,
    /// Kind of the head.
    pub head_kind: HeadKind,
    /// The filing it is based on; nothing where it concerns no registry.
    pub filing_id: Option<FilingId>,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// Before and after, by table.
    pub changes: String,
}

/// Inserts entries: those of [`super::append`], and those that `siku copy` carries over.
pub(crate) fn insert(conn: &mut Conn, rows: &[EntryRow]) -> db::Result<()> {
    insert_rows!(conn, ledger_entry::table, rows);
    Ok(())
}

/// All entries of some heads, oldest first.
pub fn of_heads(conn: &mut Conn, heads: &[i64]) -> db::Result<Vec<EntryRow>> {
    let mut entries = Vec::new();
    for keys in heads.chunks(db::batch::KEYS_PER_QUERY) {
        entries.extend(
            ledger_entry::table
                .filter(ledger_entry::head_id.eq_any(keys))
                .order((ledger_entry::head_id, ledger_entry::id))
                .select(EntryRow::as_select())
                .load::<EntryRow>(conn)?,
        );
    }
    Ok(entries)
}

/// Entries that a filing made after an id, oldest first.
pub fn of_filing_after(conn: &mut Conn, filing: FilingId, after: i64) -> db::Result<Vec<EntryRow>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::filing_id.eq(filing))
        .filter(ledger_entry::id.gt(after))
        .order(ledger_entry::id)
        .select(EntryRow::as_select())
        .load(conn)?)
}

/// Heads of a kind that have entries, after one, ascending, at most so many.
pub fn heads_after(conn: &mut Conn, kind: HeadKind, after: i64, count: usize) -> db::Result<Vec<i64>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::head_kind.eq(kind))
        .filter(ledger_entry::head_id.gt(after))
        .order(ledger_entry::head_id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(ledger_entry::head_id)
        .distinct()
        .load(conn)?)
}

/// The latest entries of a head, latest first; those before an entry where one is given.
pub fn latest_of_head(conn: &mut Conn, head: i64, before: Option<i64>, limit: i64) -> db::Result<Vec<EntryRow>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::head_id.eq(head))
        .filter(ledger_entry::id.lt(before.unwrap_or(i64::MAX)))
        .order(ledger_entry::id.desc())
        .limit(limit)
        .select(EntryRow::as_select())
        .load(conn)?)
}

/// How many entries a head has.
pub fn count_of_head(conn: &mut Conn, head: i64) -> db::Result<i64> {
    Ok(ledger_entry::table.filter(ledger_entry::head_id.eq(head)).count().get_result(conn)?)
}

/// How many entries there are.
pub fn count(conn: &mut Conn) -> db::Result<i64> {
    Ok(ledger_entry::table.count().get_result(conn)?)
}
