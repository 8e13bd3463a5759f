//! The time after an appointment.

use rstest::rstest;

use super::super::super::facts::Employment;
use super::*;

/// What a rule says of somebody whom the enterprise `e1` had as manager from a day until another.
fn says(person: &Person, enterprise: Option<&Enterprise>, on: &str, until: Option<&str>, id: &str) -> Outcome {
    let works = measured("60");
    let act = Appointment {
        person,
        post: Post::Manager,
        enterprise,
        works: &works,
        project: Some("own"),
        consent: None,
        on: day(on),
        until: until.map(day),
        limits: &Limits::default(),
    };
    let findings = if matches!(id, "X09" | "X31") { super::super::tenure(&act) } else { appointment(&act) };
    found(&findings, id).judgement.outcome
}

fn held(person: &Person, on: &str, until: &str, id: &str) -> Outcome {
    says(person, Some(&firm(&["一级"])), on, Some(until), id)
}

fn moved(enterprise: Option<&str>, from: Option<&str>) -> Person {
    let mut person = first();
    let mut registration = person.registrations[0].clone();
    registration.enterprise = enterprise.map(str::to_owned);
    registration.certificate.valid_from = from.map(day);
    person.registrations.push(registration);
    person
}

#[rstest]
#[case::the_day_after_the_first(Some("e2"), Some("2024-06-02"), Outcome::Failed)]
#[case::on_the_first_day(Some("e2"), Some("2024-06-01"), Outcome::Passed)]
#[case::on_the_last_day(Some("e2"), Some("2026-05-31"), Outcome::Failed)]
#[case::the_day_after_the_last(Some("e2"), Some("2026-06-01"), Outcome::Passed)]
#[case::renewed_where_it_was(Some("e1"), Some("2025-01-01"), Outcome::Passed)]
#[case::nobody_knows_where(None, Some("2025-01-01"), Outcome::Undecidable)]
#[case::nobody_knows_when(Some("e2"), None, Outcome::Passed)]
fn x09_a_registration_stays_where_it_is_while_somebody_leads(
    #[case] enterprise: Option<&str>,
    #[case] from: Option<&str>,
    #[case] expected: Outcome,
) {
    assert_eq!(held(&moved(enterprise, from), "2024-06-01", "2026-05-31", "X09"), expected);
}

#[test]
fn x09_is_about_constructors_since_the_measure_and_needs_to_know_for_whom_and_until_when() {
    let mut person = moved(Some("e2"), Some("2025-01-01"));
    assert_eq!(says(&person, None, "2024-06-01", Some("2026-05-31"), "X09"), Outcome::Undecidable);
    assert_eq!(says(&person, Some(&firm(&[])), "2024-06-01", None, "X09"), Outcome::Undecidable);
    person.registrations[1].registration_type = RegistrationType::CostFirst;
    assert_eq!(held(&person, "2024-06-01", "2026-05-31", "X09"), Outcome::Passed);
    let early = moved(Some("e2"), Some("2009-01-01"));
    assert_eq!(held(&early, "2008-02-25", "2010-01-01", "X09"), Outcome::NotAssessed);
    assert_eq!(held(&early, "2008-02-26", "2010-01-01", "X09"), Outcome::Failed);
}

fn employed(enterprise: Option<&str>, from: Option<&str>, until: Option<&str>) -> Employment {
    Employment {
        enterprise: enterprise.map(str::to_owned),
        enterprise_name: "某公司".to_owned(),
        from: from.map(day),
        until: until.map(day),
    }
}

#[rstest]
#[case::first_day(Some("e1"), Some("2024-06-01"), None, Outcome::Passed)]
#[case::last_day(Some("e1"), None, Some("2024-06-01"), Outcome::Passed)]
#[case::not_yet(Some("e1"), Some("2024-06-02"), None, Outcome::Undecidable)]
#[case::no_more(Some("e1"), None, Some("2024-05-31"), Outcome::Undecidable)]
#[case::somebody_else(Some("e2"), Some("2024-01-01"), None, Outcome::Failed)]
#[case::nobody_knows_who(None, Some("2024-01-01"), None, Outcome::Undecidable)]
fn x31_the_enterprise_pays_the_social_insurance_on_the_first_day(
    #[case] enterprise: Option<&str>,
    #[case] from: Option<&str>,
    #[case] until: Option<&str>,
    #[case] expected: Outcome,
) {
    let person = Person { employments: vec![employed(enterprise, from, until)], ..first() };
    assert_eq!(held(&person, "2024-06-01", "2026-05-31", "X31"), expected);
}

