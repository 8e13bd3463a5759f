//! The job table.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::Timestamp;

use crate::db::{Conn, Result, on_each};
use crate::domain::vocabulary::job::JobState;
use crate::schema::job;

/// A job that waits, runs, or failed for good.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = job)]
pub struct JobRow {
    /// Row id.
    pub id: i64,
    /// Kind of job.
    pub name: String,
    /// What it is about, JSON.
    pub payload: String,
    /// How far it has come.
    pub state: JobState,
    /// What is lower is done first.
    pub priority: i32,
    /// Not before this instant, UTC.
    pub run_at: NaiveDateTime,
    /// Jobs of one key wait once; nothing once it has begun.
    pub dedup_key: Option<String>,
    /// How often it was begun.
    pub attempts: i32,
    /// Until when a worker has it, UTC.
    pub leased_until: Option<NaiveDateTime>,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it was asked for, UTC.
    pub enqueued_at: NaiveDateTime,
    /// Version of the row: the worker whose version it is holds the lease.
    pub row_version: i64,
}

/// How many jobs stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting, also for a later day.
    pub waiting: i64,
    /// Failed for good.
    pub failed: i64,
}

/// Adds a job, unless one of its key waits; whether it was added.
pub(super) fn insert(conn: &mut Conn, row: &JobRow) -> Result<bool> {
    let added = on_each!(conn, conn => {
        diesel::insert_into(job::table).values(row).on_conflict_do_nothing().execute(conn)
    })?;
    Ok(added == 1)
}

/// Whether a job is to be done now: asked before [`claim`], which takes the right to write.
pub fn is_due(conn: &mut Conn, now: NaiveDateTime) -> Result<bool> {
    let waits = job::state.eq(JobState::Waiting).and(job::run_at.le(now));
    let abandoned = job::state.eq(JobState::Running).and(job::leased_until.le(now));
    let due = job::table.filter(waits.or(abandoned.assume_not_null()));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Takes the next job that is to be done, also one whose worker is gone.
pub fn claim(conn: &mut Conn, now: NaiveDateTime, until: NaiveDateTime) -> Result<Option<JobRow>> {
    // On SQLite there is one writer at a time.
    let lock = match conn {
        Conn::Pg(_) => "FOR UPDATE SKIP LOCKED",
        Conn::Sqlite(_) => "",
    };
    let claim = format!(
        "UPDATE job SET state = 'running', attempts = attempts + 1, leased_until = $1, dedup_key = NULL, \
         row_version = row_version + 1 WHERE id = (SELECT id FROM job \
         WHERE (state = 'waiting' AND run_at <= $2) OR (state = 'running' AND leased_until <= $2) \
         ORDER BY priority, run_at, id LIMIT 1 {lock}) RETURNING *"
    );
    Ok(diesel::sql_query(claim).bind::<Timestamp, _>(until).bind::<Timestamp, _>(now).get_result(conn).optional()?)
}

/// Keeps the lease of a job that still runs; `false` when it is somebody else's by now.
pub fn extend(conn: &mut Conn, held: &JobRow, until: NaiveDateTime) -> Result<bool> {
    let held = job::table.filter(job::id.eq(held.id)).filter(job::row_version.eq(held.row_version));
    Ok(diesel::update(held).set(job::leased_until.eq(until)).execute(conn)? == 1)
}

/// Removes a job that is done; `false` when it is somebody else's by now.
pub fn finish(conn: &mut Conn, held: &JobRow) -> Result<bool> {
    let held = job::table.filter(job::id.eq(held.id)).filter(job::row_version.eq(held.row_version));
    Ok(diesel::delete(held).execute(conn)? == 1)
}

/// Puts a job back whose attempt failed: until `run_at`, or for good.
pub fn put_back(conn: &mut Conn, held: &JobRow, run_at: Option<NaiveDateTime>, error: &str) -> Result<bool> {
    let target = job::table.filter(job::id.eq(held.id)).filter(job::row_version.eq(held.row_version));
    let state = if run_at.is_some() { JobState::Waiting } else { JobState::Failed };
    let change = (
        job::state.eq(state),
        job::run_at.eq(run_at.unwrap_or(held.run_at)),
        job::leased_until.eq(None::<NaiveDateTime>),
        job::last_error.eq(error),
        job::row_version.eq(held.row_version + 1),
    );
    Ok(diesel::update(target).set(change).execute(conn)? == 1)
}

/// How many jobs wait and how many failed.
pub fn counts(conn: &mut Conn) -> Result<Counts> {
    let mut count = |state: JobState| job::table.filter(job::state.eq(state)).count().get_result(conn);
    Ok(Counts { waiting: count(JobState::Waiting)?, failed: count(JobState::Failed)? })
}

/// The jobs that failed for good, latest first.
pub fn failed(conn: &mut Conn, rows: i64) -> Result<Vec<JobRow>> {
    let failed = job::table.filter(job::state.eq(JobState::Failed)).order((job::run_at.desc(), job::id.desc()));
    Ok(failed.limit(rows).select(JobRow::as_select()).load(conn)?)
}

/// Lets a job that failed for good be tried from the beginning; `false` when there is none.
pub fn try_again(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<bool> {
    let failed = job::table.filter(job::id.eq(id)).filter(job::state.eq(JobState::Failed));
    let change = (
        job::state.eq(JobState::Waiting),
        job::run_at.eq(now),
        job::attempts.eq(0),
        job::row_version.eq(job::row_version + 1),
    );
    Ok(diesel::update(failed).set(change).execute(conn)? == 1)
}

/// Gives up a job that failed for good; `false` when there is none.
pub fn discard(conn: &mut Conn, id: i64) -> Result<bool> {
    let failed = job::table.filter(job::id.eq(id)).filter(job::state.eq(JobState::Failed));
    Ok(diesel::delete(failed).execute(conn)? == 1)
}
