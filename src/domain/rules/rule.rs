//! The rules as data: what each asks, on what it rests, and when it counts.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::basis::{Citation, Confidence};
use super::table::{is_in_force, rows, table};

text_enum! {
    /// What a rule is about.
    Subject {
        #[default]
        Undertaking = "undertaking" / "企业承揽",
        Manager = "manager" / "项目经理任职",
        Supervisor = "supervisor" / "总监任职",
        Tenure = "tenure" / "任职期间",
        Standing = "standing" / "企业状况",
        Course = "course" / "项目过程",
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// Its name for programs, which never changes: `X05`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What holds where it is passed.
    pub question: String,
    /// What it is about.
    pub about: Subject,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day; nothing while it is in force.
    pub valid_until: Option<NaiveDate>,
    /// Prefix of the region codes where it counts; empty for all.
    pub region: String,
    /// Grows when the function changes what it says.
    pub version: u32,
    /// What mends it.
    pub remedy: String,
}

impl Rule {
    /// Whether it counts on a day in a region.
    pub fn counts(&self, on: NaiveDate, region_code: &str) -> bool {
        is_in_force(self.valid_from, self.valid_until, on) && region_code.starts_with(&self.region)
    }

    /// What it rests on.
    pub fn citations(&self) -> impl Iterator<Item = &'static Citation> + use<'_> {
        CITATIONS.iter().filter(|citation| citation.rule == self.id)
    }

    /// How sure we are of it: as of the weakest of its sources.
    pub fn confidence(&self) -> Confidence {
        self.citations().map(|citation| citation.confidence).max().unwrap_or_default()
    }
}

const TABLE: &str = table!("rules.csv");
const CITED: &str = table!("citations.csv");

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rows(TABLE));
static CITATIONS: LazyLock<Vec<Citation>> = LazyLock::new(|| rows(CITED));

/// All rules, in the order of the table.
pub fn all() -> &'static [Rule] {
    &RULES
}

/// The rule of a name.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::basis::Effect;
    use crate::rules::table::lines;

    #[test]
    fn every_line_of_the_tables_is_read_and_every_rule_is_cited() {
        assert_eq!((all().len(), CITATIONS.len()), (lines(TABLE), lines(CITED)));
        let ids: BTreeSet<&str> = all().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), all().len(), "no rule is there twice");
        for rule in all() {
            assert!(rule.citations().count() > 0, "{} rests on nothing", rule.id);
        }
        for citation in CITATIONS.iter() {
            assert!(ids.contains(&*citation.rule), "{citation:?} belongs to no rule");
        }
    }

    #[test]
    fn a_rule_is_as_sure_as_its_weakest_source() {
        let effect = |id: &str| find(id).unwrap().confidence().effect();
        assert_eq!(effect("X05"), Effect::Bars);
        assert_eq!(effect("X22"), Effect::ReviewerDecides);
        assert_eq!(effect("X27"), Effect::Informs, "one of its two sources is not confirmed");
    }

    #[test]
    fn a_rule_counts_from_its_first_day_to_its_last_where_it_applies() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let national = find("X05").unwrap();
        assert!(!national.counts(day("2008-02-25"), "410105") && national.counts(day("2008-02-26"), "500112"));
        let local = Rule { region: "43".to_owned(), valid_until: Some(day("2020-12-31")), ..national.clone() };
        assert!(local.counts(day("2020-12-31"), "430100") && !local.counts(day("2021-01-01"), "430100"));
        assert!(!local.counts(day("2020-12-31"), "410105"));
    }
}
