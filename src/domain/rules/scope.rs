//! What a class of qualification may undertake (资质承揽范围), dated.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use super::basis::Confidence;
use super::finding::Seen;
use super::measure::{self, Quantity, Works};
use super::table::{is_in_force, rows, table};

text_enum! {
    /// How a threshold bounds (界限).
    Bound {
        AtMost = "at_most" / "不超过",
        Below = "below" / "小于",
        AtLeast = "at_least" / "不低于",
        Above = "above" / "大于",
        /// Any size.
        Any = "any" / "不限",
        /// In words only: for a person to look at.
        #[default]
        Note = "note" / "另有文字规定",
    }
}

impl Bound {
    /// Whether an amount is within; nothing where the bound is in words only.
    pub fn holds(self, amount: Quantity, threshold: Quantity) -> Option<bool> {
        Some(match self {
            Self::AtMost => amount <= threshold,
            Self::Below => amount < threshold,
            Self::AtLeast => amount >= threshold,
            Self::Above => amount > threshold,
            Self::Any => true,
            Self::Note => return None,
        })
    }
}

/// A row of the table of scopes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ScopeRow {
    /// Its name.
    pub id: String,
    /// Sequence.
    pub sequence: String,
    /// Category.
    pub category: String,
    /// Class.
    pub class: String,
    /// The kind of works it is about; empty for all of the category.
    pub item: String,
    /// What is measured; empty where the bound is no number.
    pub metric: String,
    /// How it bounds.
    pub bound: Bound,
    /// The threshold, in the metric's unit.
    #[serde(deserialize_with = "quantity")]
    pub value: Option<Quantity>,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// The document.
    pub document: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

pub(super) fn quantity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
    Ok(Quantity::read(&String::deserialize(deserializer)?))
}

const TABLE: &str = table!("scope.csv");

static SCOPES: LazyLock<Vec<ScopeRow>> = LazyLock::new(|| rows(TABLE));

/// The table.
pub fn all() -> &'static [ScopeRow] {
    &SCOPES
}

/// Whether a class covers works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All that is bounded is within.
    Covers(Vec<Seen>, Confidence),
    /// Something is beyond.
    Exceeds(Vec<Seen>, Confidence),
    /// What would be compared is not known: labels of the metrics.
    Unknown(Vec<String>),
    /// No row was in force.
    NotAssessed,
}

/// Whether a class of a category covers works on a day.
pub fn fit(class: &str, works: &Works, on: NaiveDate) -> Fit {
    let in_force: Vec<&ScopeRow> = all()
        .iter()
        .filter(|row| row.sequence == works.sequence && row.category == works.category && row.class == class)
        .filter(|row| is_in_force(row.valid_from, row.valid_until, on))
        .collect();
    let concerned: Vec<&ScopeRow> =
        in_force.iter().copied().filter(|row| row.item.is_empty() || row.item == works.item).collect();
    match (in_force.is_empty(), concerned.is_empty()) {
        (true, _) => Fit::NotAssessed,
        (false, true) => Fit::Unknown(vec!["工程类别".to_owned()]),
        (false, false) => compare(&concerned, works),
    }
}

