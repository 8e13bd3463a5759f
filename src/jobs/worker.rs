//! The worker: takes jobs one by one, does some at a time, and stops when it is told to.

mod handlers;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

pub use handlers::Handlers;

use super::store::{self, JobRow};
use crate::db::Db;
use crate::error::{Error, Result};

/// How long a worker may be silent before its job is somebody else's.
const LEASE: Duration = Duration::from_mins(1);
/// How often a queue without work is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often the daily jobs are seen to, and the queue is counted.
const TEND_EVERY: Duration = Duration::from_mins(1);
/// The first wait after a failed attempt; each next one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(10);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// Turns true when the worker is to stop.
pub type Stop = watch::Receiver<bool>;

/// Does the jobs of a database.
#[derive(Clone)]
pub struct Worker {
    db: Db,
    handlers: Arc<Handlers>,
}

impl Worker {
    /// A worker that knows these kinds of jobs.
    pub fn new(db: Db, handlers: Handlers) -> Self {
        Self { db, handlers: Arc::new(handlers) }
    }

    /// Does all that is to be done now, one after the other, and says how many.
    pub async fn run_due(&self) -> Result<usize> {
        let mut done = 0;
        while let Some(job) = self.claim().await? {
            self.perform(job).await;
            done += 1;
        }
        Ok(done)
    }

    /// Works until told to stop, `concurrency` jobs at a time. What still runs then has `grace` to end; what does not is
    /// taken again once its lease has run out.
    pub async fn run(self, concurrency: usize, grace: Duration, mut stop: Stop) {
        let slots = Arc::new(Semaphore::new(concurrency.max(1)));
        let mut running = JoinSet::new();
        let mut tended: Option<Instant> = None;
        while !*stop.borrow() {
            if tended.is_none_or(|at| at.elapsed() >= TEND_EVERY) {
                self.tend().await;
                tended = Some(Instant::now());
            }
            let slot = tokio::select! {
                _ = stop.changed() => break,
                slot = Arc::clone(&slots).acquire_owned() => slot,
            };
            while running.try_join_next().is_some() {}
            match (slot, self.claim().await) {
                (Ok(slot), Ok(Some(job))) => drop(running.spawn(self.clone().perform_in(slot, job))),
                (_, outcome) => {
                    if let Err(error) = outcome {
                        tracing::warn!(code = %error.code(), "queue of jobs not read");
                    }
                    let _told_or_time = tokio::time::timeout(LOOK_EVERY, stop.changed()).await;
                }
            }
        }
        let all = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, all).await.is_err() {
            tracing::warn!("jobs cut off");
        }
    }

    async fn perform_in(self, slot: OwnedSemaphorePermit, job: JobRow) {
        self.perform(job).await;
        drop(slot);
    }

    /// Takes the next job, if one is to be done. A queue without work is only read.
    async fn claim(&self) -> Result<Option<JobRow>> {
        let now = self.db.clock().now();
        if !self.db.read(move |conn| Ok(store::is_due(conn, now)?)).await? {
            return Ok(None);
        }
        self.db.write(|tx| Ok(store::claim(tx.conn, tx.now, tx.now + lease())?)).await
    }

    /// Does a job that was taken, and writes down how it went.
    async fn perform(&self, job: JobRow) {
        let begun = Instant::now();
        let attempts = self.handlers.attempts(&job.name);
        // One more than allowed: its workers were killed each time, perhaps by it.
        let outcome = if job.attempts > attempts {
            Some(Err(Error::internal("a job whose workers were killed too often")))
        } else {
            self.attempt(&job).await
        };
        let (id, name, attempt, seconds) = (job.id, job.name.clone(), job.attempts, begun.elapsed().as_secs_f64());
        let written = match outcome {
            None => {
                tracing::warn!(id, name, attempt, "lease of job lost");
                return;
            }
            Some(Ok(())) => {
                tracing::info!(id, name, attempt, seconds, "job done");
                self.db.write(move |tx| Ok(store::finish(tx.conn, &job)?)).await
            }
            Some(Err(error)) => {
                let wait = (job.attempts < attempts).then(|| wait_after(job.attempts));
                report(&job, &error, wait.is_none());
                let text = format!("{}（{}）", error.detail(), error.code());
                self.db
                    .write(move |tx| Ok(store::put_back(tx.conn, &job, wait.map(|wait| tx.now + wait), &text)?))
                    .await
            }
        };
        if !matches!(written, Ok(true)) {
            tracing::warn!(id, name, attempt, "outcome of job not written: it is done again");
        }
    }

    /// Runs a job and keeps its lease meanwhile; nothing when the lease was lost. A panic is an attempt that failed.
    async fn attempt(&self, job: &JobRow) -> Option<Result<()>> {
        // Dropped with what runs in it.
        let mut task = JoinSet::new();
        task.spawn(self.handlers.run(&job.name, &job.payload));
        loop {
            match tokio::time::timeout(LEASE / 3, task.join_next()).await {
                Ok(Some(Ok(outcome))) => return Some(outcome),
                Ok(Some(Err(panicked))) => return Some(Err(Error::internal(panicked))),
                Ok(None) => return Some(Err(Error::internal("a job without a task"))),
                Err(_still_running) => {
                    let held = job.clone();
                    let kept = self.db.write(move |tx| Ok(store::extend(tx.conn, &held, tx.now + lease())?)).await;
                    if matches!(kept, Ok(false)) {
                        return None;
                    }
                }
            }
        }
    }

    /// Sees to it that the daily jobs wait for their hour, and counts the queue.
    async fn tend(&self) {
        let handlers = Arc::clone(&self.handlers);
        let tended = self.db.write(move |tx| {
            handlers.ask_for_daily(tx)?;
            Ok(store::counts(tx.conn)?)
        });
        match tended.await {
            Ok(counts) => {
                metrics::gauge!("siku_jobs_waiting").set(as_gauge(counts.waiting));
                metrics::gauge!("siku_jobs_failed").set(as_gauge(counts.failed));
            }
            Err(error) => tracing::warn!(code = %error.code(), "daily jobs not seen to"),
        }
    }
}

fn lease() -> TimeDelta {
    TimeDelta::from_std(LEASE).unwrap_or_default()
}

/// How long to wait after so many attempts.
fn wait_after(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(16);
    let wait = FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT);
    TimeDelta::from_std(wait).unwrap_or_default()
}

fn report(job: &JobRow, error: &Error, for_good: bool) {
    let (id, name, attempt, code) = (job.id, job.name.as_str(), job.attempts, error.code().as_str());
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if for_good {
        tracing::error!(id, name, attempt, code, cause, "job failed for good");
    } else {
        tracing::warn!(id, name, attempt, code, cause, "job failed, to be tried again");
    }
}

fn as_gauge(count: i64) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_last_up_to_an_hour() {
        let waits: Vec<i64> = [1, 2, 3, 9, 10, 1_000].map(|attempts| wait_after(attempts).num_seconds()).to_vec();
        assert_eq!(waits, [10, 20, 40, 2_560, 3_600, 3_600]);
    }
}
