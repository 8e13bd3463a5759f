//! The migrations: twice the same, there and back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use diesel::sql_types::{Integer, Text};
use diesel::{QueryableByName, RunQueryDsl as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _};
use rstest::rstest;
use siku::db::{Conn, migrate};

use crate::support::{Backend, TestDb, dump};

/// Names of the migrations in a folder, in order.
fn migrations(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(Path::new("migrations").join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The statements of a migration, without comments.
fn statements(folder: &str, migration: &str, file: &str) -> String {
    let path = Path::new("migrations").join(folder).join(migration).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().map(|line| line.split_once("--").map_or(line, |(code, _)| code).trim_end());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(migrations("sqlite"), migrations("postgresql"));
}

#[test]
fn every_migration_goes_up_and_down() {
    for folder in ["sqlite", "postgresql"] {
        for migration in migrations(folder) {
            for file in ["up.sql", "down.sql"] {
                assert!(!statements(folder, &migration, file).is_empty(), "{folder}/{migration}/{file} does nothing");
            }
        }
    }
}

/// A line of a `PostgreSQL` migration as `SQLite` says it: types, collation and storage are all that may differ.
fn as_sqlite(line: &str) -> String {
    let column = line.split_whitespace().next().unwrap_or_default();
    let boolean = format!("INTEGER CHECK ({column} IN (0, 1))");
    let types = [
        (" BIGINT", " INTEGER".to_owned()),
        (" DATE", " TEXT".to_owned()),
        (" TIMESTAMP", " TEXT".to_owned()),
        (" COLLATE \"C\"", String::new()),
        (" BOOLEAN NOT NULL", format!(" INTEGER NOT NULL CHECK ({column} IN (0, 1))")),
        (" BOOLEAN", format!(" {boolean}")),
    ];
    types.iter().fold(line.to_owned(), |line, (theirs, ours)| line.replace(theirs, ours))
}

/// The name indexes are made differently, and `db::search` alone knows how.
fn concerns_a_name_index(statement: &str) -> bool {
    ["enterprise_name", "person_name", "project_name"]
        .iter()
        .any(|name| ["TABLE", "ON"].iter().any(|word| statement.contains(&format!("{word} {name} "))))
}

/// Triggers are written differently; that they refuse the same is tested with the ledger.
fn guards_the_ledger(statement: &str) -> bool {
    ["CREATE TRIGGER ledger_entry_", "CREATE FUNCTION ledger_entry_", "DROP FUNCTION ledger_entry_"]
        .iter()
        .any(|guard| statement.starts_with(guard))
}

#[test]
fn both_migrations_say_the_same_but_for_types() {
    let common = |text: String| -> Vec<String> {
        let text = text.replace(") STRICT, WITHOUT ROWID;", ");").replace(") STRICT;", ");");
        let common = |statement: &&str| !concerns_a_name_index(statement) && !guards_the_ledger(statement);
        let statements = text.split_inclusive(";\n").filter(common);
        statements.flat_map(str::lines).map(str::to_owned).collect()
    };
    for migration in migrations("sqlite") {
        for file in ["up.sql", "down.sql"] {
            let sqlite = common(statements("sqlite", &migration, file));
            let postgres = common(statements("postgresql", &migration, file));
            let postgres: Vec<String> = postgres.iter().map(|line| as_sqlite(line)).collect();
            assert_eq!(sqlite, postgres, "{migration}/{file}");
        }
    }
}

fn set(conn: &Conn) -> EmbeddedMigrations {
    match conn {
        Conn::Sqlite(_) => migrate::SQLITE,
        Conn::Pg(_) => migrate::POSTGRES,
    }
}

fn down(conn: &mut Conn) {
    let set = set(conn);
    match conn {
        Conn::Sqlite(conn) => drop(conn.revert_last_migration(set).unwrap()),
        Conn::Pg(conn) => drop(conn.revert_last_migration(set).unwrap()),
    }
}

fn up(conn: &mut Conn) {
    let set = set(conn);
    match conn {
        Conn::Sqlite(conn) => drop(conn.run_next_migration(set).unwrap()),
        Conn::Pg(conn) => drop(conn.run_next_migration(set).unwrap()),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn each_migration_down_and_up_again_leaves_the_schema_as_it_was(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    database
        .db
        .read_now(|conn| {
            let migrations = migrations("sqlite");
            let mut stages = vec![dump(conn)];
            for migration in migrations.iter().rev() {
                down(conn);
                let stage = dump(conn);
                assert_ne!(Some(&stage), stages.last(), "{migration} down changes nothing");
                stages.push(stage);
            }
            let left: Vec<&String> = stages.last().unwrap().iter().filter(|line| !line.contains("__diesel")).collect();
            let left: Vec<_> = left.iter().filter(|line| !line.contains("sqlite_")).collect();
            assert!(left.is_empty(), "left after all migrations went down: {left:?}");
            for (migration, stage) in migrations.iter().zip(stages.iter().rev().skip(1)) {
                up(conn);
                assert_eq!(&dump(conn), stage, "{migration}");
            }
            Ok(())
        })
        .unwrap();
}

#[derive(QueryableByName)]
struct Settings {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

#[derive(QueryableByName)]
struct ForeignKeys {
    #[diesel(sql_type = Integer)]
    foreign_keys: i32,
}

#[derive(QueryableByName)]
struct Synchronous {
    #[diesel(sql_type = Integer)]
    synchronous: i32,
}

/// What each pooled connection to a `SQLite` file must be set to: no orphan, and nothing acknowledged that is not on
/// disk.
fn check_settings(conn: &mut Conn) {
    let settings: Settings = diesel::sql_query("PRAGMA journal_mode").get_result(conn).unwrap();
    assert_eq!(settings.journal_mode, "wal");
    let keys: ForeignKeys = diesel::sql_query("PRAGMA foreign_keys").get_result(conn).unwrap();
    assert_eq!(keys.foreign_keys, 1, "foreign keys are not enforced");
    let disk: Synchronous = diesel::sql_query("PRAGMA synchronous").get_result(conn).unwrap();
    assert_eq!(disk.synchronous, 2, "synchronous is not FULL");
}

#[test]
fn every_pooled_sqlite_connection_keeps_references_and_waits_for_the_disk() {
    let database = TestDb::new(Backend::Sqlite);
    let db = &database.db;
    // One inside the other: two connections of the pool.
    db.read_now(|first| {
        check_settings(first);
        db.read_now(|second| {
            check_settings(second);
            Ok(())
        })
    })
    .unwrap();
}
