//! Signing in by another system (OpenID Connect).

use std::sync::Arc;

use openidconnect::IssuerUrl;
use rstest::rstest;
use siku::access::account::{self, NewAccount};
use siku::access::rows::{Account, Organisation};
use siku::access::second_factor;
use siku::config::{OutgoingSettings, ServerSettings, SingleSignOnSettings};
use siku::domain::vocabulary::access::{AccountState, Role, Tier};

use crate::filing::support::principal;
use crate::support::{
    Answer, Backend, Browser, CLIENT, Forgery, Issuer, PASSWORD, Person, TestApp, bureau, clock, person,
};

struct Scene {
    app: TestApp,
    county: Organisation,
    wang: Account,
    issuer: Issuer,
}

fn scene(backend: Backend) -> Scene {
    let mut app = TestApp::new(backend);
    let issuer = Issuer::new(clock().now().and_utc());
    let single_sign_on = SingleSignOnSettings {
        oidc_issuer: Some(IssuerUrl::new(issuer.url.clone()).unwrap()),
        oidc_client_id: Some(CLIENT.to_owned()),
        oidc_client_secret: Some("between the two of them".to_owned()),
        oidc_name: "豫事办".to_owned(),
    };
    let outgoing =
        OutgoingSettings { public_url: Some("https://siku.example/".to_owned()), ..OutgoingSettings::default() };
    app.settings = Arc::new(ServerSettings { single_sign_on, outgoing, ..ServerSettings::default() });
    let county = bureau(&app, Tier::County, "410105");
    let wang = person(&app, &county, "wang", &[Role::Reviewer]);
    Scene { app, county, wang, issuer }
}

impl Scene {
    /// The address to which the other system sends a browser back after somebody signed in there.
    async fn back(&self, browser: &mut Browser, subject: &str, login_name: &str) -> String {
        let there = browser.get(&self.app, "/login/single-sign-on?next=/blacklist").await;
        assert_eq!(there.status, 303, "{}", there.body);
        self.issuer.sign_in(there.header("location"), subject, login_name)
    }

    /// Somebody goes there and comes back.
    async fn sign_in(&self, browser: &mut Browser, subject: &str, login_name: &str) -> Answer {
        let back = self.back(browser, subject, login_name).await;
        browser.get(&self.app, &back).await
    }
}

