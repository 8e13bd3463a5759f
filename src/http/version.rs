//! Versions of what is written: told as `ETag`, asked for by `If-Match`, so that nobody writes over what they have not seen.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ETAG, HeaderName, IF_MATCH};
use actix_web::{FromRequest, HttpRequest};

use crate::error::{Code, Error, Result};

/// The version that a writer has seen; nothing where none is said, or any will do (`*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

impl IfMatch {
    /// Refuses to write over another version.
    pub fn check(self, version: i64) -> Result<()> {
        if self.0.is_none_or(|seen| seen == version) {
            return Ok(());
        }
        let text = "您读取之后，这条记录已有变动。请重新读取，核对后再提交。".to_owned();
        Err(Error::BadRequest(Code::PreconditionFailed, text))
    }
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let value = request.headers().get(IF_MATCH).map(|value| value.to_str().unwrap_or_default());
        ready(read(value).map(Self))
    }
}

fn read(value: Option<&str>) -> Result<Option<i64>> {
    let Some(value) = value.map(str::trim).filter(|value| *value != "*") else { return Ok(None) };
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    inner.parse().map(Some).map_err(|_no_version| {
        let text = "请求头 If-Match 应为读取时响应头 ETag 的值，如 \"3\"。".to_owned();
        Error::BadRequest(Code::ParameterInvalid, text)
    })
}

/// The header that tells a version.
pub fn etag(version: i64) -> (HeaderName, String) {
    (ETAG, format!("\"{version}\""))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_said(None, Ok(()))]
    #[case::any(Some("*"), Ok(()))]
    #[case::seen(Some("\"3\""), Ok(()))]
    #[case::seen_before(Some("\"2\""), Err(Code::PreconditionFailed))]
    #[case::no_version(Some("\"x\""), Err(Code::ParameterInvalid))]
    fn who_has_not_seen_the_latest_does_not_write(#[case] value: Option<&str>, #[case] expected: Result<(), Code>) {
        let outcome = read(value).and_then(|seen| IfMatch(seen).check(3));
        assert_eq!(outcome.map_err(|error| error.code()), expected);
    }
}
