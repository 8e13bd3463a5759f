//! The database: one binary, two backends by URL scheme, and two ways in: [`Db::read`] and [`Db::write`].
//!
//! `write` is the only transaction that writes. On `SQLite` it begins IMMEDIATE, so that a read followed by a write
//! never meets "database is locked"; on `PostgreSQL` it is READ COMMITTED, which is why every update carries
//! `row_version`, and it is tried again a few times when the server asks for that.

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
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Clock;
use crate::error::{Code, Error as AppError, Result as AppResult};

pub(crate) use connection::on_each;
pub use connection::{Conn, MultiBackend, in_snapshot};
pub use error::{Error, OnViolation, Result, Violation};
pub use ids::IdSource;
pub use url::{Backend, DatabaseUrl};

use connection::{Manager, Use};

/// How long anybody waits for a connection. Longer than this an overloaded server only lengthens its queue.
const PATIENCE: Duration = Duration::from_secs(3);
/// One connection in so many writes, on `PostgreSQL`; `SQLite` has one writer.
const CONNECTIONS_A_WRITER: u32 = 4;
/// How often a transaction is tried again when `PostgreSQL` reports a serialisation failure or a deadlock.
const WRITE_ATTEMPTS: u32 = 5;

/// The database, shared by all workers.
#[derive(Clone)]
pub struct Db {
    /// For look-ups, which give up when a statement takes too long.
    lookups: r2d2::Pool<Manager>,
    /// For writes and for commands, which take the time they need.
    work: r2d2::Pool<Manager>,
    /// For the batches of a load.
    batches: r2d2::Pool<Manager>,
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

impl Tx<'_> {
    /// Does something within this transaction, and takes it back.
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> AppResult<T>) -> AppResult<T> {
        let (now, ids) = (self.now, self.ids);
        connection::undone(self.conn, |conn| work(&mut Tx { conn, now, ids }))
    }
}

impl Db {
    /// Opens the database that `url` names, with at most `connections` at a time: of a server, some look up and some
    /// write. Nothing is created but an empty `SQLite` file in its folder; [`migrate::up`] makes the tables.
    ///
    /// A first connection is made at once, so that whoever starts Siku reads the real cause when there is none.
    pub fn open(url: &DatabaseUrl, connections: u32, clock: Clock) -> AppResult<Self> {
        url.prepare().map_err(|cause| unreachable(url, &cause))?;
        drop(connection::open(url, Use::Work).map_err(|cause| unreachable(url, &cause))?);
        let writers = match url.backend() {
            Backend::Sqlite => 1,
            Backend::Postgres => (connections / CONNECTIONS_A_WRITER).max(1),
        };
        let readers = connections.saturating_sub(writers).max(1);
        Ok(Self {
            lookups: pool(url, Use::LookUp, readers),
            work: pool(url, Use::Work, connections),
            batches: pool(url, Use::Batches, 1),
            read_permits: Arc::new(Semaphore::new(readers as usize)),
            write_permits: Arc::new(Semaphore::new(writers as usize)),
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

    /// Reads, on a blocking thread: for look-ups.
    pub async fn read<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> AppResult<T> + Send + 'static,
    {
        let permit = permit(&self.read_permits).await?;
        let db = self.clone();
        let span = tracing::Span::current();
        on_blocking_thread(move || {
            let _permit = permit;
            span.in_scope(|| on_connection(&db.lookups, work))
        })
        .await
    }

    /// Writes, in one transaction on a blocking thread.
    pub async fn write<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> AppResult<T> + Send + 'static,
    {
        self.on_writer(|db| db.write_now(work)).await
    }

    /// Does on a blocking thread what a write would do, and takes it back.
    pub async fn rehearse<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> AppResult<T> + Send + 'static,
    {
        self.on_writer(|db| db.rehearse_now(work)).await
    }

    async fn on_writer<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> AppResult<T> + Send + 'static,
    {
        let permit = permit(&self.write_permits).await?;
        let db = self.clone();
        let span = tracing::Span::current();
        on_blocking_thread(move || {
            let _permit = permit;
            span.in_scope(|| work(&db))
        })
        .await
    }

    /// Reads on the calling thread, however long it takes: for commands and tests.
    pub fn read_now<T>(&self, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
        on_connection(&self.work, work)
    }

    /// Writes on the calling thread, in one transaction: for commands and tests. What may succeed later is tried
    /// again, on another connection when this one is dead.
    pub fn write_now<T>(&self, work: impl FnMut(&mut Tx<'_>) -> AppResult<T>) -> AppResult<T> {
        self.write_on(&self.work, work)
    }

    /// Writes like [`Self::write_now`] without waiting for the disk: a killed process loses nothing of it, and a power cut
    /// nothing once a later `write_now` has returned. For the batches of a load, which ends with one.
    pub fn write_batch_now<T>(&self, work: impl FnMut(&mut Tx<'_>) -> AppResult<T>) -> AppResult<T> {
        self.write_on(&self.batches, work)
    }

    fn write_on<T>(
        &self,
        pool: &r2d2::Pool<Manager>,
        mut work: impl FnMut(&mut Tx<'_>) -> AppResult<T>,
    ) -> AppResult<T> {
        let mut attempt = 1;
        loop {
            let now = self.clock.now();
            let outcome = on_connection(pool, |conn| {
                connection::in_write_transaction(conn, |conn| work(&mut Tx { conn, now, ids: &self.ids }))
            });
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
}

fn pool(url: &DatabaseUrl, usage: Use, connections: u32) -> r2d2::Pool<Manager> {
    r2d2::Pool::builder()
        .max_size(connections)
        .min_idle(Some(0))
        .test_on_check_out(false)
        .connection_timeout(PATIENCE)
        .error_handler(Box::new(connection::LogErrors))
        .build_unchecked(Manager::new(url.clone(), usage))
}

async fn permit(permits: &Arc<Semaphore>) -> AppResult<OwnedSemaphorePermit> {
    let waited = tokio::time::timeout(PATIENCE, Arc::clone(permits).acquire_owned()).await;
    waited.map_err(|overloaded| Error::Transient(Box::new(overloaded)))?.map_err(AppError::internal)
}

#[expect(clippy::disallowed_methods, reason = "the one place that takes a connection from the pool")]
fn on_connection<T>(pool: &r2d2::Pool<Manager>, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
    let mut conn = pool.get().map_err(|cause| Error::Transient(Box::new(cause)))?;
    let outcome = work(&mut conn);
    if matches!(outcome, Err(AppError::Unavailable { .. })) {
        connection::discard_when_dead(&mut conn);
    }
    outcome
}

fn unreachable(url: &DatabaseUrl, cause: &dyn std::error::Error) -> AppError {
    let text = format!("无法打开 {} 数据库：{cause}。请核对 --database-url、文件权限或数据库服务。", url.backend());
    AppError::BadRequest(Code::Unavailable, text)
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> AppResult<T> + Send + 'static) -> AppResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?
}
