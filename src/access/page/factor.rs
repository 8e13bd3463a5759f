//! One's second factor.

use std::fmt::Write as _;

use actix_web::Either;
use actix_web::HttpResponse;
use actix_web::web::Html;
use fast_qr::{ECL, QRBuilder};
use serde::Deserialize;

use super::login;
use crate::access::guard::{self, AtOwnAccount};
use crate::access::totp::TotpSecret;
use crate::access::{Principal, second_factor, store};
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::Query;
use crate::http::page::{Answer, Button, see_other};
use crate::http::params::NoParams;
use crate::http::state::State;
use crate::web::pages::{RecoveryCodes, SecondFactorPage, ShownSecret};
use crate::web::render;

/// Light units around a QR code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

pub(super) async fn page(state: State, me: AtOwnAccount, Query(NoParams {}): Query<NoParams>) -> Result<Html> {
    shown(&state, &me, Vec::new()).await
}

async fn shown(state: &State, me: &Principal, errors: Vec<FieldError>) -> Result<Html> {
    let (principal, vault) = (me.clone(), state.vault.clone());
    let read = state.db.read(move |conn| {
        let codes_left = store::recovery_codes(conn, principal.account_id)?.len();
        Ok((second_factor::waiting(conn, &vault, &principal)?, codes_left))
    });
    let (waiting, codes_left) = read.await?;
    let site = state.site();
    let mut page = SecondFactorPage::new(&site);
    page.in_force = me.has_second_factor;
    page.codes_left = codes_left;
    page.shown = waiting.map(|secret| drawn(&secret, &site.name, &me.login_name)).transpose()?;
    page.errors = errors;
    Ok(Html::new(render(&page)?))
}

/// The secret as people type it and as telephones read it.
fn drawn(secret: &TotpSecret, issuer: &str, login_name: &str) -> Result<ShownSecret> {
    let code = QRBuilder::new(secret.uri(issuer, login_name)).ecl(ECL::M).build();
    let code = code.map_err(|_too_long| Error::internal("the address does not fit into a QR code"))?;
    let mut path = String::new();
    for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
        for (column, _) in modules.iter().enumerate().filter(|(_, module)| module.value()) {
            write!(path, "M{} {}h1v1h-1z", column + QUIET_ZONE, row + QUIET_ZONE).map_err(Error::internal)?;
        }
    }
    let secret = secret.base32();
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    Ok(ShownSecret { secret: groups.join(" "), path, side: code.size + 2 * QUIET_ZONE })
}

pub(super) async fn begin(state: State, me: AtOwnAccount, Form(Button {}): Form<Button>) -> Result<HttpResponse> {
    let vault = state.vault.clone();
    state.db.write(move |tx| second_factor::begin(tx, &vault, &me)).await?;
    Ok(see_other("/account/second-factor"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeForm {
    code: String,
}

pub(super) async fn confirm(
    state: State,
    AtOwnAccount(me): AtOwnAccount,
    Form(typed): Form<CodeForm>,
) -> Result<Answer> {
    second_factor::admit(&state.db, &state.vault, &me).await?;
    let (principal, vault) = (me.clone(), state.vault.clone());
    match state.db.write(move |tx| second_factor::confirm(tx, &vault, &principal, &typed.code)).await {
        Ok(confirmed) => {
            let codes = confirmed.recovery_codes.iter().map(|code| code.expose().to_owned()).collect();
            let page = render(&RecoveryCodes::new(&state.site(), codes))?;
            let mut response = HttpResponse::Ok();
            response.content_type("text/html; charset=utf-8");
            if let Some(token) = &confirmed.token {
                response.cookie(guard::opened(token));
            }
            Ok(Either::Right(response.body(page)))
        }
        Err(Error::Invalid(errors)) => Ok(Either::Left(shown(&state, &me, errors).await?)),
        Err(error) => Err(error),
    }
}

pub(super) async fn remove(
    state: State,
    AtOwnAccount(me): AtOwnAccount,
    Form(typed): Form<CodeForm>,
) -> Result<Answer> {
    second_factor::admit(&state.db, &state.vault, &me).await?;
    let (principal, vault) = (me.clone(), state.vault.clone());
    match state.db.write(move |tx| second_factor::remove(tx, &vault, &principal, &typed.code)).await {
        Ok(token) => {
            let cookie = token.as_ref().map(guard::opened);
            Ok(Either::Right(login::go("/account?done=factor-removed", cookie)))
        }
        Err(Error::Invalid(errors)) => Ok(Either::Left(shown(&state, &me, errors).await?)),
        Err(error) => Err(error),
    }
}
