//! What is generated as a whole.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use super::*;
use crate::intake::{self, Limits, Remarks};
use crate::registry;

fn generate(scale: Scale, seed: u64, ugly: f64) -> (tempfile::TempDir, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { ugly, ..Settings::new(scale, seed, folder.path()) };
    let summary = run(&settings, |_| {}).unwrap();
    (folder, summary)
}

#[test]
fn the_same_settings_give_the_same_bytes_and_another_seed_others() {
    let (_first, one) = generate(Scale::Small, 7, 0.05);
    let (_second, same) = generate(Scale::Small, 7, 0.05);
    let (_third, other) = generate(Scale::Small, 8, 0.05);
    for ((one, same), other) in one.workbooks.iter().zip(&same.workbooks).zip(&other.workbooks) {
        let bytes = |written: &Written| fs::read(&written.path).unwrap();
        assert_eq!(one.path.file_name(), same.path.file_name());
        assert!(bytes(one) == bytes(same), "{:?}", one.path);
        assert!(bytes(one) != bytes(other), "{:?}", one.path);
    }
}

/// What the registries make of the workbooks: the rows of each kind, and every remark.
fn read_back(summary: &Summary) -> (BTreeMap<&'static str, u64>, Remarks) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let (mut rows, mut remarks) = (BTreeMap::new(), Remarks::default());
    for written in &summary.workbooks {
        let mut workbook = intake::open(&written.path, &Limits::default()).unwrap();
        let plan = workbook.detect(&registry::sheet::kinds()).unwrap();
        assert!(plan.skipped.is_empty(), "{:?}", plan.skipped);
        plan.sheets.iter().flat_map(intake::DataSheet::remarks).for_each(|remark| remarks.add(remark));
        let tally = workbook
            .read(&plan, |row| {
                *rows.entry(row.kind().name).or_default() += 1;
                registry::sheet::read(&row, today, &mut remarks);
                Ok(std::ops::ControlFlow::Continue(()))
            })
            .unwrap();
        assert_eq!(tally.rows, written.rows, "{:?}", written.path);
    }
    (rows, remarks)
}

/// One remark of each sort, and how often it was made.
fn sorts<'a>(remarks: impl Iterator<Item = &'a intake::Remark>) -> BTreeMap<String, (u32, String)> {
    let mut sorts = BTreeMap::new();
    for remark in remarks {
        let sort = format!("{} {:?} {}", remark.sheet, remark.field, remark.code);
        let entry = sorts.entry(sort).or_insert_with(|| (0, format!("{:?}: {}", remark.value, remark.message())));
        entry.0 += 1;
    }
    sorts
}

#[test]
fn without_ugliness_the_registries_have_nothing_to_remark() {
    let (_folder, summary) = generate(Scale::Enterprises(60), 2, 0.0);
    let (rows, remarks) = read_back(&summary);
    assert!(remarks.is_empty(), "{:#?}", sorts(remarks.iter()));
    assert_eq!(rows.get("enterprise"), Some(&u64::from(summary.counts.enterprises)));
    assert_eq!(rows.get("person"), Some(&u64::from(summary.counts.people)));
    assert_eq!(rows.get("project"), Some(&u64::from(summary.counts.projects)));
    let credit: u64 = ["conduct", "blacklist", "demerit", "evaluation"].iter().filter_map(|kind| rows.get(kind)).sum();
    assert_eq!(credit, u64::from(summary.counts.credit_records));
}

#[test]
fn with_ugliness_every_row_is_still_taken() {
    let (_folder, summary) = generate(Scale::Enterprises(60), 3, 0.2);
    let (_, remarks) = read_back(&summary);
    let errors = remarks.iter().filter(|remark| remark.severity == intake::Severity::Error);
    assert!(!remarks.has_errors(), "{:#?}", sorts(errors));
}

#[test]
fn the_demonstration_has_rows_of_every_room_and_stage() {
    let (_folder, summary) = generate(Scale::Small, 1, 0.02);
    let (rows, _) = read_back(&summary);
    for kind in [
        "enterprise qualification safety-permit succession",
        "person registration safety-certificate post-certificate title employment",
        "project unit-work participant site-person tender tender-section tender-bidder contract drawing-review",
        "quality-supervision safety-supervision permit permit-change stoppage acceptance acceptance-filing",
        "conduct blacklist demerit evaluation",
    ]
    .iter()
    .flat_map(|room| room.split(' '))
    {
        assert!(rows.contains_key(kind), "{kind}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a switch of the test, no setting of the program")]
fn the_committed_demonstration_is_what_is_generated() {
    let (_folder, summary) = generate(Scale::Small, 1, Scale::Small.usual_ugliness());
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    let anew = std::env::var_os("SIKU_REGENERATE").is_some();
    for written in &summary.workbooks {
        let name = written.path.file_name().unwrap();
        if anew {
            fs::copy(&written.path, committed.join(name)).unwrap();
        }
        let same = fs::read(&written.path).unwrap() == fs::read(committed.join(name)).unwrap();
        assert!(same, "{name:?} is out of date: run this test with SIKU_REGENERATE=1");
    }
    let workbooks = fs::read_dir(committed).unwrap().map(|entry| entry.unwrap().file_name());
    let count =
        workbooks.filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "xlsx")).count();
    assert_eq!(count, summary.workbooks.len());
}

#[test]
fn parts_cover_everything_once_and_sort_in_order() {
    let parts: Vec<_> = parts(1_050_000, 100_000).collect();
    assert_eq!(parts.len(), 11);
    assert!(parts.windows(2).all(|pair| matches!(pair, [one, next] if one.0 < next.0 && one.1.end == next.1.start)));
    assert_eq!(parts.last().map(|(_, range)| range.end), Some(1_050_000));
}

#[test]
fn a_share_beyond_one_is_refused() {
    let settings = Settings { ugly: 1.5, ..Settings::new(Scale::Small, 1, Path::new("nowhere")) };
    assert!(run(&settings, |_| {}).is_err());
}
