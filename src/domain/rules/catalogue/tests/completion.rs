//! Acceptances and their filings.

use rstest::rstest;

use super::super::super::basis::Confidence;
use super::*;

fn accepted(number: &str, permits: &[&str], passed_on: &str) -> Completion {
    Completion {
        number: number.to_owned(),
        permits: permits.iter().map(|permit| (*permit).to_owned()).collect(),
        passed_on: Some(day(passed_on)),
        ..Completion::default()
    }
}

/// A filing of an acceptance that was passed on the first of March 2024.
fn filed(of: Option<&str>, permits: &[&str], filed_on: Option<&str>) -> Completion {
    let filing = accepted("BA-001", permits, "2024-03-01");
    Completion { of: of.map(str::to_owned), filed_on: filed_on.map(day), ..filing }
}

fn finished(acceptances: Vec<Completion>, filings: Vec<Completion>) -> Project {
    Project { acceptances, filings, ..site() }
}

#[rstest]
#[case::fifteenth_day(Some("2024-03-16"), Outcome::Passed)]
#[case::sixteenth_day(Some("2024-03-17"), Outcome::Failed)]
#[case::no_day(None, Outcome::Undecidable)]
fn x17_an_acceptance_is_filed_within_fifteen_days(#[case] on: Option<&str>, #[case] expected: Outcome) {
    let acceptance = || vec![accepted("YS-001", &["A"], "2024-03-01")];
    assert_eq!(shows(&finished(acceptance(), vec![filed(Some("YS-001"), &[], on)]), ON, "X17"), [expected]);
    assert_eq!(shows(&finished(Vec::new(), vec![filed(None, &[], on)]), ON, "X17"), [expected], "its filing tells");
}

#[test]
fn x17_what_is_not_filed_fails_after_the_last_day() {
    let waiting = finished(vec![accepted("YS-001", &[], "2024-03-01")], Vec::new());
    assert_eq!(shows(&waiting, "2024-02-29", "X17"), [], "it was not accepted yet");
    assert_eq!(shows(&waiting, "2024-03-16", "X17"), [], "there is time");
    assert_eq!(shows(&waiting, "2024-03-17", "X17"), [Outcome::Failed]);
    let nowhen = finished(vec![Completion { passed_on: None, ..accepted("YS-001", &[], ON) }], Vec::new());
    assert_eq!(shows(&nowhen, ON, "X17"), []);
}

#[test]
fn x17_says_how_late_it_was_by_the_threshold_of_the_region() {
    let late = finished(Vec::new(), vec![filed(None, &[], Some("2024-03-20"))]);
    let point = |project: &Project, limits: &Limits| points_of(project, &Shelf::default(), limits, ON, "X17").remove(0);
    let national = point(&late, &Limits::default());
    assert_eq!(national.judgement.because, "应在 2024-03-16 以前备案，2024-03-20 备案，迟了 4 天");
    assert_eq!((national.record.as_str(), national.on), ("竣工备案 BA-001", day("2024-03-20")));
    assert_eq!(point(&in_hunan(&late), &of_hunan("filing_days", 19)).judgement.outcome, Outcome::Passed);
    assert_eq!(point(&late, &of_hunan("filing_days", 19)).judgement.outcome, Outcome::Failed);
    let old = |passed: &str| finished(vec![accepted("YS-001", &[], passed)], Vec::new());
    assert_eq!(shows(&old("2000-01-29"), ON, "X17"), [], "before the regulation");
    assert_eq!(shows(&old("2000-01-30"), ON, "X17"), [Outcome::Failed]);
}

#[rstest]
#[case::the_one_that_names_it(vec![filed(Some("YS-001"), &[], Some("2024-03-02"))], &[true, false])]
#[case::the_one_of_its_permit(vec![filed(None, &["B"], Some("2024-03-02"))], &[false, true])]
#[case::one_of_neither(vec![filed(None, &["C"], Some("2024-03-02"))], &[false, false])]
#[case::the_name_goes_before_the_permit(vec![filed(Some("YS-002"), &["A"], Some("2024-03-02"))], &[false, true])]
fn x17_a_filing_belongs_to_the_acceptance_that_it_names_or_that_has_its_permit(
    #[case] filings: Vec<Completion>,
    #[case] is_filed: &[bool],
) {
    let acceptances = vec![accepted("YS-001", &["A"], "2024-03-01"), accepted("YS-002", &["B"], "2024-03-01")];
    let outcomes = shows(&finished(acceptances, filings), ON, "X17");
    let expected: Vec<Outcome> =
        is_filed.iter().map(|filed| if *filed { Outcome::Passed } else { Outcome::Failed }).collect();
    assert_eq!(outcomes, expected);
}

#[test]
fn x17_the_only_filing_belongs_to_the_only_acceptance_unless_it_names_another() {
    let only = |filings: Vec<Completion>| finished(vec![accepted("YS-001", &[], "2024-03-01")], filings);
    let anonymous = filed(None, &[], Some("2024-03-02"));
    assert_eq!(shows(&only(vec![anonymous.clone()]), ON, "X17"), [Outcome::Passed]);
    assert_eq!(shows(&only(vec![filed(Some("YS-9"), &[], Some("2024-03-02"))]), ON, "X17"), [Outcome::Failed]);
    assert_eq!(shows(&only(vec![anonymous.clone(), anonymous]), ON, "X17"), [Outcome::Failed], "which one, if any?");
}

