//! Reading a workbook into batches of changes.

use std::mem;
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::FileReport;
use crate::error::Result;
use crate::intake::{self, Limits, Remark, Row, SheetKind};
use crate::registry::change;
use crate::registry::sheet::{self, Change};

/// Rows handed over at a time; the writer cuts them into transactions.
const ROWS: usize = 1_000;

/// A change with the row it comes from, ready to be remarked on.
#[derive(Clone)]
pub struct Sourced {
    /// The change.
    pub change: Change,
    /// A remark on the row, to be completed when the registry refuses it.
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
    let mut plan = workbook.detect(kinds)?;
    for sheet in &plan.sheets {
        file.remarks.extend(sheet.remarks());
    }
    // A sheet whose header is wrong is not read: its rows would all be wrong in the same way.
    let unsound: Vec<_> = file
        .remarks
        .iter()
        .filter(|remark| remark.severity == intake::Severity::Error)
        .map(|r| r.sheet.clone())
        .collect();
    let whole = plan.clone();
    plan.sheets.retain(|sheet| !unsound.contains(&sheet.name));
    file.plan = Some(whole);

    let mut batch = Batch::default();
    let remarks = &mut file.remarks;
    workbook.read(&plan, |row| {
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
    })?;
    hand_over(batch);
    Ok(())
}

fn remark(row: &Row<'_>) -> Remark {
    let field = row.kind().columns.first().map_or("", |column| column.field);
    row.remark(field, "record.outranked", "", "")
}
