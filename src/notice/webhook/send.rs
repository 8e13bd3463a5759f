//! Sending an event: signed, bounded in time, without following where the answer leads.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use sha2::Sha256;

use super::reach::{self, Reach};
use crate::error::{Error, Result};
use crate::notice::deliver::Failure;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// The header with the signature.
const SIGNATURE: &str = "Siku-Signature";

/// Sends events.
#[derive(Clone)]
pub struct Sender {
    client: Client,
    allow_private: bool,
}

impl Sender {
    /// A sender that reaches public addresses, or also those of the own network.
    pub fn new(allow_private: bool) -> Result<Self> {
        crate::tls::provide();
        let client = Client::builder()
            .user_agent(concat!("Siku/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .dns_resolver(Arc::new(Reach { allow_private }))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, allow_private })
    }

    /// Whether addresses of the own network may be reached.
    pub fn allows_private(&self) -> bool {
        self.allow_private
    }

    /// Sends a body. Anything but an answer of success is a failure; its content is not read.
    pub async fn send(&self, url: &str, secret: &str, at: DateTime<Utc>, body: &str) -> Result<(), Failure> {
        let failed = |text: String, is_refusal| Failure { text, is_refusal };
        // Rules may have become stricter since it was registered, and an address in figures is not resolved.
        let url = reach::check_url(url, self.allow_private).map_err(|text| failed(text.to_owned(), true))?;
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(SIGNATURE, signature(secret, at.timestamp(), body))
            .body(body.to_owned());
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => {
                let status = answer.status();
                Err(failed(format!("对方系统应答 {}", status.as_u16()), status == StatusCode::GONE))
            }
            Err(error) if error.is_timeout() => Err(failed("对方系统没有及时应答".to_owned(), false)),
            Err(_) => Err(failed("无法连接对方系统".to_owned(), false)),
        }
    }
}

/// `t=<seconds>,v1=<HMAC-SHA-256 over "<seconds>.<body>", hexadecimal>`.
pub fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map(|mut mac| {
        mac.update(format!("{seconds}.{body}").as_bytes());
        hex::encode(mac.finalize().into_bytes())
    });
    // HMAC takes a key of any length.
    format!("t={seconds},v1={}", mac.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_another_program_computes() {
        // python3 -c 'import hmac; print(hmac.new(b"whsec_test", b"1795309200.{\"event\":\"ping\"}", "sha256").hexdigest())'
        let expected = "t=1795309200,v1=8b4a64ed121af9379f130025dbde7df637d5a49eb6a7c71b9c6b93de140e54b1";
        assert_eq!(signature("whsec_test", 1_795_309_200, r#"{"event":"ping"}"#), expected);
    }
}
