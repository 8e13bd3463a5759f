//! The visible face of Siku: the layout every page stands in, the parts pages are built of, and the files a browser
//! fetches — all served from the binary.
//!
//! A page is an [`askama::Template`] struct that embeds a [`Layout`], extends `layout.html` and is turned into text by
//! [`render`]. A registry's `page.rs` declares its own page structs on the same footing as the ones in [`pages`]:
//!
//! ```text
//! use crate::web::{filters, Layout};      // `filters` must be in scope: askama looks filters up by that name
//!
//! #[derive(askama::Template)]
//! #[template(path = "people.html")]       // in src/web/templates
//! pub struct PeopleList { pub layout: Layout, … }
//! ```
//!
//! The room knows neither registries nor transport: it may use [`crate::error`] and the domain, nothing else of ours.
//! What a page must hold to (one heading, unique anchors, nothing inline that [`CONTENT_SECURITY_POLICY`] forbids, text
//! always escaped) is checked by `web::check::page`, which each page's test calls with its samples.

pub mod address;
pub mod assets;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test stops at what it cannot do")]
pub mod check;
pub(crate) mod filters;
pub mod format;
pub mod layout;
pub mod pages;
pub mod parts;

pub use layout::{CONTENT_SECURITY_POLICY, Layout, NavItem, Scope, SearchBox, Site, Visitor, render};
