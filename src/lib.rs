//! Siku (四库): the four linked registries of a construction market.
pub mod error;
pub use siku_domain as domain;
