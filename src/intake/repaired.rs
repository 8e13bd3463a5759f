//! The workbook given back: as it came, with every wrong cell marked and explained.

use super::cell::{Cell, CellKind};
use super::column_letter;
use super::heading::fold;
use super::plan::{DataSheet, Plan};
use super::remark::{Remark, Severity};
use super::remarks::Remarks;
use super::source::Line;
use super::workbook::{SheetName, Workbook};
use crate::error::{Error, Result};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Note, Workbook as Output, Worksheet, XlsxError};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

/// The sheet that lists all remarks.
pub(super) const SUMMARY_SHEET: &str = "检查结果";
/// The column that explains each row.
pub(super) const PROBLEM_COLUMN: &str = "问题说明";

/// Notes are held in memory until the file is closed; the fill and the explaining column have no such limit.
const NOTES: usize = 5_000;

/// The last column of an xlsx sheet, XFD.
const LAST_COLUMN: u16 = 16_383;

/// UTF-16 units in a cell, as Excel allows them.
const CELL_UNITS: usize = 32_767;

/// Writes the workbook again as xlsx: first a sheet `检查结果` with all remarks, then the same sheets, columns, rows and
/// values, wrong cells filled and annotated, and a last column `问题说明`. Text stays text, also where it begins like a
/// formula. The source is streamed twice; memory holds only the remarks.
pub fn write_repaired(source: &mut Workbook, plan: &Plan, remarks: &Remarks, out: &Path) -> Result<()> {
    let mut output = Output::new();
    let styles = Styles::new();
    summary(output.add_worksheet_with_constant_memory().map_err(Error::internal)?, remarks, &styles)
        .map_err(Error::internal)?;
    let mut by_row: HashMap<(&str, u32), Vec<&Remark>> = HashMap::new();
    for remark in remarks {
        by_row.entry((&*remark.sheet, remark.row)).or_default().push(remark);
    }
    let mut notes = NOTES;
    let mut names = vec![SUMMARY_SHEET.to_owned()];
    for sheet in source.sheets().to_vec() {
        if fold(&sheet.name) == fold(SUMMARY_SHEET) {
            continue;
        }
        let planned = plan.sheets.iter().find(|planned| planned.name == sheet.name);
        let problems = problem_column(source, &sheet, planned)?;
        let worksheet = output.add_worksheet_with_constant_memory().map_err(Error::internal)?;
        worksheet.set_name(sheet_name(&sheet.name, &mut names)).map_err(Error::internal)?;
        worksheet.set_hidden(sheet.hidden);
        let mut copy = Copy { worksheet, styles: &styles, planned, problems, notes: &mut notes };
        each_line(source, &sheet.name, |line| {
            let remarks = by_row.get(&(&*sheet.name, line.number)).map_or(&[][..], Vec::as_slice);
            copy.line(&line, remarks).map_err(Error::internal)
        })?;
    }
    output.save(out).map_err(Error::internal)
}

