//! The project registry over a database in a temporary file, or over `PostgreSQL` where `SIKU_TEST_POSTGRES` names one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::needless_pass_by_value,
    reason = "a failed unwrap is a failed test"
)]

mod arrival;
mod fixture;
mod identity;
mod lookup;
