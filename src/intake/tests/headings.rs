//! Finding the header, the kind, and what is no data.

use super::fixture::{ENTERPRISE, PERFORMANCE, PERSON, opened, read, xlsx};
use crate::intake::{Severity, SheetKind};
use rstest::rstest;

const HEADER: &[&str] = &["企业名称", "统一社会信用代码", "注册资本（万元）"];
const RECORD: &[&str] = &["甲建设有限公司", "91410100MA40000018", "5000"];
const TWIN: SheetKind = SheetKind::new("twin", "另一种企业", ENTERPRISE.columns);
const ALL: &[&SheetKind] = &[&ENTERPRISE, &PERSON, &PERFORMANCE];

#[rstest]
#[case::first_row(&[HEADER, RECORD], 1)]
#[case::empty_first_rows(&[&[], &[], HEADER, RECORD], 3)]
#[case::under_titles(&[&["河南省企业基本信息表"] as &[&str], &["填报单位：某局", "", "2024年5月"], HEADER, RECORD], 3)]
#[case::back_link_above(&[&["企业表"] as &[&str], &["返回目录"], HEADER, RECORD], 3)]
#[case::back_link_below(&[HEADER, &["返回目录"], RECORD], 1)]
#[case::field_codes_below(&[HEADER, &["CorpName", "CorpCode", "RegPrin"], RECORD], 1)]
#[case::field_codes_above(&[&["CorpName", "CorpCode", "RegPrin"], HEADER, RECORD], 2)]
fn the_header_is_found(#[case] rows: &[&[&str]], #[case] heading_row: u32) {
    let (plan, seen, _) = read(&xlsx(&[("企业", rows)]).path, &[&ENTERPRISE]);
    assert_eq!(plan.sheets[0].heading_row, heading_row);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].texts(), ["甲建设有限公司", "91410100MA40000018", "5000", "", ""]);
}

#[test]
fn an_empty_first_column_and_any_order_do_not_matter() {
    let rows: &[&[&str]] = &[
        &["", "* 统一社会\n信用代码", "序号 ", "企 业 名 称（必填）"],
        &["", "91410100MA40000018", "1", "甲建设有限公司"],
    ];
    let (_, seen, _) = read(&xlsx(&[("企业", rows)]).path, &[&ENTERPRISE]);
    assert_eq!(seen[0].texts(), ["甲建设有限公司", "91410100MA40000018", "", "", ""]);
    assert_eq!(seen[0].extras, [("序号".to_owned(), "1".to_owned())]);
}

#[rstest]
#[case("注册资本(万元)", "", Some("万元"))]
#[case("注册资本【元】", "单位：万元", Some("元"))]
#[case("注册资本", "（单位：万元）", Some("万元"))]
#[case("注册资本", "", None)]
fn the_unit_written_is_delivered(#[case] header: &str, #[case] title: &str, #[case] unit: Option<&str>) {
    let rows: &[&[&str]] = &[&["企业表", title], &["企业名称", "CORPCODE", header], RECORD];
    let (plan, _, _) = read(&xlsx(&[("企业", rows)]).path, &[&ENTERPRISE]);
    assert_eq!(plan.sheets[0].unit("registered_capital"), unit);
    assert_eq!(plan.sheets[0].unit("name"), None);
}

#[test]
fn the_kind_is_the_one_whose_header_matches_best() {
    let person = ["姓名", "公民身份号码", "企业名称", "统一社会信用代码"];
    let made = xlsx(&[("1.注册执业人员", &[&person, &["张三", "x", "甲", "y"]]), ("2、企业", &[HEADER, RECORD])]);
    let (plan, _, _) = read(&made.path, ALL);
    let kinds: Vec<_> = plan.sheets.iter().map(|sheet| (&*sheet.name, sheet.kind.name)).collect();
    assert_eq!(kinds, [("1.注册执业人员", "person"), ("2、企业", "enterprise")]);
}

#[test]
fn a_header_that_fits_two_kinds_is_named() {
    let made = xlsx(&[("表", &[&["企业名称", "统一社会信用代码", "姓名", "身份证号"], &["a", "b", "c", "d"]])]);
    let text = opened(&made.path).detect(&[&ENTERPRISE, &TWIN]).unwrap_err().detail();
    assert!(text.contains("既像“企业基本信息”又像“另一种企业”"), "{text}");
}

