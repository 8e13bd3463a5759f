//! Which person is meant. People of the same name are common, so that a name alone never says it: in this order
//!
//! 1. the identity number, by its keyed hash;
//! 2. a registration or certificate number together with the name, unless the identity numbers contradict;
//! 3. without a full number: the name with the covered number;
//! 4. without any number: the name with the employer.
//!
//! From 2 on exactly one must fit. Two persons on file where there is one can be merged later; one where there are two
//! would tie the projects and penalties of one to the other.

use std::collections::HashMap;

use super::personal::{self, IdentityNumber};
use super::store::{self, IdentityRow};
use crate::db::{Conn, Tx};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::error::Result;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::vault::Vault;

/// What a record says of the person it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRef {
    /// Name, folded.
    pub name: String,
    /// Number of the identity document.
    pub number: Option<IdentityNumber>,
    /// The number of the resident ID as somebody covered it, where that is all that is known.
    pub masked_number: Option<String>,
    /// Registration and certificate numbers, as they are compared.
    pub certificate_keys: Vec<String>,
    /// Who employs them.
    pub employer: Option<EnterpriseRef>,
}

impl PersonRef {
    fn name_key(&self) -> String {
        text::search_key(&self.name)
    }
}

/// A person sought: a [`PersonRef`] as it is compared.
pub(super) struct Sought {
    name_key: String,
    hash: Option<String>,
    /// The number, in clear or covered.
    number: Option<String>,
    masked: Option<String>,
    certificate_keys: Vec<String>,
    employer: Option<EnterpriseId>,
}

impl Sought {
    pub(super) fn new(who: &PersonRef, employer: Option<EnterpriseId>, vault: &Vault) -> Self {
        let given = who.masked_number.as_deref().map(personal::covered);
        let masked = who.number.as_ref().map(|number| number.masked().to_owned()).or(given);
        Self {
            name_key: who.name_key(),
            hash: who.number.as_ref().map(|number| number.hash(vault)),
            number: who.number.as_ref().map(|number| number.expose().to_owned()).or_else(|| masked.clone()),
            masked,
            certificate_keys: who.certificate_keys.iter().map(|key| personal::certificate_key(vault, key)).collect(),
            employer,
        }
    }

    fn can_be_found_again(&self) -> bool {
        self.number.is_some() || !self.certificate_keys.is_empty()
    }
}

/// The persons meant, each with the enterprise that employs them, where they are on file.
pub fn identify(
    conn: &mut Conn,
    vault: &Vault,
    who: &[(PersonRef, Option<EnterpriseId>)],
) -> Result<Vec<Option<PersonId>>> {
    let sought: Vec<Sought> = who.iter().map(|(who, employer)| Sought::new(who, *employer, vault)).collect();
    find(conn, &sought)
}

/// The persons who came on file after an id was minted: ids grow with time.
pub fn since(conn: &mut Conn, id: i64) -> Result<Vec<i64>> {
    store::ids_after(conn, id, usize::MAX)
}

/// The persons sought, where they are on file.
pub(super) fn find(conn: &mut Conn, sought: &[Sought]) -> Result<Vec<Option<PersonId>>> {
    let known = Known::load(conn, sought)?;
    Ok(sought.iter().map(|sought| known.find(sought).one()).collect())
}

/// The persons sought; one that is not on file gets an id, the same for all that mean it. Nothing for whom several on
/// file may be, or who could not be found again: they would be put on file anew each time.
pub(super) fn find_or_mint(tx: &mut Tx<'_>, sought: &[Sought]) -> Result<Vec<Option<PersonId>>> {
    let mut known = Known::load(tx.conn, sought)?;
    let ids = tx.ids;
    Ok(sought
        .iter()
        .map(|sought| {
            let id = match known.find(sought) {
                Match::One(id) => id,
                Match::Nobody if sought.can_be_found_again() => PersonId(ids.next()),
                Match::Several if sought.hash.is_some() => PersonId(ids.next()),
                Match::Nobody | Match::Several => return None,
            };
            known.learn(id, sought);
            Some(id)
        })
        .collect())
}

/// Who on file may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    Nobody,
    One(PersonId),
    Several,
}

impl Match {
    fn of(mut people: impl Iterator<Item = PersonId>) -> Self {
        match people.next() {
            None => Self::Nobody,
            Some(first) if people.all(|other| other == first) => Self::One(first),
            Some(_) => Self::Several,
        }
    }

    fn one(self) -> Option<PersonId> {
        match self {
            Self::One(id) => Some(id),
            Self::Nobody | Self::Several => None,
        }
    }
}

/// The persons that any of a batch may mean.
#[derive(Default)]
struct Known {
    people: HashMap<PersonId, Numbers>,
    by_hash: HashMap<String, PersonId>,
    by_certificate: HashMap<(String, String), Vec<PersonId>>,
    by_masked: HashMap<(String, String), Vec<PersonId>>,
    by_employer: HashMap<(EnterpriseId, String), Vec<PersonId>>,
}

