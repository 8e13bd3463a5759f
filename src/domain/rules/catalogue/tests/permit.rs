//! Permits, the beginning of works, and who must be there.

use rstest::rstest;

use super::super::super::facts::project::{Change, Commitment};
use super::*;
use crate::vocabulary::project::ProjectType;

/// A building of 10 000 ㎡ for 1 000 万元, permitted on the fifteenth of January 2024.
fn permitted() -> Project {
    let permits = vec![permit("A", "2024-01-15", 10_000, 1_000)];
    Project { kind: Some(ProjectType::Building), permits, ..site() }
}

fn permitted_on(on: &str) -> Project {
    Project { permits: vec![permit("A", on, 10_000, 1_000)], ..permitted() }
}

fn began(project: Project, on: &str) -> Project {
    Project { started_on: Some(day(on)), ..project }
}

#[rstest]
#[case::that_day(&[Some("2024-01-15")], Outcome::Passed)]
#[case::the_day_after(&[Some("2024-01-16")], Outcome::Failed)]
#[case::one_of_two(&[Some("2024-01-16"), Some("2023-12-01")], Outcome::Passed)]
#[case::no_day(&[None], Outcome::Undecidable)]
#[case::one_without_a_day_may_be_earlier(&[Some("2024-01-16"), None], Outcome::Undecidable)]
#[case::none(&[], Outcome::Failed)]
fn x11_drawings_are_reviewed_before_the_permit(#[case] reviews: &[Option<&str>], #[case] expected: Outcome) {
    let reviews = reviews.iter().map(|on| ("SC-001".to_owned(), on.map(day))).collect();
    let point =
        points_of(&Project { reviews, ..permitted() }, &Shelf::default(), &Limits::default(), ON, "X11").remove(0);
    assert_eq!((point.record.as_str(), point.judgement.outcome), ("施工许可证 A", expected));
    let seen = point.judgement.seen.last().unwrap();
    assert_eq!((seen.record.as_str(), seen.value.as_str()), ("施工许可证 A", "2024-01-15 核发"));
}

#[test]
fn x11_a_permit_that_names_a_review_leaves_it_open_and_one_without_a_day_says_nothing() {
    let mut project = permitted();
    project.permits[0].names_review = true;
    assert_eq!(shows(&project, ON, "X11"), [Outcome::Undecidable]);
    project.permits[0].issued_on = None;
    assert_eq!(shows(&project, ON, "X11"), []);
    assert_eq!(shows(&permitted_on("2000-01-29"), ON, "X11"), [Outcome::NotAssessed]);
    assert_eq!(shows(&permitted_on("2000-01-30"), ON, "X11"), [Outcome::Failed]);
}

#[rstest]
#[case::that_day("2024-01-15", &[Outcome::Passed])]
#[case::the_day_before("2024-01-14", &[Outcome::Failed])]
#[case::not_yet("2026-11-23", &[])]
#[case::today("2026-11-22", &[Outcome::Passed])]
fn x12_works_begin_with_a_permit(#[case] started: &str, #[case] expected: &[Outcome]) {
    assert_eq!(shows(&began(permitted(), started), ON, "X12"), expected);
    let told = Completion { started_on: Some(day(started)), ..Completion::default() };
    let accepted = Project { acceptances: vec![told.clone()], ..permitted() };
    assert_eq!(shows(&accepted, ON, "X12"), expected, "an acceptance says when they began");
    assert_eq!(shows(&Project { filings: vec![told], ..permitted() }, ON, "X12"), expected, "or its filing");
}

#[test]
fn x12_the_first_permit_and_the_earliest_beginning_count() {
    let mut project = began(permitted(), "2024-02-01");
    project.acceptances = vec![Completion { started_on: Some(day("2024-01-14")), ..Completion::default() }];
    assert_eq!(shows(&project, ON, "X12"), [Outcome::Failed]);
    project.permits.push(permit("B", "2024-01-10", 1, 1));
    assert_eq!(shows(&project, ON, "X12"), [Outcome::Passed]);
    project.permits.push(Permit { issued_on: None, ..permit("C", ON, 1, 1) });
    assert_eq!(shows(&project, ON, "X12"), [Outcome::Passed], "there was one already");
    project.permits.remove(1);
    assert_eq!(shows(&project, ON, "X12"), [Outcome::Undecidable], "the one without a day may be earlier");
}

