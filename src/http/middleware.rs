//! Around every request: a number, a log line without personal data, metrics, headers, and errors in the form that
//! the asker can read.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use tracing_actix_web::{DefaultRootSpanBuilder, RequestId, RootSpanBuilder};

use super::methods::Methods;
use super::metrics::method_label;
use super::page::see_other;
use super::problem::{PROBLEM_JSON, Problem};
use super::state::State;
use crate::error::{Code, Error};
use crate::web::CONTENT_SECURITY_POLICY;
use crate::web::address::address;
use crate::web::pages::ProblemPage;

/// Header that carries the number of the request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers that every response bears.
pub fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cross-origin-resource-policy", "same-origin"))
        .add(("permissions-policy", "camera=(), geolocation=(), microphone=()"))
}

/// The span of a request. Its route and not its address: what people look for is nobody else's business.
pub struct Span;

impl RootSpanBuilder for Span {
    fn on_request_start(request: &ServiceRequest) -> tracing::Span {
        let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!("request", request_id, method = method_label(request.method()))
    }

    fn on_request_end<B: MessageBody>(span: tracing::Span, outcome: &Result<ServiceResponse<B>, actix_web::Error>) {
        DefaultRootSpanBuilder::on_request_end(span, outcome);
    }
}

/// Counts and times the request, writes its log line, numbers the response, and puts errors into the asker's form.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, actix_web::Error> {
    let started = Instant::now();
    let method = method_label(request.method());
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    let status = response.status();
    let request_id = response.request().extensions().get::<RequestId>().map(ToString::to_string);

    let seconds = started.elapsed().as_secs_f64();
    let labels = [("method", method.to_owned()), ("route", route.clone()), ("status", status.as_u16().to_string())];
    metrics::counter!("siku_http_requests_total", &labels).increment(1);
    metrics::histogram!("siku_http_request_seconds", &labels).record(seconds);
    log(&response, &route, seconds);

    let mut response = if status.is_client_error() || status.is_server_error() {
        in_askers_form(response, request_id.clone())
    } else {
        response.map_into_left_body()
    };
    if let Some(id) = request_id.and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(response)
}

/// Answers HEAD as GET without its body, on every address alike.
pub async fn answer_head(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, impl MessageBody>>, actix_web::Error> {
    if request.method() != Method::HEAD {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    }
    request.head_mut().method = Method::GET;
    let response = next.call(request).await?;
    Ok(response.map_body(|_head, body| EitherBody::right(Unsent(body.size()))))
}

/// A body of which nothing but the length is told.
struct Unsent(BodySize);

impl MessageBody for Unsent {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}

fn log<B>(response: &ServiceResponse<B>, route: &str, seconds: f64) {
    let status = response.status().as_u16();
    let error = response.response().error().and_then(|error| error.as_error::<Error>());
    let code = error.map_or("", |error| error.code().as_str());
    match error {
        Some(error @ (Error::Internal(_) | Error::Unavailable { .. })) => {
            tracing::error!(route, status, code, seconds, cause = %chain(error), "request failed with {code}");
        }
        _ => tracing::info!(route, status, code, seconds, "request answered with {status}"),
    }
}

/// An error and everything that caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Whether a page is answered already: a form with what is wrong in it.
fn is_page(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Programs get problem+json, people a page. What is not our error (no such address, no such method) becomes one.
fn in_askers_form<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    request_id: Option<String>,
) -> ServiceResponse<EitherBody<B, BoxBody>> {
    let (request, response) = response.into_parts();
    let status = match response.status() {
        StatusCode::NOT_FOUND if response.error().is_none() && is_known_address(&request) => {
            StatusCode::METHOD_NOT_ALLOWED
        }
        status => status,
    };
    let foreign = foreign_error(status).filter(|_| !is_page(response.headers()));
    let error = response.error().and_then(|error| error.as_error::<Error>()).or(foreign.as_ref());
    let Some(error) = error else {
        return ServiceResponse::new(request, response.map_into_left_body());
    };
    let mut fresh = HttpResponse::build(status);
    for (name, value) in response.headers().iter().filter(|(name, _)| **name != CONTENT_TYPE) {
        fresh.append_header((name, value));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let methods = request.app_data::<Methods>().cloned().unwrap_or_default();
        fresh.insert_header((header::ALLOW, methods.allowed(&request)));
    }
    if let Some(place) = place_to_go(&request, error) {
        return ServiceResponse::new(request, see_other(&place).map_into_right_body());
    }
    let page = if wants_page(&request) { page(&request, error, request_id.as_deref()) } else { None };
    let body = match page {
        Some(page) => {
            fresh.insert_header((CONTENT_TYPE, "text/html; charset=utf-8"));
            page
        }
        None => {
            fresh.insert_header((CONTENT_TYPE, PROBLEM_JSON));
            let problem = Problem { status: status.as_u16(), ..Problem::of(error, request_id) };
            serde_json::to_string(&problem).unwrap_or_default()
        }
    };
    ServiceResponse::new(request, fresh.body(body).map_into_right_body())
}

/// An address that answers another method: the router tells that no more than one that does not exist.
fn is_known_address(request: &HttpRequest) -> bool {
    let is_never_read = || request.app_data::<Methods>().is_some_and(|methods| methods.is_never_read(request));
    match request.method().as_str() {
        "GET" | "HEAD" => is_never_read(),
        _ => request.resource_map().has_resource(request.path()),
    }
}

fn foreign_error(status: StatusCode) -> Option<Error> {
    match status {
        StatusCode::NOT_FOUND => {
            Some(Error::BadRequest(Code::AddressUnknown, "请核对地址，或从首页重新查询。".to_owned()))
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            Some(Error::BadRequest(Code::MethodNotAllowed, "这个地址不支持该请求方式，请对照接口说明。".to_owned()))
        }
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::TooLarge { limit: 1_048_576 }),
        status if status.is_client_error() => {
            Some(Error::BadRequest(Code::RequestUnreadable, "无法读取请求内容，请对照接口说明核对。".to_owned()))
        }
        _ => None,
    }
}

fn wants_page(request: &HttpRequest) -> bool {
    let machine = ["/api/", "/openapi.json", "/health", "/ready"];
    !machine.iter().any(|prefix| request.path().starts_with(prefix))
}

/// Where a person has to go first: to sign in, to change the password, to set up a second factor.
fn place_to_go(request: &HttpRequest, error: &Error) -> Option<String> {
    if !wants_page(request) {
        return None;
    }
    match error.code() {
        Code::Unauthenticated if request.method().is_safe() => {
            let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
            Some(address("/login", &[("next", here)]))
        }
        Code::Unauthenticated => Some("/login".to_owned()),
        Code::PasswordExpired => Some("/account/password".to_owned()),
        Code::SecondFactorRequired => Some("/account/second-factor".to_owned()),
        _ => None,
    }
}

fn page(request: &HttpRequest, error: &Error, request_id: Option<&str>) -> Option<String> {
    let state = State::of(request)?;
    let page = ProblemPage::new(&state.site(), error, request_id.unwrap_or_default());
    crate::web::render(&page).ok()
}
