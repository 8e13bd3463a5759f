//! The four registries lead to each other: from a penalty to its project and back, from an enterprise to the persons who
//! stand behind it.

use rstest::rstest;
use serde_json::Value;
use siku::record::Record as _;
use siku::registry::enterprise::identity::EnterpriseRef;
use siku::registry::enterprise::rows::{EnterpriseParticulars, Shareholder};
use siku::registry::{self, enterprise, personnel};

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, load};

const NUMBER: &str = "4101052601010101";
const PROJECTS: [&str; 2] =
    ["项目编号|项目名称|项目分类|建设单位", "4101052601010101|测试大厦|01|郑州测试置业有限公司"];
const CONDUCT_HEADER: &str =
    "主体类型|主体名称|统一社会信用代码|证件号码|信用信息性质|诚信记录编号|事由|决定日期|项目编号|项目名称";

fn credit_sheets(app: &TestApp) -> [std::path::PathBuf; 2] {
    let id = resident_number(1);
    let of_person = format!("人员|张测试||{id}|不良|P1|挂证|2026-05-02|{NUMBER}|测试大厦");
    let conducts = [
        CONDUCT_HEADER,
        &format!("企业|河南测试建设有限公司|91410100MA0000007G||不良|E1|未按图施工|2026-05-01|{NUMBER}|测试大厦"),
        &of_person,
        "企业|河南测试建设有限公司|91410100MA0000007G||不良|E2|未按图施工|2026-05-01|4101052601010199|别的大厦",
        "企业|河南测试建设有限公司|91410100MA0000007G||不良|E3|未按图施工|2026-05-01|豫建〔2026〕1号|某某大厦",
    ];
    let demerit = format!("张测试|{id}|D1|未在岗|3|2026-05-03|{NUMBER}|测试大厦");
    let demerits = ["姓名|证件号码|记分通知书编号|违法违规行为|记分分值|决定日期|项目编号|项目名称", &demerit];
    [csv(&app.database, "conducts", &conducts), csv(&app.database, "demerits", &demerits)]
}

fn numbers(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().filter_map(|item| item["number"].as_str()).collect()
}

fn differences(app: &TestApp) -> usize {
    let report = app.database.db.read_now(|conn| registry::verify_ledger(conn, &app.vault)).unwrap();
    report.differences.len()
}

#[rstest]
#[actix_web::test]
async fn a_penalty_leads_to_its_project_and_the_project_to_its_penalties(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    let credit = credit_sheets(&app);
    assert_eq!(load(&app.database, &app.vault, &credit).rows_refused, 0);
    let list = app.get("/api/v1/credit-records").await.good();
    assert!(list["items"].as_array().unwrap().iter().all(|item| item["project_id"].is_null()), "{list}");

    assert!(load(&app.database, &app.vault, &[csv(&app.database, "projects", &PROJECTS)]).is_clean());
    assert_eq!(load(&app.database, &app.vault, &credit).heads_changed, 2, "one firm, one person");
    let project = app.get(&format!("/api/v1/projects/{NUMBER}")).await.good();
    let list = app.get(&format!("/api/v1/projects/{NUMBER}/credit")).await.good();
    assert_eq!(numbers(&list), ["D1", "P1", "E1"]);
    for item in list["items"].as_array().unwrap() {
        assert_eq!((&item["project_id"], &item["project_name"]), (&project["id"], &"测试大厦".into()), "{item}");
    }
    let others = app.get("/api/v1/credit-records?subject=91410100MA0000007G").await.good();
    let elsewhere: Vec<&Value> =
        others["items"].as_array().unwrap().iter().filter(|item| item["project_id"].is_null()).collect();
    assert_eq!(elsewhere.len(), 2, "a project that is not on file leaves its name: {others}");
    assert!(elsewhere.iter().all(|item| item["project_name"].as_str().unwrap().ends_with("大厦")));
    app.get("/api/v1/projects/0000000000000000/credit").await.problem(404, "record.not_found");
    assert_eq!(load(&app.database, &app.vault, &credit).heads_changed, 0);
    assert_eq!(differences(&app), 0);
}

#[rstest]
fn an_enterprise_leads_to_the_persons_who_stand_behind_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let app = TestApp::new(backend);
    let id = resident_number(1);
    let enterprise = format!("91410100MA0000007G|河南测试建设有限公司|张测试|董事长|{id}");
    let enterprises = ["统一社会信用代码|企业名称|法定代表人|法定代表人职务|法定代表人证件号码", &enterprise];
    let holder = format!("91410100MA0000007G|河南测试建设有限公司|张测试||{id}|60");
    let holders = [
        "统一社会信用代码|企业名称|股东名称|股东统一社会信用代码|股东证件号码|持股比例（%）",
        &holder,
        "91410100MA0000007G|河南测试建设有限公司|李测试|||40",
    ];
    let sheets = [csv(&app.database, "enterprises", &enterprises), csv(&app.database, "holders", &holders)];
    assert!(load(&app.database, &app.vault, &sheets).is_clean());

    let db = &app.database.db;
    let (particulars, shareholders, people) = db
        .read_now(|conn| {
            let who = EnterpriseRef { credit_code: Some("91410100MA0000007G".to_owned()), ..EnterpriseRef::default() };
            let id = enterprise::identity::find(conn, &[who])?[0].unwrap().0;
            let people = personnel::store::ids_after(conn, 0, 10)?;
            Ok((EnterpriseParticulars::load(conn, &[id])?, Shareholder::load(conn, &[id])?, people))
        })
        .unwrap();
    let [person] = people.try_into().unwrap();
    assert_eq!(particulars[0].legal_representative_id.map(|id| id.0), Some(person));
    assert_eq!(particulars[0].legal_representative_duty.as_deref(), Some("董事长"));
    let holders: Vec<_> = shareholders.iter().map(|row| (row.holder_name.as_str(), row.holder_person_id)).collect();
    let known = |name: &str| holders.iter().find(|(holder, _)| *holder == name).unwrap().1.map(|id| id.0);
    assert_eq!((known("张测试"), known("李测试")), (Some(person), None), "a name alone is nobody");
    assert_eq!(load(&app.database, &app.vault, &sheets).heads_changed, 0);
    assert_eq!(differences(&app), 0);
}
