//! Who may do what: signing in, forms, rights.

pub mod coverage;
mod delegation;
mod duties;
mod forms;
mod login;
mod organisation;
mod own;
mod single_sign_on;
