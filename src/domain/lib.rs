//! What the field knows, free of databases, clocks and the web: identifiers and code lists ([`standard`])
//! and the words of the four registries ([`vocabulary`]).

pub mod standard;
pub mod vocabulary;
