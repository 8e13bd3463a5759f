//! Who takes part in a project.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::NamedEnterpriseView;
use crate::domain::standard::dictionary::List;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::project::{ParticipantRole, Position, StageRecordKind};
use crate::domain::vocabulary::provenance::DataLevel;
use crate::registry::project::rows::{Engagement, Participant};
use crate::registry::view::in_words;

/// An enterprise in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParticipantView {
    /// Role.
    pub role: ParticipantRole,
    /// The enterprise.
    pub enterprise: Option<NamedEnterpriseView>,
    /// Unit work, where said.
    pub unit_code: Option<String>,
    /// Permit it stands on, where said.
    pub permit_number: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Which tier verified it.
    pub data_level: DataLevel,
}

impl ParticipantView {
    /// The view of a row.
    pub fn of(row: &Participant, enterprises: &HashMap<EnterpriseId, String>) -> Self {
        Self {
            role: row.role,
            enterprise: NamedEnterpriseView::of(row.enterprise_id, Some(&row.enterprise_name), enterprises),
            unit_code: row.unit_code.clone(),
            permit_number: row.permit_number.clone(),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            data_level: row.data_level,
        }
    }
}

/// A record that shows something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceView {
    /// Kind of record.
    pub kind: StageRecordKind,
    /// Its number.
    #[schema(example = "4101052003010101-SX-001")]
    pub number: Option<String>,
}

fn evidence(kind: Option<StageRecordKind>, number: Option<&String>) -> Option<EvidenceView> {
    Some(EvidenceView { kind: kind?, number: number.cloned() })
}

/// A person in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EngagementView {
    /// Position.
    pub position: Position,
    /// Opaque id of the person; absent where the record does not tell who of that name it is.
    pub person_id: Option<String>,
    /// Name as the record writes it.
    #[schema(example = "张测试")]
    pub person_name: String,
    /// On whose behalf.
    pub enterprise: Option<NamedEnterpriseView>,
    /// Unit work, where said.
    pub unit_code: Option<String>,
    /// Number of the certificate for the post; covered where it holds an identity number.
    #[schema(example = "豫建安B（2015）0000001")]
    pub certificate_number: Option<String>,
    /// Who issued it.
    pub certificate_authority: Option<String>,
    /// Last day of it.
    pub certificate_valid_until: Option<NaiveDate>,
    /// Specialty, in words.
    pub specialty: Option<String>,
    /// Trade, in words.
    pub work_type: Option<String>,
    /// First day as reported.
    pub reported_from: Option<NaiveDate>,
    /// Last day as reported.
    pub reported_until: Option<NaiveDate>,
    /// Record that names the person.
    pub basis: Option<EvidenceView>,
    /// Since when the person is bound, by the records of this platform.
    pub active_since: Option<NaiveDate>,
    /// Record that shows it.
    pub since_basis: Option<EvidenceView>,
    /// When they were released, by the records of this platform. It may lie ahead where a long stop will release them.
    pub released_on: Option<NaiveDate>,
    /// Record that shows it.
    pub release_basis: Option<EvidenceView>,
    /// Which tier verified it.
    pub data_level: DataLevel,
}

impl EngagementView {
    /// Whether the person is bound on a day.
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.active_since.is_none_or(|since| since <= today) && self.released_on.is_none_or(|released| today < released)
    }

    /// The view of a row.
    pub fn of(
        row: &Engagement,
        enterprises: &HashMap<EnterpriseId, String>,
        people: &HashMap<PersonId, String>,
    ) -> Self {
        Self {
            position: row.position,
            person_id: row.person_id.and_then(|id| people.get(&id).cloned()),
            person_name: row.person_name.clone(),
            enterprise: NamedEnterpriseView::of(row.enterprise_id, row.enterprise_name.as_deref(), enterprises),
            unit_code: row.unit_code.clone(),
            certificate_number: row.certificate_number.clone(),
            certificate_authority: row.certificate_authority.clone(),
            certificate_valid_until: row.certificate_valid_until,
            specialty: in_words(List::ReviewSpecialty, row.specialty.as_deref()),
            work_type: in_words(List::WorkType, row.work_type.as_deref()),
            reported_from: row.reported_from,
            reported_until: row.reported_until,
            basis: evidence(row.basis, row.basis_number.as_ref()),
            active_since: row.active_since,
            since_basis: evidence(row.since_basis, row.since_number.as_ref()),
            released_on: row.released_on,
            release_basis: evidence(row.release_basis, row.release_number.as_ref()),
            data_level: row.data_level,
        }
    }
}
