//! The full check: everything on file, by every rule, on a day. The same data, rules and day give the same bytes.

use std::io::Write;
use std::num::NonZero;
use std::thread;

use chrono::NaiveDate;
use serde::Serialize;

use super::market::Market;
use crate::domain::rules::{Case, Limits, Outcome, examine, rule};
use crate::error::{Error, Result};

/// What a rule came to, over everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The rule.
    pub rule: &'static str,
    /// How often it was kept, broken, could not be decided, was not assessed.
    pub passed: u64,
    /// Broken.
    pub failed: u64,
    /// Not decidable.
    pub undecidable: u64,
    /// Not assessed in the period.
    pub not_assessed: u64,
}

/// What the full check found.
#[derive(Debug, Default)]
pub struct Found {
    /// Broken rules, in the order of their keys.
    pub cases: Vec<Case>,
    /// What each rule came to, in the order of their table.
    pub tally: Vec<Tally>,
}

/// A head to be looked at.
#[derive(Clone, Copy)]
enum Head<'f> {
    Enterprise(&'f crate::domain::rules::facts::Enterprise),
    Project(&'f crate::domain::rules::facts::Project),
    Person(&'f crate::domain::rules::facts::Person),
}

impl Head<'_> {
    fn examine(self, market: &Market, limits: &Limits, on: NaiveDate) -> Vec<Case> {
        match self {
            Self::Enterprise(enterprise) => examine::enterprise(enterprise, limits, on),
            Self::Project(project) => examine::project(project, market, limits, on),
            Self::Person(person) => examine::person(person, market, limits, on),
        }
    }
}

/// Looks at everything in a market, on as many threads as there are processors.
pub fn run(market: &Market, limits: &Limits, on: NaiveDate) -> Result<Found> {
    let enterprises = market.enterprises().map(Head::Enterprise);
    let heads: Vec<Head<'_>> = enterprises
        .chain(market.projects().map(Head::Project))
        .chain(market.people().iter().map(Head::Person))
        .collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = heads.len().div_ceil(threads).max(1);
    let parts: Vec<Part> = thread::scope(|scope| {
        let started: Vec<_> =
            heads.chunks(share).map(|heads| scope.spawn(move || Part::of(heads, market, limits, on))).collect();
        started
            .into_iter()
            .map(|part| part.join().map_err(|_panic| Error::internal("a check panicked")))
            .collect::<Result<_>>()
    })?;
    let mut found = Found::default();
    let mut counts = vec![[0; 4]; rule::all().len()];
    for part in parts {
        found.cases.extend(part.cases);
        for (total, counted) in counts.iter_mut().zip(part.counts) {
            total.iter_mut().zip(counted).for_each(|(total, counted)| *total += counted);
        }
    }
    found.cases.sort_by_cached_key(Case::key);
    found.tally = rule::all()
        .iter()
        .zip(counts)
        .map(|(rule, [passed, failed, undecidable, not_assessed])| Tally {
            rule: &rule.id,
            passed,
            failed,
            undecidable,
            not_assessed,
        })
        .collect();
    Ok(found)
}

struct Part {
    cases: Vec<Case>,
    counts: Vec<[u64; 4]>,
}

impl Part {
    fn of(heads: &[Head<'_>], market: &Market, limits: &Limits, on: NaiveDate) -> Self {
        let mut part = Self { cases: Vec::new(), counts: vec![[0; 4]; rule::all().len()] };
        for head in heads {
            for case in head.examine(market, limits, on) {
                let outcome = case.finding.judgement.outcome;
                let place = rule::all().iter().position(|rule| rule.id == case.finding.rule.id);
                if let Some(count) = place.and_then(|place| part.counts.get_mut(place)?.get_mut(place_of(outcome))) {
                    *count += 1;
                }
                if outcome == Outcome::Failed {
                    part.cases.push(case);
                }
            }
        }
        part
    }
}

fn place_of(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Passed => 0,
        Outcome::Failed => 1,
        Outcome::Undecidable => 2,
        Outcome::NotAssessed => 3,
    }
}

/// Writes findings as JSON, one a line.
pub fn write(cases: &[Case], on: NaiveDate, out: &mut impl Write) -> Result<()> {
    for case in cases {
        let line = serde_json::to_string(&super::view::CaseView::new(case, on)).map_err(Error::internal)?;
        writeln!(out, "{line}").map_err(Error::internal)?;
    }
    out.flush().map_err(Error::internal)
}
