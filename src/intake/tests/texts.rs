//! CSV and other separated text.

use super::fixture::{ENTERPRISE, Made, opened, read};
use rstest::rstest;

const TABLE: &str = "企业名称,统一社会信用代码,注册资本（万元）\n甲建设有限公司,91410100MA40000018,5000\n";

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[rstest]
#[case::utf_8("a.csv", TABLE.as_bytes().to_vec())]
#[case::utf_8_with_mark("a.csv", [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat())]
#[case::gbk("a.csv", encoding_rs::GB18030.encode(TABLE).0.into_owned())]
#[case::utf_16_le("a.csv", utf16(TABLE, false))]
#[case::utf_16_be("a.csv", utf16(TABLE, true))]
#[case::wrong_extension("a.xlsx", TABLE.as_bytes().to_vec())]
#[case::tabs_called_xls("a.xls", encoding_rs::GB18030.encode(&TABLE.replace(',', "\t")).0.into_owned())]
#[case::semicolons("a.csv", TABLE.replace(',', ";").into_bytes())]
#[case::carriage_returns("a.csv", TABLE.replace('\n', "\r\n").into_bytes())]
fn encodings_and_separators_are_recognised(#[case] name: &str, #[case] bytes: Vec<u8>) {
    let (plan, seen, _) = read(&Made::file(name, &bytes).path, &[&ENTERPRISE]);
    assert_eq!(&*plan.sheets[0].name, "a");
    assert_eq!(seen[0].texts(), ["甲建设有限公司", "91410100MA40000018", "5000", "", ""]);
}

#[test]
fn a_character_across_two_chunks_is_decoded_whole() {
    let long = format!("{TABLE}乙{},2,3\n丙,4,5\n", "建".repeat(100_000));
    let made = Made::file("a.csv", &encoding_rs::GB18030.encode(&long).0);
    let (_, seen, _) = read(&made.path, &[&ENTERPRISE]);
    assert_eq!(seen[1].cells[0].text.chars().filter(|c| *c == '建').count(), 100_000);
    assert_eq!(seen[2].cells[0].text, "丙");
}

#[rstest]
#[case::line_feeds("\n", "\n")]
#[case::carriage_returns_and_line_feeds("\r\n", "\r\n")]
#[case::carriage_returns("\r", "\r")]
#[case::no_end("\n", "")]
fn rows_are_numbered_as_a_spreadsheet_shows_them(#[case] line_end: &str, #[case] last: &str) {
    let text = "企业名称,统一社会信用代码\n\"甲\n建设\",1\n\n乙,2".replace('\n', line_end) + last;
    let (_, seen, _) = read(&Made::file("a.csv", text.as_bytes()).path, &[&ENTERPRISE]);
    assert_eq!(seen.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(seen[0].cells[0].text, "甲\n建设");
}

#[test]
fn a_code_wrapped_against_excel_is_unwrapped() {
    let (_, seen, _) = read(&Made::file("a.csv", "企业名称,CorpCode\n甲,=\"0012\"\n".as_bytes()).path, &[&ENTERPRISE]);
    assert_eq!(seen[0].cells[1].text, "0012");
}

#[test]
fn a_quote_that_never_closes_is_named_with_its_row() {
    let text = format!("{TABLE}\"乙,2,3\n{}", "丙,4,5\n".repeat(200_000));
    let text = opened(&Made::file("a.csv", text.as_bytes()).path).detect(&[&ENTERPRISE]).unwrap_err().detail();
    assert!(text.contains("第2行之后") && text.contains("引号"), "{text}");
}
