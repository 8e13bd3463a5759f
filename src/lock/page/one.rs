//! One lock, and what becomes of it.

use actix_web::Either;
use actix_web::web::Html;
use serde::Deserialize;

use super::PATH;
use crate::access::Principal;
use crate::access::guard::{Filer, Reviewer, Whoever};
use crate::db::Tx;
use crate::domain::vocabulary::access::Role;
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::error::{Code, Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query};
use crate::http::page::{Answer, Button, see_other};
use crate::http::state::State;
use crate::lock::care::{self, NewException, NewRelease, Seen};
use crate::lock::list;
use crate::registry::lock::service;
use crate::registry::lock::view::ManagerLockView;
use crate::registry::page::locks;
use crate::vault::Vault;
use crate::web::pages::{LockForms, LockPage};
use crate::web::parts::Choice;
use crate::web::render;

/// What was done before this page: a word that the page translates.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Done {
    done: String,
}

impl Done {
    fn said(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "reserved" => Some("已预留。"),
            "locked" => Some("已锁定。"),
            "withdrawn" => Some("预留已撤回。"),
            "released" => Some("已解除。"),
            "excepted" => Some("例外已记录。"),
            "exception-ended" => Some("例外已结束。"),
            _ => None,
        }
    }
}

/// What the forms of a department submit.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    version: Option<i64>,
    reason: String,
    released_on: String,
    document: String,
    exception: String,
    beside: String,
    exception_document: String,
}

pub(super) async fn page(
    state: State,
    Whoever(who): Whoever,
    Key(key): Key,
    Query(params): Query<Done>,
) -> Result<Html> {
    let page = shown(&state, who.as_ref(), key, &Typed::default()).await?;
    Ok(Html::new(render(&LockPage { done: params.said(), ..page })?))
}

async fn shown(state: &State, who: Option<&Principal>, key: String, typed: &Typed) -> Result<LockPage> {
    let (vault, today) = (state.vault.clone(), state.db.clock().today());
    let principal = who.cloned();
    let read = state.db.read(move |conn| {
        let region = care::region_of(conn, &key)?;
        let lock = service::one(conn, &vault, &key, today)?;
        let own = care::is_own(conn, principal.as_ref(), &key)?;
        let records = lock.person.id.as_deref().map_or(Ok(None), |id| list::records(conn, id, today))?;
        Ok((lock, region, own, records))
    });
    let (lock, region, is_own, records) = read.await?;
    let mut page = LockPage::new(&state.site(), locks::line(&lock), locks::timeline(&lock.history));
    page.layout.json_url = Some(format!("/api/v1{PATH}/{}", lock.id));
    page.tender = lock.tender_number.iter().chain(&lock.section).cloned().collect();
    page.records = records;
    let lasts = lock.state != LockState::Released;
    let in_charge = who.is_some_and(|who| who.is(Role::Reviewer) && who.covers(&region));
    page.forms = (lasts && in_charge).then(|| forms(&lock, typed, &today.to_string()));
    page.may_withdraw = lock.state == LockState::Reserved && lock.holds && is_own;
    Ok(page)
}

fn forms(lock: &ManagerLockView, typed: &Typed, today: &str) -> LockForms {
    let bid = lock.state == LockState::Reserved;
    let fits = |reason: &&LockReleaseReason| (**reason == LockReleaseReason::AwardToAnother) == bid;
    let reasons = LockReleaseReason::BY_DEPARTMENT.iter().filter(fits);
    let exceptions = LockException::RECORDED.iter();
    LockForms {
        version: lock.version,
        exceptions: Choice::among("请选择", exceptions.map(|case| (case.as_str(), case.label())), &typed.exception),
        beside: typed.beside.clone(),
        exception_document: typed.exception_document.clone(),
        may_end_exception: lock.exception.is_some_and(|exception| LockException::RECORDED.contains(&exception)),
        reasons: Choice::among("请选择", reasons.map(|reason| (reason.as_str(), reason.label())), &typed.reason),
        released_on: if typed.released_on.is_empty() { today.to_owned() } else { typed.released_on.clone() },
        document: typed.document.clone(),
    }
}

/// Does something to a lock, and goes to its page; what stands in the way is told there, and what was typed is kept.
async fn done(
    state: State,
    by: Principal,
    key: String,
    typed: Typed,
    word: &str,
    act: impl Fn(&mut Tx<'_>, &Vault, &Principal, &Seen) -> Result<ManagerLockView> + Send + 'static,
) -> Result<Answer> {
    let seen = Seen { key: key.clone(), version: typed.version };
    let (vault, principal) = (state.vault.clone(), by.clone());
    let error = match state.db.write(move |tx| act(tx, &vault, &principal, &seen)).await {
        Ok(lock) => return Ok(Either::Right(see_other(&format!("{PATH}/{}?done={word}", lock.id)))),
        Err(error) => error,
    };
    let mut errors = Vec::new();
    let mut refused = None;
    match error {
        Error::Invalid(wrong) => errors = wrong,
        Error::Conflict(Code::ManagerHeld | Code::LockClosed, text)
        | Error::BadRequest(Code::PreconditionFailed, text) => {
            refused = Some(text);
        }
        error => return Err(error),
    }
    let page = LockPage { refused, errors, ..shown(&state, Some(&by), key, &typed).await? };
    Ok(Either::Left(Html::new(render(&page)?)))
}

pub(super) async fn withdraw(
    state: State,
    Filer(by): Filer,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<Answer> {
    done(state, by, key, Typed::default(), "withdrawn", care::withdraw).await
}

pub(super) async fn release(
    state: State,
    Reviewer(by): Reviewer,
    Key(key): Key,
    Form(typed): Form<Typed>,
) -> Result<Answer> {
    let Ok(released_on) = typed.released_on.trim().parse() else {
        let page = shown(&state, Some(&by), key, &typed).await?;
        let error = FieldError::new("released_on", "date.malformed", "请填写日期，如 2026-12-20。");
        return Ok(Either::Left(Html::new(render(&LockPage { errors: vec![error], ..page })?)));
    };
    let new = NewRelease {
        reason: typed.reason.parse().ok(),
        released_on: Some(released_on),
        document: typed.document.clone(),
    };
    done(state, by, key, typed, "released", move |tx, vault, by, seen| care::release(tx, vault, by, seen, &new)).await
}

pub(super) async fn except(
    state: State,
    Reviewer(by): Reviewer,
    Key(key): Key,
    Form(typed): Form<Typed>,
) -> Result<Answer> {
    let new = NewException {
        exception: typed.exception.parse().ok(),
        beside: typed.beside.clone(),
        document: typed.exception_document.clone(),
    };
    let act = move |tx: &mut Tx<'_>, vault: &Vault, by: &Principal, seen: &Seen| {
        care::except(tx, vault, by, seen, &new).map_err(at_its_field)
    };
    done(state, by, key, typed, "excepted", act).await
}

/// The page has two documents; that of the exception has a name of its own.
fn at_its_field(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    for error in errors.iter_mut().filter(|error| error.path == "document") {
        "exception_document".clone_into(&mut error.path);
    }
    Error::Invalid(errors)
}

pub(super) async fn end_exception(
    state: State,
    Reviewer(by): Reviewer,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<Answer> {
    done(state, by, key, Typed::default(), "exception-ended", care::end_exception).await
}
