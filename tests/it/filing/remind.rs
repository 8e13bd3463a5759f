//! Whoever has to decide is reminded of the term, once before it ends and once after.

use chrono::{NaiveDate, TimeDelta};
use rstest::rstest;
use siku::access::Principal;
use siku::access::store::organisation_by_public_id;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::Verdict;
use siku::domain::vocabulary::notice::NoticeKind;
use siku::filing::hall::remind::Remind;
use siku::filing::hall::review;
use siku::{jobs, notice};

use super::support::{Hall, somebody, works};
use crate::support::Backend;

/// What somebody was told, oldest first.
fn told(hall: &Hall, somebody: &Principal) -> Vec<(NoticeKind, String)> {
    let inbox =
        |account| hall.app.database.db.read_now(|conn| Ok(notice::store::page(conn, account, false, None, 20)?));
    let mut rows = inbox(somebody.account_id).unwrap();
    rows.reverse();
    rows.into_iter().map(|row| (row.kind, row.title)).collect()
}

/// Lets it be an hour of the morning of a day, and the reminders go out.
async fn morning_of(hall: &mut Hall, day: NaiveDate, hour: i64) {
    let first = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    hall.app.database.hours_later((day - first).num_days() * 24 + hour);
    hall.act(|tx, _| jobs::enqueue(tx, &Remind {})).unwrap();
    hall.app.work().await;
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn reviewers_are_reminded_once_before_a_term_ends_and_once_after(#[case] backend: Backend) {
    let mut hall = Hall::new(backend);
    let county = hall.reviewer(Tier::County).organisation.public_id.clone();
    let county = hall.app.database.db.read_now(|conn| Ok(organisation_by_public_id(conn, &county)?)).unwrap().unwrap();
    let head = somebody(&hall.app, &county, "head", Role::DepartmentAdministrator);
    let colleague = somebody(&hall.app, &county, "colleague", Role::Reviewer);
    let (open, taken) = (
        hall.submitted("performance", "backfill", &[works(1)]),
        hall.submitted("performance", "backfill", &[works(2)]),
    );
    let reviewer = hall.reviewer(Tier::County).clone();
    hall.act(|tx, _| review::claim(tx, &reviewer, &taken).map(drop)).unwrap();
    let due = hall.docket(&open).desk(Tier::County).unwrap().due_on;

    morning_of(&mut hall, due - TimeDelta::days(2), 0).await;
    assert_eq!(told(&hall, &reviewer), [], "there is time");
    for hour in 0..2 {
        morning_of(&mut hall, due - TimeDelta::days(1), hour).await;
    }
    let soon = |number: &str| (NoticeKind::FilingDueSoon, format!("申报 {number} 应于 {due} 前办结，还有 1 项待审核"));
    assert_eq!(told(&hall, &reviewer), [soon(&open), soon(&taken)]);
    assert_eq!(told(&hall, &colleague), [soon(&open)], "whoever took a filing on is reminded of it alone");
    assert_eq!(told(&hall, &head), []);

    hall.decide(Tier::County, &taken, Verdict::Approve, &[]).unwrap();
    for hour in 0..2 {
        morning_of(&mut hall, due + TimeDelta::days(1), hour).await;
    }
    let late = (NoticeKind::FilingOverdue, format!("申报 {open} 已于 {due} 到期，还有 1 项没有办结"));
    assert_eq!(told(&hall, &head), std::slice::from_ref(&late));
    assert_eq!(told(&hall, &colleague), [soon(&open), late]);
    let city = hall.reviewer(Tier::City).clone();
    assert_eq!(told(&hall, &city), [], "the city's term has just begun");
    assert_eq!(hall.differences(), 0);
}
