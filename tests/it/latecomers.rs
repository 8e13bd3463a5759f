//! Who comes on file after the records that name them: the records are looked at again, by the rules by which they would
//! have been found then.

use rstest::rstest;
use serde_json::Value;
use siku::registry;

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, load};

const NUMBER: &str = "4101052601010101";
const PROJECTS: [&str; 2] =
    ["项目编号|项目名称|项目分类|建设单位", "4101052601010101|测试大厦|01|郑州测试置业有限公司"];
const BUILDER: &str = "河南测试建设有限公司";
const BUILDER_CODE: &str = "91410100MA0000007G";
const OTHER_CODE: &str = "91410100MA0000015B";

/// Loads a sheet, which must be taken whole; gives how many heads changed.
fn sheet(app: &TestApp, lines: &[&str]) -> u64 {
    let report = load(&app.database, &app.vault, &[csv(&app.database, "sheet", lines)]);
    assert!(report.is_clean(), "{:#?}", report.files);
    report.heads_changed
}

fn enterprises(app: &TestApp, rows: &[(&str, &str)]) -> u64 {
    let rows: Vec<String> = rows.iter().map(|(code, name)| format!("{code}|{name}")).collect();
    let mut lines = vec!["统一社会信用代码|企业名称"];
    lines.extend(rows.iter().map(String::as_str));
    sheet(app, &lines)
}

/// Sheets of a project that name enterprises in every way a record can, by name alone.
const PARTICIPANTS: [&str; 2] =
    ["项目编号|企业承担角色|企业名称|负责人姓名|截止日期", "4101052601010101|施工单位|河南测试建设有限公司||"];
const TENDERS: [&str; 2] = [
    "中标通知书编号|项目编号|招标类型|中标日期|招标代理单位名称|中标单位名称",
    "4101052601010101-BD-001|4101052601010101|003|2026-02-01|河南测试招标代理有限公司|河南测试建设有限公司",
];
const CONTRACTS: [&str; 2] = [
    "合同登记编号|项目编号|发包单位名称|承包单位名称",
    "4101052601010101-HY-001|4101052601010101|郑州测试置业有限公司|河南测试建设有限公司",
];

fn project(app: &TestApp) {
    for lines in [PROJECTS.as_slice(), &PARTICIPANTS, &TENDERS, &CONTRACTS] {
        sheet(app, lines);
    }
}

/// Whether the ledger tells the same as the registries.
fn check_ledger(app: &TestApp) {
    let report = app.database.db.read_now(|conn| registry::verify_ledger(conn, &app.vault)).unwrap();
    assert_eq!(report.differences.len(), 0, "{:?}", report.differences);
}

async fn projects_of(app: &TestApp, code: &str) -> usize {
    let list = app.get(&format!("/api/v1/enterprises/{code}/projects")).await.good();
    list["items"].as_array().unwrap().len()
}

async fn read(app: &TestApp, path: &str) -> Value {
    app.get(path).await.good()
}

#[rstest]
#[actix_web::test]
async fn an_enterprise_is_tied_to_the_projects_that_named_it_before_it_was_on_file(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    project(&app);
    let firms = [
        (BUILDER_CODE, BUILDER),
        (OTHER_CODE, "郑州测试置业有限公司"),
        ("91410100MA00000236", "河南测试招标代理有限公司"),
    ];
    assert_eq!(enterprises(&app, &firms), 4, "three enterprises, and the project that names them");

    assert!(projects_of(&app, BUILDER_CODE).await >= 1);
    let builder = read(&app, &format!("/api/v1/enterprises/{BUILDER_CODE}")).await;
    let owner = read(&app, &format!("/api/v1/enterprises/{OTHER_CODE}")).await;
    let project = read(&app, &format!("/api/v1/projects/{NUMBER}")).await;
    assert_eq!(project["owner"]["id"], owner["id"], "{project}");
    let stages = read(&app, &format!("/api/v1/projects/{NUMBER}/stages")).await;
    let told = stages.to_string();
    for id in [&builder["id"], &owner["id"]] {
        assert!(told.contains(id.as_str().unwrap()), "{id}: {told}");
    }
    check_ledger(&app);
    for lines in [PARTICIPANTS.as_slice(), &TENDERS, &CONTRACTS] {
        assert_eq!(sheet(&app, lines), 0, "loaded again, the records say nothing new");
    }
    assert_eq!(enterprises(&app, &firms), 0);
}

