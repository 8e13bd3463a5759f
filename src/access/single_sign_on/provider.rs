//! The other system: asked where people sign in, and who came back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _, http,
};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use super::Identity;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::vault::Vault;

/// How long an answer of the other system may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer of the other system.
const ANSWER_BYTES: usize = 1024 * 1024;
/// How long somebody may take to sign in there.
const ERRAND: TimeDelta = TimeDelta::minutes(10);
/// How it may sign what it says: with a key that it alone has.
const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The other system, as the operator named it.
#[derive(Clone)]
pub struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    secret: Option<ClientSecret>,
    redirect: RedirectUrl,
}

/// What a browser takes along to the other system and brings back, sealed.
#[derive(Serialize, Deserialize)]
pub struct Errand {
    state: String,
    nonce: String,
    verifier: String,
    begun_at: i64,
    /// Where they wanted to go.
    pub next: String,
}

impl Errand {
    /// The errand that a browser brings back, where it is of this answer and not too old.
    pub fn open(vault: &Vault, sealed: &str, state: &str, now: DateTime<Utc>) -> Option<Self> {
        let text = vault.open_account(sealed).ok()?;
        let errand: Self = serde_json::from_str(&text).ok()?;
        let age = TimeDelta::seconds(now.timestamp() - errand.begun_at);
        let is_ours = bool::from(errand.state.as_bytes().ct_eq(state.as_bytes()));
        (is_ours && age < ERRAND).then_some(errand)
    }
}

impl Provider {
    /// The other system at `issuer`, which sends people back to `public_url`.
    pub fn new(issuer: IssuerUrl, client_id: &str, secret: Option<&str>, public_url: &str) -> Result<Self> {
        let redirect = format!("{}/login/single-sign-on/callback", public_url.trim_end_matches('/'));
        Ok(Self {
            issuer,
            client_id: ClientId::new(client_id.to_owned()),
            secret: secret.map(|secret| ClientSecret::new(secret.to_owned())),
            redirect: RedirectUrl::new(redirect).map_err(Error::internal)?,
        })
    }

    /// Where to send a browser, and the errand that it takes along.
    pub async fn begin(&self, vault: &Vault, next: &str, now: DateTime<Utc>) -> Result<(String, String)> {
        let metadata = self.metadata(&client()?).await?;
        let client = CoreClient::from_provider_metadata(metadata, self.client_id.clone(), self.secret.clone())
            .set_redirect_uri(self.redirect.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let errand = Errand {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            begun_at: now.timestamp(),
            next: next.to_owned(),
        };
        let errand = serde_json::to_string(&errand).map_err(Error::internal)?;
        Ok((url.to_string(), vault.account_cipher()?.seal(&errand)?))
    }

    /// Who came back with a code.
    pub async fn finish(&self, clock: &Clock, errand: &Errand, code: String) -> Result<Identity> {
        let http = client()?;
        let metadata = self.metadata(&http).await?;
        let client = CoreClient::from_provider_metadata(metadata, self.client_id.clone(), self.secret.clone())
            .set_redirect_uri(self.redirect.clone());
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(Error::internal)?
            .set_pkce_verifier(PkceCodeVerifier::new(errand.verifier.clone()))
            .request_async(&|request| ask(http.clone(), request))
            .await
            .map_err(|error| Error::internal(error.to_string()))?;
        let token = answer.id_token().ok_or_else(|| Error::internal("the answer has no ID token"))?;
        let clock = clock.clone();
        let verifier =
            client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || clock.now().and_utc());
        let claims = token.claims(&verifier, &Nonce::new(errand.nonce.clone())).map_err(Error::internal)?;
        Ok(Identity {
            issuer: self.issuer.to_string(),
            subject: claims.subject().to_string(),
            login_name: claims.preferred_username().map(|name| name.to_string()),
        })
    }

    /// Where the other system answers what, and its keys of today.
    async fn metadata(&self, http: &reqwest::Client) -> Result<CoreProviderMetadata> {
        let http = |request| ask(http.clone(), request);
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &http).await;
        found.map_err(|error| Error::internal(error.to_string()))
    }
}

fn client() -> Result<reqwest::Client> {
    crate::tls::provide();
    let client = reqwest::Client::builder()
        .user_agent(concat!("Siku/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .no_proxy()
        .timeout(PATIENCE);
    client.build().map_err(Error::internal)
}

async fn ask(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse> {
    let request = reqwest::Request::try_from(request).map_err(Error::internal)?;
    let mut answer = client.execute(request).await.map_err(Error::internal)?;
    let mut fresh = http::Response::builder().status(answer.status());
    if let Some(media_type) = answer.headers().get(CONTENT_TYPE) {
        fresh = fresh.header(CONTENT_TYPE, media_type);
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(Error::internal)? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_BYTES {
            return Err(Error::internal("the answer of the other system is too long"));
        }
    }
    fresh.body(body).map_err(Error::internal)
}
