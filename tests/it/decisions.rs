//! Decisions under pressure: many reviewers at once, and a server that is killed. Each filing is decided exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chrono::NaiveDate;
use diesel::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};
use siku::access::store;
use siku::access::token::{self, NewToken};
use siku::clock::Clock;
use siku::db::Db;
use siku::domain::vocabulary::access::{Role, Tier, TokenScope};
use siku::domain::vocabulary::filing::{FilingState, ItemState, StepKind};
use siku::domain::vocabulary::ids::FilingId;
use siku::error::Result;
use siku::filing::hall::draft::{self, NewItem, Purpose};
use siku::filing::hall::submit;
use siku::filing::route::RouteRow;
use siku::{keyring, ledger, schema};

use crate::filing::support::{Hall, a_reason_to_refuse, somebody, works};
use crate::support::{Backend, Server, TestApp, post, said, siku};

/// Filings submitted in one transaction.
const AT_ONCE: usize = 50;

/// A hall over a database that a server is to serve: with its keys, and by the machine's clock.
fn hall(backend: Backend) -> Hall {
    let mut app = TestApp::new(backend);
    app.database.db = Db::open(&app.database.url.parse().unwrap(), 8, Clock::system()).unwrap();
    let key_file = app.database.folder.path().join("siku.keys");
    app.vault = Arc::new(keyring::open(&app.database.db, &key_file).unwrap());
    Hall::over(app)
}

/// Numbers of so many filings that wait for the county.
fn submitted(hall: &Hall, filings: usize) -> Vec<String> {
    let purpose = Purpose::named("performance", "backfill").unwrap();
    let mut numbers = Vec::new();
    while numbers.len() < filings {
        let first = numbers.len();
        let some = hall.act(|tx, vault| {
            let each = (first..filings.min(first + AT_ONCE)).map(|nth| {
                let item = NewItem { filled: works(nth), ..NewItem::default() };
                let number = draft::open(tx, vault, &hall.filer, purpose, &[item])?.filing.number;
                submit::submit(tx, vault, &hall.filer, &number, None)?;
                Ok(number)
            });
            each.collect::<Result<Vec<_>>>()
        });
        numbers.extend(some.unwrap());
    }
    numbers
}

/// Tokens of so many reviewers of the county.
fn reviewers(hall: &Hall, count: usize) -> Vec<String> {
    let county = &hall.reviewer(Tier::County).organisation.public_id;
    let county = hall.app.database.db.read_now(|conn| Ok(store::organisation_by_public_id(conn, county)?));
    let county = county.unwrap().unwrap();
    let scopes = vec![TokenScope::FilingsRead, TokenScope::ReviewsWrite];
    let new = NewToken { name: "审核程序".to_owned(), scopes, days: 30 };
    let token = |nth| {
        let reviewer = somebody(&hall.app, &county, &format!("racer{nth}"), Role::Reviewer);
        hall.act(|tx, vault| token::create(tx, vault, &reviewer, &new)).unwrap().1.expose().to_owned()
    };
    (0..count).map(token).collect()
}

/// A number that looks as if by chance, the same at every run (splitmix64).
fn chance(seed: usize, below: usize) -> usize {
    let mut mixed = (seed as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
}

/// A decision that a program was told is made.
type Acknowledged = (usize, StepKind);

/// What somebody who came too late was told.
type Late = (usize, u16, Value);

/// A reviewer's program.
struct Racer<'a> {
    address: SocketAddr,
    token: &'a str,
    numbers: &'a [String],
    nth: usize,
    acknowledged: Vec<Acknowledged>,
    late: Vec<Late>,
}

impl Racer<'_> {
    /// Claims a filing now and then, and decides on it; false when the server is gone.
    fn work(&mut self, filing: usize) -> bool {
        let seed = filing * 1_000 + self.nth;
        let path = format!("/filings/{}", self.numbers[filing]);
        if chance(seed, 3) == 0 {
            match post(self.address, self.token, &format!("{path}/claims"), &json!({})) {
                None => return false,
                Some((200, _)) => {}
                Some((status, problem)) => {
                    self.late.push((filing, status, problem));
                    return true;
                }
            }
        }
        let (verdict, kind) = [
            (json!({ "verdict": "approve" }), StepKind::Approved),
            (json!({ "verdict": "return", "reason_code": "R01" }), StepKind::Returned),
            (json!({ "verdict": "refuse", "reason_code": a_reason_to_refuse() }), StepKind::Refused),
        ][chance(seed + 7, 3)]
        .clone();
        match post(self.address, self.token, &format!("{path}/reviews"), &verdict) {
            None => return false,
            Some((200, _)) => self.acknowledged.push((filing, kind)),
            Some((status, problem)) => self.late.push((filing, status, problem)),
        }
        true
    }
}

