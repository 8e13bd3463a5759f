//! What a filing may change in the personnel registry, and how it is applied.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::identity::{self, PersonRef, Sought};
use super::keys::Keys;
use super::personal::{self, Phone};
use super::rows::{
    Employment, Person, PersonParticulars, PostCertificate, ProfessionalTitle, Registration, SafetyCertificate,
};
use super::store;
use crate::db::search::NameIndex;
use crate::db::{self, Conn, Tx};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::{IdCompleteness, IdDocumentKind};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{
    Arrival, Document as _, Head, Outcome, Provenance, Record as _, Resolved, Row as _, Source, batch, document,
};
use crate::registry::enterprise;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::schema::person;
use crate::vault::Vault;

document! {
    /// What hangs from a person in this room.
    PersonRecords, PersonWrites {
        /// Particulars: at most one.
        particulars: PersonParticulars,
        /// Registrations, one for each specialty.
        registrations: Registration,
        /// Safety assessment certificates.
        safety_certificates: SafetyCertificate,
        /// Post and trade certificates.
        post_certificates: PostCertificate,
        /// Professional titles.
        titles: ProfessionalTitle,
        /// Who pays their social insurance.
        employments: Employment,
    }
}

/// A change to one person: which one, what of themselves, and records under them.
#[derive(Clone, Debug)]
pub struct PersonChange {
    /// Which person.
    pub who: PersonRef,
    /// What is said of the person; name, identity number and keys are taken from `who`.
    pub head: Person,
    /// Their telephone.
    pub phone: Option<Phone>,
    /// Records under them. An id that [`EnterpriseId::mention`] made stands for one of `enterprises`.
    pub records: PersonRecords,
    /// Enterprises that the records refer to.
    pub enterprises: Vec<EnterpriseRef>,
}

/// Applies changes in one transaction, in order. The outcome speaks of them by their place; who cannot be told is
/// left out and named there.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<PersonChange>) -> Result<Outcome> {
    apply_from(Source::Row, tx, basis, vault, changes)
}

fn apply_from(
    source: fn(usize) -> Source,
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    mut changes: Vec<PersonChange>,
) -> Result<Outcome> {
    let employers = resolve_enterprises(tx, basis, vault, &mut changes)?;
    let sought: Vec<Sought> =
        changes.iter().zip(employers).map(|(change, employer)| Sought::new(&change.who, employer, vault)).collect();
    let found = identity::find_or_mint(tx, &sought)?;

    let unresolved = found.iter().enumerate().filter(|(_, id)| id.is_none()).map(|(place, _)| place).collect();
    let (sources, changes): (Vec<Source>, Vec<(PersonId, PersonChange)>) = found
        .into_iter()
        .zip(changes)
        .enumerate()
        .filter_map(|(place, (id, change))| Some((source(place), (id?, change))))
        .unzip();

    let ids: Vec<i64> = changes.iter().map(|(id, _)| id.0).collect();
    let mut keys = Keys::load(tx.conn, vault, &ids)?;
    keys.make_missing(vault, &ids)?;
    let mut phones = Phones::load(tx.conn, &keys, &changes)?;
    let mut arrivals = Vec::with_capacity(changes.len());
    for (source, (id, mut change)) in sources.into_iter().zip(changes) {
        let head = head(id, &mut change, vault, &keys)?;
        phones.seal_into(id, &mut change, &head, &keys)?;
        change.records.cover_numbers(vault);
        arrivals.push(Arrival { source, head_id: id.into(), head: Some(head), records: change.records });
    }
    let outcome = batch::apply(tx, basis, arrivals, &keys)?;
    keys.save_new(tx.conn, &outcome.changed)?;
    Ok(Outcome { unresolved, ..outcome })
}