async fn is_refused(scene: &Scene, browser: &mut Browser, answer: &Answer, why: &str) {
    assert!(answer.status == 200 && answer.body.contains(why), "{} {}", answer.status, answer.body);
    assert!(!browser.is_in(&scene.app).await);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whom_the_other_system_knows_is_let_in_and_stays_the_same_under_another_name(#[case] backend: Backend) {
    let scene = scene(backend);
    let mut browser = Browser::default();
    assert!(browser.get(&scene.app, "/login").await.body.contains("用豫事办登录"));
    let answer = scene.sign_in(&mut browser, "4711", "Wang").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/blacklist"), "{}", answer.body);
    assert!(browser.is_in(&scene.app).await);
    assert_eq!(browser.cookies.keys().filter(|name| name.contains("errand")).count(), 0, "the errand is done");

    let mut later = Browser::default();
    assert_eq!(scene.sign_in(&mut later, "4711", "wang.xiaoming").await.status, 303);
    let account = later.get(&scene.app, "/api/v1/account").await.good();
    assert_eq!(account["login_name"], "wang");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whose_account_is_linked_sees_to_what_and_since_when(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let mut browser = Browser::admitted(&scene.app, &scene.wang);
    let before = browser.get(&scene.app, "/account").await;
    assert!(before.status == 200 && !before.body.contains("绑定"), "{}", before.body);
    scene.sign_in(&mut Browser::default(), "4711", "wang").await;
    scene.app.database.seconds_later(60);
    let linked = browser.get(&scene.app, "/account").await;
    let since = "datetime=\"2026-11-22T09:00:00+08:00\"";
    assert!(linked.body.contains("已与豫事办平台绑定") && linked.body.contains(since), "{}", linked.body);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn who_got_a_log_in_name_after_somebody_else_does_not_get_their_account(#[case] backend: Backend) {
    let scene = scene(backend);
    scene.sign_in(&mut Browser::default(), "4711", "wang").await;
    let mut other = Browser::default();
    let answer = scene.sign_in(&mut other, "0815", "wang").await;
    is_refused(&scene, &mut other, &answer, "没有对应的账号").await;
    let reset = |tx: &mut siku::db::Tx<'_>| {
        let wang = siku::access::store::holder(tx.conn, scene.wang.id)?.unwrap().account;
        account::reset_password_as(tx, &wang, &wang.password_hash, true, "cli:test")
    };
    scene.app.database.db.write_now(reset).unwrap();
    assert_eq!(scene.sign_in(&mut other, "0815", "wang").await.status, 303, "an administrator took the link away");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_password_that_an_administrator_made_ends_with_the_first_log_in(#[case] backend: Backend) {
    let scene = scene(backend);
    let new = NewAccount { must_change_password: true, ..Person::named("li", &[Role::Reviewer]) };
    let create =
        |tx: &mut siku::db::Tx<'_>| account::create(tx, &scene.app.vault, &scene.county, &new, Some("cli:test"));
    scene.app.database.db.write_now(create).unwrap();
    let mut browser = Browser::default();
    assert_eq!(scene.sign_in(&mut browser, "4712", "li").await.status, 303);
    assert_eq!(browser.get(&scene.app, "/admin/organisations").await.status, 200);
    let refused = Browser::default().sign_in(&scene.app, "li", PASSWORD).await;
    assert!(refused.body.contains("登录名或密码不对"), "{}", refused.body);
    scene.app.agrees_with_its_ledger();
}

#[actix_web::test]
async fn whom_nobody_made_an_account_for_is_not_let_in() {
    let scene = scene(Backend::Sqlite);
    let mut browser = Browser::default();
    let answer = scene.sign_in(&mut browser, "4711", "nobody").await;
    is_refused(&scene, &mut browser, &answer, "没有对应的账号").await;
}

#[actix_web::test]
async fn whoever_is_disabled_is_not_let_in_by_another_door() {
    let scene = scene(Backend::Sqlite);
    let chief = person(&scene.app, &scene.county, "chief", &[Role::DepartmentAdministrator]);
    let (chief, wang) = (principal(&scene.app, &chief), &scene.wang.public_id);
    let disable = |tx: &mut siku::db::Tx<'_>| account::set_state(tx, &chief, wang, AccountState::Disabled);
    scene.app.database.db.write_now(disable).unwrap();
    let mut browser = Browser::default();
    let answer = scene.sign_in(&mut browser, "4711", "wang").await;
    is_refused(&scene, &mut browser, &answer, "已停用").await;
}

#[actix_web::test]
async fn the_second_factor_is_asked_for_all_the_same() {
    let scene = scene(Backend::Sqlite);
    let (wang, step) = (principal(&scene.app, &scene.wang), clock().now().and_utc().timestamp() / 30);
    let set_up = |tx: &mut siku::db::Tx<'_>| {
        let secret = second_factor::begin(tx, &scene.app.vault, &wang)?;
        second_factor::confirm(tx, &scene.app.vault, &wang, &secret.password(step)).map(drop)
    };
    scene.app.database.db.write_now(set_up).unwrap();
    let mut browser = Browser::default();
    let answer = scene.sign_in(&mut browser, "4711", "wang").await;
    assert_eq!(answer.header("location"), "/login/second-factor?next=%2Fblacklist");
    assert!(!browser.is_in(&scene.app).await);
}

#[rstest]
#[case::another_key(Forgery::Key)]
#[case::another_log_in(Forgery::Nonce)]
#[case::another_client(Forgery::Audience)]
#[case::long_ago(Forgery::Age)]
#[case::another_system(Forgery::Issuer)]
#[actix_web::test]
async fn what_the_other_system_did_not_say_to_us_now_lets_nobody_in(#[case] forgery: Forgery) {
    let mut scene = scene(Backend::Sqlite);
    scene.issuer.forgery = forgery;
    let mut browser = Browser::default();
    let answer = scene.sign_in(&mut browser, "4711", "wang").await;
    is_refused(&scene, &mut browser, &answer, "无法核实").await;
}

#[actix_web::test]
async fn an_answer_is_for_the_browser_that_asked_and_for_once() {
    let mut scene = scene(Backend::Sqlite);
    let mut browser = Browser::default();
    let back = scene.back(&mut browser, "4711", "wang").await;
    let mut victim = Browser::default();
    let answer = victim.get(&scene.app, &back).await;
    is_refused(&scene, &mut victim, &answer, "没有完成").await;
    let other = scene.back(&mut victim, "0815", "li").await;
    let answer = victim.get(&scene.app, &back).await;
    is_refused(&scene, &mut victim, &answer, "没有完成").await;
    drop(other);

    let back = scene.back(&mut browser, "4711", "wang").await;
    let mut copied = browser.clone();
    assert_eq!(browser.get(&scene.app, &back).await.status, 303);
    let answer = copied.get(&scene.app, &back).await;
    is_refused(&scene, &mut copied, &answer, "无法核实").await;
    let mut slow = Browser::default();
    let back = scene.back(&mut slow, "4711", "wang").await;
    scene.app.database.seconds_later(600);
    let answer = slow.get(&scene.app, &back).await;
    is_refused(&scene, &mut slow, &answer, "已超时").await;
}

#[actix_web::test]
async fn a_system_that_cannot_be_asked_leaves_the_door_by_password_open() {
    let mut scene = scene(Backend::Sqlite);
    let nowhere = IssuerUrl::new("http://127.0.0.1:1".to_owned()).unwrap();
    let mut settings = ServerSettings::clone(&scene.app.settings);
    settings.single_sign_on.oidc_issuer = Some(nowhere);
    scene.app.settings = Arc::new(settings);
    let mut browser = Browser::default();
    let answer = browser.get(&scene.app, "/login/single-sign-on").await;
    is_refused(&scene, &mut browser, &answer, "暂时无法使用").await;
    Browser::of(&scene.app, "wang").await;
}

#[actix_web::test]
async fn where_no_other_system_is_named_there_is_no_way_to_it() {
    let app = TestApp::new(Backend::Sqlite);
    assert!(!app.page("/login").await.contains("single-sign-on"));
    for path in ["/login/single-sign-on", "/login/single-sign-on/callback?code=1&state=2"] {
        assert_eq!(app.get(path).await.status, 404);
    }
}
