//! A connection to either backend, how it is opened, and the one write transaction.
#![expect(missing_docs, reason = "the derive writes public items without")]

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

use super::{Backend, DatabaseUrl};
use crate::error::{Error, Result};

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
/// A new file gets pages of 8 KiB, with which an import is some percent faster than with 4 or 16.
const SQLITE_SETUP: &str = "PRAGMA page_size = 8192; PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384;";

/// What errors mean is partly read from their text: in English where the server lets us choose.
const PG_SETUP: &str = "SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET application_name = 'siku'; \
    DO $$ BEGIN SET lc_messages = 'C'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;";

/// A look-up that takes this long is worth nothing to who asked, and keeps others waiting.
const PG_LOOK_UP: &str = "SET statement_timeout = '10s'; SET lock_timeout = '3s';";

/// The disk is not waited for at each commit. The next one that does wait waits for all before it.
const SQLITE_BATCHES: &str = "PRAGMA synchronous = NORMAL;";
/// A batch asks by indexed keys only. A plan made while a table was empty would read all of it, and serve on as it fills;
/// one made without statistics would start workers for a few hundred rows.
const PG_BATCHES: &str = "SET synchronous_commit = off; SET enable_seqscan = off; \
    SET max_parallel_workers_per_gather = 0;";

/// What a connection is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Look-ups, which people wait for.
    LookUp,
    /// Writes, migrations and commands.
    Work,
    /// The batches of a load, which is acknowledged as a whole.
    Batches,
}

/// Opens connections for the pool.
pub struct Manager {
    url: DatabaseUrl,
    usage: Use,
}

impl Manager {
    pub fn new(url: DatabaseUrl, usage: Use) -> Self {
        Self { url, usage }
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Conn;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        open(&self.url, self.usage).map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.batch_execute("SELECT 1").map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || r2d2::R2D2Connection::is_broken(conn)
    }
}

/// Opens one connection. The scheme decides, so that the error names the real cause.
pub fn open(url: &DatabaseUrl, usage: Use) -> Result<Conn, ConnectionError> {
    let mut conn = match url.backend() {
        Backend::Postgres => Conn::Pg(PgConnection::establish(url.target())?),
        Backend::Sqlite => Conn::Sqlite(SqliteConnection::establish(url.target())?),
    };
    let setup = match (&conn, usage) {
        (Conn::Pg(_), Use::LookUp) => &[PG_SETUP, PG_LOOK_UP][..],
        (Conn::Pg(_), Use::Work) => &[PG_SETUP],
        (Conn::Pg(_), Use::Batches) => &[PG_SETUP, PG_BATCHES],
        (Conn::Sqlite(_), Use::LookUp | Use::Work) => &[SQLITE_SETUP],
        (Conn::Sqlite(_), Use::Batches) => &[SQLITE_SETUP, SQLITE_BATCHES],
    };
    setup.iter().try_for_each(|setup| conn.batch_execute(setup)).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Lets the pool drop a connection that does not answer any more, which otherwise only one that died within a
/// transaction shows.
pub fn discard_when_dead(conn: &mut Conn) {
    type Manager = <Conn as Connection>::TransactionManager;

    if conn.batch_execute("SELECT 1").is_err() {
        Manager::transaction_manager_status_mut(conn).set_in_error();
    }
}

/// Runs `work` in one transaction: committed when it gives `Ok`, rolled back otherwise.
pub fn in_write_transaction<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    match conn {
        Conn::Pg(pg) => AnsiTransactionManager::begin_transaction(pg),
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
    }
    .map_err(super::Error::from)?;
    end(conn, work)
}

/// Does something within a transaction, and takes it back: what it would lead to is known, and nothing has happened.
pub fn undone<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    type Manager = <Conn as Connection>::TransactionManager;

    Manager::begin_transaction(conn).map_err(super::Error::from)?;
    let outcome = work(conn);
    Manager::rollback_transaction(conn).map_err(super::Error::from)?;
    outcome
}

/// Reads as the database stood at one instant, whatever is written meanwhile.
pub fn in_snapshot<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    match conn {
        Conn::Pg(pg) => {
            AnsiTransactionManager::begin_transaction_sql(pg, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        }
        Conn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN DEFERRED"),
    }
    .map_err(super::Error::from)?;
    end(conn, work)
}

/// Runs the work of a transaction that has begun, and ends it.
fn end<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    type Manager = <Conn as Connection>::TransactionManager;

    match work(conn) {
        Ok(value) => {
            Manager::commit_transaction(conn).map_err(commit_failed)?;
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

/// A connection that is lost at the commit leaves open whether it was done: who tries again might do it twice.
fn commit_failed(error: DieselError) -> Error {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _) => Error::internal(error),
        error => super::Error::from(error).into(),
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
