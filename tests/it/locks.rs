//! The project-manager lock: taken for one works at a time, given back by what records show, told with its reasons.

mod model;
mod scene;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use siku::error::{Code, Error};
use siku::lock::Works;
use siku::lock::take::{self, Award};
use siku::schema::{ledger_entry, manager_lock};

use crate::filing::support::principal;
use crate::lookup::market::{HOSPITAL, HUAXIN, SCHOOL};
use crate::support::{Backend, Browser};
use scene::{NAME, NUMBER, Scene};

fn award(project: &str) -> Value {
    json!({ "person": NUMBER, "project": project, "document": "中标通知书 BD-001" })
}

fn texts(lock: &Value) -> Vec<&str> {
    lock["history"].as_array().unwrap().iter().map(|event| event["text"].as_str().unwrap()).collect()
}

#[rstest]
#[actix_web::test]
async fn of_sixty_four_works_that_want_one_manager_at_once_one_has_them(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    let numbers: Vec<String> = (0..64).map(|nth| format!("41010525030102{nth:02}")).collect();
    let rows: Vec<String> =
        numbers.iter().map(|number| format!("{number}|金水区第{number}号楼|01|410105|郑州某某置业有限公司")).collect();
    scene.market.sheet("项目编号|项目名称|项目分类|项目所在地|建设单位", &rows);
    let server = scene.app().serve().await;
    let browser = Browser::admitted(scene.app(), &scene.reviewer);
    let asked = numbers.iter().map(|number| {
        let request = TestRequest::post().uri("/api/v1/manager-locks").set_json(award(number));
        server(browser.bears(request.insert_header(("x-csrf-token", browser.csrf(scene.app())))))
    });
    let answers = join_all(asked).await;

    let won: Vec<Value> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| serde_json::from_str(&answer.body).unwrap())
        .collect();
    assert_eq!(won.len(), 1, "one wins");
    let works = won[0]["project"]["name"].as_str().unwrap();
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        let problem = answer.problem(409, "manager_lock.held");
        assert!(problem["detail"].as_str().unwrap().contains(works), "told who was faster: {problem}");
    }
    let rows = scene.market.app.database.db.read_now(|conn| Ok(manager_lock::table.count().get_result::<i64>(conn)?));
    assert_eq!(rows.unwrap(), 1);
    scene.app().agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn a_firm_reserves_a_department_locks_and_another_is_told_who_has_the_manager(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    let asked = json!({ "person": NUMBER, "project": HOSPITAL, "tender_number": "ZB-1", "days": 30 });
    let bid = scene.made(&scene.filer, "/manager-reservations", &asked).await;
    assert_eq!(
        (&bid["state"], &bid["since"], &bid["until"]),
        (&json!("reserved"), &json!("2026-11-22"), &json!("2026-12-22"))
    );
    assert_eq!(bid["enterprise"]["name"], HUAXIN.1);

    let refused = scene
        .ask(&scene.filer, Method::POST, "/manager-reservations", &json!({ "person": NUMBER, "project": SCHOOL }))
        .await;
    let problem = refused.problem(409, "manager_lock.held");
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("王建国 自 2026-11-22 起由“金水区人民医院病房楼”（河南华鑫建设工程有限公司）投标预留，依据 ZB-1，至 2026-12-22 为止。"),
        "{detail}"
    );

    let locked = scene.made(&scene.reviewer, "/manager-locks", &award(HOSPITAL)).await;
    assert_eq!(
        (&locked["id"], &locked["state"], &locked["since"]),
        (&bid["id"], &json!("locked"), &json!("2026-11-22"))
    );
    assert_eq!((&locked["until"], &locked["tender_number"]), (&Value::Null, &json!("ZB-1")));
    let path = format!("/manager-locks/{}", bid["id"].as_str().unwrap());
    scene
        .ask(&scene.filer, Method::POST, &format!("{path}/withdrawals"), &json!({}))
        .await
        .problem(409, "manager_lock.closed");

    let release = json!({ "reason": "manager_changed", "document": "建设单位同意更换的函" });
    let stale = TestRequest::post().uri(&format!("/api/v1{path}/releases")).insert_header(("if-match", "\"1\""));
    let browser = Browser::admitted(scene.app(), &scene.reviewer);
    let stale = stale.set_json(&release).insert_header(("x-csrf-token", browser.csrf(scene.app())));
    scene.app().send(browser.bears(stale)).await.problem(412, "request.precondition_failed");
    let released = scene.ask(&scene.reviewer, Method::POST, &format!("{path}/releases"), &release).await;
    assert_eq!(released.header("etag"), "\"3\"");
    let shown = scene.app().get(&format!("/api/v1{path}")).await.good();
    assert_eq!(
        texts(&shown),
        [
            "投标预留，自 2026-11-22 起，至 2026-12-22 为止，依据 ZB-1",
            "中标，自 2026-11-22 起锁定，依据 中标通知书 BD-001",
            "自 2026-11-22 起解除：依法更换项目经理，依据 建设单位同意更换的函",
        ]
    );
    scene.made(&scene.filer, "/manager-reservations", &json!({ "person": NUMBER, "project": SCHOOL })).await;
    scene.app().agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn late_news_of_an_acceptance_corrects_the_past_and_says_so(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    scene.market.permit(HOSPITAL, "2026-09-10", HUAXIN, NAME, 1);
    let mut asked = award(HOSPITAL);
    asked["awarded_on"] = json!("2026-09-01");
    let locked = scene.made(&scene.reviewer, "/manager-locks", &asked).await;
    let path = format!("/api/v1/manager-locks/{}", locked["id"].as_str().unwrap());
    scene.ask(&scene.reviewer, Method::POST, "/manager-locks", &award(SCHOOL)).await.problem(409, "manager_lock.held");

    // Passed last month, reported today: free since then.
    scene.market.acceptance(HOSPITAL, "2026-10-20");
    let released = scene.app().get(&path).await.good();
    assert_eq!((&released["until"], &released["release_reason"]), (&json!("2026-10-20"), &json!("acceptance_passed")));
    assert_eq!(released["release_document"], format!("{HOSPITAL}-JX-001"));
    let mut early = award(SCHOOL);
    early["awarded_on"] = json!("2026-10-19");
    scene.ask(&scene.reviewer, Method::POST, "/manager-locks", &early).await.problem(409, "manager_lock.held");
    early["awarded_on"] = json!("2026-10-20");
    let next = scene.made(&scene.reviewer, "/manager-locks", &early).await;

    // Put right: the day moves, and then proves to be of an earlier term.
    scene.market.acceptance(HOSPITAL, "2026-10-25");
    assert_eq!(scene.app().get(&path).await.good()["until"], "2026-10-25");
    scene.market.acceptance(HOSPITAL, "2026-08-25");
    let resumed = scene.app().get(&path).await.good();
    assert_eq!((&resumed["state"], &resumed["exception"]), (&json!("locked"), &json!("corrected")));
    let told = texts(&resumed).join("\n");
    assert!(told.contains("更正：解除日期由 2026-10-20 改为 2026-10-25"), "{told}");
    assert!(told.contains("更正：自 2026-10-25 起的解除不成立，恢复锁定"), "{told}");
    assert!(resumed["history"][1]["filing_number"].is_string(), "{resumed}");

    // The overlap is none any more when the other works let go.
    let other = format!("/manager-locks/{}/releases", next["id"].as_str().unwrap());
    let release = json!({ "reason": "contract_ended", "document": "解除合同协议" });
    assert_eq!(scene.ask(&scene.reviewer, Method::POST, &other, &release).await.status, 200);
    assert_eq!(scene.app().get(&path).await.good()["exception"], Value::Null);
    let page = scene.app().page(&format!("/manager-locks/{}", locked["id"].as_str().unwrap())).await;
    assert!(page.contains("更正：解除日期由 2026-10-20 改为 2026-10-25"));
    scene.app().agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn works_that_are_accepted_already_are_locked_and_released_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    scene.market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    scene.market.acceptance(HOSPITAL, "2026-10-20");
    let mut asked = award(HOSPITAL);
    asked["awarded_on"] = json!("2026-02-01");
    let late = scene.made(&scene.reviewer, "/manager-locks", &asked).await;
    assert_eq!(
        (&late["state"], &late["until"], &late["holds"]),
        (&json!("released"), &json!("2026-10-20"), &json!(false))
    );
    let list =
        scene.app().get(&format!("/api/v1/people/{}/manager-locks", late["person"]["id"].as_str().unwrap())).await;
    assert_eq!(list.good()["items"][0]["id"], late["id"]);
    scene.app().agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn a_reservation_ends_by_itself(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let mut scene = Scene::new(backend);
    let asked = json!({ "person": NUMBER, "project": HOSPITAL, "days": 3 });
    let bid = scene.made(&scene.filer, "/manager-reservations", &asked).await;
    scene.market.app.database.hours_later(3 * 24);
    let path = format!("/api/v1/manager-locks/{}", bid["id"].as_str().unwrap());
    assert_eq!(scene.app().get(&path).await.good()["holds"], false, "whether or not the job has come by");
    let next = scene
        .made(&scene.filer, "/manager-reservations", &json!({ "person": NUMBER, "project": SCHOOL, "days": 1 }))
        .await;
    let expired = scene.app().get(&path).await.good();
    assert_eq!((&expired["release_reason"], &expired["until"]), (&json!("expired"), &json!("2026-11-25")));

    scene.market.app.database.hours_later(9 * 24);
    scene.sweep().await;
    let swept = scene.app().get(&format!("/api/v1/manager-locks/{}", next["id"].as_str().unwrap())).await.good();
    assert_eq!((&swept["release_reason"], &swept["until"]), (&json!("expired"), &json!("2026-11-26")));
    scene.app().agrees_with_its_ledger();
}

#[rstest]
#[case::another_firm_s(json!({ "person": "豫1412006200700002", "project": HOSPITAL }), "person", "manager_lock.not_own_manager")]
#[case::nobody(json!({ "person": "豫1", "project": HOSPITAL }), "person", "record.not_found")]
#[case::no_project(json!({ "person": NUMBER, "project": "x" }), "project", "record.not_found")]
#[case::too_long(json!({ "person": NUMBER, "project": HOSPITAL, "days": 91 }), "days", "number.out_of_range")]
#[case::a_number(json!({ "person": NUMBER, "project": HOSPITAL, "section": "410100190001010019" }), "section", "resident_id.in_text")]
#[actix_web::test]
async fn what_cannot_be_reserved_is_said_at_its_field(
    #[case] asked: Value,
    #[case] path: &str,
    #[case] code: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    let problem =
        scene.ask(&scene.filer, Method::POST, "/manager-reservations", &asked).await.problem(422, "request.invalid");
    assert_eq!(
        (&problem["errors"][0]["path"], &problem["errors"][0]["code"]),
        (&json!(path), &json!(code)),
        "{problem}"
    );
}

#[rstest]
#[actix_web::test]
async fn another_department_and_another_firm_find_nothing_to_act_on(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    scene.ask(&scene.far, Method::POST, "/manager-locks", &award(HOSPITAL)).await.problem(404, "record.not_found");
    let bid =
        scene.made(&scene.filer, "/manager-reservations", &json!({ "person": NUMBER, "project": HOSPITAL })).await;
    let path = format!("/manager-locks/{}", bid["id"].as_str().unwrap());
    let release = json!({ "reason": "award_to_another", "document": "中标结果公告" });
    scene.ask(&scene.far, Method::POST, &format!("{path}/releases"), &release).await.problem(404, "record.not_found");
    scene
        .ask(&scene.rival, Method::POST, &format!("{path}/withdrawals"), &json!({}))
        .await
        .problem(404, "record.not_found");
    assert_eq!(scene.list(&scene.rival).await["items"], json!([]));
    assert_eq!(scene.list(&scene.far).await["items"], json!([]));
    assert_eq!(scene.list(&scene.filer).await["items"][0]["id"], bid["id"]);
    assert_eq!(scene.list(&scene.reviewer).await["items"][0]["id"], bid["id"]);
}

#[rstest]
fn a_transaction_that_is_taken_back_leaves_nothing(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let scene = Scene::new(backend);
    let (db, by) = (&scene.market.app.database.db, principal(scene.app(), &scene.reviewer));
    let left = || {
        let counts = db.read_now(|conn| {
            let locks: i64 = manager_lock::table.count().get_result(conn)?;
            Ok((locks, ledger_entry::table.count().get_result::<i64>(conn)?))
        });
        counts.unwrap()
    };
    let before = left();
    let works = Works { person: NUMBER.to_owned(), project: HOSPITAL.to_owned(), ..Works::default() };
    let new = Award { works, document: "中标通知书".to_owned(), ..Award::default() };
    let killed = db.write_now(|tx| {
        take::lock(tx, &scene.app().vault, &by, &new)?;
        Err::<(), _>(Error::Conflict(Code::RecordStale, "killed".to_owned()))
    });
    assert!(killed.is_err() && left() == before, "{:?}", left());
    db.write_now(|tx| take::lock(tx, &scene.app().vault, &by, &new)).unwrap();
    assert_eq!(left(), (before.0 + 1, before.1 + 1), "one lock and one entry");
}

#[rstest]
#[actix_web::test]
async fn whoever_was_erased_is_nameless_in_a_lock_that_still_follows_its_records(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let scene = Scene::new(backend);
    scene.market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    let lock = scene.made(&scene.reviewer, "/manager-locks", &award(HOSPITAL)).await;
    let (db, vault) = (&scene.app().database.db, &scene.app().vault);
    let person = lock["person"]["id"].as_str().unwrap();
    db.write_now(|tx| siku::registry::erase_person(tx, vault, "cli:test", person, "本人申请").map(drop)).unwrap();
    scene.market.acceptance(HOSPITAL, "2026-11-22");
    let left = scene.app().get(&format!("/api/v1/manager-locks/{}", lock["id"].as_str().unwrap())).await.good();
    assert_eq!(left["person"], json!({ "id": null, "name": "（个人信息已删除）" }));
    assert_eq!((&left["state"], texts(&left).len()), (&json!("released"), 1), "what was sealed stays closed: {left}");
    let page = scene.app().page(&format!("/projects/{HOSPITAL}")).await;
    assert!(page.contains("（个人信息已删除）"));
    scene.app().agrees_with_its_ledger();
}
