//! Behaviour of the whole house, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

mod enterprise;
mod pages;
mod support;
