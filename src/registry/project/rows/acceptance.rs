//! Acceptance of completed works, and its filing.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{acceptance, acceptance_filing};

/// An acceptance of completed works (竣工验收).
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
#[diesel(table_name = acceptance, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Acceptance {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Acceptance number (竣工验收编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Name of the works.
    pub name: Option<String>,
    /// Permits it covers, as written: a list in a cell.
    pub permit_numbers: Option<String>,
    /// Actual cost (实际造价), fen.
    pub cost_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Actual length, mm.
    pub length_mm: Option<i64>,
    /// Actual span, mm.
    pub span_mm: Option<i64>,
    /// Actual size as described.
    pub size: Option<String>,
    /// Structure, TBPRJSTUCTURETYPEDIC.
    pub structure: Option<String>,
    /// Actual start.
    pub started_on: Option<NaiveDate>,
    /// Date acceptance was passed (实际竣工验收日期).
    pub passed_on: Option<NaiveDate>,
    /// Remarks.
    pub remarks: Option<String>,
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

/// A filing of acceptance with the department (竣工验收备案).
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
#[diesel(table_name = acceptance_filing, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AcceptanceFiling {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Filing number (竣工备案编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Name of the works.
    pub name: Option<String>,
    /// Acceptance it files.
    pub acceptance_number: Option<String>,
    /// Permits it covers, as written: a list in a cell.
    pub permit_numbers: Option<String>,
    /// Actual cost, fen.
    pub cost_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Actual size as described.
    pub size: Option<String>,
    /// Actual start.
    pub started_on: Option<NaiveDate>,
    /// Date acceptance was passed, as the filing says.
    pub passed_on: Option<NaiveDate>,
    /// Date filed (备案日期).
    pub filed_on: Option<NaiveDate>,
    /// Body filed with (备案机关).
    pub authority: Option<String>,
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

row!(Acceptance, acceptance, many project_id, |row| row.number_key.clone());
row!(AcceptanceFiling, acceptance_filing, many project_id, |row| row.number_key.clone());
