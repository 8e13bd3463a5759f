//! The credit registry: what is kept, and what of it is public on a day (2026-11-22 here).

use rstest::rstest;
use serde_json::Value;
use siku::domain::vocabulary::credit::{ConductNature, EvaluationPeriod};
use siku::domain::vocabulary::enterprise::EnterpriseKind;
use siku::record::{Outcome, Provenance};
use siku::registry::credit::change::{
    EnterpriseCreditChange, EnterpriseCreditRecords, PersonCreditChange, PersonCreditRecords, apply_to_enterprises,
    apply_to_people,
};
use siku::registry::credit::rows::{
    EnterpriseBlacklisting, EnterpriseConduct, EnterpriseEvaluation, PersonConduct, PersonDemerit,
};
use siku::registry::enterprise::identity::EnterpriseRef;
use siku::registry::personnel::erasure;
use siku::registry::personnel::identity::PersonRef;

use crate::support::Backend;
use crate::support::house::{House, NAME, employer, named, with_number};

fn on_enterprise(house: &House, records: EnterpriseCreditRecords) -> Outcome {
    let change = EnterpriseCreditChange { who: employer(), records, projects: Vec::new() };
    let db = &house.app.database.db;
    db.write_now(|tx| apply_to_enterprises(tx, &house.basis, &house.app.vault, vec![change.clone()])).unwrap()
}

fn on_person(house: &House, who: &PersonRef, records: &PersonCreditRecords) -> Outcome {
    let change = PersonCreditChange { who: who.clone(), records: records.clone(), projects: Vec::new() };
    let db = &house.app.database.db;
    db.write_now(|tx| apply_to_people(tx, &house.basis, &house.app.vault, vec![change.clone()])).unwrap()
}

/// A bad record with its dates: decided, published until, penalty until; an empty one is not known.
fn bad(number: &str, decided_on: &str, published_until: &str, penalty_until: &str) -> EnterpriseConduct {
    let date = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
    EnterpriseConduct {
        nature: ConductNature::Bad,
        number: number.to_owned(),
        number_key: number.to_owned(),
        summary: "未按图施工".to_owned(),
        decided_on: date(decided_on),
        published_until: date(published_until),
        penalty_until: date(penalty_until),
        ..Provenance::default().row()
    }
}

fn listing(number: &str, removed_on: Option<&str>) -> EnterpriseBlacklisting {
    EnterpriseBlacklisting {
        number: number.to_owned(),
        number_key: number.to_owned(),
        reason: "转包".to_owned(),
        listed_on: "2026-01-10".parse().unwrap(),
        removed_on: removed_on.map(|day| day.parse().unwrap()),
        ..Provenance::default().row()
    }
}

fn demerit(number: &str, decided_on: &str) -> PersonDemerit {
    PersonDemerit {
        number: number.to_owned(),
        number_key: number.to_owned(),
        behaviour: "未在岗".to_owned(),
        points: 3,
        decided_on: decided_on.parse().unwrap(),
        ..Provenance::default().row()
    }
}

fn numbers(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().filter_map(|item| item["number"].as_str()).collect()
}

