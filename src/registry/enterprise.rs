//! The enterprise registry (企业库).

pub mod rows;
