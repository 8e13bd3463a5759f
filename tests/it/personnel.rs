//! The personnel registry: who is meant, what is kept of them and how, and who finds them.

use std::fs;
use std::path::Path;

use rstest::rstest;
use siku::domain::vocabulary::ids::EnterpriseId;
use siku::domain::vocabulary::personnel::{IdCompleteness, SafetyCertificateClass};
use siku::domain::vocabulary::provenance::{CertificateState, DataLevel};
use siku::ledger::{self, Unreadable};
use siku::record::{Provenance, Record as _};
use siku::registry::enterprise;
use siku::registry::personnel::change::PersonChange;
use siku::registry::personnel::identity::PersonRef;
use siku::registry::personnel::personal::Phone;
use siku::registry::personnel::rows::{PersonParticulars, PostCertificate, Registration, SafetyCertificate};
use siku::registry::personnel::{erasure, keys, store};

use crate::support::house::{
    House, NAME, constructor, employer, named, number, resident_number, with_mask, with_number,
};
use crate::support::{Backend, encoded};

#[rstest]
fn the_same_content_twice_changes_nothing(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    let phone = Some(Phone::new("13800000000"));
    let change = PersonChange { phone, ..constructor(with_number(1), "豫1410000000000001") };
    assert_eq!(house.apply(std::slice::from_ref(&change)).changed.len(), 1);
    let (before, entries) = (house.people(), house.entries());
    assert!(house.apply(&[change.clone(), change]).changed.is_empty());
    assert_eq!(house.people(), before);
    assert_eq!(house.entries(), entries);
    assert_eq!(house.verify().differences, []);
}

#[rstest]
fn one_certificate_of_two_specialties_is_two_registrations_of_one_person(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    house.apply(&[constructor(with_number(1), "豫1410000000000001")]);
    let [person] = house.people().try_into().unwrap();
    let rows = house.read(|conn| Ok(Registration::load(conn, &[person.id.0])?));
    assert_eq!(rows.iter().map(|row| row.specialty.as_str()).collect::<Vec<_>>(), ["建筑工程", "市政公用工程"]);
    let enterprise = house.read(|conn| enterprise::identity::find(conn, &[employer()]));
    assert!(rows.iter().all(|row| row.enterprise_id == enterprise[0] && row.enterprise_id.is_some()));
}

#[rstest]
#[case::in_two_batches(false)]
#[case::in_one_batch(true)]
fn a_covered_number_is_filled_in_when_it_comes_in_full(
    #[case] at_once: bool,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    let covered = constructor(with_mask(1), "豫1410000000000001");
    let full = constructor(with_number(1), "豫1410000000000001");
    if at_once {
        house.apply(&[covered, full]);
    } else {
        house.apply(&[covered]);
        let [person] = house.people().try_into().unwrap();
        assert_eq!(person.id_completeness, IdCompleteness::Masked);
        house.apply(&[full]);
    }
    let [person] = house.people().try_into().unwrap();
    assert_eq!(person.id_completeness, IdCompleteness::Full);
    assert_eq!(person.id_number_hash, Some(number(1).hash(&house.app.vault)));
    assert_eq!(house.mention(&[with_number(1)]), [Some(person.id)]);
    // The covered form, coming again, takes nothing away.
    house.apply(&[constructor(with_mask(1), "豫1410000000000001")]);
    assert_eq!(house.people(), [person]);
    assert_eq!(house.verify().differences, []);
}

#[rstest]
#[case::two_numbers(constructor(with_number(1), "豫1"), constructor(with_number(2), "豫2"))]
#[case::two_numbers_under_one_registration(constructor(with_number(1), "豫1"), constructor(with_number(2), "豫1"))]
#[case::two_covered_numbers(constructor(with_mask(1), "豫1"), constructor(with_mask(2), "豫2"))]
#[case::a_covered_number_that_does_not_agree(constructor(with_mask(1), "豫1"), constructor(with_number(2), "豫1"))]
#[case::a_covered_number_that_agrees_by_chance(constructor(with_mask(1), "豫1"), constructor(with_number(1), "豫2"))]
#[case::another_name_under_one_registration(constructor(named(NAME), "豫1"), constructor(named("李测试"), "豫1"))]
fn namesakes_stay_apart(
    #[case] one: PersonChange,
    #[case] other: PersonChange,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    house.apply(std::slice::from_ref(&one));
    house.apply(std::slice::from_ref(&other));
    assert_eq!(house.people().len(), 2);
    assert!(house.apply(&[one, other]).changed.is_empty());
}

#[rstest]
fn who_has_no_number_at_all_is_known_by_a_registration(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    house.apply(&[constructor(named(NAME), "豫1410000000000001")]);
    let [person] = house.people().try_into().unwrap();
    assert_eq!(person.id_completeness, IdCompleteness::None);
    let at_employer = PersonRef { employer: Some(employer()), ..named(NAME) };
    let by_registration = PersonRef { certificate_keys: vec!["豫1410000000000001".to_owned()], ..named(NAME) };
    let found = house.mention(&[at_employer.clone(), by_registration, named(NAME)]);
    assert_eq!(found, [Some(person.id), Some(person.id), None]);
    // A second of the name at the same employer, and the employer no longer tells them apart.
    house.apply(&[constructor(with_number(2), "豫1410000000000002")]);
    assert_eq!(house.mention(&[at_employer]), [None]);
}

