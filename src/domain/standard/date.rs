//! Dates as people, spreadsheets and exports write them.
//!
//! One writer's `2016-4-29 0:00:00` is another's `42489.0`, `1461859200` or `２０１６年４月２９日`; `1900-01-01` and its kin mean "none".
//! All instants are taken in China Standard Time, where every source was written.

mod numeric;
mod range;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};

pub use range::{DateRange, read_range};

use super::reading::{Absent, Defect, Read};
use super::text::{fold, placeholder};

/// Hours of China Standard Time before UTC.
const CHINA_OFFSET: TimeDelta = TimeDelta::hours(8);

/// Reads a date. `today` only bounds how far into the future a date may lie.
///
/// A month without a day is taken as its first day, with a warning. `长期` and the year 9999 are "not applicable".
pub fn read(text: &str, today: NaiveDate) -> Result<Read<NaiveDate>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let text = fold(text);
    if matches!(text.as_str(), "长期" | "永久" | "长期有效" | "永久有效" | "无固定期限" | "无期限")
    {
        return Ok(Read::absent(Absent::NotApplicable));
    }
    let written = match numeric::read(&text) {
        Some(written) => written?,
        None => read_written(&text)?,
    };
    judge(written, today)
}

/// What was written, before asking whether the date makes sense.
#[derive(Debug, Clone, Copy)]
enum Written {
    /// A calendar date.
    Day(NaiveDate),
    /// A year and a month only.
    Month(NaiveDate),
    /// A date that systems write for "none".
    Nothing,
    /// The year 9999 or its like: no end.
    NoEnd,
}

fn judge(written: Written, today: NaiveDate) -> Result<Read<NaiveDate>, Defect> {
    let date = match written {
        Written::Nothing => return Ok(Read::absent(Absent::Placeholder)),
        Written::NoEnd => return Ok(Read::absent(Absent::NotApplicable)),
        Written::Day(date) | Written::Month(date) => date,
    };
    if is_sentinel(date) {
        return Ok(Read::absent(Absent::Placeholder));
    }
    let horizon = today.checked_add_months(Months::new(1200)).unwrap_or(NaiveDate::MAX);
    if date.year() < 1850 || date > horizon {
        return Err(Defect::new("date.range", "日期的年份不合常理", "请核对年份，应为四位公历年份"));
    }
    let mut read = Read::sure(date);
    if matches!(written, Written::Month(_)) {
        read = read.with_warning(Defect::new(
            "date.month_only",
            "只写了年月，没有写日，已按当月 1 日处理",
            "请补全为年-月-日",
        ));
    }
    if Some(date) == NaiveDate::from_ymd_opt(1970, 1, 1) {
        read = read.with_warning(Defect::new(
            "date.epoch",
            "1970 年 1 月 1 日常是系统的默认值，不一定是真实日期",
            "请核对；没有日期的请留空",
        ));
    }
    Ok(read)
}

/// Dates that databases and spreadsheets write when there is none: the first day of 0001 and 1900, and day zero of Excel.
fn is_sentinel(date: NaiveDate) -> bool {
    matches!((date.year(), date.month(), date.day()), (1 | 1753 | 1900, 1, 1) | (1899, 12, 30 | 31))
}

/// Year, month and day with separators, and perhaps a time of day.
fn read_written(text: &str) -> Result<Written, Defect> {
    let (date_part, time_part) = split_time(text);
    let fields = date_fields(date_part).ok_or_else(unknown_form)?;
    let written = calendar(&fields)?;
    let Written::Day(date) = written else { return Ok(written) };
    let Some(time) = time_part else { return Ok(written) };
    let (minutes, offset) = read_time(time).ok_or_else(|| {
        Defect::new("date.time", "日期后面的时间看不懂", "请只填写日期，或按 2015-05-01 08:30:00 的格式填写")
    })?;
    if date == NaiveDate::default() && minutes == 480 {
        // 1970-01-01 08:00 is second zero of the epoch, seen from China.
        return Ok(Written::Nothing);
    }
    let instant = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minutes);
    Ok(Written::Day(offset.map_or(date, |offset| to_china(instant - offset))))
}

fn to_china(utc: NaiveDateTime) -> NaiveDate {
    (utc + CHINA_OFFSET).date()
}

