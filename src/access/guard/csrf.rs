//! No page of another site can have a browser write here: where the browser says that a request comes from elsewhere it is
//! refused, and every form bears a token of its session, which another site cannot know.
//!
//! The token is the field `csrf_token` of a form, the first part of one with files, or the header `X-CSRF-Token` of any
//! other request. A program with a token of its own sends no cookie and needs none.

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage as _, web};
use futures_util::{StreamExt as _, stream};
use subtle::ConstantTimeEq as _;

use super::cookie::{SESSION, VISIT};
use super::identity::{Waiting, bearer};
use crate::access::Principal;
use crate::access::session::csrf_token;
use crate::error::{Code, Error, Result};
use crate::http::body::FORM_BYTES;
use crate::http::state::State;

/// Name of the field.
pub const FIELD: &str = "csrf_token";
/// Name of the header.
const HEADER: &str = "x-csrf-token";
/// The first part of a form with files ends within so many bytes.
const FIRST_PART_BYTES: usize = 4_096;

/// Refuses a request that would write and does not come from a page of ours.
pub async fn check(request: &mut ServiceRequest) -> Result<()> {
    let has_cookie = [SESSION, VISIT].iter().any(|name| request.cookie(name).is_some());
    // A probe writes nothing, whatever it is asked.
    let is_page = !["/api/", "/health", "/ready"].iter().any(|machine| request.path().starts_with(machine));
    // No handler answers any other method: the router says so.
    let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(request.method());
    if !writes || bearer(request.request()).is_some() || !(has_cookie || is_page) {
        return Ok(());
    }
    if comes_from_elsewhere(request.headers()) {
        return Err(refusal());
    }
    let given = given(request).await?;
    let expected = expected(request);
    match (given, expected) {
        (Some(given), Some(expected)) if bool::from(given.as_bytes().ct_eq(expected.as_bytes())) => Ok(()),
        // The session has ended since the page was made: to sign in again helps, and nothing was written.
        _ if request.cookie(SESSION).is_some() && !is_known(request) => Err(Error::Unauthenticated),
        _ => Err(refusal()),
    }
}

fn refusal() -> Error {
    let text = "这次提交不是从本平台的页面发出的，或页面已经过期，没有保存。请返回上一页并刷新，核对内容后重新提交；\
        浏览器须允许本站使用 Cookie。";
    Error::Denied(Code::ForeignForm, text.to_owned())
}

/// What the browser says of where a request comes from: by `Sec-Fetch-Site`, or by `Origin` where it is too old for that.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) != text("host"),
        (None, None) => false,
    }
}

fn is_known(request: &ServiceRequest) -> bool {
    let extensions = request.extensions();
    extensions.get::<Principal>().is_some() || extensions.get::<Waiting>().is_some()
}

/// The token of the session; of the visit where there is none.
fn expected(request: &ServiceRequest) -> Option<String> {
    if let Some(principal) = request.extensions().get::<Principal>() {
        return Some(principal.csrf_token().to_owned());
    }
    if let Some(waiting) = request.extensions().get::<Waiting>() {
        return Some(waiting.csrf_token.clone());
    }
    let state = request.app_data::<web::Data<State>>()?;
    request.cookie(VISIT).map(|visit| csrf_token(&state.vault, visit.value()))
}

/// The token that a request bears. What was read of its body to find it is put back.
async fn given(request: &mut ServiceRequest) -> Result<Option<String>> {
    if let Some(value) = request.headers().get(HEADER) {
        return Ok(value.to_str().ok().map(str::to_owned));
    }
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    if content_type.starts_with("application/x-www-form-urlencoded") {
        let body = peek(request, FORM_BYTES, true, |_| false).await?;
        let mut fields = body.split(|byte| *byte == b'&');
        let name = format!("{FIELD}=");
        let value = fields.find_map(|field| field.strip_prefix(name.as_bytes()));
        return Ok(value.and_then(|value| String::from_utf8(value.to_vec()).ok()));
    }
    if content_type.starts_with("multipart/form-data") {
        let body = peek(request, FIRST_PART_BYTES, false, |body| first_part(body).is_some()).await?;
        return Ok(first_part(&body));
    }
    Ok(None)
}

/// The beginning of a body: as much as `enough` asks for, at most `limit`; with `whole`, more is refused. It is put back.
async fn peek(
    request: &mut ServiceRequest,
    limit: usize,
    whole: bool,
    enough: impl Fn(&[u8]) -> bool,
) -> Result<Bytes> {
    let mut rest = request.take_payload();
    let mut read = BytesMut::new();
    while read.len() < limit && !enough(&read) {
        match rest.next().await {
            Some(chunk) => read.extend_from_slice(&chunk.map_err(unreadable)?),
            None => break,
        }
    }
    if whole && read.len() >= limit {
        return Err(Error::TooLarge { limit: limit as u64 });
    }
    let read = read.freeze();
    let again = stream::once(std::future::ready(Ok(read.clone()))).chain(rest);
    request.set_payload(Payload::Stream { payload: Box::pin(again) });
    Ok(read)
}

fn unreadable(_cause: actix_web::error::PayloadError) -> Error {
    Error::BadRequest(Code::RequestUnreadable, "提交的内容没有收完整。请检查网络后重新提交。".to_owned())
}

/// The value of the first part of a form with files, when that is the token.
fn first_part(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let is_token = head.contains(&format!("name=\"{FIELD}\""));
    let (value, _) = rest.split_once("\r\n--")?;
    is_token.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use actix_web::http::header::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::own_page(&[("sec-fetch-site", "same-origin")], false)]
    #[case::typed_or_reloaded(&[("sec-fetch-site", "none")], false)]
    #[case::another_site(&[("sec-fetch-site", "cross-site")], true)]
    #[case::a_sister_host(&[("sec-fetch-site", "same-site")], true)]
    #[case::old_browser(&[("origin", "https://siku.example"), ("host", "siku.example")], false)]
    #[case::old_browser_elsewhere(&[("origin", "https://evil.example"), ("host", "siku.example")], true)]
    #[case::no_origin(&[("origin", "null"), ("host", "siku.example")], true)]
    #[case::says_nothing(&[], false)]
    fn what_a_browser_says_of_where_it_comes_from(
        #[case] said: &[(&'static str, &'static str)],
        #[case] elsewhere: bool,
    ) {
        let mut headers = HeaderMap::new();
        for (name, value) in said {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        assert_eq!(comes_from_elsewhere(&headers), elsewhere);
    }

    #[test]
    fn the_token_is_the_first_part_of_a_form_with_files() {
        let form = "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nabc\r\n--x\r\n";
        assert_eq!(first_part(form.as_bytes()).unwrap(), "abc");
        assert_eq!(first_part(form.replace("csrf_token", "file").as_bytes()), None);
        assert_eq!(first_part(b"--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nab"), None);
    }
}
