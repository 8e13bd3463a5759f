//! The records of a project's stages, shown alike.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::NamedEnterpriseView;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::project::{ParticipantRole, StageRecordKind};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::registry::project::rows::{
    Acceptance, AcceptanceFiling, Contract, DrawingReview, Permit, QualitySupervision, SafetySupervision, Tender,
};
use crate::registry::view::ProvenanceView;

/// A party to a stage record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PartyView {
    /// Role.
    pub role: ParticipantRole,
    /// The enterprise.
    #[serde(flatten)]
    pub enterprise: NamedEnterpriseView,
}

/// A date of a stage record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StageDate {
    /// What happened.
    #[schema(example = "发证日期")]
    pub what: &'static str,
    /// The day.
    pub on: NaiveDate,
}

/// A record of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StageView {
    /// Kind of record.
    pub kind: StageRecordKind,
    /// Its number.
    #[schema(example = "4101052003010101-SX-001")]
    pub number: String,
    /// Other numbers of the same record.
    #[schema(example = json!(["410105202603020101"]))]
    pub other_numbers: Vec<String>,
    /// Name of the works, where the record has one.
    pub name: Option<String>,
    /// The day that places it among the others: award, signature, completion, issue, acceptance, filing.
    pub on: Option<NaiveDate>,
    /// All its dates.
    pub dates: Vec<StageDate>,
    /// Its parties.
    pub parties: Vec<PartyView>,
    /// Amount (award, contract or actual cost), in fen.
    pub amount_fen: Option<i64>,
    /// Area, in hundredths of a square metre.
    pub area_dm2: Option<i64>,
    /// State of a permit, as reported.
    pub state: Option<CertificateState>,
    /// Body that issued, accepted or filed it.
    pub authority: Option<String>,
    /// Permits it covers, as written.
    pub permit_numbers: Option<String>,
    /// Who verified it.
    pub provenance: ProvenanceView,
}

type Ids = HashMap<EnterpriseId, String>;

/// What all stage records have alike.
macro_rules! stage {
    ($kind:ident, $row:expr, on: $on:expr, dates: [$($what:literal => $date:expr),+ $(,)?] $(, $field:ident: $value:expr)* $(,)?) => {
        StageView {
            kind: StageRecordKind::$kind,
            number: $row.number.clone(),
            on: $on,
            dates: [$(($what, $date)),+].into_iter().filter_map(|(what, on)| Some(StageDate { what, on: on? })).collect(),
            $($field: $value,)*
            ..StageView::verified($row.data_level, $row.data_source, $row.verifying_body.clone())
        }
    };
}

impl StageView {
    fn verified(data_level: DataLevel, data_source: DataSource, verifying_body: Option<String>) -> Self {
        Self {
            kind: StageRecordKind::default(),
            number: String::new(),
            other_numbers: Vec::new(),
            name: None,
            on: None,
            dates: Vec::new(),
            parties: Vec::new(),
            amount_fen: None,
            area_dm2: None,
            state: None,
            authority: None,
            permit_numbers: None,
            provenance: ProvenanceView { data_level, data_source, verifying_body },
        }
    }

    /// A tender.
    pub fn of_tender(row: &Tender, ids: &Ids) -> Self {
        let winner = match row.tender_class.as_deref() {
            Some("001") => ParticipantRole::Survey,
            Some("002") => ParticipantRole::Design,
            Some("004") => ParticipantRole::Supervision,
            Some("006") => ParticipantRole::GeneralContracting,
            Some("003") => ParticipantRole::Construction,
            _ => ParticipantRole::Other,
        };
        stage!(Tender, row, on: row.awarded_on.or(row.recorded_on),
            dates: ["中标日期" => row.awarded_on, "登记日期" => row.recorded_on],
            name: row.name.clone(),
            parties: parties(ids, [
                (winner, row.winner_id, row.winner_name.as_deref()),
                (ParticipantRole::TenderAgency, row.agency_id, row.agency_name.as_deref()),
            ]),
            amount_fen: row.award_fen,
            area_dm2: row.area_dm2,
        )
    }

