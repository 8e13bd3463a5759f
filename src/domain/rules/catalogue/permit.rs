//! Whether a permit was issued as it must be, and works began as it allows.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::super::act::Course;
use super::super::facts::project::{Change, Permit};
use super::super::finding::{Judgement, Point, Seen};
use crate::standard::text::search_key;
use crate::vocabulary::project::{ParticipantRole, Position, ProjectType};
use crate::vocabulary::provenance::CertificateState;

fn record(permit: &Permit) -> String {
    format!("施工许可证 {}", permit.number)
}

fn issued(permit: &Permit) -> Option<Seen> {
    permit.issued_on.map(|on| Seen::new(record(permit), format!("{on} 核发")))
}

/// The day on which works began, with the record that says so.
fn started(course: &Course<'_>) -> Option<(NaiveDate, String)> {
    let own = course.project.started_on.map(|on| (on, "项目登记".to_owned()));
    let completed = course.project.acceptances.iter().chain(&course.project.filings);
    own.into_iter()
        .chain(completed.filter_map(|record| Some((record.started_on?, format!("竣工记录 {}", record.number)))))
        .min()
}

/// X11: the drawings were reviewed before the permit.
pub(super) fn reviewed(course: &Course<'_>) -> Vec<Point> {
    let point = |permit: &Permit| {
        let on = permit.issued_on?;
        let reviews = &course.project.reviews;
        let before = reviews.iter().find(|(_, day)| day.is_some_and(|day| day <= on));
        let judgement = if let Some((number, _)) = before {
            Judgement::passed("发证以前已审查合格").seeing([Seen::new("施工图审查", number.clone())])
        } else if reviews.iter().any(|(_, day)| day.is_none()) {
            Judgement::undecidable("施工图审查的日期没有登记")
        } else if let Some((number, Some(day))) = reviews.iter().min_by_key(|(_, day)| *day) {
            let seen = Seen::new(format!("施工图审查 {number}"), format!("{day} 审查合格"));
            Judgement::failed("施工图审查合格的日期晚于发证日期").seeing([seen])
        } else if permit.names_review {
            Judgement::undecidable("许可证上有审查编号，没有施工图审查的登记")
        } else {
            Judgement::failed("没有施工图审查的登记，许可证上也没有审查编号")
        };
        Some(Point::new(record(permit), on, judgement.seeing(issued(permit))))
    };
    course.project.permits.iter().filter_map(point).collect()
}

/// X12: works began with a permit.
pub(super) fn before_works(course: &Course<'_>) -> Vec<Point> {
    let Some((started, source)) = started(course).filter(|(started, _)| *started <= course.on) else {
        return Vec::new();
    };
    let seen = Seen::new(source, format!("{started} 开工"));
    let judgement = match course.project.first_permit() {
        Some(permit) if permit.issued_on.is_some_and(|on| on <= started) => {
            Judgement::passed("取得施工许可证以后开工").seeing(issued(permit))
        }
        _ if course.project.permits.iter().any(|permit| permit.issued_on.is_none()) => {
            Judgement::undecidable("有施工许可证没有登记发证日期")
        }
        Some(permit) => Judgement::failed("开工早于施工许可证的发证日期").seeing(issued(permit)),
        None => Judgement::failed("已开工，没有施工许可证的登记"),
    };
    vec![Point::new("开工", started, judgement.seeing([seen]))]
}

