//! What a load says and leaves where not everything goes in.

use std::fs;
use std::path::PathBuf;

use diesel::prelude::*;
use rstest::rstest;
use siku::filing;
use siku::load::{self, Load, Report};
use siku::schema::{enterprise, filing as filings, pending_record, person_key};
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load, said, siku};

const HEADER: &str = "统一社会信用代码|企业名称|法定代表人|注册属地|数据等级";
const HUAXIN: &str = "91410100MA0000007G|河南华鑫建设工程有限公司";
const PERMITS: [&str; 2] = ["施工许可证编号|项目编号|发证日期", "4101052003010101-SX-001|4101052003010101|2020-03-01"];

/// Rows of the tables that a load may touch.
fn rows(database: &TestDb) -> [i64; 5] {
    let entries = i64::try_from(database.registry_entries().len()).unwrap();
    let count = database.db.read_now(|conn| {
        Ok([
            enterprise::table.count().get_result(conn)?,
            filings::table.count().get_result(conn)?,
            entries,
            pending_record::table.count().get_result(conn)?,
            person_key::table.count().get_result(conn)?,
        ])
    });
    count.unwrap()
}

fn remarks(report: &Report) -> Vec<String> {
    report.files.iter().flat_map(|file| file.remarks.iter()).map(ToString::to_string).collect()
}

fn dry_run(database: &TestDb, files: &[PathBuf]) -> Report {
    let load = Load { files: files.to_vec(), kind: None, dry_run: true, actor: "cli:test".to_owned() };
    load::run(&database.db, &Vault::fixed(7), &load, |_step| {}).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_permit_without_its_project_is_said_to_wait(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let sheet = csv(&database, "permits", &PERMITS);
    let report = load(&database, &Vault::fixed(7), &[sheet]);
    assert_eq!((report.is_clean(), report.rows_read, report.rows_waiting), (true, 1, 1));
    let [remark] = remarks(&report).try_into().unwrap();
    assert!(remark.contains("第2行") && remark.contains("4101052003010101") && remark.contains("先登记"), "{remark}");
    let told = siku(&database, &["pending"]).output().unwrap();
    assert!(told.status.success());
    let told = said(&told);
    for part in ["施工许可证 4101052003010101-SX-001", "等待项目", "项目库中没有", "L-", "共 1 条记录在等待"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn an_outranked_row_is_left_out_whole_and_said_once(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let header = format!("{HEADER}|注册资本（万元）|企业类型");
    let row = |leader: &str, level: &str, rest: &str| format!("{HUAXIN}|{leader}|410105|{level}|{rest}");
    load(&database, &vault, &[csv(&database, "verified", &[&header, &row("张三", "A", "5000|建筑业")])]);
    let before = rows(&database);
    let claimed = csv(&database, "claimed", &[&header, &row("李四", "D", "6000|建筑业、工程监理")]);
    let report = load(&database, &vault, &[claimed]);
    assert_eq!((report.rows_read, report.rows_refused, report.heads_changed), (1, 1, 0));
    let [remark] = remarks(&report).try_into().unwrap();
    assert!(remark.contains("省级审核的“基本信息”"), "{remark}");
    let [enterprises, filings, entries, ..] = before;
    assert_eq!(rows(&database)[..3], [enterprises, filings + 1, entries], "the kind of business is not taken either");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_stands_before_the_damage_is_taken_and_counted(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let sheet = database.folder.path().join("damaged.csv");
    let sound = (0..2_500).map(|n| format!("无,河南第{n:05}建设有限公司,410105\r\n")).collect::<Vec<_>>().concat();
    // A quote that is never closed makes one record of the rest of the file.
    let damage = format!("无,\"{}", "河南从此没有下文的建设有限公司,410105\r\n".repeat(100_000));
    fs::write(&sheet, format!("统一社会信用代码,企业名称,注册属地\r\n{sound}{damage}")).unwrap();
    let output = siku(&database, &["import", sheet.to_str().unwrap()]).output().unwrap();
    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let on_file = rows(&database)[0];
    assert!(on_file >= 2_000, "{on_file}");
    assert!(told.contains(&format!("损坏之前的 {on_file} 行")), "{told}");
    let progress = database.db.read_now(|conn| {
        let counts = (filings::rows_read, filings::rows_refused, filings::heads_changed);
        Ok(filings::table.select(counts).first::<(i64, i64, i64)>(conn)?)
    });
    assert_eq!(progress.unwrap(), (on_file, 0, on_file));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_dry_run_asks_the_registries_and_leaves_nothing(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let verified = csv(&database, "verified", &[HEADER, &format!("{HUAXIN}|张三|410105|A")]);
    load(&database, &Vault::fixed(7), &[verified]);
    let before = rows(&database);
    let claimed = format!("{HUAXIN}|李四|410105|D");
    let new = "无|河南新来建设有限公司|王五|410105|D";
    let sheets = [csv(&database, "claimed", &[HEADER, &claimed, new]), csv(&database, "permits", &PERMITS)];
    let report = dry_run(&database, &sheets);
    assert_eq!((report.rows_read, report.rows_refused, report.rows_waiting, report.heads_changed), (3, 1, 1, 1));
    assert_eq!(remarks(&report).len(), 2, "{:?}", remarks(&report));
    assert_eq!(rows(&database), before);
    let real = load(&database, &Vault::fixed(7), &sheets);
    assert_eq!(remarks(&real), remarks(&report));
}

#[test]
fn a_dry_run_without_a_database_checks_the_sheets_alone_and_makes_nothing() {
    let mut database = TestDb::new(Backend::Sqlite);
    let sheet = csv(&database, "enterprises", &[HEADER, &format!("{HUAXIN}|张三|410105|D")]);
    let folder = database.folder.path().join("none");
    database.url = format!("sqlite:{}", folder.join("siku.db").display());
    let output = siku(&database, &["import", "--dry-run", sheet.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("未与登记库核对"), "{}", said(&output));
    assert!(!folder.exists() && !database.folder.path().join("siku.keys").exists());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_data_are_not_newer_because_nothing_was_loaded(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let as_of = |database: &TestDb| database.db.read_now(|conn| Ok(filing::store::last_finished_at(conn)?)).unwrap();
    load(&database, &vault, &[csv(&database, "sound", &[HEADER, &format!("{HUAXIN}|张三|410105|A")])]);
    let loaded = as_of(&database);
    assert!(loaded.is_some());
    database.hours_later(5);
    let unsound = csv(&database, "unsound", &[HEADER, "91410100MA0000007G||张三|410105|A"]);
    let outranked = csv(&database, "outranked", &[HEADER, &format!("{HUAXIN}|李四|410105|D")]);
    load(&database, &vault, &[unsound]);
    load(&database, &vault, &[outranked]);
    assert_eq!(as_of(&database), loaded);
    load(&database, &vault, &[csv(&database, "again", &[HEADER, &format!("{HUAXIN}|张三|410105|A")])]);
    assert!(as_of(&database) > loaded);
}

#[test]
fn a_report_does_not_take_the_place_of_the_workbook() {
    let database = TestDb::new(Backend::Sqlite);
    let sheet = csv(&database, "enterprises", &[HEADER, &format!("{HUAXIN}|张三|410105|D")]);
    let before = fs::read(&sheet).unwrap();
    let same = database.folder.path().join(".").join("enterprises.csv");
    let arguments = ["import", sheet.to_str().unwrap(), "--report", same.to_str().unwrap()];
    let output = siku(&database, &arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("同一个文件"), "{}", said(&output));
    assert_eq!(fs::read(&sheet).unwrap(), before);
}
