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
