//! Single-valued thresholds (期限、比例、人数): dated, and where a region has its own, regional.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::basis::Confidence;
use super::finding::Seen;
use super::table::{is_in_force, rows, table};

/// A threshold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Limit {
    /// Its id.
    pub id: String,
    /// The rule that asks for it.
    pub rule: String,
    /// Its name for programs.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// How much, in its unit.
    pub value: i64,
    /// Its unit.
    pub unit: String,
    /// Prefix of the region codes where it counts; empty for all.
    pub region: String,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day; nothing while it is in force.
    pub valid_until: Option<NaiveDate>,
    /// The document.
    pub document: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

impl Limit {
    fn counts(&self, name: &str, on: NaiveDate, region_code: &str) -> bool {
        self.name == name && is_in_force(self.valid_from, self.valid_until, on) && region_code.starts_with(&self.region)
    }

    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        Seen::new(self.document.clone(), format!("{} {} {}", self.label, self.value, self.unit))
    }
}

const TABLE: &str = table!("limits.csv");

static NATIONAL: LazyLock<Vec<Limit>> = LazyLock::new(|| rows(TABLE));

/// The committed thresholds.
pub fn national() -> &'static [Limit] {
    &NATIONAL
}

/// All thresholds: the committed ones and those that departments entered for their regions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    regional: Vec<Limit>,
}

impl Limits {
    /// The committed ones with those of departments.
    pub fn with(regional: Vec<Limit>) -> Self {
        Self { regional }
    }

    /// The threshold of a name that counted on a day in a region: of the smallest region that has its own, and of several
    /// the one that began last. Nothing where none was in force.
    pub fn find(&self, name: &str, on: NaiveDate, region_code: &str) -> Option<&Limit> {
        let all = self.regional.iter().chain(national());
        all.filter(|limit| limit.counts(name, on, region_code))
            .max_by_key(|limit| (limit.region.len(), limit.valid_from))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::rules::rule;
    use crate::rules::table::lines;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn local(region: &str, value: i64, from: &str, until: Option<&str>) -> Limit {
        let national = national().iter().find(|limit| limit.name == "filing_days").unwrap();
        Limit {
            region: region.to_owned(),
            value,
            valid_from: day(from),
            valid_until: until.map(day),
            ..national.clone()
        }
    }

    #[test]
    fn the_table_is_read_whole_and_every_threshold_belongs_to_a_rule() {
        assert_eq!(national().len(), lines(TABLE));
        for limit in national() {
            assert!(rule::find(&limit.rule).is_some(), "{limit:?}");
            assert!(limit.valid_until.is_none_or(|until| limit.valid_from <= until), "{limit:?}");
        }
        for (nth, limit) in national().iter().enumerate() {
            for other in national().iter().skip(nth + 1).filter(|other| other.name == limit.name) {
                let apart = |one: &Limit, two: &Limit| one.valid_until.is_some_and(|end| end < two.valid_from);
                assert!(apart(limit, other) || apart(other, limit) || limit.region != other.region, "{}", limit.id);
            }
        }
    }

    #[test]
    fn a_threshold_counts_from_its_first_day() {
        let value = |on: &str| Limits::default().find("filing_days", day(on), "410105").map(|limit| limit.value);
        assert_eq!((value("2000-01-29"), value("2000-01-30")), (None, Some(15)));
        assert_eq!(Limits::default().find("beauty", day("2026-01-01"), ""), None);
    }

    #[test]
    fn a_region_has_its_own_and_the_smaller_region_counts_for_more() {
        let city = local("4101", 7, "2026-01-01", Some("2026-06-30"));
        let limits = Limits::with(vec![local("41", 10, "2026-01-01", None), city]);
        let value = |on: &str, region: &str| limits.find("filing_days", day(on), region).unwrap().value;
        assert_eq!(value("2026-06-30", "410105"), 7);
        assert_eq!(value("2026-07-01", "410105"), 10);
        assert_eq!(value("2026-06-30", "410303"), 10);
        assert_eq!(value("2025-12-31", "410105"), 15);
        assert_eq!(value("2026-06-30", "500112"), 15);
    }
}
