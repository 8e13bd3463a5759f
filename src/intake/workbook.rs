//! Opening a workbook: recognised by content, surveyed, and refused with advice where it cannot be read.

use super::archive::{self, Packed};
use super::biff::Walk;
use super::limits::{Limits, megabytes};
use super::recognise::{Container, HEAD, container};
use super::source::{Line, Source, damaged, guarded};
use super::text::TextTable;
use super::{biff, compound, refuse};
use crate::error::{Error, Result};
use calamine::{Reader, Sheet, SheetType, SheetVisible, open_workbook};
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A sheet of the workbook that holds cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetName {
    pub(super) name: Arc<str>,
    pub(super) hidden: bool,
}

/// An open workbook.
pub struct Workbook {
    source: Source,
    sheets: Vec<SheetName>,
    limits: Limits,
    rows_at_most: Option<u64>,
}

/// Opens a workbook: xlsx, xlsm, xlsb, xls, ods, or a CSV or other separated text in UTF-8, UTF-16 or GB 18030.
///
/// What it is is decided by its content. A file that cannot be read, or not within the limits, is
/// [`Error::Unreadable`] with what it is and what to do.
pub fn open(path: &Path, limits: &Limits) -> Result<Workbook> {
    let mut file = File::open(path).map_err(|error| refuse(format!("打不开文件（{error}）。请检查文件名和权限。")))?;
    let size = file.metadata().map_err(Error::internal)?.len();
    if size > limits.file_bytes {
        return Err(Error::TooLarge { limit: limits.file_bytes });
    }
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(Error::internal)?;
    match container(&head)? {
        Container::Zip => open_packed(path, size, limits),
        Container::Compound => open_xls(path, size, limits),
        Container::Text => {
            let table = TextTable::examine(path, &head, limits)?;
            let name = path.file_stem().map_or_else(|| "CSV".into(), |stem| stem.to_string_lossy());
            Ok(Workbook {
                sheets: vec![SheetName { name: name.into(), hidden: false }],
                limits: limits.clone(),
                rows_at_most: Some(table.rows_at_most),
                source: Source::Text(table),
            })
        }
    }
}

fn open_packed(path: &Path, size: u64, limits: &Limits) -> Result<Workbook> {
    let survey = archive::survey(File::open(path).map_err(Error::internal)?, limits)?;
    let (source, sheets) = match survey.format {
        Packed::Xlsx => {
            let book = guarded("", || open_workbook::<calamine::Xlsx<_>, _>(path))?;
            let sheets = worksheets(book.sheets_metadata())?;
            (Source::Xlsx(Box::new(book)), sheets)
        }
        Packed::Xlsb => {
            let book = guarded("", || open_workbook::<calamine::Xlsb<_>, _>(path))?;
            let sheets = worksheets(book.sheets_metadata())?;
            (Source::Xlsb(Box::new(book)), sheets)
        }
        Packed::Ods => {
            check_loaded_size(size, limits)?;
            let book = guarded("", || open_workbook::<calamine::Ods<_>, _>(path))?;
            let sheets = worksheets(book.sheets_metadata())?;
            (Source::Ods(Box::new(book)), sheets)
        }
    };
    Ok(Workbook { source, sheets, limits: limits.clone(), rows_at_most: survey.rows_at_most })
}

fn open_xls(path: &Path, size: u64, limits: &Limits) -> Result<Workbook> {
    compound::check(BufReader::new(File::open(path).map_err(Error::internal)?))?;
    check_loaded_size(size, limits)?;
    match biff::walk(&std::fs::read(path).map_err(Error::internal)?) {
        Some(Walk::Encrypted) => return Err(refuse(compound::ENCRYPTED)),
        Some(Walk::Cells(cells)) if cells > limits.loaded_cells => {
            return Err(refuse(archive::loaded_too_large(limits)));
        }
        Some(Walk::Cells(_)) => {}
        None => return Err(damaged("", "结构不合规范")),
    }
    let book = guarded("", || open_workbook::<calamine::Xls<_>, _>(path))?;
    let sheets = worksheets(book.sheets_metadata())?;
    Ok(Workbook { source: Source::Xls(Box::new(book)), sheets, limits: limits.clone(), rows_at_most: None })
}

fn check_loaded_size(size: u64, limits: &Limits) -> Result<()> {
    if size <= limits.loaded_file_bytes {
        return Ok(());
    }
    Err(refuse(format!(
        "这种格式（.xls、.ods）的文件不能超过 {}。请在 Excel 或 WPS 中另存为 .xlsx 后重新提交。",
        megabytes(limits.loaded_file_bytes)
    )))
}

/// The sheets that hold cells; macros, dialogs and charts do not.
fn worksheets(sheets: &[Sheet]) -> Result<Vec<SheetName>> {
    let found: Vec<SheetName> = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| SheetName { name: sheet.name.as_str().into(), hidden: sheet.visible != SheetVisible::Visible })
        .collect();
    if found.is_empty() {
        return Err(refuse(
            "工作簿里没有工作表，只有宏、图表或对话框。请把数据放在普通工作表中，另存为 .xlsx 后重新提交。",
        ));
    }
    Ok(found)
}

impl Workbook {
    /// The names of its sheets, in their order.
    pub fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|sheet| &*sheet.name)
    }

    pub(super) fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Hands every filled row of a sheet to `take` until it breaks.
    /// Most rows that it can have, where that is known before it is read.
    pub fn rows_at_most(&self) -> Option<u64> {
        self.rows_at_most
    }

    pub(super) fn lines(&mut self, sheet: &str, take: &mut dyn FnMut(Line) -> Result<ControlFlow<()>>) -> Result<()> {
        self.source.lines(sheet, &self.limits, take)
    }

    /// Refuses a sheet with too many filled rows before the first of them is handed out. Only a workbook that could
    /// have too many is read for it: a million rows of mere formatting are no reason to refuse.
    pub(super) fn check_rows(&mut self, sheet: &str) -> Result<()> {
        if self.rows_at_most.is_some_and(|rows| rows <= self.limits.rows) {
            return Ok(());
        }
        self.lines(sheet, &mut |_| Ok(ControlFlow::Continue(())))
    }
}
