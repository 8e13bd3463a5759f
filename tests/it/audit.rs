//! The ledger as auditors read it.

use rstest::rstest;
use serde_json::Value;
use siku::access::store;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::Verdict;

use crate::filing::support::{CODE, Hall, QUALIFICATION, filled, works};
use crate::support::house::resident_number;
use crate::support::{Backend, Browser, csv, load, person};

/// A hall with somebody who audits it.
fn audited(backend: Backend) -> (Hall, Browser) {
    let hall = Hall::new(backend);
    let province = hall.reviewer(Tier::Province).organisation.public_id.clone();
    let found = hall.app.database.db.read_now(|conn| Ok(store::organisation_by_public_id(conn, &province)?));
    let auditor = person(&hall.app, &found.unwrap().unwrap(), "auditor", &[Role::Auditor]);
    let browser = Browser::admitted(&hall.app, &auditor);
    (hall, browser)
}

async fn entries(hall: &Hall, auditor: &mut Browser, query: &str) -> Vec<Value> {
    let answer = auditor.get(&hall.app, &format!("/api/v1/ledger-entries?{query}")).await.good();
    answer["items"].as_array().unwrap().clone()
}

/// What an entry says, record by record.
async fn records(hall: &Hall, auditor: &mut Browser, entry: &Value) -> Vec<Value> {
    let path = format!("/api/v1/ledger-entries/{}", entry["id"].as_str().unwrap());
    auditor.get(&hall.app, &path).await.good()["records"].as_array().unwrap().clone()
}

fn texts<'v>(entries: &'v [Value], pointer: &str) -> Vec<&'v str> {
    entries.iter().map(|entry| entry.pointer(pointer).and_then(Value::as_str).unwrap_or("")).collect()
}

