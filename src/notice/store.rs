//! The inbox.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::keyset::Position;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::AccountId;
use crate::domain::vocabulary::notice::NoticeKind;
use crate::schema::notice;

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = notice)]
pub struct NoticeRow {
    /// Who is told.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// Its address.
    pub public_id: String,
    /// What of.
    pub kind: NoticeKind,
    /// In one sentence.
    pub title: String,
    /// The rest.
    pub body: String,
    /// The page where it is seen.
    pub address: String,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// When it was read, UTC.
    pub read_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// Adds a notice.
pub(super) fn insert(conn: &mut Conn, row: &NoticeRow) -> Result<()> {
    diesel::insert_into(notice::table).values(row).execute(conn)?;
    Ok(())
}

/// An account's notices, latest first, after a position; all or the unread.
pub fn page(
    conn: &mut Conn,
    account_id: AccountId,
    unread_only: bool,
    after: Option<&Position>,
    rows: i64,
) -> Result<Vec<NoticeRow>> {
    let mut query = notice::table.filter(notice::account_id.eq(account_id)).into_boxed();
    if unread_only {
        query = query.filter(notice::read_at.is_null());
    }
    if let Some(after) = after {
        query = query.filter(notice::id.lt(after.id));
    }
    Ok(query.order(notice::id.desc()).limit(rows).select(NoticeRow::as_select()).load(conn)?)
}

/// How many notices an account has not read.
pub fn unread(conn: &mut Conn, account_id: AccountId) -> Result<i64> {
    let unread = notice::table.filter(notice::account_id.eq(account_id)).filter(notice::read_at.is_null());
    Ok(unread.count().get_result(conn)?)
}

/// A notice of an account.
pub fn find(conn: &mut Conn, account_id: AccountId, public_id: &str) -> Result<Option<NoticeRow>> {
    let own = notice::table.filter(notice::account_id.eq(account_id)).filter(notice::public_id.eq(public_id));
    Ok(own.select(NoticeRow::as_select()).first(conn).optional()?)
}

/// Marks a notice of an account as read; one that is read stays as it is.
pub fn mark_read(conn: &mut Conn, account_id: AccountId, public_id: &str, at: NaiveDateTime) -> Result<()> {
    let own = notice::table.filter(notice::account_id.eq(account_id)).filter(notice::public_id.eq(public_id));
    let read = (notice::read_at.eq(at), notice::row_version.eq(notice::row_version + 1));
    diesel::update(own.filter(notice::read_at.is_null())).set(read).execute(conn)?;
    Ok(())
}

/// Marks as read what an account has up to a notice and with it: what came after its page was made stays unread.
pub fn mark_read_up_to(conn: &mut Conn, account_id: AccountId, id: i64, at: NaiveDateTime) -> Result<()> {
    let own = notice::table.filter(notice::account_id.eq(account_id)).filter(notice::id.le(id));
    let read = (notice::read_at.eq(at), notice::row_version.eq(notice::row_version + 1));
    diesel::update(own.filter(notice::read_at.is_null())).set(read).execute(conn)?;
    Ok(())
}