#[rstest]
#[case::punctuation("河南测试建设（集团）有限公司", "河南测试建设(集团)有限公司")]
#[case::a_space("河南测试建设有限公司", "河南测试建设 有限公司")]
#[actix_web::test]
async fn a_name_is_the_same_however_it_is_spelt(
    #[case] in_the_record: &str,
    #[case] on_file: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    sheet(&app, &PROJECTS);
    sheet(&app, &[PARTICIPANTS[0], &format!("{NUMBER}|施工单位|{in_the_record}||")]);
    enterprises(&app, &[(BUILDER_CODE, on_file)]);
    assert_eq!(projects_of(&app, BUILDER_CODE).await, 1);
}

#[rstest]
#[actix_web::test]
async fn a_name_that_two_enterprises_bear_tells_neither(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    sheet(&app, &PROJECTS);
    sheet(&app, &PARTICIPANTS);
    enterprises(&app, &[(BUILDER_CODE, BUILDER), (OTHER_CODE, BUILDER)]);
    assert_eq!((projects_of(&app, BUILDER_CODE).await, projects_of(&app, OTHER_CODE).await), (0, 0));
}

#[rstest]
#[actix_web::test]
async fn an_enterprise_that_another_record_puts_on_file_is_tied_too(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    project(&app);
    let certificate = format!("张测试|{}|B|豫建安B（2026）0000001|{BUILDER}|{BUILDER_CODE}", resident_number(1));
    sheet(&app, &["姓名|证件号码|安管人员类别|安全生产考核合格证书编号|企业名称|统一社会信用代码", &certificate]);
    assert!(projects_of(&app, BUILDER_CODE).await >= 1);
    check_ledger(&app);
}

#[rstest]
#[actix_web::test]
async fn an_enterprise_is_tied_to_the_people_whose_certificates_named_it_before_and_they_to_their_projects(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    sheet(&app, &PROJECTS);
    let site = format!("{NUMBER}|{BUILDER}|张测试|项目经理");
    sheet(&app, &["项目编号|企业名称|人员姓名|岗位名称", &site]);
    let registered = format!("张测试|{}|一级注册建造师|建筑工程|豫1412026202600001|{BUILDER}", resident_number(1));
    let registrations = ["姓名|证件号码|注册类型及等级|注册专业|注册编号|企业名称", &registered];
    sheet(&app, &registrations);
    let managers = "/api/v1/project-managers?enterprise=91410100MA0000007G";

    assert_eq!(enterprises(&app, &[(BUILDER_CODE, BUILDER)]), 3, "the enterprise, who works there, what he leads");
    let answer = read(&app, managers).await;
    let [only] = answer["items"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!((&only["enterprise"]["name"], &only["verdict"]), (&BUILDER.into(), &"engaged".into()), "{only}");
    check_ledger(&app);
    assert_eq!(sheet(&app, &registrations), 0);
}

#[rstest]
#[actix_web::test]
async fn a_person_whom_another_record_puts_on_file_is_told_in_the_projects_that_named_them(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    enterprises(&app, &[(BUILDER_CODE, BUILDER)]);
    sheet(&app, &PROJECTS);
    let id = resident_number(1);
    let covered = format!("{}***********{}", &id[..3], &id[14..]);
    let site = format!("{NUMBER}|{BUILDER}|张测试|{covered}|项目经理");
    sheet(&app, &["项目编号|企业名称|人员姓名|证件号码|岗位名称", &site]);
    // As the legal representative of an enterprise: no sheet of persons has them.
    let represented = format!("{BUILDER_CODE}|{BUILDER}|张测试|{id}");
    sheet(&app, &["统一社会信用代码|企业名称|法定代表人|法定代表人证件号码", &represented]);
    let people = read(&app, &format!("/api/v1/projects/{NUMBER}/people")).await;
    let [only] = people["items"].as_array().unwrap().as_slice() else { panic!("{people}") };
    assert!(only["person_id"].is_string(), "{only}");
    check_ledger(&app);
}
