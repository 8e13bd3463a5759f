//! Which tiers decide on a filing, and how long each has.

pub mod order;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::{self, Conn};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::Tier;
use crate::error::{Error, FieldError, Result};
use crate::record::record;
use crate::schema::filing_route;

/// A row of the table of routes. The most particular one in force counts: that of the longest region, then of the kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_route, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RouteRow {
    /// Row id.
    pub id: i64,
    /// Kind of filing; `*` for all.
    pub kind: String,
    /// Scope prefix of the region: empty for everywhere, `41`, `4101`, `410105`.
    pub region_prefix: String,
    /// The tiers that decide, in order: `county,city,province`.
    pub tiers: String,
    /// Working days that each has.
    pub working_days: i64,
    /// Whether two reviewers of a tier have to approve.
    pub four_eyes: bool,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day on which it counts.
    pub valid_until: Option<NaiveDate>,
    /// The document that orders it.
    pub document: Option<String>,
    /// Version of the row.
    pub row_version: i64,
}

record!(RouteRow, filing_route, head);

impl RouteRow {
    /// Whether it does not count after a day, or was revoked before it began.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.valid_until.is_some_and(|until| until <= today || until < self.valid_from)
    }

    /// The region as a code: `000000` for everywhere.
    pub fn region_code(&self) -> String {
        format!("{:0<6}", self.region_prefix)
    }
}

/// Stands for every kind.
pub const EVERY_KIND: &str = "*";
/// Working days of each tier where no row says otherwise: half of the 20 that a decision may take at most
/// (行政许可法 Art. 42), as several tiers decide in turn.
const WORKING_DAYS: i64 = 5;

/// A route that a filing takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The tiers that decide, in order.
    pub tiers: Vec<Tier>,
    /// Working days that each has.
    pub working_days: i64,
    /// Whether two reviewers of a tier have to approve.
    pub four_eyes: bool,
}

/// The route of a kind of filing in a region on a day. Without a row of the table, all tiers decide in turn.
pub fn find(conn: &mut Conn, kind: &str, region_code: &str, on: NaiveDate) -> Result<Route> {
    let rows: Vec<RouteRow> = filing_route::table
        .filter(filing_route::kind.eq_any([kind, EVERY_KIND]))
        .filter(filing_route::valid_from.le(on))
        .filter(filing_route::valid_until.is_null().or(filing_route::valid_until.ge(on)))
        .select(RouteRow::as_select())
        .load(conn)
        .map_err(db::Error::from)?;
    let row = rows
        .into_iter()
        .filter(|row| region_code.starts_with(&row.region_prefix))
        .max_by_key(|row| (row.region_prefix.len(), row.kind == kind, row.valid_from));
    let (tiers, working_days, four_eyes) = match &row {
        Some(row) => (parse(&row.tiers)?, row.working_days, row.four_eyes),
        None => (Tier::ALL.to_vec(), WORKING_DAYS, false),
    };
    let tiers = tiers.into_iter().filter(|tier| has_department(*tier, region_code)).collect();
    Ok(Route { tiers, working_days, four_eyes })
}

/// Beijing, Tianjin, Shanghai and Chongqing: no city stands between their districts and them.
const MUNICIPALITIES: [&str; 4] = ["11", "12", "31", "50"];
/// Third and fourth digit of what a province runs without a city in between: 419001 济源 (GB/T 2260).
const RUN_BY_THE_PROVINCE: &str = "90";

/// Whether a region has a department of a tier above it: where a city itself is meant, no county decides, and where there is
/// no city, no city does.
fn has_department(tier: Tier, region_code: &str) -> bool {
    let digits = region::prefix(region_code).map_or(0, str::len);
    let has_city = !MUNICIPALITIES.iter().any(|municipality| region_code.starts_with(municipality))
        && region_code.get(2..4) != Some(RUN_BY_THE_PROVINCE);
    match tier {
        Tier::County => digits == 6,
        Tier::City => digits >= 4 && has_city,
        Tier::Province => true,
    }
}

/// The tiers of a list, in ascending order, each once.
pub fn parse(text: &str) -> Result<Vec<Tier>> {
    let malformed = || {
        let message = "审核层级应由低到高、以逗号分隔，如 county,city,province。".to_owned();
        Error::Invalid(vec![FieldError::new("tiers", "route.tiers", message)])
    };
    let tiers: Vec<Tier> = text
        .split(',')
        .filter(|tier| !tier.trim().is_empty())
        .map(|tier| tier.trim().parse().map_err(|_unknown| malformed()))
        .collect::<Result<_>>()?;
    if tiers.is_empty() || !tiers.is_sorted_by(|one, other| one < other) {
        return Err(malformed());
    }
    Ok(tiers)
}

/// The tiers of a route as they are kept.
pub fn text(tiers: &[Tier]) -> String {
    tiers.iter().map(|tier| tier.as_str()).collect::<Vec<_>>().join(",")
}

/// The tiers of a route that was kept.
pub fn kept(text: &str) -> Vec<Tier> {
    text.split(',').filter_map(|tier| tier.parse().ok()).collect()
}

/// Row ids of routes after one, ascending, at most so many.
pub fn ids_after(conn: &mut Conn, after: i64, rows: usize) -> Result<Vec<i64>> {
    let ids = filing_route::table
        .filter(filing_route::id.gt(after))
        .order(filing_route::id)
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(filing_route::id);
    Ok(ids.load(conn).map_err(db::Error::from)?)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("county,city,province", &[Tier::County, Tier::City, Tier::Province])]
    #[case(" city , province ", &[Tier::City, Tier::Province])]
    #[case("city", &[Tier::City])]
    #[case("province,city", &[])]
    #[case("city,city", &[])]
    #[case("", &[])]
    #[case("village", &[])]
    fn tiers_are_named_from_below(#[case] text: &str, #[case] tiers: &[Tier]) {
        assert_eq!(parse(text).unwrap_or_default(), tiers);
    }

    #[rstest]
    #[case("410105", 3)]
    #[case("410100", 2)]
    #[case("410000", 1)]
    #[case("500112", 2)]
    #[case("419001", 2)]
    fn a_region_has_departments_above_it_only(#[case] region: &str, #[case] tiers: usize) {
        assert_eq!(Tier::ALL.iter().filter(|tier| has_department(**tier, region)).count(), tiers);
        assert_eq!(kept(&self::text(Tier::ALL)), Tier::ALL);
    }
}
