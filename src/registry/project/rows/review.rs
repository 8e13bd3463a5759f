//! Reviews of construction drawings and what they found.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, number_key};
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{drawing_review, drawing_violation};

/// A review of construction drawings (施工图审查).
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
#[diesel(table_name = drawing_review, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DrawingReview {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Certificate number (审查合格书编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Provincial number.
    pub provincial_number: Option<String>,
    /// Name of the works.
    pub name: Option<String>,
    /// Date completed (审查完成日期).
    pub completed_on: Option<NaiveDate>,
    /// Size as described.
    pub size: Option<String>,
    /// Whether it passed the first time.
    pub passed_first: Option<bool>,
    /// Violations of mandatory standards the first time.
    pub first_violations: Option<i32>,
    /// Which ones.
    pub first_violation_text: Option<String>,
    /// Joint review (联合审查).
    pub is_joint: Option<bool>,
    /// Reviewing body.
    pub reviewer_id: Option<EnterpriseId>,
    /// Reviewing body as written.
    pub reviewer_name: Option<String>,
    /// Fire review number (消防).
    pub fire_number: Option<String>,
    /// Fire review date.
    pub fire_completed_on: Option<NaiveDate>,
    /// Fire review body.
    pub fire_body: Option<String>,
    /// Air-defence review number (人防).
    pub air_defence_number: Option<String>,
    /// Air-defence review date.
    pub air_defence_completed_on: Option<NaiveDate>,
    /// Air-defence review body.
    pub air_defence_body: Option<String>,
    /// Date recorded.
    pub recorded_on: Option<NaiveDate>,
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

/// A mandatory standard that the drawings violated (违反强制性标准情况).
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
#[diesel(table_name = drawing_violation, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DrawingViolation {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Review.
    pub review_number: String,
    /// Number of the violation.
    pub number: String,
    /// Specialty reviewed.
    pub specialty: Option<String>,
    /// Kind of standard.
    pub kind: Option<String>,
    /// Enterprise concerned.
    pub enterprise_id: Option<EnterpriseId>,
    /// The same as written.
    pub enterprise_name: Option<String>,
    /// Person concerned, as written.
    pub person_name: Option<String>,
    /// How it was dealt with.
    pub handling: Option<String>,
    /// How it was mended.
    pub remedy: Option<String>,
    /// What it led to.
    pub consequence: Option<String>,
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

row!(DrawingReview, drawing_review, many project_id, |row| row.number_key.clone(), refers [reviewer_id]);
row!(DrawingViolation, drawing_violation, many project_id, |row| key([&number_key(&row.review_number), &number_key(&row.number)]), refers [enterprise_id]);
