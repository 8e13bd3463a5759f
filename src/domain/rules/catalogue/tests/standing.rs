//! How enterprises stand.

use rstest::rstest;

use super::super::super::basis::Confidence;
use super::super::super::facts::{Conduct, Evaluation, Staffed};
use super::*;
use crate::vocabulary::credit::{ConductNature, EvaluationPeriod};

const FIRST: RegistrationType = RegistrationType::ConstructorFirst;
const SECOND: RegistrationType = RegistrationType::ConstructorSecond;

/// So many people of a kind, registered until the end of 2026.
fn staff(count: usize, kind: RegistrationType, specialty: &str) -> Vec<Staffed> {
    let staffed = |nth: usize| Staffed {
        person: format!("{specialty}{}{nth}", kind.label()),
        registration_type: kind,
        specialty: specialty.to_owned(),
        certificate: valid("注册证书", "2000-01-01", "2026-12-31"),
    };
    (0..count).map(staffed).collect()
}

fn staffed(class: &str, staff: Vec<Staffed>) -> Enterprise {
    let mut firm = Enterprise { staff, region_code: "410105".to_owned(), ..firm(&[class]) };
    firm.qualifications[0].certificate.granted_on = Some(day("2010-01-01"));
    firm
}

#[rstest]
#[case::just_enough(4, 1, Outcome::Passed)]
#[case::one_too_few(4, 0, Outcome::Failed)]
#[case::all_of_the_first_specialty(5, 0, Outcome::Passed)]
#[case::too_few_of_the_first_specialty(3, 2, Outcome::Failed)]
#[case::nobody(0, 0, Outcome::Failed)]
fn d01_a_third_class_asks_for_five_constructors_four_of_them_for_buildings(
    #[case] building: usize,
    #[case] mechanical: usize,
    #[case] expected: Outcome,
) {
    let mut people = staff(building, SECOND, "建筑工程");
    people.extend(staff(mechanical, FIRST, "机电工程"));
    // These count for nothing.
    people.extend(staff(9, SECOND, "市政公用工程"));
    people.extend(staff(9, RegistrationType::ConstructorFirstProvisional, "建筑工程"));
    people.extend(staff(9, RegistrationType::Supervision, "建筑工程"));
    let firm = staffed("三级", people);
    assert_eq!(stands(&firm, ON, "D01"), [expected]);
    assert_eq!(stands(&firm, "2026-12-31", "D01"), [expected], "the last day of the registrations");
    assert_eq!(stands(&firm, "2027-01-01", "D01"), [], "the qualification itself has ended");
}

#[rstest]
#[case::second_class_while_people_were_counted("二级", "2016-10-31", Outcome::Failed)]
#[case::second_class_since_they_are_not("二级", "2016-11-01", Outcome::NotAssessed)]
#[case::first_class_while_they_were_not("一级", "2023-09-14", Outcome::NotAssessed)]
#[case::first_class_since_they_are_again("一级", "2023-09-15", Outcome::Failed)]
#[case::first_day_of_the_standard("三级", "2015-01-01", Outcome::Failed)]
#[case::before_the_standard("三级", "2014-12-31", Outcome::NotAssessed)]
fn d01_people_are_counted_in_some_periods_only(#[case] class: &str, #[case] on: &str, #[case] expected: Outcome) {
    assert_eq!(stands(&staffed(class, staff(3, FIRST, "建筑工程")), on, "D01"), [expected]);
}

#[test]
fn d01_one_who_may_count_leaves_it_open_and_one_who_is_missing_decides() {
    let mut people = staff(5, SECOND, "建筑工程");
    people[0].certificate.valid_until = None;
    assert_eq!(stands(&staffed("三级", people.clone()), ON, "D01"), [Outcome::Undecidable]);
    people[1].certificate.valid_until = Some(day("2026-11-21"));
    let firm = staffed("三级", people);
    assert_eq!(stands(&firm, "2026-11-21", "D01"), [Outcome::Undecidable]);
    assert_eq!(stands(&firm, ON, "D01"), [Outcome::Failed]);
    let point = &points_on(&firm, &Limits::default(), ON, "D01")[0];
    assert_eq!(point.record, "建筑工程施工总承包三级");
    assert_eq!(point.judgement.threshold, Some(Confidence::ConfirmedCopy));
    let seen: Vec<&str> = point.judgement.seen.iter().map(|seen| seen.value.as_str()).collect();
    assert_eq!(seen[0], "建筑工程、机电工程专业注册建造师不少于 5 人，现有 3 人，另有 1 人不能确定是否有效");
    assert!(seen[1].ends_with("不少于 4 人，现有 3 人，另有 1 人不能确定是否有效"), "{}", seen[1]);
    assert!(point.judgement.because.contains("少 1 人"), "{}", point.judgement.because);
    let certain = points_on(&staffed("三级", staff(5, SECOND, "建筑工程")), &Limits::default(), ON, "D01").remove(0);
    assert!(certain.judgement.seen[0].value.ends_with("不少于 5 人，现有 5 人"), "{:?}", certain.judgement.seen);
}