#[test]
fn x12_without_a_permit_nobody_begins_since_the_law() {
    let without = |on: &str| Project { permits: Vec::new(), ..began(permitted(), on) };
    assert_eq!(shows(&without("1998-03-01"), ON, "X12"), [Outcome::Failed]);
    assert_eq!(shows(&without("1998-02-28"), ON, "X12"), [Outcome::NotAssessed]);
    assert_eq!(shows(&permitted(), ON, "X12"), [], "when they began is not on file");
}

#[rstest]
#[case::last_day("2024-04-15", 0, Outcome::Passed)]
#[case::day_after("2024-04-16", 0, Outcome::Failed)]
#[case::postponed("2024-07-15", 1, Outcome::Passed)]
#[case::after_that("2024-07-16", 1, Outcome::Failed)]
#[case::postponed_twice("2024-10-15", 2, Outcome::Passed)]
#[case::a_third_time_counts_for_nothing("2024-10-16", 3, Outcome::Failed)]
fn x13_works_begin_within_three_months_and_two_postponements(
    #[case] started: &str,
    #[case] postponed: usize,
    #[case] expected: Outcome,
) {
    let change =
        |permit: &str, item: &str| Change { permit: permit.to_owned(), item: item.to_owned(), ..Change::default() };
    let mut project = began(permitted(), started);
    project.changes = vec![change("A", "延期开工"); postponed];
    // These postpone nothing.
    project.changes.extend([change("B", "延期开工"), change("A", "建设单位")]);
    assert_eq!(shows(&project, ON, "X13"), [expected]);
}

#[test]
fn x13_what_did_not_begin_is_open_after_the_last_day() {
    assert_eq!(shows(&permitted(), "2024-04-15", "X13"), []);
    assert_eq!(shows(&permitted(), "2024-04-16", "X13"), [Outcome::Undecidable]);
    assert_eq!(shows(&began(permitted(), "2024-05-01"), "2024-04-16", "X13"), [Outcome::Undecidable], "not yet");
    assert_eq!(shows(&began(permitted(), "2024-05-01"), "2024-05-01", "X13"), [Outcome::Failed]);
    let mut gone = began(permitted(), "2024-05-01");
    gone.permits[0].state = CertificateState::Revoked;
    assert_eq!(shows(&gone, ON, "X13"), []);
    assert_eq!(shows(&site(), ON, "X13"), [], "there is no permit");
}

#[test]
fn x13_is_asked_since_the_law_by_the_threshold_of_the_region() {
    assert_eq!(shows(&began(permitted_on("1998-02-28"), "1999-01-01"), ON, "X13"), []);
    assert_eq!(shows(&began(permitted_on("1998-03-01"), "1999-01-01"), ON, "X13"), [Outcome::Failed]);
    let late = began(permitted(), "2024-05-15");
    let own = of_hunan("start_months", 4);
    let point = |project: &Project| points_of(project, &Shelf::default(), &own, ON, "X13").remove(0);
    assert_eq!(point(&in_hunan(&late)).judgement.outcome, Outcome::Passed);
    assert_eq!(point(&late).judgement.outcome, Outcome::Failed);
    assert_eq!((point(&late).on, point(&in_hunan(&late)).on), (day("2024-04-15"), day("2024-05-15")));
}

const PARTIES: [ParticipantRole; 5] = [
    ParticipantRole::Owner,
    ParticipantRole::Survey,
    ParticipantRole::Design,
    ParticipantRole::Construction,
    ParticipantRole::Supervision,
];

fn signed(role: ParticipantRole, on: Option<&str>) -> Commitment {
    Commitment { role, name: format!("{}负责人", role.label()), is_authorised: true, signed_on: on.map(day) }
}

fn committed(on: Option<&str>) -> Project {
    Project { commitments: PARTIES.map(|role| signed(role, on)).to_vec(), ..permitted() }
}

