//! Identifiers and code lists of the field, and the values around them as people write them.
//!
//! Every reader takes what stands in a cell and says what it was taken to mean ([`reading::Read`]), or why it cannot be
//! taken ([`reading::Defect`]). Nothing here looks at a clock: where "today" matters it is passed in.

pub mod amount;
pub mod calendar;
pub mod certificate_number;
pub mod credit_code;
pub mod date;
pub mod dictionary;
pub mod measure;
pub mod organisation_code;
pub mod organisation_identity;
pub mod permit_number;
pub mod person_document;
pub mod phone;
pub mod project_number;
pub mod qualification;
pub mod reading;
pub mod reason;
pub mod region;
pub mod resident_id;
pub mod text;

#[cfg(test)]
mod vectors;
