//! Credit records of enterprises.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::standard::text::search_key;
use crate::domain::vocabulary::credit::{ConductNature, EvaluationPeriod, EvaluationScope};
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::provenance::{DataLevel, DataSource};
use crate::record::row;
use crate::schema::{enterprise_blacklisting, enterprise_conduct, enterprise_evaluation};

/// A conduct record of an enterprise (信用信息).
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
#[diesel(table_name = enterprise_conduct, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseConduct {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
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

/// An enterprise on the blacklist (建筑市场主体“黑名单”).
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
#[diesel(table_name = enterprise_blacklisting, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseBlacklisting {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
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

/// An evaluation of an enterprise (信用评价、考评结果).
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
#[diesel(table_name = enterprise_evaluation, primary_key(enterprise_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct EnterpriseEvaluation {
    /// The enterprise.
    pub enterprise_id: EnterpriseId,
    /// Row id.
    pub id: i64,
    /// What tells this record from its sisters.
    pub record_key: String,
    /// Scheme (评价办法).
    pub scheme: String,
    /// Kind of business evaluated.
    pub kind: EnterpriseKind,
    /// Sequence of the qualification evaluated (资质序列), where each is evaluated by itself.
    pub sequence: Option<String>,
    /// Category of the qualification evaluated (资质类别).
    pub category: Option<String>,
    /// Class of that qualification (资质等级).
    pub class: Option<String>,
    /// How often.
    pub period: EvaluationPeriod,
    /// Year.
    pub year: i32,
    /// Last month of the period.
    pub month: i32,
    /// Base score, in 1/100.
    pub base_hundredths: Option<i32>,
    /// Added, in 1/100.
    pub incentive_hundredths: Option<i32>,
    /// Deducted, in 1/100.
    pub deduction_hundredths: Option<i32>,
    /// Score, in 1/100.
    pub score_hundredths: i32,
    /// Grade (等级).
    pub grade: Option<String>,
    /// Evaluating body.
    pub evaluator: Option<String>,
    /// Body that provided the result (提供单位).
    pub provider: Option<String>,
    /// Who may see it.
    pub scope: EvaluationScope,
    /// Date provided (提供日期).
    pub provided_on: Option<NaiveDate>,
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

row!(EnterpriseConduct, enterprise_conduct, many enterprise_id, |row| row.number_key.clone(), refers [project_id]);
row!(EnterpriseBlacklisting, enterprise_blacklisting, many enterprise_id, |row| row.number_key.clone());
impl EnterpriseEvaluation {
    /// By scheme, business and period; and by qualification where each is evaluated by itself, as the national table
    /// (`CreditExamResult`) has it.
    fn key(&self) -> String {
        let (kind, period) = (self.kind.as_str(), self.period.as_str());
        let of_period = format!("{}/{kind}/{period}/{}/{:02}", self.scheme, self.year, self.month);
        if self.sequence.is_none() && self.category.is_none() {
            return of_period;
        }
        let [sequence, category] =
            [&self.sequence, &self.category].map(|part| search_key(part.as_deref().unwrap_or_default()));
        format!("{of_period}/{sequence}/{category}")
    }
}

row!(EnterpriseEvaluation, enterprise_evaluation, many enterprise_id, |row| row.key());
