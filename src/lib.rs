//! Siku (四库): the four linked registries of a construction market.

pub mod cli;
pub mod clock;
pub mod config;
pub mod copy;
pub mod db;
pub mod error;
pub mod filing;
pub mod generate;
pub mod http;
pub mod intake;
pub mod ledger;
pub mod load;
pub mod record;
pub mod registry;
pub mod schema;
pub mod telemetry;
pub mod vault;
pub mod web;

pub use siku_domain as domain;
