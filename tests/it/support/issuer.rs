//! Another system that signs people in (OpenID Connect), on this machine.

use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
};
use openidconnect::url::Url;
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserUsername, IssuerUrl, JsonWebKeyId, Nonce, PrivateSigningKey as _,
    StandardClaims, SubjectIdentifier,
};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// The client's name there.
pub const CLIENT: &str = "siku";

/// What is not as it should be about what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forgery {
    /// Nothing.
    #[default]
    Nothing,
    /// Signed with a key that is not its own.
    Key,
    /// Said at another log-in.
    Nonce,
    /// Said to another client.
    Audience,
    /// Said long ago.
    Age,
    /// Said by another system.
    Issuer,
}

/// Another system.
pub struct Issuer {
    /// Its address.
    pub url: String,
    /// What is wrong with it.
    pub forgery: Forgery,
    now: DateTime<Utc>,
    next: Arc<Mutex<Ticket>>,
}

/// What a code stands for.
#[derive(Clone, Default)]
struct Ticket {
    code: String,
    challenge: String,
    token: String,
}

#[derive(Deserialize)]
struct Exchange {
    code: String,
    code_verifier: String,
}

impl Issuer {
    /// Another system, at an instant.
    pub fn new(now: DateTime<Utc>) -> Self {
        let next = Arc::new(Mutex::new(Ticket::default()));
        let ticket = Arc::clone(&next);
        let server = HttpServer::new(move || {
            let ticket = Arc::clone(&ticket);
            App::new()
                .route("/.well-known/openid-configuration", web::get().to(configuration))
                .route("/keys", web::get().to(keys))
                .route("/token", web::post().to(move |form: web::Bytes| std::future::ready(exchange(&form, &ticket))))
        });
        let server = server.workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { url, forgery: Forgery::Nothing, now, next }
    }

    /// Somebody signs in there: where their browser is sent back to.
    pub fn sign_in(&self, place: &str, subject: &str, login_name: &str) -> String {
        let asked = Url::parse(place).unwrap();
        let field = |name: &str| {
            let found = asked.query_pairs().find(|(known, _)| known == name);
            found.unwrap_or_else(|| panic!("{place} has no {name}")).1.into_owned()
        };
        assert!(place.starts_with(&format!("{}/authorize?", self.url)), "{place}");
        assert_eq!((field("client_id"), field("code_challenge_method")), (CLIENT.to_owned(), "S256".to_owned()));
        let code = format!("code of {subject}");
        let token = self.token(subject, login_name, &field("nonce"));
        *self.next.lock().unwrap() = Ticket { code: code.clone(), challenge: field("code_challenge"), token };
        let mut back = Url::parse(&field("redirect_uri")).unwrap();
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &field("state"));
        format!("{}?{}", back.path(), back.query().unwrap())
    }

    fn token(&self, subject: &str, login_name: &str, nonce: &str) -> String {
        let is = |forgery: Forgery| self.forgery == forgery;
        let issuer = if is(Forgery::Issuer) { "https://sso.example" } else { &self.url };
        let at = if is(Forgery::Age) { self.now - TimeDelta::hours(1) } else { self.now };
        let claims = StandardClaims::new(SubjectIdentifier::new(subject.to_owned()))
            .set_preferred_username(Some(EndUserUsername::new(login_name.to_owned())));
        let audience = if is(Forgery::Audience) { "another" } else { CLIENT };
        let nonce = if is(Forgery::Nonce) { "another" } else { nonce };
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(issuer.to_owned()).unwrap(),
            vec![Audience::new(audience.to_owned())],
            at + TimeDelta::minutes(5),
            at,
            claims,
            EmptyAdditionalClaims {},
        );
        let claims = claims.set_nonce(Some(Nonce::new(nonce.to_owned())));
        let key = key(if is(Forgery::Key) { 2 } else { 1 });
        CoreIdToken::new(claims, &key, CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap().to_string()
    }
}

/// An Ed25519 key (RFC 8410) of a seed.
fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let head = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let der = STANDARD.encode([&head[..], &[seed; 32]].concat());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("1".to_owned()))).unwrap()
}

async fn configuration(request: HttpRequest) -> HttpResponse {
    let own = format!("http://{}", request.app_config().local_addr());
    HttpResponse::Ok().json(json!({
        "issuer": own,
        "authorization_endpoint": format!("{own}/authorize"),
        "token_endpoint": format!("{own}/token"),
        "jwks_uri": format!("{own}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn keys() -> HttpResponse {
    HttpResponse::Ok().json(CoreJsonWebKeySet::new(vec![key(1).as_verification_key()]))
}

fn exchange(form: &[u8], next: &Mutex<Ticket>) -> HttpResponse {
    let asked: Exchange = serde_html_form::from_bytes(form).unwrap();
    let ticket = std::mem::take(&mut *next.lock().unwrap());
    let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.code_verifier.as_bytes()));
    if ticket.code != asked.code || ticket.challenge != proof {
        return HttpResponse::BadRequest().json(json!({ "error": "invalid_grant" }));
    }
    HttpResponse::Ok().json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": ticket.token }))
}
