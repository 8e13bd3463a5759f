//! What the field knows to be impossible: refused by name where it arrives, and by the database whoever writes.

use std::collections::BTreeSet;
use std::fs;

use diesel::RunQueryDsl as _;
use rstest::rstest;
use siku::db::{Error, Violation};
use siku::record::ORDERS;
use siku::registry;
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load};

/// The names and conditions of all named checks in the migrations.
fn checks() -> Vec<(String, String)> {
    let mut checks = Vec::new();
    for folder in fs::read_dir("migrations/sqlite").unwrap() {
        let text = fs::read_to_string(folder.unwrap().path().join("up.sql")).unwrap();
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("CONSTRAINT ")) {
            if let Some((name, condition)) = line.split_once(" CHECK (") {
                let condition = condition.trim_end_matches(',').strip_suffix(')').unwrap();
                checks.push((name.to_owned(), condition.to_owned()));
            }
        }
    }
    assert!(checks.len() > 60, "the migrations were not understood");
    checks
}

#[test]
fn every_order_of_two_dates_is_a_check_and_every_such_check_is_known_before_the_database() {
    let known: BTreeSet<(String, String)> =
        ORDERS.iter().map(|order| (order.constraint(), format!("{} >= {}", order.later, order.earlier))).collect();
    let of_two_columns = |condition: &String| {
        condition.split_once(" >= ").is_some_and(|(_, earlier)| earlier.ends_with("_on") || earlier.ends_with("_from"))
    };
    // What stands in the hall is no record: it is checked where it is typed.
    let of_the_hall = |name: &str| name.starts_with("filing_route_");
    let held: BTreeSet<(String, String)> =
        checks().into_iter().filter(|(name, condition)| of_two_columns(condition) && !of_the_hall(name)).collect();
    assert_eq!(known, held);
}

const CREDIT_CODE: &str = "91410100MA0000007G|河南测试建设有限公司";
const PROJECT: &str = "4101052601010101|测试大厦";

#[rstest]
#[case::amount("项目编号|项目名称|总投资（万元）", &format!("{PROJECT}|-3"), "amount.negative")]
#[case::planned("项目编号|项目名称|计划开工日期|计划竣工日期", &format!("{PROJECT}|2026-05-02|2026-05-01"), "period.reversed")]
#[case::contract(
    "项目编号|项目名称|合同登记编号|合同金额（万元）|合同签订日期|合同终止日期",
    &format!("{PROJECT}|4101052601010101-HZ-001|10|2026-05-02|2026-05-01"),
    "period.reversed"
)]
#[case::filed_before_passed(
    "项目编号|项目名称|竣工备案编号|实际竣工验收日期|备案日期",
    &format!("{PROJECT}|4101052601010101-JX-001|2026-05-02|2026-05-01"),
    "period.reversed"
)]
#[case::quarter(
    "统一社会信用代码|企业名称|评价名称|评价频率|评价年份|评价月份|评价分",
    &format!("{CREDIT_CODE}|施工企业评价|2|2026|4|90"),
    "month.quarter"
)]
fn a_row_that_cannot_be_is_refused_in_its_cell(#[case] header: &str, #[case] row: &str, #[case] code: &str) {
    let database = TestDb::new(Backend::Sqlite);
    let report = load(&database, &Vault::fixed(7), &[csv(&database, "sheet", &[header, row])]);
    let codes: Vec<&str> = report.files[0].remarks.iter().map(|remark| remark.code.as_ref()).collect();
    assert!(codes.contains(&code), "{codes:?} {:?}", report.files[0].plan);
    assert_eq!((report.rows_refused, report.heads_changed), (1, 0));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_becomes_impossible_with_what_is_on_file_is_refused_by_name_and_the_rest_is_taken(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let first = ["统一社会信用代码|企业名称|登记省份|登记日期", &format!("{CREDIT_CODE}|410000|2026-05-02")];
    assert!(load(&database, &vault, &[csv(&database, "first", &first)]).is_clean());
    let then = [
        "统一社会信用代码|企业名称|登记省份|登记有效期至",
        &format!("{CREDIT_CODE}|410000|2026-05-01"),
        &format!("{CREDIT_CODE}|420000|2026-05-01"),
    ];
    let report = load(&database, &vault, &[csv(&database, "then", &then)]);
    let remarks: Vec<_> = report.files[0]
        .remarks
        .iter()
        .map(|remark| (remark.code.as_ref(), remark.row, remark.reason.as_str()))
        .collect();
    assert_eq!(
        remarks,
        [("record.impossible", 2, "与库中已有的“进省登记”合起来，截止日期早于登记日期，整行未导入")],
        "the row is refused by name"
    );
    assert_eq!((report.rows_refused, report.heads_changed), (1, 1));
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &vault)).unwrap();
    assert_eq!(verified.differences, []);
}

#[rstest]
#[case("UPDATE enterprise SET region_code = '4101a5'", "enterprise_region_code_check")]
#[case("UPDATE project SET region_code = '41010'", "project_region_code_check")]
#[case("UPDATE project SET national_number = '41010526010101X1'", "project_national_number_check")]
#[case("UPDATE project SET investment_fen = -1", "project_investment_fen_check")]
#[case("UPDATE project_particulars SET length_mm = -1", "project_particulars_length_mm_check")]
#[case(
    "UPDATE project_particulars SET started_on = '2026-01-02', finished_on = '2026-01-01'",
    "project_particulars_finished_on_check"
)]
#[case("UPDATE person SET id_number_hash = NULL", "person_id_number_full_check")]
#[case("UPDATE person SET id_completeness = 'masked', id_number_masked = NULL", "person_id_number_masked_check")]
#[case("UPDATE engagement SET basis_number = NULL", "engagement_basis_number_check")]
#[case("UPDATE contract SET amount_fen = -1", "contract_amount_fen_check")]
#[case("UPDATE contract SET signed_on = '2026-05-02', ended_on = '2026-05-01'", "contract_ended_on_check")]
fn the_database_refuses_it_whoever_writes(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] statement: &str,
    #[case] constraint: &str,
) {
    let database = TestDb::new(backend);
    let person = crate::support::house::resident_number(1);
    let sheets = [
        csv(
            &database,
            "project",
            &["项目编号|项目名称|项目分类|建设单位|建设单位统一社会信用代码", &format!("{PROJECT}|01|{}", swapped())],
        ),
        csv(
            &database,
            "contract",
            &[
                "项目编号|合同登记编号|合同类别|合同金额（万元）|合同签订日期|承包单位名称|承包单位统一社会信用代码|项目负责人|项目负责人证件号码",
                &format!("4101052601010101|4101052601010101-HZ-001|301|10|2026-05-02|{}|张测试|{person}", swapped()),
            ],
        ),
    ];
    let report = load(&database, &Vault::fixed(7), &sheets);
    assert!(report.is_clean(), "{report:?}");
    let refused = database.db.read_now(|conn| Ok(diesel::sql_query(statement).execute(conn).map_err(Error::from)));
    let Err(Error::Violation(Violation::Check(name))) = refused.unwrap() else { panic!("{statement} is accepted") };
    assert_eq!(name, constraint);
}

/// Name, then code.
fn swapped() -> String {
    let (code, name) = CREDIT_CODE.split_once('|').unwrap();
    format!("{name}|{code}")
}
