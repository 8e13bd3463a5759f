//! Connections: bounded, given up on in time, and replaced when dead.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use rstest::rstest;
use siku::db::{Conn, Db, Tx};
use siku::error::{Code, Error, Result};

use crate::support::house::House;
use crate::support::{Backend, TestDb, clock, lines};

fn one_line(conn: &mut Conn, sql: &str) -> String {
    lines(conn, sql).remove(0)
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn an_overloaded_server_says_so_instead_of_queueing_for_ever(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    // Two connections: one looks up, one writes.
    let db = Db::open(&database.url.parse().unwrap(), 2, clock()).unwrap();
    let (go_on, wait) = mpsc::channel::<()>();
    let busy = {
        let db = db.clone();
        actix_web::rt::spawn(async move {
            db.read(move |_conn| {
                let _released = wait.recv();
                Ok(())
            })
            .await
        })
    };
    actix_web::rt::time::sleep(Duration::from_millis(100)).await;
    let begun = Instant::now();
    let refused = db.read(|_conn| Ok(())).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable { retry_after: 1.., .. }), "{refused:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    db.write(|_tx| Ok(())).await.expect("look-ups do not keep writes waiting");
    drop(go_on);
    busy.await.unwrap().unwrap();
    db.read(|_conn| Ok(())).await.expect("the connection is free again");
}

#[actix_web::test]
async fn only_look_ups_are_given_up_on_postgres() {
    let database = TestDb::new(Backend::Postgres);
    let timeouts = |conn: &mut Conn| {
        let sql = "SELECT current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') AS line";
        Ok(one_line(conn, sql))
    };
    assert_eq!(database.db.read(timeouts).await.unwrap(), "10s 3s");
    assert_eq!(database.db.read_now(timeouts).unwrap(), "0 0");
}

/// What was acknowledged is on disk; the batches of a load are acknowledged by the write that closes it.
#[rstest]
#[case::sqlite(Backend::Sqlite, "SELECT CAST(synchronous AS TEXT) AS line FROM pragma_synchronous", "2", "1")]
#[case::postgres(
    Backend::Postgres,
    "SELECT CASE source WHEN 'session' THEN setting ELSE 'as the server has it' END AS line FROM pg_settings
     WHERE name = 'synchronous_commit'",
    "as the server has it",
    "off"
)]
fn only_the_batches_of_a_load_do_not_wait_for_the_disk(
    #[case] backend: Backend,
    #[case] sql: &str,
    #[case] write: &str,
    #[case] batch: &str,
) {
    let database = TestDb::new(backend);
    let db = &database.db;
    let setting = |tx: &mut Tx<'_>| Ok(one_line(tx.conn, sql));
    assert_eq!(db.write_batch_now(setting).unwrap(), batch);
    assert_eq!(db.write_now(setting).unwrap(), write);
}

#[actix_web::test]
async fn a_look_up_that_meets_a_lock_is_answered_in_time_postgres() {
    let house = House::new(Backend::Postgres);
    let mut other = PgConnection::establish(&house.app.database.url).unwrap();
    other.batch_execute("BEGIN; LOCK TABLE enterprise IN ACCESS EXCLUSIVE MODE").unwrap();
    let answer = house.app.get("/api/v1/enterprises").await;
    answer.problem(503, "service.unavailable");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    other.batch_execute("ROLLBACK").unwrap();
    house.app.get("/api/v1/enterprises").await.good();
}

#[test]
fn a_deadlock_is_tried_again_postgres() {
    let database = TestDb::new(Backend::Postgres);
    let (both, attempts) = (Barrier::new(2), AtomicU32::new(0));
    let lock = |tx: &mut Tx<'_>, key: u32| -> Result<()> {
        Ok(tx.conn.batch_execute(&format!("SELECT pg_advisory_xact_lock({key})"))?)
    };
    let write = |first: u32, second: u32| {
        let mut met = false;
        database.db.write_now(|tx| {
            attempts.fetch_add(1, Ordering::Relaxed);
            lock(tx, first)?;
            if !std::mem::replace(&mut met, true) {
                both.wait();
            }
            lock(tx, second)
        })
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| write(2, 1));
        write(1, 2).unwrap();
        other.join().unwrap().unwrap();
    });
    assert_eq!(attempts.into_inner(), 3, "one of the two is tried again");
}

#[test]
fn a_dead_connection_is_replaced_postgres() {
    let database = TestDb::new(Backend::Postgres);
    let die = |conn: &mut Conn| -> Result<()> {
        Ok(conn.batch_execute("SELECT pg_terminate_backend(pg_backend_pid()); SELECT 1")?)
    };
    assert_eq!(database.db.read_now(die).unwrap_err().code(), Code::Unavailable);
    database.db.read_now(|conn| Ok(one_line(conn, "SELECT 'well' AS line"))).unwrap();

    let mut attempts = 0;
    let written = database.db.write_now(|tx| {
        attempts += 1;
        if attempts == 1 { die(tx.conn) } else { Ok(()) }
    });
    written.unwrap();
    assert_eq!(attempts, 2);
}

#[test]
fn errors_are_in_english_where_the_server_lets_us_choose_postgres() {
    let database = TestDb::new(Backend::Postgres);
    let language = |db: &Db| db.read_now(|conn| Ok(one_line(conn, "SELECT current_setting('lc_messages') AS line")));
    let ours = language(&database.db).unwrap();
    assert_eq!(ours, "C");

    // A user who may not choose is served all the same.
    let role = format!("plain_{}", std::process::id());
    let admin = |sql: &str| database.db.read_now(|conn| Ok(conn.batch_execute(sql)?)).unwrap();
    admin(&format!("CREATE ROLE {role} LOGIN"));
    let url = database.url.replacen("siku@", &format!("{role}@"), 1);
    let theirs = {
        let plain = Db::open(&url.parse().unwrap(), 2, clock()).unwrap();
        language(&plain).unwrap()
    };
    admin(&format!("DROP ROLE {role}"));
    assert_ne!(theirs, ours);
}
