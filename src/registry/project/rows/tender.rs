//! Tenders, their sections and bidders.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{key, number_key, optional_number};
use crate::domain::standard::text::search_key;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{tender, tender_bidder, tender_section};

/// A tender and its award (招标投标).
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
#[diesel(table_name = tender, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Tender {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Number of the award record (中标通知书编号).
    pub number: String,
    /// The number as it is compared.
    pub number_key: String,
    /// Name of the works.
    pub name: Option<String>,
    /// Class (招标类型), TBTENDERCLASSDIC.
    pub tender_class: Option<String>,
    /// Mode (招标方式), TBTENDERTYPEDIC.
    pub tender_mode: Option<String>,
    /// Award date (中标日期).
    pub awarded_on: Option<NaiveDate>,
    /// Award (中标金额), fen.
    pub award_fen: Option<i64>,
    /// Area (面积), in 1/100 m².
    pub area_dm2: Option<i64>,
    /// Size as described.
    pub size: Option<String>,
    /// Tender agency.
    pub agency_id: Option<EnterpriseId>,
    /// Tender agency as written.
    pub agency_name: Option<String>,
    /// Winner.
    pub winner_id: Option<EnterpriseId>,
    /// Winner as written.
    pub winner_name: Option<String>,
    /// Manager or chief supervisor as written.
    pub leader_name: Option<String>,
    /// Manager or chief supervisor.
    pub leader_id: Option<PersonId>,
    /// Date recorded (记录登记时间).
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

/// A section of a tender (标段).
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
#[diesel(table_name = tender_section, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct TenderSection {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Tender it belongs to.
    pub tender_number: Option<String>,
    /// Section code (标段编号).
    pub code: String,
    /// Name.
    pub name: String,
    /// Content.
    pub content: Option<String>,
    /// Estimated price, fen.
    pub estimate_fen: Option<i64>,
    /// Conditions for bidders (投标人资格条件).
    pub qualification_required: Option<String>,
    /// Planned start.
    pub planned_start_on: Option<NaiveDate>,
    /// Duration as written (工期).
    pub duration: Option<String>,
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

/// A bidder in a section (投标人).
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
#[diesel(table_name = tender_bidder, primary_key(project_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct TenderBidder {
    /// The project.
    pub project_id: ProjectId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Tender that the section belongs to: sections of two tenders may have the same code.
    pub tender_number: Option<String>,
    /// Section.
    pub section_code: String,
    /// Bidder.
    pub bidder_id: Option<EnterpriseId>,
    /// Bidder as written.
    pub bidder_name: String,
    /// Consortium as written (联合体).
    pub consortium: Option<String>,
    /// Project manager in the bid.
    pub manager_name: Option<String>,
    /// The manager, where on file.
    pub manager_id: Option<PersonId>,
    /// Bid, fen.
    pub bid_fen: Option<i64>,
    /// Currency, TBPRINCIPALUNITDIC.
    pub currency: Option<String>,
    /// Date submitted.
    pub submitted_on: Option<NaiveDate>,
    /// Score in the credit evaluation (信用考核分), in 1/100.
    pub credit_score_hundredths: Option<i32>,
    /// What of it counts in this bid (信用因素评分), in 1/100.
    pub used_credit_score_hundredths: Option<i32>,
    /// Total score, in 1/100.
    pub score_hundredths: Option<i32>,
    /// Whether it won.
    pub is_winner: Option<bool>,
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

row!(Tender, tender, many project_id, |row| row.number_key.clone(), refers [agency_id, winner_id, leader_id]);
row!(TenderSection, tender_section, many project_id, |row| key([&optional_number(row.tender_number.as_deref()), &number_key(&row.code)]));
row!(TenderBidder, tender_bidder, many project_id, |row| key([&optional_number(row.tender_number.as_deref()), &number_key(&row.section_code), &search_key(&row.bidder_name)]), refers [bidder_id, manager_id]);
