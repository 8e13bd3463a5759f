//! Numbers of projects and of the records of their stages.
//!
//! A project has several numbers at once: the national one, a provincial one, the investment platform's. They share lengths and
//! digits, and what they seem to say is often untrue, so their parts are hints and never a source of facts.

mod kind;
mod record;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

pub use kind::{NumberKind, classify};
pub use record::{RecordNumber, Stage, read_record};

use super::reading::{Defect, Read};
use super::region::{self, Lookup};
use super::text::{code_text, placeholder};

/// The national project number: six digits of region, six of date (YYMMDD), four of category and serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectNumber([u8; 16]);

/// What digits 13 and 14 suggest of a project's category. One number in five says nothing there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CategoryHint {
    /// `01`: 房屋建筑工程.
    Building,
    /// `02`: 市政基础设施工程.
    Municipal,
    /// `99`: 其他.
    Other,
}

impl ProjectNumber {
    /// Reads sixteen digits.
    pub fn parse(text: &str) -> Result<Self, Defect> {
        let code = code_text(text);
        // A spreadsheet that took the number for one adds a decimal.
        let code = code.strip_suffix(".0").unwrap_or(&code);
        Self::from_code(code).ok_or_else(|| malformed(code))
    }

    fn from_code(code: &str) -> Option<Self> {
        let bytes = <[u8; 16]>::try_from(code.as_bytes()).ok()?;
        bytes.iter().all(u8::is_ascii_digit).then_some(Self(bytes))
    }

    /// The sixteen digits.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The region part, which may be a province or a development zone's pseudo code.
    pub fn region(&self) -> &str {
        self.as_str().get(..6).unwrap_or_default()
    }

    /// The registration date in the number, when its digits are a date.
    pub fn date(&self) -> Option<NaiveDate> {
        let digits = self.as_str().get(6..12)?;
        let part = |range| digits.get::<std::ops::Range<usize>>(range)?.parse::<u32>().ok();
        let year = i32::try_from(part(0..2)?).ok()?;
        // The scheme dates from this century; 84 to 99 are projects filed late.
        let century = if year >= 84 { 1900 } else { 2000 };
        NaiveDate::from_ymd_opt(century + year, part(2..4)?, part(4..6)?)
    }

    /// What the number suggests of the category: a hint only.
    pub fn category_hint(&self) -> Option<CategoryHint> {
        match self.as_str().get(12..14)? {
            "01" => Some(CategoryHint::Building),
            "02" => Some(CategoryHint::Municipal),
            "99" => Some(CategoryHint::Other),
            _ => None,
        }
    }

    /// What is doubtful about the number on a day.
    fn doubts(self, today: NaiveDate) -> Vec<Defect> {
        let mut doubts = Vec::new();
        if region::lookup(self.region()) == Lookup::Unknown {
            doubts.push(Defect::new(
                "project_number.region",
                "项目编号前 6 位不是已知的行政区划代码",
                "请核对项目编号的前 6 位",
            ));
        }
        match self.date() {
            Some(date) if date <= today && date.year() >= 1984 => {}
            _ => doubts.push(Defect::new(
                "project_number.date",
                "项目编号第 7 至 12 位不是合理的日期（年 2 位、月 2 位、日 2 位）",
                "请核对；若是省内编号，请填在省内编号栏",
            )),
        }
        doubts
    }
}

/// Reads a column of national project numbers. Sixteen digits are taken; an unknown region or an odd date warns.
pub fn read(text: &str, today: NaiveDate) -> Result<Read<ProjectNumber>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let number = ProjectNumber::parse(text)?;
    let mut read = Read::sure(number);
    read.warnings = number.doubts(today);
    Ok(read)
}

fn malformed(code: &str) -> Defect {
    match classify(code) {
        NumberKind::Record => {
            Defect::new("project_number.record_number", "填写的是环节编号，不是项目编号", "请只填写前 16 位项目编号")
        }
        NumberKind::Investment => Defect::new(
            "project_number.investment_code",
            "填写的是投资项目在线审批监管平台的项目代码，不是项目编号",
            "请把它填在投资项目代码栏，本栏填写 16 位项目编号",
        ),
        _ => Defect::new(
            "project_number.form",
            format!("项目编号应为 16 位数字，现为 {} 位", code.chars().count()),
            "请填写全国平台的 16 位项目编号；表格中的长数字请设为文本格式，以免被改写",
        ),
    }
}

impl fmt::Display for ProjectNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for ProjectNumber {
    type Error = Defect;

    fn try_from(text: String) -> Result<Self, Defect> {
        Self::parse(&text)
    }
}

impl From<ProjectNumber> for String {
    fn from(number: ProjectNumber) -> Self {
        number.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests;