fn completed(area: Option<i64>, cost: Option<i64>) -> Completion {
    Completion { area_dm2: area, cost_fen: cost, ..accepted("YS-001", &["A"], "2024-03-01") }
}

/// Permitted: 10 000 ㎡ for 1 000 万元.
fn permitted(completion: Completion) -> Project {
    Project { permits: vec![permit("A", "2022-01-01", 10_000, 1_000)], ..finished(vec![completion], Vec::new()) }
}

#[rstest]
#[case::as_permitted(1_000_000, fen(1_000), Outcome::Passed)]
#[case::five_in_a_hundred_more(1_050_000, fen(1_000), Outcome::Passed)]
#[case::a_little_more(1_050_001, fen(1_000), Outcome::Failed)]
#[case::five_in_a_hundred_less(950_000, fen(1_000), Outcome::Passed)]
#[case::a_little_less(949_999, fen(1_000), Outcome::Failed)]
#[case::a_fifth_dearer(1_000_000, fen(1_200), Outcome::Passed)]
#[case::a_fen_dearer(1_000_000, fen(1_200) + 1, Outcome::Failed)]
#[case::a_fifth_cheaper(1_000_000, fen(800), Outcome::Passed)]
#[case::a_fen_cheaper(1_000_000, fen(800) - 1, Outcome::Failed)]
fn x18_area_and_cost_are_near_those_of_the_permit(#[case] area: i64, #[case] cost: i64, #[case] expected: Outcome) {
    assert_eq!(shows(&permitted(completed(Some(area), Some(cost))), ON, "X18"), [expected]);
}

#[test]
fn x18_says_what_is_apart_and_by_how_much() {
    let apart = permitted(completed(Some(900_000), Some(fen(1_500))));
    let judgement = points_of(&apart, &Shelf::default(), &Limits::default(), ON, "X18").remove(0).judgement;
    assert_eq!(judgement.because, "面积、造价与许可相差较大");
    let seen: Vec<&str> = judgement.seen.iter().map(|seen| seen.value.as_str()).collect();
    assert_eq!(seen, ["竣工与许可相差 -100‰", "竣工与许可相差 500‰"]);
    assert_eq!(judgement.threshold, Some(Confidence::Unconfirmed));
    let own = of_hunan("area_tolerance", 100);
    let with = |project: &Project| outcomes(points_of(project, &Shelf::default(), &own, ON, "X18"));
    let smaller = permitted(completed(Some(900_000), None));
    assert_eq!(with(&in_hunan(&smaller)), [Outcome::Passed]);
    assert_eq!(with(&smaller), [Outcome::Failed]);
}

#[test]
fn x18_compares_with_the_permits_that_are_named_or_with_all() {
    let two = |permits: &[&str], area: i64| {
        let completion = Completion { area_dm2: Some(area), ..accepted("YS-001", permits, "2024-03-01") };
        let mut project = permitted(completion);
        project.permits.push(permit("B", "2022-02-01", 20_000, 500));
        project
    };
    assert_eq!(shows(&two(&["A"], 1_000_000), ON, "X18"), [Outcome::Passed]);
    assert_eq!(shows(&two(&["A", "B"], 3_000_000), ON, "X18"), [Outcome::Passed]);
    assert_eq!(shows(&two(&["A", "B"], 1_000_000), ON, "X18"), [Outcome::Failed]);
    assert_eq!(shows(&two(&[], 3_000_000), ON, "X18"), [Outcome::Passed], "the only completion is of all permits");
    let mut project = two(&[], 3_000_000);
    project.acceptances.push(accepted("YS-002", &["B"], "2024-03-01"));
    assert_eq!(shows(&project, ON, "X18"), [Outcome::Undecidable, Outcome::Undecidable], "of two it is not known");
}

#[test]
fn x18_is_open_where_nothing_can_be_compared_and_begins_with_the_regulation() {
    assert_eq!(shows(&permitted(completed(None, None)), ON, "X18"), [Outcome::Undecidable]);
    assert_eq!(shows(&permitted(completed(None, Some(fen(1_000)))), ON, "X18"), [Outcome::Passed], "the cost is known");
    let mut project = permitted(completed(Some(1_000_000), None));
    project.permits[0].area_dm2 = None;
    assert_eq!(shows(&project, ON, "X18"), [Outcome::Undecidable]);
    project.permits[0].area_dm2 = Some(0);
    assert_eq!(shows(&project, ON, "X18"), [Outcome::Undecidable], "a permit of nothing");
    let old = |passed: &str| {
        let mut project = permitted(completed(Some(1), None));
        project.acceptances[0].passed_on = Some(day(passed));
        project
    };
    assert_eq!(shows(&old("2000-01-29"), ON, "X18"), [Outcome::NotAssessed]);
    assert_eq!(shows(&old("2000-01-30"), ON, "X18"), [Outcome::Failed]);
    let mut filing = permitted(completed(Some(1), None));
    std::mem::swap(&mut filing.acceptances, &mut filing.filings);
    assert_eq!(shows(&filing, ON, "X18"), [Outcome::Failed], "without the acceptance its filing is compared");
    filing.filings[0].passed_on = None;
    assert_eq!(shows(&filing, ON, "X18"), []);
}
