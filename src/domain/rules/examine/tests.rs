#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test stops at the first surprise")]

mod appointments;
mod keys;

use std::collections::BTreeSet;

use super::super::facts::project::{Award, Bid, Change, Commitment, Completion, Contract, Part, Permit, Unit};
use super::super::facts::{Certificate, Conduct, Evaluation, Led, Qualification};
use super::super::measure::Quantity;
use super::*;
use crate::vocabulary::credit::ConductNature;
use crate::vocabulary::project::ProjectType;
use crate::vocabulary::provenance::CertificateState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[derive(Default)]
struct Shelf {
    enterprises: Vec<Enterprise>,
    projects: Vec<Project>,
}

impl Market for Shelf {
    fn enterprise(&self, key: &str) -> Option<&Enterprise> {
        self.enterprises.iter().find(|enterprise| enterprise.key == key)
    }

    fn project(&self, key: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.key == key)
    }
}

fn firm(key: &str) -> Enterprise {
    let certificate = Certificate {
        valid_from: Some(day("2020-01-01")),
        valid_until: Some(day("2028-12-31")),
        state: CertificateState::Valid,
        ..Certificate::default()
    };
    let qualification = |sequence: &str, category: &str, class: &str| Qualification {
        sequence: sequence.to_owned(),
        category: category.to_owned(),
        class: class.to_owned(),
        certificate: certificate.clone(),
    };
    Enterprise {
        key: key.to_owned(),
        name: format!("企业{key}"),
        qualifications: vec![
            qualification("施工总承包", "建筑工程", "一级"),
            qualification("工程监理", "房屋建筑工程", "甲级"),
        ],
        ..Enterprise::default()
    }
}

fn market() -> Shelf {
    Shelf { enterprises: ["b", "c", "s"].map(firm).to_vec(), projects: Vec::new() }
}

fn party(key: &str) -> Party {
    Party { key: Some(key.to_owned()), name: format!("企业{key}") }
}

fn contract(number: &str, kind: &str, contractor: &str, on: Option<&str>) -> Contract {
    Contract {
        number: number.to_owned(),
        kind: kind.to_owned(),
        amount_fen: Some(1_000_000_000),
        contractor: Some(party(contractor)),
        signed_on: on.map(day),
    }
}

fn permit(number: &str, on: Option<&str>) -> Permit {
    Permit {
        number: number.to_owned(),
        issued_on: on.map(day),
        state: CertificateState::Valid,
        amount_fen: Some(2_000_000_000),
        area_dm2: Some(1_000_000),
        ..Permit::default()
    }
}

fn part(role: ParticipantRole, key: &str, unit: Option<&str>) -> Part {
    Part { role, unit: unit.map(str::to_owned), party: party(key), ..Part::default() }
}

/// `b` builds and `s` supervises, by their parts and a permit.
fn permitted() -> Project {
    Project {
        key: "p1".to_owned(),
        region_code: "410105".to_owned(),
        kind: Some(ProjectType::Building),
        parts: vec![
            part(ParticipantRole::Construction, "b", Some("1#")),
            part(ParticipantRole::Supervision, "s", None),
        ],
        permits: vec![permit("B", Some("2024-05-01")), permit("A", Some("2024-03-01"))],
        ..Project::default()
    }
}

/// The undertakings of a project: who, by which record, when.
fn undertaken(project: &Project, on: &str) -> Vec<(String, String, String)> {
    let cases = super::project(project, &market(), &Limits::default(), day(on));
    let own = cases.into_iter().filter(|case| case.finding.rule.id == "X02");
    own.map(|case| (case.enterprise.unwrap(), case.record, case.on.to_string())).collect()
}

fn told(enterprise: &str, record: &str, on: &str) -> (String, String, String) {
    (enterprise.to_owned(), record.to_owned(), on.to_owned())
}

