//! Findings, as JSON and on pages alike.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{FindingRow, StepRow};
use crate::crosscheck::view::{CitationView, Named, SeenView, cited};
use crate::domain::rules::{Effect, rule};
use crate::domain::standard::region;
use crate::domain::vocabulary::finding::{FindingState, FindingTurn};
use crate::error::{Error, Result};
use crate::registry::naming;

/// A finding as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingSummary {
    /// 编号
    #[schema(example = "7c9r2k7m0x8w1p4j")]
    pub id: String,
    /// 规则编号
    #[schema(example = "X05")]
    pub rule: String,
    /// 规则名称
    #[schema(example = "在建项目")]
    pub title: String,
    /// 效力
    pub effect: Effect,
    /// 效力，文字
    #[schema(example = "不得办理")]
    pub effect_label: String,
    /// 状态
    pub state: FindingState,
    /// 状态，文字
    #[schema(example = "待处理")]
    pub state_label: String,
    /// 记录或岗位
    #[schema(example = "项目经理")]
    pub record: String,
    /// 行为日期
    #[schema(example = "2026-03-02")]
    pub act_on: NaiveDate,
    /// 理由
    #[schema(example = "2026-03-02 在 1 个其他在建项目担任项目经理")]
    pub because: String,
    /// 所涉企业
    pub enterprise: Option<Named>,
    /// 所涉人员
    pub person: Option<Named>,
    /// 所涉项目
    pub project: Option<Named>,
    /// 所在地区的行政区划代码；不明的没有
    #[schema(example = "410105")]
    pub region_code: Option<String>,
    /// 所在地区
    #[schema(example = "郑州市金水区")]
    pub region: Option<String>,
    /// 发现时间
    pub opened_at: DateTime<Utc>,
    /// 最近变动时间
    pub changed_at: DateTime<Utc>,
    /// 消除时间
    pub closed_at: Option<DateTime<Utc>>,
    /// 版本，用于 If-Match
    #[schema(example = 1)]
    pub version: i64,
    /// 查看的记录
    pub seen: Vec<SeenView>,
}

impl FindingSummary {
    pub(super) fn new(row: &FindingRow, names: &HashMap<i64, naming::Named>) -> Result<Self> {
        let whom = |id: Option<i64>| {
            let found = id.and_then(|id| names.get(&id));
            found.map(|found| Named { id: found.public_id.clone(), name: found.name.clone() })
        };
        let seen: Vec<(String, String)> = serde_json::from_str(&row.seen).map_err(Error::internal)?;
        Ok(Self {
            id: row.public_id.clone(),
            rule: row.rule.clone(),
            title: rule::find(&row.rule).map_or_else(String::new, |rule| rule.title.clone()),
            effect: row.effect,
            effect_label: row.effect.label().to_owned(),
            state: row.state,
            state_label: row.state.label().to_owned(),
            record: row.record.clone(),
            act_on: row.act_on,
            because: row.because.clone(),
            enterprise: whom(row.enterprise_id.map(|id| id.0)),
            person: whom(row.person_id.map(|id| id.0)),
            project: whom(row.project_id.map(|id| id.0)),
            region: region::path(&row.region_code),
            region_code: Some(row.region_code.clone()).filter(|code| !code.is_empty()),
            opened_at: row.opened_at.and_utc(),
            changed_at: row.changed_at.and_utc(),
            closed_at: row.closed_at.map(|at| at.and_utc()),
            version: row.row_version,
            seen: seen.into_iter().map(|(record, value)| SeenView { record, value }).collect(),
        })
    }
}

/// What happened to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StepView {
    /// 时间
    pub at: DateTime<Utc>,
    /// 步骤
    pub turn: FindingTurn,
    /// 步骤，文字
    #[schema(example = "发现问题")]
    pub turn_label: String,
    /// 办理人；核验程序所为的没有
    #[schema(example = "李敏")]
    pub person_name: Option<String>,
    /// 办理单位
    #[schema(example = "金水区住房和城乡建设局")]
    pub organisation: Option<String>,
    /// 说明
    #[schema(example = "原项目已于 3 月 1 日竣工验收，备案正在办理")]
    pub note: Option<String>,
    /// 文件
    #[schema(example = "金住建函〔2026〕12号")]
    pub document: Option<String>,
    /// 引起的台账条目编号
    #[schema(example = "457612308480229376")]
    pub cause_entry: Option<String>,
}

