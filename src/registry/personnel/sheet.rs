//! The spreadsheets of the personnel registry: their columns, and what a row changes.

mod columns;

pub use columns::{EMPLOYMENT, KINDS, PERSON, POST_CERTIFICATE, REGISTRATION, SAFETY_CERTIFICATE, TITLE};
