//! What the field's rules say of an act on a date: pure functions from facts to judgements.
//!
//! ```text
//! facts ─► act (an undertaking, an appointment) ─► catalogue ─► findings: passed, failed, not decidable, not assessed
//!                                       thresholds, dated ─┘        each with the article, what was looked at, the remedy
//! ```
//!
//! The same functions answer a question before a bid (what-if) and look at what is on file. Rules and thresholds are data
//! (`fixtures/rules/`): each with its period of force, its region, and how sure we are of its source.

pub mod act;
pub mod basis;
pub mod catalogue;
pub mod facts;
pub mod finding;
pub mod measure;
pub mod rule;
pub mod scale;
pub mod scope;
mod table;

pub use act::{Appointment, Post, Undertaking};
pub use basis::{Citation, Confidence, Effect};
pub use finding::{Eligibility, Finding, Judgement, Outcome, Seen};
pub use rule::Rule;
