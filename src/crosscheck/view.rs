//! An answer, as JSON and on the page alike.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::rules::examples::{self, Example};
use crate::domain::rules::measure::{self, Works};
use crate::domain::rules::rule::Subject;
use crate::domain::rules::{Case, Citation, Confidence, Effect, Eligibility, Finding, Outcome, Post, Rule};

/// An enterprise or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// 编号
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// 名称或姓名
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
}

/// A document that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitationView {
    /// 文件
    #[schema(example = "建市〔2008〕48号")]
    pub document: String,
    /// 条
    #[schema(example = "第九条")]
    pub article: String,
    /// 内容摘要
    #[schema(example = "注册建造师不得同时担任两个及以上建设工程施工项目负责人")]
    pub says: String,
    /// 来源可信度
    pub confidence: Confidence,
    /// 来源可信度，文字
    #[schema(example = "已核对文件转载")]
    pub confidence_label: String,
}

/// Something that a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SeenView {
    /// 记录
    #[schema(example = "建筑工程施工总承包一级 资质证书 D141000013")]
    pub record: String,
    /// 内容
    #[schema(example = "有效期 2024-01-05 至 2029-01-04")]
    pub value: String,
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingView {
    /// 规则编号，不会改变
    #[schema(example = "X05")]
    pub rule: String,
    /// 规则版本
    #[schema(example = 1)]
    pub version: u32,
    /// 规则名称
    #[schema(example = "在建项目")]
    pub title: String,
    /// 规则要求
    #[schema(example = "项目经理当日没有担任其他在建项目的负责人")]
    pub question: String,
    /// 结论
    pub outcome: Outcome,
    /// 结论，文字
    #[schema(example = "符合")]
    pub outcome_label: String,
    /// 不符合时的效力；随来源可信度而定
    pub effect: Effect,
    /// 效力，文字
    #[schema(example = "不得办理")]
    pub effect_label: String,
    /// 理由
    #[schema(example = "2026-11-22 没有担任其他在建项目的项目经理")]
    pub because: String,
    /// 查看的记录
    pub seen: Vec<SeenView>,
    /// 怎样改正
    #[schema(example = "原项目竣工验收合格或依法变更项目经理后再任职")]
    pub remedy: String,
    /// 依据
    pub citations: Vec<CitationView>,
}

impl FindingView {
    fn of(finding: &Finding) -> Self {
        let (rule, judgement) = (finding.rule, &finding.judgement);
        Self {
            rule: rule.id.clone(),
            version: rule.version,
            title: rule.title.clone(),
            question: rule.question.clone(),
            outcome: judgement.outcome,
            outcome_label: judgement.outcome.label().to_owned(),
            effect: finding.effect(),
            effect_label: finding.effect().label().to_owned(),
            because: judgement.because.clone(),
            seen: judgement
                .seen
                .iter()
                .map(|seen| SeenView { record: seen.record.clone(), value: seen.value.clone() })
                .collect(),
            remedy: rule.remedy.clone(),
            citations: cited(rule),
        }
    }
}

/// What the full check says of one act: domain keys only, the same bytes for the same data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// The day of the check.
    pub checked_on: NaiveDate,
    /// What tells it from all others.
    pub key: String,
    /// The day of the act.
    pub on: NaiveDate,
    /// The record.
    pub record: String,
    /// The enterprise it concerns.
    pub enterprise: Option<String>,
    /// The person it concerns.
    pub person: Option<String>,
    /// The project it concerns.
    pub project: Option<String>,
    /// What the rule says.
    pub finding: FindingView,
}

