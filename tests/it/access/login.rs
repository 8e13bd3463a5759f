//! Signing in: sessions, lockout, and what a stranger learns.

use rstest::rstest;
use siku::config::ServerSettings;
use siku::domain::vocabulary::access::{AccountState, Role, Tier};
use siku::schema;
use std::sync::Arc;

use diesel::prelude::*;

use crate::support::{Answer, Backend, Browser, PASSWORD, TestApp, bureau, firm, person};

/// The cookie of a session.
const SESSION: &str = "__Host-siku";

fn app(backend: Backend) -> TestApp {
    let app = TestApp::new(backend);
    let county = bureau(&app, Tier::County, "410105");
    person(&app, &county, "wang", &[Role::Reviewer]);
    app
}

fn refused(answer: &Answer, text: &str) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains(text), "{}", answer.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn who_signs_in_is_known_until_they_sign_out(#[case] backend: Backend) {
    let app = app(backend);
    let mut browser = Browser::default();
    assert!(!browser.is_in(&app).await);
    let answer = browser.sign_in(&app, " WANG ", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/account"), "{}", answer.body);
    let account = browser.get(&app, "/api/v1/account").await.good();
    assert_eq!((&account["login_name"], &account["roles"][0]), (&"wang".into(), &"reviewer".into()));
    let page = browser.get(&app, "/enterprises").await;
    assert!(page.body.contains("wang（测试）") && page.body.contains("退出登录"), "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    let answer = browser.post(&app, "/logout", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"));
    assert!(!browser.cookies.contains_key(SESSION));
    app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_signed_out_session_stays_out_with_its_cookie(#[case] backend: Backend) {
    let app = app(backend);
    let mut browser = Browser::of(&app, "wang").await;
    let mut thief = browser.clone();
    browser.post(&app, "/logout", &[]).await;
    assert!(!thief.is_in(&app).await);
}

#[actix_web::test]
async fn the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts() {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::default();
    let answer = browser.sign_in(&app, "wang", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-siku="), "{cookie}");
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_token_planted_before_the_log_in_lets_nobody_in_after_it(#[case] backend: Backend) {
    let app = app(backend);
    // The attacker's own session, planted in the victim's browser.
    let attacker = Browser::of(&app, "wang").await;
    let mut victim = attacker.clone();
    let planted = victim.cookies[SESSION].clone();
    victim.post(&app, "/login", &[("login_name", "wang"), ("password", PASSWORD)]).await;
    assert_ne!(victim.cookies[SESSION], planted, "a new token at each log-in");
    assert!(victim.is_in(&app).await);
    let mut attacker = attacker;
    assert!(!attacker.is_in(&app).await, "the planted session has ended");
    // A token that the server never made is none.
    let mut made_up = Browser::default();
    made_up.cookies.insert(SESSION.to_owned(), "A".repeat(43));
    assert!(!made_up.is_in(&app).await);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_session_ends_when_it_is_idle_and_when_it_is_old(#[case] backend: Backend) {
    let mut app = app(backend);
    let mut browser = Browser::of(&app, "wang").await;
    app.database.seconds_later(29 * 60);
    assert!(browser.is_in(&app).await);
    app.database.seconds_later((29 + 29) * 60);
    assert!(browser.is_in(&app).await, "its use was noted");
    app.database.seconds_later((29 + 29 + 30) * 60);
    assert!(!browser.is_in(&app).await, "idle");

    let start = 24 * 3600;
    app.database.seconds_later(start);
    let mut browser = Browser::of(&app, "wang").await;
    for minutes in (20..12 * 60).step_by(20) {
        app.database.seconds_later(start + minutes * 60);
        assert!(browser.is_in(&app).await, "after {minutes} minutes");
    }
    app.database.seconds_later(start + 12 * 3600);
    assert!(!browser.is_in(&app).await, "old, however busy");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn five_failures_lock_a_log_in_name_whether_there_is_such_an_account_or_not(#[case] backend: Backend) {
    let mut app = app(backend);
    let mut said = Vec::new();
    for login_name in ["wang", "nobody"] {
        let mut browser = Browser::default();
        let mut pages = Vec::new();
        for _ in 0..5 {
            let answer = browser.sign_in(&app, login_name, "not the password").await;
            refused(&answer, "登录名或密码不对");
            pages.push(answer);
        }
        let locked = browser.sign_in(&app, login_name, PASSWORD).await;
        refused(&locked, "请 2 分钟后再试");
        pages.push(locked);
        let token = browser.csrf(&app);
        let anonymous = |page: Answer| {
            page.body.replace(&token, "").replace(login_name, "").split("系统版本").next().unwrap().to_owned()
        };
        said.push(pages.into_iter().map(anonymous).collect::<Vec<_>>());
    }
    assert_eq!(said[0], said[1], "a stranger learns nothing");
    app.database.seconds_later(61);
    Browser::of(&app, "wang").await;
    let mut browser = Browser::default();
    refused(&browser.sign_in(&app, "wang", "not the password").await, "登录名或密码不对");
    Browser::of(&app, "wang").await;
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_hundred_attempts_at_once_are_counted_as_a_hundred(#[case] backend: Backend) {
    let app = app(backend);
    let mut browser = Browser::default();
    browser.get(&app, "/login").await;
    let attempts = (0..20).map(|_| {
        let (app, mut browser) = (&app, browser.clone());
        async move { browser.post(app, "/login", &[("login_name", "wang"), ("password", "not the password")]).await }
    });
    let answers = futures_util::future::join_all(attempts).await;
    let tried = answers.iter().filter(|answer| answer.body.contains("登录名或密码不对")).count();
    let waiting = answers.iter().filter(|answer| answer.body.contains("分钟后再试")).count();
    assert_eq!((tried, waiting), (5, 15));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn one_address_cannot_try_one_password_on_everybody(#[case] backend: Backend) {
    let app = app(backend);
    let mut browser = Browser::default();
    for place in 0..30 {
        refused(&browser.sign_in(&app, &format!("somebody{place}"), "Spring-2026!").await, "登录名或密码不对");
    }
    refused(&browser.sign_in(&app, "wang", PASSWORD).await, "分钟后再试");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_disabled_account_is_out_at_once_and_stays_out(#[case] backend: Backend) {
    use schema::account;

    let app = app(backend);
    let mut browser = Browser::of(&app, "wang").await;
    let disabled = app.database.db.write_now(|tx| {
        Ok(diesel::update(account::table).set(account::state.eq(AccountState::Disabled)).execute(tx.conn)?)
    });
    assert_eq!(disabled.unwrap(), 1);
    assert!(!browser.is_in(&app).await);
    refused(&Browser::default().sign_in(&app, "wang", PASSWORD).await, "已停用");
    refused(&Browser::default().sign_in(&app, "wang", "not the password").await, "登录名或密码不对");
}

#[actix_web::test]
async fn who_is_not_signed_in_is_led_to_the_door_and_back() {
    let app = app(Backend::Sqlite);
    let mut browser = Browser::default();
    let answer = browser.get(&app, "/login?next=/enterprises%3Fq%3Dx").await;
    assert!(answer.body.contains("name=\"next\" value=\"/enterprises?q=x\""), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    let fields = [("login_name", "wang"), ("password", PASSWORD), ("next", "/enterprises?q=x")];
    assert_eq!(browser.post(&app, "/login", &fields).await.header("location"), "/enterprises?q=x");
    let mut browser = Browser::default();
    browser.get(&app, "/login").await;
    let fields = [("login_name", "wang"), ("password", PASSWORD), ("next", "//evil.example/")];
    assert_eq!(browser.post(&app, "/login", &fields).await.header("location"), "/account");
}

#[actix_web::test]
async fn the_operator_says_how_long_a_session_lasts() {
    let mut app = app(Backend::Sqlite);
    app.settings = Arc::new(ServerSettings { session_idle_minutes: 5, ..ServerSettings::default() });
    let mut browser = Browser::of(&app, "wang").await;
    app.database.seconds_later(4 * 60);
    assert!(browser.is_in(&app).await);
    app.database.seconds_later(9 * 60);
    assert!(!browser.is_in(&app).await);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_enterprise_that_was_let_in_administers_itself_and_files(#[case] backend: Backend) {
    let app = app(backend);
    firm(&app, "91410100MA0000007G", "410105", "zhongyuan");
    let mut browser = Browser::of(&app, "zhongyuan").await;
    let account = browser.get(&app, "/api/v1/account").await.good();
    assert_eq!(account["roles"], serde_json::json!(["enterprise_administrator", "enterprise_filer"]));
    assert_eq!(account["organisation"]["state"], "verified");
    app.agrees_with_its_ledger();
}
