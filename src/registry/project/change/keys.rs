//! The forms in which numbers and names are compared, made from what is written: callers need not think of them.

use super::ProjectRecords;
use crate::domain::standard::text::search_key;
use crate::registry::project::identity::number_key;

/// Fills the comparable form of every number, and of the names of people.
pub fn fill(records: &mut ProjectRecords) {
    for row in &mut records.numbers {
        row.value_key = number_key(&row.value);
    }
    for row in &mut records.engagements {
        row.person_name_key = search_key(&row.person_name);
    }
    macro_rules! fill {
        ($($records:ident),+) => { $(
            for row in &mut records.$records {
                row.number_key = number_key(&row.number);
            }
        )+ };
    }
    fill!(
        tenders,
        contracts,
        drawing_reviews,
        quality_supervisions,
        safety_supervisions,
        permits,
        acceptances,
        acceptance_filings
    );
}