impl CaseView {
    /// A case as it is written.
    pub fn new(case: &Case, checked_on: NaiveDate) -> Self {
        Self {
            checked_on,
            key: case.key(),
            on: case.on,
            record: case.record.clone(),
            enterprise: case.enterprise.clone(),
            person: case.person.clone(),
            project: case.project.clone(),
            finding: FindingView::of(&case.finding),
        }
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RuleView {
    /// 规则编号，不会改变
    #[schema(example = "X05")]
    pub id: String,
    /// 规则版本
    #[schema(example = 1)]
    pub version: u32,
    /// 规则名称
    #[schema(example = "在建项目")]
    pub title: String,
    /// 核对什么
    pub about: Subject,
    /// 核对什么，文字
    #[schema(example = "项目经理任职")]
    pub about_label: String,
    /// 规则要求
    #[schema(example = "项目经理当日没有担任其他在建项目的负责人")]
    pub question: String,
    /// 施行日期
    #[schema(example = "2008-02-26")]
    pub valid_from: NaiveDate,
    /// 失效日期；施行中的没有
    pub valid_until: Option<NaiveDate>,
    /// 适用地区的行政区划代码前几位；全国适用的没有
    pub region: Option<String>,
    /// 不符合时的效力；随来源可信度而定
    pub effect: Effect,
    /// 效力，文字
    #[schema(example = "不得办理")]
    pub effect_label: String,
    /// 怎样改正
    #[schema(example = "原项目竣工验收合格或依法变更项目经理后再任职")]
    pub remedy: String,
    /// 依据
    pub citations: Vec<CitationView>,
    /// 举例：核验程序对虚构情形的实际结论
    pub examples: Vec<ExampleView>,
    /// 本平台现有待处理的问题数
    #[schema(example = 12)]
    pub pending_findings: i64,
}

/// An example of a rule, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExampleView {
    /// 情形（虚构）
    #[schema(example = "领取施工许可证四个月以后才开工，没有申请延期")]
    pub situation: String,
    /// 结论
    pub outcome: Outcome,
    /// 结论，文字
    #[schema(example = "不符合")]
    pub outcome_label: String,
    /// 理由
    #[schema(example = "应在 2026-05-10 以前开工，许可证已自行废止")]
    pub because: String,
}

impl RuleView {
    /// A rule with how many findings of it there are.
    pub fn new(rule: &Rule, pending_findings: i64) -> Self {
        let effect = rule.confidence().effect();
        Self {
            id: rule.id.clone(),
            version: rule.version,
            title: rule.title.clone(),
            about: rule.about,
            about_label: rule.about.label().to_owned(),
            question: rule.question.clone(),
            valid_from: rule.valid_from,
            valid_until: rule.valid_until,
            region: (!rule.region.is_empty()).then(|| rule.region.clone()),
            effect,
            effect_label: effect.label().to_owned(),
            remedy: rule.remedy.clone(),
            citations: cited(rule),
            examples: examples::of(&rule.id).into_iter().map(example).collect(),
            pending_findings,
        }
    }
}

fn example(example: Example) -> ExampleView {
    let outcome = example.judgement.outcome;
    ExampleView {
        situation: example.situation.to_owned(),
        outcome,
        outcome_label: outcome.label().to_owned(),
        because: example.judgement.because,
    }
}

pub(super) fn cited(rule: &Rule) -> Vec<CitationView> {
    let citation = |citation: &Citation| CitationView {
        document: citation.document.clone(),
        article: citation.article.clone(),
        says: citation.says.clone(),
        confidence: citation.confidence,
        confidence_label: citation.confidence.label().to_owned(),
    };
    rule.citations().map(citation).collect()
}

/// A measure that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeasureView {
    /// 指标
    #[schema(example = "building_height")]
    pub name: String,
    /// 指标名称
    #[schema(example = "建筑高度")]
    pub label: String,
    /// 数值
    #[schema(example = "60")]
    pub amount: String,
    /// 单位
    #[schema(example = "m")]
    pub unit: String,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Answer {
    /// 结论
    pub verdict: Eligibility,
    /// 结论，文字
    #[schema(example = "可以")]
    pub verdict_label: String,
    /// 一句话说明
    #[schema(example = "2026-11-22，各项规则均符合。")]
    pub sentence: String,
    /// 行为日期
    pub on: NaiveDate,
    /// 企业
    pub enterprise: Option<Named>,
    /// 人员
    pub person: Option<Named>,
    /// 拟任岗位
    pub post: Post,
    /// 工程类别
    #[schema(example = "建筑工程施工总承包")]
    pub works: String,
    /// 使用的规模指标：填写的，和项目登记的
    pub measures: Vec<MeasureView>,
    /// 企业承揽的各项规则
    pub undertaking: Vec<FindingView>,
    /// 人员任职的各项规则
    pub appointment: Vec<FindingView>,
    /// 数据截至时间
    pub as_of: Option<DateTime<Utc>>,
}

impl Answer {
    #[expect(clippy::too_many_arguments, reason = "what an answer consists of, each once")]
    pub(super) fn new(
        on: NaiveDate,
        enterprise: Option<Named>,
        person: Option<Named>,
        post: Post,
        works: &Works,
        undertaking: &[Finding],
        appointment: &[Finding],
        as_of: Option<DateTime<Utc>>,
    ) -> Self {
        let all: Vec<&Finding> = undertaking.iter().chain(appointment).collect();
        let verdict = Eligibility::of(all.iter().copied());
        Self {
            verdict,
            verdict_label: verdict.label().to_owned(),
            sentence: sentence(verdict, &all, on),
            on,
            enterprise,
            person,
            post,
            works: format!("{}{}", works.category, works.sequence),
            measures: works
                .measures
                .iter()
                .filter_map(|(name, amount)| {
                    let metric = measure::find(name)?;
                    Some(MeasureView {
                        name: name.clone(),
                        label: metric.label.clone(),
                        amount: amount.to_string(),
                        unit: metric.unit.clone(),
                    })
                })
                .collect(),
            undertaking: undertaking.iter().map(FindingView::of).collect(),
            appointment: appointment.iter().map(FindingView::of).collect(),
            as_of,
        }
    }
}

fn sentence(verdict: Eligibility, findings: &[&Finding], on: NaiveDate) -> String {
    let because = |wanted: fn(&Finding) -> bool| {
        let reasons: Vec<&str> = findings
            .iter()
            .filter(|finding| wanted(finding))
            .map(|finding| finding.judgement.because.as_str())
            .collect();
        reasons.join("；")
    };
    let skipped = findings.iter().filter(|finding| finding.judgement.outcome == Outcome::NotAssessed).count();
    match verdict {
        Eligibility::MayNot => format!("{}。", because(Finding::bars)),
        Eligibility::Unclear => format!(
            "没有发现禁止的情形，但有事项须人工核对：{}。",
            because(|finding| matches!(finding.judgement.outcome, Outcome::Failed | Outcome::Undecidable))
        ),
        Eligibility::May if skipped == 0 => format!("{on}，各项规则均符合。"),
        Eligibility::May => format!("{on}，适用的规则均符合，另有 {skipped} 项该时期不作评价。"),
    }
}
