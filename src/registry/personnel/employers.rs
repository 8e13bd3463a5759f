//! Employers that certificates named by name alone, before they were on file.

use super::change::PersonRecords;
use super::keys::Keys;
use super::rows::{Employment, Person, PostCertificate, Registration, SafetyCertificate};
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, Document as _, Outcome, Source, batch};
use crate::registry::enterprise::newcomers::{Newcomers, names_enterprises};
use crate::vault::Vault;

names_enterprises! {
    Registration: enterprise_id by enterprise_name;
    SafetyCertificate: enterprise_id by enterprise_name;
    PostCertificate: enterprise_id by enterprise_name;
    Employment: enterprise_id by enterprise_name;
}

/// Ties enterprises that have just come on file, or under a new name, to the people whose records name them. What is
/// found changes the person like anything else that arrives.
pub fn identify(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, newcomers: &Newcomers) -> Result<Outcome> {
    let people = store::naming_enterprises(tx.conn, newcomers.spellings())?;
    if people.is_empty() {
        return Ok(Outcome::default());
    }
    let documents = PersonRecords::load_all(tx.conn, &people)?;
    let arrivals = documents.into_iter().map(|(person, records)| Arrival::<Person, PersonRecords> {
        source: Source::Mention,
        head_id: person,
        head: None,
        records: naming(records, newcomers),
    });
    let keys = Keys::load(tx.conn, vault, &people)?;
    batch::apply(tx, basis, arrivals.collect(), &keys)
}

/// The records of a person that name one of the enterprises, with the enterprise.
fn naming(records: PersonRecords, newcomers: &Newcomers) -> PersonRecords {
    PersonRecords {
        registrations: newcomers.identify(records.registrations),
        safety_certificates: newcomers.identify(records.safety_certificates),
        post_certificates: newcomers.identify(records.post_certificates),
        employments: newcomers.identify(records.employments),
        ..PersonRecords::default()
    }
}
