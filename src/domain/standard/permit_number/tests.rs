#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::standard::resident_id;

#[rstest]
#[case("410100201501010101", Some("一般工业与民用建筑工程"), None)]
#[case("410100201501010118", Some("市政桥梁工程"), None)]
#[case("410100201501010302", Some("冶金有色工业建筑安装工程"), None)]
#[case("410100201501010199", None, None)]
#[case("410100201513010101", Some("一般工业与民用建筑工程"), Some("permit_number.parts"))]
fn the_tail_is_not_checked(#[case] written: &str, #[case] class: Option<&str>, #[case] warning: Option<&str>) {
    let read = read(written).unwrap();
    assert_eq!(read.value().unwrap().class_hint(), class);
    assert_eq!(read.warnings.first().map(|defect| defect.code), warning);
}

#[test]
fn a_permit_is_no_resident_id_and_a_resident_id_no_permit() {
    assert!(is_permit_like("410100201501010101"));
    assert!(!is_permit_like("410100190001010019"));
    for resident_id in ["410100190001010019", "410100190001010018", "41010020150101010X"] {
        assert_eq!(read(resident_id).unwrap_err().code, "permit_number.resident_id");
    }
}

#[test]
fn one_permit_in_eleven_passes_as_a_resident_id_and_is_still_a_permit() {
    let passing = |date: &str| {
        let body = format!("410100{date}010");
        let check = resident_id::check_character(body.as_bytes().try_into().unwrap()).unwrap();
        format!("{body}{}", char::from(check))
    };
    let recent = passing("20150101");
    assert!(ResidentId::parse_undated(&recent).is_ok() && is_permit_like(&recent));
    assert!(read(&recent).unwrap().warnings.is_empty());
    assert!(read_any(&recent).unwrap().warnings.is_empty());
    for date in ["20050102", "19991201"] {
        let early = passing(date);
        assert!(ResidentId::parse_undated(&early).is_ok() && !is_permit_like(&early));
        for warnings in [read(&early).unwrap().warnings, read_any(&early).unwrap().warnings] {
            assert_eq!(warnings.first().unwrap().code, "permit_number.resembles_resident_id");
        }
    }
    assert_eq!(read_any(&passing("19991130")).unwrap_err().code, "permit_number.resident_id");
}

#[rstest]
#[case("410100199912010101", true)]
#[case("410100199911300101", false)]
fn there_are_permits_since_december_1999(#[case] number: &str, #[case] is_permit: bool) {
    assert_eq!(is_permit_like(number), is_permit);
}

#[rstest]
#[case("豫建许［2015］ 12号", Some("豫建许[2015] 12号"))]
#[case("410100190001010018", Some("410100190001010018"))]
#[case("T410100190001010019", None)]
#[case("无", None)]
fn any_number_is_kept_that_is_nobodys(#[case] written: &str, #[case] kept: Option<&str>) {
    assert_eq!(read_any(written).ok().and_then(Read::into_value).as_deref(), kept);
}

#[rstest]
#[case("[2010]施[朝]建字0001号", "（2010）施（朝）建字0001号")]
#[case("【2010】施〔朝〕建字 0001号", "（2010）施（朝）建字0001号")]
fn old_texts_are_kept_with_one_kind_of_bracket(#[case] written: &str, #[case] kept: &str) {
    let read = read(written).unwrap();
    assert_eq!(read.value().unwrap().to_string(), kept);
    assert_eq!(read.warnings.first().unwrap().code, "permit_number.local");
}

#[test]
fn the_record_form_is_a_permit_when_its_stage_says_so() {
    assert!(read("4101001501010101-SX-001").unwrap().warnings.is_empty());
    let tender = read("4101001501010101-BD-001").unwrap();
    assert_eq!(tender.warnings.first().unwrap().code, "permit_number.stage");
}

proptest! {
    #[test]
    fn a_shown_number_reads_back(tail in "20[0-2][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{4}") {
        if let Ok(first) = read(&format!("410100{tail}")) {
            prop_assert_eq!(read(&first.value().unwrap().to_string()).unwrap(), first);
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = (read(&text), is_permit_like(&text), class_name(&text));
    }
}
