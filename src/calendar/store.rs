//! The years that an administrator entered.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::{Conn, Result};
use crate::record::record;
use crate::schema::calendar_year;

/// A year as it was entered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = calendar_year, treat_none_as_default_value = false)]
pub struct CalendarYear {
    /// The year.
    pub id: i64,
    /// Its special days, JSON.
    pub days: String,
    /// Version of the row.
    pub row_version: i64,
}

record!(CalendarYear, calendar_year, head);

/// All years that were entered, in order.
pub fn all(conn: &mut Conn) -> Result<Vec<CalendarYear>> {
    Ok(calendar_year::table.order(calendar_year::id).select(CalendarYear::as_select()).load(conn)?)
}

/// A year.
pub fn find(conn: &mut Conn, year: i32) -> Result<Option<CalendarYear>> {
    let found = calendar_year::table.find(i64::from(year)).select(CalendarYear::as_select());
    Ok(found.first(conn).optional()?)
}

/// Years after one, at most so many.
pub fn ids_after(conn: &mut Conn, after: i64, rows: usize) -> Result<Vec<i64>> {
    let later = calendar_year::table.filter(calendar_year::id.gt(after)).order(calendar_year::id);
    Ok(later.limit(rows.try_into().unwrap_or(i64::MAX)).select(calendar_year::id).load(conn)?)
}
