//! The enterprise itself: who it is, what it does, and what it was called.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseKind, EnterpriseState};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{enterprise, enterprise_alias, enterprise_kind, enterprise_particulars};

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

row!(Enterprise, enterprise, head, derives[public_id]);
row!(EnterpriseParticulars, enterprise_particulars, one enterprise_id, refers [legal_representative_id]);
row!(EnterpriseKindRow, enterprise_kind, many enterprise_id, |row| row.kind.as_str().to_owned());
row!(EnterpriseAlias, enterprise_alias, many enterprise_id, |row| format!("{}/{}", row.kind.as_str(), row.value_key));
