//! Many at once, and the plug pulled: nothing is lost, nothing is half written.

use std::collections::BTreeMap;
use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use diesel::prelude::*;
use rstest::rstest;
use siku::error::{Code, Error};
use siku::generate::{self, Settings};
use siku::registry;
use siku::schema::{enterprise, filing, qualification};
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load, said, siku};

const THREADS: usize = 8;
const LOADS: usize = 5;

const ENTERPRISE: &str = "91410100MA0000007G|河南华鑫建设工程有限公司";

fn differences(database: &TestDb) -> usize {
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &Vault::fixed(7)));
    verified.unwrap().differences.len()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn eight_loads_at_once_on_one_enterprise_lose_nothing(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let sheet = |name: &str, thread: usize, round: usize| {
        let row = format!("{ENTERPRISE}|{}工程施工专业承包一级|D{thread:09}|2030-01-{round:02}", CATEGORIES[thread]);
        csv(&database, name, &["统一社会信用代码|企业名称|资质名称|证书编号|有效期至", &row])
    };
    // Each thread extends a certificate of its own, again and again, on the same enterprise.
    load(&database, &vault, &[sheet("first", 0, 31)]);
    let before = database.registry_entries();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (database, vault, sheet) = (&database, &vault, &sheet);
            scope.spawn(move || {
                for round in 1..=LOADS {
                    let name = format!("load-{thread}-{round}");
                    let report = load(database, vault, &[sheet(&name, thread, round)]);
                    assert_eq!((report.is_clean(), report.heads_changed), (true, 1), "{name}");
                }
            });
        }
    });

    let after = database.registry_entries();
    assert_eq!(after.len(), before.len() + THREADS * LOADS, "an entry for every load");
    for (id, changes) in before {
        assert_eq!(after.get(&id), Some(&changes), "entry {id} was changed");
    }
    let mut ends: Vec<(String, Option<NaiveDate>)> = database
        .db
        .read_now(|conn| {
            let of_each = (qualification::certificate_key.assume_not_null(), qualification::valid_until);
            Ok(qualification::table.select(of_each).load(conn)?)
        })
        .unwrap();
    ends.sort();
    let last = NaiveDate::from_ymd_opt(2030, 1, LOADS.try_into().unwrap());
    let expected: Vec<_> = (0..THREADS).map(|thread| (format!("D{thread:09}"), last)).collect();
    assert_eq!(ends, expected, "of every certificate the last end");
    assert_eq!(differences(&database), 0);
}

const CATEGORIES: [&str; THREADS] =
    ["地基基础", "起重设备安装", "预拌混凝土", "电子与智能化", "消防设施", "防水防腐保温", "桥梁", "隧道"];

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn eight_loads_at_once_put_a_new_enterprise_on_file_once(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let sheet = csv(&database, "new", &["统一社会信用代码|企业名称|注册属地", &format!("{ENTERPRISE}|410105")]);
    let outcomes: Vec<_> = thread::scope(|scope| {
        let (database, vault, sheet) = (&database, &vault, &sheet);
        let load = move || load(database, vault, std::slice::from_ref(sheet)).heads_changed;
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(load)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().sum::<u64>(), 1, "one of them put it on file: {outcomes:?}");
    let count: i64 = database.db.read_now(|conn| Ok(enterprise::table.count().get_result(conn)?)).unwrap();
    assert_eq!((count, differences(&database)), (1, 0));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_transaction_that_fails_leaves_nothing(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let refused = database.db.write_now(|tx| -> siku::error::Result<()> {
        let load = siku::filing::Load { actor: "cli:test", basis: "x.csv", content_digest: "" };
        siku::filing::open_load(tx, &load)?;
        let seen: i64 = filing::table.count().get_result(tx.conn)?;
        assert_eq!(seen, 1, "the transaction sees what it wrote");
        Err(Error::Conflict(Code::RecordDuplicate, "后来才发现".to_owned()))
    });
    assert_eq!(refused.unwrap_err().code(), Code::RecordDuplicate);
    let left: i64 = database.db.read_now(|conn| Ok(filing::table.count().get_result(conn)?)).unwrap();
    assert_eq!(left, 0);
}

/// A generated province as workbooks: enterprises, people and projects, in the order of loading.
fn province(database: &TestDb) -> Vec<String> {
    let settings = Settings::new("20".parse().unwrap(), 1, &database.folder.path().join("province"));
    let written = generate::run(&settings, |_written| {}).unwrap().workbooks;
    written.into_iter().map(|book| book.path.display().to_string()).collect()
}

/// Every row of the registries, without what differs from one load to the next: ids, versions, instants, ciphertexts.
fn content(database: &TestDb) -> BTreeMap<&'static str, Vec<String>> {
    let is_content = |name: &str| {
        !(name == "id"
            || name.ends_with("_id")
            || name.ends_with("_cipher")
            || name == "row_version"
            || name == "updated_at")
    };
    let content = database.db.read_now(|conn| {
        let mut content: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for heads in registry::heads() {
            let ids = (heads.ids_after)(conn, i64::MIN, 10_000)?;
            for table in heads.tables {
                for mut row in (table.load)(conn, &ids)? {
                    row.fields.as_object_mut().unwrap().retain(|name, _| is_content(name));
                    content.entry(table.name).or_default().push(row.fields.to_string());
                }
            }
        }
        Ok(content)
    });
    let mut content = content.unwrap();
    for rows in content.values_mut() {
        rows.sort();
    }
    content
}

fn count(database: &TestDb, table: &str) -> usize {
    content(database).get(table).map_or(0, Vec::len)
}

/// Waits until rows of a table are on file, and ends the load without a warning.
fn kill_in_the_middle(database: &TestDb, mut load: Child, table: &str) {
    let patience = Instant::now() + Duration::from_mins(2);
    while count(database, table) == 0 {
        assert!(load.try_wait().unwrap().is_none(), "the load ended before {table} was seen");
        assert!(Instant::now() < patience, "the load does not come to {table}");
        thread::sleep(Duration::from_millis(2));
    }
    // `Child::kill` is SIGKILL: no handler, no rollback by the process.
    load.kill().unwrap();
    assert!(!load.wait().unwrap().success());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_load_that_is_killed_leaves_whole_transactions_and_can_be_repeated(#[case] backend: Backend) {
    let (whole, killed) = (TestDb::new(backend), TestDb::new(backend));
    let books = province(&whole);
    let import: Vec<&str> = ["import"].into_iter().chain(books.iter().map(String::as_str)).collect();
    let succeed = |database: &TestDb, arguments: &[&str]| {
        let output = siku(database, arguments).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    succeed(&whole, &import);
    let complete = content(&whole);
    // Keyed hashes are the same under the same keys only.
    let keys = |database: &TestDb| database.folder.path().join("siku.keys");
    fs::copy(keys(&whole), keys(&killed)).unwrap();

    for table in ["person", "project"] {
        kill_in_the_middle(&killed, siku(&killed, &import).spawn().unwrap(), table);
        assert!(count(&killed, table) > 0 && content(&killed) != complete, "not in the middle");
        succeed(&killed, &["ledger", "verify"]);
    }
    succeed(&killed, &import);
    assert!(content(&killed) == complete, "the state after the kills is not that of a load that was left alone");
    succeed(&killed, &["ledger", "verify"]);
    assert!(succeed(&killed, &import).contains("；0 个主体有变动"));
}