    /// A contract; what its contractor does depends on the type (TBCONTRACTTYPEDIC).
    pub fn of_contract(row: &Contract, ids: &Ids) -> Self {
        let contractor = match row.contract_type.as_deref() {
            Some("100") => ParticipantRole::Survey,
            Some("200") => ParticipantRole::Design,
            Some("301") => ParticipantRole::Construction,
            Some("302" | "303") => ParticipantRole::Subcontracting,
            Some("400") => ParticipantRole::Supervision,
            Some("600") => ParticipantRole::GeneralContracting,
            _ => ParticipantRole::Other,
        };
        stage!(Contract, row, on: row.signed_on.or(row.recorded_on),
            dates: ["签订日期" => row.signed_on, "终止日期" => row.ended_on, "登记日期" => row.recorded_on],
            other_numbers: row.contract_number.iter().cloned().collect(),
            name: row.name.clone(),
            parties: parties(ids, [
                (ParticipantRole::Owner, row.employer_id, row.employer_name.as_deref()),
                (contractor, row.contractor_id, row.contractor_name.as_deref()),
            ]),
            amount_fen: row.amount_fen,
        )
    }

    /// A review of construction drawings.
    pub fn of_drawing_review(row: &DrawingReview, ids: &Ids) -> Self {
        stage!(DrawingReview, row, on: row.completed_on.or(row.recorded_on),
            dates: ["审查完成日期" => row.completed_on, "消防审查完成日期" => row.fire_completed_on,
                "人防审查完成日期" => row.air_defence_completed_on, "登记日期" => row.recorded_on],
            other_numbers: row.provincial_number.iter().chain(&row.fire_number).chain(&row.air_defence_number).cloned().collect(),
            name: row.name.clone(),
            parties: parties(ids, [(ParticipantRole::DrawingReview, row.reviewer_id, row.reviewer_name.as_deref())]),
        )
    }

    /// A quality supervision registration.
    pub fn of_quality_supervision(row: &QualitySupervision) -> Self {
        stage!(QualitySupervision, row, on: row.accepted_on, dates: ["受理日期" => row.accepted_on],
            other_numbers: row.registration_number.iter().cloned().collect(),
            authority: row.body.clone(),
        )
    }

    /// A safety supervision registration.
    pub fn of_safety_supervision(row: &SafetySupervision) -> Self {
        stage!(SafetySupervision, row, on: row.accepted_on, dates: ["受理日期" => row.accepted_on],
            other_numbers: row.registration_number.iter().cloned().collect(),
            authority: row.body.clone(),
        )
    }

    /// A construction permit.
    pub fn of_permit(row: &Permit) -> Self {
        stage!(Permit, row, on: row.issued_on.or(row.recorded_on),
            dates: ["发证日期" => row.issued_on, "状态日期" => row.state_since, "登记日期" => row.recorded_on],
            other_numbers: row.provincial_number.iter().chain(&row.inner_number).cloned().collect(),
            name: row.name.clone(),
            amount_fen: row.contract_fen,
            area_dm2: row.area_dm2,
            state: Some(row.state),
            authority: row.authority.clone(),
        )
    }

    /// An acceptance.
    pub fn of_acceptance(row: &Acceptance) -> Self {
        stage!(Acceptance, row, on: row.passed_on.or(row.recorded_on),
            dates: ["开工日期" => row.started_on, "竣工验收日期" => row.passed_on, "登记日期" => row.recorded_on],
            name: row.name.clone(),
            amount_fen: row.cost_fen,
            area_dm2: row.area_dm2,
            permit_numbers: row.permit_numbers.clone(),
        )
    }

    /// A filing of acceptance.
    pub fn of_acceptance_filing(row: &AcceptanceFiling) -> Self {
        stage!(AcceptanceFiling, row, on: row.filed_on.or(row.passed_on).or(row.recorded_on),
            dates: ["开工日期" => row.started_on, "竣工验收日期" => row.passed_on, "备案日期" => row.filed_on,
                "登记日期" => row.recorded_on],
            other_numbers: row.acceptance_number.iter().cloned().collect(),
            name: row.name.clone(),
            amount_fen: row.cost_fen,
            area_dm2: row.area_dm2,
            authority: row.authority.clone(),
            permit_numbers: row.permit_numbers.clone(),
        )
    }
}

fn parties<const N: usize>(
    ids: &Ids,
    named: [(ParticipantRole, Option<EnterpriseId>, Option<&str>); N],
) -> Vec<PartyView> {
    let party = |(role, id, name)| Some(PartyView { role, enterprise: NamedEnterpriseView::of(id, name, ids)? });
    named.into_iter().filter_map(party).collect()
}