/// A field of the first record of a kind: what stood there before, and after.
fn field<'v>(records: &'v [Value], table: &str, column: &str) -> (Option<&'v str>, Option<&'v str>) {
    let record = records.iter().find(|record| record["table"] == table).unwrap_or_else(|| panic!("{records:?}"));
    let fields = record["fields"].as_array().unwrap();
    let field = fields.iter().find(|field| field["column"] == column).unwrap_or_else(|| panic!("{column}: {record}"));
    (field["before"].as_str(), field["after"].as_str())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn every_step_of_a_filing_is_told_with_who_before_and_after(#[case] backend: Backend) {
    let (hall, mut auditor) = audited(backend);
    let number = hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &number, Verdict::Approve, &[]).unwrap();
    }
    let found = entries(&hall, &mut auditor, &format!("filing={number}")).await;
    assert!(texts(&found, "/head/kind").contains(&"enterprise"), "{found:?}");
    let province = found.iter().find(|entry| entry["head"]["kind"] == "filing").unwrap();
    assert!(province["actor"]["person"].as_str().unwrap().contains("reviewer.province"), "{province}");
    let told = records(&hall, &mut auditor, province).await;
    assert_eq!(field(&told, "filing", "state"), (Some("审核中"), Some("已生效")));
    assert_eq!(field(&told, "filing_item", "state"), (Some("待审核"), Some("已生效")));
    assert_eq!(field(&told, "filing_item", "data_level").1, Some("省级审核"));
    let enterprise = found.iter().find(|entry| entry["head"]["kind"] == "enterprise").unwrap();
    let told = records(&hall, &mut auditor, enterprise).await;
    assert_eq!(field(&told, "qualification", "valid_until"), (None, Some("2029-01-04")));
    assert_eq!(field(&told, "qualification", "data_level"), (None, Some("省级审核")));
    let first = records(&hall, &mut auditor, found.last().unwrap()).await;
    assert_eq!(field(&first, "filing_case", "account_id").1.map(|name| name.contains("huaxin")), Some(true));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_is_asked_narrows_the_ledger(#[case] backend: Backend) {
    let (hall, mut auditor) = audited(backend);
    let sheet = ["统一社会信用代码|企业名称|注册属地", "91410100MA00000236|河南远方建设有限公司|410102"];
    let sheet = csv(&hall.app.database, "enterprises", &sheet);
    assert!(load(&hall.app.database, &hall.app.vault, &[sheet]).is_clean());
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    hall.decide(Tier::County, &number, Verdict::Return, &[1]).unwrap();

    let of_the_reviewer = entries(&hall, &mut auditor, "actor=Reviewer.County").await;
    assert_eq!(of_the_reviewer.len(), 1, "{of_the_reviewer:?}");
    assert_eq!(of_the_reviewer[0]["filing_number"], number);
    let of_commands = entries(&hall, &mut auditor, "actor=cli:test&limit=100").await;
    assert!(texts(&of_commands, "/head/name").contains(&"河南远方建设有限公司"), "{of_commands:?}");
    let by_people = entries(&hall, &mut auditor, "without_commands=true&limit=100").await;
    assert!(texts(&by_people, "/actor/name").iter().all(|name| !name.starts_with("cli:")), "{by_people:?}");
    assert!(by_people.len() >= 3, "{by_people:?}");
    let of_the_firm = entries(&hall, &mut auditor, "subject=91410100MA00000236").await;
    assert_eq!(texts(&of_the_firm, "/summary"), ["登记 基本信息"]);
    let today = hall.app.database.db.clock().today();
    let (yesterday, tomorrow) = (today.pred_opt().unwrap(), today.succ_opt().unwrap());
    assert!(!entries(&hall, &mut auditor, &format!("from={today}&to={today}")).await.is_empty());
    assert!(entries(&hall, &mut auditor, &format!("to={yesterday}")).await.is_empty());
    assert!(entries(&hall, &mut auditor, &format!("from={tomorrow}")).await.is_empty());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn leafing_through_shows_every_entry_once(#[case] backend: Backend) {
    let (hall, mut auditor) = audited(backend);
    for nth in 1..=4 {
        hall.submitted("performance", "backfill", &[works(nth)]);
    }
    let all = texts(&entries(&hall, &mut auditor, "limit=100").await, "/id").join(" ");
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = auditor.get(&hall.app, &format!("/api/v1/ledger-entries?limit=3&cursor={cursor}")).await.good();
        seen.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        next.clone_into(&mut cursor);
    }
    assert_eq!(seen.join(" "), all);
    assert!(seen.len() > 10, "{}", seen.len());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_is_personal_is_covered_and_what_was_erased_is_gone(#[case] backend: Backend) {
    let (hall, mut auditor) = audited(backend);
    let number = resident_number(7);
    let row = format!("王测试|{number}|{CODE}|一级注册建造师|建筑工程|豫1412023202400007|有效");
    let sheet =
        csv(&hall.app.database, "people", &["姓名|身份证号码|统一社会信用代码|注册类型|注册专业|注册编号|状态", &row]);
    let report = load(&hall.app.database, &hall.app.vault, &[sheet]);
    assert!(report.is_clean(), "{report:?}");
    let of_people = |found: &[Value]| found.iter().find(|entry| entry["head"]["kind"] == "person").unwrap().clone();
    let entry = of_people(&entries(&hall, &mut auditor, "limit=100").await);
    assert_eq!(entry["head"]["name"], "王测试");
    let told = records(&hall, &mut auditor, &entry).await;
    assert_eq!(field(&told, "person", "id_number_hash"), (None, Some("（不显示）")));
    assert_eq!(field(&told, "person", "id_number_cipher"), (None, Some("（不显示）")));
    let page = auditor.get(&hall.app, &format!("/ledger/{}", entry["id"].as_str().unwrap())).await;
    assert!(page.status == 200 && page.body.contains("王测试") && !page.body.contains(&number), "{}", page.body);

    let person = entry["head"]["id"].as_str().unwrap().to_owned();
    let (db, vault) = (&hall.app.database.db, &hall.app.vault);
    db.write_now(|tx| siku::registry::erase_person(tx, vault, "cli:test", &person, "本人申请").map(drop)).unwrap();
    let after = entries(&hall, &mut auditor, "limit=100").await;
    let before = after.iter().find(|found| found["id"] == entry["id"]).unwrap();
    assert!(before["summary"].as_str().unwrap().contains("密钥不存在"), "{before}");
    assert!(records(&hall, &mut auditor, before).await.is_empty());
}

#[rstest]
#[case::no_such_filing("filing=F-1", "filing")]
#[case::no_such_subject("subject=%E6%97%A0%E6%AD%A4%E4%BC%81%E4%B8%9A", "subject")]
#[case::no_such_account("actor=nobody", "actor")]
#[case::no_day("from=2026-02-30", "from")]
#[case::days_the_wrong_way_round("from=2026-11-02&to=2026-11-01", "to")]
#[actix_web::test]
async fn what_cannot_be_meant_is_told_at_its_field(#[case] query: &str, #[case] name: &str) {
    let (hall, mut auditor) = audited(Backend::Sqlite);
    let answer = auditor.get(&hall.app, &format!("/api/v1/ledger-entries?{query}")).await;
    let problem = answer.problem(422, "request.invalid");
    assert_eq!(problem["errors"][0]["path"], name, "{problem}");
    let page = auditor.get(&hall.app, &format!("/ledger?{query}")).await;
    assert!(page.status == 200 && page.body.contains(&format!("href=\"#field-{name}\"")), "{}", page.body);
}

#[actix_web::test]
async fn an_identity_number_is_no_question() {
    let (hall, mut auditor) = audited(Backend::Sqlite);
    let answer = auditor.get(&hall.app, &format!("/api/v1/ledger-entries?subject={}", resident_number(9))).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(!answer.body.contains(&resident_number(9)), "{}", answer.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn pages_lead_from_who_to_what(#[case] backend: Backend) {
    let (hall, mut auditor) = audited(backend);
    let number = hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    let list = auditor.get(&hall.app, "/ledger").await;
    for said in [number.as_str(), "登记 ", "/ledger?actor=account%3A", &format!("/ledger?filing={number}")] {
        assert!(list.body.contains(said), "{said}: {}", list.body);
    }
    let newest = &entries(&hall, &mut auditor, &format!("filing={number}")).await[0];
    let page = auditor.get(&hall.app, &format!("/ledger/{}", newest["id"].as_str().unwrap())).await;
    for said in ["变更申报", "草稿", "审核中", "变更前", "变更后"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    for absent in ["/ledger/1", "/ledger/none", "/api/v1/ledger-entries/1"] {
        assert_eq!(auditor.get(&hall.app, absent).await.status, 404, "{absent}");
    }
}
