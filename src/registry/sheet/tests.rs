//! What holds for the kinds of all rooms together.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::path::Path;

use super::kinds;
use crate::intake::{Column, Need, SheetKind};

/// The document with the table of each kind between its marks.
fn with_tables(document: &str) -> String {
    let mut written = String::new();
    let mut rest = document;
    while let Some((before, after)) = rest.split_once("<!-- columns of ") {
        let (name, after) = after.split_once(" -->").unwrap();
        let (_, after) = after.split_once("<!-- end -->").unwrap();
        let kind = kinds().into_iter().find(|kind| kind.name == name).unwrap();
        write!(written, "{before}<!-- columns of {name} -->\n{}<!-- end -->", table(kind)).unwrap();
        rest = after;
    }
    written + rest
}

fn table(kind: &SheetKind) -> String {
    let mut table = "| Column | Also read as | Field | |\n|---|---|---|---|\n".to_owned();
    for column in kind.columns {
        let aliases = column.aliases.join("、").replace('|', "\\|");
        writeln!(table, "| {} | {aliases} | `{}` | {} |", column.header, column.field, marks(column)).unwrap();
    }
    if !kind.carry.is_empty() {
        writeln!(table, "\nCarried down: {}.", kind.carry.join(", ")).unwrap();
    }
    table
}

fn marks(column: &Column) -> String {
    let marks = [(column.need == Need::Required, "**required**"), (column.personal, "*personal*")];
    let marks: Vec<&str> =
        marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).chain(column.hint).collect();
    marks.join("; ")
}

#[test]
fn sheets_md_lists_the_columns_as_they_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SHEETS.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let written = with_tables(&document);
    if std::env::var_os("SIKU_REGENERATE").is_some() {
        std::fs::write(&path, &written).unwrap();
        return;
    }
    assert!(document == written, "docs/SHEETS.md is out of date: run this test with SIKU_REGENERATE=1");
}

#[test]
fn sheets_md_describes_every_kind_once() {
    let document = include_str!("../../../docs/SHEETS.md");
    for kind in kinds() {
        let heading = format!("\n## `{}` — {}\n", kind.name, kind.title);
        assert_eq!(document.matches(&heading).count(), 1, "{heading}");
        assert_eq!(document.matches(&format!("<!-- columns of {} -->", kind.name)).count(), 1, "{}", kind.name);
    }
}
