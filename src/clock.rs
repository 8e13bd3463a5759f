//! Time, handed in: tests set it, and everything written in one transaction bears one instant.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};

/// China Standard Time, UTC+8 without daylight saving: the calendar day of every act.
const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Arc::new(move || at))
    }

    /// The instant, UTC, in whole milliseconds: what both databases keep alike.
    pub fn now(&self) -> NaiveDateTime {
        (self.0)().naive_utc().trunc_subsecs(3)
    }

    /// The calendar day in China.
    pub fn today(&self) -> NaiveDate {
        china_time(self.now()).date()
    }
}

/// A stored instant as people in China read it.
pub fn china_time(utc: NaiveDateTime) -> NaiveDateTime {
    match FixedOffset::east_opt(CHINA_OFFSET_SECONDS) {
        Some(offset) => utc.and_utc().with_timezone(&offset).naive_local(),
        None => utc,
    }
}

/// An instant that people in China wrote, as it is stored.
pub fn from_china_time(local: NaiveDateTime) -> NaiveDateTime {
    local - TimeDelta::seconds(CHINA_OFFSET_SECONDS.into())
}
