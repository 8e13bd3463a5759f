//! Which kinds of jobs there are, and what each is done with.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{Days, NaiveTime};

use crate::clock::{china_time, from_china_time};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::jobs::{Job, insert};

/// A job on its way.
type Running = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

struct Handler {
    attempts: i32,
    run: Box<dyn Fn(&str) -> Running + Send + Sync>,
}

/// Asks for a job at its hour, unless it waits already.
type Daily = Box<dyn Fn(&mut Tx<'_>) -> Result<bool> + Send + Sync>;

/// The kinds of jobs that a worker knows.
#[derive(Default)]
pub struct Handlers {
    by_name: HashMap<&'static str, Handler>,
    daily: Vec<Daily>,
}

impl Handlers {
    /// Knows one kind more, done with `context`.
    #[must_use]
    pub fn with<J: Job>(mut self, context: J::Context) -> Self {
        let context = Arc::new(context);
        let run = move |payload: &str| -> Running {
            let job = serde_json::from_str::<J>(payload).map_err(Error::internal);
            let context = Arc::clone(&context);
            Box::pin(async move { job?.run(&context).await })
        };
        self.by_name.insert(J::NAME, Handler { attempts: J::ATTEMPTS, run: Box::new(run) });
        self
    }

    /// Asks for a job every day at an hour in China.
    #[must_use]
    pub fn daily<J: Job + Sync>(mut self, hour: u32, job: J) -> Self {
        self.daily.push(Box::new(move |tx| {
            let now = china_time(tx.now);
            let at = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
            let today = now.date().and_time(at);
            let next = if today > now { today } else { today + Days::new(1) };
            insert(tx, &job, from_china_time(next), Some("daily".to_owned()))
        }));
        self
    }

    pub(super) fn ask_for_daily(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.daily.iter().try_for_each(|ask| ask(tx).map(drop))
    }

    /// How often a kind of job is tried.
    pub(super) fn attempts(&self, name: &str) -> i32 {
        // One that nobody here knows may be of a newer version, which comes soon.
        self.by_name.get(name).map_or(10, |handler| handler.attempts)
    }

    pub(super) fn run(&self, name: &str, payload: &str) -> Running {
        match self.by_name.get(name) {
            Some(handler) => (handler.run)(payload),
            None => {
                let unknown = Error::internal(format!("no handler for jobs named {name:?}"));
                Box::pin(async move { Err(unknown) })
            }
        }
    }
}
