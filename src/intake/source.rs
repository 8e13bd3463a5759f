//! Rows as they stand, out of every format, through one callback: a calamine reader borrows its workbook, so an
//! iterator could not own both.

use super::cell::Cell;
use super::limits::Limits;
use super::text::{Records, TextTable};
use super::{column_letter, refuse};
use crate::error::{Error, Result};
use calamine::{Cell as Positioned, DataRef, Ods, Range, Reader, Xls, Xlsb, Xlsx};
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A filled row: its number as the spreadsheet shows it, and its filled cells from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) cells: Vec<(u16, Cell)>,
}

/// Where rows come from.
pub(super) enum Source {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Xlsb(Box<Xlsb<BufReader<File>>>),
    Xls(Box<Xls<BufReader<File>>>),
    Ods(Box<Ods<BufReader<File>>>),
    Text(TextTable),
}

/// What takes the rows; `Break` ends the sheet.
pub(super) type Take<'a> = &'a mut dyn FnMut(Line) -> Result<ControlFlow<()>>;

impl Source {
    /// Hands every filled row of a sheet to `take`.
    pub(super) fn lines(&mut self, sheet: &str, limits: &Limits, take: Take<'_>) -> Result<()> {
        let mut assembly = Assembly { line: Line::default(), filled: 0, sheet, limits, take };
        match self {
            Self::Xlsx(book) => {
                let mut reader = guarded(sheet, || book.worksheet_cells_reader(sheet))?;
                stream(&mut assembly, || guarded(sheet, || reader.next_cell()))
            }
            Self::Xlsb(book) => {
                let mut reader = guarded(sheet, || book.worksheet_cells_reader(sheet))?;
                stream(&mut assembly, || guarded(sheet, || reader.next_cell()))
            }
            Self::Xls(book) => range(&guarded(sheet, || book.worksheet_range(sheet))?, &mut assembly),
            Self::Ods(book) => range(&guarded(sheet, || book.worksheet_range(sheet))?, &mut assembly),
            Self::Text(table) => records(table.records(limits)?, &mut assembly),
        }
    }
}

/// Calls calamine, which indexes into what a damaged file declares: a panic of its is the file's fault, not ours.
pub(super) fn guarded<T, E: std::fmt::Display>(sheet: &str, call: impl FnOnce() -> Result<T, E>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(sheet, &error.to_string())),
        Err(_) => Err(damaged(sheet, "结构不合规范")),
    }
}

/// The refusal of a workbook, or of one of its sheets, that does not hold what it should.
pub(super) fn damaged(sheet: &str, cause: &str) -> Error {
    let place = if sheet.is_empty() { "工作簿".to_owned() } else { format!("工作表“{sheet}”") };
    refuse(format!("{place}的内容已损坏，无法读取（{cause}）。请在 Excel 或 WPS 中打开原表，另存为 .xlsx 后重新提交。"))
}

fn stream<'a>(
    assembly: &mut Assembly<'_>,
    mut next: impl FnMut() -> Result<Option<Positioned<DataRef<'a>>>>,
) -> Result<()> {
    while let Some(cell) = next()? {
        let (row, column) = cell.get_position();
        if *cell.get_value() != DataRef::Empty && assembly.put(row, column, cell.get_value().into())?.is_break() {
            return Ok(());
        }
    }
    assembly.end_line().map(|_| ())
}

fn range(range: &Range<calamine::Data>, assembly: &mut Assembly<'_>) -> Result<()> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let (row, column) = (u64::from(first_row) + row as u64, u64::from(first_column) + column as u64);
        let (row, column) = (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
        if assembly.put(row, column, data.into())?.is_break() {
            return Ok(());
        }
    }
    assembly.end_line().map(|_| ())
}

fn records(mut records: Records, assembly: &mut Assembly<'_>) -> Result<()> {
    while let Some((number, record)) = records.next()? {
        let row = u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            if !field.is_empty() && assembly.put(row, column, Cell::text(unwrapped(field)))?.is_break() {
                return Ok(());
            }
        }
    }
    assembly.end_line().map(|_| ())
}

/// `="0012"` is how exports keep Excel from turning a code in a CSV file into a number.
fn unwrapped(field: &str) -> &str {
    field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}

/// Puts cells together into rows, drops blank rows and counts the filled ones.
struct Assembly<'a> {
    line: Line,
    filled: u64,
    sheet: &'a str,
    limits: &'a Limits,
    take: Take<'a>,
}

impl Assembly<'_> {
    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<ControlFlow<()>> {
        let number = row.saturating_add(1);
        let mut flow = ControlFlow::Continue(());
        if number != self.line.number {
            flow = self.end_line()?;
            self.line.number = number;
        }
        if cell.is_blank() {
            return Ok(flow);
        }
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        if self.line.cells.len() >= self.limits.columns {
            return Err(refuse(format!(
                "工作表“{}”第{number}行填写的单元格超过 {} 个（到{}列仍有内容）。请删除多余的列后重新提交。",
                self.sheet,
                self.limits.columns,
                column_letter(column)
            )));
        }
        self.line.cells.push((column, cell));
        Ok(flow)
    }

    fn end_line(&mut self) -> Result<ControlFlow<()>> {
        if self.line.cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.filled += 1;
        if self.filled > self.limits.rows {
            return Err(too_many_rows(self.sheet, self.limits));
        }
        let mut line = std::mem::take(&mut self.line);
        line.cells.sort_by_key(|(column, _)| *column);
        (self.take)(line)
    }
}

fn too_many_rows(sheet: &str, limits: &Limits) -> Error {
    refuse(format!("工作表“{sheet}”有内容的行超过 {} 行。请按地区或年份拆成几个工作簿，分别提交。", limits.rows))
}
