//! The enterprise registry as pages.

use actix_web::web;

/// Registers the pages.
pub fn configure(_config: &mut web::ServiceConfig) {}
