//! The app over a test's database, asked as a browser or a program asks.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use serde_json::Value;
use siku::access::password::Hasher;
use siku::attachment::Attachments;
use siku::attachment::scan::Scanner;
use siku::attachment::store::Blobs;
use siku::config::ServerSettings;
use siku::db::Backend;
use siku::heads;
use siku::http::app::app;
use siku::http::limit::Limit;
use siku::http::state::State;
use siku::jobs::Worker;
use siku::registry::overview::Overview;
use siku::vault::Vault;
use siku::work;

use super::TestDb;

/// The app over a database of its own.
pub struct TestApp {
    /// The database.
    pub database: TestDb,
    /// The keys.
    pub vault: Arc<Vault>,
    /// The limit on look-ups: none, unless the test sets one.
    pub limit: Limit,
    /// What the registries hold.
    pub overview: Arc<Overview>,
    /// What hashes passwords.
    pub hasher: Hasher,
    /// What the operator set.
    pub settings: Arc<ServerSettings>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Vec<u8>,
    /// Body as text, where it is text.
    pub body: String,
}

impl TestApp {
    /// An app over a fresh database.
    pub fn new(backend: Backend) -> Self {
        Self {
            database: TestDb::new(backend),
            vault: Arc::new(Vault::fixed(7)),
            limit: Limit::default(),
            overview: Arc::default(),
            hasher: Hasher::default(),
            settings: Arc::default(),
        }
    }

    /// Asks for an address.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    /// The page at an address.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
        answer.body
    }

    /// What request handlers and jobs reach.
    pub fn state(&self) -> State {
        let folder = self.database.folder.path().join("attachments");
        let blobs = Blobs::in_folder(&folder, Arc::clone(&self.vault)).unwrap();
        let attachments = Attachments::new(blobs, Scanner::Nobody, 1 << 20);
        let (vault, settings) = (Arc::clone(&self.vault), Arc::clone(&self.settings));
        let state = State::new(self.database.db.clone(), vault, attachments, settings);
        State { overview: Arc::clone(&self.overview), hasher: self.hasher.clone(), ..state }
    }

    /// Looks whether the ledger tells what the tables say.
    pub fn agrees_with_its_ledger(&self) {
        let report = self.database.db.read_now(|conn| heads::verify_ledger(conn, &self.vault)).unwrap();
        assert!(report.entries > 0 && report.differences.is_empty(), "{:?}", report.differences);
    }

    /// Does all jobs that are to be done now, and says how many there were.
    pub async fn work(&self) -> usize {
        Worker::new(self.database.db.clone(), work::handlers(&self.state()).unwrap()).run_due().await.unwrap()
    }

    /// Sends a request.
    pub async fn send(&self, request: TestRequest) -> Answer {
        self.serve().await(request).await
    }

    /// A server that answers one request after the other: setting one up takes longer than most answers.
    pub async fn serve(&self) -> impl AsyncFn(TestRequest) -> Answer {
        let service = init_service(app(self.state(), self.limit.clone())).await;
        async move |request| {
            let peer = "192.0.2.1:40000".parse().unwrap();
            let response = call_service(&service, request.peer_addr(peer).to_request()).await;
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = read_body(response).await.to_vec();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status, headers, bytes, body }
        }
    }
}

impl Answer {
    /// The body as JSON, of an answer that should be good.
    pub fn good(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// The problem of an answer that should be one, with its code.
    pub fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        problem
    }

    /// A header's text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
