//! What is no workbook, or not a readable one, is refused by name and with advice.

use super::fixture::{ENTERPRISE, Made, NO_STRINGS, handmade, refusal, row_xml, xlsx, zipped};
use crate::error::Error;
use crate::intake::{Limits, open};
use proptest::prelude::{any, proptest};
use rstest::rstest;

/// The bytes of a compound file whose directory lists `names` (512-byte sectors, the directory in the second).
fn compound(names: &[&str]) -> Vec<u8> {
    let mut file = vec![0_u8; 1_024];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    for name in names {
        let mut entry = [0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        let length = u16::try_from((name.encode_utf16().count() + 1) * 2).unwrap();
        entry[64..66].copy_from_slice(&length.to_le_bytes());
        entry[66] = 2;
        file.extend_from_slice(&entry);
    }
    file
}

#[rstest]
#[case::pdf("a.xlsx", b"%PDF-1.7 ...", "PDF")]
#[case::html_as_xls("a.xls", "<html><table><tr><td>企业名称</td></tr></table></html>".as_bytes(), "网页")]
#[case::empty("a.xlsx", b"", "空的")]
#[case::noise("a.csv", b"\x01\x02\x03\x04\x05\xFE\xFF\x00\x07\x08", "无法识别")]
#[case::only_nul("a.txt", &[0_u8; 64], "无法识别")]
fn what_is_no_workbook_is_named(#[case] name: &str, #[case] bytes: &[u8], #[case] said: &str) {
    let text = refusal(&Made::file(name, bytes).path, &Limits::default());
    assert!(text.contains(said), "{text}");
}

#[rstest]
#[case::encrypted(&["Root Entry", "EncryptionInfo", "EncryptedPackage"], "密码")]
#[case::word(&["Root Entry", "WordDocument"], "Word")]
#[case::nothing(&["Root Entry"], "没有工作表")]
#[case::damaged_xls(&["Root Entry", "Workbook"], "损坏")]
fn a_compound_file_is_told_by_the_names_in_it(#[case] names: &[&str], #[case] said: &str) {
    let text = refusal(&Made::file("a.xls", &compound(names)).path, &Limits::default());
    assert!(text.contains(said), "{text}");
}

#[rstest]
#[case::word(&[("word/document.xml", b"<w/>" as &[u8])], "Word")]
#[case::workbooks_inside(&[("一月.xlsx", &[] as &[u8])], "解压")]
#[case::other(&[("readme", &[] as &[u8])], "压缩包")]
#[case::damaged(&[("xl/workbook.xml", b"<workbook>" as &[u8])], "损坏")]
#[case::encrypted_ods(&[
    ("content.xml", b"\x8F\x11" as &[u8]),
    ("META-INF/manifest.xml", b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"),
], "密码")]
fn a_zip_is_told_by_its_parts(#[case] parts: &[(&str, &[u8])], #[case] said: &str) {
    let text = refusal(&zipped("a.xlsx", parts).path, &Limits::default());
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_cut_file_is_said_to_be_incomplete() {
    let whole = std::fs::read(xlsx(&[("企业", &[&["企业名称"]])]).path).unwrap();
    let text = refusal(&Made::file("a.xlsx", &whole[..whole.len() / 2]).path, &Limits::default());
    assert!(text.contains("不完整"), "{text}");
}

#[test]
fn a_workbook_of_macros_only_is_refused() {
    let relations = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>"#;
    let root = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="图" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let made = zipped(
        "a.xlsx",
        &[
            ("_rels/.rels", root.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
        ],
    );
    let text = refusal(&made.path, &Limits::default());
    assert!(text.contains("没有工作表"), "{text}");
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_inflates_to() {
    let made = handmade(NO_STRINGS, |sheet| {
        let zeros = vec![b' '; 1 << 16];
        for _ in 0..1_024 {
            sheet.write_all(&zeros).unwrap();
        }
    });
    assert!(std::fs::metadata(&made.path).unwrap().len() < 1 << 17);
    let text = refusal(&made.path, &Limits::default());
    assert!(text.contains("压缩炸弹"), "{text}");
}

#[test]
fn a_part_that_inflates_beyond_its_limit_is_refused_whatever_it_declares() {
    let made = handmade(NO_STRINGS, |sheet| write!(sheet, "<worksheet>{}", "<a/>".repeat(100_000)).unwrap());
    let mut bytes = std::fs::read(&made.path).unwrap();
    // Uncompressed size in the central directory: 24 bytes into the record whose name is the sheet's.
    let name = b"xl/worksheets/sheet1.xml";
    let at = bytes.windows(name.len()).rposition(|window| window == name).unwrap() - 46;
    assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
    bytes[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    let lying = Made::file("a.xlsx", &bytes);
    let limits = Limits { inflated_bytes: 300_000, ..Limits::default() };
    assert!(matches!(open(&lying.path, &limits), Err(Error::Unreadable(_))));
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..50).map(|number| format!("xl/{number}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let text = refusal(&zipped("a.xlsx", &parts).path, &Limits { entries: 40, ..Limits::default() });
    assert!(text.contains("压缩炸弹"), "{text}");
}

#[rstest]
#[case::absurd_count(r#"<sst uniqueCount="100000000000"></sst>"#, "损坏")]
#[case::beyond_usize(r#"<sst uniqueCount="18446744073709551615"></sst>"#, "损坏")]
fn shared_strings_that_claim_too_many_are_refused(#[case] strings: &str, #[case] said: &str) {
    let made = handmade(strings, |sheet| write!(sheet, "<worksheet><sheetData/></worksheet>").unwrap());
    let text = refusal(&made.path, &Limits::default());
    assert!(text.contains(said), "{text}");
}

#[test]
fn shared_strings_beyond_memory_are_refused_with_advice() {
    let strings = format!("<sst>{}</sst>", "<si><t>甲</t></si>".repeat(10_000));
    let made = handmade(&strings, |sheet| write!(sheet, "<worksheet><sheetData/></worksheet>").unwrap());
    let text = refusal(&made.path, &Limits { shared_strings_bytes: 100_000, ..Limits::default() });
    assert!(text.contains("拆成几个工作簿"), "{text}");
}

#[test]
fn one_token_of_megabytes_is_refused() {
    let long = "很长".repeat(200_000);
    let made = handmade(NO_STRINGS, |sheet| {
        write!(sheet, "<worksheet><sheetData>{}</sheetData></worksheet>", row_xml(1, &[&long])).unwrap();
    });
    assert!(open(&made.path, &Limits::default()).is_err());
}

#[test]
fn a_part_that_is_not_looked_into_may_not_be_large() {
    let picture = [&b"GIF89a"[..], &vec![b' '; 200_000]].concat();
    let made = zipped("a.xlsx", &[("xl/workbook.xml", b"<workbook/>"), ("xl/media/image1.gif", &picture)]);
    let text = refusal(&made.path, &Limits { part_bytes: 100_000, ..Limits::default() });
    assert!(text.contains("异常"), "{text}");
}

#[test]
fn one_cell_of_many_runs_is_refused() {
    let runs = "<r><t>很长</t></r>".repeat(100_000);
    let made = handmade(NO_STRINGS, |sheet| {
        let cell = format!("<c t=\"inlineStr\"><is>{runs}</is></c>");
        write!(sheet, "<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>").unwrap();
    });
    let text = refusal(&made.path, &Limits { ratio: u64::MAX, ..Limits::default() });
    assert!(text.contains("异常"), "{text}");
}

proptest! {
    /// Whatever is submitted, the answer is rows or a refusal, and it comes in bounded memory and time.
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), start in 0_usize..4) {
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "企业名称,统一社会信用代码\n".as_bytes()];
        let made = Made::file("a.xlsx", &[starts[start], &bytes].concat());
        if let Ok(mut book) = open(&made.path, &Limits::default()) {
            let _answer = book.detect(&[&ENTERPRISE]);
        }
    }
}

#[test]
fn a_large_xls_or_ods_is_refused_by_name_with_advice() {
    let limits = Limits { loaded_file_bytes: 100, ..Limits::default() };
    for path in [Made::file("a.xls", &compound(&["Workbook"])), zipped("a.ods", &[("content.xml", &[b' '; 200])])] {
        let text = refusal(&path.path, &limits);
        assert!(text.contains("另存为 .xlsx"), "{text}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_too_large() {
    let made = Made::file("a.csv", b"a,b\n1,2\n");
    assert!(matches!(
        open(&made.path, &Limits { file_bytes: 4, ..Limits::default() }),
        Err(Error::TooLarge { limit: 4 })
    ));
}

#[test]
fn an_ods_whose_repeats_span_millions_of_cells_is_refused() {
    let content = r#"<office:document-content><table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row></table:table></office:document-content>"#;
    let text = refusal(&zipped("a.ods", &[("content.xml", content.as_bytes())]).path, &Limits::default());
    assert!(text.contains("200 万个单元格"), "{text}");
}