/// Has all reviewers work at once, so many of them on each filing; `done` is told of each decision.
fn race(
    address: SocketAddr,
    tokens: &[String],
    numbers: &[String],
    rivals: usize,
    done: impl Fn() + Sync,
) -> (Vec<Acknowledged>, Vec<Late>) {
    let is_concerned = |nth: usize, filing: usize| {
        (0..rivals).any(|rival| (chance(filing, tokens.len()) + rival * 7) % tokens.len() == nth)
    };
    thread::scope(|scope| {
        let (done, is_concerned) = (&done, &is_concerned);
        let racers = tokens.iter().enumerate().map(|(nth, token)| {
            scope.spawn(move || {
                let mut racer = Racer { address, token, numbers, nth, acknowledged: Vec::new(), late: Vec::new() };
                for filing in (0..numbers.len()).filter(|filing| is_concerned(nth, *filing)) {
                    let before = racer.acknowledged.len();
                    if !racer.work(filing) {
                        break;
                    }
                    if racer.acknowledged.len() > before {
                        done();
                    }
                }
                (racer.acknowledged, racer.late)
            })
        });
        let racers: Vec<_> = racers.collect();
        let (mut acknowledged, mut late) = (Vec::new(), Vec::new());
        for racer in racers {
            let (more, later) = racer.join().unwrap();
            acknowledged.extend(more);
            late.extend(later);
        }
        (acknowledged, late)
    })
}

/// Whoever came too late was told who was faster.
fn were_told(late: &[Late]) {
    for (filing, status, problem) in late {
        let (code, detail) = (problem["code"].as_str().unwrap(), problem["detail"].as_str().unwrap());
        assert_eq!(*status, 409, "{filing}: {problem}");
        assert!(["filing.decided", "filing.claimed"].contains(&code), "{filing}: {problem}");
        assert!(detail.contains("racer"), "{filing}: {problem}");
    }
}

/// The decisions of the county about a filing, and how often somebody claimed it.
fn decisions(hall: &Hall, number: &str) -> (Vec<StepKind>, i64) {
    let steps: Vec<StepKind> = hall.steps(number).into_iter().map(|step| step.step).collect();
    let claims = steps.iter().filter(|step| **step == StepKind::Claimed).count();
    let is_decision = |step: &StepKind| [StepKind::Approved, StepKind::Returned, StepKind::Refused].contains(step);
    (steps.into_iter().filter(is_decision).collect(), i64::try_from(claims).unwrap())
}

