//! The project registry (项目库): what is being built, how far it has come, and who takes part.

pub mod change;
pub mod identity;
pub mod named;
pub mod rows;
pub mod settle;
pub mod sheet;
pub mod store;
