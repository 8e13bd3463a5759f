//! Sheets at the edge of what a spreadsheet can hold.

use super::fixture::{ENTERPRISE, Made, NO_STRINGS, handmade, opened, read, row_xml};
use crate::intake::{Limits, open};
use std::ops::ControlFlow;

const ROWS: u32 = 1_048_576;
const HEADER: &[&str] = &["企业名称", "统一社会信用代码"];

fn million(row: impl Fn(u32) -> String) -> Made {
    handmade(NO_STRINGS, |sheet| {
        write!(sheet, "<worksheet><dimension ref=\"A1:B{ROWS}\"/><sheetData>{}", row_xml(1, HEADER)).unwrap();
        for number in 2..=ROWS {
            write!(sheet, "{}", row(number)).unwrap();
        }
        write!(sheet, "</sheetData></worksheet>").unwrap();
    })
}

/// The most memory this process ever held, where the system tells.
fn assert_bounded_memory() {
    const LIMIT_KIB: u64 = 256 * 1_024;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: u64 = peak.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    assert!(kib < LIMIT_KIB, "{kib} KiB");
}

#[test]
fn a_million_rows_of_formatting_are_no_rows() {
    let made = million(|number| match number {
        2 => row_xml(2, &["甲", "1"]),
        _ => format!("<row r=\"{number}\"><c s=\"1\"/></row>"),
    });
    let (_, seen, tally) = read(&made.path, &[&ENTERPRISE]);
    assert_eq!((seen.len(), tally.rows), (1, 1));
    assert_bounded_memory();
}

#[test]
fn a_million_filled_rows_are_refused_before_the_first_is_handed_out() {
    let made = million(|number| format!("<row r=\"{number}\"><c r=\"A{number}\"><v>{number}</v></c></row>"));
    let text = opened(&made.path).detect(&[&ENTERPRISE]).unwrap_err().detail();
    assert!(text.contains("超过 300000 行"), "{text}");
    assert_bounded_memory();
}

#[test]
fn long_csv_is_refused_too() {
    let mut text = "企业名称,统一社会信用代码\n".to_owned();
    text.push_str(&"甲,1\n".repeat(1_000));
    let made = Made::file("a.csv", text.as_bytes());
    let limits = Limits { rows: 1_000, ..Limits::default() };
    assert!(open(&made.path, &limits).unwrap().detect(&[&ENTERPRISE]).is_err());
    let limits = Limits { rows: 1_001, ..Limits::default() };
    assert!(open(&made.path, &limits).unwrap().detect(&[&ENTERPRISE]).is_ok());
}

#[test]
fn a_cell_at_the_far_edge_costs_nothing_but_too_many_cells_are_refused() {
    let far = |number: u32| {
        format!("<row r=\"{number}\"><c r=\"A{number}\"><v>1</v></c><c r=\"XFD{number}\"><v>1</v></c></row>")
    };
    let made = handmade(NO_STRINGS, |sheet| {
        write!(sheet, "<worksheet><sheetData>{}{}</sheetData></worksheet>", row_xml(1, HEADER), far(2)).unwrap();
    });
    let (_, seen, _) = read(&made.path, &[&ENTERPRISE]);
    assert_eq!(seen.len(), 1);
    assert!(seen[0].extras.is_empty(), "what has no header has no name to be kept by");

    let wide = vec!["x"; 300];
    let made = handmade(NO_STRINGS, |sheet| {
        let rows: String = (2..40).map(|number| row_xml(number, &["a", "b"])).collect();
        let wide = row_xml(40, &wide);
        write!(sheet, "<worksheet><sheetData>{}{rows}{wide}</sheetData></worksheet>", row_xml(1, HEADER)).unwrap();
    });
    let mut book = opened(&made.path);
    let plan = book.detect(&[&ENTERPRISE]).unwrap();
    let text = book.read(&plan, |_| Ok(ControlFlow::Continue(()))).unwrap_err().detail();
    assert!(text.contains("第40行") && text.contains("256 个"), "{text}");
}
