//! Project managers.

use rstest::rstest;

use super::*;

#[rstest]
#[case::first_leads_large(RegistrationType::ConstructorFirst, "建筑工程", "30", Outcome::Passed)]
#[case::second_does_not(RegistrationType::ConstructorSecond, "建筑工程", "25", Outcome::Failed)]
#[case::second_leads_medium(RegistrationType::ConstructorSecond, "建筑工程", "24", Outcome::Passed)]
#[case::another_specialty(RegistrationType::ConstructorFirst, "市政公用工程", "5", Outcome::Failed)]
#[case::another_specialty_leads_small(RegistrationType::ConstructorSecond, "市政公用工程", "4", Outcome::Passed)]
#[case::provisional_is_history(RegistrationType::ConstructorFirstProvisional, "建筑工程", "4", Outcome::Failed)]
#[case::not_a_constructor(RegistrationType::CostFirst, "建筑工程", "4", Outcome::Failed)]
fn x04_class_and_specialty_fit_the_scale(
    #[case] kind: RegistrationType,
    #[case] specialty: &str,
    #[case] floors: &str,
    #[case] expected: Outcome,
) {
    let rest = [("building_height", "12"), ("single_span", "9"), ("single_building_area", "900")];
    let mut all = Works::housing(&rest);
    all.measures.insert("project_building_area".to_owned(), Quantity::read("900").unwrap());
    all.measures.insert("floors".to_owned(), Quantity::read(floors).unwrap());
    assert_eq!(manages(&constructor(kind, specialty), &all, ON, "X04"), expected);
}

#[test]
fn x04_is_not_decidable_where_the_works_may_be_larger() {
    let second = constructor(RegistrationType::ConstructorSecond, "建筑工程");
    let partly = Works::housing(&[("floors", "10")]);
    assert_eq!(manages(&second, &partly, ON, "X04"), Outcome::Undecidable);
    assert_eq!(manages(&first(), &partly, ON, "X04"), Outcome::Passed, "they may lead works of any scale");
    assert_eq!(manages(&second, &Works::housing(&[("floors", "40")]), ON, "X04"), Outcome::Failed, "large already");
    let unknown = Works { item: "污水处理工程".to_owned(), category: "市政公用工程".to_owned(), ..partly };
    assert_eq!(manages(&first(), &unknown, ON, "X04"), Outcome::NotAssessed);
    assert_eq!(manages(&first(), &measured("60"), "2007-07-03", "X04"), Outcome::NotAssessed);
    assert_eq!(manages(&first(), &measured("60"), "2027-01-02", "X04"), Outcome::Failed, "expired the day before");
    assert_eq!(manages(&first(), &measured("60"), "2027-01-01", "X04"), Outcome::Passed);
}

#[test]
fn x04_says_what_is_wanted_or_what_is_not_known() {
    let because = |person: &Person, measures: &[(&str, &str)]| {
        let works = Works::housing(measures);
        let limits = Limits::default();
        let act = Appointment {
            person,
            post: Post::Manager,
            enterprise: None,
            works: &works,
            project: None,
            consent: None,
            on: day(ON),
            until: None,
            limits: &limits,
        };
        found(&appointment(&act), "X04").judgement.because.clone()
    };
    let second = constructor(RegistrationType::ConstructorSecond, "建筑工程");
    assert_eq!(because(&second, &[("floors", "25")]), "大型工程，注册等级或专业不符（应为建筑工程专业一级注册建造师）");
    let municipal = constructor(RegistrationType::ConstructorSecond, "市政公用工程");
    let wanted = "中型工程，注册等级或专业不符（应为建筑工程专业一级或二级注册建造师）";
    assert_eq!(because(&municipal, &[("floors", "5")]), wanted);
    let open = "已知指标为中型，缺少建筑高度、单跨跨度、单体建筑面积、建筑群体面积，不能确定工程规模";
    assert_eq!(because(&second, &[("floors", "5")]), open);
    let mut doubtful = first();
    doubtful.registrations[0].certificate.valid_until = None;
    let in_force = "不能确定注册当日是否有效";
    assert_eq!(because(&doubtful, &[("floors", "5")]), in_force, "they may lead works of any scale");
    let all = [
        ("floors", "5"),
        ("building_height", "16"),
        ("single_span", "9"),
        ("single_building_area", "900"),
        ("project_building_area", "900"),
    ];
    assert_eq!(because(&doubtful, &all), in_force);
    doubtful.registrations.push(second.registrations[0].clone());
    assert_eq!(because(&doubtful, &all), "注册等级和专业可以担任中型工程的项目经理");
    doubtful.registrations[1].registration_type = RegistrationType::ConstructorSecond;
    assert_eq!(because(&doubtful, &[("floors", "5")]), open);
    doubtful.registrations[1].specialty = "市政公用工程".to_owned();
    assert_eq!(because(&doubtful, &[("floors", "5")]), in_force, "the one that is does not fit");
}

