//! The project itself, its particulars and its numbers.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::key;
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::project::{ProjectNumberKind, ProjectStage, ProjectType};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{project, project_number, project_particulars};

/// A project (工程项目): what it is and how far it has come.
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
#[diesel(table_name = project, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Project {
    /// Row id.
    pub id: ProjectId,
    /// Opaque id in addresses and messages.
    pub public_id: String,
    /// National project number (项目编号), 16 digits as written.
    pub national_number: Option<String>,
    /// Name (项目名称), folded.
    pub name: String,
    /// Search key of the name.
    pub name_key: String,
    /// Pinyin initials.
    pub name_initials: String,
    /// Type (项目分类).
    pub project_type: Option<ProjectType>,
    /// Region (项目所在地), GB/T 2260.
    pub region_code: Option<String>,
    /// Owner (建设单位).
    pub owner_name: Option<String>,
    /// The owner, where on file.
    pub owner_id: Option<EnterpriseId>,
    /// How far it has come, from its records.
    pub stage: ProjectStage,
    /// Total investment (总投资), fen.
    pub investment_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Date of the first construction permit, from its records.
    pub permitted_on: Option<NaiveDate>,
    /// Date acceptance of the last part was passed, from its records.
    pub accepted_on: Option<NaiveDate>,
    /// The project this one is an alias of.
    pub merged_into: Option<ProjectId>,
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
    /// When this record last changed, UTC.
    pub updated_at: NaiveDateTime,
    /// Version of the row.
    pub row_version: i64,
}

/// Particulars of a project (工程项目基本信息).
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
#[diesel(table_name = project_particulars, primary_key(project_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ProjectParticulars {
    /// The project.
    pub project_id: ProjectId,
    /// Place (项目地点).
    pub address: Option<String>,
    /// Longitude as written.
    pub longitude: Option<String>,
    /// Latitude as written.
    pub latitude: Option<String>,
    /// Approval document (立项文号).
    pub approval_number: Option<String>,
    /// Level of approval, TBLXJBDIC.
    pub approval_level: Option<String>,
    /// Approving body (立项批复机关).
    pub approval_body: Option<String>,
    /// Date of approval (立项批复时间).
    pub approved_on: Option<NaiveDate>,
    /// Land planning permit (建设用地规划许可证编号).
    pub land_planning_number: Option<String>,
    /// Works planning permit (建设工程规划许可证编号).
    pub works_planning_number: Option<String>,
    /// Nature of the investment, TBINVPROPERTYDIC.
    pub investment_property: Option<String>,
    /// Source of funds (资金来源).
    pub fund_source: Option<String>,
    /// Share of state funds, in 1/100 of a per cent.
    pub state_share_basis_points: Option<i32>,
    /// Total length, mm.
    pub length_mm: Option<i64>,
    /// Size as described (建设规模).
    pub size: Option<String>,
    /// Nature of the works (建设性质), TBPRJPROPERTYDIC.
    pub property: Option<String>,
    /// Function (工程用途), TBPRJFUNCTIONDIC.
    pub function: Option<String>,
    /// Major project (重点项目).
    pub is_major: Option<bool>,
    /// Planned start.
    pub planned_start_on: Option<NaiveDate>,
    /// Planned finish.
    pub planned_finish_on: Option<NaiveDate>,
    /// Actual start (实际开工日期).
    pub started_on: Option<NaiveDate>,
    /// Actual finish (实际竣工日期).
    pub finished_on: Option<NaiveDate>,
    /// Energy saving (建筑节能信息).
    pub energy: Option<String>,
    /// Over-limit information (超限项目信息).
    pub over_limit: Option<String>,
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

/// A number the project is known by (项目编号别名), typed and with its source.
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
#[diesel(table_name = project_number, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ProjectNumber {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Kind of number.
    pub kind: ProjectNumberKind,
    /// The number as written.
    pub value: String,
    /// The number as it is compared.
    pub value_key: String,
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

row!(Project, project, head, refers [owner_id], derives [public_id, stage, permitted_on, accepted_on]);
row!(ProjectParticulars, project_particulars, one project_id);
row!(ProjectNumber, project_number, many project_id, |row| key([row.kind.as_str(), &row.value_key]));
