#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::standard::reading::Absent;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()
}

#[test]
fn birth_date_and_sex_are_read_from_the_number() {
    let man = ResidentId::parse("410100190001010019", today()).unwrap();
    assert_eq!(man.birth_date(), NaiveDate::from_ymd_opt(1900, 1, 1).unwrap());
    assert_eq!(man.sex(), Sex::Male);
    assert_eq!(ResidentId::parse("410100190001010027", today()).unwrap().sex(), Sex::Female);
}

#[rstest]
#[case("410100190001010018", "resident_id.check_digit")]
#[case("410100190013010019", "resident_id.birth_date")]
#[case("410100190002300019", "resident_id.birth_date")]
#[case("41010019000101001", "resident_id.form")]
#[case("郑州建设公司", "resident_id.form")]
#[case("430200201701240302", "resident_id.check_digit")]
fn the_refusal_says_what_is_wrong(#[case] written: &str, #[case] defect: &str) {
    assert_eq!(ResidentId::parse(written, today()).unwrap_err().code, defect);
}

#[test]
fn nobody_is_born_tomorrow() {
    let number = "41010020260602001";
    let check = check_character(number.as_bytes().try_into().unwrap()).unwrap();
    let number = format!("{number}{}", char::from(check));
    assert_eq!(ResidentId::parse(&number, today()).unwrap_err().code, "resident_id.future");
    assert!(ResidentId::parse(&number, today().succ_opt().unwrap()).is_ok());
}

#[test]
fn a_first_generation_number_is_converted_and_says_so() {
    let read = read("410100000101001", today()).unwrap();
    assert_eq!(read.value().unwrap().expose(), "410100190001010019");
    assert_eq!(read.warnings[0].code, "resident_id.old_form");
}

#[test]
fn a_covered_number_is_masked_and_a_filler_is_none() {
    assert_eq!(read("410***********0019", today()).unwrap().reading.absent(), Some(Absent::Masked));
    assert_eq!(read("无", today()).unwrap().reading.absent(), Some(Absent::NotApplicable));
}

#[rstest]
#[case("T410100190001010019", true)]
#[case("证号：410100190001010019（复印件）", true)]
#[case("410100190001010018", false)]
#[case("4101001501010101-SX-001", false)]
fn a_number_is_found_inside_a_text(#[case] text: &str, #[case] found: bool) {
    assert_eq!(contained_in(text), found);
}

#[test]
fn debug_shows_nothing_of_the_number() {
    let id = ResidentId::parse("410100190001010019", today()).unwrap();
    assert!(!format!("{id:?}").contains(|c: char| c.is_ascii_digit()));
}

/// A valid number of any region, birth date and sequence.
fn any_id() -> impl Strategy<Value = ResidentId> {
    ("[1-6][1-5]0[1-9]0[1-9]", 0_u64..40_000, 0_u32..1000).prop_map(|(region, days, sequence)| {
        let born = NaiveDate::from_ymd_opt(1910, 1, 1).unwrap() + chrono::Days::new(days);
        let body = format!("{region}{}{sequence:03}", born.format("%Y%m%d"));
        let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
        ResidentId::parse(&format!("{body}{}", char::from(check)), today()).unwrap()
    })
}

proptest! {
    #[test]
    fn every_wrong_character_is_caught(id in any_id()) {
        for place in 0..18 {
            for letter in b"0123456789X".iter().filter(|letter| **letter != id.0[place]) {
                let mut wrong = id.0;
                wrong[place] = *letter;
                prop_assert!(ResidentId::parse(str::from_utf8(&wrong).unwrap(), today()).is_err());
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_is_caught(id in any_id()) {
        for place in 0..17 {
            let mut wrong = id.0;
            wrong.swap(place, place + 1);
            prop_assert!(wrong == id.0 || ResidentId::parse(str::from_utf8(&wrong).unwrap(), today()).is_err());
        }
    }

    #[test]
    fn a_number_reads_back_in_either_case(id in any_id()) {
        prop_assert_eq!(ResidentId::parse(&id.expose().to_lowercase(), today()).unwrap(), id);
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = read(&text, today());
    }
}

#[test]
fn a_number_inside_a_code_is_covered_and_the_rest_stays() {
    assert_eq!(covered_within("T410100190001010019").as_deref(), Some("T410***********0019"));
    assert_eq!(covered_within("T410100190001010018"), None);
    let text = "经查，测试甲（４10100 190001010019）与 410100190001010027 挂证。";
    let shown = "经查，测试甲（４10*** ********0019）与 410***********0027 挂证。";
    assert_eq!(covered_within(text).as_deref(), Some(shown));
}

#[test]
fn a_permit_that_passes_as_a_number_stays_readable() {
    let passing = |date: &str| {
        let body = format!("410100{date}010");
        let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
        format!("施工许可证{body}{}", char::from(check))
    };
    assert_eq!(covered_within(&passing("20150101")), None);
    assert!(covered_within(&passing("20050102")).is_some());
}
