#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test stops at the first surprise")]

use rstest::rstest;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn metres(millimetres: i64) -> Quantity {
    Quantity::millimetres(millimetres).unwrap()
}

fn unit(code: &str, measures: &[(&'static str, Quantity)]) -> Unit {
    Unit { code: code.to_owned(), measures: measures.to_vec() }
}

/// Two buildings, the first higher and the second wider.
fn houses() -> Project {
    Project {
        region_code: "410105".to_owned(),
        kind: Some(ProjectType::Building),
        area_dm2: Some(520_050),
        units: vec![
            unit("1#", &[("building_height", metres(60_000)), ("single_span", metres(8_000))]),
            unit("2#", &[("building_height", metres(54_000)), ("single_span", metres(12_000))]),
        ],
        ..Project::default()
    }
}

#[test]
fn the_largest_unit_counts_and_the_project_as_a_whole() {
    let works = houses().works(Some(123_456_789)).unwrap();
    assert_eq!((works.sequence.as_str(), works.category.as_str()), ("施工总承包", "建筑工程"));
    assert_eq!((works.item.as_str(), works.region_code.as_str()), ("房屋建筑", "410105"));
    assert_eq!(works.measure("building_height"), Some(metres(60_000)), "of the first, which is higher");
    assert_eq!(works.measure("single_span"), Some(metres(12_000)), "of the second, which is wider");
    assert_eq!(works.measure("project_building_area"), Quantity::read("5200.5"));
    assert_eq!(works.measure("contract_amount"), Quantity::read("123.456789"));
    assert_eq!(works.measures.len(), 4);
}

#[test]
fn what_is_not_on_file_is_not_measured() {
    let bare = Project { area_dm2: None, units: Vec::new(), ..houses() };
    assert!(bare.works(None).unwrap().measures.is_empty());
}

#[rstest]
#[case(Some("014"), "城市道路")]
#[case(Some("015"), "城市桥梁")]
#[case(Some("016"), "")]
#[case(None, "")]
fn municipal_works_are_an_item_by_their_use(#[case] function: Option<&str>, #[case] item: &str) {
    let kind = Some(ProjectType::Municipal);
    let works = Project { kind, function: function.map(str::to_owned), ..houses() }.works(None).unwrap();
    assert_eq!((works.category.as_str(), works.item.as_str()), ("市政公用工程", item));
}

#[rstest]
#[case(Some(ProjectType::Building), Some("房屋建筑工程"))]
#[case(Some(ProjectType::Municipal), Some("市政公用工程"))]
#[case(Some(ProjectType::Other), None)]
#[case(None, None)]
fn what_is_supervised_has_a_category_of_its_own(#[case] kind: Option<ProjectType>, #[case] category: Option<&str>) {
    let project = Project { kind, ..houses() };
    let works = project.supervised_works();
    assert_eq!(works.as_ref().map(|works| works.category.as_str()), category);
    assert_eq!(project.works(None).is_some(), category.is_some());
    if let Some(works) = works {
        assert_eq!((works.sequence.as_str(), works.item.as_str()), ("工程监理", ""));
        assert_eq!(works.measure("building_height"), Some(metres(60_000)));
    }
}

#[rstest]
#[case("301", true)]
#[case("600", true)]
#[case("500", true)]
#[case("302", false)]
#[case("400", false)]
#[case("", false)]
fn whoever_builds_the_whole_has_a_general_contract(#[case] kind: &str, #[case] is_general: bool) {
    let contracts = vec![Contract { kind: kind.to_owned(), ..Contract::default() }];
    assert_eq!(Project { contracts, ..houses() }.general_contracts().count() == 1, is_general);
}

#[test]
fn the_first_permit_is_the_earliest_that_has_a_day() {
    let permit = |number: &str, on: Option<&str>| Permit {
        number: number.to_owned(),
        issued_on: on.map(day),
        ..Permit::default()
    };
    let permits = vec![permit("A", None), permit("B", Some("2024-02-01")), permit("C", Some("2024-01-31"))];
    assert_eq!(Project { permits, ..houses() }.first_permit().map(|permit| permit.number.as_str()), Some("C"));
    assert_eq!(Project { permits: vec![permit("A", None)], ..houses() }.first_permit(), None);
}

#[test]
fn an_enterprise_takes_part_once_however_often_and_under_whatever_name() {
    let part = |role: ParticipantRole, key: Option<&str>, name: &str| Part {
        role,
        party: Party { key: key.map(str::to_owned), name: name.to_owned() },
        ..Part::default()
    };
    let parts = vec![
        part(ParticipantRole::Construction, None, "甲公司"),
        part(ParticipantRole::Construction, Some("e1"), "甲公司"),
        part(ParticipantRole::Construction, Some("e1"), "甲集团公司"),
        part(ParticipantRole::Construction, Some("e2"), "甲公司"),
        part(ParticipantRole::Construction, None, "乙公司"),
        part(ParticipantRole::Construction, None, "乙 公司"),
        part(ParticipantRole::GeneralContracting, Some("e3"), "丙公司"),
    ];
    let project = Project { parts, ..houses() };
    let keys = |roles: &[ParticipantRole]| -> Vec<Option<String>> {
        project.parties(roles).into_iter().map(|party| party.key.clone()).collect()
    };
    assert_eq!(keys(&[ParticipantRole::Construction]), [Some("e1".to_owned()), Some("e2".to_owned()), None]);
    assert_eq!(project.parties(&[ParticipantRole::Construction])[2].name, "乙 公司");
    assert_eq!(keys(&[ParticipantRole::Construction, ParticipantRole::GeneralContracting]).len(), 4);
    assert_eq!(keys(&[ParticipantRole::Supervision]), []);
}

#[test]
fn somebody_leads_what_the_record_of_their_post_says() {
    let engaged = Engaged {
        since: Some(day("2024-01-01")),
        released: Some(day("2024-06-01")),
        basis: "施工许可证 A".to_owned(),
        ..Engaged::default()
    };
    let led = Project { key: "p1".to_owned(), name: "某小区".to_owned(), ..houses() }.led(&engaged);
    assert_eq!((led.project.as_str(), led.name.as_str(), led.basis.as_str()), ("p1", "某小区", "施工许可证 A"));
    assert!(engaged.binds(day("2024-05-31")) && !engaged.binds(day("2024-06-01")) && !led.binds(day("2023-12-31")));
}