#[test]
fn x31_one_of_two_is_enough_and_the_measure_has_a_first_day() {
    let elsewhere = employed(Some("e2"), Some("2010-01-01"), None);
    let mut person = Person { employments: vec![elsewhere], ..first() };
    assert_eq!(held(&person, "2018-12-31", "2020-01-01", "X31"), Outcome::NotAssessed);
    assert_eq!(held(&person, "2019-01-01", "2020-01-01", "X31"), Outcome::Failed);
    assert_eq!(says(&person, None, "2019-01-01", None, "X31"), Outcome::Undecidable);
    person.employments.push(employed(Some("e1"), Some("2010-01-01"), None));
    assert_eq!(held(&person, "2019-01-01", "2020-01-01", "X31"), Outcome::Passed);
}

/// Somebody with a B certificate of each of some terms.
fn certified(terms: &[(&str, &str)]) -> Person {
    let mut person = first();
    let of = |(from, until): &(&str, &str)| SafetyCertificate {
        certificate: Certificate { granted_on: Some(day(from)), ..valid("B 证", from, until) },
        ..SafetyCertificate::default()
    };
    person.safety_certificates = terms.iter().map(of).collect();
    person
}

#[rstest]
#[case::the_whole_time(&[("2024-01-01", "2025-12-31")], Outcome::Passed)]
#[case::until_the_day_before_the_last(&[("2024-01-01", "2025-12-30")], Outcome::Failed)]
#[case::from_the_second_day(&[("2024-01-02", "2025-12-31")], Outcome::Failed)]
#[case::renewed_without_a_gap(&[("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31")], Outcome::Passed)]
#[case::a_day_without(&[("2024-01-01", "2024-12-31"), ("2025-01-02", "2025-12-31")], Outcome::Failed)]
#[case::lapsed_earlier(&[("2020-01-01", "2022-12-31"), ("2024-01-01", "2025-12-31")], Outcome::Passed)]
fn x08_a_certificate_is_held_from_the_first_day_to_the_last(#[case] terms: &[(&str, &str)], #[case] expected: Outcome) {
    assert_eq!(held(&certified(terms), "2024-01-01", "2025-12-31", "X08"), expected);
}

#[test]
fn x08_a_certificate_that_was_revoked_on_the_way_is_not_held() {
    let mut person = certified(&[("2024-01-01", "2026-12-31")]);
    person.safety_certificates[0].certificate.state = CertificateState::Revoked;
    person.safety_certificates[0].certificate.state_since = Some(day("2025-06-01"));
    let fresh = certified(&[("2025-06-02", "2026-12-31")]).safety_certificates.remove(0);
    person.safety_certificates.push(fresh);
    assert_eq!(held(&person, "2024-01-01", "2025-12-31", "X08"), Outcome::Failed);
    assert_eq!(held(&person, "2024-01-01", "2025-06-01", "X08"), Outcome::Failed);
    assert_eq!(held(&person, "2024-01-01", "2025-05-31", "X08"), Outcome::Passed);
    assert_eq!(says(&person, None, "2024-01-01", None, "X08"), Outcome::Passed, "the first day alone is asked");
}

fn given(points: i32, cycle_start: &str) -> Demerit {
    Demerit { number: "记-1".to_owned(), points, cycle_start: day(cycle_start) }
}

#[rstest]
#[case::on_the_first_day(&[given(12, "2024-01-01")], Outcome::Failed)]
#[case::on_the_last_day(&[given(12, "2025-12-31")], Outcome::Failed)]
#[case::after_the_last_day(&[given(12, "2026-01-01")], Outcome::Passed)]
#[case::forgotten_by_the_first_day(&[given(12, "2023-01-01")], Outcome::Passed)]
#[case::not_forgotten_yet(&[given(12, "2023-01-02")], Outcome::Failed)]
#[case::on_the_way(&[given(6, "2024-03-01"), given(6, "2025-02-28")], Outcome::Failed)]
#[case::never_twelve_at_once(&[given(6, "2024-03-01"), given(6, "2025-03-01")], Outcome::Passed)]
fn x10_there_are_never_twelve_points_from_the_first_day_to_the_last(
    #[case] demerits: &[Demerit],
    #[case] expected: Outcome,
) {
    let person = Person { demerits: demerits.to_vec(), ..first() };
    assert_eq!(held(&person, "2024-01-01", "2025-12-31", "X10"), expected);
}