/// X13: works began before the permit lapsed by itself.
pub(super) fn works_in_time(course: &Course<'_>) -> Vec<Point> {
    let Some(permit) = course.project.first_permit() else { return Vec::new() };
    let (Some(on), CertificateState::Valid) = (permit.issued_on, permit.state) else { return Vec::new() };
    let limit = |name: &str| course.limits.find(name, on, &course.project.region_code);
    let (Some(months), Some(most)) = (limit("start_months"), limit("extensions")) else { return Vec::new() };
    let postponed = course.project.changes.iter().filter(|change| postpones(change, permit)).count();
    let extensions = i64::try_from(postponed).unwrap_or(i64::MAX).min(most.value);
    let last = u32::try_from(months.value.saturating_mul(extensions + 1)).ok();
    let Some(last) = last.and_then(|months| on.checked_add_months(Months::new(months))) else { return Vec::new() };
    let began = started(course).filter(|(started, _)| *started <= course.on);
    let judgement = match &began {
        Some((started, _)) if *started > last => Judgement::failed(format!("应在 {last} 以前开工，许可证已自行废止")),
        Some(_) => Judgement::passed("在期限内开工"),
        None if last < course.on => Judgement::undecidable(format!("应在 {last} 以前开工，开工日期没有登记")),
        None => return Vec::new(),
    };
    let began = began.map(|(started, source)| Seen::new(source, format!("{started} 开工")));
    let extended = Seen::new("延期", format!("{postponed} 次"));
    let judgement = judgement.seeing(issued(permit)).seeing([extended]).seeing(began).by(Some(months.confidence));
    vec![Point::new(record(permit), last, judgement)]
}

fn postpones(change: &Change, permit: &Permit) -> bool {
    change.permit == permit.number && change.item.contains("延期")
}

/// The five responsible parties (建质〔2014〕124号), each with the roles that stand for it.
const PARTIES: [(&str, &[ParticipantRole]); 5] = [
    ("建设单位", &[ParticipantRole::Owner]),
    ("勘察单位", &[ParticipantRole::Survey]),
    ("设计单位", &[ParticipantRole::Design, ParticipantRole::GeneralContracting]),
    ("施工单位", &[ParticipantRole::Construction, ParticipantRole::GeneralContracting]),
    ("监理单位", &[ParticipantRole::Supervision]),
];

/// X19: the five leaders had committed themselves before the permit.
pub(super) fn commitments(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let point = |permit: &Permit| {
        let on = permit.issued_on?;
        if project.commitments.is_empty() {
            let judgement = Judgement::undecidable("没有承诺书的登记");
            return Some(Point::new(record(permit), on, judgement.seeing(issued(permit))));
        }
        let signed = |roles: &[ParticipantRole]| {
            let own = project.commitments.iter().filter(|signed| roles.contains(&signed.role));
            own.filter(|signed| signed.signed_on.is_none_or(|day| day <= on)).any(|signed| signed.is_authorised)
        };
        let missing: Vec<&str> = PARTIES.iter().filter(|(_, roles)| !signed(roles)).map(|(party, _)| *party).collect();
        let judgement = if missing.is_empty() {
            Judgement::passed("五方承诺书和授权书齐全")
        } else {
            Judgement::failed(format!("发证时缺少{}的承诺书或授权书", missing.join("、")))
        };
        Some(Point::new(record(permit), on, judgement.seeing(issued(permit))))
    };
    project.permits.iter().filter_map(point).collect()
}

/// Positions whose holder signs a letter of commitment.
const LEADERS: [Position; 5] = [
    Position::OwnerLeader,
    Position::SurveyLeader,
    Position::DesignLeader,
    Position::ProjectManager,
    Position::ChiefSupervisor,
];

/// X20: who came in for a leader has committed themselves.
pub(super) fn new_leaders(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let point = |change: &Change| {
        let (position, on) = (change.position.filter(|position| LEADERS.contains(position))?, change.on?);
        let own = project.commitments.iter().any(|signed| search_key(&signed.name) == search_key(&change.after));
        let judgement = if own {
            Judgement::passed(format!("{}已签署承诺书", change.after))
        } else if project.commitments.is_empty() {
            Judgement::undecidable("没有承诺书的登记")
        } else {
            Judgement::failed(format!("新任{}{}没有签署承诺书", position.label(), change.after))
        };
        let seen = Seen::new(format!("施工许可变更 {}", change.permit), format!("{on} 变更为{}", change.after));
        let record = format!("施工许可证 {} {on} 变更{}为{}", change.permit, position.label(), change.after);
        Some(Point::new(record, on, judgement.seeing([seen])))
    };
    project.changes.iter().filter_map(point).collect()
}

