//! Rows and cells as they are handed on.

use super::fixture::{ENTERPRISE, Made, NO_STRINGS, PERFORMANCE, PERSON, handmade, opened, read, row_xml, xlsx};
use crate::intake::{CellKind, Remarks, Severity};
use rstest::rstest;
use std::ops::ControlFlow;

const HEADER: &[&str] = &["企业名称", "统一社会信用代码"];

#[test]
fn blank_rows_and_repeated_headers_are_left_out_and_numbers_stay_excels() {
    let made = xlsx(&[("企业", &[HEADER, &["甲", "1"], &["　", " "], &[], HEADER, &["乙", "2"], &["", "　"], &[" "]])]);
    let (_, seen, tally) = read(&made.path, &[&ENTERPRISE]);
    assert_eq!(seen.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 6]);
    assert_eq!((tally.rows, tally.repeated_headings), (2, 1));
}

#[test]
fn a_row_that_names_one_header_by_chance_is_data() {
    let made = xlsx(&[("企业", &[HEADER, &["企业名称", "91410100MA40000018"]])]);
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1.len(), 1);
}

#[test]
fn person_rows_under_a_project_carry_its_cells() {
    let made = xlsx(&[(
        "业绩",
        &[
            &["项目编号", "项目名称", "人员姓名", "担任职务"],
            &["P1", "一号楼", "张三", "项目经理"],
            &["", "", "李四", "技术负责人"],
            &["P2", "", "王五", ""],
            &["", "", "赵六", ""],
        ],
    )]);
    let (_, seen, tally) = read(&made.path, &[&PERFORMANCE]);
    assert_eq!(seen[1].texts(), ["P1", "一号楼", "李四", "技术负责人"]);
    assert_eq!(seen[3].texts(), ["P2", "", "赵六", ""], "what the record above left blank stays blank");
    assert_eq!(seen.iter().map(|row| row.continuation).collect::<Vec<_>>(), [false, true, false, true]);
    assert_eq!(tally.continuations, 2);
}

#[test]
fn nothing_is_carried_into_the_first_row_or_from_another_sheet() {
    let rows: &[&[&str]] = &[&["项目编号", "项目名称", "人员姓名"], &["", "", "张三"]];
    let made = xlsx(&[("甲", &[rows[0], &["P1", "一号楼", "李四"]]), ("乙", rows)]);
    let (_, seen, _) = read(&made.path, &[&PERFORMANCE]);
    assert_eq!((seen[1].texts(), seen[1].continuation), (vec!["", "", "张三", ""], false));
}