#[test]
fn d01_the_months_to_mend_run_from_the_day_on_which_people_were_missing() {
    let mut people = staff(5, SECOND, "建筑工程");
    people[0].certificate.valid_until = Some(day("2026-10-31"));
    let firm = staffed("三级", people.clone());
    let because = |firm: &Enterprise, limits: &Limits| points_on(firm, limits, ON, "D01")[0].judgement.because.clone();
    assert!(because(&firm, &Limits::default()).ends_with("少 1 人，自 2026-11-01 起，整改期最迟至 2027-02-01"));
    let hunan = Enterprise { region_code: "430102".to_owned(), ..firm.clone() };
    assert!(because(&hunan, &of_hunan("mending_months", 1)).ends_with("整改期最迟至 2026-12-01"));
    assert!(because(&firm, &of_hunan("mending_months", 1)).ends_with("整改期最迟至 2027-02-01"));
    let never = staffed("三级", staff(3, SECOND, "建筑工程"));
    assert!(because(&never, &Limits::default()).ends_with("少 2 人"), "there never were enough");
}

#[test]
fn d01_says_nothing_of_a_qualification_without_a_standard_and_counts_supervisors() {
    assert_eq!(stands(&staffed("甲级", Vec::new()), ON, "D01"), []);
    let mut firm = staffed("丙级", staff(5, RegistrationType::Supervision, "房屋建筑工程"));
    firm.qualifications[0].sequence = "工程监理".to_owned();
    firm.qualifications[0].category = "房屋建筑工程".to_owned();
    assert_eq!(stands(&firm, ON, "D01"), [Outcome::Passed]);
    firm.staff.pop();
    assert_eq!(stands(&firm, ON, "D01"), [Outcome::Failed]);
}

#[rstest]
#[case::as_much_as_asked(&[(2025, fen(800))], Outcome::Passed)]
#[case::a_fen_less(&[(2025, fen(800) - 1)], Outcome::Failed)]
#[case::the_last_year_counts(&[(2025, fen(100)), (2024, fen(900))], Outcome::Failed)]
#[case::not_in_the_order_of_years(&[(2024, fen(100)), (2025, fen(900)), (2023, fen(100))], Outcome::Passed)]
#[case::a_year_not_closed(&[(2026, fen(900))], Outcome::Undecidable)]
#[case::nothing_on_file(&[], Outcome::Undecidable)]
fn d02_net_assets_are_those_of_the_last_year_that_was_closed(#[case] assets: &[(i32, i64)], #[case] expected: Outcome) {
    let firm = Enterprise { net_assets: assets.to_vec(), ..staffed("三级", Vec::new()) };
    assert_eq!(stands(&firm, ON, "D02"), [expected]);
    assert_eq!(stands(&firm, "2027-01-01", "D02"), [], "the qualification has ended");
}

#[test]
fn d02_is_asked_since_the_standard_and_of_what_the_table_has() {
    let rich = |class: &str| Enterprise { net_assets: vec![(2013, fen(9_000))], ..staffed(class, Vec::new()) };
    assert_eq!(stands(&rich("一级"), "2015-01-01", "D02"), [Outcome::Failed]);
    assert_eq!(stands(&rich("二级"), "2015-01-01", "D02"), [Outcome::Passed]);
    assert_eq!(stands(&rich("二级"), "2014-12-31", "D02"), [], "its standard had not begun");
    assert_eq!(stands(&rich("特级"), "2014-12-31", "D02"), [Outcome::NotAssessed], "its own had, the rule had not");
    assert_eq!(stands(&rich("甲级"), ON, "D02"), []);
    let judgement = &points_on(&rich("一级"), &Limits::default(), ON, "D02")[0].judgement;
    assert_eq!(judgement.seen[0].value, "9000 万元，标准 10000 万元（建市〔2014〕159号）");
    assert_eq!(judgement.threshold, Some(Confidence::ConfirmedCopy));
}

fn bad(from: Option<&str>, until: Option<&str>, penalty: Option<&str>) -> Conduct {
    Conduct {
        number: "豫建罚〔2024〕1号".to_owned(),
        nature: ConductNature::Bad,
        published_from: from.map(day),
        published_until: until.map(day),
        penalty_until: penalty.map(day),
    }
}

fn evaluated(conducts: Vec<Conduct>, year: i32, deduction_hundredths: i32) -> Enterprise {
    let evaluation = Evaluation {
        scheme: "省级评价".to_owned(),
        period: EvaluationPeriod::Quarter,
        year,
        month: 9,
        deduction_hundredths,
    };
    Enterprise { conducts, evaluations: vec![evaluation], ..firm(&[]) }
}