#[test]
fn x19_all_five_leaders_have_signed_before_the_permit() {
    assert_eq!(shows(&committed(Some("2024-01-15")), ON, "X19"), [Outcome::Passed]);
    assert_eq!(shows(&committed(Some("2024-01-16")), ON, "X19"), [Outcome::Failed], "the day after");
    assert_eq!(shows(&committed(None), ON, "X19"), [Outcome::Passed], "they signed, and nobody knows when");
    assert_eq!(shows(&permitted(), ON, "X19"), [Outcome::Undecidable]);
    for nth in 0..5 {
        let mut project = committed(None);
        let missing = project.commitments.remove(nth);
        let judgement = points_of(&project, &Shelf::default(), &Limits::default(), ON, "X19").remove(0).judgement;
        assert_eq!(judgement.outcome, Outcome::Failed);
        assert_eq!(judgement.because, format!("发证时缺少{}的承诺书或授权书", missing.role.label()));
        project.commitments.push(Commitment { is_authorised: false, ..missing });
        assert_eq!(shows(&project, ON, "X19"), [Outcome::Failed], "without the authorisation");
    }
}

#[test]
fn x19_who_has_the_project_as_a_whole_stands_for_design_and_construction() {
    let mut project = committed(None);
    project
        .commitments
        .retain(|signed| !matches!(signed.role, ParticipantRole::Design | ParticipantRole::Construction));
    assert_eq!(shows(&project, ON, "X19"), [Outcome::Failed]);
    project.commitments.push(signed(ParticipantRole::GeneralContracting, None));
    assert_eq!(shows(&project, ON, "X19"), [Outcome::Passed]);
    let early = |on: &str| Project { permits: permitted_on(on).permits, ..committed(Some("2020-01-01")) };
    assert_eq!(shows(&early("2014-11-14"), ON, "X19"), [Outcome::NotAssessed]);
    assert_eq!(shows(&early("2014-11-15"), ON, "X19"), [Outcome::Failed]);
    project.permits[0].issued_on = None;
    assert_eq!(shows(&project, ON, "X19"), []);
}

fn changed(position: Option<Position>, on: &str) -> Change {
    let after = "李 四".to_owned();
    Change { permit: "A".to_owned(), position, item: "项目经理".to_owned(), after, on: Some(day(on)) }
}

#[rstest]
#[case::signed("李四", Some(Position::ProjectManager), "2024-06-01", &[Outcome::Passed])]
#[case::somebody_else_signed("王建国", Some(Position::ProjectManager), "2024-06-01", &[Outcome::Failed])]
#[case::a_chief_supervisor("王建国", Some(Position::ChiefSupervisor), "2024-06-01", &[Outcome::Failed])]
#[case::no_leader("王建国", Some(Position::SafetyOfficer), "2024-06-01", &[])]
#[case::nobody_changed("王建国", None, "2024-06-01", &[])]
#[case::first_day("王建国", Some(Position::OwnerLeader), "2014-08-25", &[Outcome::Failed])]
#[case::before_the_measure("王建国", Some(Position::OwnerLeader), "2014-08-24", &[Outcome::NotAssessed])]
fn x20_who_comes_in_for_a_leader_signs_too(
    #[case] signed: &str,
    #[case] position: Option<Position>,
    #[case] on: &str,
    #[case] expected: &[Outcome],
) {
    let commitments = vec![Commitment { name: signed.to_owned(), ..Commitment::default() }];
    let project = Project { changes: vec![changed(position, on)], commitments, ..permitted() };
    assert_eq!(shows(&project, ON, "X20"), expected);
}

#[test]
fn x20_is_open_where_nothing_is_on_file_and_names_the_permit() {
    let mut project = Project { changes: vec![changed(Some(Position::ProjectManager), "2024-06-01")], ..permitted() };
    let points = points_of(&project, &Shelf::default(), &Limits::default(), ON, "X20");
    assert_eq!(points[0].judgement.outcome, Outcome::Undecidable);
    assert_eq!(points[0].record, "施工许可证 A 2024-06-01 变更项目经理为李 四");
    project.changes[0].on = None;
    assert_eq!(shows(&project, ON, "X20"), []);
}
