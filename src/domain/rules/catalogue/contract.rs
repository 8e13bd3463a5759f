//! Whether a contract keeps to the award it follows from.

use chrono::{Days, NaiveDate};

use super::super::act::Course;
use super::super::basis::Confidence;
use super::super::facts::project::{Award, CONSTRUCTION_TENDERS, Contract};
use super::super::finding::{Judgement, Point, Seen};
use super::super::measure::Quantity;
use crate::standard::text::search_key;
use crate::vocabulary::project::Position;

/// What an award led to.
enum Followed<'f> {
    /// This award.
    By(&'f Award),
    /// Awards are on file, and none of them is the contractor's.
    Other(&'f Award),
    /// No award is on file, or several may be meant.
    Unknown,
}

/// The award that a general contract follows from.
fn award<'f>(course: &Course<'f>, contract: &Contract) -> Followed<'f> {
    let awards = course.project.awards.iter();
    let awards: Vec<&Award> = awards.filter(|award| CONSTRUCTION_TENDERS.contains(&award.class.as_str())).collect();
    let Some(contractor) = &contract.contractor else { return Followed::Unknown };
    let won = |award: &&&Award| award.winner.as_ref().is_some_and(|winner| winner.is(contractor));
    let own: Vec<&&Award> = awards.iter().filter(won).collect();
    match (own.as_slice(), awards.as_slice()) {
        ([one], _) => Followed::By(one),
        ([], [one]) if one.winner.is_some() => Followed::Other(one),
        _ => Followed::Unknown,
    }
}

fn record(contract: &Contract) -> String {
    format!("合同 {}", contract.number)
}

fn amount(fen: i64) -> String {
    format!("{} 万元", Quantity::fen(fen))
}

/// X15: contractor, amount and leader are those of the award.
pub(super) fn as_awarded(course: &Course<'_>) -> Vec<Point> {
    let several = course.project.general_contracts().count() > 1;
    let point = |contract: &Contract| {
        let on = contract.signed_on?;
        let judgement = match award(course, contract) {
            Followed::Unknown => Judgement::undecidable("没有可以比对的施工中标记录"),
            Followed::Other(award) => {
                let winner = award.winner.as_ref().map_or("", |winner| winner.name.as_str());
                let contractor = contract.contractor.as_ref().map_or("", |party| party.name.as_str());
                Judgement::failed(format!("承包人{contractor}不是中标人{winner}"))
            }
            Followed::By(award) => compare(course, contract, award, on, several),
        };
        Some(Point::new(record(contract), on, judgement))
    };
    course.project.general_contracts().filter_map(point).collect()
}

fn compare(course: &Course<'_>, contract: &Contract, award: &Award, on: NaiveDate, several: bool) -> Judgement {
    let mut seen = vec![Seen::new(format!("中标 {}", award.number), award_in_words(award))];
    if let Some(fen) = contract.amount_fen {
        seen.push(Seen::new(record(contract), format!("价款 {}", amount(fen))));
    }
    let judgement = if let Some(text) = other_leader(course, award) {
        Judgement::failed(text)
    } else if let (Some(contracted), Some(awarded), false) = (contract.amount_fen, award.amount_fen, several) {
        match course.limits.find("award_tolerance", on, &course.project.region_code) {
            Some(limit) if differs(contracted, awarded, limit.value) => {
                Judgement::failed(format!("价款与中标价相差超过 {}‰", limit.value)).by(Some(limit.confidence))
            }
            _ => Judgement::passed("承包人、价款和项目负责人与中标结果一致"),
        }
    } else {
        Judgement::undecidable("价款没有登记，或一次中标签了几份合同，不能比对")
    };
    judgement.seeing(seen)
}

fn award_in_words(award: &Award) -> String {
    let price = award.amount_fen.map_or_else(|| "中标价未登记".to_owned(), |fen| format!("中标价 {}", amount(fen)));
    let leader = award.leader.as_ref().map_or_else(String::new, |leader| format!("，项目负责人{leader}"));
    format!("{price}{leader}")
}

/// What is to be said where none of the managers on file is the one that was awarded.
fn other_leader(course: &Course<'_>, award: &Award) -> Option<String> {
    let leader = award.leader.as_ref()?;
    let managers = course.project.engaged.iter().filter(|engaged| engaged.position == Position::ProjectManager);
    // The award itself puts its leader on file, whoever came.
    let managers = managers.filter(|engaged| !engaged.only_awarded);
    let names: Vec<&str> = managers.map(|engaged| engaged.name.as_str()).collect();
    let is_there = names.iter().any(|name| search_key(name) == search_key(leader));
    (!names.is_empty() && !is_there).then(|| format!("中标的项目负责人{leader}没有到任，到任的是{}", names.join("、")))
}

