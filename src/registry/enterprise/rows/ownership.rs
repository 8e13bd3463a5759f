//! Whose an enterprise is, what it owns, and where it came from.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::enterprise::SuccessionKind;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{net_assets, shareholder, succession};

/// Net assets at the end of a year (净资产).
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
#[diesel(table_name = net_assets, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct NetAssets {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Year.
    pub year: i32,
    /// Net assets, fen; negative when insolvent.
    pub net_assets_fen: i64,
    /// Who audited.
    pub auditor: Option<String>,
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

/// A shareholder or controller (股东、实际控制人).
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
#[diesel(table_name = shareholder, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Shareholder {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Name of the holder.
    pub holder_name: String,
    /// The holder, where an enterprise.
    pub holder_enterprise_id: Option<EnterpriseId>,
    /// The holder, where a person.
    pub holder_person_id: Option<PersonId>,
    /// Share, in 1/100 of a per cent.
    pub share_basis_points: Option<i32>,
    /// Whether it controls the enterprise.
    pub is_controller: bool,
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

/// How the enterprise came from another (合并、分立、更名、改制).
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
#[diesel(table_name = succession, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Succession {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// How.
    pub kind: SuccessionKind,
    /// Name of the predecessor.
    pub predecessor_name: String,
    /// The predecessor, where on file.
    pub predecessor_id: Option<EnterpriseId>,
    /// Effective date.
    pub effective_on: Option<NaiveDate>,
    /// Document number.
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

row!(NetAssets, net_assets, many enterprise_id, |row| row.year.to_string());
row!(Shareholder, shareholder, many enterprise_id, |row| format!("{}/{}", row.holder_name, optional_date(row.valid_from)), refers [holder_enterprise_id, holder_person_id]);
row!(Succession, succession, many enterprise_id, |row| format!("{}/{}", row.kind.as_str(), row.predecessor_name), refers [predecessor_id]);

/// A date in a key; nothing where it is not known.
fn optional_date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