/// What is known of a person's identity number.
#[derive(Default)]
struct Numbers {
    hash: Option<String>,
    masked: Option<String>,
}

impl Known {
    fn load(conn: &mut Conn, sought: &[Sought]) -> Result<Self> {
        let mut known = Self::default();
        let hashes: Vec<&str> = sought.iter().filter_map(|sought| sought.hash.as_deref()).collect();
        for row in store::by_hashes(conn, &hashes)? {
            known.add(&row);
        }
        // Whoever the identity number tells needs no certificate for it.
        let untold = |sought: &&Sought| sought.hash.as_ref().is_none_or(|hash| !known.by_hash.contains_key(hash));
        let keys = sought.iter().filter(untold).flat_map(|sought| &sought.certificate_keys);
        let keys: Vec<&str> = keys.map(String::as_str).collect();
        for (key, row) in store::by_certificate_keys(conn, &keys)? {
            let id = known.add(&row);
            known.by_certificate.entry((key, row.name_key)).or_default().push(id);
        }
        // Names are asked for only where nothing better told who is meant: thousands may share one.
        let nameless = |sought: &&Sought| sought.hash.is_none() && known.find(sought) == Match::Nobody;
        let rest: Vec<&Sought> = sought.iter().filter(nameless).collect();
        let names: Vec<&str> = rest.iter().map(|sought| sought.name_key.as_str()).collect();
        let masked: Vec<&str> = rest.iter().filter_map(|sought| sought.masked.as_deref()).collect();
        let employers: Vec<EnterpriseId> = rest.iter().filter_map(|sought| sought.employer).collect();
        for row in store::by_masked_numbers(conn, &names, &masked)? {
            known.add(&row);
        }
        for (employer, row) in store::by_employers(conn, &names, &employers)? {
            let id = known.add(&row);
            known.by_employer.entry((employer, row.name_key)).or_default().push(id);
        }
        Ok(known)
    }

    fn add(&mut self, row: &IdentityRow) -> PersonId {
        let id = row.merged_into.unwrap_or(row.id);
        if let Some(hash) = &row.id_number_hash {
            self.by_hash.insert(hash.clone(), id);
        }
        if let Some(masked) = &row.id_number_masked {
            self.by_masked.entry((row.name_key.clone(), masked.clone())).or_default().push(id);
        }
        let numbers = Numbers { hash: row.id_number_hash.clone(), masked: row.id_number_masked.clone() };
        self.people.entry(id).or_insert(numbers);
        id
    }

    /// Remembers what a batch says of a person, for those that follow in it.
    fn learn(&mut self, id: PersonId, sought: &Sought) {
        let numbers = self.people.entry(id).or_default();
        if let Some(hash) = &sought.hash {
            numbers.hash = Some(hash.clone());
            self.by_hash.insert(hash.clone(), id);
        }
        if let Some(masked) = sought.masked.as_ref().filter(|_| sought.hash.is_some() || numbers.masked.is_none()) {
            numbers.masked = Some(masked.clone());
            self.by_masked.entry((sought.name_key.clone(), masked.clone())).or_default().push(id);
        }
        for key in &sought.certificate_keys {
            self.by_certificate.entry((key.clone(), sought.name_key.clone())).or_default().push(id);
        }
        if let Some(employer) = sought.employer {
            self.by_employer.entry((employer, sought.name_key.clone())).or_default().push(id);
        }
    }

    fn find(&self, sought: &Sought) -> Match {
        if let Some(id) = sought.hash.as_ref().and_then(|hash| self.by_hash.get(hash)) {
            return Match::One(*id);
        }
        match (self.by_certificate(sought), &sought.hash, &sought.masked, sought.employer) {
            (Match::Nobody, None, Some(masked), _) => {
                of_list(self.by_masked.get(&(sought.name_key.clone(), masked.clone())))
            }
            (Match::Nobody, None, None, Some(employer)) => {
                of_list(self.by_employer.get(&(employer, sought.name_key.clone())))
            }
            (found, ..) => found,
        }
    }

    fn by_certificate(&self, sought: &Sought) -> Match {
        let bearers = sought.certificate_keys.iter().filter_map(|key| {
            let key = (key.clone(), sought.name_key.clone());
            self.by_certificate.get(&key)
        });
        Match::of(bearers.flatten().copied().filter(|id| !self.contradicts(*id, sought)))
    }

    fn contradicts(&self, id: PersonId, sought: &Sought) -> bool {
        let Some(known) = self.people.get(&id) else { return false };
        match (&sought.hash, &known.hash, &sought.number, &known.masked) {
            (Some(sought), Some(known), ..) => sought != known,
            (_, _, Some(sought), Some(known)) => !personal::agree(sought, known),
            _ => false,
        }
    }
}

fn of_list(people: Option<&Vec<PersonId>>) -> Match {
    Match::of(people.into_iter().flatten().copied())
}
