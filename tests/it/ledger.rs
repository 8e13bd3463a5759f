//! The ledger: what was known at an instant, and that nothing can be changed behind its back.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection as _;
use rstest::rstest;
use siku::db::{Conn, in_snapshot};
use siku::ledger::store::EntryRow;
use siku::ledger::{self, State};
use siku::registry;
use siku::registry::personnel::erasure;
use siku::vault::Vault;

use crate::support::house::{House, constructor, with_number};
use crate::support::{Backend, TestDb, csv, lines, load};

const HEADER: &str = "统一社会信用代码|企业名称|企业类型|注册属地|法定代表人|注册资本（万元）|成立日期";
const HUAXIN: &str = "91410100MA0000007G|河南华鑫建设工程有限公司|建筑业|410105|张三|5000|2015.05.01";
const QUALIFICATIONS: [&str; 2] = [
    "统一社会信用代码|企业名称|资质名称|证书编号|有效期至",
    "91410100MA0000007G|河南华鑫建设工程有限公司|建筑工程施工总承包壹级|D241000013|2027-12-31",
];

fn differences(database: &TestDb) -> Vec<String> {
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &Vault::fixed(7)));
    verified.unwrap().differences.into_iter().map(|found| format!("{}: {}", found.table, found.what)).collect()
}

fn sheets(database: &TestDb) -> [PathBuf; 2] {
    [csv(database, "enterprises", &[HEADER, HUAXIN]), csv(database, "qualifications", &QUALIFICATIONS)]
}

/// The registries' rows of the heads in the ledger, as a replay should give them.
fn on_file(database: &TestDb) -> State {
    let state = database.db.read_now(|conn| {
        let mut state = State::new();
        for heads in registry::heads() {
            let ids = (heads.ids_after)(conn, i64::MIN, 100)?;
            for table in heads.tables {
                for row in (table.load)(conn, &ids)? {
                    state.entry(table.name.to_owned()).or_default().insert(row.id, row.fields);
                }
            }
        }
        Ok(state)
    });
    without_bookkeeping(state.unwrap())
}

/// `updated_at` of a head moves with the records under it, which is no fact about the head.
fn without_bookkeeping(mut state: State) -> State {
    for row in state.values_mut().flat_map(|rows| rows.values_mut()) {
        row.as_object_mut().unwrap().remove("updated_at");
    }
    state
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_was_known_at_an_instant_is_what_was_on_file_then(#[case] backend: Backend) {
    let mut database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let [enterprises, qualifications] = sheets(&database);
    let renamed = csv(&database, "renamed", &[HEADER, &HUAXIN.replace("华鑫建设", "金桥建工")]);
    let loads = [enterprises, qualifications, renamed];

    let mut known: Vec<(NaiveDateTime, State)> = vec![(database.db.clock().now(), State::new())];
    for (hours, sheet) in (1..).zip(loads) {
        database.hours_later(hours);
        assert!(load(&database, &vault, &[sheet]).is_clean());
        known.push((database.db.clock().now(), on_file(&database)));
    }

    let heads: Vec<i64> = lines_of(&database, "SELECT CAST(id AS TEXT) AS line FROM enterprise")
        .iter()
        .map(|id| id.parse().unwrap())
        .collect();
    let entries = database.db.read_now(|conn| Ok(ledger::store::of_heads(conn, &heads)?)).unwrap();
    assert_eq!(entries.len(), 3);
    for (at, state) in known {
        // Also half an hour later, when nothing happened.
        for at in [at, at + chrono::TimeDelta::minutes(30)] {
            let opened = entries.iter().map(ledger::read_open).collect();
            let replayed = ledger::as_known_at(&entries, opened, at);
            assert_eq!(without_bookkeeping(replayed), state, "as known at {at}");
        }
    }
}

fn lines_of(database: &TestDb, sql: &str) -> Vec<String> {
    database.db.read_now(|conn| Ok(lines(conn, sql))).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn entries_stand_in_the_order_of_time_and_earlier_ones_never_change(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    load(&database, &vault, &sheets(&database));
    let entries = |database: &TestDb| -> Vec<EntryRow> {
        let heads = lines_of(database, "SELECT CAST(id AS TEXT) AS line FROM enterprise");
        let heads: Vec<i64> = heads.iter().map(|id| id.parse().unwrap()).collect();
        database.db.read_now(|conn| Ok(ledger::store::of_heads(conn, &heads)?)).unwrap()
    };
    let before = entries(&database);
    let renamed = csv(&database, "renamed", &[HEADER, &HUAXIN.replace("华鑫建设", "金桥建工")]);
    load(&database, &vault, &[renamed]);
    let after = entries(&database);
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.is_sorted_by(|one, other| one.id < other.id && one.at <= other.at));
}

#[rstest]
#[case::changed("UPDATE qualification SET class = '特级'", "qualification: 字段不一致：class")]
#[case::head_changed(
    "UPDATE enterprise SET legal_representative = '李四'",
    "enterprise: 字段不一致：legal_representative"
)]
#[case::emptied("UPDATE enterprise SET region_code = NULL", "enterprise: 字段不一致：region_code")]
#[case::removed("DELETE FROM qualification", "qualification: 登记库中缺少该记录")]
#[case::added(
    "INSERT INTO net_assets (enterprise_id, id, record_key, year, net_assets_fen, data_level, data_source, raw, row_version)
     SELECT id, 1, '2020', 2020, 1, 'D', '1', '{}', 1 FROM enterprise",
    "net_assets: 台账中没有该记录"
)]
#[case::entry_changed(
    "UPDATE ledger_entry SET changes = replace(changes, '张三', '李四')",
    "enterprise: 字段不一致：legal_representative"
)]
#[case::entry_removed("DELETE FROM ledger_entry WHERE changes LIKE '%D241000013%'", "qualification: 台账中没有该记录")]
fn what_is_changed_by_hand_is_told(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] tampering: &str,
    #[case] told: &str,
) {
    let database = TestDb::new(backend);
    load(&database, &Vault::fixed(7), &sheets(&database));
    assert_eq!(differences(&database), Vec::<String>::new());
    database.db.read_now(|conn| Ok(conn.batch_execute(&by_hand(backend, tampering))?)).unwrap();
    assert_eq!(differences(&database), [told]);
}

