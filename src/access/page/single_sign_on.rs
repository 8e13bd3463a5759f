//! Signing in by another system: there, and back.

use actix_web::web::Html;
use actix_web::{Either, HttpRequest, HttpResponse};
use serde::Deserialize;

use super::login::{self, Params, own_address};
use crate::access::guard::{self, FormToken};
use crate::access::login::Outcome;
use crate::access::password::Password;
use crate::access::secret::Secret;
use crate::access::single_sign_on::{self, Errand, Provider};
use crate::error::{Code, Error, FieldError, Result};
use crate::http::extract::Query;
use crate::http::page::Answer;
use crate::http::state::State;
use crate::web::render;

/// The other system; nothing where the operator named none.
fn provider(state: &State) -> Result<Provider> {
    let (settings, outgoing) = (&state.settings.single_sign_on, &state.settings.outgoing);
    match (&settings.oidc_issuer, &settings.oidc_client_id, &outgoing.public_url) {
        (Some(issuer), Some(client_id), Some(public_url)) => {
            Provider::new(issuer.clone(), client_id, settings.oidc_client_secret.as_deref(), public_url)
        }
        _ => Err(Error::BadRequest(
            Code::AddressUnknown,
            "本平台没有启用统一身份认证，请用登录名和密码登录。".to_owned(),
        )),
    }
}

pub(super) async fn begin(
    state: State,
    FormToken(csrf_token): FormToken,
    Query(params): Query<Params>,
) -> Result<Answer> {
    let provider = provider(&state)?;
    let now = state.db.clock().now().and_utc();
    match provider.begin(&state.vault, own_address(&params.next), now).await {
        Ok((place, errand)) => Ok(Either::Right(login::go(&place, Some(guard::errand_begun(&errand))))),
        Err(error) => {
            tracing::warn!(cause = %error, "the system that signs people in cannot be asked");
            refused(&state, csrf_token, "统一身份认证暂时无法使用。请稍后再试，或用登录名和密码登录。")
        }
    }
}

/// What the other system sends along. It may add what it likes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    code: String,
    state: String,
}

pub(super) async fn back(
    state: State,
    request: HttpRequest,
    FormToken(csrf_token): FormToken,
    Query(back): Query<Back>,
) -> Result<Answer> {
    let provider = provider(&state)?;
    let now = state.db.clock().now().and_utc();
    let errand = guard::errand(&request).and_then(|sealed| Errand::open(&state.vault, &sealed, &back.state, now));
    let Some(errand) = errand.filter(|_| !back.code.is_empty()) else {
        return refused(&state, csrf_token, "统一身份认证的登录没有完成，或已超时。请重新登录。");
    };
    let identity = match provider.finish(state.db.clock(), &errand, back.code).await {
        Ok(identity) => identity,
        Err(error) => {
            tracing::warn!(cause = %error, "the system that signs people in was not understood");
            return refused(&state, csrf_token, "统一身份认证的答复无法核实，没有登录。请重新登录，或联系管理员。");
        }
    };
    let unusable = state.hasher.hash(Password::new(Secret::random()?.expose())).await?;
    let (origin, leaves) = (guard::origin(&request, &state.settings), guard::session_token(&request));
    let vault = state.vault.clone();
    let signed_in =
        state.db.write(move |tx| single_sign_on::sign_in(tx, &vault, &identity, &unusable, &origin, leaves.as_deref()));
    match signed_in.await? {
        Outcome::SignedIn(token) => Ok(Either::Right(arrived(own_address(&errand.next), &token))),
        Outcome::SecondFactor(token) => Ok(Either::Right(arrived(&login::second_factor_address(&errand.next), &token))),
        Outcome::Disabled => refused(&state, csrf_token, login::DISABLED),
        Outcome::Wrong | Outcome::Wait(_) => {
            let text = "统一身份认证中的账号在本平台没有对应的账号。请联系本单位管理员开设，或解除原来的绑定。";
            refused(&state, csrf_token, text)
        }
    }
}

/// On to where they wanted to go; the errand is done.
fn arrived(place: &str, token: &Secret) -> HttpResponse {
    let mut response = login::go(place, Some(guard::opened(token)));
    // A cookie of ours is always a header.
    let _added = response.add_cookie(&guard::errand_done());
    response
}

fn refused(state: &State, csrf_token: String, text: &str) -> Result<Answer> {
    let mut page = login::page(state, csrf_token, String::new());
    page.errors = vec![FieldError::new("login_name", "access.refused", text)];
    Ok(Either::Left(Html::new(render(&page)?)))
}
