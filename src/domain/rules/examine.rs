//! Every act that the records of an enterprise, a person or a project show, and what the rules say of each.
//!
//! What is said belongs to one head: the enterprise whose standing it is, the person who was appointed, the project whose
//! records show it. So a change can be looked at again head by head.

use chrono::NaiveDate;

use super::act::{Appointment, Course, Market, Post, Standing, Undertaking};
use super::catalogue;
use super::facts::project::{Engaged, Party, Project, SUPERVISION_CONTRACT};
use super::facts::{Enterprise, Person};
use super::finding::{Finding, Judgement, Point};
use super::limit::Limits;
use super::measure::Works;
use super::rule::Rule;
use crate::vocabulary::project::{ParticipantRole, Position};

/// What a rule says of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The rule, and what it says.
    pub finding: Finding,
    /// The enterprise it concerns.
    pub enterprise: Option<String>,
    /// The person it concerns.
    pub person: Option<String>,
    /// The project it concerns.
    pub project: Option<String>,
    /// The record or the post: `合同 HZ-001`, `项目经理`.
    pub record: String,
    /// The day of the act.
    pub on: NaiveDate,
}

impl Case {
    fn new(rule: &'static Rule, judgement: Judgement, record: impl Into<String>, on: NaiveDate) -> Self {
        let finding = Finding { rule, judgement };
        Self { finding, enterprise: None, person: None, project: None, record: record.into(), on }
    }

    fn of(point: Point, rule: &'static Rule) -> Self {
        Self::new(rule, point.judgement, point.record, point.on)
    }

    /// What tells this case from all others, whatever is found: the rule, whom it concerns, the record.
    pub fn key(&self) -> String {
        let part = |key: &Option<String>| key.as_deref().unwrap_or("-").to_owned();
        [
            self.finding.rule.id.clone(),
            part(&self.project),
            part(&self.person),
            part(&self.enterprise),
            self.record.clone(),
        ]
        .join("|")
    }
}

/// How an enterprise stands on a day.
pub fn enterprise(enterprise: &Enterprise, limits: &Limits, on: NaiveDate) -> Vec<Case> {
    let standing = Standing { enterprise, limits, on };
    let key = Some(enterprise.key.clone());
    let cases = catalogue::standing(&standing).into_iter().filter(|(point, _)| point.on <= on);
    cases.map(|(point, rule)| Case { enterprise: key.clone(), ..Case::of(point, rule) }).collect()
}

/// What the records of a project show by a day, and who undertook its works.
pub fn project(project: &Project, market: &dyn Market, limits: &Limits, on: NaiveDate) -> Vec<Case> {
    let key = Some(project.key.clone());
    let course = Course { project, market, limits, on };
    let mut cases: Vec<Case> = catalogue::course(&course)
        .into_iter()
        .filter(|(point, _)| point.on <= on)
        .map(|(point, rule)| Case { project: key.clone(), ..Case::of(point, rule) })
        .collect();
    for undertaken in undertakings(project).into_iter().filter(|undertaken| undertaken.on <= on) {
        let Some(enterprise) = undertaken.party.key.as_deref().and_then(|key| market.enterprise(key)) else { continue };
        let act = Undertaking { enterprise, works: &undertaken.works, on: undertaken.on };
        cases.extend(catalogue::undertaking(&act).into_iter().map(|finding| Case {
            enterprise: Some(enterprise.key.clone()),
            project: key.clone(),
            ..Case::new(finding.rule, finding.judgement, undertaken.record.clone(), undertaken.on)
        }));
    }
    cases
}

struct Undertaken<'f> {
    party: &'f Party,
    works: Works,
    record: String,
    on: NaiveDate,
}