/// The ids of persons that other records name. One with a full identity number who is not on file is put there with
/// what is known; any other is found when exactly one fits.
pub fn find_or_mention(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    who: &[PersonRef],
) -> Result<Vec<Option<PersonId>>> {
    let employers: Vec<EnterpriseRef> = who.iter().map(|who| who.employer.clone().unwrap_or_default()).collect();
    let employers = enterprise::change::find_or_mention(tx, basis, vault, &employers)?;
    let sought: Vec<Sought> =
        who.iter().zip(employers).map(|(who, employer)| Sought::new(who, employer, vault)).collect();
    let found = identity::find(tx.conn, &sought)?;
    let unknown = who.iter().zip(&found).filter(|(who, found)| found.is_none() && who.number.is_some());
    let mentions: Vec<PersonChange> = unknown.map(|(who, _)| mention(who)).collect();
    if mentions.is_empty() {
        return Ok(found);
    }
    apply_from(|_place| Source::Mention, tx, basis, vault, mentions)?;
    identity::find(tx.conn, &sought)
}

fn mention(who: &PersonRef) -> PersonChange {
    PersonChange {
        who: who.clone(),
        head: Provenance::default().row(),
        phone: None,
        records: PersonRecords::default(),
        enterprises: Vec::new(),
    }
}

/// Resolves what the changes of a batch say of enterprises, and gives the employer of each.
fn resolve_enterprises(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    changes: &mut [PersonChange],
) -> Result<Vec<Option<EnterpriseId>>> {
    let employer = |change: &PersonChange| change.who.employer.clone().unwrap_or_default();
    let mentions: Vec<EnterpriseRef> =
        changes.iter().flat_map(|change| change.enterprises.iter().cloned().chain([employer(change)])).collect();
    let mut found = enterprise::change::find_or_mention(tx, basis, vault, &mentions)?.into_iter();
    let mut employers = Vec::with_capacity(changes.len());
    for change in changes {
        let enterprises = found.by_ref().take(change.enterprises.len()).collect();
        change.records.resolve(&Resolved { enterprises, ..Resolved::default() });
        employers.push(found.next().flatten());
    }
    Ok(employers)
}

fn head(id: PersonId, change: &mut PersonChange, vault: &Vault, keys: &Keys) -> Result<Person> {
    let who = &change.who;
    let name_key = text::search_key(&who.name);
    let row_id = || vault.public_id("person row", &id.0.to_string());
    let named = Person {
        public_id: who.number.as_ref().map_or_else(row_id, |number| number.public_id(vault)),
        name: who.name.clone(),
        name_initials: text::initials(&name_key),
        name_key,
        ..std::mem::take(&mut change.head)
    };
    Ok(match (&who.number, &who.masked_number) {
        (Some(number), _) => Person {
            id_kind: number.kind(),
            id_completeness: IdCompleteness::Full,
            id_number_hash: Some(number.hash(vault)),
            id_number_cipher: Some(keys.cipher(id.0)?.seal(number.expose())?),
            id_number_masked: Some(number.masked().to_owned()),
            ..named
        },
        (None, Some(masked)) => Person {
            id_kind: IdDocumentKind::ResidentId,
            id_completeness: IdCompleteness::Masked,
            id_number_masked: Some(personal::covered(masked)),
            ..named
        },
        (None, None) => Person { id_completeness: IdCompleteness::None, ..named },
    })
}

/// Telephones on file and in the batch, so that the same number is not sealed anew: it would look like a change.
struct Phones(HashMap<PersonId, Vec<(Phone, String)>>);

impl Phones {
    fn load(conn: &mut Conn, keys: &Keys, changes: &[(PersonId, PersonChange)]) -> Result<Self> {
        let with_phone = changes.iter().filter(|(_, change)| change.phone.is_some());
        let people: Vec<i64> = with_phone.map(|(id, _)| id.0).collect();
        let mut known = HashMap::new();
        for row in PersonParticulars::load(conn, &people)? {
            if let Some(cipher) = row.phone_cipher {
                let phone = Phone::new(keys.cipher(row.person_id.0)?.open(&cipher)?);
                known.insert(row.person_id, vec![(phone, cipher)]);
            }
        }
        Ok(Self(known))
    }

