//! Whatever is done in whatever order, the locks are what a naive reckoning day by day says.

use std::cell::RefCell;

use actix_web::rt::System;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rstest::rstest;
use siku::access::Principal;
use siku::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use siku::lock::Works;
use siku::lock::care::{self, NewException, NewRelease, Seen};
use siku::lock::take::{self, Award, Reservation};
use siku::record::Record as _;
use siku::registry::lock::rows::ManagerLock;

use super::scene::{NAME, NUMBER, Scene};
use crate::filing::support::principal;
use crate::lookup::market::{HOSPITAL, HUAXIN, SCHOOL};
use crate::support::Backend;

const PROJECTS: [&str; 3] = [HOSPITAL, SCHOOL, "4101052503010103"];
/// Days that the reckoning looks at; whatever has no end lasts until then.
const HORIZON: i64 = 200;

/// What is done. Days are counted from the beginning of the story; locks by the order in which they were made.
#[derive(Clone, Debug)]
enum Deed {
    Reserve { project: usize, days: i64 },
    Lock { project: usize, back: i64 },
    Except { nth: usize, beside: Option<usize> },
    EndException { nth: usize },
    Release { nth: usize, back: i64 },
    Withdraw { nth: usize },
    Pass { days: i64 },
    Sweep,
    Accept { project: usize, back: i64 },
}

fn deed() -> impl Strategy<Value = Deed> {
    let (project, nth) = (0..PROJECTS.len(), 0_usize..4);
    prop_oneof![
        3 => (project.clone(), 1..20_i64).prop_map(|(project, days)| Deed::Reserve { project, days }),
        4 => (project.clone(), 0..6_i64).prop_map(|(project, back)| Deed::Lock { project, back }),
        2 => (nth.clone(), prop::option::of(project.clone())).prop_map(|(nth, beside)| Deed::Except { nth, beside }),
        1 => nth.clone().prop_map(|nth| Deed::EndException { nth }),
        1 => (nth.clone(), 0..4_i64).prop_map(|(nth, back)| Deed::Release { nth, back }),
        1 => nth.prop_map(|nth| Deed::Withdraw { nth }),
        3 => (1..12_i64).prop_map(|days| Deed::Pass { days }),
        1 => Just(Deed::Sweep),
        3 => (project, 0..15_i64).prop_map(|(project, back)| Deed::Accept { project, back }),
    ]
}

/// What may be led beside a lock.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Leave {
    /// Anything, while the works stand still.
    Anything,
    /// Another section or phase.
    Beside(usize),
}

/// A lock as the reckoning has it.
#[derive(Clone, Debug, PartialEq)]
struct Claim {
    project: usize,
    reserved: Option<(i64, i64)>,
    locked: Option<i64>,
    ended: Option<(i64, bool)>,
    exception: Option<Leave>,
}

impl Claim {
    fn since(&self) -> i64 {
        self.reserved.map(|(from, _)| from).into_iter().chain(self.locked).min().unwrap()
    }

    fn until(&self) -> i64 {
        let term = self.reserved.filter(|_| self.locked.is_none()).map(|(_, term)| term);
        term.into_iter().chain(self.ended.map(|(on, _)| on)).min().unwrap_or(HORIZON)
    }

    fn holds(&self, day: i64) -> bool {
        self.since() <= day && day < self.until()
    }

    fn bars(&self, project: usize, since: i64) -> bool {
        let exempt = match self.exception {
            Some(Leave::Anything) => true,
            Some(Leave::Beside(beside)) => project == self.project || project == beside,
            None => false,
        };
        !exempt && (since..HORIZON).any(|day| self.holds(day))
    }
}

#[derive(Default)]
struct Oracle {
    today: i64,
    claims: Vec<Claim>,
    accepted: [Option<i64>; 3],
}

impl Oracle {
    fn lasts(&self, nth: usize) -> bool {
        self.claims.get(nth).is_some_and(|claim| claim.ended.is_none() && claim.until() > self.today)
    }

