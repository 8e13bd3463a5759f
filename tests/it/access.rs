//! Who may do what: signing in, forms, rights.

mod forms;
mod login;
