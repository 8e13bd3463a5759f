//! `siku copy`: from one database into the other kind and back, with nothing lost.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use siku::db::search::{self, NameIndex};
use siku::domain::standard::text;
use siku::error::Code;
use siku::registry;
use siku::registry::overview::Overview;
use siku::vault::Vault;
use siku::{copy, keyring};

use crate::support::{Backend, TestDb, csv, load};

/// The workbooks of `siku demo`.
fn demo() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir("fixtures/demo").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xlsx"));
    files.sort();
    files
}

fn differences(database: &TestDb) -> usize {
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &Vault::fixed(7)));
    verified.unwrap().differences.len()
}

/// A copy of everything in a fresh database of the other kind, verified.
fn copied(from: &TestDb, backend: Backend) -> (TestDb, copy::Copied) {
    let to = TestDb::new(backend);
    let copied = copy::run(&from.db, &to.db).unwrap();
    assert_eq!(copied.from_digest, copied.to_digest);
    assert_eq!(differences(&to), 0);
    (to, copied)
}

#[test]
fn the_demo_goes_there_and_back_through_postgres() {
    let database = TestDb::new(Backend::Sqlite);
    assert!(load(&database, &Vault::fixed(7), &demo()).heads_changed > 100);
    let (there, one) = copied(&database, Backend::Postgres);
    let (back, two) = copied(&there, Backend::Sqlite);
    assert!(one.rows > 1_000, "{one:?}");
    assert_eq!(one, two);

    // The digest sees what the look-up shows.
    let overview = |database: &TestDb| {
        let today = database.db.clock().today();
        database.db.read_now(|conn| Overview::default().counts(conn, today)).unwrap()
    };
    assert_eq!(format!("{:?}", overview(&database)), format!("{:?}", overview(&back)));
    // Everybody is recognised in the copy by code, number and name.
    let enterprises = [demo().remove(0)];
    assert_eq!(load(&back, &Vault::fixed(7), &enterprises).heads_changed, 0);
    let found = |database: &TestDb| {
        let found =
            database.db.read_now(|conn| Ok(search::near(conn, NameIndex::Enterprise, &text::bigrams("建设"), 1_000)?));
        found.unwrap().into_iter().collect::<BTreeSet<i64>>()
    };
    assert!(!found(&database).is_empty());
    assert_eq!(found(&database), found(&back), "the name indexes are made anew");
}

#[rstest]
#[case::into_sqlite(Backend::Postgres, Backend::Sqlite)]
#[case::into_postgres(Backend::Sqlite, Backend::Postgres)]
fn a_database_that_holds_something_is_refused_postgres(#[case] first: Backend, #[case] second: Backend) {
    let (from, to) = (TestDb::new(first), TestDb::new(second));
    let sheet = csv(&to, "one", &["统一社会信用代码|企业名称", "91410100MA0000007G|河南华鑫建设工程有限公司"]);
    load(&to, &Vault::fixed(7), &[sheet]);
    let before = copy::digest(&to.db).unwrap();
    assert_eq!(copy::run(&from.db, &to.db).unwrap_err().code(), Code::RecordDuplicate);
    assert_eq!(copy::digest(&to.db).unwrap(), before);
}

#[rstest]
#[case::into_sqlite(Backend::Postgres, Backend::Sqlite)]
#[case::into_postgres(Backend::Sqlite, Backend::Postgres)]
fn the_copy_belongs_to_the_same_key_file_postgres(#[case] first: Backend, #[case] second: Backend) {
    let (from, to) = (TestDb::new(first), TestDb::new(second));
    let file = |name: &str| from.folder.path().join(name);
    keyring::open(&from.db, &file("own.keys")).unwrap();
    copy::run(&from.db, &to.db).unwrap();
    Vault::create(&file("other.keys")).unwrap();
    assert!(keyring::open(&to.db, &file("other.keys")).is_err());
    keyring::open(&to.db, &file("own.keys")).unwrap();

    // One that was started with a key file of its own cannot take what was sealed with another.
    let strange = TestDb::new(second);
    keyring::open(&strange.db, &file("other.keys")).unwrap();
    assert_eq!(copy::run(&from.db, &strange.db).unwrap_err().code(), Code::RecordDuplicate);
}
