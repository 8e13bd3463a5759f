//! The personnel registry (人员库): who a person is, and the registrations and certificates they hold.

pub mod api;
pub mod change;
pub mod employers;
pub mod erasure;
pub mod identity;
pub mod keys;
pub mod page;
pub mod personal;
pub mod rows;
pub mod service;
pub mod sheet;
pub mod store;
pub mod view;
