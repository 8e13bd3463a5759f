//! Forms come from pages of ours, or are refused.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::Value;
use siku::domain::vocabulary::access::{Role, Tier};

use crate::support::{Answer, Backend, Browser, PASSWORD, TestApp, bureau, person};

fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let county = bureau(&app, Tier::County, "410105");
    person(&app, &county, "wang", &[Role::Reviewer]);
    person(&app, &county, "li", &[Role::Reviewer]);
    app
}

/// A refusal that says what to do.
fn refused(answer: &Answer) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.body);
    assert!(answer.body.contains("刷新") && answer.body.contains("access.foreign_form"), "{}", answer.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_form_without_a_token_with_a_wrong_one_or_with_anothers_is_refused(#[case] backend: Backend) {
    let app = app(backend);
    let mut browser = Browser::of(&app, "wang").await;
    let other = Browser::of(&app, "li").await;
    refused(&browser.post_as_is(&app, "/logout", &[]).await);
    refused(&browser.post_as_is(&app, "/logout", &[("csrf_token", "0123456789abcdef0123456789abcdef")]).await);
    let replayed = other.csrf(&app);
    refused(&browser.post_as_is(&app, "/logout", &[("csrf_token", &replayed)]).await);
    assert!(browser.is_in(&app).await, "nothing was done");
}

#[rstest]
#[case::cross_site("sec-fetch-site", "cross-site")]
#[case::sister_host("sec-fetch-site", "same-site")]
#[case::old_browser("origin", "https://evil.example")]
#[actix_web::test]
async fn a_form_that_the_browser_says_is_from_elsewhere_is_refused_with_the_right_token(
    #[case] header: &'static str,
    #[case] value: &'static str,
) {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::of(&app, "wang").await;
    let body = format!("csrf_token={}", browser.csrf(&app));
    let request = TestRequest::post()
        .uri("/logout")
        .insert_header((CONTENT_TYPE, "application/x-www-form-urlencoded"))
        .insert_header(("host", "siku.example"))
        .insert_header((header, value))
        .set_payload(body);
    refused(&browser.send(&app, request).await);
    assert!(browser.is_in(&app).await);
}

#[actix_web::test]
async fn the_form_of_the_log_in_is_tied_to_the_browser_too() {
    let app = app(Backend::Sqlite);
    let fields = [("login_name", "wang"), ("password", PASSWORD)];
    refused(&Browser::default().post_as_is(&app, "/login", &fields).await);
    let mut browser = Browser::default();
    browser.get(&app, "/login").await;
    refused(&browser.post_as_is(&app, "/login", &fields).await);
    let mut other = Browser::default();
    other.get(&app, "/login").await;
    let foreign = other.csrf(&app);
    refused(&browser.post_as_is(&app, "/login", &[("csrf_token", &foreign), fields[0], fields[1]]).await);
    assert_eq!(browser.post(&app, "/login", &fields).await.status, 303);
}

#[actix_web::test]
async fn the_page_bears_the_token_that_its_form_needs() {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::default();
    let page = browser.get(&app, "/login").await.body;
    let (_, rest) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    let (token, _) = rest.split_once('"').unwrap();
    assert_eq!(token, browser.csrf(&app));
    assert!(!page.contains(&browser.cookies["__Host-siku-visit"]), "the cookie itself is not in the page");
}

#[rstest]
#[case::token_first(true, 303)]
#[case::token_later(false, 403)]
#[actix_web::test]
async fn a_form_with_files_bears_its_token_in_the_first_part(#[case] first: bool, #[case] status: u16) {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::of(&app, "wang").await;
    let part =
        |name: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let (token, file) = (part("csrf_token", &browser.csrf(&app)), part("file", &"0".repeat(100_000)));
    let parts = if first { [token, file] } else { [file, token] };
    let request = TestRequest::post()
        .uri("/logout")
        .insert_header((CONTENT_TYPE, "multipart/form-data; boundary=x"))
        .set_payload(format!("{}--x--\r\n", parts.concat()));
    assert_eq!(browser.send(&app, request).await.status.as_u16(), status);
}

#[actix_web::test]
async fn a_form_of_a_session_that_has_ended_leads_to_the_door_and_writes_nothing() {
    let mut app = app(Backend::Sqlite);
    let mut browser = Browser::of(&app, "wang").await;
    app.database.hours_later(13);
    let answer = browser.post(&app, "/account/password", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/login"), "{}", answer.body);
}

#[actix_web::test]
async fn a_form_of_a_megabyte_is_refused() {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::default();
    browser.get(&app, "/login").await;
    let answer = browser.post(&app, "/login", &[("login_name", &"a".repeat(1_000_000)), ("password", "x")]).await;
    assert_eq!(answer.status, 413);
}

#[actix_web::test]
async fn a_cookie_alone_writes_nothing_through_the_interface() {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::of(&app, "wang").await;
    let request = TestRequest::delete().uri("/api/v1/account/sessions/x");
    browser.send(&app, request).await.problem(403, "access.foreign_form");
    let with_token = browser.json(&app, Method::DELETE, "/api/v1/account/sessions/x", &Value::Null).await;
    assert_eq!(with_token.status, 404, "{}", with_token.body);
}
