//! A contractor's software files and departments review by token, without a page.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::Principal;
use siku::access::token::{self, NewToken};
use siku::domain::vocabulary::access::{Role, Tier, TokenScope};

use super::support::{Hall, somebody, works};
use crate::support::{Answer, Backend, TestApp, bureau};

/// A program that acts for somebody.
pub struct Program {
    token: String,
}

impl Program {
    /// A program with these rights.
    pub fn of(app: &TestApp, principal: &Principal, scopes: &[TokenScope]) -> Self {
        let new = NewToken { name: "测试程序".to_owned(), scopes: scopes.to_vec(), days: 30 };
        let created = app.database.db.write_now(|tx| token::create(tx, &app.vault, principal, &new)).unwrap();
        Self { token: created.1.expose().to_owned() }
    }

    /// Sends a request; a header may come along.
    pub async fn send(
        &self,
        app: &TestApp,
        method: Method,
        path: &str,
        body: Option<Value>,
        header: Option<(&str, &str)>,
    ) -> Answer {
        let mut request = TestRequest::with_uri(&format!("/api/v1{path}"))
            .method(method)
            .insert_header(("authorization", format!("Bearer {}", self.token)));
        if let Some((name, value)) = header {
            request = request.insert_header((name.to_owned(), value.to_owned()));
        }
        match body {
            Some(body) => app.send(request.set_json(body)).await,
            None => app.send(request).await,
        }
    }

    /// Reads.
    pub async fn get(&self, app: &TestApp, path: &str) -> Answer {
        self.send(app, Method::GET, path, None, None).await
    }

    /// Asks for something to be done.
    pub async fn post(&self, app: &TestApp, path: &str, body: Option<Value>) -> Answer {
        self.send(app, Method::POST, path, body, None).await
    }
}

/// A filer's program and those of the three reviewers.
pub fn programs(hall: &Hall) -> (Program, [Program; 3]) {
    let filer = Program::of(&hall.app, &hall.filer, &[TokenScope::FilingsRead, TokenScope::FilingsWrite]);
    let scopes = [TokenScope::FilingsRead, TokenScope::ReviewsWrite];
    let reviewer = |tier| Program::of(&hall.app, hall.reviewer(tier), &scopes);
    (filer, [Tier::County, Tier::City, Tier::Province].map(reviewer))
}

