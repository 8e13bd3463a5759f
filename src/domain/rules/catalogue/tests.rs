//! Each rule as a table: passed, failed, both sides of its bounds, before its period, what is not on file.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test stops at the first surprise")]

mod completion;
mod contract;
mod enterprise;
mod manager;
mod officers;
mod permit;
mod standing;
mod tenure;
mod tie;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rstest::rstest;

use super::super::act::{Appointment, Course, Market, Post, Standing, Undertaking};
use super::super::facts::project::{Completion, Contract, Engaged, Part, Party, Permit};
use super::super::facts::{
    Certificate, Demerit, Enterprise, Led, Person, Project, Qualification, Registration, Restriction, SafetyCertificate,
};
use super::super::finding::{Eligibility, Finding, Outcome, Point};
use super::super::limit::{self, Limit, Limits};
use super::super::measure::{Quantity, Works};
use super::super::rule::{self, Subject};
use super::{APPOINTMENT, COURSE, STANDING, TENURE, UNDERTAKING, appointment, course, undertaking};
use crate::vocabulary::personnel::RegistrationType;
use crate::vocabulary::project::{ParticipantRole, Position};
use crate::vocabulary::provenance::CertificateState;

const ON: &str = "2026-11-22";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn valid(kind: &'static str, from: &str, until: &str) -> Certificate {
    Certificate {
        kind,
        number: Some("001".to_owned()),
        granted_on: None,
        valid_from: Some(day(from)),
        valid_until: Some(day(until)),
        state: CertificateState::Valid,
        state_since: None,
    }
}

/// Works with everything that the scope of a second class asks for.
fn measured(height: &str) -> Works {
    Works::housing(&[("building_height", height), ("project_building_area", "90000"), ("single_span", "20")])
}

fn holding(class: &str) -> Qualification {
    Qualification {
        sequence: "施工总承包".to_owned(),
        category: "建筑工程".to_owned(),
        class: class.to_owned(),
        certificate: Certificate {
            granted_on: Some(day("2022-01-01")),
            ..valid("资质证书", "2022-01-01", "2026-12-31")
        },
    }
}

fn firm(classes: &[&str]) -> Enterprise {
    Enterprise {
        key: "e1".to_owned(),
        name: "河南华鑫建设工程有限公司".to_owned(),
        qualifications: classes.iter().map(|class| holding(class)).collect(),
        safety_permits: vec![valid("安全生产许可证", "2025-01-01", "2027-12-31")],
        ..Enterprise::default()
    }
}

fn constructor(kind: RegistrationType, specialty: &str) -> Person {
    let enterprise = (Some("e1".to_owned()), Some("河南华鑫建设工程有限公司".to_owned()));
    Person {
        key: "p1".to_owned(),
        name: "王建国".to_owned(),
        registrations: vec![Registration {
            registration_type: kind,
            specialty: specialty.to_owned(),
            enterprise: enterprise.0.clone(),
            enterprise_name: enterprise.1.clone(),
            certificate: valid("注册证书", "2024-01-01", "2027-01-01"),
        }],
        safety_certificates: vec![SafetyCertificate {
            enterprise: enterprise.0,
            enterprise_name: enterprise.1,
            certificate: valid("B 证", "2024-01-01", "2027-01-01"),
        }],
        ..Person::default()
    }
}

fn first() -> Person {
    constructor(RegistrationType::ConstructorFirst, "建筑工程")
}

fn led(project: &str, since: Option<&str>, released: Option<&str>) -> Led {
    Led {
        project: project.to_owned(),
        name: format!("项目{project}"),
        since: since.map(day),
        released: released.map(day),
        basis: "施工许可证 001".to_owned(),
    }
}

fn found<'f>(findings: &'f [Finding], id: &str) -> &'f Finding {
    findings.iter().find(|finding| finding.rule.id == id).unwrap()
}

fn of_firm(firm: &Enterprise, works: &Works, on: &str, id: &str) -> Outcome {
    found(&undertaking(&Undertaking { enterprise: firm, works, on: day(on) }), id).judgement.outcome
}

struct Case<'f> {
    person: &'f Person,
    works: &'f Works,
    post: Post,
    enterprise: Option<&'f Enterprise>,
    consent: Option<bool>,
}

impl Case<'_> {
    fn says(&self, on: &str, id: &str) -> Outcome {
        let act = Appointment {
            person: self.person,
            post: self.post,
            enterprise: self.enterprise,
            works: self.works,
            project: Some("own"),
            consent: self.consent,
            on: day(on),
            until: None,
            limits: &Limits::default(),
        };
        found(&appointment(&act), id).judgement.outcome
    }
}

fn manages(person: &Person, works: &Works, on: &str, id: &str) -> Outcome {
    let enterprise = firm(&["一级"]);
    Case { person, works, post: Post::Manager, enterprise: Some(&enterprise), consent: Some(false) }.says(on, id)
}

/// Enterprises that are on file.
#[derive(Default)]
struct Shelf(Vec<Enterprise>);

impl Market for Shelf {
    fn enterprise(&self, key: &str) -> Option<&Enterprise> {
        self.0.iter().find(|enterprise| enterprise.key == key)
    }

    fn project(&self, _key: &str) -> Option<&Project> {
        None
    }
}

fn fen(ten_thousands: i64) -> i64 {
    ten_thousands * 1_000_000
}

fn party(key: &str) -> Party {
    Party { key: Some(key.to_owned()), name: format!("企业{key}") }
}

