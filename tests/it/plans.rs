//! How the databases find what is asked most: the statements that the stores really send, explained.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use diesel::connection::{Connection as _, InstrumentationEvent, SimpleConnection as _};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl as _};
use rstest::rstest;
use siku::db::Conn;
use siku::db::keyset::Position;
use siku::ledger;
use siku::registry::enterprise::store::{self, ListFilter};
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load};

/// Enough rows that no database prefers to read them all.
const ENTERPRISES: usize = 3_000;

fn filled(backend: Backend) -> TestDb {
    let database = TestDb::new(backend);
    let mut lines = vec!["统一社会信用代码|企业名称|注册属地".to_owned()];
    lines.extend((0..ENTERPRISES).map(|n| format!("无|河南第{n:05}建设有限公司|41{:02}05", n % 15 + 1)));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    load(&database, &Vault::fixed(7), &[csv(&database, "enterprises", &lines)]);
    database.db.read_now(|conn| Ok(conn.batch_execute("ANALYZE")?)).unwrap();
    database
}

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
        Conn::Pg(conn) => {
            let binds = (1..100).take_while(|bind| statement.contains(&format!("${bind}"))).count();
            let nulls = vec!["NULL"; binds].join(", ");
            let values = if binds == 0 { String::new() } else { format!("({nulls})") };
            conn.batch_execute(&format!(
                "SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL; PREPARE asked AS {statement}"
            ))
            .unwrap();
            let rows: Vec<PostgresPlan> =
                diesel::sql_query(format!("EXPLAIN (COSTS OFF) EXECUTE asked{values}")).load(conn).unwrap();
            rows.into_iter().map(|row| row.line + "\n").collect()
        }
    }
}

/// Reading a whole table is no way to find a page of it.
fn reads_a_whole_table(plan: &str) -> bool {
    plan.lines().any(|line| line.contains("Seq Scan") || (line.contains("SCAN ") && !line.contains("USING")))
}

fn position() -> Position {
    Position { key: "河南第00500建设有限公司".to_owned(), id: 1 }
}

fn region() -> ListFilter {
    ListFilter { region: Some("4101".to_owned()), ..ListFilter::default() }
}

#[rstest]
#[case::list(|conn| drop(store::list(conn, &ListFilter::default(), None, 21).unwrap()), &["enterprise_name_key"])]
#[case::next_page(|conn| drop(store::list(conn, &ListFilter::default(), Some(&position()), 21).unwrap()), &["enterprise_name_key"])]
#[case::of_a_region(|conn| drop(store::list(conn, &region(), None, 21).unwrap()), &["enterprise_name_key", "enterprise_region_code_name_key"])]
#[case::next_page_of_a_region(|conn| drop(store::list(conn, &region(), Some(&position()), 21).unwrap()), &["enterprise_name_key", "enterprise_region_code_name_key"])]
#[case::by_code(|conn| drop(store::find(conn, "91410100MA0000007G").unwrap()), &["enterprise_credit_code_unique", "sqlite_autoindex_enterprise_2"])]
#[case::by_beginning(|conn| drop(store::ids_by_beginning(conn, "河南第001", "河南第001").unwrap()), &["enterprise_name_key"])]
#[case::by_initials(|conn| drop(store::ids_by_beginning(conn, "hnd", "hnd").unwrap()), &["enterprise_name_key", "enterprise_name_initials"])]
#[case::by_former_name(|conn| drop(store::ids_by_former_name(conn, "河南旧名").unwrap()), &["enterprise_alias_value_key"])]
#[case::entries_of_heads(|conn| drop(ledger::store::of_heads(conn, &[1, 2]).unwrap()), &["ledger_entry_pkey", "USING PRIMARY KEY"])]
fn what_is_asked_most_is_found_by_its_index(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] work: fn(&mut Conn),
    #[case] indexes: &[&str],
) {
    let database = filled(backend);
    database
        .db
        .read_now(|conn| {
            let statements = sent(conn, work);
            assert!(!statements.is_empty(), "nothing was sent");
            let mut told = String::new();
            for statement in statements {
                let plan = plan(conn, &statement);
                writeln!(told, "{statement}\n{plan}").unwrap();
                assert!(!reads_a_whole_table(&plan), "reads everything:\n{told}");
            }
            assert!(indexes.iter().any(|index| told.contains(index)), "none of {indexes:?} is used:\n{told}");
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
            for statement in sent(conn, |conn| drop(store::list(conn, &ListFilter::default(), Some(&position()), 21))) {
                let plan = plan(conn, &statement);
                let sorts =
                    plan.lines().any(|line| line.contains("TEMP B-TREE FOR ORDER BY") || line.trim() == "-> Sort");
                assert!(!sorts, "{plan}");
            }
            Ok(())
        })
        .unwrap();
}
