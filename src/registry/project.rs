//! The project registry (项目库): what is being built, how far it has come, and who takes part.

pub mod api;
pub mod change;
pub mod identity;
pub mod named;
pub mod page;
pub mod participation;
pub mod parties;
pub mod rows;
pub mod service;
pub mod settle;
pub mod sheet;
pub mod store;
pub mod view;

#[cfg(test)]
mod tests;
