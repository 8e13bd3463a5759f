//! What every request meets at the door: the limit on look-ups, headers, compression, and a log that tells nobody
//! what was looked for.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::test::TestRequest;
use rstest::rstest;
use siku::http::limit::Limit;

use crate::support::{Answer, Backend, TestApp, encoded};

/// Requests that may come at once when one a second is allowed.
const BURST: usize = 5;

/// Asks until refused and says how often the answer was good: fewer than [`BURST`] where somebody has used it up.
async fn asks_until_refused(server: &impl AsyncFn(TestRequest) -> Answer, forwarded: &str) -> (usize, Answer) {
    for good in 0..50 {
        let request = TestRequest::get().uri("/health").insert_header(("x-forwarded-for", forwarded));
        let answer = server(request).await;
        if answer.status != 200 {
            return (good, answer);
        }
    }
    panic!("fifty requests and no limit");
}

#[actix_web::test]
async fn after_the_burst_an_asker_is_told_how_long_to_wait() {
    let app = TestApp { limit: Limit::new(1, 0), ..TestApp::new(Backend::Sqlite) };
    let server = app.serve().await;
    let (good, refused) = asks_until_refused(&server, "203.0.113.1").await;
    assert!(good >= BURST, "refused after {good} requests");
    refused.problem(429, "request.rate_limited");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait} seconds");
    // Nobody is in front: whatever the header says, the peer is the asker.
    let (good, _) = asks_until_refused(&server, "203.0.113.2").await;
    assert!(good < BURST, "{good} more requests");
}

#[actix_web::test]
async fn behind_a_trusted_proxy_each_address_it_saw_has_a_limit_of_its_own() {
    let app = TestApp { limit: Limit::new(1, 1), ..TestApp::new(Backend::Sqlite) };
    let server = app.serve().await;
    asks_until_refused(&server, "203.0.113.1").await;
    let (good, _) = asks_until_refused(&server, "198.51.100.9, 203.0.113.1").await;
    assert!(good < BURST, "{good} more requests: what stands further left is made up");
    let (good, _) = asks_until_refused(&server, "203.0.113.2").await;
    assert!(good >= BURST, "refused after {good} requests");
}

#[actix_web::test]
async fn a_proxy_that_adds_a_line_of_its_own_is_believed_and_not_the_line_before() {
    let app = TestApp { limit: Limit::new(1, 1), ..TestApp::new(Backend::Sqlite) };
    for n in 0..50 {
        let made_up = TestRequest::get().uri("/health").append_header(("x-forwarded-for", format!("198.51.100.{n}")));
        if app.send(made_up.append_header(("x-forwarded-for", "203.0.113.1"))).await.status == 429 {
            return;
        }
    }
    panic!("an asker who makes up ever another address is never refused");
}

#[rstest]
#[case::page("/", 200)]
#[case::api("/api/v1/enterprises", 200)]
#[case::missing_page("/nowhere", 404)]
#[case::bad_request("/api/v1/enterprises?page=2", 400)]
#[case::docs("/docs/", 200)]
#[actix_web::test]
async fn every_answer_bears_the_security_headers(#[case] path: &str, #[case] status: u16) {
    let answer = TestApp::new(Backend::Sqlite).get(path).await;
    assert_eq!(answer.status.as_u16(), status);
    assert_secure(&answer);
}

#[actix_web::test]
async fn assets_bear_the_security_headers_and_are_kept_by_browsers() {
    let app = TestApp::new(Backend::Sqlite);
    let home = app.get("/").await.body;
    let asset = home.split('"').find(|text| text.starts_with("/assets/") && text.contains(".css")).unwrap();
    let answer = app.get(asset).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("cache-control").contains("max-age"), "{}", answer.header("cache-control"));
    assert_secure(&answer);
}

fn assert_secure(answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), "{policy}");
    assert!(!policy.contains("script-src 'unsafe") && !policy.contains("unsafe-eval"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

#[actix_web::test]
async fn answers_are_compressed_for_who_asks_for_it() {
    let app = TestApp::new(Backend::Sqlite);
    let plain = app.get("/openapi.json").await;
    assert_eq!(plain.header("content-encoding"), "");
    let zipped = app.send(TestRequest::get().uri("/openapi.json").insert_header(("accept-encoding", "gzip"))).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert!(zipped.bytes.starts_with(&[0x1f, 0x8b]) && zipped.bytes.len() < plain.bytes.len() / 2);
}

#[actix_web::test]
async fn metrics_are_not_on_the_public_address() {
    assert_eq!(TestApp::new(Backend::Sqlite).get("/metrics").await.status, 404);
}

/// Lines of the log, for a test to read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn the_log_does_not_tell_what_was_looked_for() {
    let log = Log::default();
    let writer = log.clone();
    // Global: the database answers on other threads. No other test of this binary starts a log.
    tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || writer.clone()).init();
    let app = TestApp::new(Backend::Sqlite);
    let (word, code) = ("尔雅", "91410100MA0000007G");
    for path in [
        format!("/api/v1/enterprises?q={}", encoded(word)),
        format!("/api/v1/enterprises?q={}&unknown=1", encoded(word)),
        format!("/api/v1/enterprises/{code}"),
        format!("/enterprises?q={}", encoded(word)),
        format!("/search?in=enterprises&q={}", encoded(word)),
    ] {
        app.get(&path).await;
    }
    let lines = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(lines.contains("request answered with 200") && lines.contains("/api/v1/enterprises/{key}"), "{lines}");
    for secret in [word, &encoded(word), code] {
        let told: Vec<&str> = lines.lines().filter(|line| line.contains(secret)).collect();
        assert!(told.is_empty(), "{told:?}");
    }
}
