//! The credit registry (诚信库).

pub mod sheet;