/// Whether an amount differs from another by more than so many thousandths of it.
pub(super) fn differs(amount: i64, from: i64, per_mille: i64) -> bool {
    let apart = i128::from(amount).abs_diff(i128::from(from)) * 1_000;
    apart > i128::from(from).unsigned_abs() * i128::from(per_mille).unsigned_abs()
}

/// X16: signed within the days after the award.
pub(super) fn in_time(course: &Course<'_>) -> Vec<Point> {
    let point = |contract: &Contract| {
        let on = contract.signed_on?;
        let (Followed::By(award) | Followed::Other(award)) = award(course, contract) else { return None };
        let limit = course.limits.find("contract_days", on, &course.project.region_code)?;
        let last = u64::try_from(limit.value).ok().and_then(|days| award.on?.checked_add_days(Days::new(days)));
        let judgement = match last {
            None => Judgement::undecidable("中标日期没有登记"),
            Some(last) if on > last => {
                Judgement::failed(format!("应在 {last} 以前签约，迟了 {} 天", (on - last).num_days()))
            }
            Some(_) => Judgement::passed("在期限内签约"),
        };
        let awarded = award.on.map_or_else(|| "日期未登记".to_owned(), |day| format!("{day} 中标"));
        let seen =
            [Seen::new(format!("中标 {}", award.number), awarded), Seen::new(record(contract), format!("{on} 签订"))];
        Some(Point::new(record(contract), on, judgement.seeing(seen).by(Some(limit.confidence))))
    };
    course.project.general_contracts().filter_map(point).collect()
}

/// X35: the project number keeps its grammar, and its region was one on the day it names.
pub(super) fn number(course: &Course<'_>) -> Vec<Point> {
    use crate::standard::project_number;
    use crate::standard::region::{self, Lookup};

    let Some(text) = &course.project.number else { return Vec::new() };
    let judgement = match project_number::read(text, course.on) {
        Err(defect) => Judgement::failed(defect.reason),
        Ok(read) => {
            let number = read.value();
            let region = number.map(|number| region::lookup(number.region()));
            let day = number.and_then(project_number::ProjectNumber::date);
            match (read.warnings.first(), region, day) {
                (Some(defect), ..) => Judgement::failed(defect.reason.clone()),
                (None, Some(Lookup::Known(region)), Some(day)) if !region.is_valid_on(day) => {
                    Judgement::failed(format!("行政区划 {} 在 {day} 无效", region.code)).by(Some(Confidence::Observed))
                }
                _ => Judgement::passed("项目编号符合编码规则"),
            }
        }
    };
    vec![Point::new("项目编号", course.on, judgement.seeing([Seen::new("项目编号", text.clone())]))]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test stops at the first surprise")]

    use rstest::rstest;

    use super::*;
    use crate::rules::act::Market;
    use crate::rules::facts::project::{Engaged, Party, Project};
    use crate::rules::facts::{self, Enterprise};
    use crate::rules::finding::Outcome;
    use crate::rules::limit::Limits;

    struct Nobody;

    impl Market for Nobody {
        fn enterprise(&self, _key: &str) -> Option<&Enterprise> {
            None
        }

        fn project(&self, _key: &str) -> Option<&facts::Project> {
            None
        }
    }

    fn manager(name: &str, only_awarded: bool) -> Engaged {
        Engaged { position: Position::ProjectManager, name: name.to_owned(), only_awarded, ..Engaged::default() }
    }

    #[rstest]
    #[case::nobody_yet(None, Outcome::Passed)]
    #[case::who_was_awarded(Some("王建国"), Outcome::Passed)]
    #[case::somebody_else(Some("李四"), Outcome::Failed)]
    fn that_the_award_names_its_leader_is_no_proof_that_they_came(
        #[case] came: Option<&str>,
        #[case] expected: Outcome,
    ) {
        let builder = Some(Party { key: Some("e1".to_owned()), name: "华鑫".to_owned() });
        let award = Award {
            class: "003".to_owned(),
            amount_fen: Some(100),
            winner: builder.clone(),
            leader: Some("王建国".to_owned()),
            ..Award::default()
        };
        let signed_on = Some("2026-03-01".parse().unwrap());
        let contract = Contract {
            kind: "301".to_owned(),
            amount_fen: Some(100),
            contractor: builder,
            signed_on,
            ..Contract::default()
        };
        let engaged = [manager("王建国", true)].into_iter().chain(came.map(|name| manager(name, false))).collect();
        let project = Project { awards: vec![award], contracts: vec![contract], engaged, ..Project::default() };
        let on = "2026-11-22".parse().unwrap();
        let course = Course { project: &project, market: &Nobody, limits: &Limits::default(), on };
        assert_eq!(as_awarded(&course)[0].judgement.outcome, expected);
    }
}
