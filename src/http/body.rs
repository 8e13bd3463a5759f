//! Bodies of requests: forms of pages and JSON of programs, bounded, and refused by name where they hold what they should
//! not.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;

use crate::error::{Code, Error, Result};

/// Largest form without files.
pub const FORM_BYTES: usize = 256 * 1024;
/// Largest JSON body.
const JSON_BYTES: usize = 1024 * 1024;
/// The field that shows where a form comes from. It was looked at before any handler was asked.
const CSRF_FIELD: &str = "csrf_token=";

/// A form as `T`, which denies unknown fields. A field that may be chosen more than once is a `Vec`.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = has_type(request, "application/x-www-form-urlencoded");
        let payload = payload.take();
        Box::pin(async move {
            if !is_form {
                return Err(unreadable("提交的内容不是表单，请从本平台的页面提交。"));
            }
            read_form(&collect(payload, FORM_BYTES).await?).map(Self)
        })
    }
}

/// A JSON body as `T`, which denies unknown fields.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = has_type(request, "application/json");
        let payload = payload.take();
        Box::pin(async move {
            if !is_json {
                return Err(unreadable("请求正文应为 JSON，并声明 Content-Type: application/json。"));
            }
            read_json(&collect(payload, JSON_BYTES).await?).map(Self)
        })
    }
}

fn has_type(request: &HttpRequest, expected: &str) -> bool {
    let value = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_broken_off| unreadable("请求正文没有收完整，请重新提交。"))?;
        if body.len() + chunk.len() > limit {
            return Err(Error::TooLarge { limit: limit as u64 });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn read_form<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let text = std::str::from_utf8(body).map_err(|_not_text| unreadable("表单含有无法识别的字符。"))?;
    if text.contains("%00") || text.contains('\0') {
        return Err(unreadable("表单中不能含有空字符。"));
    }
    let fields: Vec<&str> = text.split('&').filter(|field| !field.starts_with(CSRF_FIELD)).collect();
    serde_html_form::from_str(&fields.join("&")).map_err(|error| refusal(&error.to_string()))
}

fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let value: T = serde_json::from_slice(body).map_err(|error| {
        if error.is_data() { refusal(&error.to_string()) } else { unreadable("请求正文不是有效的 JSON。") }
    })?;
    // PostgreSQL holds no NUL in a text.
    if body.windows(6).any(|six| six == br"\u0000") {
        return Err(unreadable("文字中不能含有空字符。"));
    }
    Ok(value)
}

/// What serde says, as our codes: its texts name the field between backticks, and may quote values, which are not repeated.
fn refusal(message: &str) -> Error {
    let field = message.split('`').nth(1).unwrap_or_default();
    let (path, code, text) = if message.starts_with("unknown field") {
        (field, "field.unknown", format!("没有“{field}”这一项，请对照接口说明核对。"))
    } else if message.starts_with("missing field") {
        (field, "field.missing", format!("缺少“{field}”。"))
    } else if message.starts_with("duplicate field") {
        (field, "field.duplicate", format!("“{field}”出现了不止一次，请只保留一个。"))
    } else {
        ("", "field.malformed", "有的项不是应有的格式，请对照接口说明核对。".to_owned())
    };
    Error::field(path, code, text)
}

fn unreadable(text: &str) -> Error {
    Error::BadRequest(Code::RequestUnreadable, text.to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Fields {
        name: String,
        roles: Vec<String>,
    }

    #[test]
    fn a_form_is_read_without_its_token_and_with_all_that_was_chosen() {
        let fields: Fields = read_form("csrf_token=abc&name=%E7%8E%8B+%E4%BA%94&roles=a&roles=b".as_bytes()).unwrap();
        assert_eq!(fields, Fields { name: "王 五".to_owned(), roles: vec!["a".to_owned(), "b".to_owned()] });
        assert_eq!(read_form::<Fields>(b"roles=a").unwrap().roles, ["a"]);
        assert_eq!(read_form::<Fields>(b"").unwrap(), Fields::default());
    }

    #[rstest]
    #[case::unknown(b"x=1", Code::RequestInvalid)]
    #[case::twice(b"name=1&name=2", Code::RequestInvalid)]
    #[case::nul(b"name=%00", Code::RequestUnreadable)]
    #[case::no_text(b"name=\xff", Code::RequestUnreadable)]
    fn a_form_that_cannot_be_used_is_refused(#[case] body: &[u8], #[case] code: Code) {
        assert_eq!(read_form::<Fields>(body).unwrap_err().code(), code);
    }

    #[rstest]
    #[case::unknown(br#"{"x": 1}"#, Code::RequestInvalid)]
    #[case::kind(br#"{"name": 1}"#, Code::RequestInvalid)]
    #[case::no_json(b"{", Code::RequestUnreadable)]
    #[case::nul(br#"{"name": "\u0000"}"#, Code::RequestUnreadable)]
    fn json_that_cannot_be_used_is_refused(#[case] body: &[u8], #[case] code: Code) {
        assert_eq!(read_json::<Fields>(body).unwrap_err().code(), code);
    }

    #[test]
    fn a_refusal_names_the_field_and_repeats_no_value() {
        let refused = read_json::<Fields>(br#"{"name": 410100190001010019}"#).unwrap_err();
        assert!(!format!("{refused}").contains("410100"), "{refused}");
        let Error::Invalid(fields) = read_json::<Fields>(br#"{"secret": 1}"#).unwrap_err() else {
            panic!("not invalid")
        };
        assert_eq!(fields.first().map(|field| field.path.as_str()), Some("secret"));
    }
}
