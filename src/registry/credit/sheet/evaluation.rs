//! 企业信用评价 (`CreditExamResult`).

use crate::domain::standard::dictionary::List;
use crate::domain::standard::reading::Defect;
use crate::domain::standard::text;
use crate::domain::vocabulary::credit::{EvaluationPeriod, EvaluationScope};
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::registry::cells::{Cells, with};
use crate::registry::credit::change::{EnterpriseCreditChange, EnterpriseCreditRecords};
use crate::registry::credit::rows::EnterpriseEvaluation;
use crate::registry::enterprise::sheet::kind_named;

/// An evaluation of an enterprise for a month, a quarter or a year.
pub(super) fn evaluation(cells: &mut Cells<'_, '_>) -> Option<EnterpriseCreditChange> {
    let mut who = cells.enterprise("credit_code", "name");
    cells.enterprise_code("organisation_code", &mut who);
    for field in ["evaluated_on", "source_body"] {
        cells.keep(field);
    }
    let scheme = cells.text("scheme")?;
    let period = cells
        .chosen_by("period", "1 月度、2 季度、3 年度", |word| word.parse().ok().or_else(|| period_named(word)))
        .unwrap_or(EvaluationPeriod::Year);
    let year = cells.count("year");
    if year.is_some_and(|year| !(1949..=2200).contains(&year)) {
        cells.refuse("year", Defect::new("year.range", "年份不合常理", "请填写四位公历年份"));
    }
    let row = EnterpriseEvaluation {
        kind: kind(cells, &scheme),
        scheme,
        sequence: cells.label("sequence", List::QualificationSequence),
        category: cells.label("category", List::QualificationCategory),
        class: cells.label("class", List::QualificationLevel).map(|class| text::normalise_level(&class)),
        period,
        year: year?,
        month: month(cells, period)?,
        base_hundredths: cells.hundredths("base"),
        incentive_hundredths: cells.hundredths("incentive"),
        deduction_hundredths: cells.hundredths("deduction"),
        score_hundredths: cells.hundredths("score")?,
        grade: cells.text("grade"),
        evaluator: cells.text("evaluator"),
        provider: cells.text("provider"),
        scope: cells.chosen("scope", "0 公示、1 仅政府部门内部共享、2 仅可授权查询").unwrap_or(EvaluationScope::Public),
        provided_on: cells.date("provided_on"),
        ..EnterpriseEvaluation::default()
    };
    check_sum(cells, &row);
    let row = with(&cells.provenance(), row);
    let records = EnterpriseCreditRecords { evaluations: vec![row], ..EnterpriseCreditRecords::default() };
    Some(EnterpriseCreditChange { who, records, projects: Vec::new() })
}

fn period_named(word: &str) -> Option<EvaluationPeriod> {
    match word {
        "月" => Some(EvaluationPeriod::Month),
        "季" => Some(EvaluationPeriod::Quarter),
        "年" => Some(EvaluationPeriod::Year),
        _ => None,
    }
}

/// The kind of business evaluated, as said or as the name of the scheme says (房建企业、市政企业、勘察企业 …).
fn kind(cells: &mut Cells<'_, '_>, scheme: &str) -> EnterpriseKind {
    if let Some(kind) = cells.text("kind").and_then(|word| kind_named(&word)) {
        return kind;
    }
    let words = [
        ("勘察", EnterpriseKind::Survey),
        ("设计", EnterpriseKind::Design),
        ("监理", EnterpriseKind::Supervision),
        ("造价", EnterpriseKind::CostConsulting),
        ("检测", EnterpriseKind::Testing),
        ("房建", EnterpriseKind::Construction),
        ("市政", EnterpriseKind::Construction),
        ("建筑", EnterpriseKind::Construction),
        ("施工", EnterpriseKind::Construction),
    ];
    words.into_iter().find(|(word, _)| scheme.contains(word)).map_or(EnterpriseKind::Other, |(_, kind)| kind)
}

/// The last month of the period; a year ends in December.
fn month(cells: &mut Cells<'_, '_>, period: EvaluationPeriod) -> Option<i32> {
    let month = cells.count("month");
    match (period, month) {
        (EvaluationPeriod::Year, None) => Some(12),
        (EvaluationPeriod::Quarter, Some(month)) if ![3, 6, 9, 12].contains(&month) => {
            cells.refuse("month", Defect::new("month.quarter", "季度评价的月份应为季末月份", "请填写 3、6、9 或 12"));
            None
        }
        (_, Some(month)) if (1..=12).contains(&month) => Some(month),
        _ => {
            cells.refuse(
                "month",
                Defect::new("month.range", "评价月份应为 1 到 12", "季度填该季度最后一个月：3、6、9、12"),
            );
            None
        }
    }
}

/// The score is base and incentive less deduction; where it is not, somebody should look.
fn check_sum(cells: &mut Cells<'_, '_>, row: &EnterpriseEvaluation) {
    if let (Some(base), Some(incentive), Some(deduction)) =
        (row.base_hundredths, row.incentive_hundredths, row.deduction_hundredths)
        && i64::from(base) + i64::from(incentive) - i64::from(deduction) != i64::from(row.score_hundredths)
    {
        let reason = "评价分不等于基础分加奖励加分减扣分";
        cells.doubt("score", Defect::new("evaluation.sum", reason, "请核对四个分数"));
    }
}
