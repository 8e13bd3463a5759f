//! The registries without sheets: changes applied as a load applies them, and made-up people.

use chrono::NaiveDate;
use siku::db::{Backend, Conn};
use siku::domain::standard::resident_id::{ResidentId, check_character};
use siku::domain::vocabulary::ids::{EnterpriseId, PersonId};
use siku::domain::vocabulary::personnel::RegistrationType;
use siku::domain::vocabulary::provenance::{CertificateState, DataLevel};
use siku::error::Result;
use siku::filing::{self, Load};
use siku::ledger::verify::Report;
use siku::ledger::{self, Basis};
use siku::record::{Outcome, Provenance, Record as _};
use siku::registry;
use siku::registry::enterprise::identity::EnterpriseRef;
use siku::registry::personnel::change::{PersonChange, PersonRecords, apply, find_or_mention};
use siku::registry::personnel::identity::PersonRef;
use siku::registry::personnel::personal::IdentityNumber;
use siku::registry::personnel::rows::{Person, Registration};
use siku::registry::personnel::store;

use super::TestApp;

/// Name of most persons here.
pub const NAME: &str = "张测试";

/// An app with an open load.
pub struct House {
    /// The app.
    pub app: TestApp,
    /// The load.
    pub basis: Basis,
}

impl House {
    /// A house over a fresh database.
    pub fn new(backend: Backend) -> Self {
        let app = TestApp::new(backend);
        let load = Load { actor: "cli:test", basis: "people.xlsx", content_digest: "" };
        let basis = app.database.db.write_now(|tx| filing::open_load(tx, &load)).unwrap();
        Self { app, basis }
    }

    /// Applies changes of persons.
    pub fn apply(&self, changes: &[PersonChange]) -> Outcome {
        let db = &self.app.database.db;
        db.write_now(|tx| apply(tx, &self.basis, &self.app.vault, changes.to_vec())).unwrap()
    }

    /// Names persons as a project does.
    pub fn mention(&self, who: &[PersonRef]) -> Vec<Option<PersonId>> {
        self.app.database.db.write_now(|tx| find_or_mention(tx, &self.basis, &self.app.vault, who)).unwrap()
    }

    /// Everybody on file.
    pub fn people(&self) -> Vec<Person> {
        self.read(|conn| {
            let ids = store::ids_after(conn, 0, 100)?;
            Ok(Person::load(conn, &ids)?)
        })
    }

    /// How many entries the ledger has.
    pub fn entries(&self) -> i64 {
        self.read(|conn| Ok(ledger::store::count(conn)?))
    }

    /// Compares the ledger with the registries.
    pub fn verify(&self) -> Report {
        self.read(|conn| registry::verify_ledger(conn, &self.app.vault))
    }

    /// Reads the database.
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.app.database.db.read_now(work).unwrap()
    }
}

/// A resident ID number with a serial.
pub fn resident_number(serial: u16) -> String {
    let body = format!("41010019800101{serial:03}");
    let check = check_character(body.as_bytes().try_into().unwrap()).unwrap();
    format!("{body}{}", char::from(check))
}

/// The number of a made-up person.
pub fn number(serial: u16) -> IdentityNumber {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    IdentityNumber::from(&ResidentId::parse(&resident_number(serial), today).unwrap())
}

/// A person known by name.
pub fn named(name: &str) -> PersonRef {
    PersonRef { name: name.to_owned(), ..PersonRef::default() }
}

/// An enterprise.
pub fn employer() -> EnterpriseRef {
    EnterpriseRef {
        credit_code: Some("91410100MA0000007G".to_owned()),
        organisation_code: None,
        name: Some("河南测试建设有限公司".to_owned()),
    }
}

/// A constructor with one registration of two specialties at the employer.
pub fn constructor(who: PersonRef, registration: &str) -> PersonChange {
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

/// A person of the usual name with a number.
pub fn with_number(serial: u16) -> PersonRef {
    PersonRef { number: Some(number(serial)), ..named(NAME) }
}

/// A person of the usual name with a covered number.
pub fn with_mask(serial: u16) -> PersonRef {
    PersonRef { masked_number: Some(number(serial).masked().to_owned()), ..named(NAME) }
}