#[rstest]
#[case::free(None, Outcome::Passed)]
#[case::bound(Some(led("a", Some("2026-01-01"), None)), Outcome::Failed)]
#[case::begins_that_day(Some(led("a", Some("2026-11-22"), None)), Outcome::Failed)]
#[case::begins_the_day_after(Some(led("a", Some("2026-11-23"), None)), Outcome::Passed)]
#[case::released_that_day(Some(led("a", Some("2026-01-01"), Some("2026-11-22"))), Outcome::Passed)]
#[case::released_the_day_after(Some(led("a", Some("2026-01-01"), Some("2026-11-23"))), Outcome::Failed)]
#[case::unknown_beginning(Some(led("a", None, None)), Outcome::Failed)]
#[case::the_project_itself(Some(led("own", Some("2026-01-01"), None)), Outcome::Passed)]
fn x05_a_manager_leads_no_other_project(#[case] led: Option<Led>, #[case] expected: Outcome) {
    let person = Person { managed: led.into_iter().collect(), ..first() };
    assert_eq!(manages(&person, &measured("60"), ON, "X05"), expected);
}

#[test]
fn x05_is_not_decidable_while_records_name_nobody_and_not_asked_before_its_day() {
    let person = Person { unidentified: 1, ..first() };
    assert_eq!(manages(&person, &measured("60"), ON, "X05"), Outcome::Undecidable);
    let bound = Person { managed: vec![led("a", None, None)], ..person };
    assert_eq!(manages(&bound, &measured("60"), ON, "X05"), Outcome::Failed);
    assert_eq!(manages(&bound, &measured("60"), "2008-02-25", "X05"), Outcome::NotAssessed);
    assert_eq!(manages(&bound, &measured("60"), "2008-02-26", "X05"), Outcome::Failed);
}

#[test]
fn x07_a_manager_is_registered_with_the_enterprise() {
    let works = measured("60");
    assert_eq!(manages(&first(), &works, ON, "X07"), Outcome::Passed);
    let mut elsewhere = first();
    elsewhere.registrations[0].enterprise = Some("e2".to_owned());
    assert_eq!(manages(&elsewhere, &works, ON, "X07"), Outcome::Failed);
    elsewhere.registrations[0].enterprise = None;
    assert_eq!(manages(&elsewhere, &works, ON, "X07"), Outcome::Undecidable);
    assert_eq!(manages(&Person::default(), &works, ON, "X07"), Outcome::Failed);
    assert_eq!(manages(&first(), &works, "2027-01-02", "X07"), Outcome::Failed, "the registration has expired");
    assert_eq!(manages(&first(), &works, "2007-02-28", "X07"), Outcome::NotAssessed);
    let person = first();
    let case = Case { person: &person, works: &works, post: Post::Manager, enterprise: None, consent: Some(false) };
    assert_eq!(case.says(ON, "X07"), Outcome::Undecidable);
}

#[rstest]
#[case::before_the_term_on_file("2023-12-31", Outcome::Undecidable)]
#[case::first_day("2024-01-01", Outcome::Passed)]
#[case::last_day("2027-01-01", Outcome::Passed)]
#[case::day_after("2027-01-02", Outcome::Failed)]
#[case::before_the_regulation("2004-01-31", Outcome::NotAssessed)]
fn x08_a_manager_holds_a_certificate_of_class_b(#[case] on: &str, #[case] expected: Outcome) {
    assert_eq!(manages(&first(), &measured("60"), on, "X08"), expected);
    let without = Person { safety_certificates: Vec::new(), ..first() };
    assert_eq!(manages(&without, &measured("60"), ON, "X08"), Outcome::Failed);
}

#[rstest]
#[case::none(&[], Outcome::Passed)]
#[case::eleven(&[6, 3, 2], Outcome::Passed)]
#[case::twelve(&[6, 6], Outcome::Failed)]
#[case::more(&[12, 3], Outcome::Failed)]
fn x10_a_manager_has_fewer_than_twelve_points(#[case] points: &[i32], #[case] expected: Outcome) {
    let given = |points: &i32| Demerit { number: "1".to_owned(), points: *points, cycle_start: day("2026-03-15") };
    let person = Person { demerits: points.iter().map(given).collect(), ..first() };
    assert_eq!(manages(&person, &measured("60"), ON, "X10"), expected);
    assert_eq!(manages(&person, &measured("60"), "2027-03-15", "X10"), Outcome::Passed, "a new cycle");
    assert_eq!(manages(&person, &measured("60"), "2014-08-24", "X10"), Outcome::NotAssessed);
}

#[test]
fn x22_the_certificate_names_the_enterprise_of_the_registration() {
    let works = measured("60");
    assert_eq!(manages(&first(), &works, ON, "X22"), Outcome::Passed);
    let mut person = first();
    person.safety_certificates[0].enterprise = Some("e2".to_owned());
    assert_eq!(manages(&person, &works, ON, "X22"), Outcome::Failed);
    person.safety_certificates[0].enterprise = None;
    assert_eq!(manages(&person, &works, ON, "X22"), Outcome::Undecidable);
    assert_eq!(manages(&first(), &works, "2027-01-02", "X22"), Outcome::Undecidable, "neither is in force");
    assert_eq!(manages(&first(), &works, "2004-01-31", "X22"), Outcome::NotAssessed);
}