    fn seal_into(&mut self, id: PersonId, change: &mut PersonChange, head: &Person, keys: &Keys) -> Result<()> {
        let Some(phone) = change.phone.take() else { return Ok(()) };
        let masked = phone.masked();
        let known = self.0.entry(id).or_default();
        let cipher = match known.iter().find(|(known, _)| *known == phone) {
            Some((_, cipher)) => cipher.clone(),
            None => {
                let cipher = keys.cipher(id.0)?.seal(phone.expose())?;
                known.push((phone, cipher.clone()));
                cipher
            }
        };
        if change.records.particulars.is_empty() {
            let provenance = Provenance { raw: "{}".to_owned(), ..head.provenance() };
            change.records.particulars.push(provenance.row());
        }
        for row in &mut change.records.particulars {
            row.phone_cipher = Some(cipher.clone());
            row.phone_masked = Some(masked.clone());
        }
        Ok(())
    }
}

impl PersonRecords {
    /// No certificate number that holds the resident ID of its holder is stored in clear.
    fn cover_numbers(&mut self, vault: &Vault) {
        for row in &mut self.registrations {
            cover_optional(vault, &mut row.registration_number, &mut row.number_key);
            cover_optional(vault, &mut row.certificate_number, &mut row.certificate_key);
            cover_optional(vault, &mut row.seal_number, &mut None);
        }
        for row in &mut self.safety_certificates {
            (row.number, row.number_key) = personal::certificate_number(vault, &row.number, &row.number_key);
        }
        for row in &mut self.post_certificates {
            (row.number, row.number_key) = personal::certificate_number(vault, &row.number, &row.number_key);
        }
        for row in &mut self.titles {
            cover_optional(vault, &mut row.number, &mut None);
        }
    }
}

fn cover_optional(vault: &Vault, number: &mut Option<String>, key: &mut Option<String>) {
    if let Some(written) = number {
        *number = Some(personal::certificate_number(vault, written, "").0);
    }
    if let Some(compared) = key {
        *key = Some(personal::certificate_key(vault, compared));
    }
}

impl Head for Person {
    const KIND: HeadKind = HeadKind::Person;
    const NAMES: NameIndex = NameIndex::Person;

    fn name_key(&self) -> &str {
        &self.name_key
    }

    /// The address stays. The number on file stays with its ciphertext, unless more of it is known now.
    fn complete(&mut self, on_file: Option<&Self>) {
        let Some(on_file) = on_file else { return };
        self.public_id.clone_from(&on_file.public_id);
        self.updated_at = on_file.updated_at;
        if self.name.is_empty() {
            self.name.clone_from(&on_file.name);
            self.name_key.clone_from(&on_file.name_key);
            self.name_initials.clone_from(&on_file.name_initials);
        }
        if knowledge(self.id_completeness) <= knowledge(on_file.id_completeness) {
            if on_file.id_completeness != IdCompleteness::None || self.id_kind == IdDocumentKind::Other {
                self.id_kind = on_file.id_kind;
            }
            self.id_completeness = on_file.id_completeness;
            self.id_number_hash.clone_from(&on_file.id_number_hash);
            self.id_number_cipher.clone_from(&on_file.id_number_cipher);
            self.id_number_masked.clone_from(&on_file.id_number_masked);
        }
    }

    fn lock(conn: &mut Conn, ids: &[i64]) -> db::Result<()> {
        store::lock(conn, ids)
    }

    fn date(&mut self, now: NaiveDateTime) {
        self.updated_at = now;
    }

    fn touch(conn: &mut Conn, ids: &[i64], now: NaiveDateTime) -> db::Result<()> {
        for ids in ids.chunks(db::batch::KEYS_PER_QUERY) {
            diesel::update(person::table.filter(person::id.eq_any(ids)))
                .set(person::updated_at.eq(now))
                .execute(conn)?;
        }
        Ok(())
    }
}

/// How much is known of a number, to be compared.
fn knowledge(completeness: IdCompleteness) -> u8 {
    match completeness {
        IdCompleteness::None => 0,
        IdCompleteness::Masked => 1,
        IdCompleteness::Full => 2,
    }
}