/// A permit of a day, with an area in square metres and an amount in 万元.
fn permit(number: &str, on: &str, area: i64, amount: i64) -> Permit {
    Permit {
        number: number.to_owned(),
        names_review: false,
        issued_on: Some(day(on)),
        state: CertificateState::Valid,
        amount_fen: Some(fen(amount)),
        area_dm2: Some(area * 100),
    }
}

/// A project in a county of Henan.
fn site() -> Project {
    Project { key: "p1".to_owned(), region_code: "410105".to_owned(), ..Project::default() }
}

/// The same in Hunan.
fn in_hunan(project: &Project) -> Project {
    Project { region_code: "430102".to_owned(), ..project.clone() }
}

/// A threshold of Hunan's own.
fn of_hunan(name: &str, value: i64) -> Limits {
    let national = limit::national().iter().find(|limit| limit.name == name).unwrap();
    Limits::with(vec![Limit { region: "43".to_owned(), value, valid_from: day("2001-01-01"), ..national.clone() }])
}

fn points_of(project: &Project, shelf: &Shelf, limits: &Limits, on: &str, id: &str) -> Vec<Point> {
    let act = Course { project, market: shelf, limits, on: day(on) };
    course(&act).into_iter().filter(|(_, rule)| rule.id == id).map(|(point, _)| point).collect()
}

fn outcomes(points: Vec<Point>) -> Vec<Outcome> {
    points.into_iter().map(|point| point.judgement.outcome).collect()
}

/// What a rule says of a project, with nobody else on file and the national thresholds.
fn shows(project: &Project, on: &str, id: &str) -> Vec<Outcome> {
    outcomes(points_of(project, &Shelf::default(), &Limits::default(), on, id))
}

fn points_on(enterprise: &Enterprise, limits: &Limits, on: &str, id: &str) -> Vec<Point> {
    let act = Standing { enterprise, limits, on: day(on) };
    super::standing(&act).into_iter().filter(|(_, rule)| rule.id == id).map(|(point, _)| point).collect()
}

/// What a rule says of how an enterprise stands, by the national thresholds.
fn stands(enterprise: &Enterprise, on: &str, id: &str) -> Vec<Outcome> {
    outcomes(points_on(enterprise, &Limits::default(), on, id))
}

#[rstest]
#[case::first_project(0, Some(false), 0, Outcome::Passed)]
#[case::who_is_it(0, Some(false), 1, Outcome::Undecidable)]
#[case::second_without_consent(1, Some(false), 0, Outcome::Failed)]
#[case::second_and_consent_unknown(1, None, 0, Outcome::Undecidable)]
#[case::second_with_consent(1, Some(true), 0, Outcome::Passed)]
#[case::third_with_consent(2, Some(true), 0, Outcome::Passed)]
#[case::fourth(3, Some(true), 0, Outcome::Failed)]
#[case::fourth_and_consent_unknown(3, None, 0, Outcome::Failed)]
fn x06_a_chief_supervisor_has_three_projects_with_consent(
    #[case] others: usize,
    #[case] consent: Option<bool>,
    #[case] unidentified: usize,
    #[case] expected: Outcome,
) {
    let mut supervised: Vec<Led> = (0..others).map(|nth| led(&nth.to_string(), Some("2026-01-01"), None)).collect();
    supervised.push(led("own", Some("2026-01-01"), None));
    supervised.push(led("done", Some("2020-01-01"), Some("2024-01-01")));
    let person = Person { supervised, unidentified, ..Person::default() };
    let works = measured("60");
    let case = Case { person: &person, works: &works, post: Post::Supervisor, enterprise: None, consent };
    assert_eq!(case.says(ON, "X06"), expected);
    assert_eq!(case.says("2014-02-28", "X06"), Outcome::NotAssessed);
}

#[test]
fn x05_x06_say_how_many_records_may_be_of_somebody_else() {
    let person = Person { unidentified: 2, ..first() };
    for (post, id) in [(Post::Manager, "X05"), (Post::Supervisor, "X06")] {
        let act = Appointment {
            person: &person,
            post,
            enterprise: None,
            works: &measured("60"),
            project: None,
            consent: None,
            on: day(ON),
            until: None,
            limits: &Limits::default(),
        };
        assert_eq!(found(&appointment(&act), id).judgement.because, "另有 2 条同名任职记录不能认定是否本人");
    }
}

#[test]
fn every_rule_has_its_function_and_every_function_its_rule() {
    let of_acts = UNDERTAKING.iter().map(|(id, _)| *id).chain(APPOINTMENT.iter().map(|(id, _)| *id));
    let of_records = STANDING.iter().map(|(id, _)| *id).chain(COURSE.iter().map(|(id, _)| *id));
    let with_function: BTreeSet<&str> = of_acts.chain(of_records).chain(TENURE.iter().map(|(id, _)| *id)).collect();
    let known: BTreeSet<&str> = rule::all().iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(with_function, known);
    let about = |id: &str| rule::find(id).map(|rule| rule.about);
    assert!(UNDERTAKING.iter().all(|(id, _)| about(id) == Some(Subject::Undertaking)));
    let posts = [Some(Subject::Manager), Some(Subject::Supervisor)];
    assert!(APPOINTMENT.iter().all(|(id, _)| posts.contains(&about(id))));
    assert!(TENURE.iter().all(|(id, _)| about(id) == Some(Subject::Tenure)));
}
