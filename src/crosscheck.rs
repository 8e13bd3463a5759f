//! Cross-checks (交叉核验): what the rules of [`crate::domain::rules`] say of what is on file, or of what somebody asks about.
//!
//! ```text
//! registry::*::rows ─► facts ─► domain::rules ─► eligibility ─► view ─► api, page
//! ```

pub mod api;
pub mod eligibility;
pub mod facts;
pub mod page;
pub mod question;
pub mod view;
