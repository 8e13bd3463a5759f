//! Two dates in one cell: `2017-10-10TO2017-12-10`, `2015年5月1日至长期`.

use chrono::NaiveDate;

use super::read;
use crate::standard::reading::{Absent, Defect, Read, Reading};
use crate::standard::text::{fold, placeholder};

/// A first and a last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub start: NaiveDate,
    /// Last day; `None` where the writer says there is no end.
    pub end: Option<NaiveDate>,
}

/// Reads a range of dates; see [`read`] for `today`. The end may be `长期`, not missing.
pub fn read_range(text: &str, today: NaiveDate) -> Result<Read<DateRange>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let text = fold(text);
    let (start, end) = split(&text).ok_or_else(unknown_form)?;
    let (start, end) = (read(start, today)?, read(end, today)?);
    let warnings = [start.warnings, end.warnings].concat();
    let Reading::Value(start) = start.reading else { return Err(unknown_form()) };
    let end = match end.reading {
        Reading::Value(end) => Some(end),
        Reading::Absent(Absent::NotApplicable) => None,
        Reading::Absent(_) => return Err(unknown_form()),
    };
    if end.is_some_and(|end| end < start) {
        return Err(Defect::new("date.range_order", "截止日期早于起始日期", "请核对两个日期的先后"));
    }
    Ok(Read { reading: Reading::Value(DateRange { start, end }), warnings })
}

fn split(text: &str) -> Option<(&str, &str)> {
    let separated = ["TO", "to", "To", "至", "到", "~", "——", "—", "--", " - "]
        .into_iter()
        .find_map(|separator| text.split_once(separator));
    // A single hyphen separates two dates that are themselves written without one.
    let (start, end) = separated.or_else(|| text.split_once('-').filter(|(_, rest)| !rest.contains('-')))?;
    let end = end.trim().trim_end_matches("止").trim();
    Some((start.trim().trim_start_matches(['自', '从']).trim_end_matches("起").trim(), end))
}

fn unknown_form() -> Defect {
    Defect::new("date.range_form", "看不懂这个起止日期", "请按 2015-05-01至2018-04-30 的格式填写")
}