#[rstest]
fn a_name_alone_is_not_put_on_file(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    let change = PersonChange { who: named(NAME), ..constructor(named(NAME), "豫1") };
    assert_eq!(house.apply(&[change]).unresolved, [0]);
    assert!(house.people().is_empty());
}

#[rstest]
fn a_person_whom_a_project_names_by_number_is_put_on_file_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    let found = house.mention(&[with_number(1), with_number(1), with_mask(2)]);
    assert!(found[0].is_some() && found[0] == found[1] && found[2].is_none());
    assert_eq!(house.mention(&[with_number(1)]), [found[0]]);
    // What is filed later, at whatever level, completes the same person.
    house.apply(&[constructor(with_number(1), "豫1")]);
    let [person] = house.people().try_into().unwrap();
    assert_eq!((Some(person.id), person.data_level), (found[0], DataLevel::City));
}

#[rstest]
fn neither_number_nor_telephone_stands_anywhere_in_clear(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::new(backend);
    let licence = format!("T{}", resident_number(1));
    let mut change = constructor(with_number(1), "豫1410000000000001");
    change.phone = Some(Phone::new("13800001234"));
    change.who.certificate_keys.push(licence.clone());
    change.records.post_certificates.push(PostCertificate {
        post: "建筑电工".to_owned(),
        number: licence.clone(),
        number_key: licence.clone(),
        state: CertificateState::Valid,
        ..Provenance::default().row()
    });
    house.apply(&[change]);
    let [person] = house.people().try_into().unwrap();
    let by_licence = PersonRef { certificate_keys: vec![licence], ..named(NAME) };
    assert_eq!(house.mention(&[by_licence]), [Some(person.id)]);

    if backend == Backend::Sqlite {
        let bytes = files(house.app.database.folder.path());
        let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(contains(number(1).masked()) && contains("138****1234"), "the file is scanned");
        assert!(!contains(&resident_number(1)) && !contains("13800001234"));
    }
    let particulars = house.read(|conn| Ok(PersonParticulars::load(conn, &[person.id.0])?));
    let cipher = particulars[0].phone_cipher.clone().unwrap();
    let opened = house.read(|conn| {
        keys::Keys::load(conn, &house.app.vault, &[person.id.0])?.cipher(person.id.0)?.open(&cipher).map_err(Into::into)
    });
    assert_eq!(opened, "13800001234");
}

