//! The words of the four registries: enumerations stored as text, and the ids of the heads.
//!
//! Each enumeration has a stable stored text, a Chinese label, and serves JSON, OpenAPI and both databases alike.

#[macro_use]
mod text_enum;

pub mod access;
pub mod attachment;
pub mod calendar;
pub mod credit;
pub mod enterprise;
pub mod filing;
pub mod finding;
pub mod ids;
pub mod job;
pub mod lock;
pub mod notice;
pub mod personnel;
pub mod project;
pub mod provenance;
pub mod workbook;

pub use text_enum::UnknownText;
