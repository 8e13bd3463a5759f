//! What every test stands on: a database of its own on either backend, and the app over it.

mod app;
mod browser;
mod catalog;
mod command;
mod database;
mod generated;
pub mod house;
mod issuer;
mod mail;
mod people;
mod server;
mod sheets;

pub use app::{Answer, TestApp};
pub use browser::{Browser, form};
pub use catalog::{Catalog, Column, Table, catalog, dump, lines};
pub use command::{said, siku};
pub use database::{TestDb, clock};
pub use generated::generated;
pub use issuer::{CLIENT, Forgery, Issuer};
pub use mail::MailServer;
pub use people::{PASSWORD, Person, bureau, firm, person};
pub use server::{Server, post};
pub use sheets::{csv, load};

pub use siku::db::Backend;

/// Text as it stands in an address.
pub fn encoded(text: &str) -> String {
    text.bytes().flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)]).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap()
}
