//! Who orders which routes, and from when they count.

use chrono::{Days, NaiveDate};
use rstest::rstest;
use siku::access::Principal;
use siku::access::store::organisation_by_public_id;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::error::{Error, Result};
use siku::filing::hall::settings;
use siku::filing::route::order::{self, Order};
use siku::filing::route::{self, Route, RouteRow};

use super::support::{Hall, somebody};
use crate::support::{Backend, bureau};

fn head_of(hall: &Hall, tier: Tier, role: Role) -> Principal {
    let of = &hall.reviewer(tier).organisation.public_id;
    let found = hall.app.database.db.read_now(|conn| Ok(organisation_by_public_id(conn, of)?));
    somebody(&hall.app, &found.unwrap().unwrap(), &format!("{role}.{tier}"), role)
}

fn today(hall: &Hall) -> NaiveDate {
    hall.app.database.db.clock().today()
}

fn cities(first: NaiveDate) -> Order {
    Order {
        kind: "performance".to_owned(),
        region_code: "410100".to_owned(),
        tiers: vec![Tier::City],
        working_days: 3,
        valid_from: Some(first),
        document: "郑建〔2026〕1号".to_owned(),
        ..Order::default()
    }
}

fn ordered(hall: &Hall, keeper: &Principal, order: &Order) -> Result<RouteRow> {
    hall.act(|tx, _| settings::order(tx, keeper, order))
}

fn on(hall: &Hall, day: NaiveDate) -> Route {
    hall.app.database.db.read_now(|conn| route::find(conn, "performance", "410105", day)).unwrap()
}

/// The fields that a refusal names.
fn fields(refused: Error) -> Vec<String> {
    let Error::Invalid(errors) = refused else { panic!("{refused}") };
    errors.into_iter().map(|error| error.path).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn an_order_ends_the_one_before_it_and_can_be_revoked_before_it_counts(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let keeper = head_of(&hall, Tier::City, Role::DepartmentAdministrator);
    let (now, later) = (today(&hall), today(&hall) + Days::new(30));
    ordered(&hall, &keeper, &cities(now)).unwrap();
    assert_eq!(on(&hall, now).tiers, [Tier::City]);
    let both = Order { tiers: vec![Tier::City, Tier::Province], four_eyes: true, ..cities(later) };
    let next = ordered(&hall, &keeper, &both).unwrap();
    assert_eq!((on(&hall, later - Days::new(1)).tiers, on(&hall, later).four_eyes), (vec![Tier::City], true));
    let again = ordered(&hall, &keeper, &cities(later)).unwrap_err();
    assert_eq!(fields(again), ["valid_from"]);

    hall.act(|tx, _| settings::revoke(tx, &keeper, &next.id.to_string())).unwrap();
    assert_eq!(on(&hall, later).tiers, Tier::ALL, "neither counts: the first one ended with the day before");
    let rows = hall.app.database.db.read_now(order::all).unwrap();
    assert_eq!(rows.len(), 2, "what was ordered stays on file");
    let twice = hall.act(|tx, _| settings::revoke(tx, &keeper, &next.id.to_string())).unwrap_err();
    assert_eq!(fields(twice), ["id"]);
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_department_orders_for_its_own_region_and_everything_wrong_is_told_at_once(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let keeper = head_of(&hall, Tier::County, Role::DepartmentAdministrator);
    let system = head_of(&hall, Tier::Province, Role::SystemAdministrator);
    let now = today(&hall);
    assert_eq!(fields(ordered(&hall, &keeper, &cities(now)).unwrap_err()), ["region"]);
    let everywhere = Order { kind: "*".to_owned(), region_code: "000000".to_owned(), ..cities(now) };
    assert_eq!(fields(ordered(&hall, &keeper, &everywhere).unwrap_err()), ["region"]);
    let row = ordered(&hall, &system, &everywhere).unwrap();
    assert_eq!(on(&hall, now).tiers, [Tier::City]);

    let far = somebody(&hall.app, &bureau(&hall.app, Tier::County, "410102"), "far", Role::DepartmentAdministrator);
    let revoked = hall.act(|tx, _| settings::revoke(tx, &far, &row.id.to_string())).unwrap_err();
    assert!(matches!(revoked, Error::NotFound { .. }), "{revoked}");
    let wrong = Order { tiers: vec![], working_days: 21, valid_from: now.pred_opt(), ..cities(now) };
    let mut wrong = fields(ordered(&hall, &system, &wrong).unwrap_err());
    wrong.sort();
    assert_eq!(wrong, ["tiers", "valid_from", "working_days"]);
    let unknown = Order { kind: "nothing".to_owned(), ..cities(now) };
    assert_eq!(fields(ordered(&hall, &system, &unknown).unwrap_err()), ["kind"]);
}
