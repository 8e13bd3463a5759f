//! Construction permit numbers (施工许可证编号): eighteen digits, the national record form, or an old text.
//!
//! Eighteen digits of a permit look like a resident ID: region, then a date in full. Masking by pattern would destroy them,
//! and a resident ID taken for a permit would be published; [`is_permit_like`] tells them apart.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::project_number::{RecordNumber, Stage};
use super::reading::{Defect, Read};
use super::region::{self, Lookup};
use super::resident_id::{self, ResidentId};
use super::text::{code_text, fold, normalise_brackets, placeholder};

/// Digits 17 and 18 of a permit where they follow the class list; many numbers do not (provinces put a category or a serial
/// there), so a class is a hint. Source: permit guides of several cities that print the same list.
const CLASSES: [&str; 19] = [
    "一般工业与民用建筑工程",
    "冶金有色工业建筑安装工程",
    "煤炭工业建筑安装工程",
    "石油工业建筑安装工程",
    "化学工业建筑安装工程",
    "电力工业建筑安装工程",
    "建材工业建筑安装工程",
    "森林工业建筑安装工程",
    "轻纺工业建筑安装工程",
    "水利建筑工程",
    "铁路建筑工程",
    "公路建筑工程",
    "港口建筑工程",
    "航空航天建筑安装工程",
    "邮电通信电子设备安装工程",
    "热力及燃气建筑安装工程",
    "给排水工程",
    "市政桥梁工程",
    "其他工程",
];

/// The first day of the permit system: 建筑工程施工许可管理办法 (建设部令第71号) took effect on 1999-12-01.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1999, 12, 1) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A permit number in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PermitNumber {
    /// Eighteen digits: region, date, and four of serial and class in either order.
    Digits(String),
    /// The national record form, `<project number>-SX-NNN`.
    Record(RecordNumber),
    /// Anything else a province printed, brackets and widths folded: `（2010）施（朝）建字0001号`.
    Text(String),
}

impl PermitNumber {
    /// The date in an eighteen-digit number.
    pub fn date(&self) -> Option<NaiveDate> {
        match self {
            Self::Digits(digits) => date_in(digits),
            Self::Record(_) | Self::Text(_) => None,
        }
    }

    /// The class of works the last two digits name, where they follow the list: a hint only.
    pub fn class_hint(&self) -> Option<&'static str> {
        let Self::Digits(digits) = self else { return None };
        class_name(digits.get(16..)?)
    }
}

/// The class of works of a two-digit code, `01` to `19`.
pub fn class_name(code: &str) -> Option<&'static str> {
    let number: usize = code.parse().ok().filter(|_number| code.len() == 2)?;
    CLASSES.get(number.checked_sub(1)?).copied()
}

/// Whether a text has the form of an eighteen-digit permit and cannot be a resident ID of somebody at work.
///
/// One permit in eleven also passes the check of a resident ID, so the date decides as far as it can: nobody born since 2010
/// is in these registries, and there were no permits before December 1999. Between, what passes as a resident ID is not
/// called a permit.
pub fn is_permit_like(text: &str) -> bool {
    let code = code_text(text);
    code.bytes().all(|byte| byte.is_ascii_digit()) && matches!(likeness(&code), Likeness::Permit)
}

/// What eighteen digits are like.
enum Likeness {
    Permit,
    /// A permit by its parts, but a resident ID by its check: until 2010 its date is that of either.
    Either,
    /// A date before there were permits, or an X at the end; a check that fails may be a slip of the writer's.
    ResidentId,
    Neither,
}

fn likeness(code: &str) -> Likeness {
    let region = code.get(..6).is_some_and(|region| region::lookup(region) != Lookup::Unknown);
    let Some(date) = date_in(code).filter(|_date| region && code.len() == 18) else { return Likeness::Neither };
    match date.year() {
        1900.. if date < FIRST_DAY || code.ends_with('X') => Likeness::ResidentId,
        1999..2010 if ResidentId::parse_undated(code).is_ok() => Likeness::Either,
        1999..2100 => Likeness::Permit,
        _ => Likeness::Neither,
    }
}

/// Reads a permit column. Only a resident ID is refused; an unknown form is kept as text, with a warning.
pub fn read(text: &str) -> Result<Read<PermitNumber>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let code = code_text(text);
    if code.len() == 18 && code.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X') {
        return read_digits(code);
    }
    match RecordNumber::parse(&code) {
        Ok(number) if number.stage == Stage::Permit => Ok(Read::sure(PermitNumber::Record(number))),
        Ok(number) => Ok(Read::doubtful(
            PermitNumber::Record(number),
            Defect::new(
                "permit_number.stage",
                "环节编号的环节代码不是 SX（施工许可）",
                "请核对：施工许可的环节编号形如 4101001501010101-SX-001",
            ),
        )),
        Err(_other_form) => Ok(Read::doubtful(
            PermitNumber::Text(normalise_brackets(&fold(text)).replace(' ', "")),
            Defect::new(
                "permit_number.local",
                "不是 18 位施工许可证编号，已按原文保存",
                "有 18 位编号或全国平台编号的请改填该编号",
            ),
        )),
    }
}

/// Reads the number of any record: a permit's, or one that may be built like it. It is kept as written unless somebody's
/// resident ID stands in it; what may be either is kept with a warning.
pub fn read_any(text: &str) -> Result<Read<String>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let number = Read::sure(fold(text));
    if !resident_id::contained_in(text) {
        return Ok(number);
    }
    if matches!(likeness(&code_text(text)), Likeness::Either) {
        return Ok(number.with_warning(Defect::new(
            "permit_number.resembles_resident_id",
            "编号同时符合身份证号码的规则",
            "请核对填写的确是编号，不是个人身份证号码",
        )));
    }
    Err(Defect::new(
        "permit_number.resident_id",
        "编号栏填写的疑似个人身份证号码，未予保存",
        "请填写证书或文件上的编号",
    ))
}

fn read_digits(code: String) -> Result<Read<PermitNumber>, Defect> {
    let likeness = likeness(&code);
    let read = Read::sure(PermitNumber::Digits(code));
    match likeness {
        Likeness::Permit => Ok(read),
        Likeness::Either => Ok(read.with_warning(Defect::new(
            "permit_number.resembles_resident_id",
            "施工许可证编号同时符合身份证号码的规则",
            "请核对填写的确是施工许可证编号，不是个人身份证号码",
        ))),
        Likeness::ResidentId => Err(Defect::new(
            "permit_number.resident_id",
            "施工许可证编号栏填写的疑似个人身份证号码，未予保存",
            "请填写施工许可证上的编号",
        )),
        Likeness::Neither => Ok(read.with_warning(Defect::new(
            "permit_number.parts",
            "施工许可证编号的行政区划（前 6 位）或日期（第 7 至 14 位）不合理",
            "请对照施工许可证核对",
        ))),
    }
}

fn date_in(digits: &str) -> Option<NaiveDate> {
    let part = |range| digits.get::<std::ops::Range<usize>>(range)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(part(6..10)?).ok()?, part(10..12)?, part(12..14)?)
}

impl fmt::Display for PermitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digits(text) | Self::Text(text) => f.write_str(text),
            Self::Record(number) => number.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
