//! The job that looks at workbooks.

use diesel::prelude::*;
use rstest::rstest;
use siku::db::Conn;
use siku::domain::vocabulary::workbook::WorkbookState;
use siku::filing::hall::draft::Purpose;
use siku::filing::workbook::check::{Check, Checking};
use siku::filing::workbook::read::{self, Lot, Reader, Unpacked};
use siku::filing::workbook::rows::Workbook;
use siku::filing::workbook::upkeep::RemoveOld;
use siku::filing::workbook::{self, upload};
use siku::jobs::{self, Job as _};
use siku::schema::{workbook as workbooks, workbook_row};

use super::support::{Program, counts, row, workbook, wrong_row};
use crate::filing::support::Hall;
use crate::support::Backend;
use crate::support::house::resident_number;

fn only(hall: &Hall) -> Workbook {
    hall.app.database.db.read_now(|conn| Ok(workbooks::table.select(Workbook::as_select()).first(conn)?)).unwrap()
}

fn row_count(hall: &Hall) -> i64 {
    hall.app.database.db.read_now(|conn| Ok(workbook_row::table.count().get_result(conn)?)).unwrap()
}

fn checking(hall: &Hall) -> Checking {
    let state = hall.app.state();
    Checking { db: state.db, vault: state.vault, blobs: state.attachments.blobs().clone() }
}

fn job(of: &Workbook) -> Check {
    Check { organisation_id: of.organisation_id, workbook_id: of.id }
}

fn many() -> Vec<u8> {
    let rows: Vec<_> = (1..=120).map(|nth| if nth % 40 == 0 { wrong_row(nth / 40).0 } else { row(nth) }).collect();
    workbook(&rows)
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_job_that_was_killed_is_done_again_and_nothing_is_there_twice(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let program = Program::of(&hall.app, &hall.filer);
    let import = program.checked(&hall.app, "业绩.xlsx", &many()).await;
    assert_eq!((counts(&import), row_count(&hall)), ([117, 3, 0], 120));
    // As a worker leaves it that is killed between two lots: some rows are there, the end is not.
    let killed = |conn: &mut Conn| -> siku::error::Result<()> {
        let cut = (workbooks::state.eq(WorkbookState::Checking), workbooks::good.eq(49), workbooks::wrong.eq(1));
        diesel::update(workbooks::table).set(cut).execute(conn)?;
        Ok(())
    };
    hall.app.database.db.write_now(|tx| killed(tx.conn)).unwrap();
    hall.act(|tx, _| jobs::enqueue(tx, &job(&only(&hall)))).unwrap();
    assert_eq!(hall.app.work().await, 1);
    let again = program.import(&hall.app, import["id"].as_str().unwrap()).await;
    assert_eq!((counts(&again), row_count(&hall)), ([117, 3, 0], 120), "{again}");
    assert_eq!(hall.app.database.db.read_now(|conn| Ok(siku::jobs::store::counts(conn)?)).unwrap().failed, 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn of_two_workers_with_one_workbook_one_writes(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let program = Program::of(&hall.app, &hall.filer);
    program.upload(&hall.app, "业绩.xlsx", &many()).await;
    let (held, checking) = (only(&hall), checking(&hall));
    let (first, second) = tokio::join!(job(&held).run(&checking), job(&held).run(&checking));
    first.unwrap();
    second.unwrap();
    let held = only(&hall);
    assert_eq!((held.state, held.good, held.wrong, row_count(&hall)), (WorkbookState::Checked, 117, 3, 120));
}

#[actix_web::test]
async fn a_workbook_is_looked_at_again_when_somebody_asks_until_it_is_filed() {
    let hall = Hall::new(Backend::Sqlite);
    let program = Program::of(&hall.app, &hall.filer);
    let import = program.checked(&hall.app, "业绩.xlsx", &workbook(&[row(1)])).await;
    let id = import["id"].as_str().unwrap();
    let again = hall.act(|tx, _| upload::check_again(tx, &hall.filer, id)).unwrap();
    assert_eq!((again.state, row_count(&hall)), (WorkbookState::Waiting, 0));
    assert_eq!(hall.app.work().await, 1);
    program.file(&hall.app, id).await;
    let refused = hall.act(|tx, _| upload::check_again(tx, &hall.filer, id)).unwrap_err();
    assert_eq!(refused.code().as_str(), "workbook.not_ready");
}

#[test]
fn rows_are_handed_over_some_at_a_time_and_no_more_than_somebody_wants() {
    let (purpose, sheet) = workbook::purpose("backfill").unwrap();
    assert_eq!(purpose.kind.name, Purpose::named("performance", "").unwrap().kind.name);
    let reader = Reader {
        purpose,
        sheet,
        credit_code: "91410100MA0000007G".to_owned(),
        name: "河南华鑫建设工程有限公司".to_owned(),
        region_code: "410105".to_owned(),
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
    };
    let file = Unpacked::write("业绩.xlsx", &many()).unwrap();
    let mut lots = Vec::new();
    let mut take = |most: usize| {
        lots.clear();
        let handed = read::read(&file, &reader, |lot| {
            if let Lot::Rows(rows) = lot {
                lots.push(rows.len());
            }
            lots.len() < most
        });
        handed.unwrap();
        lots.clone()
    };
    assert_eq!(take(usize::MAX), [read::ROWS, read::ROWS, 20]);
    assert_eq!(take(1), [read::ROWS], "nothing is read for nobody");
    let most: Vec<_> = (1..=2_000).map(row).collect();
    let full = Unpacked::write("业绩.xlsx", &workbook(&most)).unwrap();
    let mut told = Vec::new();
    read::read(&full, &reader, |lot| {
        told.push(lot);
        told.len() < 2
    })
    .unwrap();
    assert!(matches!(told[..], [Lot::Plan(_, 2_000), Lot::Rows(_)]), "as many as may be, besides the header");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_number_of_a_person_stands_in_clear_nowhere_and_old_workbooks_go(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let program = Program::of(&hall.app, &hall.filer);
    let person = resident_number(1);
    let mut cells = row(1);
    cells[0] = format!("王某{person}承建的教学楼");
    cells[1].clear();
    let import = program.checked(&hall.app, &format!("{person}.xlsx"), &workbook(&[cells])).await;
    assert_eq!(counts(&import), [0, 1, 0]);
    let tables = hall.app.database.db.read_now(|conn| {
        let held = workbooks::table.select(Workbook::as_select()).load::<Workbook>(conn)?;
        let rows = workbook_row::table.select(workbook::rows::WorkbookRow::as_select());
        Ok(format!("{held:?}{:?}", rows.load::<workbook::rows::WorkbookRow>(conn)?))
    });
    let tables = tables.unwrap();
    assert!(tables.contains("承建的教学楼") && !tables.contains(&person), "{tables}");

    let old = only(&hall).uploaded_at - chrono::TimeDelta::days(91);
    let state = hall.app.state();
    RemoveOld {}.run(&state.db).await.unwrap();
    assert_eq!(row_count(&hall), 1, "not yet");
    let age = |conn: &mut Conn| -> siku::error::Result<()> {
        diesel::update(workbooks::table).set(workbooks::uploaded_at.eq(old)).execute(conn)?;
        Ok(())
    };
    hall.app.database.db.write_now(|tx| age(tx.conn)).unwrap();
    RemoveOld {}.run(&state.db).await.unwrap();
    assert_eq!(row_count(&hall), 0);
    program
        .get(&hall.app, &format!("/imports/{}", import["id"].as_str().unwrap()))
        .await
        .problem(404, "record.not_found");
}
