//! The hall in which enterprises file and departments review; the registries change only by what is in force.
//!
//! ```text
//! kinds ─► draft ─► submit ─► review, tier by tier (filing::route) ─► enforce ─► registry::change
//!            │                   │
//!         content          preview, lists, view          docket: a filing whole, changed step by step
//! ```
//!
//! An item of a filing is a row of a sheet: a form, a program and a workbook fill in the same fields, and the registries
//! read them alike.

pub mod api;
pub mod attach;
pub mod content;
pub mod docket;
pub mod draft;
pub mod enforce;
pub mod kinds;
pub mod lists;
pub mod number;
pub mod page;
pub mod prefill;
pub mod preview;
pub mod remind;
pub mod review;
pub mod service;
pub mod settings;
pub mod submit;
pub mod tell;
pub mod upkeep;
pub mod view;
