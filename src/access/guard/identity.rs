//! Finds out who is asking, before any handler is asked.

use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, SET_COOKIE, USER_AGENT};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, web};
use chrono::TimeDelta;

use super::cookie::{NewVisit, SESSION, VISIT, cookie};
use super::csrf;
use crate::access::principal::{Means, Principal};
use crate::access::rows::Session;
use crate::access::session::{self, Lifetime, Origin, csrf_token};
use crate::access::{store, token};
use crate::config::ServerSettings;
use crate::domain::vocabulary::access::{Role, SessionState};
use crate::error::{Error, Result};
use crate::http::asker::asker;
use crate::http::state::State;
use crate::notice;
use crate::web::Visitor;
use crate::web::parts::Link;

/// Somebody whose password was right and who has not typed the one-time password yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Their session.
    pub session: Session,
    /// What their forms must bear.
    pub csrf_token: String,
}

/// The middleware: who is asking is among the request's extensions when a handler is asked; a form that does not come
/// from a page of ours is refused.
pub async fn identify(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.path().starts_with("/assets/") {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let checked = match find(&request).await {
        Ok(()) => csrf::check(&mut request).await,
        Err(error) => Err(error),
    };
    if let Err(error) = checked {
        return Ok(request.error_response(error).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    answer(&mut response);
    Ok(response.map_into_left_body())
}

/// What an answer to somebody we know must say; and the cookie of a visit that began.
fn answer<B>(response: &mut ServiceResponse<B>) {
    let (is_known, visit) = {
        let extensions = response.request().extensions();
        let is_known = extensions.get::<Principal>().is_some() || extensions.get::<Waiting>().is_some();
        (is_known, extensions.get::<NewVisit>().cloned())
    };
    let headers = response.headers_mut();
    if (is_known || visit.is_some()) && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(NewVisit(visit)) = visit {
        let cookie: Cookie<'_> = cookie(VISIT, visit.expose());
        if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
            headers.append(SET_COOKIE, value);
        }
    }
}

async fn find(request: &ServiceRequest) -> Result<()> {
    let Some(state) = request.app_data::<web::Data<State>>().map(|state| State::clone(state)) else {
        return Err(Error::internal("the app was built without its state"));
    };
    if let Some(token) = bearer(request.request()) {
        return find_program(request, &state, token).await;
    }
    let Some(token) = request.cookie(SESSION).map(|cookie| cookie.value().to_owned()) else { return Ok(()) };
    let csrf_token = csrf_token(&state.vault, &token);
    let (lifetime, now) = (lifetime(&state.settings), state.db.clock().now());
    let read = state.db.read(move |conn| {
        let Some(found) = session::find(conn, &token, lifetime, now)? else { return Ok(None) };
        let unread = notice::store::unread(conn, found.session.account_id)?;
        Ok(Some((found, unread)))
    });
    let Some((found, unread)) = read.await? else { return Ok(()) };
    let (account, id) = (found.session.account_id, found.session.id);
    if found.is_to_be_noted {
        state.db.write(move |tx| Ok(store::touch_session(tx.conn, account, id, now)?)).await?;
    }
    if found.session.state == SessionState::AwaitingSecondFactor {
        request.extensions_mut().insert(Waiting { session: found.session, csrf_token });
    } else {
        let principal = session::principal(found.holder, Means::Session { id, csrf_token });
        request.extensions_mut().insert(visitor(&principal, unread));
        request.extensions_mut().insert(principal);
    }
    Ok(())
}

/// Somebody who is signed in, as every page shows them: with the pages of their roles.
fn visitor(principal: &Principal, unread: i64) -> Visitor {
    let pages = [
        (&[Role::EnterpriseFiler, Role::EnterpriseAdministrator][..], "我的申报", "/filings"),
        (&[Role::EnterpriseFiler], "业绩批量补录", "/imports"),
        (&[Role::Reviewer], "待审申报", "/filing-tasks"),
        (&[Role::Reviewer, Role::DepartmentAdministrator, Role::Auditor], "申报登记", "/filings"),
        (&[Role::EnterpriseFiler, Role::Reviewer], "项目经理锁定", "/manager-locks"),
        (&[Role::Reviewer, Role::DepartmentAdministrator], "单位核验", "/admin/organisations"),
        (
            &[
                Role::EnterpriseFiler,
                Role::EnterpriseAdministrator,
                Role::Reviewer,
                Role::DepartmentAdministrator,
                Role::Auditor,
            ],
            "核验问题",
            "/findings",
        ),
        (&[Role::SystemAdministrator], "部门", "/admin/departments"),
        (&[Role::DepartmentAdministrator, Role::SystemAdministrator], "审核层级", "/admin/routes"),
        (&[Role::SystemAdministrator], "工作日历", "/admin/calendar"),
        (
            &[
                Role::EnterpriseAdministrator,
                Role::DepartmentAdministrator,
                Role::SystemAdministrator,
                Role::SecurityAdministrator,
                Role::Auditor,
            ],
            "账号管理",
            "/admin/accounts",
        ),
        (&[Role::Auditor], "台账", "/ledger"),
    ];
    let own = pages.iter().filter(|(roles, ..)| roles.iter().any(|role| principal.is(*role)));
    Visitor {
        name: principal.name.clone(),
        organisation: principal.organisation.name.clone(),
        csrf_token: principal.csrf_token().to_owned(),
        work: own.map(|(_, label, url)| Link::new(*label, *url)).collect(),
        unread,
    }
}

async fn find_program(request: &ServiceRequest, state: &State, token: String) -> Result<()> {
    let now = state.db.clock().now();
    let Some(found) = state.db.read(move |conn| token::find(conn, &token, now)).await? else {
        return Err(Error::Unauthenticated);
    };
    if found.is_to_be_noted {
        let (account, id) = (found.holder.account.id, found.id);
        state.db.write(move |tx| Ok(store::touch_api_token(tx.conn, account, id, now)?)).await?;
    }
    let means = Means::Token { id: found.id, scopes: found.scopes };
    request.extensions_mut().insert(session::principal(found.holder, means));
    Ok(())
}

/// The token that a program presents.
pub(super) fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// When sessions end by themselves, as the operator set it.
pub fn lifetime(settings: &ServerSettings) -> Lifetime {
    Lifetime {
        idle: TimeDelta::minutes(settings.session_idle_minutes.into()),
        absolute: TimeDelta::hours(settings.session_hours.into()),
    }
}

/// From where and with what a request comes.
pub fn origin(request: &HttpRequest, settings: &ServerSettings) -> Origin {
    let user_agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Origin { address: asker(request, settings.trusted_proxies), user_agent }
}