/// The date part, and the time part when one follows after a space or a `T`.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let split = text.split_once(['T', 't']).filter(|(date, _)| date.ends_with(|c: char| c.is_ascii_digit()));
    let split = split.or_else(|| text.split_once(' ').filter(|(_, rest)| rest.contains(':')));
    match split {
        Some((date, time)) => (date, Some(time.trim())),
        None => (text, None),
    }
}

/// The numbers between the separators: two or three of them.
fn date_fields(text: &str) -> Option<Vec<&str>> {
    let text = text.trim_end_matches(['日', '号', '.']);
    let fields: Vec<&str> = text.split(['-', '.', '/', '年', '月', '、']).map(str::trim).collect();
    let fields = match fields.as_slice() {
        // "2015年5月" ends in a separator.
        [year, month, ""] => vec![*year, *month],
        [_, _] | [_, _, _] => fields,
        _ => return None,
    };
    let digits =
        |field: &&str| !field.is_empty() && field.len() <= 4 && field.bytes().all(|byte| byte.is_ascii_digit());
    fields.iter().all(digits).then_some(fields)
}

fn calendar(fields: &[&str]) -> Result<Written, Defect> {
    let (year, month, day) = match fields {
        [year, month] => (year, month, None),
        [year, month, day] => (year, month, Some(day)),
        _ => return Err(unknown_form()),
    };
    if year.len() != 4 {
        return Err(Defect::new(
            "date.year",
            "年份不是四位，或年份没有写在最前面",
            "请按 2015-05-01 的格式填写：四位年份、月、日",
        ));
    }
    let number = |field: &str| field.parse::<u32>().map_err(|_not_digits| unknown_form());
    let (year, month) = (number(year)?, number(month)?);
    let day_number = day.map(|day| number(day)).transpose()?;
    match (year, month, day_number) {
        (0, ..) => return Ok(Written::Nothing),
        (9999, ..) | (2999, 12, Some(31)) => return Ok(Written::NoEnd),
        _ => {}
    }
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day_number.unwrap_or(1)));
    match (date, day_number) {
        (Some(date), Some(_)) => Ok(Written::Day(date)),
        (Some(date), None) => Ok(Written::Month(date)),
        (None, _) => Err(impossible(year, month, day_number)),
    }
}

fn impossible(year: u32, month: u32, day: Option<u32>) -> Defect {
    let reason = match day {
        _ if !(1..=12).contains(&month) => "没有这样的月份：月份应在 1 至 12 之间",
        Some(29) if month == 2 => "没有这一天：这一年不是闰年，2 月没有 29 日",
        Some(0 | 32..) => "没有这一天：日应在 1 至 31 之间",
        _ if year == 0 => "没有公元 0 年",
        _ => "没有这一天：这个月没有这么多天",
    };
    Defect::new("date.impossible", reason, "请核对年、月、日")
}

/// Minutes after midnight, and the offset from UTC where one is written.
fn read_time(text: &str) -> Option<(i64, Option<TimeDelta>)> {
    let (clock, offset) = if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        (clock, Some(TimeDelta::zero()))
    } else if let Some((clock, ahead)) = text.split_once('+') {
        (clock, Some(TimeDelta::minutes(clock_minutes(ahead)?)))
    } else if let Some((clock, behind)) = text.split_once('-') {
        (clock, Some(TimeDelta::minutes(-clock_minutes(behind)?)))
    } else {
        (text, None)
    };
    Some((clock_minutes(clock.trim())?, offset))
}

/// `8:30`, `08:30:00.000` or `0800` as minutes after midnight.
fn clock_minutes(text: &str) -> Option<i64> {
    let (hours, rest) = text.split_once(':').or_else(|| text.split_at_checked(2))?;
    let mut rest = rest.split([':', '.']);
    let hours: u8 = hours.parse().ok()?;
    let minutes: u8 = rest.next().filter(|minutes| !minutes.is_empty()).unwrap_or("0").parse().ok()?;
    let fine = rest.all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (hours <= 24 && minutes < 60 && fine).then_some(i64::from(hours) * 60 + i64::from(minutes))
}

/// The day an Excel serial counts to. Serials from 61 on count from 1899-12-30, since Excel believes in 1900-02-29.
fn excel_day(serial: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

fn unknown_form() -> Defect {
    Defect::new("date.form", "看不懂这个日期", "请按 2015-05-01 或 2015年5月1日 的格式填写")
}

#[cfg(test)]
mod tests;
