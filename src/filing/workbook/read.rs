//! Reading a workbook: each row as an item of a form is read.

use std::collections::HashSet;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::finding::Finding;
use super::{MOST_ROWS, limits};
use crate::error::{Error, FieldError, Result};
use crate::filing::hall::content::{self, FIELD_CHARACTERS, Filer};
use crate::filing::hall::draft::Purpose;
use crate::intake::{self, DataSheet, Filled, Plan, Remark, Remarks, Row, Severity, SheetKind, Workbook};

/// Rows handed over at a time: each lot is one transaction.
pub const ROWS: usize = 50;
/// Longest title of a row, in characters.
const TITLE_CHARACTERS: usize = 200;
/// Most things said of one row.
const MOST_FINDINGS: usize = 50;

/// How rows are to be read.
#[derive(Clone, Debug)]
pub struct Reader {
    /// What they file.
    pub purpose: Purpose,
    /// The sheet whose rows they are.
    pub sheet: &'static SheetKind,
    /// Credit code of the enterprise that files.
    pub credit_code: String,
    /// Its name.
    pub name: String,
    /// Where it is registered.
    pub region_code: String,
    /// The day.
    pub today: NaiveDate,
}

/// A row as it was read.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Number of the row as the spreadsheet shows it.
    pub number: u32,
    /// What a list says of it.
    pub title: String,
    /// What it says, completed with what is known of the enterprise.
    pub filled: Filled,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl ReadRow {
    /// Whether nothing keeps it out.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| !finding.is_error)
    }

    /// Something said of the row as a whole.
    pub fn finding(&self, code: &str, text: String, is_error: bool) -> Finding {
        let whole = Finding::of_workbook(code, text, is_error);
        Finding { sheet: self.sheet.to_string(), row: self.number, ..whole }
    }
}

/// What is handed over while a workbook is read.
#[derive(Debug)]
pub enum Lot {
    /// Its headers, and how many rows it has.
    Plan(Vec<Finding>, u64),
    /// Some rows.
    Rows(Vec<ReadRow>),
}

/// A workbook in a folder of its own, which only this process may open and which goes with it.
pub struct Unpacked {
    folder: TempDir,
    /// The file.
    pub path: PathBuf,
}

impl Unpacked {
    /// Writes a workbook where it can be read; a text without sheets is called by the name of its file.
    pub fn write(name: &str, bytes: &[u8]) -> Result<Self> {
        let folder = TempDir::with_prefix("siku-").map_err(Error::internal)?;
        let path = folder.path().join(name);
        let mut file = std::fs::File::create(&path).map_err(Error::internal)?;
        file.write_all(bytes).map_err(Error::internal)?;
        Ok(Self { folder, path })
    }

