//! What the check keeps: opened when the facts show it, closed when they do not any more, and nothing else than a full check.

mod again;

use std::collections::BTreeMap;

use rstest::rstest;
use siku::crosscheck::finding::rows::FindingRow;
use siku::crosscheck::finding::store;
use siku::crosscheck::limits;
use siku::crosscheck::market::Market as OnFile;
use siku::crosscheck::{full, recheck};
use siku::domain::vocabulary::finding::{FindingState, FindingTurn};

use crate::lookup::market::{HOSPITAL, HUAXIN, JINQIAO, Market, SCHOOL};
use crate::support::{Backend, TestApp};

const NAME: &str = "王建国";
const NUMBER: &str = "豫1412006200700001";

/// Findings that are not closed: their key and why.
pub fn kept(app: &TestApp) -> BTreeMap<String, String> {
    let rows = app.database.db.read_now(|conn| Ok(store::all_open(conn)?)).unwrap();
    rows.into_iter().map(|row| (row.finding_key, format!("{} {}", row.because, row.seen))).collect()
}

/// What a full check finds.
pub fn found(app: &TestApp) -> BTreeMap<String, String> {
    let db = &app.database.db;
    let (market, limits) = db.read_now(|conn| Ok((OnFile::all(conn)?, limits::load(conn)?))).unwrap();
    let on = siku::clock::china_time(db.clock().now()).date();
    let cases = full::run(&market, &limits, on).unwrap().cases;
    let said = |case: &siku::domain::rules::Case| {
        let judgement = &case.finding.judgement;
        let seen: Vec<(&str, &str)> =
            judgement.seen.iter().map(|seen| (seen.record.as_str(), seen.value.as_str())).collect();
        format!("{} {}", judgement.because, serde_json::to_string(&seen).unwrap())
    };
    cases.iter().map(|case| (case.key(), said(case))).collect()
}

fn of_rule(app: &TestApp, rule: &str) -> Vec<FindingRow> {
    let filter = store::Filter { rule: Some(rule.to_owned()), ..store::Filter::default() };
    app.database.db.read_now(|conn| Ok(store::page(conn, &store::Scope::All, &filter, None, 100)?)).unwrap()
}

fn turns(app: &TestApp, row: &FindingRow) -> Vec<FindingTurn> {
    let steps = app.database.db.read_now(|conn| Ok(store::steps(conn, row.id)?)).unwrap();
    steps.into_iter().map(|step| step.turn).collect()
}

#[rstest]
#[actix_web::test]
async fn a_manager_of_two_projects_is_found_and_the_acceptance_of_one_closes_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = Market::new(backend);
    market.constructor(NAME, 1, NUMBER, HUAXIN);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    market.app.work().await;
    assert!(of_rule(&market.app, "X05").is_empty());

    market.permit(SCHOOL, "2026-06-01", JINQIAO, NAME, 1);
    market.app.work().await;
    let double = of_rule(&market.app, "X05").remove(0);
    assert_eq!((double.state, double.region_code.as_str()), (FindingState::Open, "410105"));
    assert_eq!(double.because, "2026-06-01 在 1 个其他在建项目担任项目经理");
    assert_eq!(turns(&market.app, &double), [FindingTurn::Opened]);
    assert_eq!(kept(&market.app), found(&market.app));

    // Late news: the first project had been accepted before the second began.
    market.acceptance(HOSPITAL, "2026-05-20");
    market.app.work().await;
    let closed = of_rule(&market.app, "X05").remove(0);
    assert_eq!(closed.state, FindingState::Closed);
    assert_eq!(turns(&market.app, &closed), [FindingTurn::Opened, FindingTurn::Closed]);
    assert_eq!(kept(&market.app), found(&market.app));
    market.app.agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn the_same_check_again_changes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let market = Market::new(backend);
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    market.permit(SCHOOL, "2026-06-01", JINQIAO, NAME, 1);
    let db = &market.app.database.db;
    let first = recheck::all(db, &market.app.vault, None).unwrap();
    assert!(first.opened > 3, "{first:?}");
    assert_eq!(recheck::all(db, &market.app.vault, None).unwrap(), recheck::all(db, &market.app.vault, None).unwrap());
    let second = recheck::all(db, &market.app.vault, None).unwrap();
    assert_eq!((second.opened, second.changed, second.closed), (0, 0, 0));
    // What the load asked for finds nothing else.
    market.app.work().await;
    assert_eq!(kept(&market.app), found(&market.app));
    market.app.agrees_with_its_ledger();
}

#[rstest]
#[actix_web::test]
async fn a_finding_tells_the_ledger_entry_that_caused_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let market = Market::new(backend);
    market.app.work().await;
    market.permit(HOSPITAL, "2026-03-02", HUAXIN, NAME, 1);
    market.app.work().await;
    let unlicensed = of_rule(&market.app, "X02").remove(0);
    let db = &market.app.database.db;
    let step = db.read_now(|conn| Ok(store::steps(conn, unlicensed.id)?)).unwrap().remove(0);
    let entries = db.read_now(|conn| Ok(siku::ledger::store::of_heads(conn, &[unlicensed.owner_id])?)).unwrap();
    assert!(entries.iter().any(|entry| Some(entry.id) == step.cause_entry_id), "{step:?}");
    assert_eq!(unlicensed.project_id.map(|id| id.0), Some(unlicensed.owner_id));
    assert!(unlicensed.enterprise_id.is_some());
}
