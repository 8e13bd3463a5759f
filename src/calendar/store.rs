//! The days that an administrator entered.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::{Conn, Result};
use crate::domain::standard::calendar::SpecialDay;
use crate::domain::vocabulary::calendar::DayKind;
use crate::schema::calendar_day;

/// A special day as it was entered.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = calendar_day)]
pub struct DayRow {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is free or made up for.
    pub kind: DayKind,
    /// The holiday it belongs to.
    pub name: String,
    /// The notice that says so.
    pub document: String,
    /// Who entered it.
    pub actor: String,
    /// When.
    pub entered_at: NaiveDateTime,
    /// Version of the row.
    pub row_version: i64,
}

impl From<DayRow> for SpecialDay {
    fn from(row: DayRow) -> Self {
        Self { day: row.day, kind: row.kind, name: row.name, document: row.document }
    }
}

/// All days that were entered, in order.
pub fn all(conn: &mut Conn) -> Result<Vec<DayRow>> {
    Ok(calendar_day::table.order(calendar_day::day).select(DayRow::as_select()).load(conn)?)
}

/// Takes out the days of a year.
pub fn remove_year(conn: &mut Conn, year: i32) -> Result<()> {
    let of_year = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    if let (Some(first), Some(last)) = (of_year(1, 1), of_year(12, 31)) {
        diesel::delete(calendar_day::table.filter(calendar_day::day.between(first, last))).execute(conn)?;
    }
    Ok(())
}

/// Adds days.
pub fn insert(conn: &mut Conn, rows: &[DayRow]) -> Result<()> {
    for row in rows {
        diesel::insert_into(calendar_day::table).values(row).execute(conn)?;
    }
    Ok(())
}
