//! The tables of this room, read and written.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::rows::{Workbook, WorkbookRow};
use crate::db::batch::{KEYS_PER_QUERY, insert_rows};
use crate::db::keyset::Position;
use crate::db::{Conn, Result, on_each};
use crate::domain::vocabulary::filing::ItemState;
use crate::domain::vocabulary::ids::{FilingId, OrganisationId};
use crate::domain::vocabulary::workbook::RowVerdict;
use crate::schema::{filing, filing_item, workbook, workbook_row};

/// A workbook of an enterprise.
pub fn find(conn: &mut Conn, organisation: OrganisationId, public_id: &str) -> Result<Option<Workbook>> {
    let own = workbook::table.filter(workbook::organisation_id.eq(organisation));
    Ok(own.filter(workbook::public_id.eq(public_id)).select(Workbook::as_select()).first(conn).optional()?)
}

/// The same by its row id.
pub fn by_id(conn: &mut Conn, organisation: OrganisationId, id: i64) -> Result<Option<Workbook>> {
    Ok(workbook::table.find((organisation, id)).select(Workbook::as_select()).first(conn).optional()?)
}

/// The same by what it holds.
pub fn by_digest(conn: &mut Conn, organisation: OrganisationId, act: &str, digest: &str) -> Result<Option<Workbook>> {
    let own = workbook::table.filter(workbook::organisation_id.eq(organisation)).filter(workbook::act.eq(act));
    Ok(own.filter(workbook::digest.eq(digest)).select(Workbook::as_select()).first(conn).optional()?)
}

/// Locks a workbook until the transaction ends; `SQLite` has one writer anyway.
pub fn lock(conn: &mut Conn, organisation: OrganisationId, public_id: &str) -> Result<Option<Workbook>> {
    if let Conn::Pg(conn) = conn {
        let own = workbook::table.filter(workbook::organisation_id.eq(organisation));
        let one = own.filter(workbook::public_id.eq(public_id)).select(workbook::id);
        one.for_update().load::<i64>(conn)?;
    }
    find(conn, organisation, public_id)
}

/// An enterprise's workbooks, latest first, after a position.
pub fn page(
    conn: &mut Conn,
    organisation: OrganisationId,
    after: Option<&Position>,
    rows: i64,
) -> Result<Vec<Workbook>> {
    let mut query = workbook::table.filter(workbook::organisation_id.eq(organisation)).into_boxed();
    if let Some(after) = after {
        query = query.filter(workbook::id.lt(after.id));
    }
    Ok(query.order(workbook::id.desc()).limit(rows).select(Workbook::as_select()).load(conn)?)
}

/// How many workbooks an enterprise has.
pub fn count(conn: &mut Conn, organisation: OrganisationId) -> Result<i64> {
    Ok(workbook::table.filter(workbook::organisation_id.eq(organisation)).count().get_result(conn)?)
}

/// Adds a workbook, unless the enterprise has one of its content; whether it was added.
pub fn insert(conn: &mut Conn, row: &Workbook) -> Result<bool> {
    let added = on_each!(conn, conn => {
        diesel::insert_into(workbook::table).values(row).on_conflict_do_nothing().execute(conn)
    })?;
    Ok(added == 1)
}

/// Writes a workbook anew, whose version is that of whoever read it before. Gives it with its new version; nothing when
/// somebody else wrote it meanwhile.
pub fn update(conn: &mut Conn, after: Workbook) -> Result<Option<Workbook>> {
    let held = workbook::table.find((after.organisation_id, after.id));
    let held = held.filter(workbook::row_version.eq(after.row_version));
    let after = Workbook { row_version: after.row_version + 1, ..after };
    let written = diesel::update(held).set(&after).execute(conn)?;
    Ok((written == 1).then_some(after))
}

/// Forgets what was found of a workbook's rows.
pub fn clear(conn: &mut Conn, of: &Workbook) -> Result<()> {
    let rows = workbook_row::table.filter(workbook_row::organisation_id.eq(of.organisation_id));
    diesel::delete(rows.filter(workbook_row::workbook_id.eq(of.id))).execute(conn)?;
    Ok(())
}

/// Adds rows.
pub fn insert_rows(conn: &mut Conn, rows: &[WorkbookRow]) -> Result<()> {
    insert_rows!(conn, workbook_row::table, rows);
    Ok(())
}

/// Which rows of a workbook are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// With this verdict only.
    pub verdict: Option<RowVerdict>,
    /// With something found only.
    pub remarked: bool,
}