    /// Room for another file beside it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Opens a workbook and finds its sheets. Those are left out whose header lacks what each row must have.
pub fn plan(book: &mut Workbook, reader: &Reader) -> Result<(Plan, Vec<Finding>)> {
    let plan = book.detect(&[reader.sheet])?;
    let remarks = plan.sheets.iter().flat_map(|sheet| header_remarks(sheet, reader)).collect::<Vec<_>>();
    let mut findings: Vec<Finding> = remarks.iter().map(Finding::of).collect();
    findings.extend(plan.skipped.iter().filter(|sheet| !is_own(&sheet.name)).map(|sheet| {
        let text = format!("工作表“{}”未读取：{}。", sheet.name, sheet.reason);
        Finding::of_workbook("sheet.skipped", text, false)
    }));
    let lacking: HashSet<&Arc<str>> =
        remarks.iter().filter(|remark| remark.severity == Severity::Error).map(|remark| &remark.sheet).collect();
    let sheets = plan.sheets.iter().filter(|sheet| !lacking.contains(&sheet.name)).cloned().collect();
    Ok((Plan { sheets, skipped: plan.skipped.clone() }, findings))
}

/// Sheets of our own template and report.
fn is_own(name: &str) -> bool {
    ["字典", "示例", "填写说明", "检查结果"].contains(&name)
}

/// What is wrong with a header. What the enterprise need not say of itself may be left out.
fn header_remarks(sheet: &DataSheet, reader: &Reader) -> Vec<Remark> {
    let own = |field: &str| reader.purpose.kind.own.iter().any(|(name, _)| *name == field);
    let mut remarks = sheet.remarks();
    remarks.retain(|remark| remark.field.is_none_or(|field| !own(field)));
    remarks
}

/// Reads a workbook to its end. `hand_over` says whether somebody still wants more.
pub fn read(file: &Unpacked, reader: &Reader, mut hand_over: impl FnMut(Lot) -> bool) -> Result<()> {
    let mut book = intake::open(&file.path, &limits())?;
    let (plan, findings) = plan(&mut book, reader)?;
    // Counted first: nobody waits for rows of a workbook that has too many, and whoever waits knows for how many.
    let rows = book.read(&plan, |_row| Ok(ControlFlow::Continue(())))?.rows;
    if rows > MOST_ROWS {
        return Err(Error::Unreadable(format!("工作簿有 {rows} 行，超过 {MOST_ROWS} 行。请拆成几个文件，分别上传。")));
    }
    if !hand_over(Lot::Plan(findings, rows)) {
        return Ok(());
    }
    let mut lot = Vec::with_capacity(ROWS);
    book.read(&plan, |row| {
        lot.push(read_row(&row, reader));
        let is_full = lot.len() >= ROWS;
        if is_full && !hand_over(Lot::Rows(std::mem::replace(&mut lot, Vec::with_capacity(ROWS)))) {
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if !lot.is_empty() {
        hand_over(Lot::Rows(lot));
    }
    Ok(())
}

/// Reads a row as an item of a form is read, after what is wrong with its cells as cells.
fn read_row(row: &Row<'_>, reader: &Reader) -> ReadRow {
    let mut findings = of_cells(row, reader);
    let mut filled = row.filled();
    findings.extend(cut(row, &mut filled));
    let filer = Filer { credit_code: &reader.credit_code, name: &reader.name };
    let Purpose { kind, act } = reader.purpose;
    let others = content::complete(kind, act, &mut filled, filer);
    let reading = content::read(act, reader.sheet, &filled, reader.today);
    let told: HashSet<String> = findings.iter().filter_map(|finding| finding.field.clone()).collect();
    let (errors, warnings) = (others.iter().chain(&reading.errors), reading.warnings.iter());
    let said = errors.map(|error| (error, true)).chain(warnings.map(|warning| (warning, false)));
    let new = said.filter(|(error, _)| !told.contains(&error.path));
    for found in new.map(|(error, is_error)| of_field(row, error, is_error)) {
        // Two records that are read from one row may have the same against one of its cells.
        if !findings.contains(&found) {
            findings.push(found);
        }
    }
    findings.truncate(MOST_FINDINGS);
    let title = content::title(act, reader.sheet, &filled);
    let title = title.chars().filter(|sign| !sign.is_control()).take(TITLE_CHARACTERS).collect();
    ReadRow { sheet: Arc::clone(&row.sheet().name), number: row.number(), title, filled, findings }
}

/// What is wrong with the cells as cells, of those that are asked for. That one is blank is for the form to say: the
/// enterprise need not repeat what is known of it.
fn of_cells(row: &Row<'_>, reader: &Reader) -> Vec<Finding> {
    let mut remarks = Remarks::default();
    row.check(&mut remarks);
    let asked = |remark: &&Remark| remark.field.is_none_or(|field| reader.purpose.act.asks(field));
    remarks.iter().filter(|remark| remark.code != "cell.required").filter(asked).map(Finding::of).collect()
}

/// Refuses texts that are too long to be kept, and keeps none of them.
fn cut(row: &Row<'_>, filled: &mut Filled) -> Vec<Finding> {
    let long = filled.fields.extract_if(.., |_, text| text.chars().count() > FIELD_CHARACTERS);
    let refusal = |(field, _): (String, String)| {
        let text = format!("内容过长（超过 {FIELD_CHARACTERS} 字）。请精简。");
        of_field(row, &FieldError::new(field, "text.too_long", text), true)
    };
    long.map(refusal).collect()
}

/// An error of a field, at its cell.
fn of_field(row: &Row<'_>, error: &FieldError, is_error: bool) -> Finding {
    let column = row.kind().columns.iter().find(|column| column.field == error.path);
    let field = column.map_or("", |column| column.field);
    let remark = row.remark(field, error.code.clone(), error.message.trim_end_matches('。'), "");
    let remark = if is_error { remark } else { remark.warning() };
    let found = Finding::of(&remark);
    Finding { header: found.header.or_else(|| column.map(|column| column.header.to_owned())), ..found }
}
