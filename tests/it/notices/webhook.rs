//! Webhooks, against a server that listens.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::rows::Organisation;
use siku::config::{OutgoingSettings, ServerSettings};
use siku::db::{Conn, Tx};
use siku::domain::vocabulary::notice::{WebhookEvent, WebhookState};
use siku::error::Error;
use siku::heads::verify_ledger;
use siku::notice::announce;
use siku::notice::webhook::send::signature;
use siku::notice::webhook::store::{self, Webhook};
use siku::notice::webhook::{self, Wanted};

use super::{given_up, reachable};
use crate::support::{Backend, TestApp};

/// An organisation's own system.
struct Listener {
    url: String,
    /// What it answers.
    status: Arc<AtomicU16>,
    /// Signatures and bodies of what it was sent.
    heard: Arc<Mutex<Vec<(String, String)>>>,
}

impl Listener {
    fn new() -> Self {
        let (status, heard) = (Arc::new(AtomicU16::new(200)), Arc::new(Mutex::new(Vec::new())));
        let (answer, ears) = (Arc::clone(&status), Arc::clone(&heard));
        let server = HttpServer::new(move || {
            let (answer, ears) = (Arc::clone(&answer), Arc::clone(&ears));
            App::new().default_service(web::to(move |request: HttpRequest, body: String| {
                let header = request.headers().get("siku-signature").unwrap().to_str().unwrap().to_owned();
                ears.lock().unwrap().push((header, body));
                let status = StatusCode::from_u16(answer.load(Ordering::Relaxed)).unwrap();
                async move { HttpResponse::build(status).insert_header(("location", "/elsewhere")).body("thanks") }
            }))
        });
        let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/siku", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { url, status, heard }
    }

    fn heard(&self) -> Vec<(String, String)> {
        self.heard.lock().unwrap().clone()
    }
}

/// An app that may reach its own machine.
fn app(backend: Backend) -> TestApp {
    let outgoing = OutgoingSettings { webhook_private: true, ..OutgoingSettings::default() };
    TestApp { settings: Arc::new(ServerSettings { outgoing, ..ServerSettings::default() }), ..TestApp::new(backend) }
}

fn wanted(url: &str) -> Wanted {
    Wanted { url: url.to_owned(), events: vec![WebhookEvent::FilingSubmitted, WebhookEvent::FilingInForce] }
}

fn registered(app: &TestApp, organisation: &Organisation, url: &str) -> (Webhook, String) {
    let register =
        |tx: &mut Tx<'_>| webhook::register(tx, &app.vault, organisation.id, &wanted(url), true, "account:test");
    app.database.db.write_now(register).unwrap()
}

fn announced(app: &TestApp, organisation: &Organisation, event: WebhookEvent) {
    let data = json!({ "number": "F-410100-20261122-000001" });
    app.database.db.write_now(|tx| announce(tx, &app.vault, organisation.id, event, &data)).unwrap();
}

