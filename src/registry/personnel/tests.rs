//! The personnel registry over a database in a temporary file.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a failed unwrap is a failed test"
)]

use chrono::{DateTime, NaiveDate};
use rstest::rstest;
use tempfile::TempDir;

use super::change::{self, PersonChange, PersonRecords};
use super::identity::PersonRef;
use super::personal::{IdentityNumber, Phone};
use super::rows::{Person, PersonParticulars, PostCertificate, Registration};
use super::{erasure, keys, store};
use crate::clock::Clock;
use crate::db::{Db, migrate};
use crate::domain::standard::resident_id::{ResidentId, check_character};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::{IdCompleteness, RegistrationType};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel, HeadKind};
use crate::error::Result;
use crate::filing::{self, Load};
use crate::ledger::{self, Basis, verify};
use crate::record::{Outcome, Provenance, Row as _, Table};
use crate::registry::enterprise;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::vault::Vault;

const NAME: &str = "张测试";

/// A database with an open load.
struct House {
    db: Db,
    vault: Vault,
    basis: Basis,
    folder: TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let clock = Clock::fixed(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let db = Db::open(&url.parse().unwrap(), 2, clock).unwrap();
        migrate::up(&db).unwrap();
        let load = Load { actor: "cli:test", basis: "people.xlsx", content_digest: "" };
        let basis = db.write_now(|tx| filing::open_load(tx, &load)).unwrap();
        Self { db, vault: Vault::fixed(1), basis, folder }
    }

    fn apply(&self, changes: Vec<PersonChange>) -> Outcome {
        self.db.write_now(|tx| change::apply(tx, &self.basis, &self.vault, changes.clone())).unwrap()
    }

    fn mention(&self, who: &[PersonRef]) -> Vec<Option<PersonId>> {
        self.db.write_now(|tx| change::find_or_mention(tx, &self.basis, &self.vault, who)).unwrap()
    }

    fn people(&self) -> Vec<Person> {
        self.read(|conn| {
            let ids = store::ids_after(conn, 0, 100)?;
            Ok(Person::load(conn, &ids)?)
        })
    }

    fn entries(&self) -> i64 {
        self.read(|conn| Ok(ledger::store::count(conn)?))
    }

    fn read<T>(&self, work: impl FnOnce(&mut crate::db::Conn) -> Result<T>) -> T {
        self.db.read_now(work).unwrap()
    }

    fn verify(&self) -> verify::Report {
        let mut tables = vec![Table::of::<Person>()];
        tables.extend(change::tables());
        let people = verify::Heads { kind: HeadKind::Person, ids_after: store::ids_after, tables };
        self.read(|conn| verify::run(conn, &[people], |conn, entries| keys::open_entries(conn, &self.vault, entries)))
    }

    /// Everything the database has written to disk.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for file in std::fs::read_dir(self.folder.path()).unwrap() {
            bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
        }
        bytes
    }
}

/// A resident ID number with a serial.
fn resident_number(serial: u16) -> String {
    let body = format!("41010019800101{serial:03}");
    let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
    format!("{body}{}", char::from(check))
}

fn number(serial: u16) -> IdentityNumber {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    IdentityNumber::from(&ResidentId::parse(&resident_number(serial), today).unwrap())
}

fn named(name: &str) -> PersonRef {
    PersonRef { name: name.to_owned(), ..PersonRef::default() }
}

fn employer() -> EnterpriseRef {
    EnterpriseRef {
        credit_code: Some("91410100MA0000007G".to_owned()),
        organisation_code: None,
        name: Some("河南测试建设有限公司".to_owned()),
    }
}

