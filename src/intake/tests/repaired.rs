//! The workbook given back.

use super::fixture::{ENTERPRISE, Made, opened, read, xlsx};
use crate::intake::{Cell, Remarks, Severity, write_repaired};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

/// Reads, checks and writes the report; rows whose name is 坏 draw one more error.
fn report(made: &Made, name: &str) -> (std::path::PathBuf, Remarks) {
    let mut book = opened(&made.path);
    let plan = book.detect(&[&ENTERPRISE]).unwrap();
    let mut remarks = Remarks::default();
    for sheet in &plan.sheets {
        remarks.extend(sheet.remarks());
    }
    book.read(&plan, |row| {
        row.check(&mut remarks);
        if row.text("name") == "坏" {
            remarks.add(row.remark("credit_code", "credit_code.length", "位数不对", "请补全"));
        }
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    let out = made.beside(name);
    write_repaired(&mut book, &plan, &remarks, &out).unwrap();
    (out, remarks)
}

fn cell(path: &Path, sheet: &str, row: u32, column: u32) -> Data {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.worksheet_range(sheet).unwrap().get_value((row, column)).cloned().unwrap_or_default()
}

fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

const SHEET: &[&[&str]] = &[
    &["企业表"],
    &["企业名称", "统一社会信用代码", "备注"],
    &["好", "91410100MA40000018", "=1+1"],
    &[],
    &["坏", "12", "+cmd|' /C calc'!A0"],
    &["无码", "", "@SUM(A1)"],
];

#[test]
fn the_same_cells_come_back_with_each_problem_beside_them() {
    let made = xlsx(&[("企业", SHEET), ("说明", &[&["请填写"]])]);
    let (out, remarks) = report(&made, "out.xlsx");
    assert_eq!(
        remarks.by_code().map(|(code, _)| code).collect::<Vec<_>>(),
        ["cell.required", "column.unknown", "credit_code.length"]
    );
    let text = |row, column| cell(&out, "企业", row, column).to_string();
    for (row, cells) in (0_u32..).zip(SHEET) {
        for (column, expected) in (0_u32..).zip(*cells) {
            assert_eq!(text(row, column), *expected, "row {row} column {column}");
        }
    }
    assert_eq!(text(1, 3), "问题说明");
    assert_eq!(text(2, 3), "");
    assert_eq!(text(4, 3), "【错误】统一社会信用代码：位数不对。请补全。");
    assert_eq!(text(5, 3), "【错误】统一社会信用代码：“统一社会信用代码”不能为空。请补填。");
    assert_eq!(cell(&out, "说明", 0, 0), Data::String("请填写".to_owned()));
    assert_eq!(cell(&out, "检查结果", 2, 5), Data::String("位数不对".to_owned()));
    assert!(part(&out, "xl/comments1.xml").contains("位数不对"));
}

#[test]
fn what_begins_like_a_formula_stays_text() {
    let made = xlsx(&[("企业", SHEET)]);
    let (out, _) = report(&made, "out.xlsx");
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let xml = part(&out, sheet);
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{xml}");
    }
    assert!(part(&out, "xl/worksheets/sheet2.xml").contains("=1+1"));
}

#[test]
fn a_mended_report_can_be_submitted_as_it_is() {
    let made = xlsx(&[("企业", SHEET)]);
    let (out, _) = report(&made, "out.xlsx");
    let (plan, seen, _) = read(&out, &[&ENTERPRISE]);
    assert_eq!(seen.len(), 3);
    assert!(plan.skipped[0].reason.contains("检查结果"));
    let codes: Vec<_> = plan.sheets[0].remarks().iter().map(|remark| remark.place.clone().unwrap().header).collect();
    assert_eq!(codes.iter().map(|header| &**header).collect::<Vec<_>>(), ["备注"]);

    let again = Made::file("again.xlsx", &std::fs::read(&out).unwrap());
    let (second, _) = report(&again, "second.xlsx");
    assert_eq!(cell(&second, "企业", 4, 3).to_string(), "【错误】统一社会信用代码：位数不对。请补全。");
    assert_eq!(cell(&second, "企业", 1, 4), Data::Empty, "the explanations take the same column again");
}

#[test]
fn numbers_and_dates_keep_their_type_and_long_codes_their_digits() {
    let made = Made::empty("book.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("企业").unwrap();
    sheet.write_row(0, 0, ["企业名称", "统一社会信用代码", "注册资本（万元）", "成立日期"]).unwrap();
    sheet.write_string(1, 0, "甲").unwrap();
    sheet.write_number(1, 1, 4_101_001_501_010_101.0).unwrap();
    sheet.write_number(1, 2, 12.5).unwrap();
    sheet.write_number_with_format(1, 3, 42_003.5, &date).unwrap();
    book.save(&made.path).unwrap();
    let (out, remarks) = report(&made, "out.xlsx");
    assert!(remarks.iter().all(|remark| remark.severity == Severity::Warning));
    let before = read(&made.path, &[&ENTERPRISE]).1;
    let after = read(&out, &[&ENTERPRISE]).1;
    assert_eq!(before[0].texts(), after[0].texts());
    assert_eq!(after[0].cells[1], Cell::text("4101001501010101"), "a code becomes text, where it is safe");
    assert_eq!((before[0].cells[2].kind, before[0].cells[3].kind), (after[0].cells[2].kind, after[0].cells[3].kind));
}

#[test]
fn a_csv_comes_back_as_a_workbook() {
    let made = Made::file("很长的文件名[2024]*.csv", "企业名称,统一社会信用代码\n坏,1\n".as_bytes());
    let (out, _) = report(&made, "out.xlsx");
    let book: Xlsx<_> = open_workbook(&out).unwrap();
    assert_eq!(book.sheet_names(), ["检查结果", "很长的文件名2024"]);
}
