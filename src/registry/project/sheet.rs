//! The spreadsheets of the project registry, by subject: their columns, and what a row changes.

mod acceptance;
mod backfill;
mod contract;
mod fake;
mod leader;
mod party;
mod performance;
mod permit;
mod permit_change;
mod project;
mod review;
mod site;
mod supervision;
mod tender;
mod unit;

use super::change::{ProjectChange, ProjectRecords};
use super::identity::ProjectRef;
use crate::intake::SheetKind;
use crate::registry::cells::{Cells, Mentions};

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
    &permit_change::PERMIT_CHANGE,
    &site::SITE_PERSON,
    &acceptance::ACCEPTANCE,
    &acceptance::ACCEPTANCE_FILING,
    &acceptance::RECORD_LINK,
    &party::COMMITMENT,
    &supervision::STOPPAGE,
    &performance::PERFORMANCE,
    &backfill::BACKFILL,
    &fake::FAKE_PERFORMANCE,
];

/// What a row changes; nothing when a remark keeps it out.
pub fn read(cells: &mut Cells<'_, '_>) -> Option<ProjectChange> {
    let change = match cells.row().kind().name {
        "project" => Some(project::read(cells)),
        "unit-work" => unit::unit_work(cells),
        "unit-work-measure" => unit::measures(cells),
        "participant" => party::participant(cells),
        "site-person" => site::site_person(cells),
        "commitment" => party::commitment(cells),
        "tender" => tender::tender(cells),
        "tender-section" => tender::section(cells),
        "tender-bidder" => tender::bidder(cells),
        "contract" => contract::read(cells),
        "drawing-review" => review::review(cells),
        "drawing-violation" => review::violation(cells),
        "quality-supervision" => supervision::quality(cells),
        "safety-supervision" => supervision::safety(cells),
        "stoppage" => supervision::stoppage(cells),
        "permit" => permit::permit(cells),
        "permit-change" => permit_change::change(cells),
        "acceptance" => acceptance::acceptance(cells),
        "acceptance-filing" => acceptance::filing(cells),
        "record-link" => acceptance::link(cells),
        "performance" => performance::read(cells),
        "backfill" => Some(backfill::read(cells)),
        "fake-performance" => fake::read(cells),
        _ => None,
    };
    change.filter(|_| cells.is_sound())
}

/// A change that says nothing of the project itself: its records wait where the project is not on file.
fn under(who: ProjectRef, records: ProjectRecords, mentions: Mentions) -> ProjectChange {
    ProjectChange {
        who,
        head: None,
        records,
        enterprises: mentions.enterprises,
        people: mentions.people,
        projects: Vec::new(),
    }
}
