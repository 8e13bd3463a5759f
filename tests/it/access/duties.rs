//! Who looks after accounts, and the duties that nobody holds together (三员分立).

use actix_web::http::Method;
use actix_web::test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::rows::{Account, Organisation};
use siku::domain::vocabulary::access::{Role, Tier};

use crate::support::{Answer, Backend, Browser, PASSWORD, TestApp, bureau, firm, person};

struct Scene {
    app: TestApp,
    county: Organisation,
    chief: Account,
    reviewer: Account,
    system: Account,
    security: Account,
    auditor: Account,
}

fn scene(backend: Backend) -> Scene {
    let app = TestApp::new(backend);
    let county = bureau(&app, Tier::County, "410105");
    let province = bureau(&app, Tier::Province, "410000");
    let chief = person(&app, &county, "chief", &[Role::DepartmentAdministrator]);
    let reviewer = person(&app, &county, "reviewer", &[Role::Reviewer]);
    let system = person(&app, &province, "system", &[Role::SystemAdministrator]);
    let security = person(&app, &province, "security", &[Role::SecurityAdministrator]);
    let auditor = person(&app, &province, "auditor", &[Role::Auditor]);
    Scene { app, county, chief, reviewer, system, security, auditor }
}

fn path(account: &Account) -> String {
    format!("/api/v1/accounts/{}", account.public_id)
}

impl Scene {
    async fn ask(&self, by: &Account, method: Method, path: &str, body: &Value) -> Answer {
        Browser::admitted(&self.app, by).json(&self.app, method, path, body).await
    }

    async fn change(&self, by: &Account, of: &Account, change: &Value) -> Answer {
        self.ask(by, Method::PATCH, &path(of), change).await
    }

    async fn create(&self, by: &Account, login_name: &str, roles: &[&str], organisation: Option<&str>) -> Answer {
        let mut body = json!({ "login_name": login_name, "person_name": "李明", "roles": roles });
        if let Some(organisation) = organisation {
            body["organisation_id"] = json!(organisation);
        }
        self.ask(by, Method::POST, "/api/v1/accounts", &body).await
    }
}

