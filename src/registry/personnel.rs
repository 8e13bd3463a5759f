//! The personnel registry (人员库).

pub mod sheet;
