//! Who may do what: organisations, accounts, roles, sessions, and tokens for programs.
//!
//! **A right is granted by the type that a handler asks for** ([`guard`]): whoever writes `reviewer: guard::Reviewer` among
//! the parameters has a [`Principal`] who holds that role, and no request without it gets that far. Which rows the right
//! reaches is asked of the principal, about the row that was loaded: [`Principal::covers`], [`Principal::owns`].
//!
//! Everything that is decided here (who was let in, what somebody may do, who signed in) is an act on an account or an
//! organisation and stands in the ledger; secrets never do.

pub mod account;
pub mod api;
pub mod contact;
pub mod delegation;
pub mod guard;
pub mod login;
pub mod organisation;
pub mod page;
pub mod password;
mod principal;
pub mod rows;
pub mod second_factor;
pub mod secret;
pub mod service;
pub mod session;
pub mod single_sign_on;
pub mod store;
pub mod throttle;
pub mod token;
pub mod totp;
pub mod view;

pub use principal::{ACCOUNT, ActsFor, Means, Principal};

use crate::ledger::verify::Heads;

/// What the ledger tells of access, each head with the tables under it.
pub fn heads() -> Vec<Heads> {
    store::heads()
}
