//! The enterprise registry (企业库): who an enterprise is, what it may undertake, and where it came from.

pub mod change;
pub mod identity;
pub mod rows;
pub mod store;