/// A constructor with one registration of two specialties at the employer.
fn constructor(who: PersonRef, registration: &str) -> PersonChange {
    let provenance = Provenance { data_level: DataLevel::City, ..Provenance::default() };
    let specialty = |specialty: &str| Registration {
        registration_type: RegistrationType::ConstructorFirst,
        specialty: specialty.to_owned(),
        registration_number: Some(registration.to_owned()),
        number_key: Some(registration.to_owned()),
        enterprise_id: Some(EnterpriseId::mention(0)),
        enterprise_name: employer().name,
        state: CertificateState::Valid,
        ..provenance.row()
    };
    PersonChange {
        who: PersonRef { certificate_keys: vec![registration.to_owned()], employer: Some(employer()), ..who },
        head: provenance.row(),
        phone: None,
        records: PersonRecords {
            registrations: vec![specialty("建筑工程"), specialty("市政公用工程")],
            ..PersonRecords::default()
        },
        enterprises: vec![employer()],
    }
}

fn with_number(serial: u16) -> PersonRef {
    PersonRef { number: Some(number(serial)), ..named(NAME) }
}

fn with_mask(serial: u16) -> PersonRef {
    PersonRef { masked_number: Some(number(serial).masked().to_owned()), ..named(NAME) }
}

#[test]
fn the_same_content_twice_changes_nothing() {
    let house = House::new();
    let phone = Some(Phone::new("13800000000"));
    let change = PersonChange { phone, ..constructor(with_number(1), "豫1410000000000001") };
    assert_eq!(house.apply(vec![change.clone()]).changed.len(), 1);
    let (before, entries) = (house.people(), house.entries());
    assert!(house.apply(vec![change.clone(), change]).changed.is_empty());
    assert_eq!(house.people(), before);
    assert_eq!(house.entries(), entries);
    assert_eq!(house.verify().differences, []);
}

#[test]
fn one_certificate_of_two_specialties_is_two_registrations_of_one_person() {
    let house = House::new();
    house.apply(vec![constructor(with_number(1), "豫1410000000000001")]);
    let [person] = house.people().try_into().unwrap();
    let rows = house.read(|conn| Ok(Registration::load(conn, &[person.id.0])?));
    assert_eq!(rows.iter().map(|row| row.specialty.as_str()).collect::<Vec<_>>(), ["建筑工程", "市政公用工程"]);
    let enterprise = house.read(|conn| enterprise::identity::find(conn, &[employer()]));
    assert!(rows.iter().all(|row| row.enterprise_id == enterprise[0] && row.enterprise_id.is_some()));
}

