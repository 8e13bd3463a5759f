//! The queue of jobs: nothing is lost, nothing is done twice at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use rstest::rstest;
use serde::{Deserialize, Serialize};
use siku::db::Db;
use siku::domain::vocabulary::job::JobState;
use siku::error::{Error, Result};
use siku::jobs::store::{self, Counts, JobRow};
use siku::jobs::{self, Handlers, Job, Worker};
use tokio::sync::watch;

use crate::support::{Backend, TestApp, TestDb};

/// What ran, in order.
type Log = Arc<Mutex<Vec<u32>>>;

/// Writes its number down.
#[derive(Serialize, Deserialize)]
struct Note {
    number: u32,
    key: Option<String>,
}

impl Job for Note {
    type Context = Log;
    const NAME: &'static str = "test.note";

    fn dedup_key(&self) -> Option<String> {
        self.key.clone()
    }

    async fn run(self, log: &Log) -> Result<()> {
        tokio::task::yield_now().await;
        log.lock().unwrap().push(self.number);
        Ok(())
    }
}

/// Fails, or worse.
#[derive(Serialize, Deserialize)]
struct Trouble {
    panics: bool,
}

impl Job for Trouble {
    type Context = Log;
    const NAME: &'static str = "test.trouble";
    const PRIORITY: i32 = -1;
    const ATTEMPTS: i32 = 2;

    async fn run(self, log: &Log) -> Result<()> {
        log.lock().unwrap().push(0);
        assert!(!self.panics, "a job that panics");
        Err(Error::field("mail", "mail.refused", "邮件服务器没有接受。"))
    }
}

/// Never ends.
#[derive(Serialize, Deserialize)]
struct Endless {}

impl Job for Endless {
    type Context = Log;
    const NAME: &'static str = "test.endless";

    async fn run(self, log: &Log) -> Result<()> {
        log.lock().unwrap().push(1);
        std::future::pending().await
    }
}

fn note(number: u32) -> Note {
    Note { number, key: None }
}

fn handlers(log: &Log) -> Handlers {
    Handlers::default().with::<Note>(Arc::clone(log)).with::<Trouble>(Arc::clone(log)).with::<Endless>(Arc::clone(log))
}

fn worker(db: &Db, log: &Log) -> Worker {
    Worker::new(db.clone(), handlers(log))
}

fn enqueue<J: Job>(db: &Db, job: &J) -> bool {
    db.write_now(|tx| jobs::enqueue(tx, job)).unwrap()
}

fn counts(db: &Db) -> Counts {
    db.read_now(|conn| Ok(store::counts(conn)?)).unwrap()
}

/// Takes a job as a worker does that is killed right after.
fn killed_worker(db: &Db) -> JobRow {
    db.write_now(|tx| Ok(store::claim(tx.conn, tx.now, tx.now + TimeDelta::seconds(60))?)).unwrap().unwrap()
}

