//! Personal values in clear: they exist in memory only, show nothing in `Debug`, and are serialised by nobody but
//! who seals what comes of it.

use std::fmt;

pub use crate::domain::standard::phone::Phone;

use crate::domain::standard::person_document::{DocumentKind, PersonDocument};
use crate::domain::standard::resident_id::{self, Mask, ResidentId};
use crate::domain::vocabulary::personnel::IdDocumentKind;
use crate::vault::Vault;

/// Places of a resident ID number.
const PLACES: usize = 18;

/// The number of an identity document.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityNumber {
    kind: IdDocumentKind,
    number: String,
    masked: String,
}

impl IdentityNumber {
    /// A number that was sealed, from its parts.
    pub fn from_parts(kind: IdDocumentKind, number: String, masked: String) -> Self {
        Self { kind, number, masked }
    }

    /// Kind of document.
    pub fn kind(&self) -> IdDocumentKind {
        self.kind
    }

    /// The number in clear. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.number
    }

    /// The number as it is shown.
    pub fn masked(&self) -> &str {
        &self.masked
    }

    /// Keyed hash of kind and number, by which its holder is found.
    pub fn hash(&self, vault: &Vault) -> String {
        vault.hash("person id number", &self.kind_and_number())
    }

    /// Opaque id of its holder, the same in every database with the same keys.
    pub fn public_id(&self, vault: &Vault) -> String {
        vault.public_id("person", &self.kind_and_number())
    }

    fn kind_and_number(&self) -> String {
        format!("{}/{}", self.kind.as_str(), self.number)
    }
}

impl From<&ResidentId> for IdentityNumber {
    fn from(id: &ResidentId) -> Self {
        Self { kind: IdDocumentKind::ResidentId, number: id.expose().to_owned(), masked: id.masked(Mask::default()) }
    }
}

impl From<&PersonDocument> for IdentityNumber {
    fn from(document: &PersonDocument) -> Self {
        let kind = match document.kind() {
            DocumentKind::MilitaryOfficer => IdDocumentKind::MilitaryId,
            DocumentKind::Passport => IdDocumentKind::Passport,
            DocumentKind::TaiwanResident => IdDocumentKind::TaiwanId,
            DocumentKind::HongKongMacauResident => IdDocumentKind::HongKongId,
            DocumentKind::PoliceOfficer => IdDocumentKind::PoliceId,
            DocumentKind::Other => IdDocumentKind::Other,
        };
        Self { kind, number: document.expose().to_owned(), masked: document.masked() }
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityNumber").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A resident ID number that somebody covered, in one form: eighteen places, and none of the birth date that some masks
/// leave readable (places 7 to 14).
pub fn covered(text: &str) -> String {
    let (first, last) = readable(text);
    let first: String = first.chars().take(6).collect();
    let last: String = last.chars().skip(last.chars().count().saturating_sub(4)).collect();
    let hidden = PLACES.saturating_sub(first.chars().count() + last.chars().count());
    format!("{first}{}{last}", "*".repeat(hidden))
}

/// Whether two numbers, covered or not, may be the same one: what both show at the beginning and at the end agrees.
pub fn agree(one: &str, other: &str) -> bool {
    let ((first, last), (other_first, other_last)) = (readable(one), readable(other));
    (first.starts_with(other_first) || other_first.starts_with(first))
        && (last.ends_with(other_last) || other_last.ends_with(last))
}

/// What a number shows before the first and after the last asterisk.
fn readable(text: &str) -> (&str, &str) {
    let first = text.split('*').next().unwrap_or_default();
    let last = text.rsplit('*').next().unwrap_or_default();
    (first, last)
}

/// A certificate number as it may be stored, and the key it is compared by. Licences for special operations are numbered
/// with the resident ID of their holder: such a number is stored covered and compared by its keyed hash.
pub fn certificate_number(vault: &Vault, number: &str, key: &str) -> (String, String) {
    match resident_id::covered_within(number) {
        Some(covered) => (covered, certificate_key(vault, key)),
        None => (number.to_owned(), certificate_key(vault, key)),
    }
}

/// The key by which a certificate number is compared; a keyed hash where it holds a resident ID.
pub fn certificate_key(vault: &Vault, key: &str) -> String {
    if resident_id::contained_in(key) { vault.hash("certificate number", key) } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use chrono::NaiveDate;
    use rstest::rstest;

    use super::*;

    const NUMBER: &str = "410100190001010019";

    fn number() -> IdentityNumber {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        IdentityNumber::from(&ResidentId::parse(NUMBER, today).unwrap())
    }

    #[test]
    fn debug_shows_no_number() {
        let shown = format!("{:?}", number());
        assert!(!shown.contains("0019"), "{shown}");
    }

    #[test]
    fn the_same_digits_of_another_document_are_another_number() {
        let passport = IdentityNumber { kind: IdDocumentKind::Passport, ..number() };
        let vault = Vault::fixed(1);
        assert_ne!(number().hash(&vault), passport.hash(&vault));
        assert_ne!(number().public_id(&vault), passport.public_id(&vault));
    }

    #[rstest]
    #[case("410***********0019", "410***********0019")]
    #[case("410100********19", "410100**********19")]
    #[case("41010019000101****", "410100************")]
    fn a_covered_number_has_eighteen_places_and_no_birth_date(#[case] text: &str, #[case] form: &str) {
        assert_eq!(covered(text), form);
    }

    #[rstest]
    #[case("410***********0019", NUMBER, true)]
    #[case("410100**********19", "410***********0019", true)]
    #[case("410***********0027", NUMBER, false)]
    #[case("411***********0019", NUMBER, false)]
    fn numbers_agree_in_what_both_show(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(agree(one, other), same);
    }

    #[test]
    fn a_certificate_number_made_of_a_resident_id_is_covered_and_hashed() {
        let vault = Vault::fixed(1);
        let (shown, key) = certificate_number(&vault, &format!("T{NUMBER}"), &format!("T{NUMBER}"));
        assert_eq!(shown, "T410***********0019");
        assert!(!key.contains(NUMBER));
        assert_eq!(key, certificate_key(&vault, &format!("T{NUMBER}")));
        assert_eq!(certificate_number(&vault, "豫建安B", "豫建安b"), ("豫建安B".to_owned(), "豫建安b".to_owned()));
    }
}
