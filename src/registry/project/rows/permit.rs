//! Construction permits and their changes.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, number_key};
use crate::domain::standard::text::search_key;
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::record::row;
use crate::schema::{permit, permit_change};

/// A construction permit (施工许可证).
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
#[diesel(table_name = permit, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Permit {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Permit number (施工许可证编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Provincial number.
    pub provincial_number: Option<String>,
    /// Local number (许可证内部编号).
    pub inner_number: Option<String>,
    /// Name of the works.
    pub name: Option<String>,
    /// Land planning permit.
    pub land_planning_number: Option<String>,
    /// Works planning permit.
    pub works_planning_number: Option<String>,
    /// Award it rests on, as written.
    pub tender_number: Option<String>,
    /// Drawing reviews it rests on, as written: a list in a cell.
    pub review_numbers: Option<String>,
    /// Contract duration (合同工期), days.
    pub duration_days: Option<i32>,
    /// Contract amount, fen.
    pub contract_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Length, mm.
    pub length_mm: Option<i64>,
    /// Span, mm.
    pub span_mm: Option<i64>,
    /// Size as described.
    pub size: Option<String>,
    /// Issuing authority (发证机关).
    pub authority: Option<String>,
    /// Date of issue (发证日期).
    pub issued_on: Option<NaiveDate>,
    /// State as reported.
    pub state: CertificateState,
    /// Since when.
    pub state_since: Option<NaiveDate>,
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

/// A change of a permit (施工许可变更).
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
#[diesel(table_name = permit_change, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PermitChange {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Permit.
    pub permit_number: String,
    /// What changed: 1 manager, 2 chief supervisor (TBCHANGEITEMDIC), or in words.
    pub item: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Date approved.
    pub changed_on: NaiveDate,
    /// Document or consent.
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

row!(Permit, permit, many project_id, |row| row.number_key.clone());
row!(PermitChange, permit_change, many project_id, |row| key([&number_key(&row.permit_number), &row.item, &search_key(&row.after), &row.changed_on.to_string()]));
