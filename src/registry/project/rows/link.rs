//! Links between stage records.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, number_key};
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::record_link;

/// A link between two stage records (环节关联), many to many; the other may belong to another project.
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
#[diesel(table_name = record_link, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RecordLink {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Kind of this project's record.
    pub from_kind: StageRecordKind,
    /// Its number.
    pub from_number: String,
    /// Kind of the other record.
    pub to_kind: StageRecordKind,
    /// Its number.
    pub to_number: String,
    /// The other record's project, where on file.
    pub to_project_id: Option<ProjectId>,
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

row!(RecordLink, record_link, many project_id, |row| key([row.from_kind.as_str(), &number_key(&row.from_number), row.to_kind.as_str(), &number_key(&row.to_number)]), refers [to_project_id]);