fn fields(nth: usize) -> Value {
    json!({ "fields": works(nth).fields })
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_program_files_and_the_departments_programs_approve_tier_by_tier(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (filer, reviewers) = programs(&hall);
    let app = &hall.app;
    let new = json!({ "kind": "performance", "act": "backfill", "items": [fields(1), fields(2)] });
    let created = filer.post(app, "/filings", Some(new)).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let filing: Value = serde_json::from_str(&created.body).unwrap();
    let number = filing["number"].as_str().unwrap().to_owned();
    assert_eq!(created.header("location"), format!("/api/v1/filings/{number}"));
    let third = json!({ "items": [{ "fields": { "name": "没有写地点的项目" } }] });
    assert_eq!(filer.post(app, &format!("/filings/{number}/items"), Some(third)).await.status, 200);
    let refused = filer.post(app, &format!("/filings/{number}/submissions"), None).await;
    let problem = refused.problem(422, "request.invalid");
    let paths: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert!(paths.contains(&"items/3/region") && paths.iter().all(|path| path.starts_with("items/3/")), "{paths:?}");

    let mended = json!({ "fields": works(3).fields });
    let put = filer.send(app, Method::PUT, &format!("/filings/{number}/items/3"), Some(mended), None).await;
    assert_eq!(put.status, 200, "{}", put.body);
    let submitted = filer.post(app, &format!("/filings/{number}/submissions"), None).await.good();
    assert_eq!((&submitted["state"], &submitted["item_counts"]["waiting"]), (&json!("submitted"), &json!(3)));
    assert_eq!(submitted["desks"][0]["due_on"], "2026-11-27", "five working days from a Sunday");

    let tasks = reviewers[0].get(app, "/filing-tasks?count=true").await.good();
    assert_eq!((&tasks["total"], &tasks["items"][0]["number"]), (&json!(1), &json!(number)));
    assert_eq!(reviewers[1].get(app, "/filing-tasks?count=true").await.good()["total"], 0);
    let preview = reviewers[0].get(app, &format!("/filings/{number}/items/1/preview")).await.good();
    assert_eq!(preview["heads"][0]["is_new"], true, "{preview}");
    let returned = json!({ "verdict": "return", "items": [2], "reason_code": "R01", "note": "第二页不清" });
    assert_eq!(reviewers[0].post(app, &format!("/filings/{number}/reviews"), Some(returned)).await.status, 200);
    for reviewer in &reviewers {
        let approved =
            reviewer.post(app, &format!("/filings/{number}/reviews"), Some(json!({ "verdict": "approve" }))).await;
        assert_eq!(approved.status, 200, "{}", approved.body);
    }
    let found = app.get("/api/v1/projects?q=%E9%87%91%E6%B0%B4%E5%8C%BA%E7%AC%AC1").await.good();
    let project = found["items"][0]["id"].as_str().unwrap();
    let project = app.get(&format!("/api/v1/projects/{project}")).await.good();
    assert_eq!(project["provenance"]["data_level"], "A", "{project}");
    let detail = filer.get(app, &format!("/filings/{number}")).await.good();
    assert_eq!((&detail["state"], &detail["items"][1]["reason"]["code"]), (&json!("returned"), &json!("R01")));
    let timeline = filer.get(app, &format!("/filings/{number}/timeline")).await.good();
    assert_eq!(timeline["items"].as_array().unwrap().last().unwrap()["step"], "in_force");
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_request_that_is_sent_again_is_done_once(#[case] backend: Backend) {
    let mut hall = Hall::new(backend);
    let (filer, _) = programs(&hall);
    let new = || Some(json!({ "kind": "performance", "items": [fields(1)] }));
    let key = Some(("idempotency-key", "request-0001"));
    let first = filer.send(&hall.app, Method::POST, "/filings", new(), key).await;
    let again = filer.send(&hall.app, Method::POST, "/filings", new(), key).await;
    assert_eq!((first.status.as_u16(), &first.body), (again.status.as_u16(), &again.body));
    let nothing = Some(json!({ "kind": "performance", "items": [] }));
    let other = filer.send(&hall.app, Method::POST, "/filings", nothing, key).await;
    other.problem(422, "request.idempotency_reused");
    let unreadable = Some(("idempotency-key", "一号请求"));
    let unreadable = filer.send(&hall.app, Method::POST, "/filings", new(), unreadable).await;
    unreadable.problem(400, "parameter.invalid");
    let listed = filer.get(&hall.app, "/filings").await.good();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    hall.app.database.hours_later(25);
    let next_day = filer.send(&hall.app, Method::POST, "/filings", new(), key).await;
    assert_eq!(next_day.status, 201);
    assert_ne!(next_day.body, first.body, "a day later it is a new request");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn what_changed_meanwhile_is_not_overwritten(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let (filer, reviewers) = programs(&hall);
    let number = hall.submitted("performance", "backfill", &[works(1), works(2)]);
    let read = reviewers[0].get(&hall.app, &format!("/filings/{number}")).await;
    let tag = read.header("etag").to_owned();
    let path = format!("/filings/{number}/reviews");
    let first = reviewers[0].post(&hall.app, &path, Some(json!({ "verdict": "approve", "items": [1] }))).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let approve = Some(json!({ "verdict": "approve", "items": [2] }));
    let stale = reviewers[0].send(&hall.app, Method::POST, &path, approve, Some(("if-match", &tag))).await;
    stale.problem(412, "request.precondition_failed");
    let replayed = reviewers[0]
        .post(&hall.app, &path, Some(json!({ "verdict": "refuse", "items": [1], "reason_code": "R40" })))
        .await;
    let told = replayed.problem(409, "filing.decided");
    assert!(told["detail"].as_str().unwrap().contains("审核通过"), "{told}");
    filer.post(&hall.app, &format!("/filings/{number}/withdrawals"), Some(json!({}))).await.good();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whoever_it_does_not_concern_finds_nothing(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let app = &hall.app;
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let elsewhere = bureau(app, Tier::County, "410102");
    let stranger = somebody(app, &elsewhere, "stranger", Role::Reviewer);
    let scopes = [TokenScope::FilingsRead, TokenScope::ReviewsWrite];
    let stranger = Program::of(app, &stranger, &scopes);
    for path in ["", "/items", "/timeline", "/items/1/preview", "/attachments/0123456789abcdef"] {
        stranger.get(app, &format!("/filings/{number}{path}")).await.problem(404, "record.not_found");
    }
    for path in ["claims", "reviews"] {
        let body = (path == "reviews").then(|| json!({ "verdict": "approve" }));
        stranger.post(app, &format!("/filings/{number}/{path}"), body).await.problem(404, "record.not_found");
    }
    let reader = Program::of(app, hall.reviewer(Tier::County), &[TokenScope::FilingsRead]);
    let path = format!("/filings/{number}/reviews");
    reader.post(app, &path, Some(json!({ "verdict": "approve" }))).await.problem(403, "access.forbidden");
    app.get(&format!("/api/v1/filings/{number}")).await.problem(401, "access.unauthenticated");
}