#[rstest]
#[case::in_two_batches(false)]
#[case::in_one_batch(true)]
fn a_covered_number_is_filled_in_when_it_comes_in_full(#[case] at_once: bool) {
    let house = House::new();
    let covered = constructor(with_mask(1), "豫1410000000000001");
    let full = constructor(with_number(1), "豫1410000000000001");
    if at_once {
        house.apply(vec![covered, full]);
    } else {
        house.apply(vec![covered]);
        let [person] = house.people().try_into().unwrap();
        assert_eq!(person.id_completeness, IdCompleteness::Masked);
        house.apply(vec![full]);
    }
    let [person] = house.people().try_into().unwrap();
    assert_eq!(person.id_completeness, IdCompleteness::Full);
    assert_eq!(person.id_number_hash, Some(number(1).hash(&house.vault)));
    assert_eq!(house.mention(&[with_number(1)]), [Some(person.id)]);
    // The covered form, coming again, takes nothing away.
    house.apply(vec![constructor(with_mask(1), "豫1410000000000001")]);
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
fn namesakes_stay_apart(#[case] one: PersonChange, #[case] other: PersonChange) {
    let house = House::new();
    house.apply(vec![one.clone()]);
    house.apply(vec![other.clone()]);
    assert_eq!(house.people().len(), 2);
    assert!(house.apply(vec![one, other]).changed.is_empty());
}

#[test]
fn who_has_no_number_at_all_is_known_by_a_registration() {
    let house = House::new();
    house.apply(vec![constructor(named(NAME), "豫1410000000000001")]);
    let [person] = house.people().try_into().unwrap();
    assert_eq!(person.id_completeness, IdCompleteness::None);
    let at_employer = PersonRef { employer: Some(employer()), ..named(NAME) };
    let by_registration = PersonRef { certificate_keys: vec!["豫1410000000000001".to_owned()], ..named(NAME) };
    let found = house.mention(&[at_employer.clone(), by_registration, named(NAME)]);
    assert_eq!(found, [Some(person.id), Some(person.id), None]);
    // A second of the name at the same employer, and the employer no longer tells them apart.
    house.apply(vec![constructor(with_number(2), "豫1410000000000002")]);
    assert_eq!(house.mention(&[at_employer]), [None]);
}

#[test]
fn a_name_alone_is_not_put_on_file() {
    let house = House::new();
    let change = PersonChange { who: named(NAME), ..constructor(named(NAME), "豫1") };
    assert_eq!(house.apply(vec![change]).unresolved, [0]);
    assert!(house.people().is_empty());
}

#[test]
fn a_person_whom_a_project_names_by_number_is_put_on_file_once() {
    let house = House::new();
    let found = house.mention(&[with_number(1), with_number(1), with_mask(2)]);
    assert!(found[0].is_some() && found[0] == found[1] && found[2].is_none());
    assert_eq!(house.mention(&[with_number(1)]), [found[0]]);
    // What is filed later, at whatever level, completes the same person.
    house.apply(vec![constructor(with_number(1), "豫1")]);
    let [person] = house.people().try_into().unwrap();
    assert_eq!((Some(person.id), person.data_level), (found[0], DataLevel::City));
}

#[test]
fn neither_number_nor_telephone_stands_anywhere_in_clear() {
    let house = House::new();
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
    house.apply(vec![change]);
    let [person] = house.people().try_into().unwrap();
    let by_licence = PersonRef { certificate_keys: vec![licence], ..named(NAME) };
    assert_eq!(house.mention(&[by_licence]), [Some(person.id)]);

    let bytes = house.bytes();
    let contains = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(contains(number(1).masked()) && contains("138****1234"), "the file is scanned");
    assert!(!contains(&resident_number(1)) && !contains("13800001234"));
    let particulars = house.read(|conn| Ok(PersonParticulars::load(conn, &[person.id.0])?));
    let cipher = particulars[0].phone_cipher.clone().unwrap();
    let opened = house.read(|conn| {
        keys::Keys::load(conn, &house.vault, &[person.id.0])?.cipher(person.id.0)?.open(&cipher).map_err(Into::into)
    });
    assert_eq!(opened, "13800001234");
}

#[test]
fn entries_open_with_the_key_and_not_after_erasure() {
    let house = House::new();
    house.apply(vec![constructor(with_number(1), "豫1410000000000001"), constructor(with_number(2), "豫2")]);
    let id = house.mention(&[with_number(1)])[0].unwrap();
    let opened = |house: &House| {
        house.read(|conn| {
            let entries = ledger::store::of_heads(conn, &[id.0])?;
            assert!(entries.iter().all(|entry| !entry.changes.contains(NAME)));
            keys::open_entries(conn, &house.vault, &entries)
        })
    };
    let before = opened(&house);
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].as_ref().unwrap().0["person"][0].after["name"], NAME);

    house.db.write_now(|tx| erasure::erase(tx, &house.basis, &house.vault, id)).unwrap();
    let after = opened(&house);
    assert!(after[0].is_none(), "what was sealed can no longer be read");
    assert!(after[1].as_ref().unwrap().0["person"][0].after.get("erased_on").is_some());
    let erased = house.people().into_iter().find(|person| person.id == id).unwrap();
    assert_eq!((erased.name.as_str(), &erased.id_number_hash, &erased.id_number_masked), ("", &None, &None));
    assert!(house.read(|conn| Ok(Registration::load(conn, &[id.0])?)).is_empty());
    let report = house.verify();
    assert_eq!((report.erased, report.differences.len()), (1, 0));
    // Filed again, it is a new person.
    house.apply(vec![constructor(with_number(1), "豫1410000000000001")]);
    assert_ne!(house.mention(&[with_number(1)]), [Some(id)]);
}
