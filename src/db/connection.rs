//! A connection to either backend, how it is opened, and the one write transaction.
#![expect(missing_docs, reason = "the derive writes public items without")]

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2;
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

use super::{Backend, DatabaseUrl};
use crate::error::Result;

/// A connection to one of the two backends.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// To a `PostgreSQL` server.
    Pg(PgConnection),
    /// To a `SQLite` file.
    Sqlite(SqliteConnection),
}

/// Runs a body once for each backend, with the concrete connection: for the statements that the common subset lacks
/// (batch insert, upsert).
macro_rules! on_each {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Pg($inner) => $body,
            $crate::db::Conn::Sqlite($inner) => $body,
        }
    };
}
pub(crate) use on_each;

/// `synchronous=FULL`: what was acknowledged is on disk, also after a power cut. 64 MiB of cache serve the look-ups. The log
/// is written back at 64 MiB only: a batch of an import touches pages all over the indexes, and its neighbours the same.
const SQLITE_SETUP: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384;";

const PG_SETUP: &str = "SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET application_name = 'siku';";

/// Opens connections for the pool.
pub struct Manager {
    url: DatabaseUrl,
}

impl Manager {
    pub fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Conn;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        open(&self.url).map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.batch_execute("SELECT 1").map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || r2d2::R2D2Connection::is_broken(conn)
    }
}

/// Opens one connection. The scheme decides, so that the error names the real cause.
pub fn open(url: &DatabaseUrl) -> Result<Conn, ConnectionError> {
    let mut conn = match url.backend() {
        Backend::Postgres => Conn::Pg(PgConnection::establish(url.target())?),
        Backend::Sqlite => Conn::Sqlite(SqliteConnection::establish(url.target())?),
    };
    let setup = match conn {
        Conn::Pg(_) => PG_SETUP,
        Conn::Sqlite(_) => SQLITE_SETUP,
    };
    conn.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Runs `work` in one transaction: committed when it gives `Ok`, rolled back otherwise.
pub fn in_write_transaction<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    type Manager = <Conn as Connection>::TransactionManager;

    match conn {
        Conn::Pg(pg) => AnsiTransactionManager::begin_transaction(pg),
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
    }
    .map_err(super::Error::from)?;
    match work(conn) {
        Ok(value) => {
            Manager::commit_transaction(conn).map_err(super::Error::from)?;
            Ok(value)
        }
        Err(error) => {
            if let Err(rollback) = Manager::rollback_transaction(conn) {
                tracing::error!(error = %rollback, "rollback failed");
            }
            Err(error)
        }
    }
}

/// Sends what the pool cannot say to anybody to the log.
#[derive(Debug)]
pub struct LogErrors;

impl r2d2::HandleError<r2d2::Error> for LogErrors {
    fn handle_error(&self, error: r2d2::Error) {
        tracing::error!(%error, "database connection failed");
    }
}