fn made(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_administrator_makes_accounts_for_their_own_people(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let made = made(&scene.create(&scene.chief, "liming", &["reviewer"], None).await);
    assert_eq!(made["account"]["organisation_name"], scene.county.name);
    let first = made["initial_password"].as_str().unwrap();
    let mut liming = Browser::default();
    liming.sign_in(app, "liming", first).await;
    let led = liming.get(app, "/admin/organisations").await;
    assert_eq!((led.status.as_u16(), led.header("location")), (303, "/account/password"), "somebody else chose it");
    liming.get(app, "/api/v1/filing-tasks").await.problem(403, "access.password_expired");
    let typed = [("current", first), ("new", PASSWORD), ("again", PASSWORD)];
    assert_eq!(liming.post(app, "/account/password", &typed).await.status, 303);
    liming.get(app, "/api/v1/filing-tasks").await.good();
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_system_administrator_makes_accounts_and_the_security_administrator_gives_them_rights(
    #[case] backend: Backend,
) {
    let scene = scene(backend);
    let department = json!({ "name": "二七区住房和城乡建设局", "region_code": "410103", "tier": "county" });
    let answer = scene.ask(&scene.system, Method::POST, "/api/v1/departments", &department).await;
    let department = made(&answer)["id"].as_str().unwrap().to_owned();
    let with_rights = scene.create(&scene.system, "zhang", &["reviewer"], Some(&department)).await;
    with_rights.problem(403, "access.forbidden");
    let account = made(&scene.create(&scene.system, "zhang", &[], Some(&department)).await)["account"].clone();
    let path = format!("/api/v1/accounts/{}", account["id"].as_str().unwrap());
    let grant = json!({ "roles": ["department_administrator"] });
    scene.ask(&scene.system, Method::PATCH, &path, &grant).await.problem(403, "access.forbidden");
    let granted = scene.ask(&scene.security, Method::PATCH, &path, &grant).await.good();
    assert_eq!(granted["roles"], grant["roles"]);
    let again = scene.ask(&scene.security, Method::POST, "/api/v1/departments", &json!({})).await;
    again.problem(403, "access.forbidden");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::system_and_reviewer(&["system_administrator", "reviewer"])]
#[case::security_and_auditor(&["security_administrator", "auditor"])]
#[case::reviewer_who_files(&["reviewer", "enterprise_filer"])]
#[actix_web::test]
async fn duties_that_watch_each_other_are_not_held_together(#[case] roles: &[&str]) {
    let scene = scene(Backend::Sqlite);
    let answer = scene.change(&scene.security, &scene.reviewer, &json!({ "roles": roles })).await;
    assert!(answer.problem(422, "request.invalid").to_string().contains("roles.conflict"));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn nobody_grants_what_is_beyond_them_nor_changes_their_own_rights(#[case] backend: Backend) {
    let scene = scene(backend);
    let beyond = scene.change(&scene.chief, &scene.reviewer, &json!({ "roles": ["auditor"] })).await;
    beyond.problem(403, "access.forbidden");
    scene.create(&scene.chief, "spy", &["security_administrator"], None).await.problem(403, "access.forbidden");
    for (who, roles) in [(&scene.chief, "reviewer"), (&scene.security, "auditor"), (&scene.system, "auditor")] {
        let own = scene.change(who, who, &json!({ "roles": [roles] })).await;
        own.problem(403, "access.forbidden");
    }
    let own = scene.change(&scene.chief, &scene.chief, &json!({ "state": "disabled" })).await;
    own.problem(403, "access.forbidden");
    for change in [json!({ "state": "disabled" }), json!({ "unlock": true })] {
        scene.change(&scene.system, &scene.reviewer, &change).await.problem(403, "access.forbidden");
    }
    let reset = format!("{}/password-resets", path(&scene.reviewer));
    scene.ask(&scene.system, Method::POST, &reset, &json!({})).await.problem(403, "access.forbidden");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_administrator_of_a_department_has_no_power_over_those_who_watch_it(#[case] backend: Backend) {
    let scene = scene(backend);
    let watcher = person(&scene.app, &scene.county, "watcher", &[Role::Auditor]);
    let disabled = scene.change(&scene.chief, &watcher, &json!({ "state": "disabled" })).await;
    disabled.problem(403, "access.forbidden");
    let reset = format!("{}/password-resets", path(&watcher));
    scene.ask(&scene.chief, Method::POST, &reset, &json!({})).await.problem(403, "access.forbidden");
    let taken_away = scene.change(&scene.chief, &watcher, &json!({ "roles": [] })).await;
    taken_away.problem(403, "access.forbidden");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn accounts_of_others_are_absent(#[case] backend: Backend) {
    let scene = scene(backend);
    let (_, clerk) = firm(&scene.app, "91410100MA0000007G", "410105", "zhongyuan");
    let elsewhere = bureau(&scene.app, Tier::County, "410102");
    let stranger = person(&scene.app, &elsewhere, "stranger", &[Role::DepartmentAdministrator]);
    let off = json!({ "state": "disabled" });
    for (who, whose) in
        [(&stranger, &scene.reviewer), (&clerk, &scene.reviewer), (&scene.chief, &clerk), (&scene.system, &clerk)]
    {
        let mut browser = Browser::admitted(&scene.app, who);
        browser.get(&scene.app, &path(whose)).await.problem(404, "record.not_found");
        let page = format!("/admin/accounts/{}", whose.public_id);
        assert_eq!(browser.get(&scene.app, &page).await.status, 404, "{}", who.login_name);
        scene.change(who, whose, &off).await.problem(404, "record.not_found");
        let reset = format!("{}/password-resets", path(whose));
        scene.ask(who, Method::POST, &reset, &json!({})).await.problem(404, "record.not_found");
        for list in ["/api/v1/accounts", "/admin/accounts"] {
            let listed = browser.get(&scene.app, list).await;
            assert!(listed.status == 200 && !listed.body.contains(&whose.public_id), "{}", who.login_name);
        }
    }
    let foreign = scene.create(&stranger, "spy", &["reviewer"], Some(&scene.county.public_id)).await;
    foreign.problem(404, "record.not_found");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whoever_is_disabled_is_out_at_once_with_all_their_programs(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut reviewer = Browser::admitted(app, &scene.reviewer);
    let token = json!({ "name": "程序", "scopes": ["filings:read"], "days": 30 });
    let token = made(&reviewer.json(app, Method::POST, "/api/v1/account/tokens", &token).await);
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let program = || TestRequest::get().uri("/api/v1/filings").insert_header(("authorization", bearer.clone()));
    assert_eq!(app.send(program()).await.status, 200);
    scene.change(&scene.chief, &scene.reviewer, &json!({ "state": "disabled" })).await.good();
    assert!(!reviewer.is_in(app).await);
    app.send(program()).await.problem(401, "access.unauthenticated");
    let refused = Browser::default().sign_in(app, "reviewer", PASSWORD).await;
    assert!(refused.body.contains("已停用"), "{}", refused.body);
    scene.change(&scene.chief, &scene.reviewer, &json!({ "state": "active" })).await.good();
    assert!(!reviewer.is_in(app).await, "the session has ended");
    assert_eq!(app.send(program()).await.status, 200);
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_role_that_is_taken_away_takes_sessions_and_scopes_along(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut reviewer = Browser::admitted(app, &scene.reviewer);
    let token = json!({ "name": "程序", "scopes": ["reviews:write"], "days": 30 });
    let token = made(&reviewer.json(app, Method::POST, "/api/v1/account/tokens", &token).await);
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    scene.change(&scene.chief, &scene.reviewer, &json!({ "roles": [] })).await.good();
    assert!(!reviewer.is_in(app).await, "the next session has the new rights");
    let request = TestRequest::get().uri("/api/v1/account").insert_header(("authorization", bearer));
    assert_eq!(app.send(request).await.good()["scopes"], json!([]));
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_administrator_ends_a_lock_and_gives_a_new_password(#[case] backend: Backend) {
    let scene = scene(backend);
    let app = &scene.app;
    let mut door = Browser::default();
    for _ in 0..5 {
        door.sign_in(app, "reviewer", "not the password").await;
    }
    assert!(door.sign_in(app, "reviewer", PASSWORD).await.body.contains("分钟后再试"));
    let seen = scene.ask(&scene.chief, Method::PATCH, &path(&scene.reviewer), &json!({})).await.good();
    assert!(seen["locked_until"].is_string(), "{seen}");
    let unlocked = scene.change(&scene.chief, &scene.reviewer, &json!({ "unlock": true })).await.good();
    assert!(unlocked["locked_until"].is_null(), "{unlocked}");
    let mut old = Browser::of(app, "reviewer").await;

    let reset = format!("{}/password-resets", path(&scene.reviewer));
    let reset = made(&scene.ask(&scene.chief, Method::POST, &reset, &json!({})).await);
    assert!(!old.is_in(app).await);
    assert!(Browser::default().sign_in(app, "reviewer", PASSWORD).await.body.contains("登录名或密码不对"));
    let mut new = Browser::default();
    new.sign_in(app, "reviewer", reset["initial_password"].as_str().unwrap()).await;
    assert_eq!(new.get(app, "/admin/organisations").await.header("location"), "/account/password");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn of_two_administrators_at_once_the_later_is_told_that_it_is_late(#[case] backend: Backend) {
    let scene = scene(backend);
    let mut chief = Browser::admitted(&scene.app, &scene.chief);
    let seen = chief.get(&scene.app, &path(&scene.reviewer)).await.header("etag").to_owned();
    let change = |browser: &Browser, roles: &[&str]| {
        TestRequest::patch()
            .uri(&path(&scene.reviewer))
            .insert_header(("x-csrf-token", browser.csrf(&scene.app)))
            .insert_header(("if-match", seen.clone()))
            .set_json(json!({ "roles": roles }))
    };
    let request = change(&chief, &["reviewer", "department_administrator"]);
    chief.send(&scene.app, request).await.good();
    let request = change(&chief, &[]);
    chief.send(&scene.app, request).await.problem(412, "request.precondition_failed");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_auditor_writes_nothing(#[case] backend: Backend) {
    let scene = scene(backend);
    let token = json!({ "name": "程序", "scopes": ["reviews:write"], "days": 30 });
    let refused = scene.ask(&scene.auditor, Method::POST, "/api/v1/account/tokens", &token).await;
    refused.problem(422, "request.invalid");
    for (method, path) in [
        (Method::POST, "/api/v1/filings".to_owned()),
        (Method::POST, "/api/v1/accounts".to_owned()),
        (Method::POST, "/api/v1/departments".to_owned()),
        (Method::PATCH, path(&scene.reviewer)),
        (Method::POST, "/api/v1/filings/F-410105-20261122-000001/reviews".to_owned()),
    ] {
        let answer = scene.ask(&scene.auditor, method, &path, &json!({})).await;
        answer.problem(403, "access.forbidden");
    }
}
