//! Who may do what: signing in, forms, rights.

mod duties;
mod forms;
mod login;
mod organisation;
mod own;
