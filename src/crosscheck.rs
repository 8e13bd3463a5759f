//! Cross-checks (交叉核验): what the rules of [`crate::domain::rules`] say of what is on file, or of what somebody asks about.
//!
//! ```text
//!                          ┌─► eligibility (what-if) ─► view ─► api, page
//! facts ─► market ─► domain::rules
//!                          ├─► full (everything on file) ─► siku check
//!                          └─► recheck (what a change touches; every night all) ─► finding
//! ```

pub mod api;
pub mod eligibility;
pub mod facts;
pub mod finding;
pub mod foresee;
pub mod full;
pub mod limits;
pub mod market;
pub mod page;
pub mod question;
pub mod recheck;
pub mod standing;
pub mod touched;
pub mod view;
