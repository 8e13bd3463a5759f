#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()
}

fn warnings(text: &str) -> Vec<&'static str> {
    read(text, today()).unwrap().warnings.iter().map(|defect| defect.code).collect()
}

#[rstest]
#[case("4101001501010101", Some(CategoryHint::Building))]
#[case("4101001501010201", Some(CategoryHint::Municipal))]
#[case("4101001501019901", Some(CategoryHint::Other))]
#[case("4101001501010001", None)]
fn the_tail_is_a_hint_and_zeros_say_nothing(#[case] number: &str, #[case] hint: Option<CategoryHint>) {
    let number = read(number, today()).unwrap().into_value().unwrap();
    assert_eq!(number.category_hint(), hint);
    assert_eq!(number.region(), "410100");
    assert_eq!(number.date(), NaiveDate::from_ymd_opt(2015, 1, 1));
}

#[rstest]
#[case("4101001501010101", &[])]
#[case("1100001501010101", &[])]
#[case("3202911501010101", &[])]
#[case("9901001501010101", &["project_number.region"])]
#[case("4101002016000007", &["project_number.date"])]
#[case("4101002712310101", &["project_number.date"])]
fn an_odd_part_warns_and_never_refuses(#[case] number: &str, #[case] expected: &[&str]) {
    assert_eq!(warnings(number), expected);
}

#[rstest]
#[case("410100150101010", "project_number.form")]
#[case("4.1010015010101E+15", "project_number.form")]
#[case("4101001501010101-SX-001", "project_number.record_number")]
#[case("2016-410100-48-01-000001-000", "project_number.investment_code")]
#[case("郑州建设公司", "project_number.form")]
fn the_refusal_names_what_was_written(#[case] written: &str, #[case] defect: &str) {
    assert_eq!(read(written, today()).unwrap_err().code, defect);
}

#[rstest]
#[case("4101001501010101", NumberKind::National)]
#[case("4101001501010101-HL-044", NumberKind::Record)]
#[case("YJ-4101001501010101-007", NumberKind::Record)]
#[case("2016-410100-48-01-000001-000", NumberKind::Investment)]
#[case("2020-410100-47-03-000001", NumberKind::Investment)]
#[case("2016-410100-48-01-000001-000-JX-001", NumberKind::ProvincialRecord)]
#[case("HZ001", NumberKind::ProvincialRecord)]
#[case("4101002016000007", NumberKind::Provincial)]
#[case("32020002015060001", NumberKind::Provincial)]
#[case("0f8fad5b-d9cb-469f-a165-70867728950e", NumberKind::Provincial)]
#[case("410100201501010101", NumberKind::Permit)]
#[case("410100190001010019", NumberKind::Unknown)]
#[case("[2010]施[朝]建字0001号", NumberKind::Unknown)]
fn numbers_are_sorted_by_form(#[case] written: &str, #[case] kind: NumberKind) {
    assert_eq!(classify(written), kind);
}

#[test]
fn every_stage_has_its_own_code() {
    for code in [
        "BA", "BB", "BC", "BD", "BE", "BG", "BM", "HA", "HB", "HC", "HE", "HF", "HG", "HL", "HM", "HZ", "TX", "SX",
        "ZX", "JX",
    ] {
        assert_eq!(Stage::from_code(code).unwrap().code(), code);
    }
    assert_eq!(Stage::from_code("XX"), None);
}

#[rstest]
#[case("４１０１００１５０１０１０１０１－ｓｘ－００１", "4101001501010101-SX-001", None)]
#[case("HZ001", "HZ001", Some("record_number.local"))]
fn record_columns_take_local_numbers_with_a_warning(
    #[case] written: &str,
    #[case] key: &str,
    #[case] warning: Option<&str>,
) {
    let read = read_record(written);
    assert_eq!(read.value().unwrap(), key);
    assert_eq!(read.warnings.first().map(|defect| defect.code), warning);
}

proptest! {
    #[test]
    fn a_shown_number_reads_back(project in "[0-9]{16}", serial in 0_u16..=9999, stage in 0_usize..20) {
        let project = ProjectNumber::parse(&project).unwrap();
        prop_assert_eq!(ProjectNumber::parse(&project.to_string()).unwrap(), project);
        let codes = ["BA", "BB", "BC", "BD", "BE", "BG", "BM", "HA", "HB", "HC", "HE", "HF", "HG", "HL", "HM", "HZ", "TX", "SX", "ZX", "JX"];
        let stage = codes.get(stage).and_then(|code| Stage::from_code(code)).unwrap();
        let record = RecordNumber { project, stage, serial };
        prop_assert_eq!(RecordNumber::parse(&record.to_string()).unwrap(), record);
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = (read(&text, today()), read_record(&text), RecordNumber::parse(&text), classify(&text));
    }

    #[test]
    fn anything_like_a_number_can_be_sorted(text in "[0-9A-Z-]{0,30}") {
        let _ = classify(&text);
    }
}
