//! The same again changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use rstest::rstest;
use siku::domain::standard::phone::Phone;
use siku::load::Report;
use siku::registry;
use siku::schema::{enterprise_evaluation, enterprise_particulars, person_particulars, qualification};
use siku::vault::Vault;

use crate::support::house::resident_number;
use crate::support::{Backend, TestDb, csv, load};

/// The committed demonstration, in the order of loading.
fn demonstration() -> Vec<PathBuf> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xlsx"));
    files.sort();
    files
}

fn entries(database: &TestDb) -> usize {
    database.registry_entries().len()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_demonstration_loaded_twice_changes_nothing_the_second_time(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let first = load(&database, &vault, &demonstration());
    assert!(first.is_clean() && first.heads_changed > 0, "{first:?}");
    let before = entries(&database);

    let second = load(&database, &vault, &demonstration());
    assert!(second.is_clean(), "{second:?}");
    assert_eq!((second.heads_changed, second.rows_read), (0, first.rows_read));
    assert_eq!(entries(&database), before);
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &vault)).unwrap();
    assert!(verified.differences.is_empty(), "{:?}", verified.differences.len());
}

const ENTERPRISE: &str = "91410100MA0000007G|河南华鑫建设工程有限公司";

fn codes(report: &Report) -> Vec<(u32, String)> {
    let remarks = report.files.iter().flat_map(|file| file.remarks.iter());
    remarks.map(|remark| (remark.row, remark.code.to_string())).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn two_rows_of_a_file_that_contradict_each_other_do_not_take_turns(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let row = |score: &str| format!("{ENTERPRISE}|信用评价|建筑业|季度|2026|9|{score}");
    let header = "统一社会信用代码|企业名称|评价名称|企业类型|评价频率|评价年份|评价月份|评价分";
    let sheet = csv(&database, "twice", &[header, &row("81.5"), &row("92"), &row("81.5")]);
    for round in 1..=3 {
        let report = load(&database, &vault, std::slice::from_ref(&sheet));
        assert_eq!(report.heads_changed, u64::from(round == 1), "round {round}");
        assert_eq!((report.rows_read, report.rows_refused), (3, 1));
        let both = [(3, "record.contradicted".to_owned()), (2, "record.contradicted_later".to_owned())];
        assert_eq!(codes(&report), both);
        let message = report.files[0].remarks.iter().next().unwrap().to_string();
        assert!(message.contains("第2行") && message.contains("信用评价"), "{message}");
    }
    let scores: Vec<i32> = database
        .db
        .read_now(|conn| Ok(enterprise_evaluation::table.select(enterprise_evaluation::score_hundredths).load(conn)?))
        .unwrap();
    assert_eq!(scores, [8_150]);
    // Another file is later news.
    let report = load(&database, &vault, &[csv(&database, "news", &[header, &row("92")])]);
    assert_eq!((report.is_clean(), report.heads_changed), (true, 1));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn evaluations_of_two_qualifications_in_one_period_are_two_records(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let row =
        |category: &str, score: &str| format!("{ENTERPRISE}|信用评价|建筑业|施工总承包|{category}|年度|2025|{score}");
    let header = "统一社会信用代码|企业名称|评价名称|企业类型|资质序列|资质类别|评价频率|评价年份|评价分";
    let sheet = csv(&database, "twice", &[header, &row("建筑工程", "81.5"), &row("市政公用工程", "92")]);
    for changed in [1, 0] {
        let report = load(&database, &vault, std::slice::from_ref(&sheet));
        assert_eq!((report.is_clean(), report.heads_changed), (true, changed), "{:?}", codes(&report));
    }
    let mut evaluated: Vec<(Option<String>, i32)> = database
        .db
        .read_now(|conn| {
            let columns = (enterprise_evaluation::category, enterprise_evaluation::score_hundredths);
            Ok(enterprise_evaluation::table.select(columns).load(conn)?)
        })
        .unwrap();
    evaluated.sort_by_key(|(_, score)| *score);
    assert_eq!(evaluated, [(Some("建筑工程".to_owned()), 8_150), (Some("市政公用工程".to_owned()), 9_200)]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_renewed_qualification_stands_beside_the_one_it_renews(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let rows = [
        "统一社会信用代码|企业名称|资质名称|证书编号|证书状态".to_owned(),
        format!("{ENTERPRISE}|建筑工程施工总承包二级|D241000013|注销"),
        format!("{ENTERPRISE}|建筑工程施工总承包一级|D241000013|有效"),
        format!("{ENTERPRISE}|建筑工程施工总承包一级|D241000014|有效"),
    ];
    let sheet = csv(&database, "renewed", &rows.each_ref().map(String::as_str));
    for changed in [1, 0] {
        let report = load(&database, &vault, std::slice::from_ref(&sheet));
        assert_eq!((report.is_clean(), report.heads_changed), (true, changed), "{:?}", codes(&report));
    }
    let count: i64 = database.db.read_now(|conn| Ok(qualification::table.count().get_result(conn)?)).unwrap();
    assert_eq!((count, entries(&database)), (3, 1));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_name_that_several_enterprises_bear_puts_nobody_on_file_without_a_code(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let name = "河南华鑫建设工程有限公司";
    let with_codes =
        [BASICS, &format!("91410100MA0000007G|{name}|5000|410105"), &format!("91410100MA0000015B|{name}|800|410105")];
    assert!(load(&database, &vault, &[csv(&database, "codes", &with_codes)]).is_clean());
    let by_name = csv(&database, "name", &[BASICS, &format!("无|{name}|900|410105")]);
    for _round in 1..=2 {
        let report = load(&database, &vault, std::slice::from_ref(&by_name));
        assert_eq!((report.heads_changed, report.rows_refused), (0, 1));
        assert_eq!(codes(&report), [(2, "record.unresolved".to_owned())]);
        let message = report.files[0].remarks.iter().next().unwrap().to_string();
        assert!(message.contains("请补充统一社会信用代码"), "{message}");
    }
    let alone = csv(&database, "alone", &[BASICS, "无|河南独一建设有限公司|900|410105"]);
    for changed in [1, 0] {
        assert_eq!(load(&database, &vault, std::slice::from_ref(&alone)).heads_changed, changed);
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn two_telephones_of_one_person_are_both_named_and_the_first_holds(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let row = |phone: &str| format!("张测试|{}|{phone}", resident_number(1));
    let (first, second) = (row("13800000000"), row("13900000000"));
    let sheet = csv(&database, "phones", &["姓名|证件号码|手机号码", &first, &second, &first]);
    for changed in [1, 0] {
        let report = load(&database, &vault, std::slice::from_ref(&sheet));
        assert_eq!((report.heads_changed, report.rows_refused), (changed, 1), "{:?}", codes(&report));
        let both = [(3, "record.contradicted".to_owned()), (2, "record.contradicted_later".to_owned())];
        assert_eq!(codes(&report), both, "the row that says the same as the first contradicts nothing");
        let shown: Vec<Option<String>> = database
            .db
            .read_now(|conn| Ok(person_particulars::table.select(person_particulars::phone_masked).load(conn)?))
            .unwrap();
        assert_eq!(shown, [Some(Phone::new("13800000000").masked())]);
    }
}

const BASICS: &str = "统一社会信用代码|企业名称|注册资本（万元）|注册属地";

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_no_field_holds_is_content_too(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let sheet = |name: &str, extra: &str, value: &str| {
        let extra = if extra.is_empty() { ("", "") } else { (extra, value) };
        let header = format!("{BASICS}|{}", extra.0);
        let row = format!("{ENTERPRISE}|5000|410105|{}", extra.1);
        csv(&database, name, &[header.trim_end_matches('|'), row.trim_end_matches('|')])
    };
    let raw = || -> String {
        let query = enterprise_particulars::table.select(enterprise_particulars::raw);
        database.db.read_now(|conn| Ok(query.first(conn)?)).unwrap()
    };
    for (name, extra, value, changed) in [
        ("first", "本地备注", "甲", 1),
        ("numbered", "序号", "17", 0),
        ("other", "联系窗口", "三楼", 1),
        ("silent", "", "", 0),
        ("again", "本地备注", "甲", 0),
        ("changed", "本地备注", "乙", 1),
    ] {
        let report = load(&database, &vault, &[sheet(name, extra, value)]);
        assert_eq!(report.heads_changed, changed, "{name}");
    }
    assert!(raw().contains("三楼") && raw().contains("乙") && !raw().contains("甲"), "{}", raw());
    assert_eq!(entries(&database), 3);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_higher_tier_verifies_only_what_it_saw(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let levels = || -> String {
        let query = enterprise_particulars::table.select(enterprise_particulars::data_level);
        let level: siku::domain::vocabulary::provenance::DataLevel =
            database.db.read_now(|conn| Ok(query.first(conn)?)).unwrap();
        level.as_str().to_owned()
    };
    let header = format!("{BASICS}|经济性质|数据等级");
    let reported = csv(&database, "reported", &[&header, &format!("{ENTERPRISE}|5000|410105|有限责任公司|D")]);
    let glimpse = csv(&database, "glimpse", &[&header, &format!("{ENTERPRISE}|6000||　|A")]);
    let verified = csv(&database, "verified", &[&header, &format!("{ENTERPRISE}|6000|410105|有限责任公司|A")]);
    for (sheet, level) in [(reported, "D"), (glimpse, "D"), (verified, "A")] {
        assert!(load(&database, &vault, &[sheet]).is_clean());
        assert_eq!(levels(), level);
    }
}
