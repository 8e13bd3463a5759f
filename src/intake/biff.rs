//! Old workbooks (xls, [MS-XLS]) walked before the spreadsheet library is let near them.
//!
//! calamine loads every sheet of an xls as a full rectangle, follows sector chains without looking for a circle, and
//! reserves what a sheet declares: a file of a few kilobytes can ask for all memory. The walk is the same as its own,
//! only counting; where the file is not regular the walk gives up, and the file counts as damaged.

use std::ops::RangeInclusive;

/// What the walk found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// The sheets span this many cells together.
    Cells(u64),
    /// The workbook has a password.
    Encrypted,
}

/// Rows and columns of an xls sheet; what declares more is damaged.
const SHEET: (u32, u32) = (65_536, 256);

/// Sector numbers from here on are marks, not sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the mini stream, in pieces of 64 bytes.
const MINI: usize = 4_096;

/// Walks a whole file; `None` where it is not regular.
pub(super) fn walk(file: &[u8]) -> Option<Walk> {
    let stream = workbook_stream(file)?;
    let mut sheets = Vec::new();
    for (kind, data) in Records(&stream) {
        match kind {
            0x002F if u16_at(data, 0)? != 0 => return Some(Walk::Encrypted),
            0x0085 => sheets.push(usize::try_from(u32_at(data, 0)?).ok()?),
            0x000A => break,
            _ => {}
        }
    }
    let cells = sheets.into_iter().map(|start| sheet_cells(stream.get(start..)?));
    cells.sum::<Option<u64>>().map(Walk::Cells)
}

/// The cells of the rectangle that holds all filled cells of a sheet.
fn sheet_cells(stream: &[u8]) -> Option<u64> {
    let mut span: Option<(RangeInclusive<u16>, RangeInclusive<u16>)> = None;
    let (mut opened, mut nested) = (false, 0_u32);
    for (kind, data) in Records(stream) {
        match kind {
            0x0809 if opened => nested += 1,
            0x0809 => opened = true,
            0x000A if nested == 0 => break,
            0x000A => nested -= 1,
            _ if nested > 0 => {}
            0x0200 => check_dimensions(data)?,
            // Formula, RString, Number, Label, BoolErr, LabelSst, RK, and MulRk with its last column at its end.
            0x0006 | 0x00D6 | 0x0203..=0x0205 | 0x00FD | 0x027E | 0x00BD => {
                let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
                let last = if kind == 0x00BD { u16_at(data, data.len().checked_sub(2)?)? } else { first };
                span = Some(match span {
                    None => (row..=row, first..=last),
                    Some((rows, columns)) => (widen(&rows, row, row), widen(&columns, first, last)),
                });
            }
            _ => {}
        }
    }
    let length = |range: &RangeInclusive<u16>| u64::from(range.end().saturating_sub(*range.start())) + 1;
    Some(span.map_or(0, |(rows, columns)| length(&rows) * length(&columns)))
}

fn widen(range: &RangeInclusive<u16>, first: u16, last: u16) -> RangeInclusive<u16> {
    first.min(*range.start())..=last.max(*range.end())
}

/// calamine reserves room for what `Dimensions` declares.
fn check_dimensions(data: &[u8]) -> Option<()> {
    let (first_row, last_row, last_column) = if data.len() < 14 {
        (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), u32::from(u16_at(data, 6)?))
    } else {
        (u32_at(data, 0)?, u32_at(data, 4)?, u32::from(u16_at(data, 10)?))
    };
    (first_row <= last_row && last_row <= SHEET.0 && last_column <= SHEET.1).then_some(())
}

/// The records of a stream, each with its type: two bytes type, two bytes length, data.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.0, 0)?, usize::from(u16_at(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..)?;
        Some((kind, data))
    }
}

/// The stream `Workbook` (or `Book`, before Excel 97) of a compound file ([MS-CFB] 2.2 to 2.6).
fn workbook_stream(file: &[u8]) -> Option<Vec<u8>> {
    let sectors = Sectors::read(file)?;
    let directory = chain(u32_at(file, 48)?, usize::MAX, &sectors.next, |id| sectors.get(id))?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let size = |entry: &[u8]| usize::try_from(u32_at(entry, 120)?).ok();
    let root = entries.first()?;
    let mini_table = match u32_at(file, 64)? {
        0 => Vec::new(),
        _ => chain(u32_at(file, 60)?, usize::MAX, &sectors.next, |id| sectors.get(id))?,
    };
    let mini_stream = if mini_table.is_empty() {
        Vec::new()
    } else {
        chain(u32_at(root, 116)?, size(root)?, &sectors.next, |id| sectors.get(id))?
    };
    let named = |name: &str| entries.iter().find(|entry| is_named(entry, name));
    let book = named("Workbook").or_else(|| named("Book"))?;
    let (start, size) = (u32_at(book, 116)?, size(book)?);
    if size >= MINI {
        return chain(start, size, &sectors.next, |id| sectors.get(id));
    }
    chain(start, size, &numbers(&mini_table), |id| {
        let at = usize::try_from(id).ok()?.checked_mul(64)?;
        mini_stream.get(at..mini_stream.len().min(at.checked_add(64)?))
    })
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let units = (0..32).map_while(|at| u16_at(entry, at * 2)).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>().eq_ignore_ascii_case(name)
}

/// The sectors of a compound file and the table of which follows which.
struct Sectors<'a> {
    file: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let size = match u16_at(file, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut sectors = Self { file, size, next: Vec::new() };
        let mut tables = numbers(file.get(76..512)?);
        let mut more = u32_at(file, 68)?;
        for _ in 0..=file.len() / size {
            if more > LAST_SECTOR {
                break;
            }
            let mut further = numbers(sectors.get(more)?);
            more = further.pop()?;
            tables.extend(further);
        }
        let mut next = Vec::new();
        for table in tables.into_iter().filter(|id| *id <= LAST_SECTOR) {
            next.extend(numbers(sectors.get(table)?));
        }
        sectors.next = next;
        // A table cannot name more sectors than there are, but for the rest of its last sector.
        (sectors.next.len() <= file.len() / 4 + size).then_some(sectors)
    }

    fn get(&self, id: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.size)?;
        self.file.get(start..self.file.len().min(start.checked_add(self.size)?))
    }
}

/// Puts a chain of pieces together, up to `length` bytes; `None` when it runs in a circle or out of the file.
fn chain<'a>(start: u32, length: usize, next: &[u32], piece: impl Fn(u32) -> Option<&'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut id = start;
    for _ in 0..=next.len() {
        if id > LAST_SECTOR {
            return Some(bytes);
        }
        let found = piece(id)?;
        bytes.extend(found.iter().take(length - bytes.len()));
        if bytes.len() >= length {
            return Some(bytes);
        }
        id = *next.get(usize::try_from(id).ok()?)?;
    }
    None
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    (0..bytes.len() / 4).map_while(|at| u32_at(bytes, at * 4)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|pair| u16::from_le_bytes(*pair))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}
