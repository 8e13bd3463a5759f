//! What an unknown number looks like, without trusting it.

use super::record::RecordNumber;
use super::{ProjectNumber, Stage};
use crate::standard::permit_number;
use crate::standard::region::{self, Lookup};
use crate::standard::text::code_text;

/// What a number looks like. Forms overlap, so this sorts and never identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// A national project number, 16 digits with a plausible region and date.
    National,
    /// A record number in the national form, or in the prefix form `YJ-<project number>-NNN`.
    Record,
    /// An investment platform's project code, `2016-410100-48-01-000001-000`.
    Investment,
    /// A record number in a provincial form: `HZ001`, `<investment code>-JX-001`.
    ProvincialRecord,
    /// A provincial project number: sixteen digits with a four-digit year, or a GUID.
    Provincial,
    /// A construction permit's number of eighteen digits.
    Permit,
    /// Anything else.
    Unknown,
}

/// Sorts a number by its form.
pub fn classify(text: &str) -> NumberKind {
    let code = code_text(text);
    if permit_number::is_permit_like(&code) {
        NumberKind::Permit
    } else if let Some(number) = ProjectNumber::from_code(&code) {
        sixteen_digits(number)
    } else if RecordNumber::from_code(&code).is_some() || is_performance_record(&code) {
        NumberKind::Record
    } else if is_investment_code(&code) {
        NumberKind::Investment
    } else if is_provincial_record(&code) {
        NumberKind::ProvincialRecord
    } else if is_guid(&code) || is_seventeen_digit(&code) {
        NumberKind::Provincial
    } else {
        NumberKind::Unknown
    }
}

/// A provincial number with a four-digit year has `20` where the national one has a two-digit year; where both dates can
/// be read (`…2012…`), the national reading is the likelier.
fn sixteen_digits(number: ProjectNumber) -> NumberKind {
    let region_known = region::lookup(number.region()) != Lookup::Unknown;
    let year_in_full = number.as_str().get(6..10).is_some_and(|year| ("1990".."2100").contains(&year));
    match (region_known, number.date().is_some(), year_in_full) {
        (true, true, _) => NumberKind::National,
        (true, false, true) => NumberKind::Provincial,
        _ => NumberKind::Unknown,
    }
}

/// `YJ-4101001501010101-007`: technical performance of a project.
fn is_performance_record(code: &str) -> bool {
    let Some((project, serial)) = code.strip_prefix("YJ-").and_then(|rest| rest.split_once('-')) else { return false };
    ProjectNumber::from_code(project).is_some() && is_digits(serial, 3..=4)
}

/// Four digits of year, six of region or ministry, two of industry, two of type, six of serial, perhaps three of part.
fn is_investment_code(code: &str) -> bool {
    let parts: Vec<&str> = code.split('-').collect();
    let lengths: &[usize] = match parts.len() {
        5 => &[4, 6, 2, 2, 6],
        6 => &[4, 6, 2, 2, 6, 3],
        _ => return false,
    };
    parts.iter().zip(lengths).all(|(part, length)| is_digits(part, *length..=*length))
}

/// `HZ001` (Yunnan) and `<investment code>-JX-001` (Zhejiang).
fn is_provincial_record(code: &str) -> bool {
    let bare = code
        .split_at_checked(2)
        .is_some_and(|(stage, serial)| Stage::from_code(stage).is_some() && is_digits(serial, 3..=4));
    let tail = code.rsplit_once('-').and_then(|(rest, serial)| Some((rest.rsplit_once('-')?, serial)));
    let investment = tail.is_some_and(|((investment, stage), serial)| {
        is_investment_code(investment) && Stage::from_code(stage).is_some() && is_digits(serial, 3..=4)
    });
    bare || investment
}

fn is_guid(code: &str) -> bool {
    let lengths = code.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && code.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// Jiangsu 2015: seven digits of authority, six of year and month, four of serial.
fn is_seventeen_digit(code: &str) -> bool {
    is_digits(code, 17..=17) && code.get(7..11).is_some_and(|year| ("2000".."2100").contains(&year))
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
