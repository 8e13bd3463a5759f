//! How what was done to a lock is answered: with its version, and its address where it is new.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::access::Principal;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::filing::hall::api::answer::{Done, Repeatable};
use crate::http::state::State;
use crate::http::version::etag;
use crate::registry::lock::view::ManagerLockView;
use crate::vault::Vault;

/// A lock with its version.
pub(super) fn one(view: &ManagerLockView) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(view.version)).json(view)
}

/// Does something once for the same request, and answers with the lock as it stands afterwards.
pub(super) async fn done(
    state: &State,
    by: Principal,
    request: &HttpRequest,
    asked: &impl Serialize,
    status: StatusCode,
    mut act: impl FnMut(&mut Tx<'_>, &Vault, &Principal) -> Result<ManagerLockView> + Send + 'static,
) -> Result<HttpResponse> {
    let content = serde_json::to_string(asked).map_err(Error::internal)?;
    let repeatable = Repeatable::of(request, &state.vault, &content)?;
    let vault = state.vault.clone();
    let written = state.db.write(move |tx| {
        Repeatable::once(repeatable.as_ref(), tx, &by, |tx| {
            let view = act(tx, &vault, &by)?;
            Ok(Done { status: status.as_u16(), body: serde_json::to_value(view).map_err(Error::internal)? })
        })
    });
    let done = written.await?;
    let mut response = HttpResponse::build(status);
    if let Some(version) = done.body.get("version").and_then(serde_json::Value::as_i64) {
        response.insert_header(etag(version));
    }
    let id = done.body.get("id").and_then(serde_json::Value::as_str);
    if let Some(id) = id.filter(|_| status == StatusCode::CREATED) {
        response.insert_header((LOCATION, format!("/api/v1/manager-locks/{id}")));
    }
    Ok(response.json(done.body))
}
