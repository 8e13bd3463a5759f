//! The forms in which numbers are compared, made from the numbers as written: callers need not think of them.

use super::ProjectRecords;
use crate::registry::project::identity::number_key;

/// Fills the comparable form of every number.
pub fn fill(records: &mut ProjectRecords) {
    for row in &mut records.numbers {
        row.value_key = number_key(&row.value);
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
