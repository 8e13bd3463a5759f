//! Enterprises that records named by name alone, before they were on file.

use super::change::ProjectRecords;
use super::rows::{
    Commitment, Contract, DrawingReview, DrawingViolation, Engagement, FakePerformance, Participant, Project, Tender,
    TenderBidder,
};
use super::settle::settle;
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, Document as _, InClear, Outcome, Record as _, Source, batch};
use crate::registry::enterprise::newcomers::{Newcomers, names_enterprises};

names_enterprises! {
    Project: owner_id by owner_name;
    Participant: enterprise_id by enterprise_name;
    Engagement: enterprise_id by enterprise_name;
    Commitment: enterprise_id by enterprise_name;
    Tender: agency_id by agency_name, winner_id by winner_name;
    TenderBidder: bidder_id by bidder_name;
    Contract: employer_id by employer_name, contractor_id by contractor_name;
    DrawingReview: reviewer_id by reviewer_name;
    DrawingViolation: enterprise_id by enterprise_name;
    FakePerformance: enterprise_id by enterprise_name;
}

/// Ties enterprises that have just come on file, or under a new name, to the projects whose records name them. What is
/// found changes the project like anything else that arrives.
pub fn identify(tx: &mut Tx<'_>, basis: &Basis, newcomers: &Newcomers) -> Result<Outcome> {
    let projects = store::naming_enterprises(tx.conn, newcomers.spellings())?;
    if projects.is_empty() {
        return Ok(Outcome::default());
    }
    let mut documents = ProjectRecords::load_all(tx.conn, &projects)?;
    let arrivals = Project::load(tx.conn, &projects)?.into_iter().map(|project| Arrival {
        source: Source::Mention,
        head_id: project.id.into(),
        records: naming(documents.remove(&project.id.into()).unwrap_or_default(), newcomers),
        head: newcomers.identify(vec![project]).pop(),
    });
    batch::apply_settled(tx, basis, arrivals.collect(), &InClear, settle)
}

/// The records of a project that name one of the enterprises, with the enterprise.
fn naming(records: ProjectRecords, newcomers: &Newcomers) -> ProjectRecords {
    ProjectRecords {
        participants: newcomers.identify(records.participants),
        engagements: newcomers.identify(records.engagements),
        commitments: newcomers.identify(records.commitments),
        tenders: newcomers.identify(records.tenders),
        tender_bidders: newcomers.identify(records.tender_bidders),
        contracts: newcomers.identify(records.contracts),
        drawing_reviews: newcomers.identify(records.drawing_reviews),
        drawing_violations: newcomers.identify(records.drawing_violations),
        fake_performances: newcomers.identify(records.fake_performances),
        ..ProjectRecords::default()
    }
}
