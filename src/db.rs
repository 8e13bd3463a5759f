//! The database: one binary, two backends by URL scheme, and two ways in: [`Db::read`] and [`Db::write`].
//!
//! `write` is the only transaction. On `SQLite` it begins IMMEDIATE, so that a read followed by a write never meets
//! "database is locked"; on `PostgreSQL` it is READ COMMITTED, which is why every update carries `row_version`, and
//! it is tried again a few times when the server asks for that.

pub mod batch;
mod connection;
mod error;
pub mod ids;
pub mod keyset;
pub mod migrate;
pub mod search;
mod url;

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use diesel::r2d2;
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::error::{Code, Error as AppError, Result as AppResult};

pub(crate) use connection::on_each;
pub use connection::{Conn, MultiBackend};
pub use error::{Error, OnViolation, Result, Violation};
pub use ids::IdSource;
pub use url::{Backend, DatabaseUrl};

use connection::Manager;

/// How often a transaction is tried again when `PostgreSQL` reports a serialisation failure or a deadlock.
const WRITE_ATTEMPTS: u32 = 5;

/// The database, shared by all workers.
#[derive(Clone)]
pub struct Db {
    pool: r2d2::Pool<Manager>,
    read_permits: Arc<Semaphore>,
    write_permits: Arc<Semaphore>,
    backend: Backend,
    clock: Clock,
    ids: Arc<IdSource>,
}

/// A write transaction: the connection, the instant it is dated with, and the source of new ids.
pub struct Tx<'a> {
    /// The connection, inside the transaction.
    pub conn: &'a mut Conn,
    /// The instant that everything written here bears, UTC.
    pub now: NaiveDateTime,
    /// Where new ids come from.
    pub ids: &'a IdSource,
}

impl Db {
    /// Opens the database that `url` names, with at most `connections` at a time. Nothing is created but an
    /// empty `SQLite` file in its folder; [`migrate::up`] makes the tables.
    ///
    /// A first connection is made at once, so that whoever starts Siku reads the real cause when there is none.
    pub fn open(url: &DatabaseUrl, connections: u32, clock: Clock) -> AppResult<Self> {
        url.prepare().map_err(|cause| unreachable(url, &cause))?;
        drop(connection::open(url).map_err(|cause| unreachable(url, &cause))?);
        let manager = Manager::new(url.clone());
        let pool = r2d2::Pool::builder()
            .max_size(connections)
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(5))
            .error_handler(Box::new(connection::LogErrors))
            .build_unchecked(manager);
        let writers = match url.backend() {
            Backend::Sqlite => 1,
            Backend::Postgres => connections as usize,
        };
        Ok(Self {
            pool,
            read_permits: Arc::new(Semaphore::new(connections as usize)),
            write_permits: Arc::new(Semaphore::new(writers)),
            backend: url.backend(),
            ids: Arc::new(IdSource::new(clock.clone())),
            clock,
        })
    }

    /// Which of the two backends this is.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The clock that dates the writes.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Reads, on a blocking thread.
    pub async fn read<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> AppResult<T> + Send + 'static,
    {
        let permit = Arc::clone(&self.read_permits).acquire_owned().await.map_err(AppError::internal)?;
        let db = self.clone();
        let span = tracing::Span::current();
        on_blocking_thread(move || {
            let _permit = permit;
            span.in_scope(|| db.read_now(work))
        })
        .await
    }

    /// Writes, in one transaction on a blocking thread.
    pub async fn write<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> AppResult<T> + Send + 'static,
    {
        let permit = Arc::clone(&self.write_permits).acquire_owned().await.map_err(AppError::internal)?;
        let db = self.clone();
        let span = tracing::Span::current();
        on_blocking_thread(move || {
            let _permit = permit;
            span.in_scope(|| db.write_now(work))
        })
        .await
    }

    /// Reads on the calling thread: for commands and tests.
    pub fn read_now<T>(&self, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
        let mut conn = self.connection()?;
        work(&mut conn)
    }

    /// Writes on the calling thread, in one transaction: for commands and tests.
    pub fn write_now<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> AppResult<T>) -> AppResult<T> {
        let mut conn = self.connection()?;
        let mut attempt = 1;
        loop {
            let now = self.clock.now();
            let ids = Arc::clone(&self.ids);
            let outcome = connection::in_write_transaction(&mut conn, |conn| work(&mut Tx { conn, now, ids: &ids }));
            match outcome {
                Err(AppError::Unavailable { source, .. }) if attempt < WRITE_ATTEMPTS => {
                    tracing::info!(attempt, reason = %source, "transaction tried again");
                    std::thread::sleep(Duration::from_millis(u64::from(attempt) * 10));
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Does on the calling thread what a write would do, and takes it back.
    pub fn rehearse_now<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> AppResult<T>) -> AppResult<T> {
        let mut done = None;
        let undone = self.write_now(|tx| -> AppResult<()> {
            done = Some(work(tx)?);
            Err(AppError::Stale)
        });
        match (done, undone) {
            (Some(done), Err(AppError::Stale)) => Ok(done),
            (_, Err(error)) => Err(error),
            (_, Ok(())) => Err(AppError::internal("a rehearsal was written")),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that takes a connection from the pool")]
    fn connection(&self) -> Result<r2d2::PooledConnection<Manager>> {
        self.pool.get().map_err(|cause| Error::Transient(Box::new(cause)))
    }
}

fn unreachable(url: &DatabaseUrl, cause: &dyn std::error::Error) -> AppError {
    let text = format!("无法打开 {} 数据库：{cause}。请核对 --database-url、文件权限或数据库服务。", url.backend());
    AppError::BadRequest(Code::Unavailable, text)
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> AppResult<T> + Send + 'static) -> AppResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?
}
