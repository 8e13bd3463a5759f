//! What the records of a project say together: how far it has come, and since when and until when people are bound.
//!
//! Pure functions over all records of a project, whatever order they came in: late news corrects the past. No clock
//! has a part in it, so a release may lie ahead (see [`term`]), and who asks compares it with the day.

mod completion;
mod evidence;
mod ground;
pub mod stoppage;
mod term;
#[cfg(test)]
mod tests;
pub mod unverified;

pub use evidence::{Shown, all, earliest};

use super::change::ProjectRecords;
use super::rows::Project;
use crate::domain::vocabulary::project::ProjectStage;
use completion::Completions;
use ground::Grounds;
use term::Term;

/// Settles the derived fields of a project and of its engagements.
pub fn settle(project: &mut Project, records: &mut ProjectRecords) {
    let grounds = Grounds::of(records);
    let completions = Completions::of(records);
    project.stage = stage(records);
    project.permitted_on = records.permits.iter().filter_map(|permit| permit.issued_on).min();
    project.accepted_on = completions.of_project(&grounds).map(|shown| shown.on);

    let term = |engagement| Term::of(engagement, records, &grounds, &completions);
    let terms: Vec<Term> = records.engagements.iter().map(term).collect();
    for (engagement, term) in records.engagements.iter_mut().zip(terms) {
        // Whose engagement it is is known: nothing more is compared with the covered number.
        engagement.person_masked = engagement.person_masked.take().filter(|_| engagement.person_id.is_none());
        engagement.active_since = term.since.as_ref().map(|shown| shown.on);
        engagement.since_basis = term.since.as_ref().and_then(|shown| shown.basis);
        engagement.since_number = term.since.and_then(|shown| shown.number);
        engagement.released_on = term.released.as_ref().map(|shown| shown.on);
        engagement.release_basis = term.released.as_ref().and_then(|shown| shown.basis);
        engagement.release_number = term.released.and_then(|shown| shown.number);
    }
}

/// The furthest stage of which there is a record. A project of which one part is accepted has come as far as
/// acceptance; whether all of it is, `accepted_on` says.
fn stage(records: &ProjectRecords) -> ProjectStage {
    let reached = [
        (ProjectStage::Filed, !records.acceptance_filings.is_empty()),
        (ProjectStage::Accepted, !records.acceptances.is_empty()),
        (ProjectStage::Permitted, !records.permits.is_empty()),
        (ProjectStage::Supervised, !records.quality_supervisions.is_empty() || !records.safety_supervisions.is_empty()),
        (ProjectStage::Reviewed, !records.drawing_reviews.is_empty()),
        (ProjectStage::Contracted, !records.contracts.is_empty()),
        (ProjectStage::Tendered, !records.tenders.is_empty()),
    ];
    reached.into_iter().find(|(_, reached)| *reached).map_or(ProjectStage::Registered, |(stage, _)| stage)
}
