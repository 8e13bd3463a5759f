//! What the field knows, free of databases, clocks and the web: identifiers and code lists ([`standard`]),
//! the words of the four registries ([`vocabulary`]), what its rules say of an act on a date ([`rules`]), and the life of
//! a project-manager lock ([`lock`]).

#[macro_use]
pub mod vocabulary;

pub mod lock;
pub mod rules;
pub mod standard;
