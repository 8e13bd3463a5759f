//! Enterprises ask to be let in; the department of their region decides.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::rows::Account;
use siku::domain::vocabulary::access::{Role, Tier};

use crate::support::{Answer, Backend, Browser, PASSWORD, TestApp, bureau, person};

const CODE: &str = "91410100MA0000007G";

struct Scene {
    app: TestApp,
    county: Account,
    neighbour: Account,
}

fn scene(backend: Backend) -> Scene {
    let app = TestApp::new(backend);
    let [county, neighbour] = [("county", "410105"), ("neighbour", "410102")].map(|(name, region)| {
        let bureau = bureau(&app, Tier::County, region);
        person(&app, &bureau, name, &[Role::Reviewer])
    });
    Scene { app, county, neighbour }
}

fn application(login_name: &str) -> Value {
    json!({
        "credit_code": CODE,
        "name": "河南中原建工集团有限公司",
        "region_code": "410105",
        "person_name": "王建国",
        "phone_number": "13800000000",
        "login_name": login_name,
        "password": PASSWORD,
    })
}

fn with(login_name: &str, field: &str, value: &str) -> Value {
    let mut application = application(login_name);
    application[field] = json!(value);
    application
}

impl Scene {
    async fn register(&self, application: &Value) -> Answer {
        self.app.send(TestRequest::post().uri("/api/v1/organisations").set_json(application)).await
    }

