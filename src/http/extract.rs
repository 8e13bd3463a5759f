//! Extractors whose refusals are ours: an unknown parameter is named, bad text never gets past the door.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::state::State;
use crate::error::{Code, Error, Result};

/// Longest query string, in bytes. A name of a hundred characters takes 900.
const QUERY_BYTES: usize = 4_096;
/// Longest path segment, in bytes.
const SEGMENT_BYTES: usize = 512;

/// The query string as `T`, which denies unknown fields.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(read_query(request.query_string()).map(Self))
    }
}

#[expect(clippy::disallowed_types, reason = "the one place that reads a query string")]
fn read_query<T: DeserializeOwned>(query: &str) -> Result<T> {
    if query.len() > QUERY_BYTES {
        let text = format!("查询条件过长（超过 {QUERY_BYTES} 字节）。请缩短关键词后再查。");
        return Err(Error::BadRequest(Code::ParameterInvalid, text));
    }
    check_text(query)?;
    web::Query::<T>::from_query(query).map(web::Query::into_inner).map_err(|error| refusal(&error.to_string()))
}

/// Percent-decoding must give text without NUL, which `PostgreSQL` cannot hold.
fn check_text(encoded: &str) -> Result<()> {
    let bytes = percent_decode(encoded.as_bytes());
    if std::str::from_utf8(&bytes).is_err() || bytes.contains(&0) {
        let text = "查询条件含有无法识别的字符。请使用 UTF-8 编码的文字，不要包含空字符。".to_owned();
        return Err(Error::BadRequest(Code::ParameterInvalid, text));
    }
    Ok(())
}

fn percent_decode(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                if let (Some(high), Some(low)) = ((*high as char).to_digit(16), (*low as char).to_digit(16)) {
                    decoded.extend(u8::try_from(high * 16 + low));
                    rest = after;
                } else {
                    decoded.push(b'%');
                }
            }
            (byte, _) => decoded.push(*byte),
        }
    }
    decoded
}

/// What serde says, as our codes: its texts name the field between backticks.
fn refusal(message: &str) -> Error {
    let field = message.split('`').nth(1).unwrap_or_default();
    if message.contains("unknown field") {
        let expected: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        let usable = match expected.as_slice() {
            [] => "这个地址没有查询参数。".to_owned(),
            names => format!("可用的参数：{}。", names.join("、")),
        };
        let text = format!("不认识查询参数“{field}”。{usable}");
        return Error::BadRequest(Code::ParameterUnknown, text);
    }
    let text = if message.contains("duplicate field") {
        format!("查询参数“{field}”出现了不止一次，请只保留一个。")
    } else {
        "查询参数的值无法识别，请对照接口说明核对。".to_owned()
    };
    Error::BadRequest(Code::ParameterInvalid, text)
}

/// One path segment that names a record.
pub struct Key(pub String);

impl FromRequest for Key {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(read_key(request.match_info().get("key").unwrap_or_default()).map(Self))
    }
}

fn read_key(segment: &str) -> Result<String> {
    if segment.is_empty() || segment.len() > SEGMENT_BYTES {
        let text = "地址中的编号为空或过长，请核对。".to_owned();
        return Err(Error::BadRequest(Code::ParameterInvalid, text));
    }
    check_text(segment)?;
    let bytes = percent_decode(segment.as_bytes());
    String::from_utf8(bytes).map_err(Error::internal)
}

/// The number of a filing and the place of one of its items.
pub struct ItemKey {
    /// The number.
    pub key: String,
    /// The place, from 1.
    pub place: i64,
}

impl FromRequest for ItemKey {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let segment = |name: &str| read_key(request.match_info().get(name).unwrap_or_default());
        let place = |text: String| text.parse().ok().filter(|place: &i64| *place > 0);
        ready(segment("key").and_then(|key| {
            let text = "地址中的项次应为从 1 起的整数。".to_owned();
            let place = place(segment("place")?).ok_or(Error::BadRequest(Code::ParameterInvalid, text))?;
            Ok(Self { key, place })
        }))
    }
}

/// What names a record, and the id of something under it.
pub struct UnderKey {
    /// The record.
    pub key: String,
    /// What is under it.
    pub id: String,
}

impl FromRequest for UnderKey {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let segment = |name: &str| read_key(request.match_info().get(name).unwrap_or_default());
        ready(segment("key").and_then(|key| Ok(Self { key, id: segment("id")? })))
    }
}

impl FromRequest for State {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(State::of(request).ok_or_else(|| Error::internal("the app was built without its state")))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Params {
        q: Option<String>,
        #[expect(dead_code, reason = "named in the refusal only")]
        region: Option<String>,
    }

    fn code(query: &str) -> Code {
        read_query::<Params>(query).unwrap_err().code()
    }

    #[test]
    fn a_query_is_read_as_text() {
        assert_eq!(read_query::<Params>("q=%E5%8D%8E%E9%91%AB").unwrap().q.unwrap(), "华鑫");
    }

    #[rstest]
    #[case("page=2", Code::ParameterUnknown)]
    #[case("q=1&q=2", Code::ParameterInvalid)]
    #[case("q=%00", Code::ParameterInvalid)]
    #[case("q=%FF%FE", Code::ParameterInvalid)]
    fn what_cannot_be_used_is_refused(#[case] query: &str, #[case] expected: Code) {
        assert_eq!(code(query), expected);
    }

    #[test]
    fn an_unknown_parameter_is_named_with_those_that_exist() {
        let text = read_query::<Params>("page=2").unwrap_err().detail();
        assert!(text.contains("page") && text.contains("q、region"), "{text}");
    }

    #[test]
    fn a_query_of_ten_kilobytes_is_refused() {
        assert_eq!(code(&format!("q={}", "a".repeat(10_000))), Code::ParameterInvalid);
    }
}
