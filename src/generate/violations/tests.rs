//! What must hold of the cases whatever the check says of them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::*;
use crate::domain::rules::rule;
use crate::generate::{self, Scale};

fn generated(seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    generate::run(&Settings::new(Scale::Violations, seed, folder.path()), |_| {}).unwrap();
    folder
}

fn bytes(folder: &tempfile::TempDir) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let (one, same, other) = (bytes(&generated(7)), bytes(&generated(7)), bytes(&generated(8)));
    assert_eq!(one.len(), BOOKS.len() + 1);
    assert!(one == same);
    assert!(one.iter().all(|(name, bytes)| other.get(name).unwrap() != bytes));
}

#[test]
fn every_rule_is_broken_in_two_ways_at_least() {
    for rule in rule::all() {
        let ways = seeds::all().filter(|seed| seed.breaks.contains(&rule.id.as_str())).count();
        assert!(ways >= 2, "{}: {ways}", rule.id);
    }
    let names: BTreeSet<&str> = seeds::all().map(|seed| seed.name).collect();
    assert_eq!(names.len(), seeds::all().count());
}

#[test]
fn every_violation_is_of_a_rule_and_says_what_it_concerns() {
    let settings = Settings::new(Scale::Violations, 1, Path::new("nowhere"));
    for (case, seed) in cases(&settings).0 {
        for id in seed.breaks {
            assert!(rule::find(id).is_some(), "{}", seed.name);
            let broken = manifest::violation(&case, id);
            assert!(!broken.record.is_empty(), "{}", seed.name);
            assert!(!broken.enterprise.is_empty() || !broken.project.is_empty(), "{}", seed.name);
        }
    }
}
