//! From the cells of a row to values of the field: every doubt becomes a remark on its cell, and what was written is
//! kept beside what it was taken to mean.

mod columns;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use columns::{
    DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, OWNER_NAME, PROJECT_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, VERIFYING_BODY, VERIFYING_PERSON,
};

use super::enterprise::identity::EnterpriseRef;
use crate::domain::standard::amount::{self, Unit};
use crate::domain::standard::certificate_number;
use crate::domain::standard::date;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::organisation_identity::{self, OrganisationIdentity};
use crate::domain::standard::reading::{Absent, Defect, Read, Reading};
use crate::domain::standard::region;
use crate::domain::standard::resident_id;
use crate::domain::standard::text;
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::intake::{Remark, Remarks, Row};
use crate::record::Provenance;

/// A row being read.
pub struct Cells<'a, 'r> {
    row: &'a Row<'a>,
    remarks: &'r mut Remarks,
    /// The day of the load: dates far after it are refused.
    pub today: NaiveDate,
    sound: bool,
    raw: BTreeMap<String, String>,
}

impl<'a, 'r> Cells<'a, 'r> {
    /// Begins with a row: what is wrong with its cells as cells is remarked at once.
    pub fn new(row: &'a Row<'a>, today: NaiveDate, remarks: &'r mut Remarks) -> Self {
        let sound = row.check(remarks);
        let raw = row
            .extras()
            .filter(|(header, cell)| !header.is_empty() && !resident_id::contained_in(&cell.text))
            .map(|(header, cell)| (header.to_owned(), cell.trimmed().to_owned()))
            .collect();
        Self { row, remarks, today, sound, raw }
    }

    /// Whether no cell keeps the row out.
    pub fn is_sound(&self) -> bool {
        self.sound
    }

    /// The row itself.
    pub fn row(&self) -> &'a Row<'a> {
        self.row
    }

    /// Adds a remark that keeps the row out.
    pub fn refuse(&mut self, field: &'static str, defect: Defect) {
        self.sound = false;
        self.remarks.add(self.row.remark(field, defect.code, defect.reason, defect.remedy));
    }

    /// Adds a remark that somebody should look at.
    pub fn doubt(&mut self, field: &'static str, defect: Defect) {
        self.keep_raw(field);
        self.remarks.add(self.row.remark(field, defect.code, defect.reason, defect.remedy).warning());
    }

    /// What a reader made of a cell; its doubts become remarks, and what it could not take keeps the row out.
    pub fn take<T>(&mut self, field: &'static str, read: Result<Read<T>, Defect>) -> Option<T> {
        match read {
            Err(defect) => {
                self.refuse(field, defect);
                None
            }
            Ok(read) => {
                for warning in read.warnings {
                    self.doubt(field, warning);
                }
                match read.reading {
                    Reading::Value(value) => Some(value),
                    Reading::Absent(absent) => {
                        if absent != Absent::Empty {
                            self.keep_raw(field);
                        }
                        None
                    }
                }
            }
        }
    }

    /// A text, folded; nothing where the cell says nothing.
    pub fn text(&mut self, field: &'static str) -> Option<String> {
        let written = self.row.text(field);
        if written.is_empty() {
            return None;
        }
        if text::placeholder(written).is_some() {
            self.keep_raw(field);
            return None;
        }
        let folded = text::fold(written);
        if folded != written {
            self.keep_raw(field);
        }
        Some(folded).filter(|text| !text.is_empty())
    }