/// Everything that a `SQLite` database has written.
fn files(folder: &Path) -> Vec<u8> {
    fs::read_dir(folder).unwrap().flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[rstest]
fn entries_open_with_the_key_and_not_after_erasure(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let house = House::new(backend);
    house.apply(&[constructor(with_number(1), "豫1410000000000001"), constructor(with_number(2), "豫2")]);
    let id = house.mention(&[with_number(1)])[0].unwrap();
    let opened = |house: &House| {
        house.read(|conn| {
            let entries = ledger::store::of_heads(conn, &[id.0])?;
            assert!(entries.iter().all(|entry| !entry.changes.contains(NAME)));
            keys::open_entries(conn, &house.app.vault, &entries)
        })
    };
    let before = opened(&house);
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].as_ref().unwrap().0["person"][0].after["name"], NAME);

    house.app.database.db.write_now(|tx| erasure::erase(tx, &house.basis, &house.app.vault, id)).unwrap();
    let after = opened(&house);
    assert_eq!(after[0], Err(Unreadable::NoKey), "what was sealed can no longer be read");
    assert!(after[1].as_ref().unwrap().0["person"][0].after.get("erased_on").is_some());
    let erased = house.people().into_iter().find(|person| person.id == id).unwrap();
    assert_eq!((erased.name.as_str(), &erased.id_number_hash, &erased.id_number_masked), ("", &None, &None));
    assert!(house.read(|conn| Ok(Registration::load(conn, &[id.0])?)).is_empty());
    let report = house.verify();
    assert_eq!((report.erased, report.differences.len()), (1, 0));
    let on_file = house.read(|conn| Ok(store::ids_by_name_beginning(conn, "")?));
    assert!(!on_file.is_empty() && !on_file.contains(&id.0), "{on_file:?}");
    // Filed again, it is a new person.
    house.apply(&[constructor(with_number(1), "豫1410000000000001")]);
    assert_ne!(house.mention(&[with_number(1)]), [Some(id)]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn people_are_found_by_name_number_certificate_and_enterprise(#[case] backend: Backend) {
    let house = House::new(backend);
    let mut one = constructor(PersonRef { name: "欧阳测试".to_owned(), ..with_number(1) }, "豫1410000000000001");
    one.who.certificate_keys.push("豫建安B（2015）0000001".to_owned());
    one.records.safety_certificates.push(SafetyCertificate {
        class: SafetyCertificateClass::B,
        number: "豫建安B（2015）0000001".to_owned(),
        number_key: "豫建安B（2015）0000001".to_owned(),
        enterprise_id: Some(EnterpriseId::mention(0)),
        valid_until: Some("2026-11-21".parse().unwrap()),
        state: CertificateState::Valid,
        ..Provenance::default().row()
    });
    house.apply(&[one, constructor(with_number(2), "豫1410000000000002")]);
    for query in [
        format!("name={}", encoded("阳测")),
        format!("name={}", encoded("欧阳")),
        "name=oycs".to_owned(),
        format!("registration_number={}", encoded("豫 1410000000000001")),
        format!("certificate={}", encoded("豫建安B(2015)第0000001号")),
        format!("enterprise=91410100MA0000007G&name={}", encoded("测试")),
        format!("enterprise={}", encoded("河南测试建设有限公司")),
        format!("name={}&registration_type=81", encoded("欧阳")),
    ] {
        let found = house.app.get(&format!("/api/v1/people?{query}")).await.good();
        let names: Vec<&str> =
            found["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert!(names.contains(&"欧阳测试"), "{query}: {found}");
    }
    for query in [format!("name={}&registration_type=71", encoded("欧阳")), format!("name={}", encoded("测欧"))] {
        let found = house.app.get(&format!("/api/v1/people?{query}")).await.good();
        assert_eq!(found["items"].as_array().unwrap().len(), 0, "{query}: {found}");
    }
    let found = house.app.get(&format!("/api/v1/people?name={}", encoded("欧阳"))).await.good();
    let detail = house.app.get(&format!("/api/v1/people/{}", found["items"][0]["id"].as_str().unwrap())).await.good();
    assert_eq!(detail["registrations"][0]["title"], "一级注册建造师（建筑工程）");
    assert_eq!(detail["registrations"][0]["enterprise"]["name"], "河南测试建设有限公司");
    assert_eq!(detail["registrations"][0]["in_force"], true);
    // It ended yesterday, whatever was reported.
    assert_eq!(detail["safety_certificates"][0]["in_force"], false);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_covered_number_tells_namesakes_apart_and_nothing_else_personal_shows(#[case] backend: Backend) {
    let house = House::new(backend);
    let phone = Some(Phone::new("13800001234"));
    house.apply(&[PersonChange { phone, ..constructor(with_number(1), "豫1410000000000001") }]);
    let address = format!("/api/v1/people?name={}", encoded(NAME));
    let alone = house.app.get(&address).await.good();
    assert_eq!(alone["items"][0]["id_number_masked"], serde_json::Value::Null);
    house.apply(&[constructor(with_number(2), "豫1410000000000002")]);
    let both = house.app.get(&address).await;
    assert_eq!(both.good()["items"].as_array().unwrap().len(), 2);
    assert!(both.body.contains(number(1).masked()) && both.body.contains(number(2).masked()));
    let id = alone["items"][0]["id"].as_str().unwrap();
    let history = format!("/api/v1/people/{id}/history");
    let events = house.app.get(&history).await.good();
    assert_eq!(events["items"][0]["summary"], "登记 基本信息、注册 2 项", "{events}");
    for path in [address, format!("/api/v1/people/{id}"), format!("/api/v1/people/{id}/registrations"), history] {
        let body = house.app.get(&path).await.body;
        for hidden in ["cipher", "hash", "phone", "1234", &resident_number(1), &number(1).hash(&house.app.vault)] {
            assert!(!body.contains(hidden), "{path} shows {hidden}");
        }
    }
}

#[actix_web::test]
async fn nobody_is_found_by_an_identity_number_and_it_is_not_repeated() {
    let house = House::new(Backend::Sqlite);
    house.apply(&[constructor(with_number(1), "豫1410000000000001")]);
    let number = resident_number(1);
    for path in [
        format!("/api/v1/people?name={number}"),
        format!("/api/v1/people?certificate=T{number}"),
        format!("/api/v1/people/{number}"),
        format!("/api/v1/people/{number}/credit"),
        format!("/api/v1/credit-records?subject={number}"),
    ] {
        let answer = house.app.get(&path).await;
        answer.problem(422, "request.invalid");
        assert!(!answer.body.contains(&number), "{path}");
    }
    house.app.get("/api/v1/people").await.problem(422, "request.invalid");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn pages_of_people_meet_without_gap_or_overlap(#[case] backend: Backend) {
    let house = House::new(backend);
    let changes: Vec<PersonChange> =
        (1..=25).map(|serial| constructor(with_number(serial), &format!("豫14100000000{serial:05}"))).collect();
    house.apply(&changes);
    for query in [format!("name={}", encoded(NAME)), "enterprise=91410100MA0000007G".to_owned()] {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = house.app.get(&format!("/api/v1/people?limit=10&count=true&{query}{cursor}")).await.good();
            assert_eq!(page["total"], 25);
            ids.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 25);
    }
}
