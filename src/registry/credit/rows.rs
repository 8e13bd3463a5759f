//! The tables of the credit registry (诚信库), as rows: what concerns an enterprise and what concerns a person.

mod enterprise;
mod person;

pub use enterprise::{EnterpriseBlacklisting, EnterpriseConduct, EnterpriseEvaluation};
pub use person::{PersonBlacklisting, PersonConduct, PersonDemerit};
