//! Dates written as one number: `20150501`, Excel serials, seconds and milliseconds of the epoch.

use chrono::{DateTime, Datelike, NaiveDate};

use super::{Written, excel_day, to_china, unknown_form};
use crate::standard::reading::Defect;

/// Excel serials taken for dates: 1954-10-03 to 2119-01-10. Smaller numbers are more likely a count, a floor, a price.
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=80_000;
/// 1900-01-01 00:00 in China as a second of the epoch: how the ministry's interface writes "none".
const YEAR_1900: i64 = -2_209_017_600;

/// `None` when the text is not one number.
pub(super) fn read(text: &str) -> Option<Result<Written, Defect>> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let (digits, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !all_digits(digits) || !all_digits(fraction) {
        return None;
    }
    // "2015.5" is a month; only a serial or an epoch number comes with a fraction.
    if !fraction.is_empty() && digits.len() == 4 && !negative {
        return None;
    }
    let Ok(number) = digits.parse::<i64>() else { return Some(Err(unknown_form())) };
    let number = if negative { -number } else { number };
    Some(interpret(number, digits).ok_or_else(|| refusal(digits.len())))
}

fn interpret(number: i64, digits: &str) -> Option<Written> {
    if let Some(day) = day_with_time(digits).filter(|_day| number > 0) {
        return Some(Written::Day(day));
    }
    match (number, digits.len()) {
        (0 | YEAR_1900, _) => Some(Written::Nothing),
        (_, 12 | 13) if number == YEAR_1900 * 1000 => Some(Written::Nothing),
        (99_991_231, _) => Some(Written::NoEnd),
        (1.., 5) => excel_day(u64::try_from(number).ok().filter(|serial| SERIALS.contains(serial))?).map(Written::Day),
        (1.., 6) => compact(digits).map(Written::Month),
        (1.., 8) => compact(digits).map(Written::Day),
        // Nine and twelve places reach back to 1973; shorter ones cannot be told from other numbers.
        (_, 9 | 10) => from_epoch(number),
        (_, 12 | 13) => from_epoch(number.div_euclid(1000)),
        _ => None,
    }
}

/// The day of `YYYYMMDDhh`, `YYYYMMDDhhmm` or `YYYYMMDDhhmmss`. As numbers of the epoch these would lie after 2030 or, in
/// milliseconds, in the 1970s: a day of our times is meant.
fn day_with_time(digits: &str) -> Option<NaiveDate> {
    let (day, time) = digits.split_at_checked(8)?;
    let day = compact(day).filter(|day| (1900..2100).contains(&day.year()))?;
    let hour: u8 = time.get(..2)?.parse().ok()?;
    (matches!(time.len(), 2 | 4 | 6) && hour <= 24).then_some(day)
}

/// `YYYYMMDD` or `YYYYMM`.
fn compact(digits: &str) -> Option<NaiveDate> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let day = if day.is_empty() { 1 } else { day.parse().ok()? };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day)
}

fn from_epoch(seconds: i64) -> Option<Written> {
    DateTime::from_timestamp(seconds, 0).map(|instant| Written::Day(to_china(instant.naive_utc())))
}

fn refusal(places: usize) -> Defect {
    match places {
        4 => Defect::new("date.year_only", "只写了年份，没有写月和日", "请补全为年-月-日"),
        8 => Defect::new("date.impossible", "没有这一天：8 位数字应为年 4 位、月 2 位、日 2 位", "请核对年、月、日"),
        _ => unknown_form(),
    }
}
