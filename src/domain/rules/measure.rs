//! What is measured of works.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::table::{rows, table};

/// Decimal places that a quantity keeps.
const PLACES: usize = 6;
/// One, as a quantity keeps it.
const ONE: i64 = 1_000_000;

/// An amount of something in millionths of its unit, exact: a fen is one millionth of 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(pub i64);

impl Quantity {
    /// So many millimetres, in metres.
    pub fn millimetres(length: i64) -> Option<Self> {
        length.checked_mul(1_000).map(Self)
    }

    /// So many hundredths of a square metre, in square metres.
    pub fn square_decimetres(area: i64) -> Option<Self> {
        area.checked_mul(10_000).map(Self)
    }

    /// So many fen, in 万元.
    pub fn fen(amount: i64) -> Self {
        Self(amount)
    }

    /// So many whole units.
    pub fn whole(count: i64) -> Option<Self> {
        count.checked_mul(ONE).map(Self)
    }

    /// Reads a plain decimal: digits, a point, no sign; at most six places.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, places) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(places) || places.len() > PLACES {
            return None;
        }
        let whole = whole.parse::<i64>().ok()?.checked_mul(ONE)?;
        let places = format!("{places:0<PLACES$}").parse::<i64>().ok()?;
        whole.checked_add(places).map(Self)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.0 / ONE, self.0 % ONE);
        if places == 0 {
            return write!(f, "{whole}");
        }
        let places = format!("{places:0PLACES$}");
        write!(f, "{whole}.{}", places.trim_end_matches('0'))
    }
}

/// Something that is measured.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Metric {
    /// Its name for programs.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// Its unit.
    pub unit: String,
}

impl Metric {
    /// An amount of it, in words.
    pub fn said(&self, quantity: Quantity) -> String {
        format!("{} {quantity} {}", self.label, self.unit)
    }
}

const TABLE: &str = table!("metrics.csv");

static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| rows(TABLE));

/// Everything that is measured.
pub fn all() -> &'static [Metric] {
    &METRICS
}

/// What a name means.
pub fn find(name: &str) -> Option<&'static Metric> {
    all().iter().find(|metric| metric.name == name)
}

/// What is to be built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Works {
    /// Sequence of the qualification that they need: `施工总承包`.
    pub sequence: String,
    /// Its category: `建筑工程`.
    pub category: String,
    /// What kind of works of the category, as the table of scopes names it: `房屋建筑`; empty where it is not known.
    pub item: String,
    /// How large, by name of the metric.
    pub measures: BTreeMap<String, Quantity>,
    /// Where.
    pub region_code: String,
}

impl Works {
    /// How much of something.
    pub fn measure(&self, metric: &str) -> Option<Quantity> {
        self.measures.get(metric).copied()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
impl Works {
    /// Housing of some measures, for the tests of the rules.
    pub(super) fn housing(measures: &[(&str, &str)]) -> Self {
        let measures = measures.iter().map(|(metric, amount)| ((*metric).to_owned(), Quantity::read(amount).unwrap()));
        Self {
            sequence: "施工总承包".to_owned(),
            category: "建筑工程".to_owned(),
            item: "房屋建筑".to_owned(),
            measures: measures.collect(),
            region_code: "410105".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::table::lines;

    #[rstest]
    #[case("3000", Some(3_000_000_000), "3000")]
    #[case("1.5", Some(1_500_000), "1.5")]
    #[case("0.000001", Some(1), "0.000001")]
    #[case("123.456789", Some(123_456_789), "123.456789")]
    #[case("1.0000001", None, "")]
    #[case("-1", None, "")]
    #[case("1e3", None, "")]
    #[case(".5", None, "")]
    #[case("", None, "")]
    #[case("99999999999999999999", None, "")]
    #[case("9300000000000", None, "")]
    fn a_quantity_is_an_exact_decimal(#[case] text: &str, #[case] millionths: Option<i64>, #[case] shown: &str) {
        let read = Quantity::read(text);
        assert_eq!(read, millionths.map(Quantity));
        assert_eq!(read.map(|quantity| quantity.to_string()).unwrap_or_default(), shown);
    }

    #[test]
    fn what_the_registries_keep_becomes_a_quantity_exactly() {
        assert_eq!(Quantity::millimetres(23_800), Quantity::read("23.8"));
        assert_eq!(Quantity::square_decimetres(520_050), Quantity::read("5200.5"));
        assert_eq!(Some(Quantity::fen(123_456_789)), Quantity::read("123.456789"));
        assert_eq!(Quantity::whole(18), Quantity::read("18"));
        assert_eq!((Quantity::whole(i64::MAX), Quantity::millimetres(i64::MAX)), (None, None));
    }

    #[test]
    fn every_metric_is_read_and_has_a_name() {
        assert_eq!(all().len(), lines(TABLE));
        assert!(all().iter().all(|metric| !metric.label.is_empty() && !metric.unit.is_empty()));
        assert!(find("building_height").is_some() && find("beauty").is_none());
    }
}
