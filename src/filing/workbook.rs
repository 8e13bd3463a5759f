//! Filing by workbook: an enterprise hands in its performance as rows, all of them are looked at at once, and the good ones
//! become one filing whose items are decided singly.
//!
//! ```text
//! template ─► upload ─► check (a job: read ─► verdict, row by row) ─► send ─► hall::draft, hall::submit
//!               │                    │                                          │
//!           attachment          repaired workbook                       items, each by itself
//! ```
//!
//! A row is read as an item of a form is, by the same code, and then rehearsed against the registries. What is kept of a
//! workbook is the enterprise's own working paper: it changes nothing, so the ledger begins with the filing.

pub mod api;
pub mod check;
pub mod finding;
pub mod page;
pub mod read;
pub mod repaired;
pub mod rows;
pub mod send;
pub mod store;
pub mod template;
pub mod upkeep;
pub mod upload;
pub mod view;

use crate::error::{Error, Result};
use crate::filing::hall::draft::Purpose;
use crate::filing::hall::kinds::{self, FilingAct};
use crate::intake::{Limits, SheetKind};

/// What a workbook is called where it is not found.
pub const WHAT: &str = "批量补录的工作簿";
/// The kind of filing whose acts are filed by workbook.
const KIND: &str = "performance";
/// Most bytes of a workbook.
pub const MOST_BYTES: u64 = 10 << 20;
/// Most rows of a workbook.
pub const MOST_ROWS: u64 = 2_000;

/// What of a workbook is read at most. Whether it has too many rows is said when they are counted, by number.
pub fn limits() -> Limits {
    Limits {
        file_bytes: MOST_BYTES,
        loaded_file_bytes: MOST_BYTES,
        loaded_cells: 500_000,
        inflated_bytes: 256 << 20,
        rows: 20 * MOST_ROWS,
        ..Limits::default()
    }
}

/// What can be filed by workbook.
pub fn acts() -> &'static [FilingAct] {
    kinds::find(KIND).map_or(&[], |kind| kind.acts)
}

/// The purpose of an act, and the sheet whose rows it takes; the first where none is named.
pub fn purpose(act: &str) -> Result<(Purpose, &'static SheetKind)> {
    let purpose = Purpose::named(KIND, act)?;
    Ok((purpose, purpose.act.sheet("")?))
}

/// As if it were not there.
pub fn absent(key: &str) -> Error {
    Error::NotFound { what: WHAT, key: key.to_owned() }
}
