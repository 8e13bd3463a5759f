//! What the project registry shows, in JSON and on pages alike.
//!
//! Money is in fen (`_fen`), areas in hundredths of a square metre (`_dm2`): integers, so that nothing is rounded.

mod event;
mod particulars;
mod people;
mod stage;
mod tender;
mod unit;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

pub use event::{CommitmentView, FakePerformanceView, PermitChangeView, StoppageView};
pub use particulars::ProjectParticularsView;
pub use people::{EngagementView, EvidenceView, ParticipantView};
pub use stage::{PartyView, StageDate, StageView};
pub use tender::{BidView, TenderSectionView};
pub use unit::{MeasureView, UnitWorkView};

use super::change::ProjectRecords;
use super::rows::{Project, ProjectNumber};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::project::{ProjectNumberKind, ProjectStage, ProjectType};
use crate::registry::public_ids::Referred;
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

/// A project with its particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectDetail {
    /// As lists show it.
    #[serde(flatten)]
    pub summary: ProjectSummary,
    /// Other numbers it is known by.
    pub numbers: Vec<ProjectNumberView>,
    /// Particulars.
    #[serde(flatten)]
    pub particulars: ProjectParticularsView,
    /// Unit works and sections.
    pub unit_works: Vec<UnitWorkView>,
    /// Changes of the construction permits.
    pub permit_changes: Vec<PermitChangeView>,
    /// Stops of the works.
    pub stoppages: Vec<StoppageView>,
    /// Commitments of the five parties' leaders to answer for the quality.
    pub commitments: Vec<CommitmentView>,
    /// Decisions that what was reported as performance of this project is fake.
    pub fake_performances: Vec<FakePerformanceView>,
    /// Who verified the record.
    pub provenance: ProvenanceView,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

impl ProjectDetail {
    /// The detail of a project from its rows.
    pub fn of(row: &Project, records: &ProjectRecords, referred: &Referred, as_of: Option<DateTime<Utc>>) -> Self {
        let number = |row: &ProjectNumber| ProjectNumberView { kind: row.kind, value: row.value.clone() };
        Self {
            summary: ProjectSummary::of(row, &referred.enterprises),
            numbers: records.numbers.iter().map(number).collect(),
            particulars: records.particulars.first().map(ProjectParticularsView::of).unwrap_or_default(),
            unit_works: records.unit_works.iter().map(|row| UnitWorkView::of(row, records)).collect(),
            permit_changes: records.permit_changes.iter().map(PermitChangeView::of).collect(),
            stoppages: records.stoppages.iter().map(StoppageView::of).collect(),
            commitments: records.commitments.iter().map(|row| CommitmentView::of(row, referred)).collect(),
            fake_performances: records
                .fake_performances
                .iter()
                .map(|row| FakePerformanceView::of(row, referred))
                .collect(),
            provenance: ProvenanceView::of(row),
            as_of,
        }
    }
}
