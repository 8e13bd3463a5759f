//! How the databases find what is asked most: the statements that the stores really send, explained.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use diesel::connection::{Connection as _, InstrumentationEvent, SimpleConnection as _};
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};
use rstest::rstest;
use siku::db::Conn;
use siku::db::keyset::{Direction, Position, Sort};
use siku::domain::vocabulary::ids::{EnterpriseId, FilingId};
use siku::domain::vocabulary::personnel::RegistrationType;
use siku::ledger;
use siku::ledger::store::EntryFilter;
use siku::registry::credit::store::{self as credit, Asked};
use siku::registry::enterprise::store::{self as enterprise, ListFilter, ListedRow, SortBy};
use siku::registry::link::{self, SoughtBy};
use siku::registry::lookup::service::Post;
use siku::registry::personnel::store as personnel;
use siku::registry::project::store as project;
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load};

/// Enough rows that no database prefers to read them all.
const ENTERPRISES: usize = 3_000;

fn filled(backend: Backend) -> TestDb {
    let database = TestDb::new(backend);
    let mut lines = vec!["统一社会信用代码|企业名称|注册属地".to_owned()];
    lines.extend((0..ENTERPRISES).map(|n| format!("无|河南第{n:05}建设有限公司|41{:02}05", n % 15 + 1)));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let enterprises = csv(&database, "enterprises", &lines);
    let project = ["项目编号|项目名称|项目分类|项目所在地|建设单位|总面积（平方米）", PROJECT];
    let project = csv(&database, "project", &project);
    let report = load(&database, &Vault::fixed(7), &[enterprises, project, managers_by_name_alone(&database)]);
    assert!(report.is_clean());
    if backend == Backend::Postgres {
        database.db.read_now(|conn| Ok(conn.batch_execute(MORE_ROWS)?)).unwrap();
        database.db.read_now(|conn| Ok(conn.batch_execute("ANALYZE")?)).unwrap();
    }
    database
}

const PROJECT: &str = "4101052503010101|金水区人民医院病房楼|01|410105|郑州某某置业有限公司|20000";

/// A sheet of people of whom a project says no more than the name.
fn managers_by_name_alone(database: &TestDb) -> PathBuf {
    let characters = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"];
    let mut lines = vec!["项目编号|企业名称|人员姓名|岗位名称".to_owned()];
    for (one, other) in characters.iter().flat_map(|one| characters.iter().map(move |other| (one, other))) {
        lines.extend(
            characters.iter().map(|last| format!("4101052503010101|某某劳务有限公司|{one}{other}{last}|项目经理")),
        );
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    csv(database, "managers", &lines)
}

/// More rows, so that `PostgreSQL` has something to weigh; `SQLite` plans without looking.
const MORE_ROWS: &str = "
    INSERT INTO enterprise_alias (enterprise_id, id, record_key, kind, value, value_key, data_level, data_source, raw,
                                  row_version)
        SELECT id, id, 'k', 'name', '旧' || id, '旧' || id, 'D', '1', '{}', 1 FROM enterprise;
    INSERT INTO person (id, public_id, name, name_key, name_initials, id_kind, id_completeness, data_level, data_source,
                        raw, updated_at, row_version)
        SELECT n, 'p' || n, '张' || n, '张' || n, 'z' || n, '1', 'none', 'D', '1', '{}', now(), 1
        FROM generate_series(1, 3000) n;
    INSERT INTO person_name SELECT id, to_tsvector('simple', name) FROM person WHERE id <= 3000;
    INSERT INTO registration (person_id, id, record_key, registration_type, specialty, state, data_level, data_source,
                              raw, row_version)
        SELECT id, id, 'k', '81', '建筑工程', 'valid', 'D', '1', '{}', 1 FROM person WHERE id <= 3000;
    INSERT INTO project (id, public_id, name, name_key, name_initials, stage, data_level, data_source, raw, updated_at,
                         row_version)
        SELECT n, 'j' || n, '医院' || n, '医院' || n, 'yy' || n, 'registered', 'D', '1', '{}', now(), 1
        FROM generate_series(1, 3000) n;
    INSERT INTO project_name SELECT id, to_tsvector('simple', name) FROM project WHERE id <= 3000;
";

/// The statements that `work` sends.
fn sent(conn: &mut Conn, work: fn(&mut Conn)) -> Vec<String> {
    let log = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&log);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            lines.lock().unwrap().push(query.to_string());
        }
    });
    work(conn);
    conn.set_instrumentation(|_event: InstrumentationEvent<'_>| {});
    let statements: Vec<String> = log.lock().unwrap().drain(..).collect();
    statements.into_iter().map(|text| text.split(" -- binds:").next().unwrap().trim().to_owned()).collect()
}

