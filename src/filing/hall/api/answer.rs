//! What the operations of the hall have in common: versions, repeated requests, answers.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::Principal;
use crate::clock::china_time;
use crate::db::{self, Conn, Tx};
use crate::domain::vocabulary::ids::AccountId;
use crate::error::{Code, Error, Result};
use crate::filing::hall::docket::Docket;
use crate::filing::hall::service;
use crate::http::version::etag;
use crate::schema::idempotent_answer;
use crate::vault::Vault;

/// What a stale `If-Match` is told in place of a conflict.
pub fn precondition(error: Error) -> Error {
    match error {
        Error::Conflict(Code::FilingChanged, text) => Error::BadRequest(Code::PreconditionFailed, text),
        error => error,
    }
}

/// A request that its sender may send again without its being done again.
#[derive(Clone, Debug)]
pub struct Repeatable {
    key_hash: String,
    request_hash: String,
}

/// Longest key.
const KEY_BYTES: usize = 200;
/// How long an answer is kept for the same request again.
const KEPT: TimeDelta = TimeDelta::hours(24);

impl Repeatable {
    /// By its `Idempotency-Key`, where it has one; `content` is everything that it asks for.
    pub fn of(request: &HttpRequest, vault: &Vault, content: &str) -> Result<Option<Self>> {
        let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
        // A key that cannot be read is not passed over: its sender would believe that the request may be repeated.
        let key = value.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > KEY_BYTES {
            let text = format!("Idempotency-Key 应为 1 至 {KEY_BYTES} 个 ASCII 字符。");
            return Err(Error::BadRequest(Code::ParameterInvalid, text));
        }
        let asked = format!("{} {} {content}", request.method(), request.path());
        let key_hash = vault.hash("idempotency key", key);
        Ok(Some(Self { key_hash, request_hash: vault.hash("idempotent request", &asked) }))
    }

    /// Does what is asked once: the same request again gets the same answer.
    pub fn once(
        this: Option<&Self>,
        tx: &mut Tx<'_>,
        by: &Principal,
        work: impl FnOnce(&mut Tx<'_>) -> Result<Done>,
    ) -> Result<Done> {
        let Some(Self { key_hash, request_hash }) = this else { return work(tx) };
        let forgotten = idempotent_answer::table.filter(idempotent_answer::at.lt(tx.now - KEPT));
        diesel::delete(forgotten).execute(tx.conn).map_err(db::Error::from)?;
        if let Some((before, done)) = find(tx.conn, by.account_id, key_hash)? {
            if before != *request_hash {
                let text = "同一个 Idempotency-Key 已用于另一个请求。请换一个键。".to_owned();
                return Err(Error::BadRequest(Code::IdempotencyReused, text));
            }
            return Ok(done);
        }
        let done = work(tx)?;
        let row = (
            idempotent_answer::account_id.eq(by.account_id),
            idempotent_answer::key_hash.eq(key_hash),
            idempotent_answer::request_hash.eq(request_hash),
            idempotent_answer::status.eq(i64::from(done.status)),
            idempotent_answer::body.eq(serde_json::to_string(&done.body).map_err(Error::internal)?),
            idempotent_answer::at.eq(tx.now),
        );
        diesel::insert_into(idempotent_answer::table).values(row).execute(tx.conn).map_err(db::Error::from)?;
        Ok(done)
    }
}

fn find(conn: &mut Conn, account: AccountId, key_hash: &str) -> Result<Option<(String, Done)>> {
    let columns = (idempotent_answer::request_hash, idempotent_answer::status, idempotent_answer::body);
    let found: Option<(String, i64, String)> = idempotent_answer::table
        .filter(idempotent_answer::account_id.eq(account))
        .filter(idempotent_answer::key_hash.eq(key_hash))
        .select(columns)
        .first(conn)
        .optional()
        .map_err(db::Error::from)?;
    let Some((request, status, body)) = found else { return Ok(None) };
    let body = serde_json::from_str(&body).map_err(Error::internal)?;
    Ok(Some((request, Done { status: u16::try_from(status).unwrap_or(200), body })))
}

/// What was done, as it is answered.
#[derive(Clone, Debug)]
pub struct Done {
    /// HTTP status.
    pub status: u16,
    /// The filing afterwards.
    pub body: serde_json::Value,
}

impl Done {
    /// A filing as it stands after somebody did something to it.
    pub fn of(tx: &mut Tx<'_>, by: &Principal, status: StatusCode, docket: &Docket) -> Result<Self> {
        let summary = service::summary(tx.conn, by, docket, china_time(tx.now).date())?;
        Ok(Self { status: status.as_u16(), body: serde_json::to_value(summary).map_err(Error::internal)? })
    }

    /// The answer, with its version, and its address where it is new.
    pub fn answer(self) -> Result<HttpResponse> {
        let status = StatusCode::from_u16(self.status).map_err(Error::internal)?;
        let mut response = HttpResponse::build(status);
        if let Some(version) = self.body.get("version").and_then(serde_json::Value::as_i64) {
            response.insert_header(etag(version));
        }
        let number = self.body.get("number").and_then(serde_json::Value::as_str);
        if let Some(number) = number.filter(|_| status == StatusCode::CREATED) {
            response.insert_header((LOCATION, format!("/api/v1/filings/{number}")));
        }
        Ok(response.json(self.body))
    }
}