fn compare(rows: &[&ScopeRow], works: &Works) -> Fit {
    let (mut within, mut beyond, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    let (mut covered, mut exceeded) = (Confidence::ConfirmedStatute, Confidence::ConfirmedStatute);
    for row in rows {
        if row.bound == Bound::Any {
            within.push(Seen::new(row.document.clone(), format!("{}{}不限规模", row.category, row.class)));
            covered = covered.max(row.confidence);
            continue;
        }
        let (Some(metric), Some(threshold)) = (measure::find(&row.metric), row.value) else {
            missing.push(row.bound.label().to_owned());
            continue;
        };
        let Some(amount) = works.measure(&row.metric) else {
            missing.push(metric.label.clone());
            continue;
        };
        let seen = Seen::new(
            row.document.clone(),
            format!("{}，{}{threshold} {}", metric.said(amount), row.bound.label(), metric.unit),
        );
        if row.bound.holds(amount, threshold) == Some(true) {
            covered = covered.max(row.confidence);
            within.push(seen);
        } else {
            exceeded = exceeded.max(row.confidence);
            beyond.push(seen);
        }
    }
    if !beyond.is_empty() {
        Fit::Exceeds(beyond, exceeded)
    } else if !missing.is_empty() {
        Fit::Unknown(missing)
    } else {
        Fit::Covers(within, covered)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;
    use crate::rules::table::lines;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn outcome(fit: &Fit) -> &'static str {
        match fit {
            Fit::Covers(..) => "covers",
            Fit::Exceeds(..) => "exceeds",
            Fit::Unknown(_) => "unknown",
            Fit::NotAssessed => "not assessed",
        }
    }

    #[rstest]
    #[case::at_the_bound("二级", "100", "150000", "39", "2020-01-01", "covers")]
    #[case::a_millimetre_higher("二级", "100.001", "150000", "39", "2020-01-01", "exceeds")]
    #[case::a_little_larger("二级", "100", "150000.01", "39", "2020-01-01", "exceeds")]
    #[case::wider("二级", "100", "150000", "39.001", "2020-01-01", "exceeds")]
    #[case::third_class("三级", "50", "80000", "27", "2020-01-01", "covers")]
    #[case::third_class_too_high("三级", "50.001", "80000", "27", "2020-01-01", "exceeds")]
    #[case::first_class("一级", "200", "9000000", "120", "2020-01-01", "covers")]
    #[case::first_class_too_high("一级", "200.001", "1", "1", "2020-01-01", "exceeds")]
    #[case::special("特级", "500", "9000000", "200", "2020-01-01", "covers")]
    #[case::last_day_of_the_single_building("二级", "100", "150000", "39", "2016-10-31", "unknown")]
    #[case::before_the_standard("二级", "100", "150000", "39", "2014-12-31", "not assessed")]
    #[case::a_class_without_a_standard("甲级", "10", "1", "1", "2025-01-01", "not assessed")]
    fn a_class_covers_what_was_within_its_scope_on_the_day(
        #[case] class: &str,
        #[case] height: &str,
        #[case] area: &str,
        #[case] span: &str,
        #[case] on: &str,
        #[case] expected: &str,
    ) {
        let works =
            Works::housing(&[("building_height", height), ("project_building_area", area), ("single_span", span)]);
        assert_eq!(outcome(&fit(class, &works, day(on))), expected);
    }

    #[rstest]
    #[case(Bound::AtMost, [Some(true), Some(true), Some(false)])]
    #[case(Bound::Below, [Some(true), Some(false), Some(false)])]
    #[case(Bound::AtLeast, [Some(false), Some(true), Some(true)])]
    #[case(Bound::Above, [Some(false), Some(false), Some(true)])]
    #[case(Bound::Any, [Some(true), Some(true), Some(true)])]
    #[case(Bound::Note, [None, None, None])]
    fn a_bound_holds_below_at_and_above_its_threshold(#[case] bound: Bound, #[case] expected: [Option<bool>; 3]) {
        assert_eq!([9, 10, 11].map(|amount| bound.holds(Quantity(amount), Quantity(10))), expected);
    }

    #[test]
    fn until_october_2016_the_single_building_counted() {
        let on = day("2016-10-31");
        let with = |area: &str| {
            let measures = [("building_height", "90"), ("single_building_area", area), ("single_span", "30")];
            fit("二级", &Works::housing(&measures), on)
        };
        assert_eq!(outcome(&with("40000")), "covers");
        assert!(matches!(with("40000.01"), Fit::Exceeds(_, Confidence::Secondary)), "from notes, not from the text");
    }

    #[test]
    fn first_and_special_class_were_kept_from_small_contracts_until_october_2015() {
        let works = |amount: &str| Works::housing(&[("contract_amount", amount), ("building_height", "60")]);
        assert_eq!(outcome(&fit("一级", &works("2999.999999"), day("2015-10-08"))), "exceeds");
        assert_eq!(outcome(&fit("一级", &works("3000"), day("2015-10-08"))), "covers");
        assert_eq!(outcome(&fit("一级", &works("100"), day("2015-10-09"))), "covers");
        assert_eq!(outcome(&fit("特级", &works("5999"), day("2015-10-08"))), "exceeds");
        assert_eq!(outcome(&fit("特级", &works("3000"), day("2015-01-30"))), "covers");
    }

    #[test]
    fn what_is_not_known_is_named_unless_something_is_beyond_anyway() {
        let works = Works::housing(&[("building_height", "60")]);
        let Fit::Unknown(missing) = fit("二级", &works, day("2020-01-01")) else { panic!("it is not known") };
        assert_eq!(missing, ["项目建筑面积", "单跨跨度"]);
        let works = Works::housing(&[("building_height", "160")]);
        assert_eq!(outcome(&fit("二级", &works, day("2020-01-01"))), "exceeds");
        let works = Works { item: String::new(), ..works };
        assert_eq!(outcome(&fit("二级", &works, day("2020-01-01"))), "unknown");
    }

    #[test]
    fn the_table_is_read_whole_and_its_periods_do_not_overlap() {
        assert_eq!(all().len(), lines(TABLE));
        for row in all() {
            assert!(row.valid_until.is_none_or(|until| row.valid_from <= until), "{row:?}");
            let is_number = !matches!(row.bound, Bound::Any | Bound::Note);
            assert_eq!(is_number, row.value.is_some(), "{row:?}");
            assert_eq!(is_number, measure::find(&row.metric).is_some(), "{row:?}");
        }
        let key = |row: &ScopeRow| {
            let words = [&row.sequence, &row.category, &row.class, &row.item, &row.metric];
            words.map(Clone::clone)
        };
        for (nth, row) in all().iter().enumerate() {
            for other in all().iter().skip(nth + 1).filter(|other| key(other) == key(row)) {
                let ends_before =
                    |one: &ScopeRow, two: &ScopeRow| one.valid_until.is_some_and(|end| end < two.valid_from);
                let in_words = row.bound == Bound::Note;
                assert!(in_words || ends_before(row, other) || ends_before(other, row), "{} and {}", row.id, other.id);
            }
        }
    }
}
