//! Reading the committed tables.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

/// The rows of a committed table. One that cannot be read would be a fault of the table: tests count the rows of each.
pub(super) fn rows<Row: DeserializeOwned>(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}

/// Whether a row counts on a day: from its first day to its last.
pub(super) fn is_in_force(valid_from: NaiveDate, valid_until: Option<NaiveDate>, on: NaiveDate) -> bool {
    valid_from <= on && valid_until.is_none_or(|until| on <= until)
}

/// How many rows a table should have: lines but the first.
#[cfg(test)]
pub(super) fn lines(text: &str) -> usize {
    text.lines().count().saturating_sub(1)
}

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rules/", $name))
    };
}

pub(super) use table;
