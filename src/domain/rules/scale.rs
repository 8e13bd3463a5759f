//! Large, medium and small works, for registered constructors (注册建造师执业工程规模标准, 建市〔2007〕171号).

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::basis::Confidence;
use super::finding::Seen;
use super::measure::{self, Quantity, Works};
use super::scope::{Bound, quantity};
use super::table::{is_in_force, rows, table};

text_enum! {
    /// How large works are (工程规模), the smallest first.
    Scale {
        #[default]
        Small = "small" / "小型",
        Medium = "medium" / "中型",
        Large = "large" / "大型",
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ScaleRow {
    /// Its name.
    pub id: String,
    /// Discipline: `房屋建筑工程`.
    pub discipline: String,
    /// Kind of works: `一般房屋建筑工程`.
    pub work_type: String,
    /// Works of the kind.
    pub item: String,
    /// What is measured.
    pub metric: String,
    /// From where on they are large.
    #[serde(deserialize_with = "quantity")]
    pub large_from: Option<Quantity>,
    /// Whether that amount itself is.
    pub large_bound: Bound,
    /// From where on they are medium.
    #[serde(deserialize_with = "quantity")]
    pub medium_from: Option<Quantity>,
    /// Whether the contract amount counts together with it.
    pub with_contract: bool,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// The document.
    pub document: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

const TABLE: &str = table!("scale.csv");

static SCALES: LazyLock<Vec<ScaleRow>> = LazyLock::new(|| rows(TABLE));

/// The table.
pub fn all() -> &'static [ScaleRow] {
    &SCALES
}

/// The rows that works are measured by: what stands in the table for their category and item.
const MEASURED_BY: [(&str, &str, &[&str]); 3] = [
    ("建筑工程", "房屋建筑", &["工业、民用与公共建筑工程", "住宅小区或建筑群体工程"]),
    ("建筑工程", "构筑物", &["高耸构筑物工程"]),
    ("市政公用工程", "城市桥梁", &["桥梁工程"]),
];

/// How large works are, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// At least so large: the largest that any measure reaches (各项指标就高).
    pub at_least: Scale,
    /// Labels of the measures that are not known: with them they may be larger.
    pub missing: Vec<String>,
    /// What was looked at.
    pub seen: Vec<Seen>,
    /// The weakest of the rows that were used.
    pub confidence: Confidence,
}

/// How large works were on a day; nothing where the table has no row for them.
pub fn of(works: &Works, on: NaiveDate) -> Option<Scaled> {
    let items =
        MEASURED_BY.iter().filter(|(category, item, _)| *category == works.category && works.item.starts_with(item));
    let items: Vec<&str> = items.flat_map(|(.., items)| items.iter().copied()).collect();
    let in_force = all()
        .iter()
        .filter(|row| items.contains(&row.item.as_str()))
        .filter(|row| is_in_force(row.valid_from, row.valid_until, on));
    let mut scaled = Scaled {
        at_least: Scale::Small,
        missing: Vec::new(),
        seen: Vec::new(),
        confidence: Confidence::ConfirmedStatute,
    };
    let mut is_known = false;
    for row in in_force {
        is_known = true;
        let Some(metric) = measure::find(&row.metric) else { continue };
        match works.measure(measured(&row.metric)) {
            Some(amount) => {
                let reached = reached(row, amount);
                scaled.at_least = scaled.at_least.max(reached);
                scaled
                    .seen
                    .push(Seen::new(row.document.clone(), format!("{}，{}", metric.said(amount), reached.label())));
                // That a figure counts together with the contract amount has two readings.
                let confidence = if row.with_contract { Confidence::Secondary } else { row.confidence };
                scaled.confidence = scaled.confidence.max(confidence);
            }
            None => scaled.missing.push(metric.label.clone()),
        }
    }
    is_known.then_some(scaled)
}

/// The area of a group of buildings is that of the project.
fn measured(metric: &str) -> &str {
    if metric == "group_area" { "project_building_area" } else { metric }
}

fn reached(row: &ScaleRow, amount: Quantity) -> Scale {
    let from = |threshold: Option<Quantity>, bound: Bound| {
        threshold.is_some_and(|threshold| bound.holds(amount, threshold) == Some(true))
    };
    if from(row.large_from, row.large_bound) {
        Scale::Large
    } else if from(row.medium_from, Bound::AtLeast) {
        Scale::Medium
    } else {
        Scale::Small
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;
    use crate::rules::table::lines;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[rstest]
    #[case::high("building_height", "100", Scale::Large)]
    #[case::nearly("building_height", "99.999", Scale::Medium)]
    #[case::medium("building_height", "15", Scale::Medium)]
    #[case::low("building_height", "14.999", Scale::Small)]
    #[case::storeys("floors", "25", Scale::Large)]
    #[case::fewer_storeys("floors", "24", Scale::Medium)]
    #[case::four_storeys("floors", "4", Scale::Small)]
    #[case::wide("single_span", "30", Scale::Large)]
    #[case::single_building("single_building_area", "30000", Scale::Large)]
    #[case::small_building("single_building_area", "2999.99", Scale::Small)]
    #[case::group("project_building_area", "100000", Scale::Large)]
    #[case::smaller_group("project_building_area", "99999.99", Scale::Medium)]
    fn works_are_as_large_as_any_of_their_measures(#[case] metric: &str, #[case] amount: &str, #[case] scale: Scale) {
        let scaled = of(&Works::housing(&[(metric, amount)]), today()).unwrap();
        assert_eq!(scaled.at_least, scale);
        assert_eq!(scaled.missing.len(), 4, "the others are not known: {:?}", scaled.missing);
        assert_eq!(scaled.confidence, Confidence::ConfirmedCopy);
    }

    #[test]
    fn the_largest_measure_decides() {
        let scaled = of(&Works::housing(&[("building_height", "10"), ("floors", "3"), ("single_span", "31")]), today());
        assert_eq!(scaled.unwrap().at_least, Scale::Large);
    }

    #[test]
    fn what_the_table_does_not_know_has_no_scale() {
        let works =
            Works {
                item: "污水处理工程".to_owned(), category: "市政公用工程".to_owned(), ..Works::housing(&[])
            };
        assert_eq!(of(&works, today()), None);
        assert_eq!(
            of(&Works::housing(&[("floors", "30")]), "2007-07-03".parse().unwrap()),
            None,
            "before the standard"
        );
        assert!(of(&Works::housing(&[("floors", "30")]), "2007-07-04".parse().unwrap()).is_some());
    }

    #[test]
    fn a_bridge_is_measured_with_its_contract_so_the_reviewer_decides() {
        let works = Works {
            item: "城市桥梁(各类城市道路不限)".to_owned(),
            category: "市政公用工程".to_owned(),
            ..Works::housing(&[("bridge_single_span", "40")])
        };
        let scaled = of(&works, today()).unwrap();
        assert_eq!((scaled.at_least, scaled.confidence), (Scale::Large, Confidence::Secondary));
    }

    #[test]
    fn the_table_is_read_whole() {
        assert_eq!(all().len(), lines(TABLE));
        for row in all() {
            assert!(measure::find(&row.metric).is_some(), "{row:?}");
            assert!(row.medium_from < row.large_from, "{row:?}");
            assert!(matches!(row.large_bound, Bound::AtLeast | Bound::Above), "{row:?}");
        }
    }
}