#[derive(QueryableByName)]
struct SqlitePlan {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresPlan {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

/// The plan of a statement for any values: as it is prepared, not for the values of one call.
fn plan(conn: &mut Conn, statement: &str) -> String {
    match conn {
        Conn::Sqlite(conn) => {
            let rows: Vec<SqlitePlan> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load(conn).unwrap();
            rows.into_iter().map(|row| row.detail + "\n").collect()
        }
        // Few rows are read faster without an index: whether there is one that fits is the question.
        Conn::Pg(conn) => postgres_plan(conn, "SET enable_seqscan = off", statement),
    }
}

fn postgres_plan(conn: &mut PgConnection, settings: &str, statement: &str) -> String {
    let binds = (1..100).take_while(|bind| statement.contains(&format!("${bind}"))).count();
    let nulls = vec!["NULL"; binds].join(", ");
    let values = if binds == 0 { String::new() } else { format!("({nulls})") };
    let generic = "SET plan_cache_mode = force_generic_plan";
    conn.batch_execute(&format!("{generic}; {settings}; PREPARE asked AS {statement}")).unwrap();
    let rows: Vec<PostgresPlan> =
        diesel::sql_query(format!("EXPLAIN (COSTS OFF) EXECUTE asked{values}")).load(conn).unwrap();
    conn.batch_execute("DEALLOCATE asked").unwrap();
    rows.into_iter().map(|row| row.line + "\n").collect()
}

/// Reading a whole table is no way to find a page of it.
fn reads_a_whole_table(plan: &str) -> bool {
    let by_index = |line: &str| line.contains("USING") || line.contains("VIRTUAL TABLE INDEX 0:M");
    plan.lines().any(|line| line.contains("Seq Scan") || (line.contains("SCAN ") && !by_index(line)))
}

fn position() -> Position {
    Position { key: "河南第00500建设有限公司".to_owned(), id: 1 }
}

fn region() -> ListFilter {
    ListFilter { region: Some("4101".to_owned()), ..ListFilter::default() }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn list(conn: &mut Conn, filter: &ListFilter, by: SortBy, after: Option<&Position>) -> Vec<ListedRow> {
    enterprise::list(conn, filter, today(), Sort { by, direction: Direction::Ascending }, after, 21).unwrap()
}

fn words(key: &str, filter: &ListFilter, conn: &mut Conn) {
    enterprise::matches(conn, enterprise::Words { written: key, key }, filter, today()).unwrap();
}

fn projects(conn: &mut Conn, by: project::SortBy) {
    let sort = Sort { by, direction: Direction::Descending };
    project::list(conn, &project::ListFilter::default(), sort, None, 21).unwrap();
}

fn credit_records() -> Asked {
    Asked { subject: None, project: None, kind: None, in_force: true, today: today(), after: Some(9), limit: 21 }
}

/// What is asked, how, and by which index it should be found, as either database names it.
type Question = (&'static str, fn(&mut Conn), &'static [&'static str]);

/// Grams are looked up in the index of names, never beside every row.
const BY_GRAMS: [&str; 2] = ["_name_grams", "VIRTUAL TABLE INDEX 0:M"];

const QUESTIONS: [Question; 29] = [
    ("list", |conn| drop(list(conn, &ListFilter::default(), SortBy::Name, None)), &["enterprise_name_key"]),
    (
        "next page",
        |conn| drop(list(conn, &ListFilter::default(), SortBy::Name, Some(&position()))),
        &["enterprise_name_key"],
    ),
    ("of a region", |conn| drop(list(conn, &region(), SortBy::Name, None)), &BY_REGION),
    ("next page of a region", |conn| drop(list(conn, &region(), SortBy::Name, Some(&position()))), &BY_REGION),
    (
        "in the order of regions",
        |conn| drop(list(conn, &ListFilter::default(), SortBy::Region, None)),
        &["enterprise_region_code"],
    ),
    (
        "in the order of establishment",
        |conn| drop(list(conn, &ListFilter::default(), SortBy::EstablishedOn, None)),
        &["enterprise_established_on"],
    ),
    (
        "by credit code",
        |conn| drop(enterprise::find(conn, "91410100MA0000007G").unwrap()),
        &["enterprise_credit_code_unique", "sqlite_autoindex_enterprise_2"],
    ),
    ("by beginning", |conn| words("河南第001", &ListFilter::default(), conn), &["enterprise_name_key"]),
    ("by initials", |conn| words("hnd", &ListFilter::default(), conn), &["enterprise_name_initials"]),
    ("by former name", |conn| words("旧名", &ListFilter::default(), conn), &["enterprise_alias_value_key"]),
    ("by two characters", |conn| words("建设", &ListFilter::default(), conn), &BY_GRAMS),
    ("by two characters in a region", |conn| words("建设", &region(), conn), &BY_GRAMS),
    ("person by two characters", |conn| drop(personnel::matches(conn, "测试", None).unwrap()), &BY_GRAMS),
    (
        "constructor by two characters",
        |conn| drop(personnel::matches(conn, "测试", Some(RegistrationType::ConstructorFirst)).unwrap()),
        &BY_GRAMS,
    ),
    ("person by beginning", |conn| drop(personnel::matches(conn, "张测", None).unwrap()), &["person_name_key"]),
    (
        "project by two characters",
        |conn| {
            let words = project::Words { key: "医院", number: "医院" };
            project::matches(conn, words, &project::ListFilter::default()).unwrap();
        },
        &BY_GRAMS,
    ),
    ("projects by permit", |conn| projects(conn, project::SortBy::PermittedOn), &["project_permitted_on"]),
    ("projects by investment", |conn| projects(conn, project::SortBy::Investment), &["project_investment_fen"]),
    ("managers by name", |conn| managers(conn, SoughtBy { name_key: Some("王建国"), ..NOBODY }), &["person_name_key"]),
    (
        "managers of a firm",
        |conn| managers(conn, SoughtBy { enterprise: Some(EnterpriseId(1)), ..NOBODY }),
        &["engagement_enterprise_id"],
    ),
    (
        "whom records name without telling who it is",
        |conn| drop(link::unidentified(conn, &["王建国"], Post::ProjectManager.position(), today()).unwrap()),
        &["engagement_unidentified"],
    ),
    (
        "projects that name an enterprise without telling which it is",
        |conn| drop(project::naming_enterprises(conn, &["某某劳务有限公司".to_owned()]).unwrap()),
        &["engagement_enterprise_unidentified"],
    ),
    (
        "people whose certificate names an enterprise without telling which it is",
        |conn| drop(personnel::naming_enterprises(conn, &["某某劳务有限公司".to_owned()]).unwrap()),
        &["registration_unidentified"],
    ),
    (
        "credit records",
        |conn| drop(credit::of_enterprises(conn, &credit_records()).unwrap()),
        &["enterprise_conduct_id"],
    ),
    (
        "entries of heads",
        |conn| drop(ledger::store::of_heads(conn, &[1, 2]).unwrap()),
        &["ledger_entry_pkey", "sqlite_autoindex_ledger_entry_1"],
    ),
    ("the ledger", |conn| ledger_of(conn, &EntryFilter::default()), &["ledger_entry_id"]),
    (
        "the ledger of a filing",
        |conn| ledger_of(conn, &EntryFilter { filing: Some(FilingId(1)), ..EntryFilter::default() }),
        &["ledger_entry_filing_id"],
    ),
    (
        "what somebody did",
        |conn| ledger_of(conn, &EntryFilter { actor: Some("account:a1".to_owned()), ..EntryFilter::default() }),
        &["ledger_entry_actor"],
    ),
    (
        "the ledger without commands",
        |conn| ledger_of(conn, &EntryFilter { without_commands: true, ..EntryFilter::default() }),
        &["ledger_entry_by_people"],
    ),
];

fn ledger_of(conn: &mut Conn, filter: &EntryFilter) {
    ledger::store::latest(conn, filter, None, 21).unwrap();
}

const NOBODY: SoughtBy<'_> = SoughtBy { name_key: None, registration_number: None, enterprise: None };

fn managers(conn: &mut Conn, by: SoughtBy<'_>) {
    let post = Post::ProjectManager;
    link::holders(conn, by, post.registrations(), post.position(), None, 21).unwrap();
}

/// The order of names serves a large region, the region's own index a small one.
const BY_REGION: [&str; 2] = ["enterprise_name_key", "enterprise_region_code"];

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_is_asked_most_is_found_by_its_index(#[case] backend: Backend) {
    let database = filled(backend);
    database
        .db
        .read_now(|conn| {
            for (question, work, indexes) in QUESTIONS {
                let statements = sent(conn, work);
                assert!(!statements.is_empty(), "{question}: nothing was sent");
                let mut told = format!("{question}\n");
                for statement in statements {
                    let plan = plan(conn, &statement);
                    writeln!(told, "{statement}\n{plan}").unwrap();
                    assert!(!reads_a_whole_table(&plan), "reads everything: {told}");
                }
                assert!(indexes.iter().any(|index| told.contains(index)), "none of {indexes:?} is used: {told}");
            }
            Ok(())
        })
        .unwrap();
}

/// Where many bear a name, it looks cheap to read every registration once: it is not, as the country grows.
#[test]
fn a_common_name_does_not_cost_all_registrations_postgres() {
    let database = TestDb::new(Backend::Postgres);
    database
        .db
        .read_now(|conn| {
            conn.batch_execute(&MORE_ROWS.replace("'张' || n, '张' || n", "'王建国', '王建国'"))?;
            conn.batch_execute("ANALYZE")?;
            for statement in sent(conn, |conn| managers(conn, SoughtBy { name_key: Some("王建国"), ..NOBODY })) {
                let Conn::Pg(conn) = &mut *conn else { unreachable!() };
                let plan = postgres_plan(conn, "SET enable_seqscan = on", &statement);
                assert!(plan.contains("SubPlan") && !plan.contains("hashed SubPlan"), "{plan}");
            }
            Ok(())
        })
        .unwrap();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_page_in_the_order_of_names_is_not_sorted(#[case] backend: Backend) {
    let database = filled(backend);
    database
        .db
        .read_now(|conn| {
            // Without the values PostgreSQL guesses how many rows a page has; the index must be able to give the order.
            if let Conn::Pg(conn) = conn {
                conn.batch_execute("SET enable_sort = off; SET enable_bitmapscan = off").unwrap();
            }
            for statement in
                sent(conn, |conn| drop(list(conn, &ListFilter::default(), SortBy::Name, Some(&position()))))
            {
                let plan = plan(conn, &statement);
                let sorts =
                    plan.lines().any(|line| line.contains("TEMP B-TREE FOR ORDER BY") || line.contains("->  Sort"));
                assert!(!sorts, "{plan}");
            }
            Ok(())
        })
        .unwrap();
}
