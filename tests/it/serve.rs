//! `siku serve` as a process: its listeners, its metrics, whether it is ready, and how it stops.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use diesel_migrations::MigrationHarness as _;
use rstest::rstest;
use siku::config::MetricsListen;
use siku::db::{Conn, migrate};

use crate::support::{Backend, Server, TestApp, TestDb, siku};

const ANY_PORT: &str = "127.0.0.1:0";

/// Sends a request and gives what is read until the server closes the connection.
fn ask(address: SocketAddr, method: &str, path: &str) -> String {
    let mut stream = send(address, method, path);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn send(address: SocketAddr, method: &str, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    stream
}

#[test]
fn metrics_count_requests_by_route_and_do_not_grow_with_what_askers_make_up() {
    let server = Server::start(&TestDb::new(Backend::Sqlite));
    assert!(ask(server.pages, "GET", "/health").starts_with("HTTP/1.1 200"));
    for made_up in ["BREW", "PROPFIND", "X-1", "X-2"] {
        ask(server.pages, made_up, "/health");
    }
    ask(server.pages, "GET", "/api/v1/enterprises/91410100MA0000007G");

    let metrics = ask(server.metrics, "GET", "/metrics");
    assert!(metrics.starts_with("HTTP/1.1 200"), "{metrics}");
    let sample = |beginning: &str| metrics.lines().find(|line| line.starts_with(beginning));
    let health = r#"siku_http_requests_total{method="GET",route="/health",status="200"} 1"#;
    assert!(metrics.contains(health), "{metrics}");
    assert!(sample(r#"siku_http_request_seconds_bucket{method="GET",route="/health""#).is_some(), "{metrics}");
    assert!(metrics.contains(r#"method="other""#), "{metrics}");
    for told in ["BREW", "PROPFIND", "X-1", "91410100MA0000007G"] {
        assert!(!metrics.contains(told), "{told} is a label: {metrics}");
    }
    assert!(ask(server.pages, "GET", "/metrics").starts_with("HTTP/1.1 404"));
}

#[test]
fn metrics_are_for_this_machine_unless_told_otherwise() {
    let MetricsListen::At(address) = MetricsListen::LOOPBACK else { panic!("no metrics by default") };
    assert!(address.ip().is_loopback());
    assert_eq!("none".parse(), Ok(MetricsListen::Nowhere));
    assert!("9464".parse::<MetricsListen>().is_err());
}

#[rstest]
#[case::pages("--listen", "--metrics-listen")]
#[case::metrics("--metrics-listen", "--listen")]
fn a_port_that_is_taken_is_named_with_the_setting(#[case] taken: &str, #[case] other: &str) {
    let database = TestDb::new(Backend::Sqlite);
    let holder = TcpListener::bind(ANY_PORT).unwrap();
    let address = holder.local_addr().unwrap().to_string();
    let output = siku(&database, &["serve", taken, &address, other, ANY_PORT]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&address) && said.contains(taken), "{said}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_server_whose_tables_are_old_is_not_ready(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    assert_eq!(app.get("/ready").await.status, 200);
    app.database
        .db
        .read_now(|conn| {
            match conn {
                Conn::Sqlite(conn) => drop(conn.revert_last_migration(migrate::SQLITE).unwrap()),
                Conn::Pg(conn) => drop(conn.revert_last_migration(migrate::POSTGRES).unwrap()),
            }
            Ok(())
        })
        .unwrap();
    let answer = app.get("/ready").await;
    answer.problem(503, "service.unavailable");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(app.get("/health").await.status, 200, "it lives all the same");
}

#[test]
fn a_request_in_flight_is_answered_before_the_server_stops_postgres() {
    let database = TestDb::new(Backend::Postgres);
    let mut server = Server::start(&database);
    let mut other = PgConnection::establish(&database.url).unwrap();
    other.batch_execute("BEGIN; LOCK TABLE enterprise IN ACCESS EXCLUSIVE MODE").unwrap();
    let mut stream = send(server.pages, "GET", "/api/v1/enterprises");
    thread::sleep(Duration::from_millis(500));
    server.terminate();
    thread::sleep(Duration::from_millis(500));
    other.batch_execute("ROLLBACK").unwrap();

    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"items\""), "{answer}");
    assert!(server.ends());
}

#[test]
fn an_idle_server_stops_when_it_is_told_to() {
    let mut server = Server::start(&TestDb::new(Backend::Sqlite));
    server.terminate();
    assert!(server.ends());
}
