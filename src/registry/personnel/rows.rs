//! The tables of the personnel registry (人员库), as rows.

mod certificate;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::{IdCompleteness, IdDocumentKind, Sex};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{employment, person, person_particulars};

pub use certificate::{PostCertificate, ProfessionalTitle, Registration, SafetyCertificate};

/// A person (人员): who they are. The identity number stands here encrypted and as a keyed hash only.
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
#[diesel(table_name = person, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Person {
    /// Row id.
    pub id: PersonId,
    /// Opaque id: a keyed hash, the same in every database with the same key.
    pub public_id: String,
    /// Name (姓名), folded.
    pub name: String,
    /// Search key of the name.
    pub name_key: String,
    /// Pinyin initials.
    pub name_initials: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Kind of identity document.
    pub id_kind: IdDocumentKind,
    /// How much of the number is known.
    pub id_completeness: IdCompleteness,
    /// Keyed hash of kind and number.
    pub id_number_hash: Option<String>,
    /// The number, encrypted under the person's key.
    pub id_number_cipher: Option<String>,
    /// The number as shown.
    pub id_number_masked: Option<String>,
    /// The person this one is an alias of.
    pub merged_into: Option<PersonId>,
    /// When the person's key was destroyed.
    pub erased_on: Option<NaiveDate>,
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

/// Particulars of a person, personal ones encrypted.
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
#[diesel(table_name = person_particulars, primary_key(person_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct PersonParticulars {
    /// The person.
    pub person_id: PersonId,
    /// Telephone, encrypted.
    pub phone_cipher: Option<String>,
    /// Telephone as shown.
    pub phone_masked: Option<String>,
    /// Education (学历), GB 4658 code.
    pub education: Option<String>,
    /// School (毕业院校).
    pub school: Option<String>,
    /// Major (所学专业).
    pub major: Option<String>,
    /// Nationality (国籍).
    pub nationality: Option<String>,
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

/// Who pays a person's social insurance (社会保险缴纳单位), by period.
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
#[diesel(table_name = employment, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Employment {
    /// The person.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// The employer.
    pub enterprise_id: Option<EnterpriseId>,
    /// The employer as written.
    pub enterprise_name: String,
    /// First month, as its first day.
    pub valid_from: Option<NaiveDate>,
    /// Last month, as its last day.
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

row!(Person, person, head, derives [public_id, id_kind, id_completeness, id_number_hash, id_number_cipher, id_number_masked]);
row!(PersonParticulars, person_particulars, one person_id);
row!(Employment, employment, many person_id, |row| format!("{}/{}", row.enterprise_name, row.valid_from.map(|date| date.to_string()).unwrap_or_default()), refers [enterprise_id]);
