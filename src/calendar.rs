//! The calendar of working days as this platform has it: the years that come with it, and those an administrator entered
//! before the next release brought them.

pub mod store;

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::db::{Conn, Tx};
use crate::domain::standard::calendar::{Calendar, SpecialDay};
use crate::domain::vocabulary::calendar::DayKind;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, FieldError, Result};
use crate::ledger::verify::Heads;
use crate::record::{Act, Table};
use store::CalendarYear;

/// The calendar in force.
pub fn load(conn: &mut Conn) -> Result<Calendar> {
    let mut entered: Vec<SpecialDay> = Vec::new();
    for year in store::all(conn)? {
        entered.extend(serde_json::from_str::<Vec<SpecialDay>>(&year.days).map_err(Error::internal)?);
    }
    Ok(Calendar::on_file().replaced_by(&Calendar::new(entered)))
}

/// Enters the special days of a year, as the State Council's notice names them, in place of what is on file for it. Whoever
/// calls this has asked who may.
pub fn enter_year(tx: &mut Tx<'_>, actor: &str, year: i32, days: &[SpecialDay]) -> Result<()> {
    let mut defects: Vec<FieldError> =
        days.iter().enumerate().filter_map(|(place, day)| defect(place, day, year)).collect();
    let distinct: BTreeSet<NaiveDate> = days.iter().map(|day| day.day).collect();
    if distinct.len() < days.len() {
        defects.push(FieldError::new("days", "calendar.day_twice", "同一天列了两次。请删去重复的一天。"));
    }
    if !days.iter().any(|day| day.kind == DayKind::Holiday) {
        let text = "没有列出放假的日期。请按国务院办公厅的通知填写。";
        defects.push(FieldError::new("days", "calendar.no_holiday", text));
    }
    if !defects.is_empty() {
        return Err(Error::Invalid(defects));
    }
    let days = Calendar::new(days.iter().cloned());
    let days = serde_json::to_string(&days.days().collect::<Vec<_>>()).map_err(Error::internal)?;
    let entered = CalendarYear { id: year.into(), days, row_version: 1 };
    let mut act = Act::on(HeadKind::Calendar, year);
    match store::find(tx.conn, year)? {
        None => act.insert(tx, &[entered])?,
        Some(before) => drop(act.update(tx, &before, entered)?),
    }
    act.finish(tx, actor)
}

/// The years as the ledger speaks of them.
pub fn heads() -> Heads {
    let ids_after = |conn: &mut Conn, after, rows| Ok(store::ids_after(conn, after, rows)?);
    Heads { kind: HeadKind::Calendar, ids_after, tables: vec![Table::of::<CalendarYear>()] }
}

/// What is wrong with a day of a notice.
fn defect(place: usize, day: &SpecialDay, year: i32) -> Option<FieldError> {
    let is_weekend = matches!(day.day.weekday(), Weekday::Sat | Weekday::Sun);
    let path = |field: &str| format!("days/{place}/{field}");
    if day.day.year() != year {
        let text = format!("{} 不在 {year} 年。请核对日期。", day.day);
        return Some(FieldError::new(path("day"), "calendar.other_year", text));
    }
    if day.kind == DayKind::Working && !is_weekend {
        let text = format!("{} 不是周六或周日，本来就是工作日。补班只能在周末。", day.day);
        return Some(FieldError::new(path("day"), "calendar.no_weekend", text));
    }
    [("name", &day.name, "节日名称"), ("document", &day.document, "通知文号")]
        .into_iter()
        .find(|(_, text, _)| text.trim().is_empty())
        .map(|(field, _, label)| FieldError::new(path(field), "field.required", format!("请填写{label}。")))
}