/// Entries of the ledger about each filing.
fn entries(hall: &Hall, numbers: &[String]) -> Vec<i64> {
    let counted = hall.app.database.db.read_now(|conn| {
        let rows = schema::filing::table.select((schema::filing::number, schema::filing::id));
        let ids: BTreeMap<String, i64> =
            rows.load::<(String, FilingId)>(conn)?.into_iter().map(|(number, id)| (number, id.0)).collect();
        numbers.iter().map(|number| Ok(ledger::store::count_of_head(conn, ids[number])?)).collect::<Result<Vec<_>>>()
    });
    counted.unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn of_fifty_reviewers_on_five_hundred_filings_each_filing_has_one_who_decided(#[case] backend: Backend) {
    let hall = hall(backend);
    let (tokens, numbers) = (reviewers(&hall, 50), submitted(&hall, 500));
    let before = entries(&hall, &numbers);
    let server = Server::start(&hall.app.database);
    let (acknowledged, late) = race(server.pages, &tokens, &numbers, 3, || {});
    drop(server);

    were_told(&late);
    let winners: BTreeMap<usize, StepKind> = acknowledged.iter().copied().collect();
    assert_eq!((winners.len(), acknowledged.len()), (500, 500), "each is decided once");
    assert!(late.len() > 500, "too few came too late for a race: {}", late.len());
    for (filing, (number, entries)) in numbers.iter().zip(entries(&hall, &numbers)).enumerate() {
        let (decided, claims) = decisions(&hall, number);
        assert_eq!(decided, [winners[&filing]], "{number}");
        assert_eq!(entries - before[filing], claims + 1, "{number}: one entry for each claim and the decision");
    }
    hall.app.agrees_with_its_ledger();
}

/// What the county approves is in force.
fn county_decides_alone(hall: &Hall) {
    hall.order(&RouteRow {
        kind: "performance".to_owned(),
        tiers: "county".to_owned(),
        working_days: 2,
        valid_from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        ..RouteRow::default()
    });
}

fn projects(hall: &Hall) -> BTreeSet<String> {
    let names = |conn: &mut siku::db::Conn| Ok(schema::project::table.select(schema::project::name).load(conn)?);
    let names: Vec<String> = hall.app.database.db.read_now(names).unwrap();
    let count = names.len();
    let names: BTreeSet<String> = names.into_iter().collect();
    assert_eq!(names.len(), count, "nothing is in force twice");
    names
}

/// Each filing is decided whole or not at all, and what was acknowledged is there. Gives those that still wait.
fn whole_or_absent(hall: &Hall, numbers: &[String], acknowledged: &[Acknowledged]) -> Vec<usize> {
    let mut waiting = Vec::new();
    let mut in_force = BTreeSet::new();
    for (filing, number) in numbers.iter().enumerate() {
        let (docket, (decided, _)) = (hall.docket(number), decisions(hall, number));
        let expected = match decided[..] {
            [] => (FilingState::Submitted, ItemState::Waiting),
            [StepKind::Approved] => (FilingState::InForce, ItemState::InForce),
            [StepKind::Returned] => (FilingState::Returned, ItemState::Returned),
            [StepKind::Refused] => (FilingState::Refused, ItemState::Refused),
            _ => panic!("{number} was decided more than once: {decided:?}"),
        };
        assert_eq!((docket.filing.state, docket.items[0].state), expected, "{number}");
        if decided.is_empty() {
            waiting.push(filing);
        }
        if decided == [StepKind::Approved] {
            in_force.extend(works(filing).fields.get("name").cloned());
        }
        let told = acknowledged.iter().filter(|(known, _)| *known == filing).map(|(_, kind)| *kind);
        let told: Vec<StepKind> = told.collect();
        assert!(told.is_empty() || told == decided, "{number}: {told:?} was acknowledged, and {decided:?} is there");
    }
    assert_eq!(projects(hall), in_force, "the registry has what was approved");
    waiting
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_server_that_is_killed_has_lost_nothing_that_it_acknowledged_and_done_nothing_by_halves(#[case] backend: Backend) {
    let hall = hall(backend);
    county_decides_alone(&hall);
    let (tokens, numbers) = (reviewers(&hall, 8), submitted(&hall, 150));
    let server = Server::start(&hall.app.database);
    let (address, done, killed) = (server.pages, AtomicUsize::new(0), std::sync::Mutex::new(Some(server)));
    let (acknowledged, late) = race(address, &tokens, &numbers, 2, || {
        if done.fetch_add(1, Ordering::Relaxed) == 40
            && let Some(server) = killed.lock().unwrap().take()
        {
            server.kill();
        }
    });
    were_told(&late);
    assert!((41..150).contains(&acknowledged.len()), "{} before it was killed", acknowledged.len());

    let again = Server::start(&hall.app.database);
    let waiting = whole_or_absent(&hall, &numbers, &acknowledged);
    assert!(!waiting.is_empty(), "it was killed after all was done");
    let rest: Vec<String> = waiting.iter().map(|filing| numbers[*filing].clone()).collect();
    let approve = json!({ "verdict": "approve" });
    for number in &rest {
        let decided = tokens.iter().find(|token| {
            // Whoever had claimed it before the server was killed decides on it.
            let answer = post(again.pages, token, &format!("/filings/{number}/reviews"), &approve);
            answer.is_some_and(|(status, _)| status == 200)
        });
        assert!(decided.is_some(), "{number} waits, and nobody can decide on it");
    }
    assert!(whole_or_absent(&hall, &numbers, &acknowledged).is_empty());
    drop(again);
    let verified = siku(&hall.app.database, &["ledger", "verify"]).output().unwrap();
    assert!(verified.status.success(), "{}", said(&verified));
}
