//! Who names whom as a deputy, for which days, and how that ends.

use actix_web::http::Method;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::rows::Account;
use siku::domain::vocabulary::access::{Role, Tier};

use crate::support::{Answer, Backend, Browser, TestApp, bureau, person};

const OWN: &str = "/api/v1/account/delegations";

struct Scene {
    app: TestApp,
    wang: Account,
    li: Account,
    zhao: Account,
    chief: Account,
    /// In another department.
    far: Account,
    far_chief: Account,
}

fn scene(backend: Backend) -> Scene {
    let app = TestApp::new(backend);
    let (county, other) = (bureau(&app, Tier::County, "410105"), bureau(&app, Tier::County, "410102"));
    let [wang, li, zhao] = ["wang", "li", "zhao"].map(|name| person(&app, &county, name, &[Role::Reviewer]));
    let chief = person(&app, &county, "chief", &[Role::DepartmentAdministrator]);
    let far = person(&app, &other, "far", &[Role::Reviewer]);
    let far_chief = person(&app, &other, "far.chief", &[Role::DepartmentAdministrator]);
    Scene { app, wang, li, zhao, chief, far, far_chief }
}

fn of(account: &Account) -> String {
    format!("/api/v1/accounts/{}/delegations", account.public_id)
}

/// A span in November or December 2026; the story begins on 22 November.
fn span(deputy: &Account, first: &str, last: &str) -> Value {
    json!({ "deputy_id": deputy.public_id, "first_day": first, "last_day": last })
}

impl Scene {
    async fn ask(&self, by: &Account, method: Method, path: &str, body: &Value) -> Answer {
        Browser::admitted(&self.app, by).json(&self.app, method, path, body).await
    }

