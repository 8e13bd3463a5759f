//! A world made of cases, in which every violation is known: what the full check is measured by.
//!
//! ```text
//! sound case ─► a seed changes one or two of its rows ─► workbooks
//!                └─► violations.csv: case, seed, rule, whom it concerns, record, in words
//! ```
//!
//! Each case is a complete file with firms and people of its own, so that none disturbs another. For every case with a seed
//! there is one without: the check must find all of the manifest and nothing else. Days are relative to the day the world is
//! looked at, so the check is to be run on that day (`siku check --on`).
//!
//! What the sheets do not let in cannot be seeded. Of X35 that is a wrong credit code: intake takes no code whose check
//! character fails for the enterprise's own. Unknown regions, and project numbers with an impossible region or date, get in.

mod case;
mod manifest;
mod mint;
mod seeds;
mod sound;

use std::path::Path;

use case::Case;
use mint::Mint;
use seeds::Seed;

use super::book::{Book, Manner};
use super::{Counts, Settings, Summary, Written};
use crate::error::Result;

/// The manifest in the folder of the workbooks.
const MANIFEST: &str = "violations.csv";

/// The workbooks and the kinds of sheets in each, in the order in which they are to be loaded.
const BOOKS: [(&str, &[&str]); 5] = [
    ("01-enterprises.xlsx", &["enterprise", "qualification", "safety-permit", "net-assets", "shareholder"]),
    ("02-people.xlsx", &["person", "registration", "safety-certificate", "employment"]),
    ("03-projects.xlsx", &["project", "unit-work", "participant", "site-person", "commitment"]),
    (
        "04-stages.xlsx",
        &[
            "tender",
            "tender-section",
            "tender-bidder",
            "contract",
            "drawing-review",
            "permit",
            "permit-change",
            "acceptance",
            "acceptance-filing",
        ],
    ),
    ("05-credit.xlsx", &["conduct", "blacklist", "demerit", "evaluation"]),
];

/// Generates the workbooks and the manifest.
pub fn run(settings: &Settings, manner: Manner, mut progress: impl FnMut(&Written)) -> Result<Summary> {
    let (seeded, sound) = cases(settings);
    let all: Vec<&Case> = seeded.iter().map(|(case, _)| case).chain(&sound).collect();
    let mut workbooks = Vec::new();
    for (name, kinds) in BOOKS {
        let path = settings.out.join(name);
        let written = Written { rows: write(&path, kinds, &all, manner)?, path };
        progress(&written);
        workbooks.push(written);
    }
    let path = settings.out.join(MANIFEST);
    let manifest = Written { rows: manifest::write(&path, &seeded)?, path };
    progress(&manifest);
    Ok(Summary { counts: counts(&all), workbooks })
}

/// The cases with a seed, and as many without.
fn cases(settings: &Settings) -> (Vec<(Case, &'static Seed)>, Vec<Case>) {
    let mut mint = Mint::new(settings.seed, settings.as_of);
    let (mut seeded, mut sound) = (Vec::new(), Vec::new());
    for (number, seed) in (1..).zip(seeds::all()) {
        let mut case = sound::case(format!("C{number:03}"), seed.progress, &mut mint, settings.as_of);
        (seed.plant)(&mut case, &mut mint);
        seeded.push((case, seed));
        sound.push(sound::case(format!("S{number:03}"), seed.progress, &mut mint, settings.as_of));
    }
    (seeded, sound)
}

fn write(path: &Path, kinds: &[&str], cases: &[&Case], manner: Manner) -> Result<u64> {
    let mut book = Book::new(path, manner)?;
    for kind in kinds {
        for row in cases.iter().flat_map(|case| case.rows(kind)) {
            book.row(kind, &row.fields())?;
        }
    }
    book.save()
}

fn counts(cases: &[&Case]) -> Counts {
    let of = |kinds: &[&str]| {
        let rows = kinds.iter().flat_map(|kind| cases.iter().flat_map(|case| case.rows(kind))).count();
        u32::try_from(rows).unwrap_or(u32::MAX)
    };
    Counts {
        enterprises: of(&["enterprise"]),
        people: of(&["person"]),
        registered: of(&["registration"]),
        projects: of(&["project"]),
        credit_records: of(&["conduct", "blacklist", "demerit", "evaluation"]),
    }
}

#[cfg(test)]
mod tests;
