//! What people make of a value when they type it: other spellings of dates, widths, brackets, units, fillers for nothing.
//!
//! Only what the intake takes, with a warning at most: the shapes are those of real exports.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::random::Random;
use crate::domain::standard::credit_code::CreditCode;
use crate::intake::{Column, Need};

/// A cell as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// As text.
    Text(String),
    /// As a number.
    Number(f64),
}

/// Fillers for "nothing".
const NOTHING: [&str; 6] = ["-", "/", "无", "NULL", "—", "暂无"];

/// Another way to write the value of a column; `None` where no other way is known for it.
pub fn spoil(column: &Column, text: &str, random: &mut Random) -> Option<Written> {
    if column.personal {
        // Kept to the one slip that harms nobody: a number of a person is not played with.
        return (!text.is_empty()).then(|| Written::Text(format!(" {text}")));
    }
    if text.is_empty() {
        return (column.need == Need::Optional).then(|| Written::Text(random.pick(&NOTHING).to_owned()));
    }
    if let Ok(date) = NaiveDate::from_str(text) {
        return Some(spell_date(date, random));
    }
    if let Ok(code) = CreditCode::parse(text) {
        return Some(Written::Text(spell_code(&code, random)));
    }
    if column.header.ends_with("（万元）") {
        return Some(spell_amount(text, random));
    }
    if text.contains('（') {
        return Some(Written::Text(text.replace('（', "(").replace('）', ")")));
    }
    Some(match column.field {
        "title" => Written::Text(drift(text)),
        "data_source" => text.parse().map_or_else(|_word| padded(text), Written::Number),
        _ if column.code && text.is_ascii() => Written::Text(full_width(text)),
        _ => padded(text),
    })
}

fn padded(text: &str) -> Written {
    Written::Text(format!("{text}\u{3000}"))
}

fn spell_date(date: NaiveDate, random: &mut Random) -> Written {
    let (year, month, day) = (date.year(), date.month(), date.day());
    Written::Text(match random.below(7) {
        0 => format!("{year}-{month}-{day} 0:00:00"),
        1 => format!("{year}/{month}/{day}"),
        2 => format!("{year}.{month:02}.{day:02}"),
        3 => format!("{year}年{month}月{day}日"),
        4 => full_width(&format!("{year}-{month:02}-{day:02}")),
        5 => format!("{date} 00:00:00"),
        // The serial number of a cell that lost its date format: days since 1899-12-30.
        _ => return Written::Number(f64::from(date.num_days_from_ce() - 693_594)),
    })
}

/// A credit code in small letters, in full width, or cut down to the organisation code inside.
fn spell_code(code: &CreditCode, random: &mut Random) -> String {
    match random.below(3) {
        0 => code.as_str().to_ascii_lowercase(),
        1 => full_width(code.as_str()),
        _ => format!("{} ", code.as_str()),
    }
}

fn spell_amount(text: &str, random: &mut Random) -> Written {
    match (random.below(4), text.parse()) {
        (0, Ok(number)) => Written::Number(number),
        (1, _) => Written::Text(format!("{text}（万元）")),
        (2, _) => Written::Text(full_width(text)),
        _ => Written::Text(format!("{text}万元")),
    }
}

/// Qualification titles as other years and other provinces write them.
fn drift(title: &str) -> String {
    title
        .replace("一级", "壹级")
        .replace("二级", "贰级")
        .replace("三级", "叁级")
        .replace("市政公用工程", "市政工程")
        .replace("施工总承包", "施工总包")
}

/// Digits and letters in full width.
fn full_width(text: &str) -> String {
    let widen = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
    text.chars().map(widen).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::domain::standard::amount::{self, Fen, Unit};
    use crate::domain::standard::organisation_identity::{self, OrganisationIdentity};
    use crate::domain::standard::qualification;
    use crate::domain::standard::reading::Reading;
    use crate::domain::standard::{date, text};

    /// Every spelling that chance finds for a value, as the text a reader gets.
    fn spellings(column: &Column, written: &str) -> Vec<String> {
        let spell = |index| spoil(column, written, &mut Random::keyed(1, "ugly", index)).unwrap();
        let text = |written| match written {
            Written::Text(text) => text,
            Written::Number(number) => number.to_string(),
        };
        (0..60).map(spell).map(text).collect()
    }

    #[test]
    fn every_spelling_of_a_date_reads_as_the_date() {
        let day = NaiveDate::from_ymd_opt(2019, 3, 5).unwrap();
        for spelling in spellings(&Column::optional("issued_on", "发证日期", &[]), "2019-03-05") {
            let read = date::read(&spelling, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()).unwrap();
            assert_eq!(read.reading, Reading::Value(day), "{spelling}");
        }
    }

    #[test]
    fn every_spelling_of_an_amount_reads_as_the_amount() {
        for spelling in spellings(&Column::optional("cost", "造价（万元）", &[]), "3429.12") {
            let read = amount::read(&spelling, Unit::TenThousandYuan).unwrap();
            assert_eq!(read.reading, Reading::Value(Fen(3_429_120_000)), "{spelling}");
        }
    }

    #[test]
    fn every_spelling_of_a_code_reads_as_the_code() {
        let code = CreditCode::parse("91410100MA0000007G").unwrap();
        for spelling in spellings(&Column::required("credit_code", "统一社会信用代码", &[]).code(), code.as_str())
        {
            let read = organisation_identity::read(&spelling).unwrap();
            assert_eq!(read.reading, Reading::Value(OrganisationIdentity::CreditCode(code)), "{spelling}");
        }
    }

    #[test]
    fn a_title_keeps_its_meaning_and_nothing_stays_nothing() {
        let column = Column::optional("title", "资质名称", &[]);
        for spelling in spellings(&column, "市政公用工程施工总承包二级") {
            assert_eq!(
                qualification::parse(&spelling),
                qualification::parse("市政公用工程施工总承包二级"),
                "{spelling}"
            );
        }
        for spelling in spellings(&column, "") {
            assert!(text::placeholder(&spelling).is_some(), "{spelling}");
        }
    }

    #[test]
    fn what_must_be_filled_is_not_filled_with_nothing() {
        let column = Column::required("name", "企业名称", &[]);
        assert_eq!(spoil(&column, "", &mut Random::keyed(1, "ugly", 0)), None);
    }
}
