//! Reading the planned sheets row by row.

use super::cell::Cell;
use super::heading::Matcher;
use super::kind::Column;
use super::plan::{DataSheet, Plan};
use super::row::Row;
use super::source::Line;
use super::workbook::Workbook;
use crate::error::Result;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows handed out.
    pub rows: u64,
    /// Of these, rows that continue the record above.
    pub continuations: u64,
    /// Rows skipped because they repeat the header or only lead back to a table of contents.
    pub repeated_headings: u64,
}

/// Cells that lead back to a table of contents.
const BACK_LINKS: &[&str] = &["返回目录", "返回首页", "返回"];

impl Workbook {
    /// Hands every record row of the planned sheets to `each`, in order, until it breaks. Blank rows and repeated
    /// headers are left out.
    pub fn read(&mut self, plan: &Plan, mut each: impl FnMut(Row<'_>) -> Result<ControlFlow<()>>) -> Result<Tally> {
        let mut tally = Tally::default();
        for sheet in &plan.sheets {
            let mut reading = Reading::new(sheet);
            let mut flow = ControlFlow::Continue(());
            self.lines(&sheet.name, &mut |line| {
                if line.number > sheet.heading_row {
                    flow = reading.take(line, &mut tally, &mut each)?;
                }
                Ok(flow)
            })?;
            if flow.is_break() {
                break;
            }
        }
        Ok(tally)
    }
}

/// The state of reading one sheet.
struct Reading<'a> {
    sheet: &'a DataSheet,
    matcher: Matcher,
    columns: HashMap<u16, usize>,
    carry: Vec<usize>,
    cells: Vec<Cell>,
    extras: Vec<(u16, Cell)>,
    /// Columns whose values are not stored and that no row has filled yet.
    unstored: Vec<&'static Column>,
    /// Columns without a header that a row has filled.
    headless: HashSet<u16>,
    above: Option<Vec<(usize, Cell)>>,
}

impl<'a> Reading<'a> {
    fn new(sheet: &'a DataSheet) -> Self {
        let columns = sheet.columns.iter().filter_map(|column| Some((column.position, column.column?))).collect();
        Self {
            sheet,
            matcher: Matcher::new(sheet.kind),
            columns,
            carry: sheet.kind.carry.iter().filter_map(|field| sheet.kind.position(field)).collect(),
            cells: vec![Cell::default(); sheet.kind.columns.len()],
            extras: Vec::new(),
            unstored: sheet.kind.columns.iter().filter(|column| !column.stored).collect(),
            headless: HashSet::new(),
            above: None,
        }
    }

    fn take(
        &mut self,
        line: Line,
        tally: &mut Tally,
        each: &mut impl FnMut(Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<ControlFlow<()>> {
        if self.is_heading(&line) || is_back_link(&line) {
            tally.repeated_headings += 1;
            return Ok(ControlFlow::Continue(()));
        }
        let number = line.number;
        self.fill(line);
        let continuation = self.carry_down();
        tally.rows += 1;
        tally.continuations += u64::from(continuation);
        let (unstored, headless) = (&self.newly_filled(), &self.newly_headless());
        let (sheet, cells, extras) = (self.sheet, &self.cells, &self.extras);
        each(Row { sheet, number, continuation, cells, extras, unstored, headless })
    }

    /// The columns not stored that this row is the first to fill.
    fn newly_filled(&mut self) -> Vec<&'static Column> {
        if self.unstored.is_empty() {
            return Vec::new();
        }
        let (kind, cells) = (self.sheet.kind, &self.cells);
        let blank =
            |column: &Column| kind.position(column.field).and_then(|at| cells.get(at)).is_none_or(Cell::is_blank);
        self.unstored.extract_if(.., |column| !blank(column)).collect()
    }

    /// The columns without a header that this row is the first to fill.
    fn newly_headless(&mut self) -> Vec<u16> {
        let headed = |position: u16| self.sheet.columns.iter().any(|column| column.position == position);
        let filled = self.extras.iter().filter(|(_, cell)| !cell.is_blank()).map(|(position, _)| *position);
        let headless: Vec<u16> = filled.filter(|position| !headed(*position)).collect();
        headless.into_iter().filter(|position| self.headless.insert(*position)).collect()
    }

    /// A header again, or the row of field codes under it: most of its cells name the column they stand in.
    fn is_heading(&self, line: &Line) -> bool {
        let known = line.cells.iter().filter_map(|(position, cell)| Some((self.columns.get(position)?, cell)));
        let (mut named, mut all) = (0_usize, 0_usize);
        for (column, cell) in known {
            all += 1;
            named += usize::from(self.matcher.names(&cell.text, *column));
        }
        named >= 2.min(self.columns.len()) && named * 2 > all
    }

    fn fill(&mut self, line: Line) {
        self.cells.fill_with(Cell::default);
        self.extras.clear();
        for (position, cell) in line.cells {
            match self.columns.get(&position).and_then(|column| self.cells.get_mut(*column)) {
                Some(slot) => *slot = cell,
                None => self.extras.push((position, cell)),
            }
        }
    }

    /// Copies the carried cells down when all of them are blank; else keeps them for the rows below.
    fn carry_down(&mut self) -> bool {
        if self.carry.is_empty() {
            return false;
        }
        let carried: Vec<(usize, Cell)> =
            self.carry.iter().filter_map(|column| Some((*column, self.cells.get(*column)?.clone()))).collect();
        if carried.iter().any(|(_, cell)| !cell.is_blank()) {
            self.above = Some(carried);
            return false;
        }
        let Some(above) = &self.above else { return false };
        for (column, cell) in above {
            if let Some(slot) = self.cells.get_mut(*column) {
                slot.clone_from(cell);
            }
        }
        true
    }
}

fn is_back_link(line: &Line) -> bool {
    matches!(line.cells.as_slice(), [(_, cell)] if BACK_LINKS.contains(&cell.trimmed()))
}
