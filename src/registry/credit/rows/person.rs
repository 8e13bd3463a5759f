//! Credit records of persons.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::credit::ConductNature;
use crate::domain::vocabulary::ids::{PersonId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{person_blacklisting, person_conduct, person_demerit};

/// A conduct record of a person (信用信息).
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
#[diesel(table_name = person_conduct, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PersonConduct {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Good or bad.
    pub nature: ConductNature,
    /// Record number (诚信记录编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Code of the conduct (不良行为代码), 建市〔2007〕9号.
    pub code: Option<String>,
    /// What happened (事由).
    pub summary: String,
    /// Decision (决定内容).
    pub decision: Option<String>,
    /// Document number (文书号).
    pub document: Option<String>,
    /// Deciding body (实施部门).
    pub authority: Option<String>,
    /// Date decided.
    pub decided_on: Option<NaiveDate>,
    /// First day of publication.
    pub published_from: Option<NaiveDate>,
    /// Last day of publication (发布有效期).
    pub published_until: Option<NaiveDate>,
    /// Last day of the penalty, where it runs.
    pub penalty_until: Option<NaiveDate>,
    /// Project concerned.
    pub project_id: Option<ProjectId>,
    /// Project concerned, as written.
    pub project_name: Option<String>,
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

/// A person on the blacklist (建筑市场主体“黑名单”).
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
#[diesel(table_name = person_blacklisting, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PersonBlacklisting {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Record number.
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Ground (认定依据).
    pub reason: String,
    /// Document number.
    pub document: Option<String>,
    /// Listing body (认定部门).
    pub authority: Option<String>,
    /// Date listed (列入日期).
    pub listed_on: NaiveDate,
    /// Date removed, or due to be (移出日期).
    pub removed_on: Option<NaiveDate>,
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

/// Demerit points of a project manager (记分), 建质〔2014〕123号.
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
#[diesel(table_name = person_demerit, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PersonDemerit {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Record number (记分通知书编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Item of the point table.
    pub item: Option<String>,
    /// What was done.
    pub behaviour: String,
    /// Points.
    pub points: i32,
    /// Date of the decision.
    pub decided_on: NaiveDate,
    /// First day of the cycle it falls in.
    pub cycle_start: Option<NaiveDate>,
    /// Deciding body.
    pub authority: Option<String>,
    /// Project concerned.
    pub project_id: Option<ProjectId>,
    /// Project concerned, as written.
    pub project_name: Option<String>,
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

row!(PersonConduct, person_conduct, many person_id, |row| row.number_key.clone(), refers [project_id]);
row!(PersonBlacklisting, person_blacklisting, many person_id, |row| row.number_key.clone());
// One notice may give points for several items of the table.
row!(PersonDemerit, person_demerit, many person_id, |row| format!("{}/{}", row.number_key, row.item.as_deref().unwrap_or_default()), refers [project_id]);
