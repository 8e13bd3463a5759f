//! One record's row, by field.

use super::cell::{Cell, CellKind, NOTHING};
use super::column_letter;
use super::form::Filled;
use super::kind::{Column, Need, SheetKind};
use super::plan::{DataSheet, HeadingColumn};
use super::remark::{Place, Remark, Severity};
use super::remarks::Remarks;
use crate::domain::standard::dictionary::Edition;
use std::borrow::Cow;
use std::sync::Arc;

/// A row of a data sheet.
#[derive(Debug)]
pub struct Row<'a> {
    pub(super) sheet: &'a DataSheet,
    pub(super) number: u32,
    pub(super) continuation: bool,
    pub(super) cells: &'a [Cell],
    pub(super) extras: &'a [(u16, Cell)],
    /// Columns whose values are not stored and that are filled here for the first time.
    pub(super) unstored: &'a [&'static Column],
    /// Columns without a header that are filled here for the first time.
    pub(super) headless: &'a [u16],
}

/// Digits that Excel keeps of a typed number: the 16th becomes a zero without a word.
const EXCEL_DIGITS: usize = 15;

impl<'a> Row<'a> {
    /// The sheet it stands in.
    pub fn sheet(&self) -> &'a DataSheet {
        self.sheet
    }

    /// What the row is.
    pub fn kind(&self) -> &'static SheetKind {
        self.sheet.kind
    }

    /// Its number as the spreadsheet shows it, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// True when the row left its leading cells blank and has them from the record above.
    pub fn is_continuation(&self) -> bool {
        self.continuation
    }

    /// The cell of a field; an empty one when the sheet has no such column.
    pub fn get(&self, field: &str) -> &'a Cell {
        self.kind().position(field).and_then(|position| self.cells.get(position)).unwrap_or(&NOTHING)
    }

    /// The text of a field without white space at either end; empty when there is none.
    pub fn text(&self, field: &str) -> &'a str {
        self.get(field).trimmed()
    }

    /// The unit in which the sheet gives a field; see [`DataSheet::unit`].
    pub fn unit(&self, field: &str) -> Option<&'a str> {
        self.sheet.unit(field)
    }

    /// What the row says, to be kept and read again by [`Form`](super::Form).
    pub fn filled(&self) -> Filled {
        let mut filled = Filled::default();
        for column in self.kind().columns {
            let cell = self.get(column.field);
            let Some(heading) = self.sheet.heading(column.field).filter(|_| !cell.is_blank()) else { continue };
            filled.fields.insert(column.field.to_owned(), cell.trimmed().to_owned());
            let written = match (&heading.unit, self.unit(column.field)) {
                (None, Some(unit)) => format!("{}（{unit}）", heading.header),
                _ => heading.header.to_string(),
            };
            if written != column.header {
                filled.headers.insert(column.field.to_owned(), written);
            }
        }
        filled
    }

    /// By whose lists a field is coded, as its header says.
    pub fn edition(&self, field: &str) -> Edition {
        self.sheet.heading(field).map_or(Edition::National2018, |heading| heading.edition)
    }

    /// The filled cells of columns that are not taken, each with the name to keep it by; none that is personal.
    pub fn extras(&self) -> impl Iterator<Item = (Cow<'a, str>, &'a Cell)> {
        let sheet = self.sheet;
        self.extras.iter().filter_map(move |(position, cell)| Some((sheet.kept_as(*position)?, cell)))
    }

    /// A remark on the cell of a field; an error unless the caller says otherwise. A personal value is left out.
    pub fn remark(
        &self,
        field: &'static str,
        code: impl Into<Cow<'static, str>>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Remark {
        let personal = self.column(field).is_none_or(|column| column.personal);
        let value = self.text(field);
        Remark {
            sheet: Arc::clone(&self.sheet.name),
            row: self.number,
            place: self.sheet.heading(field).map(place),
            field: Some(field),
            value: (!personal && !value.is_empty()).then(|| excerpt(value)),
            code: code.into(),
            reason: reason.into(),
            remedy: remedy.into(),
            severity: Severity::Error,
        }
    }

    fn column(&self, field: &str) -> Option<&'static Column> {
        self.kind().columns.iter().find(|column| column.field == field)
    }

    /// Remarks on what is wrong with the cells as cells, before anybody asks what they mean: required ones left blank,
    /// failed formulas, digits lost, control characters; and on values that are not stored or stand under no header, once
    /// for their column. True when there is no error among them.
    pub fn check(&self, remarks: &mut Remarks) -> bool {
        let mut sound = true;
        for column in self.unstored {
            let reason = "这一列读取后不保存（以下各行不再提示）";
            remarks.add(self.remark(column.field, "column.not_stored", reason, "可以不填").warning());
        }
        remarks.extend(self.headless.iter().map(|position| self.without_header(*position)));
        for (column, cell) in self.kind().columns.iter().zip(self.cells) {
            if let Some(remark) = self.check_cell(column, cell) {
                sound &= remark.severity != Severity::Error;
                remarks.add(remark);
            }
        }
        sound
    }

    /// What stands under no header may be anything, a personal value too: it is neither read nor kept nor repeated.
    fn without_header(&self, position: u16) -> Remark {
        Remark {
            sheet: Arc::clone(&self.sheet.name),
            row: self.number,
            place: Some(Place { position, header: "（无表头）".into() }),
            field: None,
            value: None,
            code: "column.no_header".into(),
            reason: format!("{}列没有表头，内容未读取（以下各行不再提示）", column_letter(position)),
            remedy: "请补上表头；不需要的内容请清空".to_owned(),
            severity: Severity::Warning,
        }
    }

    fn check_cell(&self, column: &'static Column, cell: &Cell) -> Option<Remark> {
        let remark = |code: &'static str, reason: String, remedy: &str| self.remark(column.field, code, reason, remedy);
        let present = self.sheet.heading(column.field).is_some();
        if cell.is_blank() {
            return (present && column.need == Need::Required)
                .then(|| remark("cell.required", format!("“{}”不能为空", column.header), "请补填"));
        }
        if cell.kind == CellKind::Error {
            let reason = format!("公式出错（{}），没有结果", cell.text);
            return Some(remark("cell.formula_failed", reason, "请改正公式，或直接填写数值"));
        }
        if cell.text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            let reason = "含有看不见的控制字符".to_owned();
            return Some(remark("cell.control_character", reason, "请清空该单元格后重新键入"));
        }
        if cell.precision_lost {
            let reason = "数字太长，电子表格已丢失末尾几位".to_owned();
            return Some(remark("cell.precision_lost", reason, "请先把单元格格式设为“文本”，再重新键入完整的号码"));
        }
        let digits = cell.text.chars().filter(char::is_ascii_digit).count();
        if column.code && cell.kind == CellKind::Number && digits > EXCEL_DIGITS {
            let reason = format!("号码有 {digits} 位却存为数字，第 16 位起可能已被改成 0");
            let remedy = "请核对末位，并把单元格格式设为“文本”";
            return Some(remark("cell.code_as_number", reason, remedy).warning());
        }
        None
    }
}

fn place(heading: &HeadingColumn) -> Place {
    Place { position: heading.position, header: Arc::clone(&heading.header) }
}

/// As much of a value as a message can bear.
fn excerpt(value: &str) -> String {
    const SHOWN: usize = 60;
    let mut text: String = value.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if value.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    text
}