    /// Whether a deed is allowed; what follows from it.
    fn does(&mut self, deed: &Deed) -> bool {
        let today = self.today;
        match *deed {
            Deed::Reserve { project, days } => {
                if self.claims.iter().any(|claim| claim.bars(project, today)) {
                    return false;
                }
                let reserved = Some((today, today + days));
                self.claims.push(Claim { project, reserved, locked: None, ended: None, exception: None });
            }
            Deed::Lock { project, back } => {
                let on = today - back;
                let is_bid = |claim: &Claim| claim.locked.is_none() && claim.project == project;
                if self.claims.iter().any(|claim| !is_bid(claim) && claim.bars(project, on)) {
                    return false;
                }
                let bid = (0..self.claims.len()).find(|nth| self.lasts(*nth) && is_bid(&self.claims[*nth]));
                match bid {
                    Some(nth) => self.claims[nth].locked = Some(on),
                    None => self.claims.push(Claim {
                        project,
                        reserved: None,
                        locked: Some(on),
                        ended: None,
                        exception: None,
                    }),
                }
                self.follow(project);
            }
            Deed::Except { nth, beside } => {
                if !self.lasts(nth) {
                    return false;
                }
                self.claims[nth].exception = Some(beside.map_or(Leave::Anything, Leave::Beside));
            }
            Deed::EndException { nth } => {
                if !self.lasts(nth) || self.claims[nth].exception.is_none() {
                    return false;
                }
                let (project, since) = (self.claims[nth].project, self.claims[nth].since());
                let others =
                    self.claims.iter().enumerate().filter(|(other, claim)| *other != nth && claim.ended.is_none());
                if others.map(|(_, claim)| claim).any(|claim| claim.until() > today && claim.bars(project, since)) {
                    return false;
                }
                self.claims[nth].exception = None;
            }
            Deed::Release { nth, back } => {
                if !self.lasts(nth) || today - back < self.claims[nth].since() {
                    return false;
                }
                self.claims[nth].ended = Some((today - back, false));
            }
            Deed::Withdraw { nth } => {
                if !self.lasts(nth) || self.claims[nth].locked.is_some() {
                    return false;
                }
                self.claims[nth].ended = Some((today, false));
            }
            Deed::Pass { days } => self.today += days,
            Deed::Sweep => {}
            Deed::Accept { project, back } => {
                self.accepted[project] = Some(today - back);
                self.follow(project);
            }
        }
        true
    }

    fn follow(&mut self, project: usize) {
        let accepted = self.accepted[project];
        for claim in self.claims.iter_mut().filter(|claim| claim.project == project && claim.locked.is_some()) {
            if claim.ended.is_none_or(|(_, by_record)| by_record) {
                claim.ended = accepted.filter(|on| claim.since() <= *on).map(|on| (on, true));
            }
        }
    }
}

fn begins() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn date(day: i64) -> NaiveDate {
    match u64::try_from(day) {
        Ok(days) => begins() + Days::new(days),
        Err(_) => begins() - Days::new(day.unsigned_abs()),
    }
}

/// The house that is compared with the reckoning.
struct House {
    scene: Scene,
    filer: Principal,
    reviewer: Principal,
    today: i64,
}

impl House {
    fn new(backend: Backend) -> Self {
        let scene = Scene::new(backend);
        let third = format!("{}|金水区第三住宅楼|01|410105|郑州某某置业有限公司", PROJECTS[2]);
        scene.market.sheet("项目编号|项目名称|项目分类|项目所在地|建设单位", &[third]);
        for project in PROJECTS {
            scene.market.permit(project, "2026-03-02", HUAXIN, NAME, 1);
        }
        let (filer, reviewer) = (principal(scene.app(), &scene.filer), principal(scene.app(), &scene.reviewer));
        Self { scene, filer, reviewer, today: 0 }
    }

    fn locks(&self) -> Vec<ManagerLock> {
        let db = &self.scene.app().database.db;
        db.read_now(|conn| {
            let person = siku::lock::person_named(conn, NUMBER)?;
            Ok(ManagerLock::load(conn, &[person.0])?)
        })
        .unwrap()
    }

