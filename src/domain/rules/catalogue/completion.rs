//! Whether works were completed and filed as they must be.

use chrono::{Days, NaiveDate};

use super::super::act::Course;
use super::super::facts::project::{Completion, Permit};
use super::super::finding::{Judgement, Point, Seen};
use super::contract::differs;

/// The filing of an acceptance: the one that names it, or the only one there is.
fn filing<'f>(course: &Course<'f>, acceptance: &Completion) -> Option<&'f Completion> {
    let (acceptances, filings) = (&course.project.acceptances, &course.project.filings);
    let named = filings.iter().find(|filing| filing.of.as_deref() == Some(acceptance.number.as_str()));
    let of_permits = filings
        .iter()
        .find(|filing| filing.of.is_none() && filing.permits.iter().any(|permit| acceptance.permits.contains(permit)));
    let only = match filings.as_slice() {
        [one] if one.of.is_none() && acceptances.len() == 1 => Some(one),
        _ => None,
    };
    named.or(of_permits).or(only)
}

/// X17: filed within the days after acceptance was passed.
pub(super) fn filed_in_time(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let accepted = project.acceptances.iter().filter_map(|acceptance| {
        let filing = filing(course, acceptance);
        Some((format!("竣工验收 {}", acceptance.number), acceptance.passed_on?, filing))
    });
    // Where the acceptance itself is not on file, its filing says when it was passed.
    let alone = project.filings.iter().filter(|_| project.acceptances.is_empty());
    let alone =
        alone.filter_map(|filing| Some((format!("竣工备案 {}", filing.number), filing.passed_on?, Some(filing))));
    accepted
        .chain(alone)
        .filter(|(_, passed, _)| *passed <= course.on)
        .filter_map(|(record, passed, filing)| filed(course, record, passed, filing))
        .collect()
}

fn filed(course: &Course<'_>, record: String, passed: NaiveDate, filing: Option<&Completion>) -> Option<Point> {
    let limit = course.limits.find("filing_days", passed, &course.project.region_code)?;
    let last = passed.checked_add_days(Days::new(u64::try_from(limit.value).ok()?))?;
    let late = |day: NaiveDate| (day - last).num_days();
    let (on, judgement) = match filing {
        None if course.on > last => (last, Judgement::failed(format!("应在 {last} 以前备案，尚未备案"))),
        None => return None,
        Some(filing) => match filing.filed_on {
            None => (last, Judgement::undecidable("备案日期没有登记")),
            Some(day) if day > last => {
                (day, Judgement::failed(format!("应在 {last} 以前备案，{day} 备案，迟了 {} 天", late(day))))
            }
            Some(day) => (day, Judgement::passed("在期限内备案")),
        },
    };
    let seen = Seen::new(record.clone(), format!("{passed} 验收合格"));
    Some(Point::new(record, on, judgement.seeing([seen]).by(Some(limit.confidence))))
}

/// X18: area and cost are near those that were permitted.
pub(super) fn as_permitted(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let records = if project.acceptances.is_empty() { &project.filings } else { &project.acceptances };
    let point = |completion: &Completion| {
        let on = completion.passed_on?;
        let own: Vec<&Permit> =
            project.permits.iter().filter(|permit| completion.permits.contains(&permit.number)).collect();
        let permits: Vec<&Permit> = match (own.is_empty(), records.as_slice()) {
            (true, [_]) => project.permits.iter().collect(),
            _ => own,
        };
        let judgement = compare(course, completion, &permits, on);
        Some(Point::new(format!("竣工记录 {}", completion.number), on, judgement))
    };
    records.iter().filter_map(point).collect()
}

fn compare(course: &Course<'_>, completion: &Completion, permits: &[&Permit], on: NaiveDate) -> Judgement {
    let total = |value: fn(&Permit) -> Option<i64>| permits.iter().map(|permit| value(permit)).sum::<Option<i64>>();
    let pairs = [
        ("面积", "area_tolerance", completion.area_dm2, total(|permit| permit.area_dm2)),
        ("造价", "cost_tolerance", completion.cost_fen, total(|permit| permit.amount_fen)),
    ];
    let mut compared = Vec::new();
    for (what, name, completed, permitted) in pairs {
        let (Some(completed), Some(permitted)) = (completed, permitted.filter(|permitted| *permitted > 0)) else {
            continue;
        };
        let Some(limit) = course.limits.find(name, on, &course.project.region_code) else { continue };
        let per_mille = (i128::from(completed) - i128::from(permitted)) * 1_000 / i128::from(permitted);
        let seen = Seen::new(what, format!("竣工与许可相差 {per_mille}‰"));
        compared.push((what, differs(completed, permitted, limit.value), limit, seen));
    }
    let apart: Vec<&str> = compared.iter().filter(|(_, differs, ..)| *differs).map(|(what, ..)| *what).collect();
    let judgement = match (compared.is_empty(), apart.is_empty()) {
        (true, _) => Judgement::undecidable("许可或竣工的面积、造价没有登记"),
        (false, true) => Judgement::passed("面积、造价与许可相符"),
        (false, false) => Judgement::failed(format!("{}与许可相差较大", apart.join("、"))),
    };
    let weakest = compared.iter().map(|(_, _, limit, _)| limit.confidence).max();
    judgement.seeing(compared.into_iter().map(|(.., seen)| seen)).by(weakest)
}
