//! What an enterprise may undertake, and where.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::record::row;
use crate::schema::{market_entry, qualification, safety_permit};

/// A qualification item (资质): what the enterprise may undertake.
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
#[diesel(table_name = qualification, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Qualification {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Kind of qualification (资质类别).
    pub kind: EnterpriseKind,
    /// Sequence (资质序列): 施工总承包, 专业承包, 施工劳务, 工程监理 …
    pub sequence: String,
    /// Category (专业类别): 建筑工程 …
    pub category: String,
    /// Class (等级): 特级, 一级 … 甲级 …, 不分等级.
    pub class: String,
    /// Certificate number (证书编号).
    pub certificate_number: Option<String>,
    /// The number as it is compared.
    pub certificate_key: Option<String>,
    /// Issuing authority (发证机关).
    pub authority: Option<String>,
    /// Level of the authority: 1 ministry, 2 province, 3 city.
    pub approval_level: Option<String>,
    /// Date granted (取得日期).
    pub granted_on: Option<NaiveDate>,
    /// Date of the certificate (发证日期).
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity (有效期至).
    pub valid_until: Option<NaiveDate>,
    /// Principal item (主项) or additional (增项).
    pub is_principal: Option<bool>,
    /// State as reported.
    pub state: CertificateState,
    /// Since when.
    pub state_since: Option<NaiveDate>,
    /// Printed scope and limits (承包范围、限制内容).
    pub scope: Option<String>,
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

/// A work-safety permit (安全生产许可证).
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
#[diesel(table_name = safety_permit, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SafetyPermit {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Permit number (编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Permitted scope (许可范围).
    pub scope: Option<String>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported.
    pub state: CertificateState,
    /// Since when.
    pub state_since: Option<NaiveDate>,
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

/// An information record of an enterprise from another province (省外企业信息登记, 建市〔2015〕140号): recorded, never an approval.
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
#[diesel(table_name = market_entry, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct MarketEntry {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Province entered.
    pub host_region: String,
    /// Record number.
    pub number: Option<String>,
    /// Business it means to do there.
    pub business: Option<String>,
    /// Leader in the province (驻地负责人).
    pub local_leader: Option<String>,
    /// Telephone of the leader, sealed under the key of what stands under enterprises.
    pub local_phone_cipher: Option<String>,
    /// The same as it is shown.
    pub local_phone_masked: Option<String>,
    /// Date of the record.
    pub recorded_on: Option<NaiveDate>,
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

// The standard's key, and the certificate: it tells a renewal from what it renews.
row!(Qualification, qualification, many enterprise_id, |row| format!("{}/{}/{}/{}/{}", row.kind.as_str(), row.sequence, row.category, row.class, row.certificate_key.as_deref().unwrap_or_default()));
row!(SafetyPermit, safety_permit, many enterprise_id, |row| row.number_key.clone());
row!(MarketEntry, market_entry, many enterprise_id, |row| format!("{}/{}", row.host_region, row.number.as_deref().unwrap_or_default()));