#[rstest]
#[case::within_its_term(bad("B1", "2026-01-01", "2026-11-22", ""), true)]
#[case::its_term_is_over(bad("B1", "2026-01-01", "2026-11-21", ""), false)]
#[case::the_penalty_runs_longer_than_the_term(bad("B1", "2024-01-01", "2024-12-31", "2027-01-01"), true)]
#[case::no_end_was_set_and_three_years_are_not_over(bad("B1", "2023-11-22", "", ""), true)]
#[case::no_end_was_set_and_three_years_are_over(bad("B1", "2023-11-21", "", ""), false)]
#[case::no_date_is_known(bad("B1", "", "", ""), false)]
#[case::not_published_yet(
    EnterpriseConduct { published_from: Some("2026-11-23".parse().unwrap()), ..bad("B1", "2026-11-20", "2027-11-23", "") },
    false
)]
#[actix_web::test]
async fn a_bad_record_is_public_for_its_term(
    #[case] record: EnterpriseConduct,
    #[case] public: bool,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    let records = EnterpriseCreditRecords { conducts: vec![record], ..EnterpriseCreditRecords::default() };
    assert_eq!(on_enterprise(&house, records.clone()).changed.len(), 1);
    for path in [
        "/api/v1/credit-records",
        "/api/v1/credit-records?in_force=false&kind=bad",
        "/api/v1/credit-records?subject=91410100MA0000007G",
        "/api/v1/enterprises/91410100MA0000007G/credit",
    ] {
        let list = house.app.get(path).await.good();
        assert_eq!(numbers(&list), if public { vec!["B1"] } else { vec![] }, "{path}");
    }
    let (entries, again) = (house.entries(), on_enterprise(&house, records));
    assert!(again.changed.is_empty() && house.entries() == entries, "the same again changes nothing");
    assert_eq!(house.verify().differences, []);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn in_force_leaves_out_what_has_no_effect_any_more(#[case] backend: Backend) {
    let house = House::new(backend);
    let evaluation = |year, scheme: &str| EnterpriseEvaluation {
        scheme: scheme.to_owned(),
        kind: EnterpriseKind::Construction,
        period: EvaluationPeriod::Year,
        year,
        month: 12,
        score_hundredths: 9_550,
        ..Provenance::default().row()
    };
    on_enterprise(
        &house,
        EnterpriseCreditRecords {
            conducts: vec![
                bad("served", "2026-01-01", "2027-01-01", "2026-06-30"),
                bad("running", "2026-01-01", "2027-01-01", "2026-12-31"),
            ],
            evaluations: vec![evaluation(2024, "旧"), evaluation(2025, "新")],
            ..EnterpriseCreditRecords::default()
        },
    );
    let all = house.app.get("/api/v1/credit-records?kind=bad").await.good();
    assert_eq!(numbers(&all), ["running", "served"]);
    let in_force = house.app.get("/api/v1/credit-records?kind=bad&in_force=true").await.good();
    assert_eq!(numbers(&in_force), ["running"]);
    let evaluations = house.app.get("/api/v1/credit-records?kind=evaluation&in_force=true").await.good();
    assert_eq!(evaluations["items"][0]["summary"], "新（建筑业）2025年");
    assert_eq!(evaluations["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_blacklist_shows_who_is_on_it_today(#[case] backend: Backend) {
    let house = House::new(backend);
    let blacklistings =
        vec![listing("stands", None), listing("ends", Some("2026-11-23")), listing("ended", Some("2026-11-22"))];
    on_enterprise(&house, EnterpriseCreditRecords { blacklistings, ..EnterpriseCreditRecords::default() });
    let list = house.app.get("/api/v1/blacklist").await.good();
    assert_eq!(numbers(&list), ["ends", "stands"]);
    assert_eq!(list["items"][0]["subject"]["name"], "河南测试建设有限公司");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn records_of_a_person_are_sealed_in_the_ledger_and_end_with_them(#[case] backend: Backend) {
    let house = House::new(backend);
    let conduct = PersonConduct {
        nature: ConductNature::Bad,
        number: "P1".to_owned(),
        number_key: "P1".to_owned(),
        summary: "挂证".to_owned(),
        decided_on: Some("2026-05-01".parse().unwrap()),
        project_name: Some("某某大厦".to_owned()),
        ..Provenance::default().row()
    };
    let demerits = vec![demerit("now", "2026-01-01"), demerit("before", "2025-11-22")];
    let records = PersonCreditRecords { conducts: vec![conduct], demerits, ..PersonCreditRecords::default() };
    on_person(&house, &with_number(1), &records);
    let [person] = house.people().try_into().unwrap();
    let list = house.app.get(&format!("/api/v1/people/{}/credit", person.public_id)).await.good();
    assert_eq!(numbers(&list), ["P1", "now"], "points count for the twelve months of their cycle");
    assert_eq!((&list["items"][0]["subject"]["name"], &list["items"][1]["points"]), (&NAME.into(), &3.into()));
    let entries = house.read(|conn| Ok(siku::ledger::store::of_heads(conn, &[person.id.0])?));
    assert!(entries.iter().all(|entry| !entry.changes.contains("挂证") && !entry.changes.contains(NAME)));
    assert_eq!(house.verify().differences, []);

    let db = &house.app.database.db;
    db.write_now(|tx| erasure::erase(tx, &house.basis, &house.app.vault, person.id)).unwrap();
    let list = house.app.get("/api/v1/credit-records?count=true").await.good();
    assert_eq!((list["items"].as_array().unwrap().len(), list["total"].as_i64()), (0, Some(0)));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn who_cannot_be_told_is_named_and_left_out(#[case] backend: Backend) {
    let house = House::new(backend);
    let outcome = on_person(&house, &named(NAME), &PersonCreditRecords::default());
    assert_eq!((outcome.unresolved, outcome.changed), (vec![0], vec![]));
    let unknown = EnterpriseRef { name: Some("无人知道的公司".to_owned()), ..EnterpriseRef::default() };
    let changes: Vec<EnterpriseCreditChange> = [unknown, employer()]
        .into_iter()
        .map(|who| EnterpriseCreditChange {
            who,
            records: EnterpriseCreditRecords {
                blacklistings: vec![listing("1", None)],
                ..EnterpriseCreditRecords::default()
            },
            projects: Vec::new(),
        })
        .collect();
    let db = &house.app.database.db;
    let outcome = db.write_now(|tx| apply_to_enterprises(tx, &house.basis, &house.app.vault, changes.clone())).unwrap();
    assert_eq!((outcome.unresolved, outcome.changed.len()), (vec![0], 1));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn pages_over_all_tables_meet_without_gap_or_overlap(#[case] backend: Backend) {
    let house = House::new(backend);
    for round in 0..5 {
        let name = |kind: &str| format!("{kind}{round}");
        on_enterprise(
            &house,
            EnterpriseCreditRecords {
                conducts: vec![bad(&name("bad"), "2026-01-01", "2027-01-01", "")],
                blacklistings: vec![listing(&name("listing"), None)],
                ..EnterpriseCreditRecords::default()
            },
        );
        let demerits = vec![demerit(&name("demerit"), "2026-05-01")];
        on_person(&house, &with_number(1), &PersonCreditRecords { demerits, ..PersonCreditRecords::default() });
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = house.app.get(&format!("/api/v1/credit-records?limit=4{cursor}")).await.good();
        seen.extend(numbers(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen.len(), 15);
    assert!(seen[0].ends_with('4') && seen[14].ends_with('0'), "last on file first: {seen:?}");
    house.app.get(&format!("/api/v1/credit-records?kind=bad{cursor}")).await.problem(400, "cursor.invalid");
}
