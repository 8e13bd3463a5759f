//! Days counted on.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

/// So many days after a date, or before it.
pub fn after(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(TimeDelta::days(days)).unwrap_or(date)
}

/// So many years after a date.
pub fn years_after(date: NaiveDate, years: u32) -> NaiveDate {
    date.checked_add_months(Months::new(12 * years)).unwrap_or(date)
}

/// So many months after a date.
pub fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(date)
}

/// The day before the same date so many years on: the last day of a period of validity.
pub fn end_of_term(date: NaiveDate, years: u32) -> NaiveDate {
    after(years_after(date, years), -1)
}

/// The first day of a year.
pub fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Year of a date as a number in texts.
pub fn year(date: NaiveDate) -> i32 {
    date.year()
}
