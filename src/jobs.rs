//! Work that is done after the transaction that asked for it: a queue in the same database.
//!
//! A job is asked for in the transaction that makes it necessary, so that neither stands without the other. A worker takes it
//! under a lease; when the worker is killed the lease runs out and the job is taken again. So a job runs at least once, never
//! twice at a time, and what it does must bear being done again.

pub mod store;
mod worker;

use std::future::Future;

use chrono::NaiveDateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use worker::{Handlers, Stop, Worker};

use crate::db::Tx;
use crate::domain::vocabulary::job::JobState;
use crate::error::{Error, Result};
use store::JobRow;

/// A kind of work. It is stored as JSON in clear: it holds ids, nothing personal.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// What it is done with.
    type Context: Clone + Send + Sync + 'static;

    /// Stable name, as stored.
    const NAME: &'static str;
    /// What is lower is done first.
    const PRIORITY: i32 = 0;
    /// How often it is tried until somebody must look.
    const ATTEMPTS: i32 = 10;

    /// Jobs of one key wait once. One that has begun is no longer asked: what happens after it began is for the next.
    fn dedup_key(&self) -> Option<String> {
        None
    }

    /// Does it. An error is an attempt that failed.
    fn run(self, context: &Self::Context) -> impl Future<Output = Result<()>> + Send;
}

/// Asks for a job as soon as the transaction is committed; whether it was new.
pub fn enqueue<J: Job>(tx: &mut Tx<'_>, job: &J) -> Result<bool> {
    let now = tx.now;
    enqueue_at(tx, job, now)
}

/// Asks for a job from an instant on, UTC; whether it was new.
pub fn enqueue_at<J: Job>(tx: &mut Tx<'_>, job: &J, run_at: NaiveDateTime) -> Result<bool> {
    insert(tx, job, run_at, job.dedup_key())
}

fn insert<J: Job>(tx: &mut Tx<'_>, job: &J, run_at: NaiveDateTime, key: Option<String>) -> Result<bool> {
    let row = JobRow {
        id: tx.ids.next(),
        name: J::NAME.to_owned(),
        payload: serde_json::to_string(job).map_err(Error::internal)?,
        state: JobState::Waiting,
        priority: J::PRIORITY,
        run_at,
        // One queue of keys for all kinds: each says whose it is.
        dedup_key: key.map(|key| format!("{}:{key}", J::NAME)),
        attempts: 0,
        leased_until: None,
        last_error: None,
        enqueued_at: tx.now,
        row_version: 1,
    };
    Ok(store::insert(tx.conn, &row)?)
}