    fn does(&mut self, deed: &Deed) -> bool {
        let works = |project: usize| Works {
            person: NUMBER.to_owned(),
            project: PROJECTS[project].to_owned(),
            ..Works::default()
        };
        let lock = |nth: usize| self.locks().get(nth).cloned();
        let seen = |lock: &ManagerLock| Seen { key: lock.public_id.clone(), version: Some(lock.row_version) };
        let (db, vault) = (self.scene.app().database.db.clone(), self.scene.app().vault.clone());
        let (filer, reviewer) = (&self.filer, &self.reviewer);
        let document = "文件".to_owned();
        let done = match *deed {
            Deed::Reserve { project, days } => {
                let new = Reservation { works: works(project), days: u64::try_from(days).ok() };
                db.write_now(|tx| take::reserve(tx, &vault, filer, &new))
            }
            Deed::Lock { project, back } => {
                let awarded_on = Some(date(self.today - back));
                let new = Award { works: works(project), awarded_on, document, ..Award::default() };
                db.write_now(|tx| take::lock(tx, &vault, reviewer, &new))
            }
            Deed::Except { nth, beside } => {
                let Some(lock) = lock(nth) else { return false };
                let exception = if beside.is_some() { LockException::AdjacentSection } else { LockException::Stopped };
                let beside = beside.map(|project| PROJECTS[project].to_owned()).unwrap_or_default();
                let new = NewException { exception: Some(exception), beside, document };
                db.write_now(|tx| care::except(tx, &vault, reviewer, &seen(&lock), &new))
            }
            Deed::EndException { nth } => {
                let Some(lock) = lock(nth) else { return false };
                db.write_now(|tx| care::end_exception(tx, &vault, reviewer, &seen(&lock)))
            }
            Deed::Release { nth, back } => {
                let Some(lock) = lock(nth) else { return false };
                let reason = match lock.state {
                    LockState::Reserved => LockReleaseReason::AwardToAnother,
                    _ => LockReleaseReason::ContractEnded,
                };
                let new = NewRelease { reason: Some(reason), released_on: Some(date(self.today - back)), document };
                db.write_now(|tx| care::release(tx, &vault, reviewer, &seen(&lock), &new))
            }
            Deed::Withdraw { nth } => {
                let Some(lock) = lock(nth) else { return false };
                db.write_now(|tx| care::withdraw(tx, &vault, filer, &seen(&lock)))
            }
            Deed::Pass { days } => {
                self.today += days;
                self.scene.market.app.database.hours_later(self.today * 24);
                return true;
            }
            Deed::Sweep => {
                System::new().block_on(self.scene.sweep());
                return true;
            }
            Deed::Accept { project, back } => {
                self.scene.market.acceptance(PROJECTS[project], &date(self.today - back).to_string());
                return true;
            }
        };
        done.is_ok()
    }
}

/// What both say of each lock: works, since when, until when, whether an exception was recorded.
type Told = Vec<(NaiveDate, NaiveDate, bool)>;

fn of_house(locks: &[ManagerLock]) -> Told {
    let recorded = |lock: &ManagerLock| lock.exception.is_some_and(|case| case != LockException::Corrected);
    let told = |lock: &ManagerLock| {
        (lock.life().since(), lock.life().until().unwrap_or_else(|| date(HORIZON)), recorded(lock))
    };
    locks.iter().map(told).collect()
}

fn of_oracle(claims: &[Claim]) -> Told {
    let told = |claim: &Claim| (date(claim.since()), date(claim.until()), claim.exception.is_some());
    claims.iter().map(told).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite, 32)]
#[case::postgres(Backend::Postgres, 6)]
fn locks_are_what_a_reckoning_day_by_day_says(#[case] backend: Backend, #[case] cases: u32) {
    let deeds = prop::collection::vec(deed(), 4..24);
    let takes = RefCell::new([0_u32; 2]);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let outcome = TestRunner::new(config).run(&deeds, |deeds| {
        let (mut house, mut oracle) = (House::new(backend), Oracle::default());
        for (nth, deed) in deeds.iter().enumerate() {
            let (done, allowed) = (house.does(deed), oracle.does(deed));
            prop_assert_eq!(done, allowed, "{}: {:?}", nth, deed);
            if matches!(deed, Deed::Reserve { .. } | Deed::Lock { .. }) {
                takes.borrow_mut()[usize::from(done)] += 1;
            }
            let locks = house.locks();
            prop_assert_eq!(of_house(&locks), of_oracle(&oracle.claims), "after {}: {:?}", nth, deed);
            let sole = locks.iter().filter(|lock| lock.life().is_sole()).count();
            prop_assert!(sole <= 1, "{} locks count alone after {:?}", sole, deed);
        }
        house.scene.app().agrees_with_its_ledger();
        Ok(())
    });
    outcome.unwrap();
    let [refused, taken] = takes.into_inner();
    assert!(refused.min(taken) > cases / 2, "{taken} were taken and {refused} refused: that tells little");
}
