//! The schema: the same in both databases and in `schema.rs`, and of the shape that can be distributed.

use std::collections::BTreeMap;
use std::fs;

use rstest::rstest;

use crate::support::{Backend, Catalog, Column, Table, TestDb, catalog};

/// Wider diesel tables cost minutes of build.
const COLUMNS: usize = 32;

/// Tables that never are distributed by a head: the heads themselves, and what has no parent (yet or ever).
const UNDISTRIBUTED: [&str; 14] = [
    "enterprise",
    "person",
    "project",
    "organisation",
    "account",
    "filing",
    "filing_route",
    "finding",
    "pending_record",
    "vault_key",
    "login_attempt",
    "calendar_year",
    "job",
    "outbox",
];

/// What a type of `schema.rs` is called by `SQLite` and by `PostgreSQL`.
const TYPES: [(&str, &str, &str); 6] = [
    ("BigInt", "INTEGER", "bigint"),
    ("Integer", "INTEGER", "integer"),
    ("Text", "TEXT", "text"),
    ("Bool", "BOOLEAN", "boolean"),
    ("Date", "TEXT", "date"),
    ("Timestamp", "TEXT", "timestamp without time zone"),
];

/// What `schema.rs` says of columns and primary keys.
fn declared() -> Catalog {
    let text = fs::read_to_string("src/schema.rs").unwrap();
    let mut catalog = Catalog::new();
    for table in text.split("diesel::table! {").skip(1) {
        let mut lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
        let (name, key) = lines.next().unwrap().split_once(" (").unwrap();
        let key = key.trim_end_matches(") {").split(", ").map(str::to_owned).collect();
        let columns = lines.map_while(|line| line.split_once(" -> ")).map(|(column, kind)| {
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            (column.to_owned(), Column { kind: inner.unwrap_or(kind).to_owned(), nullable: inner.is_some() })
        });
        catalog.insert(name.to_owned(), Table { columns: columns.collect(), primary_key: key, ..Table::default() });
    }
    assert!(catalog.len() > 40, "schema.rs was not understood: {:?}", catalog.keys());
    catalog
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn schema_rs_is_what_the_database_has(#[case] backend: Backend) {
    let known = |kind: &str| {
        let (_, sqlite, postgres) = TYPES.iter().find(|(ours, ..)| *ours == kind).unwrap();
        if backend == Backend::Sqlite { *sqlite } else { *postgres }
    };
    let declared: Catalog = declared()
        .into_iter()
        .map(|(name, mut table)| {
            table.columns.values_mut().for_each(|column| column.kind = known(&column.kind).to_owned());
            (name, table)
        })
        .collect();
    let actual: Catalog = catalog(&TestDb::new(backend))
        .into_iter()
        .map(|(name, table)| {
            (name, Table { columns: table.columns, primary_key: table.primary_key, ..Table::default() })
        })
        .collect();
    assert_same(&declared, &actual);
}

#[test]
fn both_databases_have_the_same_tables_and_constraints_postgres() {
    let without_types = |backend: Backend| -> Catalog {
        let mut catalog = catalog(&TestDb::new(backend));
        for column in catalog.values_mut().flat_map(|table| table.columns.values_mut()) {
            column.kind.clear();
        }
        catalog
    };
    assert_same(&without_types(Backend::Sqlite), &without_types(Backend::Postgres));
}

/// Table by table, so that a failure names the one.
fn assert_same(left: &Catalog, right: &Catalog) {
    let names = |catalog: &Catalog| catalog.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right));
    for (name, table) in left {
        assert_eq!(table, &right[name], "table {name}");
    }
}

#[test]
fn no_table_is_wider_than_diesel_builds_quickly() {
    let wide: BTreeMap<String, usize> = declared()
        .into_iter()
        .map(|(name, table)| (name, table.columns.len()))
        .filter(|(_, columns)| *columns > COLUMNS)
        .collect();
    assert!(wide.is_empty(), "{wide:?}: split them into core and particulars");
}

#[test]
fn every_foreign_key_is_found_by_an_index() {
    for (name, table) in catalog(&TestDb::new(Backend::Sqlite)) {
        let indexes: Vec<&Vec<String>> =
            table.indexes.values().chain(table.uniques.values()).chain([&table.primary_key]).collect();
        for (columns, target) in &table.foreign_keys {
            let found = indexes.iter().any(|index| index.starts_with(columns));
            assert!(found, "{name} ({}) refers to {target} without an index of its own", columns.join(", "));
        }
    }
}

#[test]
fn every_key_under_a_head_contains_its_id() {
    for (name, table) in catalog(&TestDb::new(Backend::Sqlite)) {
        if UNDISTRIBUTED.contains(&name.as_str()) {
            continue;
        }
        let head = table.primary_key.first().unwrap();
        let heads = [
            "enterprise_id",
            "person_id",
            "project_id",
            "account_id",
            "organisation_id",
            "filing_id",
            "finding_id",
            "head_id",
        ];
        assert!(heads.contains(&head.as_str()), "the primary key of {name} begins with {head}, not with a head's id");
        for (unique, columns) in &table.uniques {
            assert!(columns.contains(head), "{unique} ({}) does not contain {head}", columns.join(", "));
        }
    }
}

#[test]
fn a_record_refers_to_a_sister_under_the_same_head_only() {
    for (name, table) in catalog(&TestDb::new(Backend::Sqlite)) {
        for (columns, target) in &table.foreign_keys {
            let to_sister = !UNDISTRIBUTED.contains(&target.as_str());
            let with_head = columns.first() == table.primary_key.first();
            assert!(!to_sister || with_head, "{name} ({}) refers to {target} without its head", columns.join(", "));
        }
    }
}
