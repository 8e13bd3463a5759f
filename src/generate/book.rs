//! The workbooks that are written. Headers come from the kinds of sheets that the registries read.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::calendar::year;
use super::random::Random;
use super::ugly::{Written, spoil};
use crate::error::{Error, Result};
use crate::intake::SheetKind;
use crate::registry;

/// Rows of a sheet before the next begins: a fourth of what a spreadsheet can hold.
const MOST_ROWS: u32 = 250_000;

/// How the workbooks of one run are written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Seed of all chance.
    pub seed: u64,
    /// The day that stands in the properties: the day of writing would make every file another one.
    pub as_of: NaiveDate,
    /// Cells in a million that are written as people write them.
    pub ugly_per_million: u32,
}

/// One workbook being written, a sheet a kind, each row on its way to disk as soon as the next begins.
pub struct Book {
    manner: Manner,
    workbook: Workbook,
    path: PathBuf,
    open: Vec<OpenSheet>,
    full: Vec<Worksheet>,
    rows: u64,
}

struct OpenSheet {
    kind: &'static SheetKind,
    worksheet: Worksheet,
    part: u32,
    next_row: u32,
}

impl Book {
    /// A workbook to be saved as `path`.
    pub fn new(path: &Path, manner: Manner) -> Result<Self> {
        let mut workbook = Workbook::new();
        let written_at = properties_time(manner.as_of).map_err(Error::internal)?;
        let properties = DocProperties::new().set_author("siku generate").set_creation_datetime(&written_at);
        workbook.set_properties(&properties);
        let path = path.to_owned();
        Ok(Self { manner, workbook, path, open: Vec::new(), full: Vec::new(), rows: 0 })
    }

    /// Adds a row of a kind: the fields that have something to say, in any order, those of the kind's first columns first
    /// at best. A field or kind that the registries do not know is a defect.
    pub fn row(&mut self, kind: &str, fields: &[(&str, &str)]) -> Result<()> {
        let place = self.sheet(kind)?;
        let Some(sheet) = self.open.get_mut(place) else { return Ok(()) };
        sheet.write(fields, &self.manner)?;
        self.rows += 1;
        Ok(())
    }

    /// Saves the workbook and says how many rows are in it.
    pub fn save(mut self) -> Result<u64> {
        let open = self.open.into_iter().map(|sheet| sheet.worksheet);
        for worksheet in self.full.into_iter().chain(open) {
            self.workbook.push_worksheet(worksheet);
        }
        self.workbook.save(&self.path).map_err(Error::internal)?;
        Ok(self.rows)
    }

    /// The place of the open sheet of a kind; a new one where there is none yet, or none with room.
    fn sheet(&mut self, name: &str) -> Result<usize> {
        let Some(place) = self.open.iter().position(|sheet| sheet.kind.name == name) else {
            let kind = kind_named(name)?;
            self.open.push(OpenSheet::new(&mut self.workbook, kind, 1)?);
            return Ok(self.open.len() - 1);
        };
        if let Some(sheet) = self.open.get_mut(place).filter(|sheet| sheet.next_row > MOST_ROWS) {
            let next = OpenSheet::new(&mut self.workbook, sheet.kind, sheet.part + 1)?;
            self.full.push(std::mem::replace(sheet, next).worksheet);
        }
        Ok(place)
    }
}

fn properties_time(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(year(day)).unwrap_or(1900);
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(chrono::Datelike::month(&day)), part(chrono::Datelike::day(&day)))
}

/// The kind of sheet with a name.
pub fn kind_named(name: &str) -> Result<&'static SheetKind> {
    let kinds = registry::sheet::kinds();
    let found = kinds.into_iter().find(|kind| kind.name == name);
    found.ok_or_else(|| Error::internal(format!("no registry reads sheets of the kind {name}")))
}

impl OpenSheet {
    fn new(workbook: &mut Workbook, kind: &'static SheetKind, part: u32) -> Result<Self> {
        let worksheet = workbook.new_worksheet_with_constant_memory().map_err(Error::internal)?;
        let mut sheet = Self { kind, worksheet, part, next_row: 1 };
        sheet.head().map_err(Error::internal)?;
        Ok(sheet)
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let name =
            if self.part == 1 { self.kind.title.to_owned() } else { format!("{}（{}）", self.kind.title, self.part) };
        self.worksheet.set_name(name)?;
        self.worksheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (position, column) in (0_u16..).zip(self.kind.columns) {
            self.worksheet.set_column_width(position, if column.code { 22 } else { 16 })?;
            self.worksheet.write_string_with_format(0, position, column.header, &bold)?;
        }
        Ok(())
    }

    fn write(&mut self, fields: &[(&str, &str)], manner: &Manner) -> Result<()> {
        let mut cells = cells(self.kind, fields)?;
        let row = self.next_row;
        self.next_row += 1;
        let seed = (manner.ugly_per_million > 0).then_some(manner.seed);
        let index = u64::from(self.part) << 32 | u64::from(row);
        let mut random = seed.map(|seed| Random::keyed(seed, self.kind.name, index));
        cells.sort_unstable_by_key(|(position, _)| *position);
        for (position, text) in cells {
            let spoilt = random
                .as_mut()
                .and_then(|random| (random.below(1_000_000) < manner.ugly_per_million).then_some(random));
            let column = self.kind.columns.get(usize::from(position));
            let written = spoilt.zip(column).and_then(|(random, column)| spoil(column, text, random));
            let done = match written {
                Some(Written::Text(text)) => self.worksheet.write_string(row, position, text).map(drop),
                Some(Written::Number(number)) => self.worksheet.write_number(row, position, number).map(drop),
                None if text.is_empty() => Ok(()),
                None => self.worksheet.write_string(row, position, text).map(drop),
            };
            done.map_err(Error::internal)?;
        }
        Ok(())
    }
}

/// The position of each field among the columns. Fields mostly come in the order of the columns, so that the search goes
/// on where the last one ended.
fn cells<'t>(kind: &SheetKind, fields: &[(&str, &'t str)]) -> Result<Vec<(u16, &'t str)>> {
    let count = kind.columns.len();
    let mut next = 0;
    let mut cells = Vec::with_capacity(fields.len());
    for (field, text) in fields {
        let found = (next..count)
            .chain(0..next)
            .find(|place| kind.columns.get(*place).is_some_and(|column| column.field == *field));
        let position = found.and_then(|place| u16::try_from(place).ok());
        let Some(position) = position else {
            return Err(Error::internal(format!("a sheet of the kind {} has no field {field}", kind.name)));
        };
        next = usize::from(position) + 1;
        cells.push((position, *text));
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn an_unknown_field_or_kind_is_a_defect() {
        let manner = Manner { seed: 1, as_of: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), ugly_per_million: 0 };
        let mut book = Book::new(Path::new("nowhere.xlsx"), manner).unwrap();
        assert!(book.row("enterprise", &[("name", "某公司"), ("colour", "红")]).is_err());
        assert!(book.row("weather", &[("name", "晴")]).is_err());
        assert!(book.row("enterprise", &[("state", "在册"), ("name", "某公司")]).is_ok());
    }
}
