//! What is wrong with one cell, said so that its author finds it and can mend it.

use super::column_letter;
use crate::error::FieldError;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Whether a remark keeps the row out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The row is not taken.
    Error,
    /// The row is taken; somebody should look.
    Warning,
}

impl Severity {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
        }
    }
}

/// A column of a sheet, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its position, from 0.
    pub position: u16,
    /// Its header as written; the field's own when the sheet has none.
    pub header: Arc<str>,
}

/// A remark on one cell, or on a row or header when it names no column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Number of the row as the spreadsheet shows it; of the header row for a remark on a column.
    pub row: u32,
    /// The column; `None` when the remark is on the whole row or the column is missing.
    pub place: Option<Place>,
    /// The field that the column holds.
    pub field: Option<&'static str>,
    /// What was written, shortened; never a personal value.
    pub value: Option<String>,
    /// Stable name of the reason, such as `credit_code.check_digit`.
    pub code: Cow<'static, str>,
    /// What is wrong, in Chinese, without a closing mark.
    pub reason: String,
    /// What to do, in Chinese, without a closing mark; may be empty.
    pub remedy: String,
    /// Whether it keeps the row out.
    pub severity: Severity,
}

impl Remark {
    /// The same as a warning.
    #[must_use]
    pub fn warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// The reason and the remedy as one text.
    pub fn message(&self) -> String {
        let mut text = self.reason.clone();
        for part in [self.remedy.as_str()].into_iter().filter(|part| !part.is_empty()) {
            text.push('。');
            text.push_str(part);
        }
        text.push('。');
        text
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "工作表“{}”第{}行", self.sheet, self.row)?;
        if let Some(place) = &self.place {
            write!(f, " {}列“{}”", column_letter(place.position), place.header)?;
        }
        write!(f, "：")?;
        if let Some(value) = &self.value {
            write!(f, "“{value}”")?;
        }
        f.write_str(&self.message())
    }
}

impl From<Remark> for FieldError {
    fn from(remark: Remark) -> Self {
        let column = remark.place.as_ref().map(|place| &*place.header).or(remark.field).unwrap_or("-");
        Self::new(format!("{}/{}/{column}", remark.sheet, remark.row), remark.code.clone(), remark.message())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark() -> Remark {
        Remark {
            sheet: "企业".into(),
            row: 17,
            place: Some(Place { position: 2, header: "统一社会信用代码".into() }),
            field: Some("credit_code"),
            value: Some("9141".to_owned()),
            code: "credit_code.length".into(),
            reason: "应为 18 位，只有 4 位".to_owned(),
            remedy: "请照营业执照补全".to_owned(),
            severity: Severity::Error,
        }
    }

    #[test]
    fn a_remark_says_where_what_and_what_to_do() {
        let text = "工作表“企业”第17行 C列“统一社会信用代码”：“9141”应为 18 位，只有 4 位。请照营业执照补全。";
        assert_eq!(remark().to_string(), text);
    }

    #[test]
    fn a_remark_without_a_remedy_ends_after_the_reason() {
        let remark = Remark { place: None, value: None, remedy: String::new(), ..remark() };
        assert_eq!(remark.to_string(), "工作表“企业”第17行：应为 18 位，只有 4 位。");
    }

    #[test]
    fn a_remark_is_a_field_error_with_the_cell_as_its_path() {
        let error = FieldError::from(remark());
        assert_eq!((error.path.as_str(), error.code.as_str()), ("企业/17/统一社会信用代码", "credit_code.length"));
        assert_eq!(error.message, "应为 18 位，只有 4 位。请照营业执照补全。");
    }
}
