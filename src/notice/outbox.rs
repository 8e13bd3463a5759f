//! What is on its way out of the platform.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::deliver::Deliver;
use crate::db::{self, Conn, Tx};
use crate::domain::vocabulary::ids::{AccountId, OrganisationId};
use crate::domain::vocabulary::notice::{Channel, OutboxState};
use crate::error::Result;
use crate::jobs;
use crate::schema::outbox;

/// An e-mail or an event on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox)]
pub struct OutboxRow {
    /// Row id.
    pub id: i64,
    /// How it goes.
    pub channel: Channel,
    /// The account a mail is for.
    pub account_id: Option<AccountId>,
    /// The organisation of the webhook an event is for.
    pub organisation_id: Option<OrganisationId>,
    /// The webhook.
    pub webhook_id: Option<i64>,
    /// What it says, JSON.
    pub payload: String,
    /// How far it has come.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: i32,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it was written, UTC.
    pub created_at: NaiveDateTime,
    /// When it was sent or given up, UTC.
    pub finished_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// Puts something into the outbox and asks for its delivery. A row without an id gets one.
pub(super) fn add(tx: &mut Tx<'_>, row: OutboxRow) -> Result<()> {
    let id = if row.id == 0 { tx.ids.next() } else { row.id };
    let row = OutboxRow { id, created_at: tx.now, row_version: 1, ..row };
    insert(tx.conn, &row)?;
    jobs::enqueue(tx, &Deliver { outbox_id: id }).map(drop)
}

fn insert(conn: &mut Conn, row: &OutboxRow) -> db::Result<()> {
    diesel::insert_into(outbox::table).values(row).execute(conn)?;
    Ok(())
}

/// A row.
pub fn find(conn: &mut Conn, id: i64) -> db::Result<Option<OutboxRow>> {
    Ok(outbox::table.find(id).select(OutboxRow::as_select()).first(conn).optional()?)
}

/// What was given up, latest first.
pub fn failed(conn: &mut Conn, rows: i64) -> db::Result<Vec<OutboxRow>> {
    let failed = outbox::table.filter(outbox::state.eq(OutboxState::Failed)).order(outbox::id.desc());
    Ok(failed.limit(rows).select(OutboxRow::as_select()).load(conn)?)
}

/// How many were given up.
pub fn count_failed(conn: &mut Conn) -> db::Result<i64> {
    Ok(outbox::table.filter(outbox::state.eq(OutboxState::Failed)).count().get_result(conn)?)
}

/// Tries again what was given up; `false` when there is no such.
pub fn try_again(tx: &mut Tx<'_>, id: i64) -> Result<bool> {
    let failed = outbox::table.filter(outbox::id.eq(id)).filter(outbox::state.eq(OutboxState::Failed));
    let change = (
        outbox::state.eq(OutboxState::Waiting),
        outbox::attempts.eq(0),
        outbox::finished_at.eq(None::<NaiveDateTime>),
        outbox::row_version.eq(outbox::row_version + 1),
    );
    if diesel::update(failed).set(change).execute(tx.conn)? == 0 {
        return Ok(false);
    }
    jobs::enqueue(tx, &Deliver { outbox_id: id })?;
    Ok(true)
}

/// Writes down how an attempt went; `false` when somebody else was faster.
pub(super) fn settle(conn: &mut Conn, before: &OutboxRow, after: &OutboxRow) -> db::Result<bool> {
    let target = outbox::table.filter(outbox::id.eq(before.id)).filter(outbox::row_version.eq(before.row_version));
    let change = (
        outbox::state.eq(after.state),
        outbox::attempts.eq(after.attempts),
        outbox::last_error.eq(after.last_error.as_deref()),
        outbox::finished_at.eq(after.finished_at),
        outbox::row_version.eq(before.row_version + 1),
    );
    Ok(diesel::update(target).set(change).execute(conn)? == 1)
}