#[test]
fn works_are_undertaken_by_contract_or_else_by_the_first_permit() {
    let builds = || told("b", "施工许可证 A", "2024-03-01");
    let supervises = || told("s", "施工许可证 A（监理）", "2024-03-01");
    let mut project = permitted();
    assert_eq!(undertaken(&project, "2026-01-01"), [builds(), supervises()]);
    project.contracts = vec![contract("1", "301", "c", Some("2024-02-01"))];
    assert_eq!(undertaken(&project, "2026-01-01"), [told("c", "合同 1", "2024-02-01"), supervises()]);
    project.contracts.push(contract("2", "400", "s", Some("2024-01-20")));
    let contracted = [told("c", "合同 1", "2024-02-01"), told("s", "合同 2", "2024-01-20")];
    assert_eq!(undertaken(&project, "2026-01-01"), contracted);
    project.contracts.remove(0);
    assert_eq!(undertaken(&project, "2026-01-01"), [told("s", "合同 2", "2024-01-20"), builds()]);
    project.contracts[0].signed_on = None;
    assert_eq!(undertaken(&project, "2026-01-01"), [builds()], "when it was signed is not on file");
    project.contracts = vec![contract("3", "302", "c", Some("2024-02-01"))];
    assert_eq!(undertaken(&project, "2026-01-01"), [builds(), supervises()], "not the whole of the works");
    project.permits.iter_mut().for_each(|permit| permit.issued_on = None);
    assert_eq!(undertaken(&project, "2026-01-01"), []);
}

#[test]
fn an_undertaking_is_of_the_works_for_the_amount_of_its_record() {
    let amounts = |project: &Project| -> Vec<Option<Quantity>> {
        let undertaken = super::undertakings(project).into_iter();
        undertaken.map(|undertaken| undertaken.works.measure("contract_amount")).collect()
    };
    let mut project = permitted();
    assert_eq!(amounts(&project), [Some(Quantity::fen(2_000_000_000)), None], "supervision has another price");
    project.contracts = vec![contract("1", "301", "c", Some("2024-02-01"))];
    assert_eq!(amounts(&project), [Some(Quantity::fen(1_000_000_000)), None]);
}

#[test]
fn what_is_to_come_and_who_is_not_on_file_is_left_out() {
    let mut project = permitted();
    assert_eq!(undertaken(&project, "2024-02-29"), []);
    assert_eq!(undertaken(&project, "2024-03-01").len(), 2);
    project.parts = vec![part(ParticipantRole::Construction, "x", None)];
    assert_eq!(undertaken(&project, "2026-01-01"), []);
    project.parts =
        vec![part(ParticipantRole::Construction, "b", None), part(ParticipantRole::Construction, "b", None)];
    assert_eq!(undertaken(&project, "2026-01-01").len(), 1, "one enterprise in two records");
    let rules = |on: &str| -> BTreeSet<String> {
        let cases = super::project(&permitted(), &market(), &Limits::default(), day(on)).into_iter();
        cases.map(|case| case.finding.rule.id.clone()).collect()
    };
    assert!(!rules("2024-02-29").contains("X11") && rules("2024-03-01").contains("X11"));
}

#[test]
fn other_projects_are_no_undertaking_of_a_qualification() {
    let mut project = Project { kind: Some(ProjectType::Other), ..permitted() };
    assert_eq!(undertaken(&project, "2026-01-01"), []);
    project.contracts =
        vec![contract("1", "301", "c", Some("2024-02-01")), contract("2", "400", "s", Some("2024-01-20"))];
    assert_eq!(undertaken(&project, "2026-01-01"), []);
}

fn engaged(position: Position, since: Option<&str>, released: Option<&str>, party_key: Option<&str>) -> Engaged {
    Engaged {
        position,
        person: Some("w".to_owned()),
        name: "王建国".to_owned(),
        party: party_key.map(party),
        since: since.map(day),
        released: released.map(day),
        basis: String::new(),
        ..Engaged::default()
    }
}

fn leads(projects: &[&str]) -> Person {
    let led = |project: &&str| Led {
        project: (*project).to_owned(),
        name: String::new(),
        since: None,
        released: (*project == "gone").then(|| day("2020-01-01")),
        basis: String::new(),
    };
    let led: Vec<Led> = projects.iter().map(led).collect();
    Person { key: "w".to_owned(), managed: led.clone(), supervised: led, ..Person::default() }
}

/// What is said of somebody who is engaged in a project in some records.
fn appointed_in(engaged: Vec<Engaged>, on: &str) -> Vec<Case> {
    let shelf = Shelf { projects: vec![Project { engaged, ..permitted() }], ..market() };
    super::person(&leads(&["p1", "p1", "gone"]), &shelf, &Limits::default(), day(on))
}

fn of<'c>(cases: &'c [Case], rule: &str) -> &'c Case {
    let mut own = cases.iter().filter(|case| case.finding.rule.id == rule);
    let case = own.next().unwrap();
    assert!(own.next().is_none(), "{rule} is asked once");
    case
}
