//! What an engagement stands on: one permit, several, or the whole project.

use chrono::NaiveDate;

use super::completion::Completions;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::CertificateState;
use crate::registry::project::change::ProjectRecords;
use crate::registry::project::identity::{number_key, number_list};
use crate::registry::project::rows::{Engagement, Permit};

/// A permit under which people work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Number as written.
    pub number: String,
    /// Its national, provincial and local number, as they are compared.
    keys: Vec<String>,
    /// Date of issue.
    pub issued_on: Option<NaiveDate>,
    /// Whether works may still have to be accepted under it: it was neither cancelled nor revoked.
    pub in_force: bool,
    /// The records it rests on, as kind and number.
    rests_on: Vec<(StageRecordKind, String)>,
}

impl Ground {
    /// Whether it has this number, as numbers are compared.
    pub fn has_number(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }

    /// The tenders it is known to rest on.
    pub fn tenders(&self) -> impl Iterator<Item = &str> {
        self.rests_on.iter().filter(|(kind, _)| *kind == StageRecordKind::Tender).map(|(_, key)| key.as_str())
    }

    fn of(permit: &Permit, records: &ProjectRecords) -> Self {
        let others = permit.provincial_number.iter().chain(&permit.inner_number);
        let keys: Vec<String> =
            std::iter::once(&permit.number).chain(others).map(|number| number_key(number)).collect();
        let tender = permit.tender_number.iter().map(|number| (StageRecordKind::Tender, number_key(number)));
        let reviews = number_list(permit.review_numbers.as_deref());
        let reviews = reviews.into_iter().map(|key| (StageRecordKind::DrawingReview, key));
        let mut rests_on: Vec<(StageRecordKind, String)> = tender.chain(reviews).collect();
        rests_on
            .extend(linked(records, StageRecordKind::Permit).filter(|link| keys.contains(&link.0)).map(|link| link.1));
        Self {
            number: permit.number.clone(),
            keys,
            issued_on: permit.issued_on,
            in_force: matches!(permit.state, CertificateState::Valid | CertificateState::Suspended),
            rests_on,
        }
    }

    /// A permit that records name and that is not on file.
    fn unknown(number: &str) -> Self {
        let keys = vec![number_key(number)];
        Self { number: number.to_owned(), keys, issued_on: None, in_force: true, rests_on: Vec::new() }
    }
}

/// The permits of a project.
pub struct Grounds(Vec<Ground>);

impl Grounds {
    /// Those on file.
    pub fn of(records: &ProjectRecords) -> Self {
        Self(records.permits.iter().map(|permit| Ground::of(permit, records)).collect())
    }

    /// Those under which works may still have to be accepted.
    pub fn in_force(&self) -> impl Iterator<Item = &Ground> {
        self.0.iter().filter(|ground| ground.in_force)
    }

    /// All on file.
    pub fn all(&self) -> &[Ground] {
        &self.0
    }

    /// The permits that the record naming a person leads to; none where it leads to the project as a whole.
    pub fn under(&self, engagement: &Engagement, completions: &Completions) -> Vec<Ground> {
        let (Some(basis), Some(number)) = (engagement.basis, &engagement.basis_number) else { return Vec::new() };
        let key = number_key(number);
        let such = |test: &dyn Fn(&Ground) -> bool| self.0.iter().filter(|ground| test(ground)).cloned().collect();
        match basis {
            StageRecordKind::Permit => {
                let on_file: Vec<Ground> = such(&|ground| ground.has_number(&key));
                if on_file.is_empty() { vec![Ground::unknown(number)] } else { on_file }
            }
            StageRecordKind::Acceptance | StageRecordKind::AcceptanceFiling => {
                let permits = completions.permits_of(&key);
                such(&|ground| permits.iter().any(|permit| ground.has_number(permit)))
            }
            _ => such(&|ground| ground.rests_on.iter().any(|(kind, on)| *kind == basis && *on == key)),
        }
    }
}

/// The links of records of one kind: their number, and what they are linked with.
pub fn linked(
    records: &ProjectRecords,
    kind: StageRecordKind,
) -> impl Iterator<Item = (String, (StageRecordKind, String))> {
    records.record_links.iter().flat_map(move |link| {
        let from = (link.from_kind, number_key(&link.from_number));
        let to = (link.to_kind, number_key(&link.to_number));
        let forth = (from.0 == kind).then(|| (from.1.clone(), to.clone()));
        let back = (to.0 == kind).then_some((to.1, from));
        [forth, back].into_iter().flatten()
    })
}
