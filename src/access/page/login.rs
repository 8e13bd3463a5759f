//! Signing in and out.

use actix_web::cookie::Cookie;
use actix_web::web::Html;
use actix_web::{Either, HttpRequest, HttpResponse, Responder};
use serde::Deserialize;

use crate::access::guard::{self, FormToken, Waiting, Whoever};
use crate::access::login::{self, Attempt, Outcome};
use crate::access::password::Password;
use crate::access::session;
use crate::error::{FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::Query;
use crate::http::page::{Answer, see_other};
use crate::http::state::State;
use crate::web::address::address;
use crate::web::pages::{Login, LoginSecondFactor};
use crate::web::parts::Link;
use crate::web::render;

/// Where whoever signed in goes when they came from nowhere.
const AT_HOME: &str = "/account";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    pub(super) next: String,
}

pub(super) async fn form(
    state: State,
    FormToken(csrf_token): FormToken,
    Whoever(who): Whoever,
    Query(params): Query<Params>,
) -> Result<Answer> {
    let next = own_address(&params.next);
    if who.is_some() {
        return Ok(Either::Right(see_other(next)));
    }
    let next = if params.next.is_empty() { String::new() } else { next.to_owned() };
    Ok(Either::Left(Html::new(render(&page(&state, csrf_token, next))?)))
}

/// The form, with the way to the other system where there is one.
pub(super) fn page(state: &State, csrf_token: String, next: String) -> Login {
    let settings = &state.settings.single_sign_on;
    let elsewhere = settings.oidc_issuer.as_ref().map(|_| {
        let place = address("/login/single-sign-on", &[("next", &next)]);
        Link::new(format!("用{}登录", settings.oidc_name), place)
    });
    Login { elsewhere, ..Login::new(&state.site(), csrf_token, next) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginForm {
    login_name: String,
    password: Password,
    #[serde(default)]
    next: String,
}

pub(super) async fn sign_in(
    state: State,
    request: HttpRequest,
    FormToken(csrf_token): FormToken,
    Form(typed): Form<LoginForm>,
) -> Result<Answer> {
    let attempt = Attempt {
        login_name: typed.login_name.clone(),
        password: typed.password,
        origin: guard::origin(&request, &state.settings),
        leaves: guard::session_token(&request),
    };
    let outcome = login::sign_in(&state.db, &state.vault, &state.hasher, attempt).await?;
    let message = match outcome {
        Outcome::SignedIn(token) => {
            return Ok(Either::Right(go(own_address(&typed.next), Some(guard::opened(&token)))));
        }
        Outcome::SecondFactor(token) => {
            return Ok(Either::Right(go(&second_factor_address(&typed.next), Some(guard::opened(&token)))));
        }
        Outcome::Wrong => "登录名或密码不对。连续输错 5 次，须等待一段时间才能再试。".to_owned(),
        Outcome::Disabled => DISABLED.to_owned(),
        Outcome::Wait(seconds) => wait(seconds),
    };
    let mut page = page(&state, csrf_token, typed.next);
    page.login_name = typed.login_name;
    page.errors = vec![FieldError::new("login_name", "access.refused", message)];
    Ok(Either::Left(Html::new(render(&page)?)))
}

/// Said to whoever may not sign in any more.
pub(super) const DISABLED: &str = "这个账号已停用，请联系本单位管理员。";

/// Where a one-time password is typed.
pub(super) fn second_factor_address(next: &str) -> String {
    address("/login/second-factor", &[("next", next)])
}

/// How long to wait: the same words whether there is such an account or not.
fn wait(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    format!("尝试次数过多，请 {minutes} 分钟后再试；急用时请联系本单位管理员解锁。")
}

pub(super) async fn second_factor_form(
    state: State,
    waiting: Option<Waiting>,
    Query(params): Query<Params>,
) -> Result<Answer> {
    let Some(waiting) = waiting else { return Ok(Either::Right(see_other("/login"))) };
    let page = LoginSecondFactor::new(&state.site(), waiting.csrf_token, params.next);
    Ok(Either::Left(Html::new(render(&page)?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeForm {
    code: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn second_factor(
    state: State,
    request: HttpRequest,
    waiting: Option<Waiting>,
    Form(typed): Form<CodeForm>,
) -> Result<Answer> {
    let Some(waiting) = waiting else { return Ok(Either::Right(see_other("/login"))) };
    let origin = guard::origin(&request, &state.settings);
    let outcome = login::pass_second_factor(&state.db, &state.vault, waiting.session, typed.code, origin).await?;
    let message = match outcome {
        Outcome::SignedIn(token) => {
            return Ok(Either::Right(go(own_address(&typed.next), Some(guard::opened(&token)))));
        }
        Outcome::Wait(seconds) => wait(seconds),
        Outcome::Wrong | Outcome::Disabled | Outcome::SecondFactor(_) => {
            "动态码不对，或已经用过。请输入应用中下一个六位数字。".to_owned()
        }
    };
    let mut page = LoginSecondFactor::new(&state.site(), waiting.csrf_token, typed.next);
    page.errors = vec![FieldError::new("code", "totp.wrong", message)];
    Ok(Either::Left(Html::new(render(&page)?)))
}

pub(super) async fn log_out(state: State, request: HttpRequest) -> Result<impl Responder> {
    if let Some(token) = guard::session_token(&request) {
        state.db.write(move |tx| session::log_out(tx, &token)).await?;
    }
    Ok(go("/", Some(guard::closed())))
}

/// On to another page, with a cookie where it changed.
pub(super) fn go(place: &str, cookie: Option<Cookie<'static>>) -> HttpResponse {
    let mut response = see_other(place);
    // A cookie of ours is always a header.
    let _added = cookie.map(|cookie| response.add_cookie(&cookie));
    response
}

/// The address of a page of ours that somebody wanted to see. Anything else would lead them astray.
pub(super) fn own_address(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.chars().any(|sign| sign == '\\' || sign.is_control() || sign.is_whitespace());
    if is_ours { next } else { AT_HOME }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::own("/enterprises?q=%E5%8D%8E", true)]
    #[case::nothing("", false)]
    #[case::another_site("https://evil.example/", false)]
    #[case::without_a_scheme("//evil.example/", false)]
    #[case::backslash("/\\evil.example", false)]
    #[case::header("/x\r\nset-cookie: a=b", false)]
    fn only_a_page_of_ours_is_gone_to(#[case] next: &str, #[case] ours: bool) {
        assert_eq!(own_address(next) == next, ours);
    }
}
