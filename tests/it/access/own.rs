//! One's own account: password, second factor, sessions, tokens. Another's are absent.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::rows::Account;
use siku::access::totp::TotpSecret;
use siku::config::{ServerSettings, TotpFor};
use siku::domain::vocabulary::access::{Role, Tier};

use crate::support::{Answer, Backend, Browser, PASSWORD, TestApp, bureau, person};

const NEW_PASSWORD: &str = "洛阳牡丹二零二六年的春天";

struct Scene {
    app: TestApp,
    wang: Account,
    li: Account,
}

fn scene(backend: Backend) -> Scene {
    let app = TestApp::new(backend);
    let county = bureau(&app, Tier::County, "410105");
    let [wang, li] = ["wang", "li"].map(|name| person(&app, &county, name, &[Role::Reviewer]));
    Scene { app, wang, li }
}

impl Scene {
    /// The time step in which one-time passwords are typed.
    fn step(&self) -> i64 {
        self.app.database.db.clock().now().and_utc().timestamp() / 30
    }
}

/// A program's request.
async fn by_token(app: &TestApp, token: &str, method: Method, path: &str) -> Answer {
    let request =
        TestRequest::with_uri(path).method(method).insert_header(("authorization", format!("Bearer {token}")));
    app.send(request).await
}

async fn make_token(app: &TestApp, browser: &mut Browser, scopes: &[&str], days: u32) -> Answer {
    let body = json!({ "name": "项目管理系统", "scopes": scopes, "days": days });
    browser.json(app, Method::POST, "/api/v1/account/tokens", &body).await
}

fn made(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 201, "{}", answer.body);
    let made: Value = serde_json::from_str(&answer.body).unwrap();
    (made["token"].as_str().unwrap().to_owned(), made["description"]["id"].as_str().unwrap().to_owned())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_new_password_ends_the_sessions_of_all_other_browsers(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut here = Browser::of(app, "wang").await;
    let mut elsewhere = Browser::admitted(app, &scene.wang);
    let mut copied = here.clone();
    let wrong = [("current", "not the password"), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)];
    let answer = here.post(app, "/account/password", &wrong).await;
    assert!(answer.status == 200 && answer.body.contains("当前密码不对"), "{}", answer.body);
    assert!(elsewhere.is_in(app).await, "nothing was done");

    let right = [("current", PASSWORD), ("new", NEW_PASSWORD), ("again", NEW_PASSWORD)];
    let answer = here.post(app, "/account/password", &right).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account?done=password"));
    assert!(here.is_in(app).await);
    assert!(!elsewhere.is_in(app).await, "another browser");
    assert!(!copied.is_in(app).await, "a copy of the cookie from before");
    let refused = Browser::default().sign_in(app, "wang", PASSWORD).await;
    assert!(refused.status == 200 && refused.body.contains("登录名或密码不对"), "{}", refused.body);
    assert_eq!(Browser::default().sign_in(app, "wang", NEW_PASSWORD).await.status, 303);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::short("短密码", "12")]
#[case::login_name("wang-wang-wang", "登录名")]
#[case::common("password1234", "常见")]
#[actix_web::test]
async fn a_password_that_is_easily_guessed_is_refused(#[case] new: &str, #[case] why: &str) {
    let scene = scene(Backend::Sqlite);
    let mut browser = Browser::of(&scene.app, "wang").await;
    let typed = [("current", PASSWORD), ("new", new), ("again", new)];
    let answer = browser.post(&scene.app, "/account/password", &typed).await;
    assert!(answer.status == 200 && answer.body.contains(why), "{}", answer.body);
    assert!(!answer.body.contains(&format!("value=\"{new}\"")), "it is not shown again");
}

/// Sets a second factor up by the pages; gives its secret and the recovery codes.
async fn set_up(scene: &Scene, browser: &mut Browser) -> (TotpSecret, Vec<String>) {
    let app = &scene.app;
    assert_eq!(browser.post(app, "/account/second-factor", &[]).await.status, 303);
    let page = browser.get(app, "/account/second-factor").await.body;
    let (_, rest) = page.split_once("data-copy>").unwrap();
    let shown: String = rest.split_once('<').unwrap().0.split(' ').collect();
    let secret = TotpSecret::from_base32(&shown).unwrap();
    let wrong = browser.post(app, "/account/second-factor/confirmation", &[("code", "000000")]).await;
    assert!(wrong.body.contains("动态码不对"), "{}", wrong.body);
    let code = secret.password(scene.step());
    let confirmed = browser.post(app, "/account/second-factor/confirmation", &[("code", &code)]).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    let codes: Vec<String> = confirmed.body.split("<li class=\"secret number\">").skip(1).map(text).collect();
    assert_eq!(codes.len(), 10, "{}", confirmed.body);
    (secret, codes)
}