fn typed() -> Made {
    let made = Made::empty("book.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("企业").unwrap();
    sheet.write_row(0, 0, ["企业名称", "统一社会信用代码", "注册资本（万元）", "成立日期", "注册地址"]).unwrap();
    sheet.write_boolean(1, 0, true).unwrap();
    sheet.write_number(1, 1, 4_101_001_501_010_101.0).unwrap();
    sheet.write_number(1, 2, 0.1 + 0.2).unwrap();
    sheet.write_number_with_format(1, 3, 42_003.0, &date).unwrap();
    sheet.write_formula(1, 4, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_string(2, 0, "乙").unwrap();
    sheet.write_number(2, 1, 410_105_199_001_011_234.0).unwrap();
    sheet.write_number(2, 2, 1.0).unwrap();
    book.save(&made.path).unwrap();
    made
}

#[test]
fn numbers_dates_and_failed_formulas_are_told_apart() {
    let (_, seen, _) = read(&typed().path, &[&ENTERPRISE]);
    assert_eq!(seen[0].texts(), ["TRUE", "4101001501010101", "0.3", "2014-12-30", "#N/A"]);
    let kinds: Vec<_> = seen[0].cells.iter().map(|cell| cell.kind).collect();
    assert_eq!(kinds, [CellKind::Bool, CellKind::Number, CellKind::Number, CellKind::DateTime, CellKind::Error]);
    assert!(!seen[0].cells[1].precision_lost && seen[1].cells[1].precision_lost);
    assert_eq!(seen[1].cells[2].text, "1");
}

/// The codes and severities that `check` finds in a file.
fn checked(made: &Made, kind: &'static crate::intake::SheetKind) -> Vec<(u32, String, Severity, Option<String>)> {
    let mut book = opened(&made.path);
    let plan = book.detect(&[kind]).unwrap();
    let mut remarks = Remarks::default();
    book.read(&plan, |row| {
        row.check(&mut remarks);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    remarks.iter().map(|remark| (remark.row, remark.code.to_string(), remark.severity, remark.value.clone())).collect()
}

#[test]
fn cells_that_are_wrong_as_cells_are_remarked() {
    let found = checked(&typed(), &ENTERPRISE);
    assert_eq!(
        found,
        [
            (2, "cell.code_as_number".to_owned(), Severity::Warning, Some("4101001501010101".to_owned())),
            (2, "cell.formula_failed".to_owned(), Severity::Error, Some("#N/A".to_owned())),
            (3, "cell.precision_lost".to_owned(), Severity::Error, Some("410105199001011200".to_owned())),
        ]
        .map(|(row, code, severity, value)| (
            row,
            code,
            severity,
            if row == 3 { found[2].3.clone() } else { value }
        ))
    );
}

#[test]
fn a_column_without_a_header_is_named_once_and_its_values_are_not_repeated() {
    let made = xlsx(&[("企业", &[HEADER, &["甲", "1"], &["乙", "2", "", "13800000000"], &["丙", "3", "", "x"]])]);
    let found = checked(&made, &ENTERPRISE);
    assert_eq!(found, [(3, "column.no_header".to_owned(), Severity::Warning, None)]);
}

#[test]
fn a_personal_value_is_never_repeated() {
    let made = xlsx(&[("人员", &[&["姓名", "身份证号"], &["张\u{1}三", "41010519900101\u{1}1234"], &["李四", ""]])]);
    let found = checked(&made, &PERSON);
    let codes: Vec<_> = found.iter().map(|(row, code, ..)| (*row, code.as_str())).collect();
    assert_eq!(codes, [(2, "cell.control_character"), (2, "cell.control_character"), (3, "cell.required")]);
    assert_eq!(found[0].3.as_deref(), Some("张三"));
    assert_eq!(found[1].3, None);
}

#[rstest]
#[case(10_240)]
#[case(32_767)]
fn a_cell_of_many_characters_arrives_whole(#[case] length: usize) {
    let long = "甲".repeat(length);
    let made = xlsx(&[("企业", &[HEADER, &[&long, "1"]])]);
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1[0].cells[0].text, long);
}

#[test]
fn a_reader_may_stop() {
    let made = xlsx(&[("甲", &[HEADER, &["a", "1"], &["b", "2"]]), ("乙", &[HEADER, &["c", "3"]])]);
    let mut book = opened(&made.path);
    let plan = book.detect(&[&ENTERPRISE]).unwrap();
    let tally = book.read(&plan, |_| Ok(ControlFlow::Break(()))).unwrap();
    assert_eq!(tally.rows, 1);
}

#[test]
fn an_error_of_the_taker_is_handed_back() {
    let made = xlsx(&[("甲", &[HEADER, &["a", "1"]])]);
    let mut book = opened(&made.path);
    let plan = book.detect(&[&ENTERPRISE]).unwrap();
    assert!(matches!(book.read(&plan, |_| Err(crate::error::Error::Stale)), Err(crate::error::Error::Stale)));
}

#[test]
fn rows_without_numbers_and_with_prefixes_are_read() {
    let made = handmade(NO_STRINGS, |sheet| {
        let xml =
            format!("<worksheet><sheetData>{}{}</sheetData></worksheet>", row_xml(1, HEADER), row_xml(2, &["甲", "1"]));
        let bare = xml.replace(r#" r="1""#, "").replace("<row", "<x:row").replace("</row", "</x:row");
        write!(sheet, "{bare}").unwrap();
    });
    assert_eq!(read(&made.path, &[&ENTERPRISE]).1.len(), 1);
}