/// A change by somebody who may do everything in the database: the triggers do not stop them.
fn by_hand(backend: Backend, statement: &str) -> String {
    let on = if backend == Backend::Postgres { " ON ledger_entry" } else { "" };
    format!("DROP TRIGGER ledger_entry_is_not_changed{on}; DROP TRIGGER ledger_entry_is_not_removed{on}; {statement}")
}

#[rstest]
fn an_entry_is_neither_changed_nor_removed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values("UPDATE ledger_entry SET actor = 'nobody'", "DELETE FROM ledger_entry")] statement: &str,
) {
    let database = TestDb::new(backend);
    load(&database, &Vault::fixed(7), &sheets(&database));
    let refused = database.db.read_now(|conn| Ok(conn.batch_execute(statement)?)).unwrap_err();
    let cause = std::error::Error::source(&refused).map(ToString::to_string).unwrap_or_default();
    assert!(format!("{refused:?} {cause}").contains("append-only"), "{refused:?}");
    assert_eq!(differences(&database), Vec::<String>::new());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_head_that_was_removed_by_hand_is_told(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    load(&database, &Vault::fixed(7), &[csv(&database, "enterprises", &[HEADER, HUAXIN])]);
    let tampering = "DELETE FROM enterprise_name; DELETE FROM enterprise_particulars; DELETE FROM enterprise_kind; DELETE FROM enterprise";
    database.db.read_now(|conn| Ok(conn.batch_execute(tampering)?)).unwrap();
    assert!(
        differences(&database).iter().any(|told| told == "enterprise: 登记库中缺少该记录"),
        "{:?}",
        differences(&database)
    );
}

/// A house with one person on file.
fn house_with_a_person(backend: Backend) -> House {
    let house = House::new(backend);
    house.apply(&[constructor(with_number(1), "豫1410000000000001")]);
    house
}

/// What a verification tells of persons, or that it gave up.
fn told_of(house: &House) -> Vec<String> {
    house.verify().differences.into_iter().map(|found| format!("{}: {}", found.table, found.what)).collect()
}

const NO_KEY: &str = "ledger_entry: 台账条目无法读取：该人员的密钥不存在";
const DAMAGED: &str = "ledger_entry: 台账条目无法读取：内容已损坏，或不是用本平台的密钥加密的";

#[rstest]
#[case::renamed("UPDATE person SET name = '李四'", "person: 字段不一致：name")]
#[case::record_changed(
    "UPDATE registration SET number_key = '别的' WHERE specialty = '建筑工程'",
    "registration: 字段不一致：number_key"
)]
#[case::key_lost("DELETE FROM person_key", NO_KEY)]
#[case::key_and_record_gone("DELETE FROM person_key; DELETE FROM registration", NO_KEY)]
#[case::key_of_another("UPDATE person_key SET salt = '00'", DAMAGED)]
#[case::key_unknown("UPDATE person_key SET master_key = 'k9'", DAMAGED)]
#[case::entry_damaged(
    "UPDATE ledger_entry SET changes = substr(changes, 1, length(changes) - 4) || 'AAAA' WHERE head_kind = 'person'",
    DAMAGED
)]
#[case::entry_unreadable("UPDATE ledger_entry SET changes = '{' WHERE head_kind = 'person'", DAMAGED)]
#[case::erased_by_hand("UPDATE person SET erased_on = '2026-11-01'", "person: 字段不一致：erased_on")]
fn what_is_changed_of_a_person_by_hand_is_told(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] tampering: &str,
    #[case] told: &str,
) {
    let house = house_with_a_person(backend);
    assert_eq!(told_of(&house), Vec::<String>::new());
    house.read(|conn| Ok(conn.batch_execute(&by_hand(backend, tampering))?));
    assert_eq!(told_of(&house), [told]);
    assert_eq!(house.verify().erased, u64::from(tampering.contains("erased_on")));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn nobody_is_erased_by_hand(#[case] backend: Backend) {
    let house = house_with_a_person(backend);
    let tampering =
        "DELETE FROM person_key; DELETE FROM registration; UPDATE person SET name = '', erased_on = '2026-11-01'";
    house.read(|conn| Ok(conn.batch_execute(tampering)?));
    assert_eq!(told_of(&house), ["person: 台账中没有该记录"], "no erasure stands in the ledger");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_is_left_of_an_erased_person_is_compared(#[case] backend: Backend) {
    let house = house_with_a_person(backend);
    let [person] = house.people().try_into().unwrap();
    let db = &house.app.database.db;
    db.write_now(|tx| erasure::erase(tx, &house.basis, &house.app.vault, person.id)).unwrap();
    assert_eq!((told_of(&house), house.verify().erased), (vec![], 1));
    house.read(|conn| Ok(conn.batch_execute("UPDATE person SET name = '李四'")?));
    assert_eq!(told_of(&house), ["person: 字段不一致：name"]);
}

#[rstest]
#[case::changed("UPDATE project SET name = '别的工程'", "project: 字段不一致：name")]
#[case::entry_unreadable(
    "UPDATE ledger_entry SET changes = 'x' WHERE head_kind = 'project'",
    "ledger_entry: 台账条目无法读取：内容已损坏，或不是用本平台的密钥加密的"
)]
fn what_is_changed_of_a_project_by_hand_is_told(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] tampering: &str,
    #[case] told: &str,
) {
    let database = TestDb::new(backend);
    let sheet = csv(&database, "projects", &["项目编号|项目名称", "4101052003010199|某某大厦"]);
    load(&database, &Vault::fixed(7), &[sheet]);
    assert_eq!(differences(&database), Vec::<String>::new());
    database.db.read_now(|conn| Ok(conn.batch_execute(&by_hand(backend, tampering))?)).unwrap();
    assert_eq!(differences(&database), [told]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_verification_while_others_write_tells_no_difference(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let capital = |capital: usize| HUAXIN.replace("5000", &capital.to_string());
    load(&database, &vault, &[csv(&database, "first", &[HEADER, &capital(1)])]);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 2..60 {
                load(&database, &vault, &[csv(&database, "next", &[HEADER, &capital(round)])]);
            }
            done.store(true, Ordering::Release);
        });
        while !done.load(Ordering::Acquire) {
            assert_eq!(differences(&database), Vec::<String>::new());
        }
    });
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_snapshot_does_not_see_what_is_written_after_it_began(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let [enterprises, _] = sheets(&database);
    let count = |conn: &mut Conn| Ok(ledger::store::count(conn)?);
    let seen = database.db.read_now(|conn| {
        in_snapshot(conn, |conn| {
            let before = count(conn)?;
            load(&database, &Vault::fixed(7), &[enterprises]);
            Ok((before, count(conn)?))
        })
    });
    assert_eq!(seen.unwrap(), (0, 0));
    assert_eq!(database.db.read_now(count).unwrap(), 2, "the enterprise and the load");
}
