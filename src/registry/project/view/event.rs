//! What happened to a project beside its stages: permits changed, works stopped, leaders committed themselves, performance
//! was found to be fake.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::NamedEnterpriseView;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::project::ParticipantRole;
use crate::registry::project::rows::{Commitment, FakePerformance, PermitChange, Stoppage};
use crate::registry::public_ids::Referred;
use crate::registry::view::{ProvenanceView, in_words};

/// A change of a construction permit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PermitChangeView {
    /// The permit.
    #[schema(example = "4101052003010101-SX-001")]
    pub permit_number: String,
    /// What changed, in words.
    #[schema(example = "项目经理")]
    pub item: String,
    /// What it was.
    #[schema(example = "张测试")]
    pub before: String,
    /// What it is.
    #[schema(example = "李测试")]
    pub after: String,
    /// When.
    pub changed_on: NaiveDate,
    /// Document of the change.
    pub document: Option<String>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl PermitChangeView {
    /// The view of a row; whoever is named is named without a number.
    pub fn of(row: &PermitChange) -> Self {
        Self {
            permit_number: row.permit_number.clone(),
            item: in_words(List::PermitChangeItem, Some(&row.item)).unwrap_or_default(),
            before: resident_id::covered(&row.before),
            after: resident_id::covered(&row.after),
            changed_on: row.changed_on,
            document: row.document.clone(),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A stop of the works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoppageView {
    /// The permit under which they stopped, where said.
    pub permit_number: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Since when.
    pub stopped_on: NaiveDate,
    /// When they went on.
    pub resumed_on: Option<NaiveDate>,
    /// Whether the owner consents that the project manager is replaced.
    pub owner_consents: Option<bool>,
    /// Whether the contractor is at fault.
    pub contractor_at_fault: Option<bool>,
    /// Document of the stop.
    pub document: Option<String>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl StoppageView {
    /// The view of a row.
    pub fn of(row: &Stoppage) -> Self {
        Self {
            permit_number: row.permit_number.clone(),
            reason: row.reason.clone(),
            stopped_on: row.stopped_on,
            resumed_on: row.resumed_on,
            owner_consents: row.owner_consents,
            contractor_at_fault: row.contractor_at_fault,
            document: row.document.clone(),
            provenance: ProvenanceView::of(row),
        }
    }
}

/// The commitment of a party's leader to answer for the quality as long as the works stand (质量终身责任承诺书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CommitmentView {
    /// Role of the party.
    pub role: ParticipantRole,
    /// The party.
    pub enterprise: Option<NamedEnterpriseView>,
    /// Opaque id of the leader; absent where the record does not tell who of that name it is.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub person_id: Option<String>,
    /// Name of the leader as the record writes it.
    #[schema(example = "张测试")]
    pub person_name: String,
    /// Date of the party's authorisation.
    pub authorised_on: Option<NaiveDate>,
    /// Date of the commitment.
    pub signed_on: Option<NaiveDate>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

impl CommitmentView {
    /// The view of a row.
    pub fn of(row: &Commitment, referred: &Referred) -> Self {
        Self {
            role: row.role,
            enterprise: NamedEnterpriseView::of(row.enterprise_id, Some(&row.enterprise_name), &referred.enterprises),
            person_id: referred.person(row.person_id),
            person_name: row.person_name.clone(),
            authorised_on: row.authorised_on,
            signed_on: row.signed_on,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A decision that what an enterprise reported as its performance is fake (虚假业绩).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FakePerformanceView {
    /// Number in the list of fake performance.
    #[schema(example = "202601218")]
    pub number: String,
    /// What is fake about it.
    #[schema(example = "业绩不存在")]
    pub kind: String,
    /// The enterprise that reported it.
    pub enterprise: Option<NamedEnterpriseView>,
    /// Document of the decision.
    pub document: Option<String>,
    /// Deciding body.
    pub authority: Option<String>,
    /// Date of the decision.
    pub decided_on: NaiveDate,
    /// Who verified the record.
    pub provenance: ProvenanceView,
}

impl FakePerformanceView {
    /// The view of a row.
    pub fn of(row: &FakePerformance, referred: &Referred) -> Self {
        Self {
            number: row.number.clone(),
            kind: row.kind.clone(),
            enterprise: NamedEnterpriseView::of(row.enterprise_id, Some(&row.enterprise_name), &referred.enterprises),
            document: row.document.clone(),
            authority: row.authority.clone(),
            decided_on: row.decided_on,
            provenance: ProvenanceView::of(row),
        }
    }
}
