//! Workbooks of other formats: xls, ods and xlsb, made by hand.

use super::fixture::{ENTERPRISE, Made, read, refusal, zipped};
use crate::intake::{Limits, open};
use proptest::prelude::{ProptestConfig, any, proptest};
use rstest::rstest;

const ROWS: &[[&str; 2]] = &[["企业名称", "统一社会信用代码"], ["甲建设", "91410100MA40000018"]];

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let mut data: Vec<u8> = [row, column, 0].iter().flat_map(|number| number.to_le_bytes()).collect();
    data.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
    data.push(1);
    data.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    record(0x0204, &data)
}

/// The workbook stream: globals with one sheet, then the sheet with the given records.
fn book(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0x00, 0x06, 0x05, 0x00]);
    let end = record(0x000A, &[]);
    let bound = |start: u32| record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let start = begin.len() + globals.len() + bound(0).len() + end.len();
    [&begin, globals, &bound(u32::try_from(start).unwrap()), &end, &begin, sheet, &end].concat()
}

/// A compound file: header, table of sectors, directory, then the stream, padded beyond the size of a mini stream.
/// `after_directory` is what the table says follows the directory's sector.
fn compound(mut stream: Vec<u8>, after_directory: u32) -> Vec<u8> {
    stream.resize(stream.len().next_multiple_of(512).max(4_096), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut header = vec![0_u8; 512];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &0xFFFF_FFFE_u32.to_le_bytes());
    put(68, &0xFFFF_FFFE_u32.to_le_bytes());
    put(76, &[0; 4]);
    put(80, &[0xFF; 432]);
    let chain = (2..=sectors).map(|id| id + 1).chain([0xFFFF_FFFE]);
    let table = [0xFFFF_FFFD, after_directory].into_iter().chain(chain);
    let mut table: Vec<u8> = table.flat_map(u32::to_le_bytes).collect();
    table.resize(512, 0xFF);
    let entry = |name: &str, kind: u8, start: u32, size: usize| {
        let mut entry = [0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
        entry
    };
    let mut directory = [entry("Root Entry", 5, 0xFFFF_FFFE, 0), entry("Workbook", 2, 2, stream.len())].concat();
    directory.resize(512, 0);
    [header, table, directory, stream].concat()
}

const END: u32 = 0xFFFF_FFFE;

fn sheet() -> Vec<u8> {
    let cells = ROWS
        .iter()
        .zip(0_u16..)
        .flat_map(|(texts, row)| texts.iter().zip(0_u16..).flat_map(move |(text, column)| label(row, column, text)));
    cells.collect()
}

#[test]
fn an_xls_is_read() {
    let made = Made::file("a.xls", &compound(book(&[], &sheet()), END));
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1[0].texts(), [ROWS[1][0], ROWS[1][1], "", "", ""]);
}

#[rstest]
#[case::two_cells_far_apart(compound(book(&[], &[label(0, 0, "a"), label(65_535, 255, "b")].concat()), END), "200 万个单元格")]
#[case::password(compound(book(&record(0x002F, &[1, 0, 0, 0]), &sheet()), END), "密码")]
#[case::absurd_dimensions(
    compound(book(&[], &[record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]), sheet()].concat()), END),
    "损坏"
)]
#[case::directory_in_a_circle(compound(book(&[], &sheet()), 1), "损坏")]
#[case::directory_out_of_the_file(compound(book(&[], &sheet()), 60_000), "损坏")]
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
        let mut bytes = compound(book(&[], &sheet()), END);
        bytes[at] = byte;
        let made = Made::file("a.xls", &bytes);
        if let Ok(mut book) = open(&made.path, &Limits::default()) {
            let _answer = book.detect(&[&ENTERPRISE]);
        }
    }
}