    /// Registers, and gives the organisation's id.
    async fn registered(&self, login_name: &str) -> String {
        let answer = self.register(&application(login_name)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let organisation: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(organisation["state"], "pending");
        organisation["id"].as_str().unwrap().to_owned()
    }

    async fn decide(&self, by: &Account, organisation: &str, decision: &str, reason: &str) -> Answer {
        let body = json!({ "decision": decision, "reason": reason });
        let path = format!("/api/v1/organisations/{organisation}/verifications");
        Browser::admitted(&self.app, by).json(&self.app, Method::POST, &path, &body).await
    }

    /// What a browser is answered that opens a draft.
    async fn files(&self, browser: &mut Browser) -> Answer {
        let new = json!({ "kind": "performance", "items": [] });
        browser.json(&self.app, Method::POST, "/api/v1/filings", &new).await
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_enterprise_that_the_county_let_in_files(#[case] backend: Backend) {
    let scene = scene(backend);
    let organisation = scene.registered("zhongyuan").await;
    let mut clerk = Browser::of(&scene.app, "zhongyuan").await;
    let refused = scene.files(&mut clerk).await.problem(403, "access.forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("尚未核验"), "{refused}");

    let let_in = scene.decide(&scene.county, &organisation, "verify", "").await.good();
    assert_eq!(let_in["state"], "verified");
    assert_eq!(scene.files(&mut clerk).await.status, 201);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn for_the_county_next_door_the_enterprise_is_absent(#[case] backend: Backend) {
    let scene = scene(backend);
    let organisation = scene.registered("zhongyuan").await;
    scene.decide(&scene.neighbour, &organisation, "verify", "").await.problem(404, "record.not_found");
    let mut neighbour = Browser::admitted(&scene.app, &scene.neighbour);
    let path = format!("/api/v1/organisations/{organisation}");
    neighbour.get(&scene.app, &path).await.problem(404, "record.not_found");
    assert_eq!(neighbour.get(&scene.app, &format!("/admin/organisations/{organisation}")).await.status, 404);
    for list in ["/api/v1/organisations", "/admin/organisations?state="] {
        assert!(!neighbour.get(&scene.app, list).await.body.contains(&organisation), "{list}");
        let mut county = Browser::admitted(&scene.app, &scene.county);
        assert!(county.get(&scene.app, list).await.body.contains(&organisation), "{list}");
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whoever_is_refused_is_told_why_and_may_do_nothing(#[case] backend: Backend) {
    let scene = scene(backend);
    let organisation = scene.registered("zhongyuan").await;
    let without_reason = scene.decide(&scene.county, &organisation, "refuse", " ").await;
    assert!(without_reason.problem(422, "request.invalid").to_string().contains("请写明理由"));
    scene.decide(&scene.county, &organisation, "refuse", "营业执照与填报名称不一致").await.good();
    let mut clerk = Browser::of(&scene.app, "zhongyuan").await;
    assert!(clerk.get(&scene.app, "/account").await.body.contains("营业执照与填报名称不一致"));
    let refused = scene.files(&mut clerk).await.problem(403, "access.forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("没有通过核验"), "{refused}");
    scene.decide(&scene.county, &organisation, "verify", "").await.problem(409, "record.stale");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_enterprise_that_was_refused_asks_again(#[case] backend: Backend) {
    let scene = scene(backend);
    let first = scene.registered("zhongyuan").await;
    scene.decide(&scene.county, &first, "refuse", "经办人没有授权").await.good();
    let second = scene.registered("zhongyuan2").await;
    assert_eq!(scene.decide(&scene.county, &second, "verify", "").await.good()["state"], "verified");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_suspended_enterprise_files_nothing_until_it_is_let_in_again(#[case] backend: Backend) {
    let scene = scene(backend);
    let organisation = scene.registered("zhongyuan").await;
    scene.decide(&scene.county, &organisation, "verify", "").await.good();
    let mut clerk = Browser::of(&scene.app, "zhongyuan").await;
    scene.decide(&scene.county, &organisation, "suspend", "资质证书被撤销").await.good();
    let refused = scene.files(&mut clerk).await.problem(403, "access.forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("已被停用"), "{refused}");
    scene.decide(&scene.county, &organisation, "verify", "").await.good();
    assert_eq!(scene.files(&mut clerk).await.status, 201);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn of_two_who_ask_for_one_enterprise_one_is_let_in(#[case] backend: Backend) {
    let scene = scene(backend);
    let [first, second] = [scene.registered("zhongyuan").await, scene.registered("impostor").await];
    scene.decide(&scene.county, &second, "verify", "").await.good();
    scene.decide(&scene.county, &first, "verify", "").await.problem(409, "record.duplicate");
    let late = scene.register(&application("late")).await;
    assert!(late.problem(422, "request.invalid").to_string().contains("organisation.already_verified"));
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn of_two_decisions_at_once_the_later_is_told_that_it_is_late(#[case] backend: Backend) {
    let scene = scene(backend);
    let organisation = scene.registered("zhongyuan").await;
    let path = format!("/admin/organisations/{organisation}");
    let mut county = Browser::admitted(&scene.app, &scene.county);
    let page = county.get(&scene.app, &path).await.body;
    let (_, rest) = page.split_once("name=\"version\" value=\"").unwrap();
    let version = rest.split_once('"').unwrap().0;
    let verify = [("decision", "verify"), ("reason", ""), ("version", version)];
    assert_eq!(county.post(&scene.app, &format!("{path}/decision"), &verify).await.status, 303);
    let refuse = [("decision", "refuse"), ("reason", "名称不一致"), ("version", version)];
    assert_eq!(county.post(&scene.app, &format!("{path}/decision"), &refuse).await.status, 409);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::wrong_check_digit("credit_code", "91410100MA0000007X", "credit_code")]
#[case::no_region("region_code", "999999", "region")]
#[case::the_whole_province("region_code", "410000", "region")]
#[case::no_name("name", " ", "name")]
#[case::telephone("phone_number", "电话", "phone")]
#[case::log_in_name("login_name", "a b", "login_name")]
#[case::taken("login_name", "county", "login_name")]
#[case::password("password", "123456", "password")]
#[actix_web::test]
async fn an_application_is_refused_at_the_field_that_is_wrong(
    #[case] field: &str,
    #[case] value: &str,
    #[case] path: &str,
) {
    let scene = scene(Backend::Sqlite);
    let answer = scene.register(&with("zhongyuan", field, value)).await;
    let problem = answer.problem(422, "request.invalid");
    let [error] = problem["errors"].as_array().unwrap().as_slice() else { panic!("{problem}") };
    assert_eq!(error["path"], path, "{problem}");
    assert!(!answer.body.contains(PASSWORD));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn one_address_cannot_flood_the_department_with_applications(#[case] backend: Backend) {
    let scene = scene(backend);
    let mut answers = Vec::new();
    for place in 0..11 {
        answers.push(scene.register(&application(&format!("clerk{place}"))).await);
    }
    assert!(answers[..10].iter().all(|answer| answer.status == 201), "{}", answers[9].body);
    answers[10].problem(429, "request.rate_limited");
    assert!(answers[10].header("retry-after").parse::<u64>().unwrap() > 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_form_keeps_what_was_typed_but_for_the_password(#[case] backend: Backend) {
    let scene = scene(backend);
    let mut browser = Browser::default();
    browser.get(&scene.app, "/register").await;
    let fields = [
        ("credit_code", CODE),
        ("name", "河南中原建工集团有限公司"),
        ("province", "410000"),
        ("city", "410100"),
        ("county", "410105"),
        ("person_name", "王建国"),
        ("phone", "13800000000"),
        ("email", ""),
        ("login_name", "zhongyuan"),
        ("password", PASSWORD),
        ("again", "不是同一句话"),
    ];
    let answer = browser.post(&scene.app, "/register", &fields).await;
    assert!(answer.status == 200 && answer.body.contains("两次输入的密码不一致"), "{}", answer.body);
    assert!(answer.body.contains("河南中原建工集团有限公司") && !answer.body.contains(PASSWORD));
    let mut right = fields;
    right[10].1 = PASSWORD;
    let answer = browser.post(&scene.app, "/register", &right).await;
    assert_eq!(answer.header("location"), "/account?done=registered", "{}", answer.body);
    assert!(browser.get(&scene.app, "/account").await.body.contains("待核验"), "signed in at once");
    scene.app.agrees_with_its_ledger();
}
