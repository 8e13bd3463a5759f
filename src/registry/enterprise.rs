//! The enterprise registry (企业库): who an enterprise is, what it may undertake, and where it came from.

pub mod api;
pub mod change;
pub mod identity;
pub mod newcomers;
pub mod page;
pub mod rows;
pub mod service;
pub mod sheet;
pub mod store;
pub mod view;
