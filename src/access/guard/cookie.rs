//! The cookies: of a session, of a browser that is about to sign in or register, and of one that signs in elsewhere.
//!
//! All bear the prefix `__Host-`, so that no other host and no plain connection can set them. Browsers and curl take
//! them over plain HTTP from this machine only (`127.0.0.1`, `localhost`), which is how a demonstration runs.

use std::future::{Ready, ready};

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};

use super::identity::Waiting;
use crate::access::Principal;
use crate::access::secret::Secret;
use crate::access::session::csrf_token;
use crate::error::{Error, Result};
use crate::http::state::State;

/// Holds the token of a session.
pub(super) const SESSION: &str = "__Host-siku";
/// Ties the forms of somebody who is not signed in to their browser.
pub(super) const VISIT: &str = "__Host-siku-visit";

/// The cookie of a session that was just begun.
pub fn opened(token: &Secret) -> Cookie<'static> {
    cookie(SESSION, token.expose())
}

/// The cookie that takes the one of an ended session away.
pub fn closed() -> Cookie<'static> {
    let mut cookie = cookie(SESSION, "");
    cookie.make_removal();
    cookie
}

/// What a browser takes along to another system that signs people in, and brings back.
const ERRAND: &str = "__Host-siku-errand";

/// The cookie of an errand that begins.
pub fn errand_begun(sealed: &str) -> Cookie<'static> {
    cookie(ERRAND, sealed)
}

/// The cookie that takes it away.
pub fn errand_done() -> Cookie<'static> {
    let mut cookie = cookie(ERRAND, "");
    cookie.make_removal();
    cookie
}

/// The errand that a browser brings back.
pub fn errand(request: &HttpRequest) -> Option<String> {
    request.cookie(ERRAND).map(|cookie| cookie.value().to_owned())
}

/// The token of the session that a browser says it is in.
pub fn session_token(request: &HttpRequest) -> Option<String> {
    request.cookie(SESSION).map(|cookie| cookie.value().to_owned())
}

pub(super) fn cookie(name: &'static str, value: &str) -> Cookie<'static> {
    Cookie::build(name, value.to_owned()).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

/// A visit that begins with this request: its cookie goes with the answer.
#[derive(Clone)]
pub(super) struct NewVisit(pub(super) Secret);

/// What a form must bear to come from this browser: of the session, or of the visit of somebody who is not signed in.
pub struct FormToken(pub String);

impl FromRequest for FormToken {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(token(request).map(Self))
    }
}

fn token(request: &HttpRequest) -> Result<String> {
    if let Some(principal) = request.extensions().get::<Principal>() {
        return Ok(principal.csrf_token().to_owned());
    }
    if let Some(waiting) = request.extensions().get::<Waiting>() {
        return Ok(waiting.csrf_token.clone());
    }
    let state = request.app_data::<web::Data<State>>().ok_or_else(|| Error::internal("no state"))?;
    if let Some(visit) = request.cookie(VISIT) {
        return Ok(csrf_token(&state.vault, visit.value()));
    }
    let visit = Secret::random()?;
    let token = csrf_token(&state.vault, visit.expose());
    request.extensions_mut().insert(NewVisit(visit));
    Ok(token)
}
