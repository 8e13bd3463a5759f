//! Quality and safety supervision, and stops of the works.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, optional_number};
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{quality_supervision, safety_supervision, stoppage};

/// A quality supervision registration (质量监督).
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
#[diesel(table_name = quality_supervision, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct QualitySupervision {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Record number (质量监督记录编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Number given by the supervisor (质量报监编号).
    pub registration_number: Option<String>,
    /// Accepting body.
    pub body: Option<String>,
    /// Accepting officer.
    pub officer: Option<String>,
    /// Date accepted.
    pub accepted_on: Option<NaiveDate>,
    /// Opinion.
    pub opinion: Option<String>,
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

/// A safety supervision registration (安全监督).
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
#[diesel(table_name = safety_supervision, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SafetySupervision {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Record number (安全监管记录编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Number given by the supervisor (安全报监编号).
    pub registration_number: Option<String>,
    /// Accepting body.
    pub body: Option<String>,
    /// Accepting officer.
    pub officer: Option<String>,
    /// Date accepted.
    pub accepted_on: Option<NaiveDate>,
    /// Opinion.
    pub opinion: Option<String>,
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

/// A stop of the works (停工、中止施工).
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
#[diesel(table_name = stoppage, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Stoppage {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Permit.
    pub permit_number: Option<String>,
    /// Reason.
    pub reason: Option<String>,
    /// First day.
    pub stopped_on: NaiveDate,
    /// Day of resumption.
    pub resumed_on: Option<NaiveDate>,
    /// Whether the owner consents to the manager leaving.
    pub owner_consents: Option<bool>,
    /// Whether the contractor is to blame for it.
    pub contractor_at_fault: Option<bool>,
    /// Document.
    pub document: Option<String>,
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

row!(QualitySupervision, quality_supervision, many project_id, |row| row.number_key.clone());
row!(SafetySupervision, safety_supervision, many project_id, |row| row.number_key.clone());
row!(Stoppage, stoppage, many project_id, |row| key([&optional_number(row.permit_number.as_deref()), &row.stopped_on.to_string()]));