fn on_file(app: &TestApp, webhook: &Webhook) -> Webhook {
    let find = |conn: &mut Conn| Ok(store::find(conn, webhook.organisation_id, webhook.id)?.unwrap());
    app.database.db.read_now(find).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_event_arrives_signed_at_whoever_asked_for_it(#[case] backend: Backend) {
    let (app, listener) = (app(backend), Listener::new());
    let (bureau, _) = reachable(&app, "");
    let (webhook, secret) = registered(&app, &bureau, &listener.url);
    announced(&app, &bureau, WebhookEvent::FilingSubmitted);
    announced(&app, &bureau, WebhookEvent::FilingReturned);
    assert_eq!((app.work().await, app.work().await), (1, 0), "it did not ask for returned ones");

    let heard = listener.heard();
    let [(signed, body)] = &heard[..] else { panic!("{heard:?}") };
    let at = app.database.db.clock().now().and_utc().timestamp();
    assert_eq!(*signed, signature(&secret, at, body));
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (&body["event"], &body["data"]["number"]),
        (&json!("filing.submitted"), &json!("F-410100-20261122-000001"))
    );
    assert_eq!(body["at"], "2026-11-22T01:00:00Z");
    assert!(on_file(&app, &webhook).delivered_at.is_some());
    assert!(!on_file(&app, &webhook).secret_cipher.contains(&secret));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_address_that_fails_is_tried_again_and_one_that_keeps_failing_is_disabled(#[case] backend: Backend) {
    let (mut app, listener) = (app(backend), Listener::new());
    let (bureau, _) = reachable(&app, "");
    let (webhook, _) = registered(&app, &bureau, &listener.url);
    listener.status.store(500, Ordering::Relaxed);
    announced(&app, &bureau, WebhookEvent::FilingSubmitted);
    app.work().await;
    listener.status.store(204, Ordering::Relaxed);
    app.database.hours_later(1);
    assert_eq!((app.work().await, listener.heard().len()), (1, 2));
    assert_eq!(listener.heard()[0].1, listener.heard()[1].1, "the same event, with the same id");

    listener.status.store(410, Ordering::Relaxed);
    for round in 1..=5 {
        assert_eq!(on_file(&app, &webhook).state, WebhookState::Active, "round {round}");
        announced(&app, &bureau, WebhookEvent::FilingSubmitted);
        app.work().await;
        app.database.hours_later(1 + round);
        app.work().await;
    }
    let disabled = on_file(&app, &webhook);
    assert_eq!((disabled.state, given_up(&app).len()), (WebhookState::Disabled, 5));
    assert_eq!(given_up(&app)[0].last_error.as_deref(), Some("对方系统应答 410"));
    let before = listener.heard().len();
    announced(&app, &bureau, WebhookEvent::FilingSubmitted);
    assert_eq!((app.work().await, listener.heard().len()), (0, before));

    let again =
        |tx: &mut Tx<'_>| webhook::change(tx, &disabled, None, Some(WebhookState::Active), true, "account:test");
    assert_eq!(app.database.db.write_now(again).unwrap().failures, 0);
    let told = app.database.db.read_now(|conn| verify_ledger(conn, &app.vault)).unwrap();
    assert_eq!(told.differences, [], "the ledger tells of each change, and of no secret");
}

#[actix_web::test]
async fn an_answer_that_leads_elsewhere_is_not_followed() {
    let (app, listener) = (app(Backend::Sqlite), Listener::new());
    let (bureau, _) = reachable(&app, "");
    registered(&app, &bureau, &listener.url);
    listener.status.store(307, Ordering::Relaxed);
    announced(&app, &bureau, WebhookEvent::FilingSubmitted);
    app.work().await;
    assert_eq!(listener.heard().len(), 1);
}

#[actix_web::test]
async fn a_paused_webhook_misses_what_waits_for_it() {
    let (app, listener) = (app(Backend::Sqlite), Listener::new());
    let (bureau, _) = reachable(&app, "");
    let (webhook, _) = registered(&app, &bureau, &listener.url);
    announced(&app, &bureau, WebhookEvent::FilingSubmitted);
    let pause = |tx: &mut Tx<'_>| webhook::change(tx, &webhook, None, Some(WebhookState::Paused), true, "account:test");
    app.database.db.write_now(pause).unwrap();
    assert_eq!((app.work().await, listener.heard().len(), given_up(&app).len()), (1, 0, 0));
}

#[actix_web::test]
async fn our_own_network_is_out_of_reach_unless_the_operator_allows_it() {
    let listener = Listener::new();
    let strict = TestApp::new(Backend::Sqlite);
    let (bureau, _) = reachable(&strict, "");
    let refused = strict.database.db.write_now(|tx| {
        webhook::register(tx, &strict.vault, bureau.id, &wanted(&listener.url), false, "account:test").map(drop)
    });
    assert!(matches!(refused, Err(Error::Invalid(_))));

    // Registered while it was allowed, or a name that leads inside: it is looked at again when it is sent.
    let inside = listener.url.replace("127.0.0.1", "localhost.localdomain");
    for url in [&listener.url, &inside] {
        registered(&strict, &bureau, url);
    }
    announced(&strict, &bureau, WebhookEvent::FilingSubmitted);
    assert_eq!((strict.work().await, listener.heard().len()), (2, 0));
}
