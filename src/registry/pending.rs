//! Records that wait for their parent: what arrived before the project, enterprise or person it belongs to.
//!
//! They wait visibly: everybody sees the kind, the reason and a summary, and nobody the content, which may hold
//! personal data and is sealed. The room that put them here takes them up when the parent arrives.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::keyset::Position;
use crate::db::{self, Conn, Tx, on_each};
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Error, Result};
use crate::ledger::Basis;
use crate::schema::pending_record;
use crate::vault::Vault;

/// A record that waits.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_record, treat_none_as_default_value = false)]
pub struct PendingRecord {
    /// Row id.
    pub id: i64,
    /// Room that it waits for: `project`, `person`, …
    pub kind: String,
    /// What tells it from others: the parent it waits for and a keyed hash of its content.
    pub natural_key: String,
    /// Number or name of the parent it waits for, as it is compared.
    pub waits_for: String,
    /// Why it waits and what to do, in Chinese.
    pub reason: String,
    /// What it is, without personal data.
    pub summary: String,
    /// The change that it makes, as JSON, sealed.
    pub payload_cipher: String,
    /// Filing it came with.
    pub filing_id: FilingId,
    /// When it came, UTC.
    pub at: NaiveDateTime,
    /// Version of the row.
    pub row_version: i64,
}

/// What a record that has to wait brings along.
pub struct Waiting<C> {
    /// Room that it waits for.
    pub kind: &'static str,
    /// Number or name of the parent it waits for, as it is compared.
    pub waits_for: String,
    /// Why it waits and what to do, in Chinese.
    pub reason: String,
    /// What it is, without personal data.
    pub summary: String,
    /// The change that it makes.
    pub change: C,
}

/// Lets records wait. One that waits already is not put there twice.
pub fn add<C: Serialize>(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, waiting: &[Waiting<C>]) -> Result<()> {
    if waiting.is_empty() {
        return Ok(());
    }
    let cipher = vault.pending_cipher()?;
    let mut rows: Vec<PendingRecord> = Vec::with_capacity(waiting.len());
    for record in waiting {
        let payload = serde_json::to_string(&record.change).map_err(Error::internal)?;
        let natural_key = format!("{}/{}", record.waits_for, vault.hash("pending record", &payload));
        if rows.iter().any(|row| row.kind == record.kind && row.natural_key == natural_key) {
            continue;
        }
        rows.push(PendingRecord {
            id: tx.ids.next(),
            kind: record.kind.to_owned(),
            natural_key,
            waits_for: record.waits_for.clone(),
            reason: record.reason.clone(),
            summary: record.summary.clone(),
            payload_cipher: cipher.seal(&payload)?,
            filing_id: basis.filing_id,
            at: tx.now,
            row_version: 1,
        });
    }
    Ok(insert(tx.conn, &rows)?)
}

/// The changes that wait for any of these parents, oldest first, each with its row id for [`remove`].
pub fn waiting_for<C: DeserializeOwned>(
    conn: &mut Conn,
    vault: &Vault,
    kind: &str,
    parents: &[String],
) -> Result<Vec<(i64, C)>> {
    let mut rows: Vec<(i64, String)> = Vec::new();
    for parents in parents.chunks(KEYS_PER_QUERY) {
        let query = pending_record::table
            .filter(pending_record::kind.eq(kind))
            .filter(pending_record::waits_for.eq_any(parents))
            .select((pending_record::id, pending_record::payload_cipher));
        rows.extend(query.load::<(i64, String)>(conn)?);
    }
    rows.sort_unstable();
    rows.dedup();
    let open = |(id, sealed): (i64, String)| {
        let payload = vault.open_pending(&sealed)?;
        Ok((id, serde_json::from_str(&payload).map_err(Error::internal)?))
    };
    rows.into_iter().map(open).collect()
}

/// Removes records that have found their parent.
pub fn remove(conn: &mut Conn, ids: &[i64]) -> db::Result<()> {
    for ids in ids.chunks(KEYS_PER_QUERY) {
        diesel::delete(pending_record::table.filter(pending_record::id.eq_any(ids))).execute(conn)?;
    }
    Ok(())
}

/// Says anew why a record waits.
pub fn set_reason(conn: &mut Conn, id: i64, reason: &str) -> db::Result<()> {
    diesel::update(pending_record::table.filter(pending_record::id.eq(id)))
        .set((pending_record::reason.eq(reason), pending_record::row_version.eq(pending_record::row_version + 1)))
        .execute(conn)?;
    Ok(())
}

/// A page of the records that wait, in the order in which they came; of one room where `kind` names it.
pub fn list(
    conn: &mut Conn,
    kind: Option<&str>,
    after: Option<&Position>,
    rows: usize,
) -> db::Result<Vec<PendingRecord>> {
    let mut query = pending_record::table.into_boxed::<db::MultiBackend>();
    if let Some(kind) = kind {
        query = query.filter(pending_record::kind.eq(kind));
    }
    if let Some(after) = after {
        query = query.filter(pending_record::id.gt(after.id));
    }
    Ok(query
        .order(pending_record::id)
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(PendingRecord::as_select())
        .load(conn)?)
}

/// How many records wait; of one room where `kind` names it.
pub fn count(conn: &mut Conn, kind: Option<&str>) -> db::Result<i64> {
    let mut query = pending_record::table.into_boxed::<db::MultiBackend>();
    if let Some(kind) = kind {
        query = query.filter(pending_record::kind.eq(kind));
    }
    Ok(query.count().get_result(conn)?)
}

/// Records after an id, in the order of their ids.
pub fn after(conn: &mut Conn, after: i64, rows: usize) -> db::Result<Vec<PendingRecord>> {
    Ok(pending_record::table
        .filter(pending_record::id.gt(after))
        .order(pending_record::id)
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(PendingRecord::as_select())
        .load(conn)?)
}

/// Inserts records; one that waits already is left as it is.
pub fn insert(conn: &mut Conn, rows: &[PendingRecord]) -> db::Result<()> {
    const COLUMNS: usize = 10;
    for batch in rows.chunks(db::batch::rows_per_insert(COLUMNS)) {
        on_each!(conn, conn => diesel::insert_into(pending_record::table)
            .values(batch)
            .on_conflict((pending_record::kind, pending_record::natural_key))
            .do_nothing()
            .execute(conn))?;
    }
    Ok(())
}
