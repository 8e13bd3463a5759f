//! What the field knows, free of databases, clocks and the web: identifiers and code lists ([`standard`]),
//! the words of the four registries ([`vocabulary`]), and what its rules say of an act on a date ([`rules`]).

#[macro_use]
pub mod vocabulary;

pub mod rules;
pub mod standard;
