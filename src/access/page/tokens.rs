//! One's tokens for programs.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::Done;
use crate::access::guard::SessionHolder;
use crate::access::rows::ApiToken;
use crate::access::token::{self, NewToken};
use crate::access::{Principal, store};
use crate::domain::vocabulary::access::TokenScope;
use crate::error::{Error, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::state::State;
use crate::web::pages::{ShownOnce, TokenLine, Tokens};
use crate::web::parts::Choice;
use crate::web::render;

/// The lives that are offered.
const DAYS: [(&str, &str); 4] = [("30", "30 天"), ("90", "90 天"), ("180", "180 天"), ("365", "一年")];

pub(super) async fn page(state: State, me: SessionHolder, Query(params): Query<Done>) -> Result<Html> {
    let page = Tokens { done: params.said(), ..shown(&state, &me, &[], "90").await? };
    Ok(Html::new(render(&page)?))
}

async fn shown(state: &State, me: &Principal, chosen: &[TokenScope], days: &str) -> Result<Tokens> {
    let account = me.account_id;
    let tokens = state.db.read(move |conn| Ok(store::api_tokens_of(conn, account)?)).await?;
    let line = |row: ApiToken| TokenLine {
        scopes: token::scopes(&row).iter().map(|scope| scope.label().to_owned()).collect(),
        revoke_url: format!("/account/tokens/{}/revocation", row.public_id),
        name: row.name,
        expires_at: row.expires_at.and_utc(),
        last_used_at: row.last_used_at.map(|at| at.and_utc()),
    };
    let choice = |scope: &TokenScope| Choice::new(scope.as_str(), scope.label(), chosen.contains(scope));
    let scopes = token::offered(me).iter().map(choice).collect();
    let days = DAYS.iter().map(|(value, label)| Choice::new(*value, *label, *value == days)).collect();
    Ok(Tokens::new(&state.site(), tokens.into_iter().map(line).collect(), scopes, days))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenForm {
    name: String,
    #[serde(default)]
    scopes: Vec<TokenScope>,
    days: String,
}

pub(super) async fn create(
    state: State,
    SessionHolder(me): SessionHolder,
    Form(typed): Form<TokenForm>,
) -> Result<Answer> {
    let days = typed.days.parse().unwrap_or_default();
    let new = NewToken { name: typed.name.clone(), scopes: typed.scopes.clone(), days };
    let (principal, vault) = (me.clone(), state.vault.clone());
    match state.db.write(move |tx| token::create(tx, &vault, &principal, &new)).await {
        Ok((_, secret)) => {
            let page = ShownOnce::token(&state.site(), secret.expose().to_owned());
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(Error::Invalid(errors)) => {
            let page = shown(&state, &me, &typed.scopes, &typed.days).await?;
            let page = Tokens { errors, name: typed.name, ..page };
            Ok(Either::Left(Html::new(render(&page)?)))
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn revoke(
    state: State,
    me: SessionHolder,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    state.db.write(move |tx| token::revoke(tx, &me, &key)).await?;
    Ok(see_other("/account/tokens?done=revoked"))
}
