//! Performance found to be fake.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::number_key;
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::fake_performance;

/// A decision that what was reported as performance of this project is fake (虚假业绩): a fact of its own, with its date.
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
#[diesel(table_name = fake_performance, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct FakePerformance {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Number in the list of fake performance.
    pub number: String,
    /// What is fake about it (虚假类型), as the list says.
    pub kind: String,
    /// The enterprise that reported it (上传主体).
    pub enterprise_id: Option<EnterpriseId>,
    /// The same as written.
    pub enterprise_name: String,
    /// Document of the decision.
    pub document: Option<String>,
    /// Deciding body.
    pub authority: Option<String>,
    /// Date of the decision.
    pub decided_on: NaiveDate,
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

row!(FakePerformance, fake_performance, many project_id, |row| number_key(&row.number), refers [enterprise_id]);
