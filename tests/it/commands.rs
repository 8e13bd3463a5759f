//! Commands for those who keep the registries, as they are run.

use std::process::Output;

use diesel::prelude::*;
use rstest::rstest;
use siku::schema::{filing, person};

use crate::support::house::{NAME, resident_number};
use crate::support::{Backend, TestDb, csv, siku};

/// What a command said and how it ended.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(database: &TestDb, arguments: &[&str]) -> Said {
    let Output { status, stdout, stderr } = siku(database, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: status.code(), out: text(stdout), err: text(stderr) }
}

impl Said {
    /// What was said by a command that did what it should.
    fn good(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self.out
    }
}

/// One enterprise and one person, loaded by the command.
fn loaded(backend: Backend) -> TestDb {
    let database = TestDb::new(backend);
    let enterprise = ["统一社会信用代码|企业名称", "91410100MA0000007G|河南华鑫建设工程有限公司"];
    let person = format!("{NAME}|{}|一级注册建造师|豫1412008200901234|河南华鑫建设工程有限公司", resident_number(1));
    let people = ["姓名|身份证号码|注册类型及等级|注册编号|企业名称", &person];
    for sheet in [csv(&database, "enterprises", &enterprise), csv(&database, "people", &people)] {
        run(&database, &["import", sheet.to_str().unwrap()]).good();
    }
    database
}

fn public_id(database: &TestDb) -> String {
    database.db.read_now(|conn| Ok(person::table.select(person::public_id).first(conn)?)).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_ledger_tells_the_history_of_a_head_and_covers_what_is_personal(#[case] backend: Backend) {
    let database = loaded(backend);
    let told = run(&database, &["ledger", "show", "91410100MA0000007G"]).good();
    for said in ["enterprises.csv", "cli:", "登记 enterprise ", "name：河南华鑫建设工程有限公司"] {
        assert!(told.contains(said), "{said} is not in: {told}");
    }

    let told = run(&database, &["ledger", "show", &public_id(&database)]).good();
    assert!(told.contains(&format!("name：{NAME}")) && told.contains("people.csv"), "{told}");
    assert!(told.contains("id_number_cipher：（不显示）") && told.contains("id_number_hash：（不显示）"), "{told}");
    assert!(!told.contains(&resident_number(1)) && !told.contains("v1.k1."), "{told}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_ledger_tells_what_was_known_at_an_instant(#[case] backend: Backend) {
    let database = loaded(backend);
    let at = |instant: &str| run(&database, &["ledger", "show", "91410100MA0000007G", "--at", instant]);
    assert!(at("2001-01-01").good().contains("没有可以读取的内容"));
    let later = at("2099-12-31 23:59").good();
    assert!(later.contains("name：河南华鑫建设工程有限公司"), "{later}");
    assert_eq!(at("yesterday").code, Some(2));
}

#[test]
fn an_identity_number_that_means_nobody_is_not_repeated() {
    let database = loaded(Backend::Sqlite);
    let said = run(&database, &["ledger", "show", &resident_number(2)]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("没有找到") && !said.err.contains(&resident_number(2)), "{}", said.err);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn erasure_is_confirmed_reasoned_and_on_record(#[case] backend: Backend) {
    let database = loaded(backend);
    let id = public_id(&database);
    let erase =
        |reason: &str, yes: &[&str]| run(&database, &[&["admin", "erase", &id, "--reason", reason], yes].concat());
    assert_eq!(erase("本人申请", &[]).code, Some(1), "nothing is erased without a confirmation");
    assert_eq!(erase(" ", &["--yes"]).code, Some(2));
    let quoted = erase(&format!("{} 申请", resident_number(1)), &["--yes"]);
    assert_eq!(quoted.code, Some(2), "{}", quoted.out);
    assert_eq!(public_id(&database), id);
    let as_of = last_load(&database);

    erase("本人申请，豫建函〔2026〕1号", &["--yes"]).good();
    let left = public_id(&database);
    assert_ne!(left, id);
    let told = run(&database, &["ledger", "show", &left]).good();
    for said in ["豫建函〔2026〕1号", "cli:", "该人员的密钥不存在", "erased_on"] {
        assert!(told.contains(said), "{said} is not in: {told}");
    }
    assert!(!told.contains(NAME), "{told}");
    let verified = run(&database, &["ledger", "verify"]).good();
    assert!(verified.contains("其中 1 人的资料已依法删除"), "{verified}");
    assert_eq!(last_load(&database), as_of, "an erasure does not make the data newer");
    assert_eq!(run(&database, &["admin", "erase", &id, "--reason", "本人申请", "--yes"]).code, Some(2));
}

fn last_load(database: &TestDb) -> Option<chrono::NaiveDateTime> {
    database.db.read_now(|conn| Ok(siku::filing::store::last_finished_at(conn)?)).unwrap()
}

#[test]
fn who_ran_a_command_is_the_account_and_not_what_the_environment_says() {
    let database = TestDb::new(Backend::Sqlite);
    let sheet =
        csv(&database, "enterprises", &["统一社会信用代码|企业名称", "91410100MA0000007G|河南华鑫建设工程有限公司"]);
    let mut import = siku(&database, &["import", sheet.to_str().unwrap()]);
    assert!(import.env("USER", "somebody-else").env("LOGNAME", "somebody-else").status().unwrap().success());
    let actor: String = database.db.read_now(|conn| Ok(filing::table.select(filing::actor).first(conn)?)).unwrap();
    assert!(actor.starts_with("cli:") && actor != "cli:somebody-else" && actor != "cli:unknown", "{actor}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_command_with_another_key_file_is_refused_by_name(#[case] backend: Backend) {
    let database = loaded(backend);
    let keys = database.folder.path().join("siku.keys");
    let own = std::fs::read_to_string(&keys).unwrap();
    std::fs::remove_file(&keys).unwrap();
    let said = run(&database, &["ledger", "verify"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("没有密钥文件") && said.err.contains("--key-file"), "{}", said.err);
    siku::vault::Vault::create(&keys).unwrap();
    let said = run(&database, &["ledger", "verify"]);
    let fingerprint = own.lines().next().unwrap().chars().filter(char::is_ascii_hexdigit).collect::<String>();
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("不属于这个数据库"), "{}", said.err);
    assert!(
        fingerprint.ends_with(said.err.split("指纹为 ").nth(1).unwrap().split(' ').next().unwrap()),
        "{}",
        said.err
    );
}

#[test]
fn keys_are_rotated_by_a_command() {
    let database = loaded(Backend::Sqlite);
    assert!(run(&database, &["keys", "rotate"]).good().contains("k2"));
    assert!(run(&database, &["ledger", "verify"]).good().contains("台账与登记库一致"));
}

#[test]
fn a_mistyped_log_level_is_refused() {
    let database = TestDb::new(Backend::Sqlite);
    let said = run(&database, &["--log=inof", "ledger", "verify"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("inof") && said.err.contains("debug"), "{}", said.err);
}
