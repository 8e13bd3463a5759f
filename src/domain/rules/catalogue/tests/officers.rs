//! Safety officers on the site.

use rstest::rstest;

use super::super::super::basis::Confidence;
use super::*;
use crate::vocabulary::project::ProjectType;

/// A building of 10 000 ㎡, permitted on the fifteenth of January 2024.
fn permitted() -> Project {
    let permits = vec![permit("A", "2024-01-15", 10_000, 1_000)];
    Project { kind: Some(ProjectType::Building), permits, ..site() }
}

fn officers(count: usize) -> Vec<Engaged> {
    let officer = |nth: usize| Engaged {
        position: Position::SafetyOfficer,
        name: format!("安全员{nth}"),
        since: Some(day("2024-01-15")),
        ..Engaged::default()
    };
    (0..count).map(officer).collect()
}

#[rstest]
#[case::small(10_000, 1)]
#[case::larger(10_001, 2)]
#[case::nearly_large(49_999, 2)]
#[case::large(50_000, 3)]
fn x21_a_building_has_safety_officers_by_its_area(#[case] area: i64, #[case] needed: usize) {
    let with = |count: usize| {
        let permits = vec![permit("A", "2024-01-15", area - 1, 9), permit("B", "2024-02-15", 1, 9)];
        Project { permits, engaged: officers(count), ..permitted() }
    };
    assert_eq!(shows(&with(needed), ON, "X21"), [Outcome::Passed]);
    let mut fewer = with(needed - 1);
    fewer.engaged.push(Engaged { position: Position::QualityOfficer, ..Engaged::default() });
    assert_eq!(shows(&fewer, ON, "X21"), [Outcome::Failed]);
    for permit in &mut fewer.permits {
        permit.area_dm2 = None;
    }
    assert_eq!(shows(&fewer, ON, "X21"), [Outcome::Undecidable]);
    fewer.area_dm2 = Some(area * 100);
    assert_eq!(shows(&fewer, ON, "X21"), [Outcome::Failed], "the area of the project stands in");
}

#[rstest]
#[case::small(fen(5_000) - 1, 1)]
#[case::larger(fen(5_000), 2)]
#[case::nearly_large(fen(10_000) - 1, 2)]
#[case::large(fen(10_000), 3)]
fn x21_other_works_have_them_by_their_price(#[case] amount: i64, #[case] needed: usize) {
    let general = |amount: i64| Contract { kind: "301".to_owned(), amount_fen: Some(amount), ..Contract::default() };
    let mut project = Project { kind: Some(ProjectType::Municipal), engaged: officers(needed), ..permitted() };
    project.contracts = vec![general(amount - 1), general(1)];
    assert_eq!(shows(&project, ON, "X21"), [Outcome::Passed]);
    project.engaged = officers(needed - 1);
    project.engaged.push(Engaged { position: Position::Constructor, ..Engaged::default() });
    assert_eq!(shows(&project, ON, "X21"), [Outcome::Failed]);
    project.contracts.clear();
    let mut permits = [permit("A", "2024-01-15", 9, 9), permit("B", "2024-02-15", 9, 9)];
    (permits[0].amount_fen, permits[1].amount_fen) = (Some(amount - 1), Some(1));
    project.permits = permits.to_vec();
    let judgement = points_of(&project, &Shelf::default(), &Limits::default(), ON, "X21").remove(0).judgement;
    assert_eq!(judgement.because, format!("应有专职安全员 {needed} 人，登记 {} 人", needed - 1), "by the permits");
    assert_eq!(judgement.threshold, Some(Confidence::Unconfirmed));
    project.permits.iter_mut().for_each(|permit| permit.amount_fen = None);
    assert_eq!(shows(&project, ON, "X21"), [Outcome::Undecidable]);
}

fn bound(position: Position, since: Option<&str>, released: Option<&str>) -> Engaged {
    let name = "李四".to_owned();
    Engaged { position, name, since: since.map(day), released: released.map(day), ..Engaged::default() }
}

