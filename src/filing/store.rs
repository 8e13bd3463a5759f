//! The filing table.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::Progress;
use crate::db::{self, Conn};
use crate::domain::vocabulary::filing::FilingState;
use crate::domain::vocabulary::ids::FilingId;
use crate::error::Result;
use crate::record::record;
use crate::schema::filing;

/// A filing.
#[derive(
    Clone, Debug, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, Identifiable, AsChangeset,
)]
#[diesel(table_name = filing, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct FilingRow {
    /// Row id.
    pub id: FilingId,
    /// Number for people.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// State.
    pub state: FilingState,
    /// Who filed.
    pub actor: String,
    /// What it rests on: names of files.
    pub basis: String,
    /// SHA-256 of the content.
    pub content_digest: String,
    /// When it was opened, UTC.
    pub started_at: NaiveDateTime,
    /// When it was finished, UTC; nothing while it runs or when it was cut off.
    pub finished_at: Option<NaiveDateTime>,
    /// Rows read.
    pub rows_read: i64,
    /// Rows refused.
    pub rows_refused: i64,
    /// Heads changed.
    pub heads_changed: i64,
    /// Version of the row.
    pub row_version: i64,
}

// How far a load has come runs on with every batch.
record!(FilingRow, filing, head, untold [finished_at, rows_read, rows_refused, heads_changed]);

/// Row ids of filings after one, ascending, at most so many.
pub fn ids_after(conn: &mut Conn, after: i64, rows: usize) -> Result<Vec<i64>> {
    let ids = filing::table
        .filter(filing::id.gt(after))
        .order(filing::id)
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(filing::id);
    Ok(ids.load(conn).map_err(db::Error::from)?)
}

/// Sets the counts of a load; with an instant, its end.
pub(super) fn set_progress(
    conn: &mut Conn,
    id: FilingId,
    progress: Progress,
    finished_at: Option<NaiveDateTime>,
) -> db::Result<()> {
    diesel::update(filing::table.filter(filing::id.eq(id)))
        .set((
            filing::rows_read.eq(progress.rows_read),
            filing::rows_refused.eq(progress.rows_refused),
            filing::heads_changed.eq(progress.heads_changed),
            filing::finished_at.eq(finished_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Some filings by id.
pub fn by_ids(conn: &mut Conn, ids: &[FilingId]) -> db::Result<Vec<FilingRow>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(db::batch::KEYS_PER_QUERY) {
        rows.extend(
            filing::table
                .filter(filing::id.eq_any(ids))
                .order(filing::id)
                .select(FilingRow::as_select())
                .load::<FilingRow>(conn)?,
        );
    }
    Ok(rows)
}

/// When a load last finished of which a row was taken: the platform's data are as of then.
pub fn last_finished_at(conn: &mut Conn) -> db::Result<Option<NaiveDateTime>> {
    let loads = filing::table.filter(filing::kind.eq(super::REGISTRY_LOAD));
    let with_data = loads.filter(filing::rows_read.gt(filing::rows_refused));
    Ok(with_data.select(diesel::dsl::max(filing::finished_at)).first(conn)?)
}

/// The filing of a number.
pub fn by_number(conn: &mut Conn, number: &str) -> db::Result<Option<FilingRow>> {
    let query = filing::table.filter(filing::number.eq(number)).select(FilingRow::as_select());
    Ok(query.first(conn).optional()?)
}

/// Locks a filing until the transaction ends; `SQLite` has one writer anyway.
pub fn lock(conn: &mut Conn, id: FilingId) -> db::Result<()> {
    if let Conn::Pg(conn) = conn {
        filing::table.filter(filing::id.eq(id)).select(filing::id).for_update().load::<FilingId>(conn)?;
    }
    Ok(())
}
