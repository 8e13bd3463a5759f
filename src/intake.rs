//! The spreadsheet engine: cells in, remarks out. It knows no registry.
//!
//! ```text
//! open ─► Workbook ─► detect(kinds) ─► Plan ─► read(plan, |row| …) ─► Remarks ─► write_repaired
//!   │                    │                        │
//!   │ recognise, archive,│ heading, kind          │ source, text, cell
//!   │ compound, biff     │                        │
//! ```
//!
//! People's workbooks are as people make them: titles over the header, headers in any order and spelling, one sheet a
//! region, a header that comes again, numbers where codes belong. This room takes all of that in bounded memory and
//! hands on rows of named cells, each as written; what a cell means is for the registries to say. Whatever is not
//! taken is named: a skipped sheet with its reason, an unknown column with its header, a wrong cell with its place.

mod archive;
mod biff;
mod cell;
mod compound;
mod form;
mod heading;
mod kind;
mod limits;
mod ods;
mod plan;
mod read;
mod recognise;
mod remark;
mod remarks;
mod repaired;
mod row;
mod scan;
mod source;
mod template;
mod text;
mod workbook;

#[cfg(test)]
mod tests;

pub use cell::{Cell, CellKind};
pub use form::{Filled, Form};
pub use kind::{Column, Need, SheetKind};
pub use limits::Limits;
pub use plan::{DataSheet, HeadingColumn, Plan, SkippedSheet};
pub use read::Tally;
pub use remark::{Place, Remark, Severity};
pub use remarks::Remarks;
pub use repaired::write_repaired;
pub use row::Row;
pub use template::{Asked, Dictionary, Template};
pub use workbook::{Workbook, open};

use crate::error::Error;

/// The refusal of a whole workbook: says what it is and what to do.
fn refuse(text: impl Into<String>) -> Error {
    Error::Unreadable(text.into())
}

/// The name of a column as a spreadsheet shows it: 0 is `A`, 26 is `AA`.
pub fn column_letter(position: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(position) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}
