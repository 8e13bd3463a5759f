//! Many at once, and the plug pulled: nothing is lost, nothing is half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use rstest::rstest;
use siku::error::{Code, Error};
use siku::registry;
use siku::schema::{enterprise, filing, ledger_entry, qualification};
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load, siku};

const THREADS: usize = 8;
const LOADS: usize = 5;

const ENTERPRISE: &str = "91410100MA0000007G|河南华鑫建设工程有限公司";

fn entries(database: &TestDb) -> BTreeMap<i64, String> {
    let entries = database.db.read_now(|conn| {
        Ok(ledger_entry::table.select((ledger_entry::id, ledger_entry::changes)).load::<(i64, String)>(conn)?)
    });
    entries.unwrap().into_iter().collect()
}

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
    let sheet = |name: &str, certificate: usize| {
        let row = format!("{ENTERPRISE}|{}工程施工专业承包一级|D{certificate:09}", CATEGORIES[certificate % THREADS]);
        csv(&database, name, &["统一社会信用代码|企业名称|资质名称|证书编号", &row])
    };
    // Each thread renews a certificate of its own, every time with another number, on the same enterprise.
    load(&database, &vault, &[sheet("first", 0)]);
    let before = entries(&database);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (database, vault, sheet) = (&database, &vault, &sheet);
            scope.spawn(move || {
                for round in 1..=LOADS {
                    let name = format!("load-{thread}-{round}");
                    let report = load(database, vault, &[sheet(&name, round * THREADS + thread)]);
                    assert_eq!((report.is_clean(), report.heads_changed), (true, 1), "{name}");
                }
            });
        }
    });

    let after = entries(&database);
    assert_eq!(after.len(), before.len() + THREADS * LOADS, "an entry for every load");
    for (id, changes) in before {
        assert_eq!(after.get(&id), Some(&changes), "entry {id} was changed");
    }
    let mut numbers: Vec<String> = database
        .db
        .read_now(|conn| {
            Ok(qualification::table.select(qualification::certificate_key.assume_not_null()).load(conn)?)
        })
        .unwrap();
    numbers.sort();
    let last: Vec<String> = (0..THREADS).map(|thread| format!("D{:09}", LOADS * THREADS + thread)).collect();
    assert_eq!(numbers, last, "of every certificate the last number");
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

/// Enterprises of the load that is cut off: enough for some hundred transactions.
const ENTERPRISES: usize = 3_000;

fn on_file(database: &TestDb) -> usize {
    let count: i64 = database.db.read_now(|conn| Ok(enterprise::table.count().get_result(conn)?)).unwrap();
    count.try_into().unwrap()
}

/// Waits until the load is under way, and ends it without a warning.
fn kill_in_the_middle(database: &TestDb, mut load: Child) {
    let patience = Instant::now() + Duration::from_mins(1);
    while on_file(database) == 0 {
        assert!(load.try_wait().unwrap().is_none(), "the load ended before it was seen to begin");
        assert!(Instant::now() < patience, "the load does not begin");
        thread::sleep(Duration::from_millis(2));
    }
    // `Child::kill` is SIGKILL: no handler, no rollback by the process.
    load.kill().unwrap();
    assert!(!load.wait().unwrap().success());
}

#[test]
fn a_load_that_is_killed_leaves_whole_transactions_and_can_be_repeated() {
    let database = TestDb::new(Backend::Sqlite);
    let sheet = database.folder.path().join("enterprises.csv");
    write_enterprises(&sheet);
    let import = ["import", sheet.to_str().unwrap()];

    kill_in_the_middle(&database, siku(&database, &import).spawn().unwrap());
    let survived = on_file(&database);
    assert!((1..ENTERPRISES).contains(&survived), "{survived} enterprises: not in the middle");
    let verify = || siku(&database, &["ledger", "verify"]).output().unwrap();
    assert!(verify().status.success(), "{}", String::from_utf8_lossy(&verify().stderr));

    let repeated = siku(&database, &import).output().unwrap();
    assert!(repeated.status.success(), "{}", String::from_utf8_lossy(&repeated.stderr));
    assert_eq!(on_file(&database), ENTERPRISES);
    let said = String::from_utf8_lossy(&repeated.stdout).into_owned();
    assert!(said.contains(&format!("{} 个主体有变动", ENTERPRISES - survived)), "{said}");

    let again = siku(&database, &import).output().unwrap();
    let said = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success() && said.contains("；0 个主体有变动"), "{said}");
    assert!(verify().status.success());
}

fn write_enterprises(path: &Path) {
    let rows = (0..ENTERPRISES).map(|n| format!("无,河南第{n:05}建设有限公司,410105\r\n"));
    fs::write(path, format!("统一社会信用代码,企业名称,注册属地\r\n{}", rows.collect::<String>())).unwrap();
}