/// Rows of a workbook, in its order, after a position.
pub fn rows(
    conn: &mut Conn,
    of: &Workbook,
    filter: RowFilter,
    after: Option<&Position>,
    rows: i64,
) -> Result<Vec<WorkbookRow>> {
    let mut query = workbook_row::table
        .filter(workbook_row::organisation_id.eq(of.organisation_id))
        .filter(workbook_row::workbook_id.eq(of.id))
        .into_boxed();
    if let Some(verdict) = filter.verdict {
        query = query.filter(workbook_row::verdict.eq(verdict));
    }
    if filter.remarked {
        query = query.filter(workbook_row::findings_cipher.is_not_null());
    }
    if let Some(after) = after {
        query = query.filter(workbook_row::id.gt(after.id));
    }
    Ok(query.order(workbook_row::id).limit(rows).select(WorkbookRow::as_select()).load(conn)?)
}

/// Lets go of what the rows say: the filing has it from now on.
pub fn forget_content(conn: &mut Conn, of: &Workbook) -> Result<()> {
    let rows = workbook_row::table.filter(workbook_row::organisation_id.eq(of.organisation_id));
    let change =
        (workbook_row::content_cipher.eq(None::<String>), workbook_row::row_version.eq(workbook_row::row_version + 1));
    diesel::update(rows.filter(workbook_row::workbook_id.eq(of.id))).set(change).execute(conn)?;
    Ok(())
}

/// Says of a row that it need not be filed, and why.
pub fn set_known(conn: &mut Conn, row: &WorkbookRow, findings_cipher: &str) -> Result<()> {
    let change = (
        workbook_row::verdict.eq(RowVerdict::Known),
        workbook_row::findings_cipher.eq(findings_cipher),
        workbook_row::row_version.eq(row.row_version + 1),
    );
    diesel::update(workbook_row::table.find((row.organisation_id, row.id))).set(change).execute(conn)?;
    Ok(())
}

/// Rows of a workbook that say the same as one of these: the hash, the sheet and the number of each.
pub fn alike(conn: &mut Conn, of: &Workbook, hashes: &[String]) -> Result<Vec<(String, String, i64)>> {
    let mut found = Vec::new();
    for hashes in hashes.chunks(KEYS_PER_QUERY) {
        let rows = workbook_row::table
            .filter(workbook_row::organisation_id.eq(of.organisation_id))
            .filter(workbook_row::workbook_id.eq(of.id))
            .filter(workbook_row::content_hash.eq_any(hashes));
        let columns = (workbook_row::content_hash, workbook_row::sheet, workbook_row::number);
        found.extend(rows.order(workbook_row::id).select(columns).load::<(String, String, i64)>(conn)?);
    }
    Ok(found)
}

/// Items of filings that say the same as one of these, unless they were given up or refused: the hash, the number of the
/// filing, and where the item stands. The hash is of one enterprise.
pub fn filed(conn: &mut Conn, hashes: &[String]) -> Result<Vec<(String, String, ItemState)>> {
    let standing = [ItemState::Draft, ItemState::Waiting, ItemState::Returned, ItemState::InForce];
    let mut found = Vec::new();
    for hashes in hashes.chunks(KEYS_PER_QUERY) {
        let query = filing_item::table
            .inner_join(filing::table.on(filing::id.eq(filing_item::filing_id)))
            .filter(filing_item::content_hash.eq_any(hashes))
            .filter(filing_item::state.eq_any(standing))
            .select((filing_item::content_hash, filing::number, filing_item::state));
        found.extend(query.load::<(String, String, ItemState)>(conn)?);
    }
    Ok(found)
}

/// Numbers of filings, by their ids.
pub fn numbers(conn: &mut Conn, ids: &[FilingId]) -> Result<Vec<(FilingId, String)>> {
    Ok(filing::table.filter(filing::id.eq_any(ids)).select((filing::id, filing::number)).load(conn)?)
}

/// Which of some digests are those of workbooks.
pub fn named(conn: &mut Conn, digests: &[String]) -> Result<HashSet<String>> {
    let kept = workbook::table.filter(workbook::digest.eq_any(digests)).select(workbook::digest);
    Ok(kept.load(conn)?.into_iter().collect())
}

/// Removes the workbooks that were handed in before an instant, some at a time; how many.
pub fn remove_older(conn: &mut Conn, than: NaiveDateTime, rows: i64) -> Result<usize> {
    let old = workbook::table.filter(workbook::uploaded_at.lt(than)).order(workbook::uploaded_at).limit(rows);
    let old = old.select(Workbook::as_select()).load(conn)?;
    for workbook in &old {
        clear(conn, workbook)?;
        diesel::delete(workbook::table.find((workbook.organisation_id, workbook.id))).execute(conn)?;
    }
    Ok(old.len())
}
