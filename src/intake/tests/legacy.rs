//! Workbooks of other formats: xls, ods and xlsb, made by hand.

use super::fixture::{ENTERPRISE, Made, read, refusal, zipped};
use super::xls::{END, book, compound, label, labels, record};
use crate::intake::{Limits, open};
use proptest::prelude::{ProptestConfig, any, proptest};
use rstest::rstest;

const ROWS: &[[&str; 2]] = &[["企业名称", "统一社会信用代码"], ["甲建设", "91410100MA40000018"]];

#[test]
fn an_xls_is_read() {
    let made = Made::file("a.xls", &compound(book(&[], &labels(ROWS)), END));
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1[0].texts(), [ROWS[1][0], ROWS[1][1], "", "", ""]);
}

#[rstest]
#[case::two_cells_far_apart(compound(book(&[], &[label(0, 0, "a"), label(65_535, 255, "b")].concat()), END), "200 万个单元格")]
#[case::password(compound(book(&record(0x002F, &[1, 0, 0, 0]), &labels(ROWS)), END), "密码")]
#[case::absurd_dimensions(
    compound(book(&[], &[record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]), labels(ROWS)].concat()), END),
    "损坏"
)]
#[case::directory_in_a_circle(compound(book(&[], &labels(ROWS)), 1), "损坏")]
#[case::directory_out_of_the_file(compound(book(&[], &labels(ROWS)), 60_000), "损坏")]
fn an_xls_that_would_take_all_memory_is_refused(#[case] bytes: Vec<u8>, #[case] said: &str) {
    let text = refusal(&Made::file("a.xls", &bytes).path, &Limits::default());
    assert!(text.contains(said), "{text}");
}

#[test]
fn an_ods_is_read_and_its_million_blank_rows_do_not_count() {
    let rows: Vec<String> = ROWS
        .iter()
        .map(|texts| {
            let cells = texts.map(|text| {
                format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
            });
            format!("<table:table-row>{}</table:table-row>", cells.concat())
        })
        .collect();
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="企业">{}<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
        rows.concat()
    );
    let made = zipped(
        "a.ods",
        &[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest:manifest/>"),
            ("content.xml", content.as_bytes()),
        ],
    );
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1[0].texts(), [ROWS[1][0], ROWS[1][1], "", "", ""]);
}

/// A binary record of xlsb: type and length in groups of seven bits.
fn binary(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for mut number in [usize::from(kind), data.len()] {
        while number >= 0x80 {
            bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
    }
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&u32::try_from(text.encode_utf16().count()).unwrap().to_le_bytes()[..], &units].concat()
}

/// An xlsb with one sheet of the rows above; `extra` goes before the list of sheets.
fn xlsb(extra: &[u8]) -> Made {
    let entry = [&[0_u8; 4][..], &1_u32.to_le_bytes(), &wide("rId1"), &wide("企业")].concat();
    let book = [
        &binary(0x0083, &[])[..],
        extra,
        &binary(0x008F, &[]),
        &binary(0x009C, &entry),
        &binary(0x0090, &[]),
        &binary(0x0084, &[]),
    ]
    .concat();
    let mut sheet = [binary(0x0081, &[]), binary(0x0094, &[0; 16]), binary(0x0091, &[])].concat();
    for (row, texts) in (0_u32..).zip(ROWS) {
        sheet.extend(binary(0x0000, &[&row.to_le_bytes()[..], &[0; 13]].concat()));
        for (column, text) in (0_u32..).zip(texts) {
            sheet.extend(binary(0x0006, &[&column.to_le_bytes()[..], &[0; 4], &wide(text)].concat()));
        }
    }
    sheet.extend(binary(0x0092, &[]));
    zipped(
        "a.xlsb",
        &[
            (
                "xl/_rels/workbook.bin.rels",
                br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#,
            ),
            ("xl/workbook.bin", &book),
            ("xl/worksheets/sheet1.bin", &sheet),
        ],
    )
}

#[test]
fn an_xlsb_is_read() {
    assert_eq!(read(&xlsb(&[]).path, &[&ENTERPRISE]).1[0].texts(), [ROWS[1][0], ROWS[1][1], "", "", ""]);
}

#[rstest]
#[case::long_record([0x01, 0xFF, 0xFF, 0xFF, 0x7F].to_vec())]
#[case::many_references(binary(0x016A, &u32::MAX.to_le_bytes()))]
fn an_xlsb_that_declares_too_much_is_refused(#[case] record: Vec<u8>) {
    let text = refusal(&xlsb(&record).path, &Limits::default());
    assert!(text.contains("损坏") || text.contains("异常"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// One wrong byte anywhere gives rows or a refusal.
    #[test]
    fn a_damaged_xls_is_answered(at in 0_usize..5_632, byte in any::<u8>()) {
        let mut bytes = compound(book(&[], &labels(ROWS)), END);
        bytes[at] = byte;
        let made = Made::file("a.xls", &bytes);
        if let Ok(mut book) = open(&made.path, &Limits::default()) {
            let _answer = book.detect(&[&ENTERPRISE]);
        }
    }
}
