//! The spreadsheets of the credit registry: their columns, and what a row changes.

mod columns;

pub use columns::{BLACKLIST, CONDUCT, DEMERIT, EVALUATION, KINDS};
