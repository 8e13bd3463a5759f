//! Whether an enterprise still is what its qualifications say (动态核查), and whether its credit records keep the rules.

use chrono::Months;

use super::super::act::Standing;
use super::super::facts::{Conduct, Evaluation, InForce, Qualification};
use super::super::finding::{Judgement, Point, Seen};
use super::super::requirement::{self, Counted, FEN_OF_TEN_THOUSAND, Requirement};
use crate::standard::{organisation_identity, region};
use crate::vocabulary::credit::ConductNature;

/// The qualifications in force on the day.
fn held<'f>(standing: &Standing<'f>) -> impl Iterator<Item = &'f Qualification> + use<'f> {
    let on = standing.on;
    standing.enterprise.qualifications.iter().filter(move |held| held.certificate.in_force(on) == InForce::Yes)
}

fn title(held: &Qualification) -> String {
    format!("{}{}{}", held.category, held.sequence, held.class)
}

/// D01: as many registered people as each qualification asks for.
pub(super) fn staff(standing: &Standing<'_>) -> Vec<Point> {
    let point = |held: &Qualification| {
        let is_known =
            [Counted::Constructors, Counted::Supervisors].iter().any(|what| requirement::is_known(held, *what));
        let rows: Vec<&Requirement> =
            requirement::of(held, standing.on).filter(|row| row.what != Counted::NetAssets).collect();
        let judgement = match (is_known, rows.is_empty()) {
            (false, _) => return None,
            (true, true) => Judgement::not_assessed(format!("{} 不考核{}的注册人员数量", standing.on, title(held))),
            (true, false) => enough_people(standing, &rows),
        };
        Some(Point::new(title(held), standing.on, judgement))
    };
    held(standing).filter_map(point).collect()
}

fn enough_people(standing: &Standing<'_>, rows: &[&Requirement]) -> Judgement {
    let counted: Vec<(&Requirement, (i64, i64))> =
        rows.iter().map(|row| (*row, row.people(standing.enterprise, standing.on))).collect();
    let weakest = |missed: &[&(&Requirement, (i64, i64))]| missed.iter().map(|(row, _)| row.confidence).max();
    let seen = counted.iter().map(|(row, (certain, possible))| {
        let more = if possible > certain {
            format!("，另有 {} 人不能确定是否有效", possible - certain)
        } else {
            String::new()
        };
        Seen::new(row.document.clone(), format!("{}不少于 {} 人，现有 {certain} 人{more}", row.title(), row.minimum))
    });
    let missed: Vec<_> = counted.iter().filter(|(row, (_, possible))| *possible < row.minimum).collect();
    let unclear: Vec<_> = counted.iter().filter(|(row, (certain, _))| *certain < row.minimum).collect();
    let judgement = if let Some((row, (_, possible))) = missed.first() {
        let text = format!("{}少 {} 人{}", row.title(), row.minimum - possible, clock(standing, row));
        Judgement::failed(text).by(weakest(&missed))
    } else if let Some((row, _)) = unclear.first() {
        Judgement::undecidable(format!("不能确定{}是否够 {} 人", row.title(), row.minimum)).by(weakest(&unclear))
    } else {
        Judgement::passed("注册人员数量达到标准")
    };
    judgement.seeing(seen)
}

/// Since when people have been missing, and until when that may be mended.
fn clock(standing: &Standing<'_>, row: &Requirement) -> String {
    let Some(since) = row.missed_since(standing.enterprise, standing.on) else { return String::new() };
    let limit = standing.limits.find("mending_months", standing.on, &standing.enterprise.region_code);
    let months = limit.and_then(|limit| u32::try_from(limit.value).ok());
    let until = months.and_then(|months| since.checked_add_months(Months::new(months)));
    until.map_or_else(|| format!("，自 {since} 起"), |until| format!("，自 {since} 起，整改期最迟至 {until}"))
}

/// D02: as much net assets as each qualification asks for.
pub(super) fn net_assets(standing: &Standing<'_>) -> Vec<Point> {
    let assets = requirement::net_assets(standing.enterprise, standing.on);
    let point = |held: &Qualification| {
        let row = requirement::of(held, standing.on).find(|row| row.what == Counted::NetAssets)?;
        let judgement = match assets {
            None => Judgement::undecidable("没有净资产的登记"),
            Some((year, fen)) => {
                let needed = row.minimum.saturating_mul(FEN_OF_TEN_THOUSAND);
                let seen = Seen::new(
                    format!("{year} 年度净资产"),
                    format!("{} 万元，标准 {} 万元（{}）", fen / FEN_OF_TEN_THOUSAND, row.minimum, row.document),
                );
                let judgement = if fen >= needed {
                    Judgement::passed("净资产达到标准")
                } else {
                    Judgement::failed(format!("净资产不足 {} 万元", row.minimum))
                };
                judgement.seeing([seen]).by(Some(row.confidence))
            }
        };
        Some(Point::new(title(held), standing.on, judgement))
    };
    held(standing).filter_map(point).collect()
}

