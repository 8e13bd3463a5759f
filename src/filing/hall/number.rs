//! Numbers of filings, for people: where, when, and a serial that reveals nothing of how many there are.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{self, Conn};
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Error, Result};
use crate::schema::filing;

/// Serials tried before somebody is told to come back: with that many taken in a row the day's numbers are used up.
const TRIES: i64 = 16;
/// A step that is prime to a million, so that the serials tried after one another all differ.
const STEP: i64 = 387_911;

/// A number that no filing has: `F-410105-20261122-000123`.
pub fn free(conn: &mut Conn, region_code: &str, day: NaiveDate, id: FilingId) -> Result<String> {
    let serial = |nth: i64| (id.0 + nth * STEP).rem_euclid(1_000_000);
    let number = |nth: i64| format!("F-{region_code}-{}-{:06}", day.format("%Y%m%d"), serial(nth));
    let tried: Vec<String> = (0..TRIES).map(number).collect();
    let query = filing::table.filter(filing::number.eq_any(&tried)).select(filing::number);
    let taken: Vec<String> = query.load(conn).map_err(db::Error::from)?;
    let free = tried.into_iter().find(|number| !taken.contains(number));
    free.ok_or_else(|| Error::Unavailable { retry_after: 1, source: "no free number".into() })
}
