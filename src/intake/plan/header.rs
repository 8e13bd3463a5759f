//! What is to be said of a header, and of a sheet whose header lacks what it must have.

use super::{DataSheet, HeadingColumn};
use crate::intake::column_letter;
use crate::intake::kind::{Column, Need};
use crate::intake::remark::{Place, Remark, Severity};
use crate::intake::repaired::PROBLEM_COLUMN;
use std::borrow::Cow;
use std::sync::Arc;

/// Words of headers whose columns hold personal values, whoever wrote them: such a column is never kept as written.
const PERSONAL: &[&str] = &["身份证", "证件号", "公民身份", "手机", "电话", "IDCard", "Phone"];

impl DataSheet {
    /// What is wrong with the header: required columns that are missing, fields that come twice, unknown columns.
    pub fn remarks(&self) -> Vec<Remark> {
        let missing = self.kind.columns.iter().filter(|column| self.heading(column.field).is_none());
        let required = missing.filter(|column| column.need == Need::Required).map(|column| self.missing(column));
        let headers = self.columns.iter().filter(|column| column.column.is_none() && !is_ours(&column.header));
        required.chain(self.missing_one()).chain(headers.map(|column| self.not_taken(column))).collect()
    }

    /// Says that none of the sheet was read, and how many rows that is.
    pub fn unread(&self, rows: u64) -> Remark {
        let reason = format!("整张工作表未读取，共 {rows} 行");
        self.remark("sheet.unread", reason, "请先补齐缺少的列，再重新导入", Severity::Error)
    }

    fn missing(&self, column: &Column) -> Remark {
        self.lacking(column, format!("缺少必填的列“{}”", column.header))
    }

    /// A remark where none of the columns is there of which a sheet must have one.
    fn missing_one(&self) -> Option<Remark> {
        let fields = self.kind.one_of;
        let columns = self.kind.columns.iter().filter(|column| fields.contains(&column.field));
        if columns.clone().any(|column| self.heading(column.field).is_some()) {
            return None;
        }
        let headers: Vec<&str> = columns.clone().map(|column| column.header).collect();
        let reason = format!("缺少必填的列：“{}”至少要有一列", headers.join("”“"));
        columns.clone().next().map(|first| self.lacking(first, reason))
    }

    fn lacking(&self, column: &Column, reason: String) -> Remark {
        let remark = self.remark("column.missing", reason, "请补上这一列，或改正它的表头", Severity::Error);
        Remark { field: Some(column.field), ..remark }
    }

    fn not_taken(&self, column: &HeadingColumn) -> Remark {
        let kept = if self.is_personal(column) { "可能是个人信息，未保存" } else { "原文保留" };
        let (code, reason, remedy) = match self.repeated(column) {
            Some(repeated) => {
                let reason = format!("与前面的列同为“{}”，只读取前面的一列；本列{kept}", repeated.header);
                ("column.repeated", reason, "应以本列为准的，请删除前面的一列")
            }
            None => ("column.unknown", format!("未识别，{kept}"), "如果需要导入，请对照模板改正表头"),
        };
        let place = Place { position: column.position, header: Arc::clone(&column.header) };
        Remark { place: Some(place), ..self.remark(code, reason, remedy, Severity::Warning) }
    }

    /// A remark on the header row.
    fn remark(&self, code: &'static str, reason: String, remedy: &str, severity: Severity) -> Remark {
        Remark {
            sheet: Arc::clone(&self.name),
            row: self.heading_row,
            place: None,
            field: None,
            value: None,
            code: code.into(),
            reason,
            remedy: remedy.to_owned(),
            severity,
        }
    }

    /// The column of the kind that a column further left holds already.
    fn repeated(&self, column: &HeadingColumn) -> Option<&'static Column> {
        self.kind.columns.get(column.repeats?)
    }

    /// Whether a column that is not taken holds personal values, by its header or by the column it repeats.
    fn is_personal(&self, column: &HeadingColumn) -> bool {
        self.repeated(column).is_some_and(|column| column.personal)
            || PERSONAL.iter().any(|word| column.header.contains(word))
    }

    /// The name under which what stands in a column that is not taken is kept: its header, with its letter where
    /// another column of the sheet or of the kind is called the same. Nothing where it is not to be kept.
    pub(in crate::intake) fn kept_as(&self, position: u16) -> Option<Cow<'_, str>> {
        let column = self.columns.iter().find(|column| column.position == position)?;
        if column.header.is_empty() || is_ours(&column.header) || self.is_personal(column) {
            return None;
        }
        let alike = self.columns.iter().filter(|other| other.header == column.header).count();
        let known = self.kind.columns.iter().any(|known| *known.header == *column.header);
        Some(if alike > 1 || known {
            format!("{}（{}列）", column.header, column_letter(position)).into()
        } else {
            Cow::Borrowed(&column.header)
        })
    }
}

/// The column that an earlier report added: it comes back when people mend the report instead of their own file.
fn is_ours(header: &str) -> bool {
    header == PROBLEM_COLUMN
}
