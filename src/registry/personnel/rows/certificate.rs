//! What a person is registered or certified for.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::{RegistrationType, SafetyCertificateClass};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, DataSource};
use crate::record::row;
use crate::schema::{post_certificate, professional_title, registration, safety_certificate};

/// A registration (注册): one row a specialty, as one certificate carries several.
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
#[diesel(table_name = registration, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Registration {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Type and class (注册类型及等级).
    pub registration_type: RegistrationType,
    /// Specialty (注册专业); 不分专业 where the type has none.
    pub specialty: String,
    /// Registration number (注册编号).
    pub registration_number: Option<String>,
    /// The number as it is compared.
    pub number_key: Option<String>,
    /// Certificate number (证书编号、资格证书号).
    pub certificate_number: Option<String>,
    /// The certificate number as it is compared.
    pub certificate_key: Option<String>,
    /// Seal number (执业印章号).
    pub seal_number: Option<String>,
    /// Employing enterprise (注册单位).
    pub enterprise_id: Option<EnterpriseId>,
    /// Employing enterprise as written.
    pub enterprise_name: Option<String>,
    /// First day (注册日期).
    pub valid_from: Option<NaiveDate>,
    /// Last day (注册有效期).
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

/// A safety assessment certificate A, B or C (安全生产考核合格证书).
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
#[diesel(table_name = safety_certificate, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SafetyCertificate {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Class.
    pub class: SafetyCertificateClass,
    /// Certificate number.
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Employing enterprise.
    pub enterprise_id: Option<EnterpriseId>,
    /// Employing enterprise as written.
    pub enterprise_name: Option<String>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// Date of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported.
    pub state: CertificateState,
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

/// A post or trade certificate (岗位证书、特种作业操作资格证).
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
#[diesel(table_name = post_certificate, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PostCertificate {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Post or trade (岗位、工种).
    pub post: String,
    /// Level (等级).
    pub level: Option<String>,
    /// Certificate number.
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Employing enterprise.
    pub enterprise_id: Option<EnterpriseId>,
    /// Employing enterprise as written.
    pub enterprise_name: Option<String>,
    /// Issuing authority.
    pub authority: Option<String>,
    /// Date of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// State as reported.
    pub state: CertificateState,
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

/// A professional title (职称).
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
#[diesel(table_name = professional_title, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ProfessionalTitle {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Title (职称名称).
    pub title: String,
    /// Level (职称等级).
    pub level: Option<String>,
    /// Field (专业领域).
    pub field: Option<String>,
    /// Certificate number.
    pub number: Option<String>,
    /// Date granted.
    pub granted_on: Option<NaiveDate>,
    /// Granting body.
    pub authority: Option<String>,
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

// The national list has one row for each specialty of a certificate; a second number of the same type and specialty is
// a second registration, which must be storable so that it can be found.
row!(Registration, registration, many person_id, |row| format!("{}/{}/{}", row.registration_type.as_str(), row.specialty, row.number_key.as_ref().or(row.certificate_key.as_ref()).map_or("", String::as_str)), refers [enterprise_id]);
row!(SafetyCertificate, safety_certificate, many person_id, |row| row.number_key.clone(), refers [enterprise_id]);
// A licence for special operations bears the same number for every trade of its holder.
row!(PostCertificate, post_certificate, many person_id, |row| format!("{}/{}", row.post, row.number_key), refers [enterprise_id]);
row!(ProfessionalTitle, professional_title, many person_id, |row| format!("{}/{}", row.title, row.field.as_deref().unwrap_or_default()));
