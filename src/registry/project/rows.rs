//! The tables of the project registry (项目库), as rows, by subject.
//!
//! Keys of records are the numbers people compare them by. A record that has none is told from its sisters by what it
//! says of whom; names stand in keys as they are compared, so that a record stays the same when the enterprise or
//! person it names is found later.

mod acceptance;
mod contract;
mod fake;
mod head;
mod link;
mod party;
mod permit;
mod review;
mod supervision;
mod tender;
mod unit;

pub use acceptance::{Acceptance, AcceptanceFiling};
pub use contract::Contract;
pub use fake::FakePerformance;
pub use head::{Project, ProjectNumber, ProjectParticulars};
pub use link::RecordLink;
pub use party::{Commitment, Engagement, Participant};
pub use permit::{Permit, PermitChange};
pub use review::{DrawingReview, DrawingViolation};
pub use supervision::{QualitySupervision, SafetySupervision, Stoppage};
pub use tender::{Tender, TenderBidder, TenderSection};
pub use unit::{UnitWork, UnitWorkMeasure, UnitWorkRecord};

use crate::domain::standard::text;

/// A number as it is compared: widths, brackets, case and spaces make no difference, hyphens do.
pub fn number_key(number: &str) -> String {
    text::normalise_brackets(&text::fold(number)).replace(' ', "").to_uppercase()
}

/// The parts of a key, one after the other.
fn key<const PARTS: usize>(parts: [&str; PARTS]) -> String {
    parts.join("/")
}

/// A number in a key; nothing where it is not known.
fn optional_number(number: Option<&str>) -> String {
    number.map(number_key).unwrap_or_default()
}

/// Whether two names read the same.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    text::search_key(one) == text::search_key(other)
}