fn text(rest: &str) -> String {
    rest.split_once('<').unwrap().0.to_owned()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn with_a_second_factor_the_password_alone_lets_nobody_in(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let mut browser = Browser::admitted(&scene.app, &scene.wang);
    let mut before = browser.clone();
    let (secret, codes) = set_up(&scene, &mut browser).await;
    assert!(browser.is_in(&scene.app).await && !before.is_in(&scene.app).await, "a new token");

    scene.app.database.seconds_later(60);
    let app = &scene.app;
    let mut door = Browser::default();
    let answer = door.sign_in(app, "wang", PASSWORD).await;
    assert!(answer.header("location").starts_with("/login/second-factor"), "{:?}", answer.headers);
    assert!(!door.is_in(app).await, "the password alone");
    let wrong = door.post(app, "/login/second-factor", &[("code", "000000")]).await;
    assert!(wrong.body.contains("动态码不对"), "{}", wrong.body);
    let code = secret.password(scene.step());
    assert_eq!(door.post(app, "/login/second-factor", &[("code", &code)]).await.status, 303);
    assert!(door.is_in(app).await);

    let mut again = Browser::default();
    again.sign_in(app, "wang", PASSWORD).await;
    let replayed = again.post(app, "/login/second-factor", &[("code", &code)]).await;
    assert_eq!(replayed.status, 200, "a one-time password is good once");
    assert_eq!(again.post(app, "/login/second-factor", &[("code", &codes[0])]).await.status, 303);
    let mut thief = Browser::default();
    thief.sign_in(app, "wang", PASSWORD).await;
    let replayed = thief.post(app, "/login/second-factor", &[("code", &codes[0])]).await;
    assert_eq!(replayed.status, 200, "a recovery code is good once");
    assert!(!thief.is_in(app).await);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_second_factor_is_taken_away_by_a_last_one_time_password(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let mut browser = Browser::admitted(&scene.app, &scene.wang);
    let (secret, _) = set_up(&scene, &mut browser).await;
    scene.app.database.seconds_later(60);
    let app = &scene.app;
    let wrong = browser.post(app, "/account/second-factor/removal", &[("code", "000000")]).await;
    assert!(wrong.body.contains("仍然有效"), "{}", wrong.body);
    let code = secret.password(scene.step());
    let removed = browser.post(app, "/account/second-factor/removal", &[("code", &code)]).await;
    assert_eq!(removed.header("location"), "/account?done=factor-removed", "{}", removed.body);
    Browser::of(app, "wang").await;
    scene.app.agrees_with_its_ledger();
}

#[actix_web::test]
async fn one_time_passwords_cannot_be_tried_without_end() {
    let mut scene = scene(Backend::Sqlite);
    set_up(&scene, &mut Browser::admitted(&scene.app, &scene.wang)).await;
    scene.app.database.seconds_later(60);
    let mut door = Browser::default();
    door.sign_in(&scene.app, "wang", PASSWORD).await;
    let mut said = Vec::new();
    for _ in 0..6 {
        said.push(door.post(&scene.app, "/login/second-factor", &[("code", "000000")]).await.body);
    }
    assert!(said[4].contains("动态码不对") && said[5].contains("分钟后再试"), "{}", said[5]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_reviewer_without_a_second_factor_is_led_to_set_it_up_where_it_is_required(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let settings = ServerSettings { require_totp_for: TotpFor::Reviewers, ..ServerSettings::default() };
    scene.app.settings = Arc::new(settings);
    let mut browser = Browser::admitted(&scene.app, &scene.wang);
    let answer = browser.get(&scene.app, "/admin/organisations").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account/second-factor"));
    let answer = browser.get(&scene.app, "/api/v1/filing-tasks").await;
    answer.problem(403, "access.second_factor_required");
    set_up(&scene, &mut browser).await;
    assert_eq!(browser.get(&scene.app, "/admin/organisations").await.status, 200);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_token_does_what_its_scopes_say_and_no_more(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut browser = Browser::admitted(app, &scene.wang);
    let beyond = make_token(app, &mut browser, &["filings:read", "filings:write"], 30).await;
    assert!(beyond.problem(422, "request.invalid").to_string().contains("token.beyond_roles"));
    for days in [0, 366] {
        let answer = make_token(app, &mut browser, &["filings:read"], days).await;
        assert!(answer.problem(422, "request.invalid").to_string().contains("days"));
    }
    let (token, id) = made(&make_token(app, &mut browser, &["filings:read"], 30).await);
    assert!(token.starts_with("siku_"));
    let me = by_token(app, &token, Method::GET, "/api/v1/account").await.good();
    assert_eq!((&me["login_name"], &me["scopes"]), (&json!("wang"), &json!(["filings:read"])));
    assert_eq!(by_token(app, &token, Method::GET, "/api/v1/filing-tasks").await.status, 200);
    for (method, path) in [
        (Method::GET, "/api/v1/organisations"),
        (Method::POST, "/api/v1/filings/F-410105-20261122-000001/claims"),
        (Method::GET, "/api/v1/account/sessions"),
        (Method::GET, "/api/v1/account/tokens"),
        (Method::DELETE, &format!("/api/v1/account/tokens/{id}")),
    ] {
        by_token(app, &token, method, path).await.problem(403, "access.forbidden");
    }
    let listed = browser.get(app, "/api/v1/account/tokens").await;
    assert!(listed.body.contains(&id) && !listed.body.contains(&token), "{}", listed.body);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_token_ends_with_its_days_when_it_is_revoked_and_with_its_account(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let mut browser = Browser::admitted(&scene.app, &scene.wang);
    let (short, _) = made(&make_token(&scene.app, &mut browser, &["filings:read"], 1).await);
    let (long, id) = made(&make_token(&scene.app, &mut browser, &["filings:read"], 30).await);
    scene.app.database.hours_later(24);
    let app = &scene.app;
    by_token(app, &short, Method::GET, "/api/v1/filings").await.problem(401, "access.unauthenticated");
    assert_eq!(by_token(app, &long, Method::GET, "/api/v1/filings").await.status, 200);
    let mut browser = Browser::admitted(app, &scene.wang);
    browser.json(app, Method::DELETE, &format!("/api/v1/account/tokens/{id}"), &Value::Null).await.good();
    by_token(app, &long, Method::GET, "/api/v1/filings").await.problem(401, "access.unauthenticated");
    by_token(app, "siku_made-up", Method::GET, "/api/v1/filings").await.problem(401, "access.unauthenticated");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn anothers_session_and_token_are_absent(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut wang = Browser::admitted(app, &scene.wang);
    let mut li = Browser::admitted(app, &scene.li);
    let (token, token_id) = made(&make_token(app, &mut wang, &["filings:read"], 30).await);
    let sessions = wang.get(app, "/api/v1/account/sessions").await.good();
    let session_id = sessions["items"][0]["id"].as_str().unwrap();
    for path in [format!("sessions/{session_id}"), format!("tokens/{token_id}")] {
        let answer = li.json(app, Method::DELETE, &format!("/api/v1/account/{path}"), &Value::Null).await;
        answer.problem(404, "record.not_found");
    }
    for path in [format!("sessions/{session_id}/end"), format!("tokens/{token_id}/revocation")] {
        assert_eq!(li.post(app, &format!("/account/{path}"), &[]).await.status, 404);
    }
    for list in ["sessions", "tokens"] {
        let listed = li.get(app, &format!("/api/v1/account/{list}")).await.body;
        assert!(!listed.contains(session_id) && !listed.contains(&token_id), "{listed}");
    }
    assert!(wang.is_in(app).await);
    assert_eq!(by_token(app, &token, Method::GET, "/api/v1/filings").await.status, 200);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn people_end_their_own_sessions_one_by_one(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut lost = Browser::admitted(app, &scene.wang);
    let mut here = Browser::admitted(app, &scene.wang);
    let sessions = here.get(app, "/api/v1/account/sessions").await.good();
    let other = sessions["items"].as_array().unwrap().iter().find(|one| one["is_current"] == false).unwrap();
    let path = format!("/account/sessions/{}/end", other["id"].as_str().unwrap());
    assert_eq!(here.post(app, &path, &[]).await.header("location"), "/account?done=session");
    assert!(!lost.is_in(app).await && here.is_in(app).await);
    scene.app.agrees_with_its_ledger();
}
