//! Identifiers and code lists.
