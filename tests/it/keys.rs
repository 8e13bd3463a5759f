//! Keys: a database is used with its own key file only, and keys can be rotated.

use std::fs;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use rstest::rstest;
use siku::error::{Code, Error};
use siku::keyring;
use siku::schema::{person, person_key};
use siku::vault::Vault;

use crate::support::house::{NAME, resident_number};
use crate::support::{Backend, TestDb, csv, load};

fn key_file(database: &TestDb, name: &str) -> PathBuf {
    database.folder.path().join(name)
}

fn refusal(database: &TestDb, path: &Path) -> String {
    let Err(Error::BadRequest(Code::Unavailable, text)) = keyring::open(&database.db, path) else {
        panic!("{} was accepted", path.display());
    };
    text
}

/// Loads one person, always the same.
fn load_person(database: &TestDb, vault: &Vault) -> u64 {
    let row = format!("{NAME}|{}|河南测试建设有限公司", resident_number(1));
    let sheet = csv(database, "people", &["姓名|身份证号码|注册类型及等级|注册编号|企业名称", &with_certificate(&row)]);
    load(database, vault, &[sheet]).heads_changed
}

fn with_certificate(row: &str) -> String {
    let (person, employer) = row.rsplit_once('|').unwrap();
    format!("{person}|一级注册建造师|豫1412008200901234|{employer}")
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn another_key_file_is_refused_by_name(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let (own, other) = (key_file(&database, "own.keys"), key_file(&database, "other.keys"));
    let vault = keyring::open(&database.db, &own).unwrap();
    let strange = Vault::create(&other).unwrap();

    let text = refusal(&database, &other);
    for said in [&other.display().to_string(), &strange.fingerprint(), &vault.fingerprint()] {
        assert!(text.contains(said), "{said} is not in: {text}");
    }
    assert_eq!(keyring::open(&database.db, &own).unwrap().hash("t", "v"), vault.hash("t", "v"));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_database_that_was_used_gets_no_new_key_file(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let path = key_file(&database, "siku.keys");
    let vault = keyring::open(&database.db, &path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(refusal(&database, &path).contains(&vault.fingerprint()));
    assert!(!path.exists(), "a new key file was made although the database has one");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn after_a_rotation_the_same_people_are_found_and_new_ones_have_the_new_key(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let path = key_file(&database, "siku.keys");
    let vault = keyring::open(&database.db, &path).unwrap();
    assert!(load_person(&database, &vault) > 0);
    let copy = key_file(&database, "copy.keys");
    fs::copy(&path, &copy).unwrap();

    keyring::rotate(&database.db, &path).unwrap();
    let rotated = keyring::open(&database.db, &path).unwrap();
    assert_eq!(load_person(&database, &rotated), 0, "the same person was put on file again");
    let people: i64 = database.db.read_now(|conn| Ok(person::table.count().get_result(conn)?)).unwrap();
    assert_eq!(people, 1);
    let sheet = csv(&database, "second", &["姓名|身份证号码", &format!("李测试|{}", resident_number(2))]);
    load(&database, &rotated, &[sheet]);
    let mut names: Vec<String> =
        database.db.read_now(|conn| Ok(person_key::table.select(person_key::master_key).load(conn)?)).unwrap();
    names.sort();
    assert_eq!(names, ["k1", "k2"]);

    let text = refusal(&database, &copy);
    assert!(text.contains("k2") && text.contains("旧副本"), "{text}");
}
