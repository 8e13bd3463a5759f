//! The inbox as people and programs see it, and webhooks as a department's administrator keeps them.

use actix_web::http::Method;
use rstest::rstest;
use serde_json::json;
use siku::domain::vocabulary::access::Role;
use siku::domain::vocabulary::notice::NoticeKind;
use siku::heads::verify_ledger;

use super::{reachable, told};
use crate::support::{Backend, Browser, TestApp, person};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_inbox_counts_what_is_unread_and_each_reads_only_their_own(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let (bureau, li) = reachable(&app, "");
    person(&app, &bureau, "wang", &[Role::Reviewer]);
    told(&app, li.id, NoticeKind::FilingReturned);
    told(&app, li.id, NoticeKind::FilingOverdue);
    let (mut li, mut wang) = (Browser::of(&app, "li").await, Browser::of(&app, "wang").await);

    let page = li.get(&app, "/notices").await.body;
    assert!(page.contains("2 条未读") && page.contains("申报已逾期"), "{page}");
    assert!(li.get(&app, "/").await.body.contains("2 条未读"), "the header of every page says so");
    assert!(wang.get(&app, "/notices").await.body.contains("还没有发给您的通知"));

    let list = li.get(&app, "/api/v1/notices?limit=1").await.good();
    assert_eq!((&list["unread"], list["items"].as_array().unwrap().len()), (&json!(2), 1));
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let next = list["next_cursor"].as_str().unwrap();
    let older = li.get(&app, &format!("/api/v1/notices?limit=1&cursor={next}")).await.good();
    assert_eq!((&older["items"][0]["kind"], older.get("next_cursor")), (&json!("filing_returned"), None));

    let address = format!("/api/v1/notices/{id}/reads");
    wang.json(&app, Method::POST, &address, &json!({})).await.problem(404, "record.not_found");
    let read = li.json(&app, Method::POST, &address, &json!({})).await.good();
    assert_eq!(read["read_at"], "2026-11-22T01:00:00Z");
    assert_eq!(li.get(&app, "/api/v1/notices?unread=true").await.good()["unread"], 1);

    let answer = li.post(&app, "/notices/reads", &[("up_to", &id)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/notices"));
    assert!(li.get(&app, "/notices?unread=true").await.body.contains("未读的都看完了"));
    app.get("/api/v1/notices").await.problem(401, "access.unauthenticated");
}

#[actix_web::test]
async fn a_notice_is_marked_as_read_by_its_button() {
    let app = TestApp::new(Backend::Sqlite);
    let (_, li) = reachable(&app, "");
    told(&app, li.id, NoticeKind::FilingReturned);
    let mut li = Browser::of(&app, "li").await;
    let id = li.get(&app, "/api/v1/notices").await.good()["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(li.post_as_is(&app, &format!("/notices/{id}/reads"), &[]).await.status, 403, "a form of another site");
    assert_eq!(li.post(&app, &format!("/notices/{id}/reads"), &[]).await.status, 303);
    assert!(li.get(&app, "/notices").await.body.contains("没有未读的通知"));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_departments_administrator_keeps_its_webhooks_and_nobody_else_sees_them(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let (bureau, _) = reachable(&app, "");
    person(&app, &bureau, "wang", &[Role::Reviewer]);
    let other = crate::support::bureau(&app, siku::domain::vocabulary::access::Tier::City, "410200");
    person(&app, &other, "zhao", &[Role::DepartmentAdministrator]);
    let mut li = Browser::of(&app, "li").await;
    let (mut wang, mut zhao) = (Browser::of(&app, "wang").await, Browser::of(&app, "zhao").await);
    let path = "/api/v1/webhooks";

    let inside = json!({ "url": "https://10.0.0.5/siku", "events": [] });
    let refused = li.json(&app, Method::POST, path, &inside).await.problem(422, "request.invalid");
    assert_eq!(refused["errors"].as_array().unwrap().len(), 2, "{refused}");
    let wanted = json!({ "url": "https://example.gov.cn/siku", "events": ["filing.submitted"] });
    wang.json(&app, Method::POST, path, &wanted).await.problem(403, "access.forbidden");
    let created = li.json(&app, Method::POST, path, &wanted).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let place = created.header("location").to_owned();
    let secret = serde_json::from_str::<serde_json::Value>(&created.body).unwrap()["secret"].clone();
    assert!(secret.as_str().unwrap().starts_with("whsec_"));

    let shown = li.get(&app, &place).await;
    assert_eq!(shown.header("etag"), "\"1\"");
    assert!(!shown.body.contains("secret") && !li.get(&app, path).await.body.contains("whsec_"));
    for method in [Method::PATCH, Method::DELETE] {
        zhao.json(&app, method, &place, &json!({})).await.problem(404, "record.not_found");
    }
    assert_eq!(zhao.get(&app, path).await.good()["items"], json!([]));

    let paused = li.json(&app, Method::PATCH, &place, &json!({ "state": "paused" })).await;
    assert_eq!((&paused.good()["state"], paused.header("etag")), (&json!("paused"), "\"2\""));
    li.json(&app, Method::PATCH, &place, &json!({ "state": "removed" })).await.problem(422, "request.invalid");
    let ping = li.json(&app, Method::POST, &format!("{place}/pings"), &json!({})).await;
    assert_eq!(ping.status, 202);
    assert_eq!(li.json(&app, Method::DELETE, &place, &json!({})).await.good()["state"], "removed");
    li.get(&app, &place).await.problem(404, "record.not_found");
    let told = app.database.db.read_now(|conn| verify_ledger(conn, &app.vault)).unwrap();
    assert_eq!(told.differences, []);
}

#[test]
fn the_description_tells_what_webhooks_are_sent() {
    let document = serde_json::to_value(siku::http::app::document()).unwrap();
    let event = &document["webhooks"]["filing.submitted"]["post"];
    assert!(event["description"].as_str().unwrap().contains("Siku-Signature"), "{event}");
    let body = &event["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(body, "#/components/schemas/EventBody");
    assert!(document["components"]["schemas"]["EventBody"]["properties"]["data"].is_object());
}
