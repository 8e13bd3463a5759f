//! What somebody was appointed to.

use rstest::rstest;

use super::super::super::facts::{Demerit, Registration};
use super::super::super::finding::Outcome;
use super::super::super::limit::{self, Limit};
use super::*;
use crate::vocabulary::personnel::RegistrationType;

#[test]
fn several_records_of_a_post_tell_of_one_appointment() {
    let manager = |since, released, party| engaged(Position::ProjectManager, since, released, party);
    let records = vec![
        manager(Some("2024-04-01"), Some("2025-01-01"), None),
        manager(Some("2024-03-01"), Some("2025-06-01"), Some("b")),
        manager(None, Some("2024-12-01"), None),
        Engaged { person: Some("other".to_owned()), ..manager(Some("2020-01-01"), None, Some("c")) },
        engaged(Position::SafetyOfficer, Some("2020-01-01"), None, Some("c")),
    ];
    let held = super::super::held(&Project { engaged: records.clone(), ..permitted() }, Position::ProjectManager, "w")
        .unwrap();
    assert_eq!((held.since, held.released), (Some(day("2024-03-01")), Some(day("2025-06-01"))));
    let cases = appointed_in(records.clone(), "2026-01-01");
    assert_eq!(cases.len(), 8, "six rules on a manager and two on their tenure");
    let case = of(&cases, "X05");
    assert_eq!((case.on, case.record.as_str()), (day("2024-03-01"), "项目经理"));
    assert_eq!((case.enterprise.as_deref(), case.person.as_deref()), (Some("b"), Some("w")));
    assert_eq!(case.project.as_deref(), Some("p1"));
    assert_eq!(case.finding.judgement.outcome, Outcome::Passed, "the project itself is no other one");
    let mut open = records;
    open[2].released = None;
    let held = super::super::held(&Project { engaged: open, ..permitted() }, Position::ProjectManager, "w").unwrap();
    assert_eq!(held.released, None, "one record does not know of a release");
}

#[rstest]
#[case::before_it_began("2024-02-29", 0)]
#[case::on_its_first_day("2024-03-01", 8)]
#[case::after_its_last("2026-01-01", 8)]
fn an_appointment_is_looked_at_from_its_first_day(#[case] on: &str, #[case] cases: usize) {
    let manager = engaged(Position::ProjectManager, Some("2024-03-01"), Some("2024-09-01"), Some("b"));
    assert_eq!(appointed_in(vec![manager], on).len(), cases);
}

#[test]
fn who_was_released_on_the_first_day_held_nothing_and_an_unknown_beginning_is_the_day_of_the_look() {
    let manager = |since, released| vec![engaged(Position::ProjectManager, since, released, Some("b"))];
    assert!(appointed_in(manager(Some("2024-03-01"), Some("2024-03-01")), "2026-01-01").is_empty());
    assert_eq!(appointed_in(manager(Some("2024-03-01"), Some("2024-03-02")), "2026-01-01").len(), 8);
    assert!(appointed_in(manager(None, Some("2026-01-01")), "2026-01-01").is_empty());
    assert_eq!(of(&appointed_in(manager(None, Some("2026-01-02")), "2026-01-01"), "X05").on, day("2026-01-01"));
}

#[test]
fn an_appointment_is_asked_until_its_last_day_or_the_day_of_the_look() {
    let mut person = leads(&["p1"]);
    person.demerits = vec![Demerit { number: String::new(), points: 12, cycle_start: day("2024-08-31") }];
    let says = |released: Option<&str>, on: &str| {
        let engaged = vec![engaged(Position::ProjectManager, Some("2024-03-01"), released, Some("b"))];
        let shelf = Shelf { projects: vec![Project { engaged, ..permitted() }], ..market() };
        of(&super::super::person(&person, &shelf, &Limits::default(), day(on)), "X10").finding.judgement.outcome
    };
    assert_eq!(says(Some("2024-08-31"), "2026-01-01"), Outcome::Passed, "released on the day of the decision");
    assert_eq!(says(Some("2024-09-01"), "2026-01-01"), Outcome::Failed);
    assert_eq!(says(None, "2026-01-01"), Outcome::Failed);
    assert_eq!(says(None, "2024-08-30"), Outcome::Passed, "it is not decided yet");
    assert_eq!(says(Some("2025-01-01"), "2024-08-30"), Outcome::Passed);
}

#[test]
fn a_chief_supervisor_has_no_tenure_of_a_manager() {
    let chief = engaged(Position::ChiefSupervisor, Some("2024-03-01"), None, Some("s"));
    let cases = appointed_in(vec![chief], "2026-01-01");
    let rules: Vec<&str> = cases.iter().map(|case| case.finding.rule.id.as_str()).collect();
    assert_eq!(rules, ["X06"]);
    assert_eq!((cases[0].record.as_str(), cases[0].enterprise.as_deref()), ("总监理工程师", Some("s")));
}

#[rstest]
#[case::large(ProjectType::Building, 25, Outcome::Failed)]
#[case::medium(ProjectType::Building, 24, Outcome::Undecidable)]
#[case::without_a_category(ProjectType::Other, 25, Outcome::NotAssessed)]
fn a_manager_is_asked_for_the_works_of_the_project(
    #[case] kind: ProjectType,
    #[case] floors: i64,
    #[case] expected: Outcome,
) {
    let mut person = leads(&["p1"]);
    person.registrations = vec![Registration {
        registration_type: RegistrationType::ConstructorSecond,
        specialty: "建筑工程".to_owned(),
        certificate: firm("b").qualifications[0].certificate.clone(),
        ..Registration::default()
    }];
    let project = Project {
        kind: Some(kind),
        units: vec![Unit { code: "1#".to_owned(), measures: vec![("floors", Quantity::whole(floors).unwrap())] }],
        engaged: vec![engaged(Position::ProjectManager, Some("2024-03-01"), None, Some("b"))],
        ..permitted()
    };
    let shelf = Shelf { projects: vec![project], ..market() };
    let cases = super::super::person(&person, &shelf, &Limits::default(), day("2026-01-01"));
    assert_eq!(of(&cases, "X04").finding.judgement.outcome, expected);
}

#[test]
fn an_appointment_is_asked_by_the_thresholds_of_the_region_even_of_works_without_a_category() {
    let national = limit::national().iter().find(|limit| limit.name == "most_points").unwrap();
    let limits = Limits::with(vec![Limit { region: "43".to_owned(), value: 6, ..national.clone() }]);
    let mut person = leads(&["p1"]);
    person.demerits = vec![Demerit { number: String::new(), points: 6, cycle_start: day("2024-08-31") }];
    let says = |region: &str, kind: ProjectType| {
        let engaged = vec![engaged(Position::ProjectManager, Some("2024-03-01"), None, Some("b"))];
        let project = Project { engaged, kind: Some(kind), region_code: region.to_owned(), ..permitted() };
        let shelf = Shelf { projects: vec![project], ..market() };
        of(&super::super::person(&person, &shelf, &limits, day("2026-01-01")), "X10").finding.judgement.outcome
    };
    for kind in [ProjectType::Building, ProjectType::Other] {
        assert_eq!(says("430102", kind), Outcome::Failed);
        assert_eq!(says("410105", kind), Outcome::Passed);
    }
}
