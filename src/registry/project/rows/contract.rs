//! Contracts on record.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::contract;

/// A contract on record (合同登记).
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
#[diesel(table_name = contract, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Contract {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Record number (合同登记编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Number on the contract (合同编号).
    pub contract_number: Option<String>,
    /// Name of the works.
    pub name: Option<String>,
    /// Type (合同类别), TBCONTRACTTYPEDIC.
    pub contract_type: Option<String>,
    /// Amount (合同金额), fen.
    pub amount_fen: Option<i64>,
    /// Size as described.
    pub size: Option<String>,
    /// Party that gives out the work (发包单位).
    pub employer_id: Option<EnterpriseId>,
    /// The same as written.
    pub employer_name: Option<String>,
    /// Contractor (承包单位).
    pub contractor_id: Option<EnterpriseId>,
    /// The same as written.
    pub contractor_name: Option<String>,
    /// Consortium as written (联合体).
    pub consortium: Option<String>,
    /// Date signed (合同签订日期).
    pub signed_on: Option<NaiveDate>,
    /// Date ended or dissolved.
    pub ended_on: Option<NaiveDate>,
    /// Date recorded.
    pub recorded_on: Option<NaiveDate>,
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

row!(Contract, contract, many project_id, |row| row.number_key.clone(), refers [employer_id, contractor_id]);
