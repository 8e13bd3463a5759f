//! The field.
