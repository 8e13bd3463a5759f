//! The full check finds every violation that the generator seeds, and none that its manifest cannot explain.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rstest::rstest;
use siku::crosscheck::market::Market;
use siku::crosscheck::{full, limits};
use siku::domain::rules::facts::{Enterprise, Person};
use siku::domain::rules::{Case, rule};
use siku::generate::{self, Scale, Settings};
use siku::vault::Vault;

use crate::support::{Backend, TestDb, load};

/// Rule, enterprise, project, person, record.
type Violation = [String; 5];

/// What the manifest lists, with the case and the words of each.
fn seeded(folder: &Path) -> BTreeMap<Violation, String> {
    let mut rows = csv::Reader::from_path(folder.join("violations.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let seeded: BTreeMap<Violation, String> = rows
        .iter()
        .map(|row| {
            let text = |column: usize| row[column].to_owned();
            let words = format!("{} {} {}", text(0), text(1), text(7));
            ([text(2), text(3), text(4), text(5), text(6)], words)
        })
        .collect();
    assert_eq!(seeded.len(), rows.len(), "no violation is listed twice");
    seeded
}

/// What the check found, by the codes, numbers and names of the sheets, with why.
fn found(market: &Market, cases: &[Case]) -> BTreeMap<Violation, String> {
    let code = |enterprise: &Enterprise| (enterprise.key.clone(), enterprise.code.clone().unwrap_or_default());
    let enterprises: BTreeMap<String, String> = market.enterprises().map(code).collect();
    let numbers: BTreeMap<String, String> =
        market.projects().map(|project| (project.key.clone(), project.number.clone().unwrap())).collect();
    let name = |person: &Person| (person.key.clone(), person.name.clone());
    let people: BTreeMap<String, String> = market.people().iter().map(name).collect();
    let told =
        |names: &BTreeMap<String, String>, key: Option<&String>| key.map_or(String::new(), |key| names[key].clone());
    let violation = |case: &Case| {
        let key = [
            case.finding.rule.id.clone(),
            told(&enterprises, case.enterprise.as_ref()),
            told(&numbers, case.project.as_ref()),
            told(&people, case.person.as_ref()),
            case.record.clone(),
        ];
        (key, format!("{} {}", case.on, case.finding.judgement.because))
    };
    cases.iter().map(violation).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_full_check_finds_what_was_seeded_and_nothing_else(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let settings = Settings::new(Scale::Violations, 1, &database.folder.path().join("violations"));
    let summary = generate::run(&settings, |_| {}).unwrap();
    let files: Vec<PathBuf> = summary.workbooks.iter().map(|written| written.path.clone()).collect();
    let report = load(&database, &Vault::fixed(7), &files);
    let rows: u64 = summary.workbooks.iter().map(|written| written.rows).sum();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!((report.rows_read, report.rows_waiting), (rows, 0));

    let (market, limits) = database.db.read_now(|conn| Ok((Market::all(conn)?, limits::load(conn)?))).unwrap();
    let check = full::run(&market, &limits, settings.as_of).unwrap();
    let (seeded, found) = (seeded(&settings.out), found(&market, &check.cases));
    let only = |these: &BTreeMap<Violation, String>, those: &BTreeMap<Violation, String>| {
        let these = these.iter().filter(|(key, _)| !those.contains_key(*key));
        these.map(|(key, why)| format!("{} — {why}", key.join("|"))).collect::<Vec<_>>()
    };
    assert_eq!(only(&seeded, &found), [""; 0], "seeded and not found");
    assert_eq!(only(&found, &seeded), [""; 0], "found and not explained");
    assert_eq!(check.cases.len(), seeded.len());

    let broken: BTreeSet<&str> = seeded.keys().map(|key| key[0].as_str()).collect();
    assert_eq!(broken, rule::all().iter().map(|rule| rule.id.as_str()).collect());
    // A sound file is decided: every rule is kept somewhere.
    assert!(check.tally.iter().all(|tally| tally.passed > 0), "{:?}", check.tally);
}
