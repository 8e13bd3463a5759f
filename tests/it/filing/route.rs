//! Who decides is a table: tiers, terms, two pairs of eyes.

use chrono::NaiveDate;
use rstest::rstest;
use siku::access::store;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::{FilingState, StepKind, Verdict};
use siku::domain::vocabulary::provenance::DataLevel;
use siku::filing::route::RouteRow;

use super::support::{Hall, somebody, works};
use crate::support::Backend;

fn row(kind: &str, region_prefix: &str, tiers: &str) -> RouteRow {
    RouteRow {
        kind: kind.to_owned(),
        region_prefix: region_prefix.to_owned(),
        tiers: tiers.to_owned(),
        working_days: 2,
        valid_from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        ..RouteRow::default()
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn where_two_have_to_approve_nobody_is_both(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    hall.order(&RouteRow { four_eyes: true, ..row("performance", "4101", "county") });
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    hall.decide(Tier::County, &number, Verdict::Approve, &[]).unwrap();
    assert_eq!(hall.docket(&number).filing.state, FilingState::Submitted);
    assert_eq!(hall.steps(&number).last().unwrap().step, StepKind::Seconded);
    let alone = hall.decide(Tier::County, &number, Verdict::Approve, &[]).unwrap_err();
    assert_eq!(alone.code().as_str(), "access.forbidden");
    let county = &hall.reviewer(Tier::County).organisation.public_id;
    let county = hall.app.database.db.read_now(|conn| Ok(store::organisation_by_public_id(conn, county)?));
    let colleague = somebody(&hall.app, &county.unwrap().unwrap(), "colleague", Role::Reviewer);
    hall.decide_as(&colleague, &number, Verdict::Approve, &[]).unwrap();
    let docket = hall.docket(&number);
    assert_eq!((docket.filing.state, docket.items[0].data_level), (FilingState::InForce, DataLevel::County));
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_most_particular_row_in_force_counts(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    hall.order(&row("*", "", "province"));
    hall.order(&row("*", "4101", "city,province"));
    hall.order(&row("performance", "4101", "city"));
    let ended = NaiveDate::from_ymd_opt(2026, 6, 30);
    hall.order(&RouteRow { valid_until: ended, ..row("performance", "410105", "county") });
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let docket = hall.docket(&number);
    assert_eq!((docket.case.route.as_str(), docket.case.working_days), ("city", 2));
    assert_eq!(docket.desk(Tier::City).unwrap().due_on.to_string(), "2026-11-24", "two working days from a Sunday");
    assert_eq!(hall.differences(), 0);
}