/// Streams a sheet up to the limit of rows: a sheet that was skipped may be longer, and is no reason to fail.
fn each_line(source: &mut Workbook, sheet: &str, mut take: impl FnMut(Line) -> Result<()>) -> Result<()> {
    let mut room = source.limits().rows;
    source.lines(sheet, &mut |line| {
        take(line)?;
        room = room.saturating_sub(1);
        Ok(if room > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })
}

/// Where the explanations go: over those of an earlier report, else right of everything.
fn problem_column(source: &mut Workbook, sheet: &SheetName, planned: Option<&DataSheet>) -> Result<Option<u16>> {
    let Some(planned) = planned else { return Ok(None) };
    if let Some(earlier) = planned.columns.iter().find(|column| &*column.header == PROBLEM_COLUMN) {
        return Ok(Some(earlier.position));
    }
    let mut last = 0;
    each_line(source, &sheet.name, |line| {
        last = line.cells.last().map_or(last, |(position, _)| last.max(*position));
        Ok(())
    })?;
    Ok(Some(last.saturating_add(1).min(LAST_COLUMN)))
}

/// A name that xlsx allows (31 UTF-16 units, not all characters) and that no sheet has yet.
fn sheet_name(name: &str, taken: &mut Vec<String>) -> String {
    const UNITS: usize = 31;
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let allowed: String = name.chars().filter(allowed).collect();
    let whole = if allowed.trim().is_empty() { "工作表".to_owned() } else { clipped(allowed.trim(), UNITS) };
    let free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let base = clipped(&whole, UNITS - 6);
    let numbered = (2..).map(|number| format!("{base}({number})"));
    let name = std::iter::once(whole).chain(numbered).find(free).unwrap_or_default();
    taken.push(name.clone());
    name
}

/// The formats of cells: of each of the three states a plain one and one for dates.
struct Styles {
    heading: Format,
    plain: [Format; 4],
    error: [Format; 4],
    warning: [Format; 4],
}

impl Styles {
    fn new() -> Self {
        let of = |base: &Format| {
            ["General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss"].map(|shape| base.clone().set_num_format(shape))
        };
        Self {
            heading: Format::new().set_bold(),
            plain: of(&Format::new()),
            error: of(&Format::new().set_background_color(Color::RGB(0x00FF_C7CE))),
            warning: of(&Format::new().set_background_color(Color::RGB(0x00FF_EB9C))),
        }
    }

    fn of(&self, severity: Option<Severity>) -> &[Format; 4] {
        match severity {
            None => &self.plain,
            Some(Severity::Error) => &self.error,
            Some(Severity::Warning) => &self.warning,
        }
    }
}

/// One sheet being written again.
struct Copy<'a> {
    worksheet: &'a mut Worksheet,
    styles: &'a Styles,
    planned: Option<&'a DataSheet>,
    problems: Option<u16>,
    notes: &'a mut usize,
}

impl Copy<'_> {
    fn line(&mut self, line: &Line, remarks: &[&Remark]) -> Result<(), XlsxError> {
        let row = line.number.saturating_sub(1);
        let heading = self.planned.is_some_and(|planned| planned.heading_row == line.number);
        for (position, cell) in line.cells.iter().filter(|(position, _)| Some(*position) != self.problems) {
            put(self.worksheet, row, *position, cell, self.styles.of(severity_at(remarks, *position)))?;
        }
        self.mark(row, line, remarks)?;
        let Some(problems) = self.problems else { return Ok(()) };
        if heading {
            self.worksheet.write_string_with_format(row, problems, PROBLEM_COLUMN, &self.styles.heading)?;
            // The remarks on the header itself stand in the summary: this cell must stay a header.
        } else if !remarks.is_empty() {
            let texts: Vec<String> = remarks.iter().map(|remark| explanation(remark)).collect();
            self.worksheet.write_string(row, problems, clipped(&texts.join("\n"), CELL_UNITS))?;
        }
        Ok(())
    }

    /// Fills blank cells that should not be, and annotates each cell that has remarks.
    fn mark(&mut self, row: u32, line: &Line, remarks: &[&Remark]) -> Result<(), XlsxError> {
        let mut by_column: HashMap<u16, Vec<String>> = HashMap::new();
        for remark in remarks {
            if let Some(place) = &remark.place {
                by_column.entry(place.position).or_default().push(remark.message());
            }
        }
        for (position, texts) in by_column {
            if !line.cells.iter().any(|(filled, _)| *filled == position) {
                let [format, ..] = self.styles.of(severity_at(remarks, position));
                self.worksheet.write_blank(row, position, format)?;
            }
            if *self.notes > 0 {
                *self.notes -= 1;
                let text = clipped(&texts.join("\n"), 2_000);
                let note = Note::new(text).add_author_prefix(false).set_width(260).set_height(100);
                self.worksheet.insert_note(row, position, &note)?;
            }
        }
        Ok(())
    }
}

