//! The credit registry (诚信库): conduct, blacklist, demerit points and evaluations, each under the enterprise or the
//! person it concerns.

pub mod api;
pub mod change;
pub mod page;
pub mod rows;
pub mod service;
pub mod sheet;
pub mod store;
pub mod view;
