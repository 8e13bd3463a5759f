//! Every column of the registries that a reviewer may see changing has a label, and every code its words.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use siku::heads;
use siku::registry;
use siku::registry::label::{label, shown};

use crate::support::{Backend, TestDb, catalog};

/// Columns that say nothing to a clerk, whatever table they are in.
const BOOKKEEPING: [&str; 8] =
    ["id", "public_id", "record_key", "raw", "row_version", "updated_at", "merged_into", "name_initials"];
/// The same by their endings.
const ENDINGS: [&str; 3] = ["_key", "_hash", "_cipher"];

fn is_bookkeeping(column: &str, head: &str) -> bool {
    column == head || BOOKKEEPING.contains(&column) || ENDINGS.iter().any(|ending| column.ends_with(ending))
}

/// The columns of the registries' tables, with the column of the head that a record hangs from.
fn columns() -> Vec<(String, String, String)> {
    let catalog = catalog(&TestDb::new(Backend::Sqlite));
    let tables = registry::heads().into_iter().flat_map(|heads| heads.tables);
    let columns = tables.flat_map(|table| {
        let found = &catalog[table.name];
        let head = found.primary_key[0].clone();
        found
            .columns
            .keys()
            .map(move |column| (table.name.to_owned(), column.clone(), head.clone()))
            .collect::<Vec<_>>()
    });
    columns.collect()
}

#[test]
fn every_column_of_the_registries_has_a_label_and_bookkeeping_has_none() {
    let columns = columns();
    assert!(columns.len() > 600, "{} columns", columns.len());
    for (table, column, head) in columns {
        let named = label(&table, &column);
        assert_eq!(named.is_none(), is_bookkeeping(&column, &head), "{table}.{column} is called {named:?}");
    }
}

/// Columns of the platform's own tables that an auditor has no use for: they point to what is named beside them, or say
/// what the table's name says.
const NOT_NAMED: [&str; 9] = [
    "filing_id",
    "account_id",
    "organisation_id",
    "content_hash",
    "changed_at",
    "finding_id",
    "finding_key",
    "owner_id",
    "cause_entry_id",
];

#[test]
fn every_column_of_the_platform_that_the_ledger_tells_has_a_label() {
    let catalog = catalog(&TestDb::new(Backend::Sqlite));
    let registries: BTreeSet<&str> =
        registry::heads().into_iter().flat_map(|heads| heads.tables).map(|table| table.name).collect();
    let tables = heads::all().into_iter().flat_map(|heads| heads.tables);
    let mut told = 0;
    for table in tables.filter(|table| !registries.contains(table.name)) {
        for column in catalog[table.name].columns.keys().filter(|column| !table.untold.contains(&column.as_str())) {
            let named = label(table.name, column).is_some();
            let needless = is_bookkeeping(column, "id") || NOT_NAMED.contains(&column.as_str());
            assert!(named || needless, "{}.{column} has no label", table.name);
            told += 1;
        }
    }
    assert!(told > 120, "{told} columns");
}

#[test]
fn no_two_columns_of_a_table_are_called_the_same() {
    let mut seen = BTreeSet::new();
    for (table, column, _) in columns() {
        if let Some(name) = label(&table, &column) {
            assert!(seen.insert((table.clone(), name)), "{table} has {name} twice, once in {column}");
        }
    }
}

#[test]
fn every_value_that_a_check_allows_is_shown_in_words() {
    let known: BTreeSet<(String, String)> = columns().into_iter().map(|(table, column, _)| (table, column)).collect();
    let mut values = 0;
    for folder in fs::read_dir("migrations/sqlite").unwrap() {
        let text = fs::read_to_string(folder.unwrap().path().join("up.sql")).unwrap();
        for statement in text.split("CREATE TABLE ").skip(1) {
            let (table, _) = statement.split_once(' ').unwrap();
            for line in statement.lines().map(str::trim).filter(|line| !line.starts_with("CONSTRAINT")) {
                let Some((_, allowed)) = line.split_once(" IN ('") else { continue };
                let column = line.split(' ').next().unwrap();
                if !known.contains(&(table.to_owned(), column.to_owned())) {
                    continue;
                }
                for value in allowed.trim_end_matches(['\'', ')', ',']).split("', '") {
                    let words = shown(table, column, &Value::from(value)).unwrap();
                    assert_ne!(words, value, "{table}.{column} has no words for {value}");
                    values += 1;
                }
            }
        }
    }
    assert!(values > 150, "the migrations were not understood: {values} values");
}
