#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn kind(text: &str) -> &'static str {
    match read(text).unwrap().into_value().unwrap() {
        OrganisationIdentity::CreditCode(_) => "credit code",
        OrganisationIdentity::OrganisationCode(_) => "organisation code",
        OrganisationIdentity::Unchecked { .. } => "unchecked",
        OrganisationIdentity::Truncated { .. } => "truncated",
        OrganisationIdentity::LicenceNumber { .. } => "licence number",
        OrganisationIdentity::Individual(_) => "individual",
    }
}

#[rstest]
#[case("91410100MA0000007G", "credit code")]
#[case("ma000000-7", "organisation code")]
#[case("MA0000007", "organisation code")]
#[case("91410100MA0000007H", "unchecked")]
#[case("MA000000-8", "unchecked")]
#[case("914101000000000", "truncated")]
#[case("91410100MA00000", "truncated")]
#[case("410100000000000", "licence number")]
#[case("410100190001010019", "individual")]
#[case("410100000101001", "individual")]
fn the_column_holds_anything(#[case] written: &str, #[case] expected: &str) {
    assert_eq!(kind(written), expected);
}

#[test]
fn all_forms_of_one_organisation_meet_in_its_organisation_code() {
    let codes = ["91410100MA0000007G", "MA000000-7", "ma0000007", "91410100MA0000007H"]
        .map(|text| read(text).unwrap().into_value().unwrap().organisation_code().unwrap());
    assert!(codes.iter().all(|code| *code == codes[0]));
}

#[rstest]
#[case("其它", Absent::Placeholder)]
#[case("000000000", Absent::Placeholder)]
#[case("组织结构代码", Absent::Placeholder)]
#[case("/", Absent::NotApplicable)]
#[case("410***********0019", Absent::Masked)]
#[case("", Absent::Empty)]
fn fillers_are_no_codes(#[case] written: &str, #[case] absent: Absent) {
    assert_eq!(read(written).unwrap().reading.absent(), Some(absent));
}

#[test]
fn no_text_of_ours_repeats_a_resident_id() {
    let read = read("410100190001010019").unwrap();
    let shown = format!("{read:?}");
    assert!(!shown.contains("190001"), "{shown}");
    assert_eq!(read.warnings[0].code, "organisation_identity.resident_id");
}

#[test]
fn a_resident_id_with_a_slip_is_not_kept() {
    for slip in ["410100190001010018", "410100190001010010"] {
        assert_eq!(read(slip).unwrap_err().code, "organisation_identity.resembles_resident_id");
    }
}

#[test]
fn what_may_be_a_licence_or_a_resident_id_is_not_guessed() {
    let both: Vec<_> = (0..1000)
        .map(|serial| format!("410100000101{serial:03}"))
        .filter(|number| licence_check_holds(number) && ResidentId::parse_undated(number).is_ok())
        .collect();
    assert!(!both.is_empty());
    assert!(both.iter().all(|number| read(number).is_err()));
}

#[test]
fn six_ideographs_are_refused_not_sliced() {
    assert_eq!(read("郑州建设公司").unwrap_err().code, "organisation_identity.form");
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn any_digits_can_be_read(text in "[0-9X-]{0,19}") {
        let _ = read(&text);
    }
}