#[test]
fn no_match_names_what_was_seen_and_expected_and_hides_digits() {
    let made = xlsx(&[("数据", &[&["张三", "410105199001011234", "男"]])]);
    let text = opened(&made.path).detect(&[&PERSON]).unwrap_err().detail();
    assert!(text.contains("工作表“数据”") && text.contains("姓名、身份证号"), "{text}");
    assert!(!text.contains("410105"), "{text}");
}

#[test]
fn sheets_that_are_no_data_are_listed_with_the_reason() {
    let made = xlsx(&[
        ("Sheet1", &[]),
        ("填表说明", &[&["请如实填写"]]),
        ("数据字典", &[HEADER, RECORD]),
        ("郑州", &[HEADER, RECORD]),
        ("洛阳", &[HEADER, RECORD]),
        ("统计", &[&["地区", "数量"], &["郑州", "1"]]),
        ("Evaluation Warning", &[&["Evaluation Only."]]),
    ]);
    let (plan, seen, _) = read(&made.path, ALL);
    assert_eq!(seen.iter().map(|row| row.sheet.as_str()).collect::<Vec<_>>(), ["郑州", "洛阳"]);
    let skipped: Vec<_> = plan.skipped.iter().map(|sheet| (&*sheet.name, sheet.reason.as_str())).collect();
    let expected = [
        ("Sheet1", "空白"),
        ("填表说明", "说明"),
        ("数据字典", "字典"),
        ("统计", "地区、数量"),
        ("Evaluation Warning", "试用"),
    ];
    assert_eq!(skipped.len(), expected.len(), "{skipped:?}");
    for ((name, reason), (expected_name, part)) in skipped.iter().zip(expected) {
        assert!(*name == expected_name && reason.contains(part), "{name}: {reason}");
    }
}

#[test]
fn a_hidden_sheet_is_not_taken_but_named() {
    let made = xlsx(&[("企业", &[HEADER, RECORD])]);
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden) in [("企业", false), ("旧数据", true)] {
        let sheet = book.add_worksheet().set_name(name).unwrap().set_hidden(hidden);
        for (row, cells) in (0_u32..).zip([HEADER, RECORD]) {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    }
    book.save(&made.path).unwrap();
    let (plan, seen, _) = read(&made.path, ALL);
    assert_eq!(seen.len(), 1);
    assert!(plan.skipped[0].reason.contains("隐藏"));
}

#[test]
fn missing_repeated_and_unknown_columns_are_remarked_once() {
    let rows: &[&[&str]] = &[&["单位名称", "企业名称", "成立日期", "备注"], &["甲", "乙", "2001-01-01", "x"]];
    let (plan, seen, _) = read(&xlsx(&[("企业", rows)]).path, &[&ENTERPRISE]);
    let remarks = plan.sheets[0].remarks();
    let codes: Vec<_> = remarks.iter().map(|remark| (&*remark.code, remark.severity)).collect();
    assert_eq!(
        codes,
        [
            ("column.missing", Severity::Error),
            ("column.repeated", Severity::Warning),
            ("column.unknown", Severity::Warning),
        ]
    );
    assert!(remarks[2].to_string().starts_with("工作表“企业”第1行 D列“备注”："), "{}", remarks[2]);
    assert_eq!(seen[0].texts()[0], "甲");
    assert_eq!(seen[0].extras, [("企业名称（B列）".to_owned(), "乙".to_owned()), ("备注".to_owned(), "x".to_owned())]);
    let unread = plan.sheets[0].unread(1).to_string();
    assert_eq!(unread, "工作表“企业”第1行：整张工作表未读取，共 1 行。请先补齐缺少的列，再重新导入。");
}

#[test]
fn what_may_be_personal_is_not_kept() {
    let rows: &[&[&str]] =
        &[&["姓名", "身份证号", "公民身份号码", "联系手机", "备注"], &["测试甲", "a", "b", "13800000000", "x"]];
    let (plan, seen, _) = read(&xlsx(&[("人员", rows)]).path, &[&PERSON]);
    assert_eq!(seen[0].extras, [("备注".to_owned(), "x".to_owned())]);
    let reasons: Vec<_> = plan.sheets[0].remarks().into_iter().map(|remark| remark.reason).collect();
    assert_eq!(
        reasons,
        [
            "与前面的列同为“身份证号”，只读取前面的一列；本列可能是个人信息，未保存",
            "未识别，可能是个人信息，未保存",
            "未识别，原文保留",
        ]
    );
}