/// From where on buildings and other works ask for more safety officers (建质〔2008〕91号 Art. 13): hundredths of a square
/// metre, and fen. One officer is enough for 1万㎡ (以下), and not for a 5000万 contract.
const AREAS_DM2: (i64, i64) = (1_000_001, 5_000_000);
const AMOUNTS_FEN: (i64, i64) = (5_000_000_000, 10_000_000_000);

/// The threshold for works as large as these, and what was measured.
fn officers(course: &Course<'_>) -> Option<(&'static str, Seen)> {
    let permits = &course.project.permits;
    let name = |amount: i64, (medium, large): (i64, i64), names: [&'static str; 3]| match amount {
        amount if amount >= large => names[2],
        amount if amount >= medium => names[1],
        _ => names[0],
    };
    if course.project.kind? == ProjectType::Building {
        let permitted: Vec<i64> = permits.iter().filter_map(|permit| permit.area_dm2).collect();
        let area = if permitted.is_empty() { course.project.area_dm2? } else { permitted.iter().sum() };
        let names = ["officers_small_building", "officers_medium_building", "officers_large_building"];
        return Some((name(area, AREAS_DM2, names), Seen::new("建筑面积", format!("{} ㎡", area / 100))));
    }
    let contracted: Vec<i64> = course.project.general_contracts().filter_map(|contract| contract.amount_fen).collect();
    let permitted: Vec<i64> = permits.iter().filter_map(|permit| permit.amount_fen).collect();
    let known = if contracted.is_empty() { permitted } else { contracted };
    if known.is_empty() {
        return None;
    }
    let amount = known.iter().sum();
    let names = ["officers_small_contract", "officers_medium_contract", "officers_large_contract"];
    Some((name(amount, AMOUNTS_FEN, names), Seen::new("合同价款", format!("{} 万元", amount / 1_000_000))))
}

/// X21: enough safety officers on the site, as long as works go on.
pub(super) fn safety_officers(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let Some(on) = project.first_permit().and_then(|permit| permit.issued_on) else { return Vec::new() };
    let passed = project.acceptances.iter().chain(&project.filings).filter_map(|record| record.passed_on);
    if on > course.on || passed.min().is_some_and(|passed| passed <= course.on) {
        return Vec::new();
    }
    let Some((threshold, measured)) = officers(course) else {
        return vec![Point::new("专职安全员", course.on, Judgement::undecidable("工程规模没有登记"))];
    };
    let Some(limit) = course.limits.find(threshold, on, &project.region_code) else {
        return vec![Point::new("专职安全员", course.on, Judgement::not_assessed("当时没有规定人数"))];
    };
    let (bound, is_known) = site_team(course);
    let there = i64::try_from(bound.len()).unwrap_or(i64::MAX);
    let judgement = if there >= limit.value {
        Judgement::passed(format!("有专职安全员 {there} 人"))
    } else if there == 0 && !is_known {
        Judgement::undecidable("没有现场人员的登记")
    } else {
        Judgement::failed(format!("应有专职安全员 {} 人，登记 {there} 人", limit.value))
    };
    let names = bound.iter().map(|name| Seen::new("专职安全员", (*name).to_owned()));
    let judgement = judgement.seeing([measured, limit.seen()]).seeing(names).by(Some(limit.confidence));
    vec![Point::new("专职安全员", course.on, judgement)]
}

/// The safety officers who are bound on the day, and whether anybody of the site but its leaders is on file.
fn site_team<'f>(course: &Course<'f>) -> (BTreeSet<&'f str>, bool) {
    let bound = course.project.engaged.iter().filter(|engaged| engaged.binds(course.on));
    let officers = bound.clone().filter(|engaged| engaged.position == Position::SafetyOfficer);
    let names = officers.map(|engaged| engaged.name.as_str()).collect();
    let others = bound
        .clone()
        .any(|engaged| !LEADERS.contains(&engaged.position) && engaged.position != Position::DrawingReviewer);
    (names, others)
}