#[rstest]
#[case::nobody(&[], Outcome::Undecidable)]
#[case::leaders_alone(&[bound(Position::ProjectManager, None, None)], Outcome::Undecidable)]
#[case::who_reviewed_the_drawings(&[bound(Position::DrawingReviewer, None, None)], Outcome::Undecidable)]
#[case::somebody_else(&[bound(Position::QualityOfficer, None, None)], Outcome::Failed)]
#[case::somebody_who_left(&[bound(Position::QualityOfficer, None, Some(ON))], Outcome::Undecidable)]
#[case::an_officer(&[bound(Position::SafetyOfficer, None, None)], Outcome::Passed)]
#[case::since_today(&[bound(Position::SafetyOfficer, Some(ON), None)], Outcome::Passed)]
#[case::since_tomorrow(&[bound(Position::SafetyOfficer, Some("2026-11-23"), None)], Outcome::Undecidable)]
#[case::until_today(&[bound(Position::SafetyOfficer, None, Some("2026-11-23"))], Outcome::Passed)]
#[case::until_yesterday(&[bound(Position::SafetyOfficer, None, Some(ON))], Outcome::Undecidable)]
fn x21_those_count_who_are_bound_on_the_day(#[case] engaged: &[Engaged], #[case] expected: Outcome) {
    assert_eq!(shows(&Project { engaged: engaged.to_vec(), ..permitted() }, ON, "X21"), [expected]);
}

#[test]
fn x21_somebody_in_two_records_is_one() {
    let mut project = Project { engaged: [officers(1), officers(1)].concat(), ..permitted() };
    project.permits[0].area_dm2 = Some(2_000_000);
    assert_eq!(shows(&project, ON, "X21"), [Outcome::Failed]);
}

#[test]
fn x21_is_asked_from_the_permit_to_the_acceptance() {
    let mut project = Project { engaged: officers(1), ..permitted() };
    assert_eq!(shows(&project, "2024-01-14", "X21"), []);
    assert_eq!(shows(&project, "2024-01-15", "X21"), [Outcome::Passed]);
    let passed = Completion { passed_on: Some(day("2025-06-01")), ..Completion::default() };
    let open = Completion::default();
    for (acceptances, filings) in [(vec![open.clone(), passed.clone()], Vec::new()), (Vec::new(), vec![open, passed])] {
        let over = Project { acceptances, filings, ..project.clone() };
        assert_eq!(shows(&over, "2025-05-31", "X21"), [Outcome::Passed]);
        assert_eq!(shows(&over, "2025-06-01", "X21"), []);
    }
    project.kind = None;
    assert_eq!(shows(&project, ON, "X21"), [Outcome::Undecidable]);
    project.permits.clear();
    assert_eq!(shows(&project, ON, "X21"), []);
}

#[test]
fn x21_a_region_has_its_own_numbers_and_the_measure_its_first_day() {
    let project = Project { engaged: officers(1), ..permitted() };
    let own = of_hunan("officers_small_building", 2);
    let with = |project: &Project| points_of(project, &Shelf::default(), &own, ON, "X21").remove(0).judgement;
    assert_eq!(with(&in_hunan(&project)).outcome, Outcome::Failed);
    assert_eq!(with(&project).outcome, Outcome::Passed);
    let seen: Vec<String> = with(&project).seen.into_iter().map(|seen| seen.value).collect();
    assert_eq!(seen, ["10000 ㎡", "专职安全员（1万㎡以下） 1 人", "安全员0"]);
    let on = |permitted_on: &str, looked: &str| {
        shows(&Project { permits: vec![permit("A", permitted_on, 9, 9)], ..project.clone() }, looked, "X21")
    };
    assert_eq!(on("2008-05-12", ON), [Outcome::NotAssessed]);
    assert_eq!(on("2008-05-13", ON), [Outcome::Passed]);
    assert_eq!(on("2008-05-12", "2008-05-12"), [Outcome::NotAssessed], "the rule had not begun either");
}