    /// A date.
    pub fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        let written = self.row.text(field);
        let read = date::read(written, self.today);
        self.take(field, read)
    }

    /// The end of a period, which must not lie before its beginning.
    pub fn end(&mut self, field: &'static str, beginning: Option<NaiveDate>) -> Option<NaiveDate> {
        let end = self.date(field)?;
        if beginning.is_some_and(|beginning| end < beginning) {
            self.refuse(field, Defect::new("period.reversed", "截止日期早于起始日期", "请核对两个日期"));
            return None;
        }
        Some(end)
    }

    /// An amount in fen; without a unit in the cell or the header it is taken to be in `assumed`.
    pub fn money(&mut self, field: &'static str, assumed: Unit) -> Option<i64> {
        let unit = match self.row.unit(field) {
            Some("元" | "人民币元") => Unit::Yuan,
            Some("万元" | "人民币万元") => Unit::TenThousandYuan,
            _ => assumed,
        };
        let read = amount::read(self.row.text(field), unit);
        self.take(field, read).map(|amount| amount.0)
    }

    /// A code of a national list, written as code or label.
    pub fn coded(&mut self, field: &'static str, list: List) -> Option<String> {
        let read = dictionary::read(Edition::National2018, list, self.row.text(field));
        self.take(field, read).map(|entry| entry.code.to_owned())
    }

    /// A value of one of our enumerations, written as code or label.
    pub fn chosen<E: std::str::FromStr>(&mut self, field: &'static str, expected: &str) -> Option<E> {
        let written = self.text(field)?;
        match written.parse() {
            Ok(value) => Some(value),
            Err(_unknown) => {
                let remedy = format!("请填写：{expected}");
                self.refuse(field, Defect::new("value.unknown", "不是可识别的取值", remedy));
                None
            }
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, field: &'static str) -> Option<bool> {
        match self.text(field)?.as_str() {
            "是" | "1" | "Y" | "y" | "TRUE" | "true" | "√" => Some(true),
            "否" | "0" | "N" | "n" | "FALSE" | "false" | "×" => Some(false),
            _ => {
                self.refuse(field, Defect::new("boolean.unknown", "应填“是”或“否”", "请改为“是”或“否”"));
                None
            }
        }
    }

    /// A region, written as code or as a path of names.
    pub fn region(&mut self, field: &'static str) -> Option<String> {
        let written = self.text(field)?;
        let digits = written.trim_end_matches(".0");
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            if !matches!(region::lookup(digits), region::Lookup::Known(_)) {
                let reason = "行政区划代码表中没有这个代码";
                self.doubt(field, Defect::new("region.unknown", reason, "请核对；开发区等代码可保留"));
            }
            return Some(digits.to_owned());
        }
        let Some(region) = region::by_name(&written) else {
            let remedy = "请填写六位行政区划代码，或“河南省-郑州市-金水区”这样的全称";
            self.doubt(field, Defect::new("region.unknown", "无法识别的行政区划", remedy));
            return None;
        };
        Some(region.code.to_owned())
    }

    /// State of a certificate as reported; one that is listed without a state is taken to be valid.
    pub fn certificate_state(&mut self, field: &'static str) -> CertificateState {
        let Some(written) = self.text(field) else { return CertificateState::Valid };
        match written.as_str() {
            "有效" | "正常" | "在册" | "1" | "valid" => CertificateState::Valid,
            "暂扣" | "3" | "suspended" => CertificateState::Suspended,
            "注销" | "已注销" | "0" | "2" | "cancelled" => CertificateState::Cancelled,
            "吊销" | "撤销" | "吊销或撤销" | "撤回" | "revoked" => CertificateState::Revoked,
            "失效" | "过期" | "无效" | "invalid" => CertificateState::Invalid,
            _ => {
                let remedy = "请填写：有效、暂扣、注销、吊销、撤销、失效";
                self.refuse(field, Defect::new("state.unknown", "不认识的证书状态", remedy));
                CertificateState::Invalid
            }
        }
    }

    /// A certificate number as written and as it is compared.
    pub fn certificate(
        &mut self,
        field: &'static str,
        kind: certificate_number::CertificateKind,
    ) -> Option<(String, String)> {
        let read = Ok(certificate_number::read(self.row.text(field), kind));
        let number = self.take(field, read)?;
        let key = certificate_number::normalise(&number);
        Some((number, key))
    }

    /// An enterprise by its code and name columns.
    pub fn enterprise(&mut self, code: &'static str, name: &'static str) -> EnterpriseRef {
        let read = organisation_identity::read(self.row.text(code));
        let mut who = EnterpriseRef { name: self.text(name), ..EnterpriseRef::default() };
        match self.take(code, read) {
            Some(OrganisationIdentity::CreditCode(credit_code)) => {
                who.credit_code = Some(credit_code.as_str().to_owned());
                who.organisation_code = Some(credit_code.organisation_code().as_str().to_owned());
            }
            Some(OrganisationIdentity::OrganisationCode(organisation_code)) => {
                who.organisation_code = Some(organisation_code.as_str().to_owned());
            }
            Some(OrganisationIdentity::Unchecked { code }) if code.len() == 18 => who.credit_code = Some(code),
            Some(OrganisationIdentity::Unchecked { code }) if code.len() == 9 => who.organisation_code = Some(code),
            // What is left is no key: a cut code, an old licence, a person's own number.
            _ => {}
        }
        who
    }

    /// Who verified the row and where it came from, with what was written where it matters.
    pub fn provenance(&mut self) -> Provenance {
        let data_level = self.chosen("data_level", "A、B、C、D").unwrap_or(DataLevel::SelfReported);
        let data_source = match self.text("data_source").as_deref().map(|text| text.trim_end_matches(".0").to_owned()) {
            None => DataSource::Registration,
            Some(text) => text.parse().unwrap_or_else(|_unknown| {
                let defect = Defect::new("value.unknown", "不是可识别的数据来源", "请填写 1 至 4");
                self.refuse("data_source", defect);
                DataSource::Registration
            }),
        };
        Provenance {
            data_level,
            data_source,
            verifying_body: self.text("verifying_body"),
            verifying_person: self.text("verifying_person"),
            raw: serde_json::to_string(&self.raw).unwrap_or_else(|_unwritable| "{}".to_owned()),
        }
    }

    /// Keeps what was written, unless it is personal.
    fn keep_raw(&mut self, field: &'static str) {
        let column = self.row.kind().columns.iter().find(|column| column.field == field);
        let written = self.row.text(field);
        if let Some(column) = column.filter(|column| !column.personal)
            && !resident_id::contained_in(written)
        {
            self.raw.insert(column.header.to_owned(), written.to_owned());
        }
    }

    /// Adds a remark as it is.
    pub fn add(&mut self, remark: Remark) {
        self.remarks.add(remark);
    }
}
