//! A row of every kind of sheet: what a full one changes, and that none of what it must have may be left blank.

use std::collections::HashMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use siku::intake::{Limits, Need, Remark, Remarks, SheetKind, open};
use siku::registry::sheet::{self, Change};

use crate::support::house::resident_number;

const SAMPLES: &str = include_str!("rows/samples.txt");

/// The samples: by kind and field, those of all kinds under `*`.
fn samples() -> HashMap<(&'static str, &'static str), String> {
    let mut kind = "*";
    let mut samples = HashMap::new();
    for line in SAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            kind = name;
            continue;
        }
        let (field, value) = line.split_once(": ").expect("a sample is `field: value`");
        let value = value.replace("{person}", &resident_number(1)).replace("{other}", &resident_number(2));
        assert!(samples.insert((kind, field), value).is_none(), "two samples for {field} of {kind}");
    }
    samples
}

/// A row with every column of a kind: its fields with their values, in the order of the template.
fn full_row(kind: &SheetKind) -> Vec<(&'static str, String)> {
    let samples = samples();
    let sample = |field: &'static str| {
        let sample = samples.get(&(kind.name, field)).or_else(|| samples.get(&("*", field)));
        let sample = sample.unwrap_or_else(|| panic!("tests/it/rows/samples.txt has no `{field}` for [{}]", kind.name));
        (field, sample.clone())
    };
    kind.columns.iter().map(|column| sample(column.field)).collect()
}

/// What the row changes, with the remarks on it.
fn read(kind: &'static SheetKind, row: &[(&str, String)]) -> (Option<Change>, Vec<Remark>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("row.csv");
    let line = |cells: Vec<&str>| {
        let quoted = cells.into_iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(",")
    };
    let header = line(kind.columns.iter().map(|column| column.header).collect());
    let cells = line(row.iter().map(|(_, value)| value.as_str()).collect());
    std::fs::write(&path, format!("{header}\r\n{cells}\r\n")).unwrap();

    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut book = open(&path, &Limits::default()).unwrap();
    let plan = book.detect(&[kind]).unwrap();
    let (mut change, mut remarks) = (None, Remarks::default());
    book.read(&plan, |row| {
        change = sheet::read(&row, today, &mut remarks);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    (change, remarks.iter().cloned().collect())
}

/// A change without the fields that say nothing, and each value on one line with its field.
fn told(change: &Change) -> String {
    let says_nothing = |line: &&str| {
        let ends = [": None,", ": [],", ": \"\",", ": \"{}\",", ": 0,"];
        !ends.iter().any(|end| line.ends_with(end))
    };
    let text = format!("{change:#?}");
    let mut told: Vec<String> = Vec::new();
    for line in text.lines().filter(says_nothing) {
        told.push(line.to_owned());
        while let [.., open, value, close] = told.as_slice()
            && open.ends_with('(')
            && matches!(close.trim(), ")," | ")")
        {
            let line = format!("{open}{}{}", value.trim().trim_end_matches(','), close.trim());
            told.truncate(told.len() - 3);
            told.push(line);
        }
    }
    told.join("\n")
}

#[test]
fn a_full_row_of_every_kind_is_taken_whole() {
    for kind in sheet::kinds() {
        let (change, remarks) = read(kind, &full_row(kind));
        let said: Vec<String> = remarks.iter().map(ToString::to_string).collect();
        let change = change.unwrap_or_else(|| panic!("{}: {said:#?}", kind.name));
        insta::with_settings!({ snapshot_path => "rows", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(kind.name, format!("{}\n\n{}", told(&change), said.join("\n")));
        });
    }
}

#[test]
fn what_a_row_must_have_is_missed_by_name_and_keeps_it_out() {
    for kind in sheet::kinds() {
        for column in kind.columns.iter().filter(|column| column.need == Need::Required) {
            let mut row = full_row(kind);
            for (_, value) in row.iter_mut().filter(|(field, _)| *field == column.field) {
                value.clear();
            }
            let (change, remarks) = read(kind, &row);
            let missed = remarks.iter().any(|remark| {
                remark.field == Some(column.field)
                    && remark.code == "cell.required"
                    && remark.reason.contains(column.header)
            });
            assert!(change.is_none() && missed, "{}/{}: {remarks:#?}", kind.name, column.field);
        }
    }
}

#[test]
fn every_sample_is_of_a_column_that_there_is() {
    let kinds = sheet::kinds();
    for (kind, field) in samples().into_keys() {
        let mut named = kinds.iter().filter(|known| kind == "*" || known.name == kind);
        let known = named.any(|kind| kind.columns.iter().any(|column| column.field == field));
        assert!(known, "no sheet [{kind}] has `{field}`");
    }
}
