//! Administrative regions of China (GB/T 2260): six digits, two each for province, city and county.
//!
//! Codes are retired when a county becomes a district, and some are given out again for another place, so every entry has
//! the period in which the compared editions list it. The table and its sources: `fixtures/standard/README.md`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::text::search_key;

mod name;

pub use name::by_name;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/standard/regions.csv"));

/// All regions, by code and then by age, the one in force last.
static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    // A row that cannot be read would be a fault of the committed table; the tests count the rows.
    csv::Reader::from_reader(TABLE.as_bytes())
        .into_deserialize::<Row>()
        .filter_map(|row| row.ok().map(Region::from))
        .collect()
});

/// The level of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省、自治区、直辖市、特别行政区.
    Province,
    /// 地级市、地区、自治州、盟.
    City,
    /// No region of its own but a heading in the code: 市辖区, 县, 省直辖县级行政区划.
    Group,
    /// 县、县级市、市辖区.
    County,
}

/// One region for the time its code and name were in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: String,
    /// Full name without its parents: `金水区`.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Code of the region above; `None` for a province.
    pub parent: Option<String>,
    /// One-character abbreviation of a province: `豫`.
    pub abbreviation: Option<String>,
    /// Date of the first compared edition that lists it; `None` when the oldest one does.
    pub valid_from: Option<NaiveDate>,
    /// Date of the last compared edition that lists it; `None` when the newest one does.
    pub valid_to: Option<NaiveDate>,
    /// How sure the entry is: `secondary`, or `from knowledge, unconfirmed`.
    pub confidence: String,
    /// What name search compares.
    key: String,
}

/// A line of the table.
#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    level: Level,
    parent: Option<String>,
    abbreviation: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    confidence: String,
}

impl From<Row> for Region {
    fn from(row: Row) -> Self {
        Self {
            key: search_key(&row.name),
            code: row.code,
            name: row.name,
            level: row.level,
            parent: row.parent,
            abbreviation: row.abbreviation,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            confidence: row.confidence,
        }
    }
}

impl Region {
    /// Whether the newest edition still lists it.
    pub const fn is_current(&self) -> bool {
        self.valid_to.is_none()
    }

    /// Whether the code and name were in force on a day, as far as the compared editions tell.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// What the table says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// A region of today or of former times.
    Known(&'static Region),
    /// Not in the table, but the city or province its first digits name is: a development zone's pseudo code, like 320291.
    Under(&'static Region),
    /// No region code at all.
    Unknown,
}

/// Every region, current and former, in the order of codes.
pub fn all() -> &'static [Region] {
    &REGIONS
}

/// The region with a code: the one in force, or the one that bore the code last.
pub fn find(code: &str) -> Option<&'static Region> {
    same_code(code).next_back()
}

/// The region that bore a code on a day; without one, as [`find`].
pub fn find_on(code: &str, day: NaiveDate) -> Option<&'static Region> {
    same_code(code).find(|region| region.is_valid_on(day)).or_else(|| find(code))
}

/// As [`find`], with the nearest region above for a code the table does not know.
pub fn lookup(code: &str) -> Lookup {
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Lookup::Unknown;
    }
    let above = |digits: usize| find(&format!("{:0<6}", code.get(..digits)?));
    match find(code) {
        Some(region) => Lookup::Known(region),
        None => above(4).or_else(|| above(2)).map_or(Lookup::Unknown, Lookup::Under),
    }
}

/// The current regions directly below a code, in the order of codes; the provinces below `000000`.
pub fn children(code: &str) -> impl Iterator<Item = &'static Region> {
    all_children(code).filter(|region| region.is_current())
}

/// The current and former regions directly below a code.
pub(crate) fn all_children(code: &str) -> impl Iterator<Item = &'static Region> {
    let parent = if code == "000000" { None } else { Some(code.to_owned()) };
    starting_with(prefix(code).unwrap_or(code)).iter().filter(move |region| region.parent == parent)
}

/// The names from the province down, joined by `-`: `河南省-郑州市-金水区`. A pseudo code gives the path above it.
pub fn path(code: &str) -> Option<String> {
    let (Lookup::Known(region) | Lookup::Under(region)) = lookup(code) else { return None };
    let mut names = vec![region.name.as_str()];
    let mut above = region.parent.as_deref().and_then(find);
    while let Some(region) = above {
        names.push(&region.name);
        above = region.parent.as_deref().and_then(find);
    }
    names.reverse();
    Some(names.join("-"))
}

/// The leading digits all regions within a region share: 2 for a province, 4 for a city, 6 for a county, none for the
/// centre (`000000`). `None` when the text is not six digits.
pub fn prefix(code: &str) -> Option<&str> {
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match code {
        "000000" => Some(""),
        _ if code.ends_with("0000") => code.get(..2),
        _ if code.ends_with("00") => code.get(..4),
        _ => Some(code),
    }
}

/// The codes of a region and of those around it, the widest first: `410105` gives `410000`, `410100`, `410105`.
pub fn around(code: &str) -> Vec<String> {
    let digits = prefix(code).map_or(0, str::len);
    let tiers = [2, 4, 6].into_iter().filter(|length| *length <= digits);
    tiers.filter_map(|length| code.get(..length)).map(|prefix| format!("{prefix:0<6}")).collect()
}

/// The abbreviation of the province a code lies in: `410105` gives `豫`.
pub fn province_abbreviation(code: &str) -> Option<&'static str> {
    find(&format!("{:0<6}", code.get(..2)?))?.abbreviation.as_deref()
}

/// The province a one-character abbreviation names.
pub fn province_by_abbreviation(abbreviation: &str) -> Option<&'static Region> {
    children("000000").find(|region| region.abbreviation.as_deref() == Some(abbreviation))
}

fn same_code(code: &str) -> impl DoubleEndedIterator<Item = &'static Region> {
    // Six digits are a whole code; fewer would find what merely starts with them.
    let rows = if code.len() == 6 { starting_with(code) } else { &[] };
    rows.iter()
}

/// The part of the table whose codes start with the digits given.
fn starting_with(digits: &str) -> &'static [Region] {
    let regions = all();
    let start = regions.partition_point(|region| region.code.as_str() < digits);
    let rest = regions.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|region| region.code.starts_with(digits))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