fn bad<'f>(standing: &Standing<'f>) -> impl Iterator<Item = &'f Conduct> + use<'f> {
    standing.enterprise.conducts.iter().filter(|conduct| conduct.nature == ConductNature::Bad)
}

/// X28: a deduction rests on a bad record that was still published when the period of the evaluation began.
pub(super) fn expired_records(standing: &Standing<'_>) -> Vec<Point> {
    let deducted = standing.enterprise.evaluations.iter().filter(|evaluation| evaluation.deduction_hundredths > 0);
    let point = |evaluation: &Evaluation| {
        let begins = evaluation.begins()?;
        let known: Vec<&Conduct> = bad(standing).collect();
        let judgement = if known.is_empty() || known.iter().any(|conduct| conduct.published_until.is_none()) {
            Judgement::undecidable("不良信息或其公开期限没有登记，不能核对扣分")
        } else if known.iter().any(|conduct| conduct.published_until.is_some_and(|until| begins <= until)) {
            Judgement::passed("扣分时有不良信息在公开期内")
        } else {
            Judgement::failed("扣分时所有不良信息都已超过公开期限").seeing(known.iter().map(|conduct| conduct.seen()))
        };
        Some(Point::new(evaluation.title(), begins, judgement))
    };
    deducted.filter_map(point).collect()
}

/// X29: bad records are published as long as they must be, and no longer.
pub(super) fn publication(standing: &Standing<'_>) -> Vec<Point> {
    let point = |conduct: &Conduct| {
        let from = conduct.published_from?;
        let record = format!("信用信息 {}", conduct.number);
        let limit = |name: &str| standing.limits.find(name, from, &standing.enterprise.region_code);
        let (Some(shortest), Some(longest)) = (limit("shortest_months"), limit("longest_months")) else {
            return Some(Point::new(record, from, Judgement::not_assessed("当时没有规定公开期限")));
        };
        let after =
            |months: i64| u32::try_from(months).ok().and_then(|months| from.checked_add_months(Months::new(months)));
        let judgement = match conduct.published_until {
            None => Judgement::undecidable("公开的截止日期没有登记"),
            Some(until) if conduct.penalty_until.is_some_and(|penalty| until < penalty) => {
                Judgement::failed("公开期限短于处罚期限")
            }
            Some(until) if after(shortest.value).and_then(|end| end.pred_opt()).is_some_and(|end| until < end) => {
                Judgement::failed(format!("公开不足 {} 个月", shortest.value)).by(Some(shortest.confidence))
            }
            Some(until)
                if after(longest.value).is_some_and(|end| end < until)
                    && conduct.penalty_until.is_none_or(|penalty| penalty < until) =>
            {
                Judgement::failed(format!("公开超过 {} 个月", longest.value)).by(Some(longest.confidence))
            }
            Some(_) => Judgement::passed("公开期限符合规定"),
        };
        Some(Point::new(record, from, judgement.seeing([conduct.seen()])))
    };
    bad(standing).filter_map(point).collect()
}

/// X35: the codes keep their grammar.
pub(super) fn codes(standing: &Standing<'_>) -> Vec<Point> {
    let enterprise = standing.enterprise;
    let mut points = Vec::new();
    if let Some(code) = &enterprise.code {
        let judgement = match organisation_identity::read(code) {
            Ok(read) => match read.warnings.first() {
                None => Judgement::passed("代码符合编码规则"),
                Some(defect) => Judgement::failed(defect.reason.clone()),
            },
            Err(defect) => Judgement::failed(defect.reason),
        };
        points.push(Point::new("统一社会信用代码", standing.on, judgement.seeing([Seen::new("代码", code.clone())])));
    }
    if !enterprise.region_code.is_empty() {
        let judgement = match region::find(&enterprise.region_code) {
            Some(_) => Judgement::passed("行政区划代码有效"),
            None => Judgement::failed("没有这个行政区划代码"),
        };
        let seen = Seen::new("行政区划代码", enterprise.region_code.clone());
        points.push(Point::new("所在地区", standing.on, judgement.seeing([seen])));
    }
    points
}
