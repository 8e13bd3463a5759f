//! Working days: Monday to Friday, but for the holidays and the days made up for them that the State Council sets each year.
//!
//! Terms of an administrative permit are counted in working days, without statutory holidays (行政许可法 Art. 82). The day on which
//! a term begins is not counted, it runs from the next one (民法典 Art. 201). The days and their sources:
//! `fixtures/calendar/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::vocabulary::calendar::DayKind;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/calendar/days.csv"));

static ON_FILE: LazyLock<Calendar> = LazyLock::new(|| {
    // A row that cannot be read would be a fault of the committed table; the tests count the rows.
    Calendar::new(csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().filter_map(Result::ok))
});

/// A day on which the State Council departs from Monday to Friday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is free or made up for.
    pub kind: DayKind,
    /// The holiday it belongs to: `春节`.
    pub name: String,
    /// The notice that says so: `国办发明电〔2025〕7号`.
    pub document: String,
}

/// The special days of some years; of any other year only Saturdays and Sundays are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, SpecialDay>,
    years: BTreeSet<i32>,
}

/// An end of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day of the term.
    pub day: NaiveDate,
    /// Whether a year took part whose holidays are not on file: the day may still move.
    pub is_assumed: bool,
}

/// A number of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingDays {
    /// How many; negative where the end lies before the beginning.
    pub days: i64,
    /// Whether a year took part whose holidays are not on file.
    pub is_assumed: bool,
}

impl Calendar {
    /// A calendar of these days; a year with one of them is known.
    pub fn new(days: impl IntoIterator<Item = SpecialDay>) -> Self {
        let days: BTreeMap<NaiveDate, SpecialDay> = days.into_iter().map(|day| (day.day, day)).collect();
        let years = days.keys().map(NaiveDate::year).collect();
        Self { days, years }
    }

    /// The years that come with the platform.
    pub fn on_file() -> &'static Self {
        &ON_FILE
    }

    /// This calendar with the days of `newer`, whose years replace those here whole.
    #[must_use]
    pub fn replaced_by(&self, newer: &Self) -> Self {
        let kept = self.days.values().filter(|day| !newer.knows(day.day.year()));
        Self::new(kept.chain(newer.days.values()).cloned())
    }

    /// Whether the holidays of a year are on file.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// The special days, in order.
    pub fn days(&self) -> impl Iterator<Item = &SpecialDay> {
        self.days.values()
    }

    /// Whether departments work on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.days.get(&day) {
            Some(special) => special.kind == DayKind::Working,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The last day of a term of `count` working days that begins on `from`, which itself is not counted.
    pub fn add_working_days(&self, from: NaiveDate, count: u16) -> Due {
        let mut due = Due { day: from, is_assumed: !self.knows(from.year()) };
        let mut left = count;
        while left > 0 {
            let Some(next) = due.day.succ_opt() else { break };
            due = Due { day: next, is_assumed: due.is_assumed || !self.knows(next.year()) };
            left -= u16::from(self.is_working_day(next));
        }
        due
    }

    /// How many working days lie after `from`, up to `until` and with it: what is left of a term that ends there.
    pub fn working_days_between(&self, from: NaiveDate, until: NaiveDate) -> WorkingDays {
        let (first, last) = (from.min(until), from.max(until));
        let days = first.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| self.is_working_day(*day));
        let days = i64::try_from(days.count()).unwrap_or(i64::MAX);
        WorkingDays {
            days: if until < from { -days } else { days },
            is_assumed: (first.year()..=last.year()).any(|year| !self.knows(year)),
        }
    }
}

#[cfg(test)]
mod tests;
