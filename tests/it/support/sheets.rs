//! Workbooks as tests write them.

use std::fs;
use std::path::PathBuf;

use siku::load::{self, Load, Report};
use siku::vault::Vault;

use super::TestDb;

/// Writes a sheet: the header, then rows, with `|` between cells.
pub fn csv(database: &TestDb, name: &str, lines: &[&str]) -> PathBuf {
    let path = database.folder.path().join(format!("{name}.csv"));
    let quoted = lines.iter().map(|line| {
        let cells = line.split('|').map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<_>>().join(",")
    });
    fs::write(&path, quoted.collect::<Vec<_>>().join("\r\n")).unwrap();
    path
}

/// Loads workbooks through the ordinary intake.
pub fn load(database: &TestDb, vault: &Vault, files: &[PathBuf]) -> Report {
    let load = Load { files: files.to_vec(), kind: None, dry_run: false, actor: "cli:test".to_owned() };
    load::run(&database.db, vault, &load, |_step| {}).unwrap()
}
