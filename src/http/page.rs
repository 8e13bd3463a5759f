//! What the handlers of pages have in common.

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

/// A page, or the way to another.
pub type Answer = Either<Html, HttpResponse>;

/// A form that is one button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Button {}

/// The way to another page, which is then asked for anew.
pub fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).insert_header((CACHE_CONTROL, "no-store")).finish()
}