fn ran(log: &Log) -> Vec<u32> {
    log.lock().unwrap().clone()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_job_is_done_once_after_the_transaction_that_asks_for_it_and_leaves_nothing(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let (db, log) = (&database.db, Log::default());
    let taken_back: Result<()> = db.write_now(|tx| {
        jobs::enqueue(tx, &note(1))?;
        Err(Error::Stale)
    });
    assert!(taken_back.is_err());
    enqueue(db, &note(2));
    let worker = worker(db, &log);
    assert_eq!((worker.run_due().await.unwrap(), ran(&log)), (1, vec![2]));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    assert_eq!(counts(db), Counts::default());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_killed_workers_job_runs_again_exactly_once_more(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    let log = Log::default();
    enqueue(&database.db, &note(1));
    let held = killed_worker(&database.db);
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 0, "the lease still holds");

    database.hours_later(1);
    let next = worker(&database.db, &log);
    assert_eq!((next.run_due().await.unwrap(), next.run_due().await.unwrap()), (1, 0));
    assert_eq!(ran(&log), [1]);

    // The first worker was only slow, and comes back: it has nothing to say any more.
    enqueue(&database.db, &note(2));
    let late = database.db.write_now(|tx| {
        let finished = store::finish(tx.conn, &held)?;
        let put_back = store::put_back(tx.conn, &held, None, "late")?;
        Ok((finished, put_back, store::extend(tx.conn, &held, tx.now)?))
    });
    assert_eq!(late.unwrap(), (false, false, false));
    assert_eq!(counts(&database.db), Counts { waiting: 1, failed: 0 });
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_slow_worker_whose_job_was_taken_cannot_write_its_outcome(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    enqueue(&database.db, &note(1));
    let slow = killed_worker(&database.db);
    database.hours_later(1);
    let second = killed_worker(&database.db);
    assert_eq!((slow.id, slow.attempts, second.attempts), (second.id, 1, 2));
    let outcomes = database.db.write_now(|tx| Ok((store::finish(tx.conn, &slow)?, store::finish(tx.conn, &second)?)));
    assert_eq!(outcomes.unwrap(), (false, true));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn workers_side_by_side_do_every_job_once(#[case] backend: Backend) {
    const JOBS: u32 = 60;
    let database = TestDb::new(backend);
    let (db, log) = (&database.db, Log::default());
    db.write_now(|tx| (0..JOBS).try_for_each(|number| jobs::enqueue(tx, &note(number)).map(drop))).unwrap();
    let (tell, told) = watch::channel(false);
    let grace = Duration::from_secs(5);
    let workers: Vec<_> = (0..3).map(|_| actix_web::rt::spawn(worker(db, &log).run(2, grace, told.clone()))).collect();
    for _ in 0..600 {
        if counts(db).waiting == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tell.send(true).unwrap();
    for worker in workers {
        worker.await.unwrap();
    }
    let mut times = BTreeMap::new();
    for number in ran(&log) {
        *times.entry(number).or_insert(0) += 1;
    }
    assert_eq!(times, (0..JOBS).map(|number| (number, 1)).collect());
    assert!(!db.read_now(|conn| Ok(store::is_due(conn, db.clock().now() + TimeDelta::hours(1))?)).unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite, false)]
#[case::postgres(Backend::Postgres, false)]
#[case::panic_on_sqlite(Backend::Sqlite, true)]
#[case::panic_on_postgres(Backend::Postgres, true)]
#[actix_web::test]
async fn what_fails_is_tried_again_later_and_then_stays_to_be_seen(#[case] backend: Backend, #[case] panics: bool) {
    let mut database = TestDb::new(backend);
    let log = Log::default();
    enqueue(&database.db, &Trouble { panics });
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 1);
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 0, "not before it has waited");
    assert_eq!(counts(&database.db), Counts { waiting: 1, failed: 0 });

    database.hours_later(1);
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 1);
    assert_eq!(counts(&database.db), Counts { waiting: 0, failed: 1 });
    let failed = database.db.read_now(|conn| Ok(store::failed(conn, 10)?)).unwrap();
    let [job] = &failed[..] else { panic!("{failed:?}") };
    let expected = if panics { "service.internal" } else { "邮件服务器没有接受。（request.invalid）" };
    assert!(job.last_error.as_ref().unwrap().contains(expected), "{job:?}");

    let again = |id| database.db.write_now(|tx| Ok(store::try_again(tx.conn, id, tx.now)?)).unwrap();
    assert_eq!((again(job.id), again(job.id)), (true, false));
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 1);
    assert_eq!(ran(&log).len(), 3);
    database.hours_later(2);
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 1);
    let discard = || database.db.write_now(|tx| Ok(store::discard(tx.conn, job.id)?)).unwrap();
    assert_eq!((discard(), discard()), (true, false));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_job_that_kills_its_workers_is_given_up(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    let log = Log::default();
    enqueue(&database.db, &Trouble { panics: false });
    for hour in 1..=i64::from(Trouble::ATTEMPTS) {
        assert_eq!(killed_worker(&database.db).state, JobState::Running);
        database.hours_later(hour);
    }
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 1);
    assert_eq!((ran(&log), counts(&database.db)), (vec![], Counts { waiting: 0, failed: 1 }));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn jobs_of_one_key_wait_once_and_what_is_asked_after_the_beginning_is_done_too(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let db = &database.db;
    let keyed = |number| Note { number, key: Some("filing 1".to_owned()) };
    assert_eq!([enqueue(db, &keyed(1)), enqueue(db, &keyed(2))], [true, false]);
    killed_worker(db);
    assert!(enqueue(db, &keyed(3)), "the first has begun");
    assert_eq!(counts(db).waiting, 1);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_urgent_goes_first_then_the_older_and_nothing_before_its_time(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    let log = Log::default();
    database
        .db
        .write_now(|tx| {
            let later = tx.now + TimeDelta::minutes(30);
            jobs::enqueue_at(tx, &note(9), later)?;
            jobs::enqueue(tx, &note(1))?;
            jobs::enqueue(tx, &note(2))?;
            jobs::enqueue(tx, &Trouble { panics: false })
        })
        .unwrap();
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 3);
    assert_eq!(ran(&log), [0, 1, 2]);
    database.hours_later(1);
    assert_eq!(worker(&database.db, &log).run_due().await.unwrap(), 2);
    assert_eq!(ran(&log), [0, 1, 2, 0, 9]);
}

#[actix_web::test]
async fn a_worker_that_is_told_to_stop_cuts_off_what_does_not_end_and_leaves_it_to_the_next() {
    let mut database = TestDb::new(Backend::Sqlite);
    let log = Log::default();
    enqueue(&database.db, &Endless {});
    let (tell, told) = watch::channel(false);
    let running = actix_web::rt::spawn(worker(&database.db, &log).run(1, Duration::from_millis(10), told));
    while ran(&log).is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tell.send(true).unwrap();
    running.await.unwrap();
    database.hours_later(1);
    assert_eq!(killed_worker(&database.db).attempts, 2);
}

#[actix_web::test]
async fn a_daily_job_waits_once_for_its_hour_in_china() {
    let mut database = TestDb::new(Backend::Sqlite);
    let log = Log::default();
    let handlers = || handlers(&log).daily(2, note(7));
    // Tests begin at nine in the morning: its hour of that day has passed.
    for _start in 0..2 {
        let (tell, told) = watch::channel(false);
        let worker = Worker::new(database.db.clone(), handlers());
        let running = actix_web::rt::spawn(worker.run(1, Duration::from_secs(1), told));
        while counts(&database.db).waiting == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tell.send(true).unwrap();
        running.await.unwrap();
    }
    assert_eq!(counts(&database.db).waiting, 1);
    database.hours_later(16);
    assert_eq!(Worker::new(database.db.clone(), handlers()).run_due().await.unwrap(), 0);
    database.hours_later(17);
    assert_eq!(Worker::new(database.db.clone(), handlers()).run_due().await.unwrap(), 1);
    assert_eq!(ran(&log), [7]);
}

#[actix_web::test]
async fn a_fresh_platform_has_nothing_to_do() {
    assert_eq!(TestApp::new(Backend::Sqlite).work().await, 0);
}

#[actix_web::test]
async fn a_kind_of_job_that_this_version_does_not_know_waits_for_one_that_does() {
    let database = TestDb::new(Backend::Sqlite);
    enqueue(&database.db, &note(1));
    assert_eq!(Worker::new(database.db.clone(), Handlers::default()).run_due().await.unwrap(), 1);
    assert_eq!(counts(&database.db), Counts { waiting: 1, failed: 0 });
}
