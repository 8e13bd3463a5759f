//! The stage records of a project in one row.

use crate::db::Conn;
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::error::Result;
use crate::record::Record as _;
use crate::registry::project::rows::{
    Acceptance, AcceptanceFiling, Contract, DrawingReview, Permit, QualitySupervision, SafetySupervision, Tender,
};
use crate::registry::project::view::StageView;
use crate::registry::public_ids;

/// All stage records of a project in the order of their dates; those without a date come last.
pub fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<StageView>> {
    let id = [id.0];
    let tenders = Tender::load(conn, &id)?;
    let contracts = Contract::load(conn, &id)?;
    let reviews = DrawingReview::load(conn, &id)?;
    let ids = public_ids::of_enterprises(conn, parties(&tenders, &contracts, &reviews))?;
    let mut stages: Vec<StageView> = tenders.iter().map(|row| StageView::of_tender(row, &ids)).collect();
    stages.extend(contracts.iter().map(|row| StageView::of_contract(row, &ids)));
    stages.extend(reviews.iter().map(|row| StageView::of_drawing_review(row, &ids)));
    stages.extend(QualitySupervision::load(conn, &id)?.iter().map(StageView::of_quality_supervision));
    stages.extend(SafetySupervision::load(conn, &id)?.iter().map(StageView::of_safety_supervision));
    stages.extend(Permit::load(conn, &id)?.iter().map(StageView::of_permit));
    stages.extend(Acceptance::load(conn, &id)?.iter().map(StageView::of_acceptance));
    stages.extend(AcceptanceFiling::load(conn, &id)?.iter().map(StageView::of_acceptance_filing));
    stages.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(stages)
}

fn order(stage: &StageView) -> impl Ord + '_ {
    (stage.on.is_none(), stage.on, stage.kind, stage.number.as_str())
}

fn parties(tenders: &[Tender], contracts: &[Contract], reviews: &[DrawingReview]) -> Vec<EnterpriseId> {
    let tenders = tenders.iter().flat_map(|row| [row.winner_id, row.agency_id]);
    let contracts = contracts.iter().flat_map(|row| [row.employer_id, row.contractor_id]);
    let reviews = reviews.iter().map(|row| row.reviewer_id);
    tenders.chain(contracts).chain(reviews).flatten().collect()
}
