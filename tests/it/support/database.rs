//! A database for one test: a copy of a migrated template, dropped at the end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use diesel::connection::SimpleConnection;
use diesel::{Connection, ExpressionMethods as _, PgConnection, QueryDsl as _, RunQueryDsl as _};
use sha2::{Digest as _, Sha256};
use siku::clock::Clock;
use siku::db::{Backend, DatabaseUrl, Db, migrate};
use siku::domain::vocabulary::provenance::HeadKind;
use siku::schema::ledger_entry;

/// The instant at which all tests happen: 2026-11-22 09:00 in China.
const NOW: i64 = 1_795_309_200;

/// Key of the advisory lock under which the template is made: any number that nobody else uses.
const TEMPLATE_LOCK: i64 = 5_153_153_153;

/// A migrated, empty database of its own.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// A folder of the test's own.
    pub folder: tempfile::TempDir,
    /// Its address.
    pub url: String,
    postgres: Option<(String, String)>,
}

impl TestDb {
    /// A fresh database.
    pub fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (url, postgres) = match backend {
            Backend::Sqlite => (sqlite(folder.path()), None),
            Backend::Postgres => {
                let (admin, name) = postgres();
                (with_name(&admin, &name), Some((admin, name)))
            }
        };
        let db = opened(&url, clock());
        Self { db, folder, url, postgres }
    }

    /// Entries of the ledger about the registries, as their id and what they say. Each load has one of its own besides.
    pub fn registry_entries(&self) -> BTreeMap<i64, String> {
        let entries = self.db.read_now(|conn| {
            Ok(ledger_entry::table
                .filter(ledger_entry::head_kind.ne(HeadKind::Filing))
                .select((ledger_entry::id, ledger_entry::changes))
                .load::<(i64, String)>(conn)?)
        });
        entries.unwrap().into_iter().collect()
    }

    /// Lets time pass: from now on it is so many hours after the instant at which tests begin.
    pub fn hours_later(&mut self, hours: i64) {
        self.seconds_later(hours * 3600);
    }

    /// The same in seconds.
    pub fn seconds_later(&mut self, seconds: i64) {
        let at = DateTime::from_timestamp(NOW + seconds, 0).unwrap();
        self.db = opened(&self.url, Clock::fixed(at));
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.postgres {
            let mut admin = PgConnection::establish(admin).unwrap();
            admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
        }
    }
}

fn opened(url: &str, clock: Clock) -> Db {
    Db::open(&url.parse().unwrap(), 8, clock).unwrap()
}

/// The clock of all tests.
pub fn clock() -> Clock {
    Clock::fixed(DateTime::from_timestamp(NOW, 0).unwrap())
}

/// Which migrations the template has: another set is another template.
fn digest() -> String {
    let mut digest = Sha256::new();
    let mut files: Vec<PathBuf> = ["sqlite", "postgresql"]
        .iter()
        .flat_map(|backend| fs::read_dir(Path::new("migrations").join(backend)).unwrap())
        .map(|entry| entry.unwrap().path().join("up.sql"))
        .collect();
    files.sort();
    for file in files {
        digest.update(fs::read(file).unwrap());
    }
    hex::encode(digest.finalize()).chars().take(16).collect()
}

fn sqlite(folder: &Path) -> String {
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("template-{}.db", digest()));
    if !template.exists() {
        let fresh = folder.join("template.db");
        migrated(&format!("sqlite:{}", fresh.display()));
        // Another test may be first: both made the same.
        fs::rename(fresh, &template).unwrap();
    }
    let own = folder.join("siku.db");
    fs::copy(&template, &own).unwrap();
    format!("sqlite:{}", own.display())
}

#[expect(clippy::disallowed_methods, reason = "the gate says where its server is")]
fn postgres() -> (String, String) {
    let admin_url = std::env::var("SIKU_TEST_POSTGRES").expect(
        "this test needs PostgreSQL: run it through `scripts/test db`, or `scripts/postgres run cargo nextest run`",
    );
    let mut admin = PgConnection::establish(&admin_url).unwrap();
    let template = format!("siku_template_{}", digest());
    admin.batch_execute(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).unwrap();
    if admin.batch_execute(&format!("CREATE DATABASE {template}")).is_ok() {
        migrated(&with_name(&admin_url, &template));
    }
    let name = format!("siku_test_{}", unique());
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
    admin.batch_execute(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).unwrap();
    (admin_url, name)
}

/// Makes the tables, and lets go of the database again.
fn migrated(url: &str) {
    let url: DatabaseUrl = url.parse().unwrap();
    let db = Db::open(&url, 2, clock()).unwrap();
    migrate::up(&db).unwrap();
    if url.backend() == Backend::Sqlite {
        db.read_now(|conn| Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?))
            .unwrap();
    }
}

/// The same server, another database: what follows the last `/`.
fn with_name(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn unique() -> String {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).unwrap();
    hex::encode(bytes)
}
