//! Siku (四库): the four linked registries of a construction market.

pub mod clock;
pub mod db;
pub mod error;
pub mod registry;
pub mod schema;

pub use siku_domain as domain;