#[rstest]
#[case::published_on_the_first_day(&[Some("2025-07-01")], &[Outcome::Passed])]
#[case::ended_the_day_before(&[Some("2025-06-30")], &[Outcome::Failed])]
#[case::one_of_two_is_enough(&[Some("2025-06-30"), Some("2025-12-31")], &[Outcome::Passed])]
#[case::an_end_is_not_on_file(&[Some("2025-06-30"), None], &[Outcome::Undecidable])]
#[case::nothing_on_file(&[], &[Outcome::Undecidable])]
fn x28_a_deduction_rests_on_what_is_still_published(#[case] until: &[Option<&str>], #[case] expected: &[Outcome]) {
    let conducts: Vec<Conduct> = until.iter().map(|until| bad(Some("2022-01-01"), *until, None)).collect();
    assert_eq!(stands(&evaluated(conducts.clone(), 2025, 1), ON, "X28"), expected);
    assert_eq!(stands(&evaluated(conducts, 2025, 0), ON, "X28"), [], "nothing was deducted");
}

#[test]
fn x28_good_records_are_no_ground_and_the_measure_has_a_first_day() {
    let mut good = bad(Some("2022-01-01"), Some("2099-12-31"), None);
    good.nature = ConductNature::Good;
    let expired = bad(Some("2022-01-01"), Some("2025-06-30"), None);
    assert_eq!(stands(&evaluated(vec![good, expired.clone()], 2025, 1), ON, "X28"), [Outcome::Failed]);
    assert_eq!(stands(&evaluated(vec![expired.clone()], 2017, 1), ON, "X28"), [Outcome::NotAssessed]);
    assert_eq!(stands(&evaluated(vec![expired.clone()], 2018, 1), ON, "X28"), [Outcome::Passed]);
    let mut nowhen = evaluated(vec![expired], 2025, 1);
    nowhen.evaluations[0].month = 0;
    assert_eq!(stands(&nowhen, ON, "X28"), [], "when it was made is not on file");
}

#[rstest]
#[case::six_months(Some("2024-06-30"), None, Outcome::Passed)]
#[case::a_day_less(Some("2024-06-29"), None, Outcome::Failed)]
#[case::three_years(Some("2027-01-01"), None, Outcome::Passed)]
#[case::longer(Some("2027-01-02"), None, Outcome::Failed)]
#[case::longer_as_the_penalty_is(Some("2028-01-01"), Some("2028-01-01"), Outcome::Passed)]
#[case::longer_than_the_penalty(Some("2028-01-02"), Some("2028-01-01"), Outcome::Failed)]
#[case::shorter_than_the_penalty(Some("2025-12-31"), Some("2026-01-01"), Outcome::Failed)]
#[case::as_long_as_the_penalty(Some("2026-01-01"), Some("2026-01-01"), Outcome::Passed)]
#[case::no_end(None, None, Outcome::Undecidable)]
fn x29_a_bad_record_is_published_for_six_months_to_three_years_and_not_less_than_its_penalty(
    #[case] until: Option<&str>,
    #[case] penalty: Option<&str>,
    #[case] expected: Outcome,
) {
    let firm = |conduct: Conduct| Enterprise { conducts: vec![conduct], ..firm(&[]) };
    assert_eq!(stands(&firm(bad(Some("2024-01-01"), until, penalty)), ON, "X29"), [expected]);
    assert_eq!(stands(&firm(bad(None, until, penalty)), ON, "X29"), [], "since when is not on file");
    let good = Conduct { nature: ConductNature::Good, ..bad(Some("2024-01-01"), until, penalty) };
    assert_eq!(stands(&firm(good), ON, "X29"), [], "good records have their own term");
}

#[test]
fn x29_has_a_first_day_and_a_region_its_own_term() {
    let firm = |from: &str, region: &str| Enterprise {
        conducts: vec![bad(Some(from), Some("2018-02-01"), None)],
        region_code: region.to_owned(),
        ..firm(&[])
    };
    assert_eq!(stands(&firm("2017-12-31", "410105"), ON, "X29"), [Outcome::NotAssessed]);
    assert_eq!(stands(&firm("2018-01-01", "410105"), ON, "X29"), [Outcome::Failed]);
    let own = of_hunan("shortest_months", 1);
    let judged = |region: &str| outcomes(points_on(&firm("2018-01-01", region), &own, ON, "X29"));
    assert_eq!((judged("430102"), judged("410105")), (vec![Outcome::Passed], vec![Outcome::Failed]));
}

#[rstest]
#[case::checks(Some("91410100MA0000007G"), "410105", &[Outcome::Passed, Outcome::Passed])]
#[case::wrong_check(Some("91410100MA0000007H"), "410105", &[Outcome::Failed, Outcome::Passed])]
#[case::no_code_at_all(Some("9141"), "410105", &[Outcome::Failed, Outcome::Passed])]
#[case::no_such_region(Some("91410100MA0000007G"), "419999", &[Outcome::Passed, Outcome::Failed])]
#[case::not_on_file(None, "", &[])]
fn x35_the_codes_of_an_enterprise_keep_their_grammar(
    #[case] code: Option<&str>,
    #[case] region: &str,
    #[case] expected: &[Outcome],
) {
    let firm = Enterprise { code: code.map(str::to_owned), region_code: region.to_owned(), ..firm(&[]) };
    assert_eq!(stands(&firm, ON, "X35"), expected);
    assert_eq!(stands(&firm, "2015-10-01", "X35"), expected);
    assert!(stands(&firm, "2015-09-30", "X35").iter().all(|outcome| *outcome == Outcome::NotAssessed));
}
