//! A browser: keeps cookies, and sends forms as a page of ours would.

use std::collections::BTreeMap;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use siku::access::rows::Account;
use siku::access::session::{self, Origin, csrf_token};
use siku::domain::vocabulary::access::SessionState;

use super::{Answer, TestApp, encoded};

/// The cookie of a session.
pub const SESSION: &str = "__Host-siku";
/// The cookie of somebody who is not signed in.
pub const VISIT: &str = "__Host-siku-visit";

/// A browser.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its cookies.
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A browser that somebody signed in with.
    pub async fn of(app: &TestApp, login_name: &str) -> Self {
        let mut browser = Self::default();
        let answer = browser.sign_in(app, login_name, super::PASSWORD).await;
        assert_eq!(answer.status, 303, "{login_name}: {}", answer.body);
        assert_ne!(answer.header("location"), "/login", "{login_name}");
        browser
    }

    /// A browser that somebody is signed in with already: without the time that a password takes.
    pub fn admitted(app: &TestApp, account: &Account) -> Self {
        let begun = app.database.db.write_now(|tx| {
            let mut act = session::of(account);
            let token = session::begin(tx, &mut act, &app.vault, account.id, SessionState::Open, &Origin::default())?;
            act.finish(tx, "cli:test")?;
            Ok(token)
        });
        let cookies = BTreeMap::from([(SESSION.to_owned(), begun.unwrap().expose().to_owned())]);
        Self { cookies }
    }

    /// Signs in by the form.
    pub async fn sign_in(&mut self, app: &TestApp, login_name: &str, password: &str) -> Answer {
        self.get(app, "/login").await;
        self.post(app, "/login", &[("login_name", login_name), ("password", password)]).await
    }

    /// Asks for a page.
    pub async fn get(&mut self, app: &TestApp, path: &str) -> Answer {
        self.send(app, TestRequest::get().uri(path)).await
    }

    /// Whether somebody is signed in with it.
    pub async fn is_in(&mut self, app: &TestApp) -> bool {
        let answer = self.get(app, "/api/v1/account").await;
        assert!([200, 401].contains(&answer.status.as_u16()), "{}", answer.body);
        answer.status == 200
    }

    /// Sends a form with the token of this browser.
    pub async fn post(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.csrf(app);
        let fields: Vec<(&str, &str)> = [("csrf_token", &*token)].into_iter().chain(fields.iter().copied()).collect();
        self.post_as_is(app, path, &fields).await
    }

    /// Sends a form as it is.
    pub async fn post_as_is(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(app, form(path, fields)).await
    }

    /// Sends JSON with the token of this browser.
    pub async fn json(&mut self, app: &TestApp, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        let request = TestRequest::with_uri(path).method(method).insert_header(("x-csrf-token", self.csrf(app)));
        self.send(app, request.set_json(body)).await
    }

    /// What its forms must bear.
    pub fn csrf(&self, app: &TestApp) -> String {
        let cookie = self.cookies.get(SESSION).or_else(|| self.cookies.get(VISIT));
        cookie.map(|cookie| csrf_token(&app.vault, cookie)).unwrap_or_default()
    }

    /// A request with its cookies.
    pub fn bears(&self, request: TestRequest) -> TestRequest {
        self.cookies.iter().fold(request, |request, (name, value)| request.cookie(Cookie::new(name, value)))
    }

    /// Sends a request with its cookies, and keeps those of the answer.
    pub async fn send(&mut self, app: &TestApp, request: TestRequest) -> Answer {
        let answer = app.send(self.bears(request)).await;
        for header in answer.headers.get_all("set-cookie") {
            let cookie = Cookie::parse(header.to_str().unwrap().to_owned()).unwrap();
            if cookie.value().is_empty() {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        answer
    }
}

/// A form that is sent.
pub fn form(path: &str, fields: &[(&str, &str)]) -> TestRequest {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", form_encoded(value))).collect();
    let request = TestRequest::post().uri(path).insert_header((CONTENT_TYPE, "application/x-www-form-urlencoded"));
    request.set_payload(body.join("&"))
}

/// Text as a form sends it: percent-encoding throughout does.
fn form_encoded(text: &str) -> String {
    if text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign)) {
        text.to_owned()
    } else {
        encoded(text)
    }
}
