//! What the project registry shows, in JSON and on pages alike.
//!
//! Money is in fen (`_fen`), areas in hundredths of a square metre (`_dm2`): integers, so that nothing is rounded.

mod people;
mod stage;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

pub use people::{EngagementView, EvidenceView, ParticipantView};
pub use stage::{PartyView, StageDate, StageView};

use super::rows::{FakePerformance, Project, ProjectNumber, ProjectParticulars, UnitWork};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::project::{ProjectNumberKind, ProjectStage, ProjectType};
use crate::registry::view::{ProvenanceView, RegionView};

/// An enterprise that a project's record names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedEnterpriseView {
    /// Opaque id, where the enterprise is on file.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: Option<String>,
    /// Name as the record writes it.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
}

impl NamedEnterpriseView {
    /// The enterprise of a record; nothing where the record has no name.
    pub fn of(id: Option<EnterpriseId>, name: Option<&str>, ids: &HashMap<EnterpriseId, String>) -> Option<Self> {
        let name = name.filter(|name| !name.is_empty())?.to_owned();
        Some(Self { id: id.and_then(|id| ids.get(&id).cloned()), name })
    }
}

/// A project as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectSummary {
    /// Opaque id: the canonical address of the project.
    #[schema(example = "7c2m9x4w1k8r3j0p")]
    pub id: String,
    /// National project number.
    #[schema(example = "4101052003010101")]
    pub national_number: Option<String>,
    /// Name.
    #[schema(example = "金水区人民医院病房楼")]
    pub name: String,
    /// Type.
    pub project_type: Option<ProjectType>,
    /// Region.
    pub region: Option<RegionView>,
    /// Owner.
    pub owner: Option<NamedEnterpriseView>,
    /// The furthest stage of which there is a record.
    pub stage: ProjectStage,
    /// Date of the first construction permit.
    pub permitted_on: Option<NaiveDate>,
    /// Date on which acceptance of the last part was passed; absent while a part is not accepted.
    pub accepted_on: Option<NaiveDate>,
    /// Total investment, in fen.
    #[schema(example = 12_800_000_000_i64)]
    pub investment_fen: Option<i64>,
    /// Area, in hundredths of a square metre.
    #[schema(example = 3_250_000_i64)]
    pub area_dm2: Option<i64>,
    /// When the record last changed.
    pub updated_at: DateTime<Utc>,
}

impl ProjectSummary {
    /// The summary of a row.
    pub fn of(row: &Project, enterprises: &HashMap<EnterpriseId, String>) -> Self {
        Self {
            id: row.public_id.clone(),
            national_number: row.national_number.clone(),
            name: row.name.clone(),
            project_type: row.project_type,
            region: row.region_code.as_deref().map(RegionView::of),
            owner: NamedEnterpriseView::of(row.owner_id, row.owner_name.as_deref(), enterprises),
            stage: row.stage,
            permitted_on: row.permitted_on,
            accepted_on: row.accepted_on,
            investment_fen: row.investment_fen,
            area_dm2: row.area_dm2,
            updated_at: row.updated_at.and_utc(),
        }
    }
}

/// A number that a project is known by, besides the national one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectNumberView {
    /// Kind of number.
    pub kind: ProjectNumberKind,
    /// The number as written.
    #[schema(example = "2016-330100-48-01-028683-000")]
    pub value: String,
}

/// A unit work or section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitWorkView {
    /// Unit code.
    #[schema(example = "001")]
    pub code: String,
    /// Name.
    #[schema(example = "病房楼")]
    pub name: String,
    /// Cost, in fen.
    pub cost_fen: Option<i64>,
    /// Area, in hundredths of a square metre.
    pub area_dm2: Option<i64>,
    /// Storeys above ground.
    pub storeys_above: Option<i32>,
    /// Storeys below ground.
    pub storeys_below: Option<i32>,
    /// Height, in millimetres.
    pub height_mm: Option<i64>,
    /// Span, in millimetres.
    pub span_mm: Option<i64>,
    /// Size as described.
    pub size: Option<String>,
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
    fn of(row: &FakePerformance, enterprises: &HashMap<EnterpriseId, String>) -> Self {
        Self {
            number: row.number.clone(),
            kind: row.kind.clone(),
            enterprise: NamedEnterpriseView::of(row.enterprise_id, Some(&row.enterprise_name), enterprises),
            document: row.document.clone(),
            authority: row.authority.clone(),
            decided_on: row.decided_on,
            provenance: ProvenanceView::of(row),
        }
    }
}

/// A project with its particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: ProjectSummary,
    /// Other numbers it is known by.
    pub numbers: Vec<ProjectNumberView>,
    /// Place.
    pub address: Option<String>,
    /// Approval document.
    pub approval_number: Option<String>,
    /// Approving body.
    pub approval_body: Option<String>,
    /// Date of approval.
    pub approved_on: Option<NaiveDate>,
    /// Land planning permit.
    pub land_planning_number: Option<String>,
    /// Works planning permit.
    pub works_planning_number: Option<String>,
    /// Size as described.
    pub size: Option<String>,
    /// Planned start.
    pub planned_start_on: Option<NaiveDate>,
    /// Planned finish.
    pub planned_finish_on: Option<NaiveDate>,
    /// Actual start, as reported.
    pub started_on: Option<NaiveDate>,
    /// Actual finish, as reported.
    pub finished_on: Option<NaiveDate>,
    /// Unit works and sections.
    pub unit_works: Vec<UnitWorkView>,
    /// Decisions that what was reported as performance of this project is fake.
    pub fake_performances: Vec<FakePerformanceView>,
    /// Who verified the record.
    pub provenance: ProvenanceView,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

impl ProjectDetail {
    /// The detail of a project from its rows.
    pub fn of(
        row: &Project,
        particulars: &ProjectParticulars,
        numbers: &[ProjectNumber],
        unit_works: &[UnitWork],
        fakes: &[FakePerformance],
        enterprises: &HashMap<EnterpriseId, String>,
        as_of: Option<DateTime<Utc>>,
    ) -> Self {
        let number = |row: &ProjectNumber| ProjectNumberView { kind: row.kind, value: row.value.clone() };
        let particulars = particulars.clone();
        Self {
            summary: ProjectSummary::of(row, enterprises),
            numbers: numbers.iter().map(number).collect(),
            address: particulars.address,
            approval_number: particulars.approval_number,
            approval_body: particulars.approval_body,
            approved_on: particulars.approved_on,
            land_planning_number: particulars.land_planning_number,
            works_planning_number: particulars.works_planning_number,
            size: particulars.size,
            planned_start_on: particulars.planned_start_on,
            planned_finish_on: particulars.planned_finish_on,
            started_on: particulars.started_on,
            finished_on: particulars.finished_on,
            unit_works: unit_works.iter().map(unit_work).collect(),
            fake_performances: fakes.iter().map(|row| FakePerformanceView::of(row, enterprises)).collect(),
            provenance: ProvenanceView::of(row),
            as_of,
        }
    }
}

fn unit_work(row: &UnitWork) -> UnitWorkView {
    UnitWorkView {
        code: row.code.clone(),
        name: row.name.clone(),
        cost_fen: row.cost_fen,
        area_dm2: row.area_dm2,
        storeys_above: row.storeys_above,
        storeys_below: row.storeys_below,
        height_mm: row.height_mm,
        span_mm: row.span_mm,
        size: row.size.clone(),
    }
}
