//! Undertakings.

use rstest::rstest;

use super::*;

#[rstest]
#[case::at_the_bound(&["二级"], "100", Outcome::Passed)]
#[case::beyond(&["二级"], "100.001", Outcome::Failed)]
#[case::another_class_reaches(&["二级", "一级"], "100.001", Outcome::Passed)]
#[case::no_class_reaches(&["三级", "二级"], "150", Outcome::Failed)]
#[case::no_qualification(&[], "10", Outcome::Failed)]
#[case::no_standard(&["甲级"], "10", Outcome::NotAssessed)]
fn x01_works_within_the_scope_of_a_class_may_be_undertaken(
    #[case] classes: &[&str],
    #[case] height: &str,
    #[case] expected: Outcome,
) {
    assert_eq!(of_firm(&firm(classes), &measured(height), ON, "X01"), expected);
}

#[test]
fn x01_is_not_decidable_without_the_measures_and_not_assessed_before_its_period() {
    let second = firm(&["二级"]);
    assert_eq!(of_firm(&second, &Works::housing(&[("building_height", "60")]), ON, "X01"), Outcome::Undecidable);
    assert_eq!(of_firm(&second, &measured("60"), "2014-12-31", "X01"), Outcome::NotAssessed);
    let mut suspended = firm(&["一级"]);
    suspended.qualifications[0].certificate.state = CertificateState::Suspended;
    assert_eq!(of_firm(&suspended, &measured("60"), ON, "X01"), Outcome::Undecidable, "since when is not on file");
    suspended.qualifications[0].certificate.state_since = Some(day("2026-11-22"));
    assert_eq!(of_firm(&suspended, &measured("60"), ON, "X01"), Outcome::Failed);
    assert_eq!(of_firm(&suspended, &measured("60"), "2026-11-21", "X01"), Outcome::Passed);
    let mut beyond = firm(&["二级"]);
    beyond.qualifications[0].certificate.state = CertificateState::Suspended;
    assert_eq!(of_firm(&beyond, &measured("120"), ON, "X01"), Outcome::Failed, "in force or not, it does not reach");
}

#[rstest]
#[case::day_before("2021-12-31", Outcome::Failed)]
#[case::first_day("2022-01-01", Outcome::Passed)]
#[case::last_day("2026-12-31", Outcome::Passed)]
#[case::day_after("2027-01-01", Outcome::Failed)]
#[case::before_the_regulation("2000-01-29", Outcome::NotAssessed)]
fn x02_a_qualification_of_the_category_is_in_force(#[case] on: &str, #[case] expected: Outcome) {
    assert_eq!(of_firm(&firm(&["二级"]), &measured("60"), on, "X02"), expected);
}

#[test]
fn x02_names_the_classes_that_are_in_force() {
    let mut firm = firm(&["二级", "一级"]);
    firm.qualifications[1].certificate.valid_until = Some(day("2026-11-21"));
    let because = |firm: &Enterprise| {
        let findings = undertaking(&Undertaking { enterprise: firm, works: &measured("60"), on: day(ON) });
        found(&findings, "X02").judgement.because.clone()
    };
    assert_eq!(because(&firm), "2026-11-22 持有有效的建筑工程施工总承包资质（二级）");
    firm.qualifications.clear();
    assert_eq!(because(&firm), "没有建筑工程施工总承包资质的登记");
}

#[test]
fn x02_asks_for_the_category_of_the_works() {
    let municipal = Works { category: "市政公用工程".to_owned(), ..measured("60") };
    assert_eq!(of_firm(&firm(&["特级"]), &municipal, ON, "X02"), Outcome::Failed);
    let mut open = firm(&["二级"]);
    open.qualifications[0].certificate.valid_until = None;
    assert_eq!(of_firm(&open, &measured("60"), ON, "X02"), Outcome::Undecidable);
}

#[test]
fn x02_a_qualification_to_supervise_works_of_all_categories_is_of_each() {
    let supervision =
        Works { sequence: "工程监理".to_owned(), category: "房屋建筑工程".to_owned(), ..measured("60") };
    let of = |sequence: &str, category: &str| {
        let mut firm = firm(&["不分等级"]);
        firm.qualifications[0].sequence = sequence.to_owned();
        firm.qualifications[0].category = category.to_owned();
        [of_firm(&firm, &supervision, ON, "X02"), of_firm(&firm, &supervision, ON, "X01")]
    };
    assert_eq!(of("工程监理", "综合"), [Outcome::Passed, Outcome::NotAssessed]);
    assert_eq!(of("工程监理", "市政公用工程"), [Outcome::Failed, Outcome::Failed]);
    assert_eq!(of("工程设计", "综合"), [Outcome::Failed, Outcome::Failed]);
    let works = Works { sequence: "专业承包".to_owned(), ..supervision.clone() };
    let mut firm = firm(&["一级"]);
    firm.qualifications[0].sequence = "专业承包".to_owned();
    firm.qualifications[0].category = "综合".to_owned();
    assert_eq!(of_firm(&firm, &works, ON, "X02"), Outcome::Failed, "who builds has a category");
}