fn severity_at(remarks: &[&Remark], position: u16) -> Option<Severity> {
    let here = remarks.iter().filter(|remark| remark.place.as_ref().is_some_and(|place| place.position == position));
    here.map(|remark| remark.severity).min()
}

fn explanation(remark: &Remark) -> String {
    let header = remark.place.as_ref().map(|place| format!("{}：", place.header)).unwrap_or_default();
    format!("【{}】{header}{}", remark.severity.title(), remark.message())
}

/// Writes a cell as what it was. Everything that is not surely a number, a date or a truth value is written as a
/// string, which no spreadsheet evaluates: `=cmd|…` in a cell stays text.
fn put(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &[Format; 4]) -> Result<(), XlsxError> {
    /// Digits that a spreadsheet keeps of a number.
    const DIGITS: usize = 15;
    let [plain, date, moment, time] = formats;
    let digits = cell.text.chars().filter(char::is_ascii_digit).count();
    match cell.kind {
        CellKind::Number if digits <= DIGITS && !cell.precision_lost => {
            if let Ok(value) = cell.text.parse::<f64>() {
                return worksheet.write_number_with_format(row, column, value, plain).map(|_| ());
            }
        }
        CellKind::DateTime => {
            if let Ok(value) = ExcelDateTime::parse_from_str(&cell.text) {
                let format = match (cell.text.contains('-'), cell.text.contains(':')) {
                    (true, false) => date,
                    (false, _) => time,
                    (true, true) => moment,
                };
                return worksheet.write_datetime_with_format(row, column, value, format).map(|_| ());
            }
        }
        CellKind::Bool => {
            return worksheet.write_boolean_with_format(row, column, cell.text == "TRUE", plain).map(|_| ());
        }
        _ => {}
    }
    worksheet.write_string_with_format(row, column, clipped(&cell.text, CELL_UNITS), plain).map(|_| ())
}

/// The beginning of a text, in UTF-16 units.
fn clipped(text: &str, units: usize) -> String {
    let mut room = units;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).collect()
}

fn summary(worksheet: &mut Worksheet, remarks: &Remarks, styles: &Styles) -> Result<(), XlsxError> {
    worksheet.set_name(SUMMARY_SHEET)?;
    for (column, width) in [(0_u16, 18), (3, 22), (4, 28), (5, 44), (6, 44), (8, 28)] {
        worksheet.set_column_width(column, width)?;
    }
    let headers = ["工作表", "行", "列", "表头", "内容", "问题", "处理办法", "级别", "代码"];
    for (column, header) in (0_u16..).zip(headers) {
        worksheet.write_string_with_format(0, column, header, &styles.heading)?;
    }
    let mut row = 0;
    for remark in remarks {
        row += 1;
        let (letter, header) = match &remark.place {
            Some(place) => (column_letter(place.position), &*place.header),
            None => (String::new(), ""),
        };
        let value = remark.value.as_deref().unwrap_or_default();
        let texts = [&*remark.sheet, "", &letter, header, value, &remark.reason, &remark.remedy];
        for (column, text) in (0_u16..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            worksheet.write_string(row, column, clipped(text, CELL_UNITS))?;
        }
        worksheet.write_number(row, 1, remark.row)?;
        worksheet.write_string(row, 7, remark.severity.title())?;
        worksheet.write_string(row, 8, &*remark.code)?;
    }
    if remarks.omitted() > 0 {
        worksheet.write_string(row + 2, 0, format!("另有 {} 条未列出。各类问题的总数：", remarks.omitted()))?;
        for (at, (code, seen)) in (row + 3..).zip(remarks.by_code()) {
            worksheet.write_string(at, 0, format!("{code}：{seen} 条"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("企业", "企业")]
    #[case(" '[2024]年:*? ", "2024年")]
    #[case("检查结果", "检查结果(2)")]
    #[case("", "工作表")]
    #[case(&"𠮷".repeat(20), &"𠮷".repeat(15))]
    fn sheet_names_are_those_that_xlsx_allows(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(sheet_name(name, &mut vec!["检查结果".to_owned()]), expected);
    }
}
