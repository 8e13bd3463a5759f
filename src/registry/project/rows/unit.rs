//! Unit works and their measures.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, number_key};
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{unit_work, unit_work_measure, unit_work_record};

/// A unit work or section (单体、标段工程) with its measures.
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
#[diesel(table_name = unit_work, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct UnitWork {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Unit code (单体编码).
    pub code: String,
    /// Name.
    pub name: String,
    /// Cost (工程总造价), fen.
    pub cost_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Area above ground (地上建筑面积), in 1/100 m².
    pub area_above_dm2: Option<i64>,
    /// Area below ground (地下建筑面积), in 1/100 m².
    pub area_below_dm2: Option<i64>,
    /// Storeys above ground (地面层数).
    pub storeys_above: Option<i32>,
    /// Storeys below ground.
    pub storeys_below: Option<i32>,
    /// Height of the building, mm.
    pub height_mm: Option<i64>,
    /// Height of the structure (构筑物高度), mm.
    pub structure_height_mm: Option<i64>,
    /// Length, mm.
    pub length_mm: Option<i64>,
    /// Span, mm.
    pub span_mm: Option<i64>,
    /// Structure (结构体系), TBPRJSTUCTURETYPEDIC.
    pub structure: Option<String>,
    /// Level of the works (工程等级), TBPRJLEVELDIC.
    pub level: Option<String>,
    /// Size as described (工程规模).
    pub size: Option<String>,
    /// Seismic intensity, TBSEISMICINTENSITYSCALEDIC.
    pub seismic_intensity: Option<String>,
    /// Green building.
    pub is_green: Option<bool>,
    /// Green building level.
    pub green_level: Option<String>,
    /// Over-limit high-rise (超限高层).
    pub is_over_limit_high_rise: Option<bool>,
    /// Isolation or damping (减隔震).
    pub is_seismic_isolated: Option<bool>,
    /// Dwellings (住宅套数).
    pub suites: Option<i32>,
    /// Remarks.
    pub memo: Option<String>,
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

/// A technical measure of a unit work (单体技术指标), as a name, a number and a unit.
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
#[diesel(table_name = unit_work_measure, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct UnitWorkMeasure {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Unit code of the unit work.
    pub unit_code: String,
    /// Kind of municipal work, TBPRJFUNCTIONDIC.
    pub discipline: String,
    /// Measure: the standard's field name.
    pub measure: String,
    /// Value as written: a decimal, or a code.
    pub value: String,
    /// Unit of the value.
    pub unit: Option<String>,
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

/// A stage record that covers a unit work (单体与环节的关联): many to many.
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
#[diesel(table_name = unit_work_record, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct UnitWorkRecord {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Unit code of the unit work.
    pub unit_code: String,
    /// Kind of the record.
    pub kind: StageRecordKind,
    /// Its number.
    pub number: String,
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

row!(UnitWork, unit_work, many project_id, |row| number_key(&row.code));
row!(UnitWorkMeasure, unit_work_measure, many project_id, |row| key([&number_key(&row.unit_code), &row.discipline, &row.measure]));
row!(UnitWorkRecord, unit_work_record, many project_id, |row| key([&number_key(&row.unit_code), row.kind.as_str(), &number_key(&row.number)]));
