//! The spreadsheets of all registries at one desk: every kind of sheet, and what a row of it changes.

use chrono::NaiveDate;

use super::cells::Cells;
use super::enterprise::change::EnterpriseChange;
use super::{credit, enterprise, personnel, project};
use crate::intake::{Remarks, Row, SheetKind};

/// What one row of a sheet changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// An enterprise and its records.
    Enterprise(EnterpriseChange),
}

/// Every kind of sheet, in the order in which they are best loaded.
pub fn kinds() -> Vec<&'static SheetKind> {
    [enterprise::sheet::KINDS, personnel::sheet::KINDS, project::sheet::KINDS, credit::sheet::KINDS].concat()
}

/// Reads a row; nothing when a remark keeps it out.
pub fn read(row: &Row<'_>, today: NaiveDate, remarks: &mut Remarks) -> Option<Change> {
    let mut cells = Cells::new(row, today, remarks);
    enterprise::sheet::read(&mut cells).map(Change::Enterprise)
}

#[cfg(test)]
mod tests;
