//! The calendar of working days as this platform has it: the years that come with it, and those an administrator entered
//! before the next release brought them.

pub mod store;

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::db::{Conn, Tx};
use crate::domain::standard::calendar::{Calendar, SpecialDay};
use crate::domain::vocabulary::calendar::DayKind;
use crate::error::{Error, FieldError, Result};
use store::DayRow;

/// The calendar in force.
pub fn load(conn: &mut Conn) -> Result<Calendar> {
    let entered = Calendar::new(store::all(conn)?.into_iter().map(SpecialDay::from));
    Ok(Calendar::on_file().replaced_by(&entered))
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
        defects.push(FieldError::new(
            "days",
            "calendar.no_holiday",
            "没有列出放假的日期。请按国务院办公厅的通知填写。",
        ));
    }
    if !defects.is_empty() {
        return Err(Error::Invalid(defects));
    }
    store::remove_year(tx.conn, year)?;
    let row = |day: &SpecialDay| DayRow {
        day: day.day,
        kind: day.kind,
        name: day.name.trim().to_owned(),
        document: day.document.trim().to_owned(),
        actor: actor.to_owned(),
        entered_at: tx.now,
        row_version: 1,
    };
    Ok(store::insert(tx.conn, &days.iter().map(row).collect::<Vec<_>>())?)
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
