//! Who takes part: enterprises by role, persons by position, and the letters they sign.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, optional_number};
use crate::domain::standard::text::search_key;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::project::{ParticipantRole, Position, StageRecordKind};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{commitment, engagement, participant};

/// An enterprise in a project, by role (参建单位).
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Identifiable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = participant, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Participant {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Role.
    pub role: ParticipantRole,
    /// Unit work, where said.
    pub unit_code: Option<String>,
    /// The enterprise, where on file.
    pub enterprise_id: Option<EnterpriseId>,
    /// The enterprise as written.
    pub enterprise_name: String,
    /// Permit it stands on, where said.
    pub permit_number: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// Which tier verified the record (数据等级).
    pub data_level: DataLevel,
    /// Where it came from (数据来源).
    pub data_source: DataSource,
    /// Verifying body (信息审核部门).
    pub verifying_body: Option<String>,
    /// Verifying person (信息审核人).
    pub verifying_person: Option<String>,
    /// What was written where it differs from what it was taken to mean: JSON by column.
    pub raw: String,
    /// Version of the row.
    pub row_version: i64,
}

/// A person in a project, by position (任职), as reported: nothing forbids two at once, or the rule could not find them.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Identifiable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = engagement, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Engagement {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Position.
    pub position: Position,
    /// The person, where on file.
    pub person_id: Option<PersonId>,
    /// The person as written.
    pub person_name: String,
    /// Search key of the name.
    pub person_name_key: String,
    /// The identity number as the record covers it, of whom nobody on file was: by it they are told when they arrive.
    pub person_masked: Option<String>,
    /// On whose behalf.
    pub enterprise_id: Option<EnterpriseId>,
    /// On whose behalf, as written.
    pub enterprise_name: Option<String>,
    /// Unit work, where said.
    pub unit_code: Option<String>,
    /// Record that names the person.
    pub basis: Option<StageRecordKind>,
    /// Number of that record.
    pub basis_number: Option<String>,
    /// Certificate as reported.
    pub certificate_number: Option<String>,
    /// Body that issued the certificate, as reported.
    pub certificate_authority: Option<String>,
    /// Last day of the certificate, as reported.
    pub certificate_valid_until: Option<NaiveDate>,
    /// Specialty (从事专业).
    pub specialty: Option<String>,
    /// Trade (工种), TBWORKTYPEDIC.
    pub work_type: Option<String>,
    /// First day as reported.
    pub reported_from: Option<NaiveDate>,
    /// Last day as reported.
    pub reported_until: Option<NaiveDate>,
    /// Since when the person is bound, from the records.
    pub active_since: Option<NaiveDate>,
    /// Record that binds: what `active_since` was taken from.
    pub since_basis: Option<StageRecordKind>,
    /// Number of that record.
    pub since_number: Option<String>,
    /// When they were released, from the records.
    pub released_on: Option<NaiveDate>,
    /// Record that releases.
    pub release_basis: Option<StageRecordKind>,
    /// Number of that record.
    pub release_number: Option<String>,
    /// Which tier verified the record (数据等级).
    pub data_level: DataLevel,
    /// Where it came from (数据来源).
    pub data_source: DataSource,
    /// Verifying body (信息审核部门).
    pub verifying_body: Option<String>,
    /// Verifying person (信息审核人).
    pub verifying_person: Option<String>,
    /// What was written where it differs from what it was taken to mean: JSON by column.
    pub raw: String,
    /// Version of the row.
    pub row_version: i64,
}

/// A commitment letter of a leader of the five parties (质量终身责任承诺书, 建质〔2014〕124号).
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Identifiable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = commitment, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Commitment {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Party.
    pub role: ParticipantRole,
    /// Enterprise.
    pub enterprise_id: Option<EnterpriseId>,
    /// Enterprise as written.
    pub enterprise_name: String,
    /// Leader.
    pub person_id: Option<PersonId>,
    /// Leader as written.
    pub person_name: String,
    /// Date of the authorisation (法定代表人授权书).
    pub authorised_on: Option<NaiveDate>,
    /// Date signed.
    pub signed_on: Option<NaiveDate>,
    /// Which tier verified the record (数据等级).
    pub data_level: DataLevel,
    /// Where it came from (数据来源).
    pub data_source: DataSource,
    /// Verifying body (信息审核部门).
    pub verifying_body: Option<String>,
    /// Verifying person (信息审核人).
    pub verifying_person: Option<String>,
    /// What was written where it differs from what it was taken to mean: JSON by column.
    pub raw: String,
    /// Version of the row.
    pub row_version: i64,
}

row!(Participant, participant, many project_id, |row| key([row.role.as_str(), &search_key(&row.enterprise_name), &optional_number(row.unit_code.as_deref()), &optional_number(row.permit_number.as_deref())]), refers [enterprise_id]);
// The name and not the person's id: who is meant may be found out later, and the record would stand twice.
row!(Engagement, engagement, many project_id, |row| key([row.position.as_str(), &search_key(&row.person_name), &optional_number(row.certificate_number.as_deref()), &search_key(row.enterprise_name.as_deref().unwrap_or_default()), &optional_number(row.unit_code.as_deref()), row.basis.map(StageRecordKind::as_str).unwrap_or_default(), &optional_number(row.basis_number.as_deref())]), refers [person_id, enterprise_id], derives [active_since, since_basis, since_number, released_on, release_basis, release_number]);
row!(Commitment, commitment, many project_id, |row| key([row.role.as_str(), &search_key(&row.enterprise_name), &search_key(&row.person_name)]), refers [enterprise_id, person_id]);
