//! The desk of the project-manager lock: who takes a manager for which works, and who gives them back.
//!
//! An enterprise reserves a manager of its own for a bid; the department in charge of the works locks them at the award,
//! records what the law excepts, and releases them where no record of the works does it (建市〔2008〕48号 Art. 9 and 10).
//! What a lock is, and how it follows the records, is told in [`crate::registry::lock`].

pub mod api;
pub mod care;
pub mod list;
pub mod page;
pub mod take;
mod wanted;

pub use wanted::{Works, person_named};