impl StepView {
    pub(super) fn new(row: StepRow) -> Self {
        Self {
            at: row.at.and_utc(),
            turn: row.turn,
            turn_label: row.turn.label().to_owned(),
            person_name: row.person_name,
            organisation: row.organisation,
            note: row.note,
            document: row.document,
            cause_entry: row.cause_entry_id.map(|id| id.to_string()),
        }
    }
}

/// A finding with its rule and its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingDetail {
    /// 问题
    #[serde(flatten)]
    pub summary: FindingSummary,
    /// 规则要求
    #[schema(example = "项目经理当日没有担任其他在建项目的负责人")]
    pub question: String,
    /// 怎样改正
    #[schema(example = "原项目竣工验收合格或依法变更项目经理后再任职")]
    pub remedy: String,
    /// 依据
    pub citations: Vec<CitationView>,
    /// 经过，最早的在前
    pub steps: Vec<StepView>,
    /// 当前账号可以作的处理
    pub may: Vec<FindingTurn>,
}

impl FindingDetail {
    pub(super) fn new(summary: FindingSummary, steps: Vec<StepView>, may: Vec<FindingTurn>) -> Self {
        let rule = rule::find(&summary.rule);
        Self {
            question: rule.map_or_else(String::new, |rule| rule.question.clone()),
            remedy: rule.map_or_else(String::new, |rule| rule.remedy.clone()),
            citations: rule.map(cited).unwrap_or_default(),
            summary,
            steps,
            may,
        }
    }
}

/// How many findings a rule has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RuleCount {
    /// 规则编号
    #[schema(example = "X05")]
    pub rule: String,
    /// 规则名称
    #[schema(example = "在建项目")]
    pub title: String,
    /// 效力
    pub effect: Effect,
    /// 效力，文字
    #[schema(example = "不得办理")]
    pub effect_label: String,
    /// 待办的问题
    #[schema(example = 12)]
    pub count: i64,
}

/// How many findings a region has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionCount {
    /// 行政区划代码；不明的为空
    #[schema(example = "410100")]
    pub region_code: String,
    /// 地区
    #[schema(example = "郑州市")]
    pub region: String,
    /// 待办的问题
    #[schema(example = 40)]
    pub count: i64,
}

/// How many findings are how old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgeCount {
    /// 至少多少天
    #[schema(example = 30)]
    pub days: u64,
    /// 不到多少天；最老的一档没有
    #[schema(example = 90)]
    pub days_below: Option<u64>,
    /// 待办的问题
    #[schema(example = 7)]
    pub count: i64,
}

/// How many findings there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Overview {
    /// 统计日期
    #[schema(example = "2026-11-22")]
    pub on: NaiveDate,
    /// 待办的问题总数
    #[schema(example = 52)]
    pub pending: i64,
    /// 已决定不作问题处理的
    #[schema(example = 3)]
    pub waived: i64,
    /// 按规则
    pub by_rule: Vec<RuleCount>,
    /// 按地区（设区的市）
    pub by_region: Vec<RegionCount>,
    /// 按发现以来的天数
    pub by_age: Vec<AgeCount>,
}

impl Overview {
    pub(super) fn new(
        by_rule: Vec<(String, Effect, i64)>,
        by_region: Vec<(String, i64)>,
        ages: &[(u64, i64)],
        waived: i64,
        on: NaiveDate,
    ) -> Self {
        let pending = by_rule.iter().map(|(.., count)| count).sum();
        let by_rule = by_rule.into_iter().map(|(rule, effect, count)| RuleCount {
            title: rule::find(&rule).map_or_else(String::new, |rule| rule.title.clone()),
            rule,
            effect,
            effect_label: effect.label().to_owned(),
            count,
        });
        let mut cities: BTreeMap<String, i64> = BTreeMap::new();
        for (code, count) in by_region {
            let city = code.get(..4).map_or_else(String::new, |city| format!("{city}00"));
            *cities.entry(city).or_default() += count;
        }
        let by_region = cities.into_iter().map(|(region_code, count)| RegionCount {
            region: region::find(&region_code).map_or_else(|| "地区不明".to_owned(), |region| region.name.clone()),
            region_code,
            count,
        });
        let by_age = ages.iter().enumerate().map(|(place, (days, older))| {
            let next = ages.get(place + 1);
            let still_older = next.map_or(0, |(_, count)| *count);
            AgeCount { days: *days, days_below: next.map(|(days, _)| *days), count: older - still_older }
        });
        Self {
            on,
            pending,
            waived,
            by_rule: by_rule.collect(),
            by_region: by_region.collect(),
            by_age: by_age.collect(),
        }
    }
}
