//! Files of a filing, by form and link.

use actix_multipart::Multipart;
use actix_web::{Either, HttpResponse};

use super::{back, docket};
use crate::access::guard::{Filer, FilingReader};
use crate::error::{Error, Result};
use crate::filing::hall::{api, attach};
use crate::http::body::Form;
use crate::http::extract::{Key, Query, UnderKey};
use crate::http::page::{Answer, Button};
use crate::http::params::NoParams;
use crate::http::state::State;

pub(super) async fn attach(state: State, Filer(filer): Filer, Key(number): Key, form: Multipart) -> Result<Answer> {
    let attached = async {
        api::check_open(&state, &filer, &number).await?;
        let uploaded = api::keep(&state, form).await?;
        let (vault, by, key) = (state.vault.clone(), filer.clone(), number.clone());
        let write = state
            .db
            .write(move |tx| attach::attach(tx, &vault, &by, &key, uploaded.purpose.as_deref(), &uploaded.files));
        write.await
    };
    match attached.await {
        Ok(_) => Ok(Either::Right(back(&number, "attached"))),
        Err(Error::Invalid(errors)) => docket::with_errors(&state, &filer, &number, errors).await,
        Err(error) => Err(error),
    }
}

pub(super) async fn download(
    state: State,
    FilingReader(reader): FilingReader,
    UnderKey { key, id }: UnderKey,
    Query(NoParams {}): Query<NoParams>,
) -> Result<HttpResponse> {
    api::download(&state, reader, key, id).await
}

pub(super) async fn remove(
    state: State,
    Filer(filer): Filer,
    UnderKey { key, id }: UnderKey,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    let number = key.clone();
    state.db.write(move |tx| attach::detach(tx, &filer, &key, &id)).await?;
    Ok(back(&number, "detached"))
}
