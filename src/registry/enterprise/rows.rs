//! The tables of the enterprise registry (企业库), as rows.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseKind, EnterpriseState, SuccessionKind};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::record::row;
use crate::schema::{
    enterprise, enterprise_alias, enterprise_kind, enterprise_particulars, market_entry, net_assets, qualification,
    safety_permit, shareholder, succession,
};

/// An enterprise (企业): who it is. Everything else about it hangs from its id.
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
#[diesel(table_name = enterprise, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Enterprise {
    /// Row id.
    pub id: EnterpriseId,
    /// Opaque id in addresses and messages.
    pub public_id: String,
    /// Unified social credit code (统一社会信用代码), 18 characters.
    pub credit_code: Option<String>,
    /// Organisation code (组织机构代码), 9 characters: positions 9–17 of the credit code.
    pub organisation_code: Option<String>,
    /// Name (企业名称), folded.
    pub name: String,
    /// Search key of the name.
    pub name_key: String,
    /// Pinyin initials of the name.
    pub name_initials: String,
    /// Name of the legal representative (法定代表人).
    pub legal_representative: Option<String>,
    /// Region of registration (注册属地), GB/T 2260.
    pub region_code: Option<String>,
    /// Whether it is on the register.
    pub state: EnterpriseState,
    /// Date of establishment (成立日期).
    pub established_on: Option<NaiveDate>,
    /// The enterprise this one is an alias of.
    pub merged_into: Option<EnterpriseId>,
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

/// Particulars of an enterprise (企业基本情况), one row for each.
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
#[diesel(table_name = enterprise_particulars, primary_key(enterprise_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseParticulars {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Registered address (注册地址).
    pub registered_address: Option<String>,
    /// Business address (经营地址).
    pub business_address: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Business licence number (营业执照注册号).
    pub licence_number: Option<String>,
    /// Economic type (登记注册类型), code of `DCorpType`.
    pub economic_type: Option<String>,
    /// Registered capital (注册资本), fen.
    pub registered_capital_fen: Option<i64>,
    /// Currency of the capital, code of TBPRINCIPALUNITDIC.
    pub capital_currency: Option<String>,
    /// Duty of the legal representative (职务).
    pub legal_representative_duty: Option<String>,
    /// The legal representative, where known as a person.
    pub legal_representative_id: Option<PersonId>,
    /// Technical leader (技术负责人).
    pub technical_leader: Option<String>,
    /// Office telephone (联系电话).
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
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

/// A kind of business the enterprise is in (企业类型).
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
#[diesel(table_name = enterprise_kind, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseKindRow {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// The kind.
    pub kind: EnterpriseKind,
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

/// A former name or code (曾用名、原代码), or one that others know it by.
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
#[diesel(table_name = enterprise_alias, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseAlias {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// What it is.
    pub kind: EnterpriseAliasKind,
    /// The name or code.
    pub value: String,
    /// The value as it is compared.
    pub value_key: String,
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
    /// Telephone there.
    pub local_phone: Option<String>,
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

row!(Enterprise, enterprise, head);
row!(EnterpriseParticulars, enterprise_particulars, one enterprise_id, refers [legal_representative_id]);
row!(EnterpriseKindRow, enterprise_kind, many enterprise_id, |row| row.kind.as_str().to_owned());
row!(EnterpriseAlias, enterprise_alias, many enterprise_id, |row| format!("{}/{}", row.kind.as_str(), row.value_key));
row!(Qualification, qualification, many enterprise_id, |row| format!("{}/{}/{}", row.kind.as_str(), row.sequence, row.category));
row!(SafetyPermit, safety_permit, many enterprise_id, |row| row.number_key.clone());
row!(MarketEntry, market_entry, many enterprise_id, |row| format!("{}/{}", row.host_region, row.number.as_deref().unwrap_or_default()));
row!(NetAssets, net_assets, many enterprise_id, |row| row.year.to_string());
row!(Shareholder, shareholder, many enterprise_id, |row| format!("{}/{}", row.holder_name, optional_date(row.valid_from)), refers [holder_enterprise_id, holder_person_id]);
row!(Succession, succession, many enterprise_id, |row| format!("{}/{}", row.kind.as_str(), row.predecessor_name), refers [predecessor_id]);

/// A date in a key; nothing where it is not known.
fn optional_date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