#[rstest]
#[case::before_the_term_on_file("2024-12-31", Outcome::Undecidable)]
#[case::first_day("2025-01-01", Outcome::Passed)]
#[case::last_day("2027-12-31", Outcome::Passed)]
#[case::day_after("2028-01-01", Outcome::Failed)]
#[case::before_the_regulation("2004-01-12", Outcome::NotAssessed)]
fn x03_a_work_safety_permit_is_in_force(#[case] on: &str, #[case] expected: Outcome) {
    assert_eq!(of_firm(&firm(&["二级"]), &measured("60"), on, "X03"), expected);
}

#[test]
fn x03_is_asked_of_those_who_build() {
    let without = Enterprise { safety_permits: Vec::new(), ..firm(&["二级"]) };
    assert_eq!(of_firm(&without, &measured("60"), ON, "X03"), Outcome::Failed);
    let supervision = Works { sequence: "工程监理".to_owned(), ..measured("60") };
    assert_eq!(of_firm(&without, &supervision, ON, "X03"), Outcome::NotAssessed);
}

#[rstest]
#[case::first_day("2026-01-01", Outcome::Failed)]
#[case::last_day("2026-12-31", Outcome::Failed)]
#[case::day_before("2025-12-31", Outcome::Passed)]
#[case::day_after("2027-01-01", Outcome::Passed)]
#[case::before_the_measure("2017-12-31", Outcome::NotAssessed)]
fn x27_nobody_undertakes_works_while_on_a_list(#[case] on: &str, #[case] expected: Outcome) {
    let listed =
        Restriction { what: "“黑名单”".to_owned(), from: day("2026-01-01"), until: Some(day("2026-12-31")) };
    assert_eq!(of_firm(&Enterprise { restrictions: vec![listed], ..firm(&[]) }, &measured("60"), on, "X27"), expected);
}

#[test]
fn only_what_rests_on_confirmed_sources_bars() {
    let enterprise = firm(&["二级"]);
    let high = measured("120");
    let findings = undertaking(&Undertaking { enterprise: &enterprise, works: &high, on: day(ON) });
    assert!(found(&findings, "X01").bars());
    // Until October 2016 the single building counted, which is known from notes only.
    let notes = Works::housing(&[("building_height", "60"), ("single_building_area", "50000"), ("single_span", "20")]);
    let mut older = enterprise.clone();
    older.qualifications[0].certificate.granted_on = Some(day("2015-01-01"));
    let findings = undertaking(&Undertaking { enterprise: &older, works: &notes, on: day("2016-10-31") });
    let finding = found(&findings, "X01");
    assert_eq!((finding.judgement.outcome, finding.bars()), (Outcome::Failed, false));
}

#[test]
fn what_was_looked_at_stands_beside_the_verdict() {
    let enterprise = firm(&["二级"]);
    let high = measured("120");
    let findings = undertaking(&Undertaking { enterprise: &enterprise, works: &high, on: day(ON) });
    let seen = &found(&findings, "X01").judgement.seen;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].value, "建筑高度 120 m，不超过100 m");
    let seen = &found(&findings, "X02").judgement.seen[0];
    assert_eq!(seen.record, "建筑工程施工总承包二级 资质证书 001");
    assert_eq!(seen.value, "有效期 2022-01-01 至 2026-12-31");
}

#[test]
fn what_bars_decides_and_what_is_open_is_for_a_person_to_look_at() {
    let comes_to = |firm: &Enterprise, works: &Works| {
        Eligibility::of(&undertaking(&Undertaking { enterprise: firm, works, on: day(ON) }))
    };
    assert_eq!(comes_to(&firm(&["二级"]), &measured("60")), Eligibility::May);
    assert_eq!(comes_to(&firm(&["二级"]), &measured("120")), Eligibility::MayNot);
    assert_eq!(comes_to(&firm(&["二级"]), &Works::housing(&[])), Eligibility::Unclear, "the measures are not known");
    let listed = Restriction { what: String::new(), from: day(ON), until: None };
    let listed = Enterprise { restrictions: vec![listed], ..firm(&["二级"]) };
    assert_eq!(comes_to(&listed, &measured("60")), Eligibility::Unclear, "from sources that bar nobody");
    assert_eq!(Eligibility::of(&[]), Eligibility::May);
}