    async fn name(&self, by: &Account, path: &str, span: Value) -> Value {
        let answer = self.ask(by, Method::POST, path, &span).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// The codes with which a span is refused, by field.
    async fn refused(&self, by: &Account, path: &str, span: Value) -> Vec<(String, String)> {
        let problem = self.ask(by, Method::POST, path, &span).await.problem(422, "request.invalid");
        let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        let errors = problem["errors"].as_array().unwrap();
        errors.iter().map(|error| (text(error, "path"), text(error, "code"))).collect()
    }

    async fn end(&self, by: &Account, path: &str, made: &Value) -> Answer {
        let path = format!("{path}/{}", made["id"].as_str().unwrap());
        self.ask(by, Method::DELETE, &path, &json!({})).await
    }

    async fn list(&self, by: &Account, path: &str) -> Value {
        Browser::admitted(&self.app, by).get(&self.app, path).await.good()
    }
}

fn refusal(path: &str, code: &str) -> Vec<(String, String)> {
    vec![(path.to_owned(), code.to_owned())]
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn only_a_reviewer_of_the_same_department_stands_in_and_for_a_bounded_span(#[case] backend: Backend) {
    let scene = scene(backend);
    let Scene { app, wang, li, zhao, chief, far, .. } = &scene;
    let (first, last) = ("2026-11-22", "2026-11-30");
    let refused = async |deputy, first, last| scene.refused(wang, OWN, span(deputy, first, last)).await;
    assert_eq!(refused(wang, first, last).await, refusal("deputy_id", "delegation.oneself"));
    for nobody in [far, chief] {
        assert_eq!(refused(nobody, first, last).await, refusal("deputy_id", "delegation.no_such_deputy"));
    }
    assert_eq!(refused(li, "2026-12-02", "2026-12-01").await, refusal("last_day", "delegation.reversed"));
    assert_eq!(refused(li, "2026-11-20", "2026-11-21").await, refusal("last_day", "delegation.past"));
    assert_eq!(refused(li, first, "2027-05-21").await, refusal("last_day", "delegation.too_long"));
    assert_eq!(refused(li, "2027-11-23", "2027-11-23").await, refusal("first_day", "delegation.too_far_ahead"));
    let both = [refusal("deputy_id", "delegation.oneself"), refusal("last_day", "delegation.past")].concat();
    assert_eq!(refused(wang, "2026-11-20", "2026-11-21").await, both, "all that is wrong is told at once");

    let disabled = json!({ "state": "disabled" });
    let path = format!("/api/v1/accounts/{}", zhao.public_id);
    assert_eq!(scene.ask(chief, Method::PATCH, &path, &disabled).await.status, 200);
    assert_eq!(refused(zhao, first, last).await, refusal("deputy_id", "delegation.no_such_deputy"));

    let longest = scene.name(wang, OWN, span(li, "2026-11-20", "2027-05-18")).await;
    assert_eq!((&longest["state"], &longest["deputy_name"]), (&json!("in_force"), &json!(li.person_name)));
    let as_deputy = scene.list(li, OWN).await;
    assert_eq!(
        (as_deputy["items"].clone(), as_deputy["as_deputy"][0]["id"].clone()),
        (json!([]), longest["id"].clone())
    );
    app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn spans_of_one_person_do_not_overlap_and_end_when_they_are_ended(#[case] backend: Backend) {
    let mut scene = scene(backend);
    let (wang, li, zhao) = (scene.wang.clone(), scene.li.clone(), scene.zhao.clone());
    let now = scene.name(&wang, OWN, span(&li, "2026-11-22", "2026-11-30")).await;
    let later = scene.name(&wang, OWN, span(&zhao, "2026-12-01", "2026-12-05")).await;
    assert_eq!(later["state"], "to_come");
    for (first, last) in [("2026-11-30", "2026-11-30"), ("2026-11-01", "2026-12-31"), ("2026-12-05", "2026-12-06")] {
        let refused = scene.refused(&wang, OWN, span(&zhao, first, last)).await;
        assert_eq!(refused, refusal("first_day", "delegation.overlapping"), "{first} to {last}");
    }
    // The days of others are their own.
    scene.name(&li, OWN, span(&zhao, "2026-11-22", "2026-12-31")).await;

    scene.end(&li, OWN, &now).await.problem(404, "record.not_found");
    for (made, state) in [(&later, "withdrawn"), (&now, "ended")] {
        let ended = scene.end(&wang, OWN, made).await;
        let ended: Value = serde_json::from_str(&ended.body).unwrap();
        assert_eq!(ended["state"], state, "{ended}");
        scene.end(&wang, OWN, made).await.problem(422, "request.invalid");
    }
    assert_eq!(scene.list(&li, OWN).await["as_deputy"], json!([]), "li stands in for nobody any more");
    let again = scene.name(&wang, OWN, span(&zhao, "2026-11-22", "2026-11-22")).await;
    scene.app.database.hours_later(15);
    assert_eq!(scene.list(&wang, OWN).await["items"][0]["state"], "over", "the day is over in China");
    scene.end(&wang, OWN, &again).await.problem(422, "request.invalid");
    scene.app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn for_whoever_is_ill_the_administrator_of_the_department_names_the_deputy(#[case] backend: Backend) {
    let scene = scene(backend);
    let Scene { app, wang, li, chief, far_chief, .. } = &scene;
    let new = || span(li, "2026-11-22", "2026-11-30");
    scene.ask(far_chief, Method::POST, &of(wang), &new()).await.problem(404, "record.not_found");
    scene.ask(li, Method::POST, &of(wang), &new()).await.problem(403, "access.forbidden");
    let not_theirs = scene.refused(chief, &of(chief), new()).await;
    assert_eq!(not_theirs, refusal("account", "delegation.not_a_reviewer"));
    let made = scene.name(chief, &of(wang), new()).await;
    assert_eq!((&made["account_id"], &made["name"]), (&json!(wang.public_id), &json!(wang.person_name)));
    assert_eq!(scene.list(wang, OWN).await["items"][0]["id"], made["id"], "whoever is away sees it");
    scene.end(far_chief, &of(wang), &made).await.problem(404, "record.not_found");
    assert_eq!(scene.end(chief, &of(wang), &made).await.status, 200);
    app.agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_page_says_how_things_stand_and_names_and_ends(#[case] backend: Backend) {
    let scene = scene(backend);
    let Scene { app, wang, li, chief, .. } = &scene;
    let mut browser = Browser::admitted(app, wang);
    let has = |answer: &Answer, texts: &[&str]| {
        for text in texts {
            assert!(answer.body.contains(text), "{text}\n{}", answer.body);
        }
    };
    has(&browser.get(app, "/account").await, &["/account/delegations"]);
    let page = browser.get(app, "/account/delegations").await;
    has(&page, &["您现在没有代理人。", &li.person_name]);
    assert!(page.body.contains(&li.public_id) && !page.body.contains(&wang.public_id), "a colleague, not oneself");

    let wrong = [("deputy_id", ""), ("first_day", "明天"), ("last_day", "")];
    let back = browser.post(app, "/account/delegations", &wrong).await;
    has(&back, &["role=\"alert\"", "请选择本部门的一位审核人员", "请填写第一天", "请填写最后一天", "明天"]);
    let right = [("deputy_id", &*li.public_id), ("first_day", "2026-11-22"), ("last_day", "2026-11-30")];
    let named = browser.post(app, "/account/delegations", &right).await;
    assert_eq!(named.header("location"), "/account/delegations?done=delegated", "{}", named.body);
    let current = format!("您现在由 {} 代理，至 2026-11-30 为止。", li.person_name);
    has(&browser.get(app, "/account/delegations?done=delegated").await, &["代理人已指定", &current]);
    let deputy = Browser::admitted(app, li).get(app, "/account/delegations").await;
    has(&deputy, &[&format!("您现在代 {} 办理，至 2026-11-30 为止。", wang.person_name)]);

    let mut browser = Browser::admitted(app, chief);
    let account = format!("/admin/accounts/{}", wang.public_id);
    has(&browser.get(app, &account).await, &[&format!("{account}/delegations")]);
    let page = browser.get(app, &format!("{account}/delegations")).await;
    has(&page, &[&format!("{}现在由 {} 代理", wang.person_name, li.person_name)]);
    let end = page.body.split("action=\"").find(|rest| rest.starts_with(&account) && rest.contains("/end\"")).unwrap();
    let ended = browser.post(app, end.split('"').next().unwrap(), &[]).await;
    assert_eq!(ended.header("location"), format!("{account}/delegations?done=delegation-ended"), "{}", ended.body);
    let page = browser.get(app, &format!("{account}/delegations")).await;
    has(&page, &["现在没有代理人", "已提前结束"]);
    let of_chief = browser.get(app, &format!("/admin/accounts/{}/delegations", chief.public_id)).await;
    has(&of_chief, &["这个账号不是审核人员"]);
    app.agrees_with_its_ledger();
}
