//! Dates, amounts, measures, coded values.

use chrono::NaiveDate;

use super::Cells;
use crate::domain::standard::amount::{self, Unit};
use crate::domain::standard::certificate_number::{self, CertificateKind};
use crate::domain::standard::date;
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::measure;
use crate::domain::standard::reading::{Defect, Read};
use crate::domain::standard::{region, resident_id, text};
use crate::domain::vocabulary::provenance::CertificateState;

impl Cells<'_, '_> {
    /// A date.
    pub fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        let read = date::read(self.row.text(field), self.today);
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

    /// A period in two columns, or written whole in the second: `2017-10-10TO2017-12-10`.
    pub fn period(&mut self, from: &'static str, until: &'static str) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let written = self.row.text(until);
        if self.row.text(from).is_empty()
            && date::read(written, self.today).is_err()
            && let Ok(read) = date::read_range(written, self.today)
        {
            let range = self.take(until, Ok(read));
            return (range.map(|range| range.start), range.and_then(|range| range.end));
        }
        let from = self.date(from);
        (from, self.end(until, from))
    }

    /// A date that has passed: what is recorded as done cannot lie after the day of the load.
    pub fn past(&mut self, field: &'static str) -> Option<NaiveDate> {
        let date = self.date(field)?;
        if date > self.today {
            self.refuse(field, Defect::new("date.future", "日期晚于今天", "请核对年份；尚未发生的请留空"));
            return None;
        }
        Some(date)
    }

    /// An amount in fen that cannot be negative; without a unit in the cell or the header it is taken to be in `assumed`.
    pub fn money(&mut self, field: &'static str, assumed: Unit) -> Option<i64> {
        let amount = self.signed_money(field, assumed)?;
        if amount < 0 {
            self.refuse(field, Defect::new("amount.negative", "金额不能为负数", "请核对；没有金额的请留空"));
            return None;
        }
        Some(amount)
    }

    /// An amount in fen that may be negative.
    pub fn signed_money(&mut self, field: &'static str, assumed: Unit) -> Option<i64> {
        let unit = match self.row.unit(field) {
            Some("元" | "人民币元") => Unit::Yuan,
            Some("万元" | "人民币万元") => Unit::TenThousandYuan,
            None => assumed,
            Some(_) => {
                let reason = "表头的金额单位不是元或万元";
                self.refuse(field, Defect::new("amount.header_unit", reason, "请换算成万元，并改正表头的单位"));
                return None;
            }
        };
        let read = amount::read(self.row.text(field), unit).map(|mut read| {
            read.warnings.retain(|warning| warning.code != "amount.negative");
            read
        });
        self.take(field, read).map(|amount| amount.0)
    }

    /// An area in 1/100 m²; free text is kept as written.
    pub fn area(&mut self, field: &'static str) -> Option<i64> {
        self.measure(field, measure::read_area).map(|area| area.0)
    }

    /// A length in mm; free text is kept as written.
    pub fn length(&mut self, field: &'static str) -> Option<i64> {
        self.measure(field, measure::read_length).map(|length| length.0)
    }

    /// A number of storeys; free text is kept as written.
    pub fn storeys(&mut self, field: &'static str) -> Option<i32> {
        self.measure(field, measure::read_storeys).map(i32::from)
    }

    fn measure<T>(&mut self, field: &'static str, read: fn(&str) -> Result<Read<T>, Defect>) -> Option<T> {
        let written = self.row.text(field);
        let bare = written.ends_with(|last: char| last.is_ascii_digit());
        let read = match self.row.unit(field) {
            Some(unit) if bare => read(&format!("{written}{unit}")),
            _ => read(written),
        };
        match read {
            // A size described in words is no mistake: it says more than a number.
            Err(defect) if defect.code == "measure.form" => {
                self.doubt(field, defect);
                None
            }
            read => self.take(field, read),
        }
    }

    /// A whole number that is not negative.
    pub fn count(&mut self, field: &'static str) -> Option<i32> {
        let written = self.text(field)?;
        let number =
            written.trim_end_matches(['天', '日', '年', '月', '户', '套', '项', '条', '分']).trim_end_matches(".0");
        let count = number.trim().parse().ok().filter(|count| *count >= 0);
        if count.is_none() {
            self.refuse(field, Defect::new("number.form", "应为一个整数", "请只填写阿拉伯数字"));
        }
        count
    }

    /// A decimal in hundredths: a score, or a per cent as basis points.
    pub fn hundredths(&mut self, field: &'static str) -> Option<i32> {
        let written = self.text(field)?;
        let read = hundredths(written.trim_end_matches(['%', '分']).trim());
        if read.is_none() {
            self.refuse(field, Defect::new("number.form", "应为一个数，最多两位小数", "请只填写阿拉伯数字"));
        }
        read
    }

    /// A code of a national list, written as code or label; what the list does not know keeps the row out.
    pub fn coded(&mut self, field: &'static str, list: List) -> Option<String> {
        let read = self.look_up(field, list);
        self.take(field, read)
    }

    /// A code of a national list, written as code or label; what the list does not know is kept as text.
    pub fn coded_or_text(&mut self, field: &'static str, list: List) -> Option<String> {
        match self.look_up(field, list) {
            Err(defect) => {
                self.doubt(field, defect);
                self.text(field)
            }
            read => self.take(field, read),
        }
    }

    /// The national code for what is written by the list of the column's standard.
    fn look_up(&self, field: &'static str, list: List) -> Result<Read<String>, Defect> {
        let written = self.row.text(field);
        let edition = self.row.edition(field);
        let mut read = dictionary::read(edition, list, written)?;
        // The label itself leaves no doubt.
        if read.value().is_some_and(|entry| entry.label == text::fold(written)) {
            read.warnings.clear();
        }
        if let (Edition::Jiangsu, Some(entry)) = (edition, read.value()) {
            let national = dictionary::code(Edition::National2018, list, &entry.label).ok_or_else(|| {
                let reason = format!("全国代码表中没有“{}”", entry.label);
                Defect::new("dictionary.no_counterpart", reason, "请从全国代码表中选择一项")
            })?;
            return Ok(Read { warnings: read.warnings, ..Read::sure(national.to_owned()) });
        }
        Ok(read.map(|entry| entry.code.clone()))
    }

    /// A text for which a province has codes: under its field code, the label of the code.
    pub fn label(&mut self, field: &'static str, list: List) -> Option<String> {
        let written = self.text(field)?;
        if self.row.edition(field) != Edition::Jiangsu {
            return Some(written);
        }
        let code = dictionary::code(Edition::Jiangsu, list, &written);
        let Some(label) = code.and_then(|code| dictionary::label(Edition::Jiangsu, list, code)) else {
            let defect = Defect::new("dictionary.unknown", "不在该省的代码表内，已按原文保存", "请从代码表中选择一项");
            self.doubt(field, defect);
            return Some(written);
        };
        self.keep(field);
        Some(label.to_owned())
    }

    /// A value of one of our enumerations, written as code or label.
    pub fn chosen<E: std::str::FromStr>(&mut self, field: &'static str, expected: &str) -> Option<E> {
        self.chosen_by(field, expected, |word| word.parse().ok())
    }

    /// A value that `named` finds in what was written.
    pub fn chosen_by<E>(
        &mut self,
        field: &'static str,
        expected: &str,
        named: impl Fn(&str) -> Option<E>,
    ) -> Option<E> {
        let written = self.text(field)?;
        let value = named(written.strip_suffix(".0").unwrap_or(&written));
        if value.is_none() {
            let remedy = format!("请填写：{expected}");
            self.refuse(field, Defect::new("value.unknown", "不是可识别的取值", remedy));
        }
        value
    }

    /// Yes or no.
    pub fn flag(&mut self, field: &'static str) -> Option<bool> {
        match self.text(field)?.as_str() {
            "是" | "1" | "1.0" | "Y" | "y" | "TRUE" | "true" | "√" | "有" | "通过" => Some(true),
            "否" | "0" | "0.0" | "N" | "n" | "FALSE" | "false" | "×" | "不通过" => Some(false),
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
        Some(region.code.clone())
    }

    /// State of a certificate as reported; one that is listed without a state is taken to be valid.
    pub fn certificate_state(&mut self, field: &'static str) -> CertificateState {
        let Some(written) = self.text(field) else { return CertificateState::Valid };
        match written.strip_suffix(".0").unwrap_or(&written) {
            "有效" | "正常" | "在册" | "1" | "valid" | "已注册" | "注册" => CertificateState::Valid,
            "暂扣" | "3" | "suspended" => CertificateState::Suspended,
            "注销" | "已注销" | "0" | "2" | "cancelled" | "注销注册" => CertificateState::Cancelled,
            "吊销" | "撤销" | "吊销或撤销" | "撤回" | "revoked" => CertificateState::Revoked,
            "失效" | "过期" | "无效" | "作废" | "invalid" => CertificateState::Invalid,
            _ => {
                let remedy = "请填写：有效、暂扣、注销、吊销、撤销、失效";
                self.refuse(field, Defect::new("state.unknown", "不认识的证书状态", remedy));
                CertificateState::Invalid
            }
        }
    }

    /// The number of an enterprise's certificate, in the form of its kind, and as it is compared.
    pub fn certificate(&mut self, field: &'static str, kind: CertificateKind) -> Option<(String, String)> {
        let (number, _) = self.persons_certificate(field, kind)?;
        let number = resident_id::covered(&number);
        let key = certificate_number::normalise(&number);
        Some((number, key))
    }

    /// The number of a person's certificate, in the form of its kind, and as it is compared. It may hold its holder's
    /// identity number in clear: the personnel registry covers the one and hashes the other.
    pub fn persons_certificate(&mut self, field: &'static str, kind: CertificateKind) -> Option<(String, String)> {
        let read = certificate_number::read(self.row.text(field), kind);
        let number = self.take(field, Ok(read))?;
        let key = certificate_number::normalise(&number);
        Some((number, key))
    }

    /// As [`Self::persons_certificate`], of no known form.
    pub fn any_persons_certificate(&mut self, field: &'static str) -> Option<(String, String)> {
        let number = self.written(field)?;
        let key = certificate_number::normalise(&number);
        Some((number, key))
    }
}

/// A decimal with at most two places, in hundredths.
fn hundredths(text: &str) -> Option<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 2 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let number: i32 = format!("{whole}{fraction:0<2}").parse().ok()?;
    Some(sign * number)
}