/// Who undertook to build or to supervise: by contract; where none is on file, by the first permit.
fn undertakings(project: &Project) -> Vec<Undertaken<'_>> {
    let mut undertaken = Vec::new();
    for contract in project.general_contracts() {
        let (Some(party), Some(on)) = (&contract.contractor, contract.signed_on) else { continue };
        let Some(works) = project.works(contract.amount_fen) else { continue };
        undertaken.push(Undertaken { party, works, record: format!("合同 {}", contract.number), on });
    }
    for contract in project.contracts.iter().filter(|contract| contract.kind == SUPERVISION_CONTRACT) {
        let (Some(party), Some(on)) = (&contract.contractor, contract.signed_on) else { continue };
        let Some(works) = project.supervised_works() else { continue };
        undertaken.push(Undertaken { party, works, record: format!("合同 {}", contract.number), on });
    }
    let Some((permit, on)) = project.first_permit().and_then(|permit| Some((permit, permit.issued_on?))) else {
        return undertaken;
    };
    let record = format!("施工许可证 {}", permit.number);
    if project.general_contracts().next().is_none()
        && let Some(works) = project.works(permit.amount_fen)
    {
        let builders = project.parties(&[ParticipantRole::Construction]).into_iter();
        undertaken.extend(builders.map(|party| Undertaken { party, works: works.clone(), record: record.clone(), on }));
    }
    if !project.contracts.iter().any(|contract| contract.kind == SUPERVISION_CONTRACT)
        && let Some(works) = project.supervised_works()
    {
        let supervisors = project.parties(&[ParticipantRole::Supervision]).into_iter();
        undertaken.extend(supervisors.map(|party| Undertaken {
            party,
            works: works.clone(),
            // Somebody who builds there too undertakes both.
            record: format!("{record}（监理）"),
            on,
        }));
    }
    undertaken
}

/// What somebody was appointed to by a day: the posts that `led` names, in the projects of the market.
pub fn person(person: &Person, market: &dyn Market, limits: &Limits, on: NaiveDate) -> Vec<Case> {
    let mut cases = Vec::new();
    for (post, position, led) in [
        (Post::Manager, Position::ProjectManager, &person.managed),
        (Post::Supervisor, Position::ChiefSupervisor, &person.supervised),
    ] {
        let mut keys: Vec<&str> = led.iter().map(|led| led.project.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        for project in keys.into_iter().filter_map(|key| market.project(key)) {
            if let Some(held) = held(project, position, &person.key) {
                cases.extend(appointed(person, post, project, &held, market, limits, on));
            }
        }
    }
    cases
}

/// A post as all records of a project tell it together: the first day that any has, the last where all have one.
fn held(project: &Project, position: Position, person: &str) -> Option<Engaged> {
    let own = project.engaged.iter();
    let mut own = own.filter(|engaged| engaged.position == position && engaged.person.as_deref() == Some(person));
    let first = own.next()?.clone();
    Some(own.fold(first, |mut held, also| {
        held.since = held.since.into_iter().chain(also.since).min();
        held.released = held.released.zip(also.released).map(|(one, other)| one.max(other));
        held.party = held.party.filter(|party| party.key.is_some()).or_else(|| also.party.clone());
        held
    }))
}

fn appointed(
    person: &Person,
    post: Post,
    project: &Project,
    held: &Engaged,
    market: &dyn Market,
    limits: &Limits,
    on: NaiveDate,
) -> Vec<Case> {
    // Where nobody knows since when, the day of the look is the first that is known.
    let since = held.since.unwrap_or(on);
    let until = held.released.and_then(|day| day.pred_opt()).unwrap_or(on).min(on);
    if since > on || until < since {
        return Vec::new();
    }
    let contract = project.general_contracts().next().and_then(|contract| contract.amount_fen);
    let works = match post {
        Post::Manager => project.works(contract.or_else(|| project.first_permit()?.amount_fen)),
        Post::Supervisor => project.supervised_works(),
    };
    let works = works.unwrap_or_else(|| Works { region_code: project.region_code.clone(), ..Works::default() });
    let enterprise = held.party.as_ref().and_then(|party| market.enterprise(party.key.as_deref()?));
    let act = Appointment {
        person,
        post,
        enterprise,
        works: &works,
        project: Some(&project.key),
        consent: None,
        on: since,
        until: Some(until),
        limits,
    };
    let tenure = if post == Post::Manager { catalogue::tenure(&act) } else { Vec::new() };
    let findings = catalogue::appointment(&act).into_iter().chain(tenure);
    let case = |finding: Finding| Case {
        enterprise: enterprise.map(|enterprise| enterprise.key.clone()),
        person: Some(person.key.clone()),
        project: Some(project.key.clone()),
        ..Case::new(finding.rule, finding.judgement, post.label(), since)
    };
    findings.map(case).collect()
}

#[cfg(test)]
mod tests;
