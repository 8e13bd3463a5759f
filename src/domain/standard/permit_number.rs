//! Construction permit numbers (施工许可证编号): eighteen digits, the national record form, or an old text.
//!
//! Eighteen digits of a permit look like a resident ID: region, then a date in full. Masking by pattern would destroy them,
//! and a resident ID taken for a permit would be published; [`is_permit_like`] tells them apart.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::project_number::{RecordNumber, Stage};
use super::reading::{Defect, Read};
use super::region::{self, Lookup};
use super::resident_id::ResidentId;
use super::text::{code_text, fold, normalise_brackets, placeholder};

/// Digits 17 and 18 of a permit where they follow the class list; many numbers do not (provinces put a category or a serial
/// there), so a class is a hint. Source: municipal permit notices, see `rules/permit_class_codes`.
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

/// The first full year of the permit system: 建筑工程施工许可管理办法 (建设部令第71号) took effect on 1999-12-01.
const FIRST_YEAR: i32 = 2000;

/// A permit number in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PermitNumber {
    /// Eighteen digits: region, date, and four of serial and class in either order.
    Digits(String),
    /// The national record form, `<project number>-SX-NNN`.
    Record(RecordNumber),
    /// Anything else a province printed, brackets and widths folded: `（2010）施（朝）建字0009号`.
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
/// is in these registries, and there were no permits before 2000. Between, what passes as a resident ID is not called a permit.
pub fn is_permit_like(text: &str) -> bool {
    matches!(likeness(&code_text(text)), Likeness::Permit)
}

/// What eighteen digits are like.
enum Likeness {
    Permit,
    /// A permit by its parts, but a resident ID by its check: `2000..2010` is the date of either.
    Either,
    ResidentId,
    Neither,
}

fn likeness(code: &str) -> Likeness {
    let resident_id = ResidentId::parse_undated(code).is_ok();
    let digits = code.len() == 18 && code.bytes().all(|byte| byte.is_ascii_digit());
    let region = code.get(..6).is_some_and(|region| region::lookup(region) != Lookup::Unknown);
    match date_in(code).filter(|_date| digits && region).map(|date| date.year()) {
        Some(FIRST_YEAR..2010) if resident_id => Likeness::Either,
        Some(FIRST_YEAR..2100) => Likeness::Permit,
        _ if resident_id => Likeness::ResidentId,
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
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::standard::resident_id;

    #[rstest]
    #[case("410100201501010101", Some("一般工业与民用建筑工程"), None)]
    #[case("410100201501010118", Some("市政桥梁工程"), None)]
    #[case("410100201501010302", Some("冶金有色工业建筑安装工程"), None)]
    #[case("410100201501010199", None, None)]
    #[case("410100201513010101", Some("一般工业与民用建筑工程"), Some("permit_number.parts"))]
    fn the_tail_is_not_checked(#[case] written: &str, #[case] class: Option<&str>, #[case] warning: Option<&str>) {
        let read = read(written).unwrap();
        assert_eq!(read.value().unwrap().class_hint(), class);
        assert_eq!(read.warnings.first().map(|defect| defect.code), warning);
    }

    #[test]
    fn a_permit_is_no_resident_id_and_a_resident_id_no_permit() {
        assert!(is_permit_like("410100201501010101"));
        assert!(!is_permit_like("410100190001010019"));
        assert_eq!(read("410100190001010019").unwrap_err().code, "permit_number.resident_id");
    }

    #[test]
    fn one_permit_in_eleven_passes_as_a_resident_id_and_is_still_a_permit() {
        let passing = |date: &str| {
            let body = format!("410100{date}010");
            let check = resident_id::check_character(body.as_bytes().try_into().unwrap()).unwrap();
            format!("{body}{}", char::from(check))
        };
        let (recent, early) = (passing("20150101"), passing("20050102"));
        assert!(ResidentId::parse_undated(&recent).is_ok() && ResidentId::parse_undated(&early).is_ok());
        assert!(is_permit_like(&recent) && !is_permit_like(&early));
        assert!(read(&recent).unwrap().warnings.is_empty());
        assert_eq!(read(&early).unwrap().warnings.first().unwrap().code, "permit_number.resembles_resident_id");
    }

    #[rstest]
    #[case("[2010]施[朝]建字0009号", "（2010）施（朝）建字0009号")]
    #[case("【2010】施〔朝〕建字 0009号", "（2010）施（朝）建字0009号")]
    fn old_texts_are_kept_with_one_kind_of_bracket(#[case] written: &str, #[case] kept: &str) {
        let read = read(written).unwrap();
        assert_eq!(read.value().unwrap().to_string(), kept);
        assert_eq!(read.warnings.first().unwrap().code, "permit_number.local");
    }

    #[test]
    fn the_record_form_is_a_permit_when_its_stage_says_so() {
        assert!(read("4101001501010101-SX-001").unwrap().warnings.is_empty());
        let tender = read("4101001501010101-BD-001").unwrap();
        assert_eq!(tender.warnings.first().unwrap().code, "permit_number.stage");
    }

    proptest! {
        #[test]
        fn a_shown_number_reads_back(tail in "20[0-2][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{4}") {
            if let Ok(first) = read(&format!("410100{tail}")) {
                prop_assert_eq!(read(&first.value().unwrap().to_string()).unwrap(), first);
            }
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let _ = (read(&text), is_permit_like(&text), class_name(&text));
        }
    }
}
