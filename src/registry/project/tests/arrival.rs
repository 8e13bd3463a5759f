//! What arrives is settled alike in any order, once, and in the ledger.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::fixture::{House, Settled, acceptance, day, permit, project, tender, whole_project};
use crate::domain::vocabulary::project::ProjectStage;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::ledger;

static IN_ORDER: LazyLock<Settled> = LazyLock::new(|| {
    let house = House::new();
    house.apply(whole_project());
    house.settled()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_ends_in_the_same_state(
        changes in Just(whole_project()).prop_shuffle(),
        together in proptest::collection::vec(any::<bool>(), 11),
    ) {
        let house = House::new();
        let mut batch = Vec::new();
        for (change, more) in changes.into_iter().zip(together) {
            batch.push(change);
            if !more {
                house.apply(std::mem::take(&mut batch));
            }
        }
        house.apply(batch);
        prop_assert_eq!(house.settled(), IN_ORDER.clone());
        prop_assert_eq!(house.waiting(), 0);
    }
}

#[test]
fn a_project_is_settled_by_its_records() {
    let settled = IN_ORDER.clone();
    assert_eq!(settled.stage, ProjectStage::Filed);
    assert_eq!(settled.permitted_on, Some(day("2020-03-01")));
    assert_eq!(settled.accepted_on, Some(day("2021-06-30")));
    assert_eq!(settled.engagements.len(), 3, "{:#?}", settled.engagements);
}

#[test]
fn late_news_of_an_acceptance_corrects_the_past() {
    let house = House::new();
    house.apply(vec![project(), tender(), permit(1, "2020-03-01")]);
    let released = |house: &House| house.only().1.engagements[0].released_on;
    assert_eq!(released(&house), None);
    house.apply(vec![acceptance(1, "2021-05-01")]);
    assert_eq!(released(&house), Some(day("2021-05-01")));
    assert_eq!(house.only().0.accepted_on, Some(day("2021-05-01")));
    house.apply(vec![permit(2, "2020-09-01")]);
    assert_eq!(released(&house), None, "a second permit rests on the same award");
    assert_eq!(house.only().0.accepted_on, None);
}

#[test]
fn the_same_content_twice_changes_nothing() {
    let house = House::new();
    house.apply(whole_project());
    let entries = house.entries();
    let (before, records) = house.only();
    for change in whole_project() {
        let outcome = house.apply(vec![change]);
        assert_eq!(outcome.changed, Vec::<i64>::new());
    }
    assert_eq!(house.entries(), entries);
    assert_eq!(house.only().0.row_version, before.row_version);
    assert_eq!(house.only().1.engagements, records.engagements);
}

#[test]
fn a_change_is_one_ledger_entry_with_what_follows_from_it_and_replays_to_the_registry() {
    let house = House::new();
    for change in whole_project() {
        house.apply(vec![change]);
    }
    let (project, _) = house.only();
    let entries = house.read(|conn| Ok(ledger::store::of_heads(conn, &[project.id.0])?));
    assert_eq!(entries.len(), whole_project().len());
    let permitted = ledger::read_open(&entries[3]).unwrap();
    assert_eq!(permitted.0["project"].len(), 1, "the stage is settled in the entry of the permit");
    let report = house.read(|conn| crate::registry::verify_ledger(conn, &house.vault));
    assert_eq!(format!("{:?}", report.differences), "[]");
}

#[test]
fn what_a_lower_tier_says_otherwise_is_reported_and_not_taken() {
    let house = House::new();
    house.apply(vec![project(), permit(1, "2020-03-01")]);
    let mut lower = permit(1, "2019-03-01");
    lower.records.permits[0].data_level = DataLevel::SelfReported;
    let outcome = house.apply(vec![lower]);
    assert_eq!(outcome.refused.len(), 1);
    assert_eq!(house.only().0.permitted_on, Some(day("2020-03-01")));
}
