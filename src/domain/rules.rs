//! What the field's rules say of an act on a date: pure functions from facts to judgements.
//!
//! ```text
//! facts ─► act (undertaking, appointment, course of a project, standing of an enterprise) ─► catalogue ─► findings
//!                                                                  thresholds, dated ─┘   each with the article,
//!                                                                  what was looked at, the remedy
//! ```
//!
//! The same functions answer a question before a bid (what-if) and look at all that is on file ([`examine`]). Rules and thresholds are data
//! (`fixtures/rules/`): each with its period of force, its region, and how sure we are of its source.

pub mod act;
pub mod basis;
pub mod catalogue;
pub mod examine;
pub mod examples;
pub mod facts;
pub mod finding;
pub mod limit;
pub mod measure;
pub mod requirement;
pub mod rule;
pub mod scale;
pub mod scope;
mod table;

pub use act::{Appointment, Course, Market, Post, Standing, Undertaking};
pub use basis::{Citation, Confidence, Effect};
pub use examine::Case;
pub use finding::{Eligibility, Finding, Judgement, Outcome, Point, Seen};
pub use limit::Limits;
pub use rule::Rule;
