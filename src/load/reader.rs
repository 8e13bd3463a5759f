//! Reading a workbook into batches of changes.

use std::mem;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::FileReport;
use crate::error::Result;
use crate::intake::{self, DataSheet, Limits, Plan, Remark, Remarks, Row, Severity, SheetKind, Workbook};
use crate::registry::change;
use crate::registry::sheet::{self, Change};

/// Rows handed over at a time; the writer cuts them into transactions.
const ROWS: usize = 3_000;

/// A change with the row it comes from.
#[derive(Clone)]
pub struct Sourced {
    /// The change.
    pub change: Change,
    /// A remark on the row, to be completed where the registry has something to say.
    pub remark: Remark,
}

/// Changes of one room in the order of their rows.
#[derive(Default)]
pub struct Batch {
    /// The changes.
    pub changes: Vec<Sourced>,
    /// Rows read for it.
    pub rows_read: u64,
    /// Of these, rows kept out.
    pub rows_refused: u64,
    /// Rows of the workbook at most, said in the first batch of it where it is known.
    pub rows_at_most: u64,
}

/// Reads a workbook. `hand_over` says whether somebody still wants more.
pub fn read(
    file: &mut FileReport,
    kinds: &[&'static SheetKind],
    today: NaiveDate,
    limits: &Limits,
    mut hand_over: impl FnMut(Batch) -> bool,
) -> Result<()> {
    let mut workbook = intake::open(&file.path, limits)?;
    hand_over(Batch { rows_at_most: workbook.rows_at_most().unwrap_or_default(), ..Batch::default() });
    let plan = workbook.detect(kinds)?;
    file.remarks.extend(plan.sheets.iter().flat_map(DataSheet::remarks));
    file.plan = Some(plan.clone());
    // A sheet whose header lacks what it must have is not read: its rows would all be wrong in the same way.
    let (sound, lacking) = plan.sheets.into_iter().partition(is_sound);
    let plan = Plan { sheets: sound, ..plan };

    let mut batch = Batch::default();
    for sheet in lacking {
        let unread = rows(&mut workbook, sheet, &mut file.remarks)?;
        batch.rows_read += unread;
        batch.rows_refused += unread;
    }
    let remarks = &mut file.remarks;
    let outcome = workbook.read(&plan, |row| {
        batch.rows_read += 1;
        match sheet::read(&row, today, remarks) {
            None => batch.rows_refused += 1,
            Some(change) => {
                let turn = batch.changes.last().is_some_and(|last| !change::same_room(&last.change, &change));
                if (turn || batch.changes.len() >= ROWS) && !hand_over(mem::take(&mut batch)) {
                    return Ok(ControlFlow::Break(()));
                }
                batch.changes.push(Sourced { change, remark: remark(&row) });
            }
        }
        Ok(ControlFlow::Continue(()))
    });
    // What was read before the damage is handed over as well, so that the counts are right.
    hand_over(batch);
    outcome.map(|_tally| ())
}

fn is_sound(sheet: &DataSheet) -> bool {
    sheet.remarks().iter().all(|remark| remark.severity != Severity::Error)
}

/// Counts the rows of a sheet that is not read, and says so.
fn rows(workbook: &mut Workbook, sheet: DataSheet, remarks: &mut Remarks) -> Result<u64> {
    let plan = Plan { sheets: vec![sheet], skipped: Vec::new() };
    let rows = workbook.read(&plan, |_row| Ok(ControlFlow::Continue(())))?.rows;
    remarks.extend(plan.sheets.iter().map(|sheet| sheet.unread(rows)));
    Ok(rows)
}

fn remark(row: &Row<'_>) -> Remark {
    let field = row.kind().columns.first().map_or("", |column| column.field);
    row.remark(field, "record.outranked", "", "")
}
