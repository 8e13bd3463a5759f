//! The spreadsheets of the project registry, by subject: their columns, and what a row changes.

mod acceptance;
mod contract;
mod leader;
mod party;
mod performance;
mod permit;
mod project;
mod review;
mod supervision;
mod tender;
mod unit;

use crate::intake::SheetKind;

/// The sheets of this room, in the order in which they are best loaded.
pub static KINDS: &[&SheetKind] = &[
    &project::PROJECT,
    &unit::UNIT_WORK,
    &unit::UNIT_WORK_MEASURE,
    &party::PARTICIPANT,
    &tender::TENDER,
    &tender::TENDER_SECTION,
    &tender::TENDER_BIDDER,
    &contract::CONTRACT,
    &review::DRAWING_REVIEW,
    &review::DRAWING_VIOLATION,
    &supervision::QUALITY_SUPERVISION,
    &supervision::SAFETY_SUPERVISION,
    &permit::PERMIT,
    &permit::PERMIT_CHANGE,
    &party::SITE_PERSON,
    &acceptance::ACCEPTANCE,
    &acceptance::ACCEPTANCE_FILING,
    &acceptance::RECORD_LINK,
    &party::COMMITMENT,
    &supervision::STOPPAGE,
    &performance::PERFORMANCE,
];
