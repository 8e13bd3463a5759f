#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[test]
fn every_line_of_the_table_is_read() {
    assert_eq!(all().len(), TABLE.lines().count() - 1);
    assert!(all().is_sorted_by_key(|region| region.code.as_str()));
}

#[test]
fn every_region_has_its_parent_in_the_table() {
    let orphans: Vec<_> =
        all().iter().filter(|region| region.parent.as_deref().is_some_and(|parent| find(parent).is_none())).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
}

#[test]
fn there_are_thirty_one_provinces_two_regions_taiwan_and_the_corps() {
    assert_eq!(children("000000").count(), 35);
    assert!(children("000000").all(|province| province.abbreviation.is_some()));
}

#[rstest]
#[case("410105", "河南省-郑州市-金水区")]
#[case("500236", "重庆市-县-奉节县")]
#[case("419001", "河南省-省直辖县级行政区划-济源市")]
#[case("441900", "广东省-东莞市")]
#[case("320291", "江苏省-无锡市")]
fn a_path_names_every_level(#[case] code: &str, #[case] expected: &str) {
    assert_eq!(path(code).unwrap(), expected);
}

#[rstest]
#[case("广东省-深圳市", "440300")]
#[case("重庆市-县-奉节县", "500236")]
#[case("重庆市奉节县", "500236")]
#[case("河南省郑州市金水区", "410105")]
#[case("河南 郑州", "410100")]
#[case("内蒙古-呼和浩特市", "150100")]
#[case("北京市-朝阳区", "110105")]
#[case("吉林市", "220200")]
#[case("吉林省吉林市", "220200")]
#[case("海南省-省直辖县级行政区划-琼海市", "469002")]
#[case("杭州市下城区", "330103")]
fn names_lead_to_the_code(#[case] written: &str, #[case] code: &str) {
    assert_eq!(by_name(written).unwrap().code, code);
}

#[rstest]
#[case("")]
#[case("某省-某市")]
#[case("河南省-深圳市")]
fn an_unknown_name_leads_nowhere(#[case] written: &str) {
    assert_eq!(by_name(written), None);
}

#[test]
fn a_development_zone_lies_under_its_city() {
    assert!(matches!(lookup("320291"), Lookup::Under(city) if city.name == "无锡市"));
    assert!(matches!(lookup("441351"), Lookup::Under(city) if city.name == "惠州市"));
    assert_eq!(lookup("990000"), Lookup::Unknown);
    assert_eq!(lookup("4403"), Lookup::Unknown);
}

#[test]
fn a_retired_code_is_still_known() {
    let district = find("330103").unwrap();
    assert_eq!(district.name, "下城区");
    assert!(!district.is_current());
    assert!(district.is_valid_on(NaiveDate::from_ymd_opt(2016, 1, 1).unwrap()));
}

#[test]
fn a_renamed_region_is_named_as_on_the_day() {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    assert_eq!(find_on("130502", day(2017)).unwrap().name, "桥东区");
    assert_eq!(find_on("130502", day(2022)).unwrap().name, "襄都区");
    assert_eq!(find("130502").unwrap().name, "襄都区");
}

#[rstest]
#[case("000000", Some(""))]
#[case("410000", Some("41"))]
#[case("410100", Some("4101"))]
#[case("410105", Some("410105"))]
#[case("41", None)]
#[case("郑州", None)]
fn the_prefix_is_what_all_within_share(#[case] code: &str, #[case] expected: Option<&str>) {
    assert_eq!(prefix(code), expected);
}

#[test]
fn provinces_have_abbreviations() {
    assert_eq!(province_abbreviation("410105"), Some("豫"));
    assert_eq!(province_by_abbreviation("鄂").unwrap().code, "420000");
}

#[test]
fn every_current_path_leads_back() {
    for region in all().iter().filter(|region| region.is_current()) {
        let path = path(&region.code).unwrap();
        assert_eq!(by_name(&path).map(|found| &found.code), Some(&region.code), "{path}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_looked_up(text in any::<String>()) {
        let _ = (find(&text), lookup(&text), path(&text), by_name(&text), province_abbreviation(&text));
        let _ = children(&text).count();
    }
}

#[rstest]
#[case::county("410105", &["410000", "410100", "410105"])]
#[case::run_by_the_province("419001", &["410000", "419000", "419001"])]
#[case::city("410100", &["410000", "410100"])]
#[case::province("410000", &["410000"])]
#[case::everywhere("000000", &[])]
#[case::no_code("金水区", &[])]
fn a_region_lies_in_those_around_it(#[case] code: &str, #[case] expected: &[&str]) {
    assert_eq!(around(code), expected);
}
