//! Findings (核验问题): what the rules find on file, from the day it is found until the facts change.
//!
//! ```text
//! cases of the check ─► keep: opened, changed, closed ─┐
//! acts of people: acknowledged, answered, waived ──────┴─► finding, finding_step, ledger ─► service ─► api, page, workbook
//! ```

pub mod act;
pub mod api;
pub mod keep;
pub mod page;
pub mod rows;
pub mod service;
pub mod store;
pub mod view;
pub mod workbook;

use crate::domain::vocabulary::provenance::HeadKind;
use crate::ledger::verify::Heads;
use crate::record::Table;

/// Findings with what happened to them.
pub fn heads() -> Heads {
    let tables = vec![Table::of::<rows::FindingRow>(), Table::of::<rows::StepRow>()];
    Heads { kind: HeadKind::Finding, ids_after: store::ids_after, tables }
}
