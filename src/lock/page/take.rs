//! The locks that concern somebody, and the form that takes a manager.

use actix_web::Either;
use actix_web::web::Html;
use serde::Deserialize;

use super::PATH;
use crate::access::Principal;
use crate::access::guard::{Filer, LockReader, Reviewer};
use crate::domain::lock::RESERVED_DAYS;
use crate::error::{Code, Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::Query;
use crate::http::page::{Answer, see_other};
use crate::http::params::{cursor, rows};
use crate::http::state::State;
use crate::lock::take::{self, Award, Reservation};
use crate::lock::{Works, list};
use crate::registry::page::locks;
use crate::web::address::address;
use crate::web::pages::{Locks, TakeForm};
use crate::web::parts::Pager;
use crate::web::render;

/// What the page is asked for: another page names a manager or a project that the form begins with.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Params {
    person: String,
    project: String,
    cursor: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    person: String,
    project: String,
    enterprise: String,
    tender_number: String,
    section: String,
    days: String,
    awarded_on: String,
    document: String,
}

impl Typed {
    fn works(&self) -> Works {
        Works {
            person: self.person.clone(),
            project: self.project.clone(),
            tender_number: self.tender_number.clone(),
            section: self.section.clone(),
        }
    }

    fn form(self, reserves: bool) -> TakeForm {
        TakeForm {
            action: if reserves { "/manager-locks/reservation" } else { "/manager-locks/lock" },
            reserves,
            person: self.person,
            project: self.project,
            enterprise: self.enterprise,
            tender_number: self.tender_number,
            section: self.section,
            days: self.days,
            awarded_on: self.awarded_on,
            document: self.document,
        }
    }
}

pub(super) async fn list(
    state: State,
    LockReader(by): LockReader,
    Query(Params { person, project, cursor }): Query<Params>,
) -> Result<Html> {
    let (days, awarded_on) = (RESERVED_DAYS.to_string(), state.db.clock().today().to_string());
    let typed = Typed { person, project, days, awarded_on, ..Typed::default() };
    Ok(Html::new(render(&shown(&state, &by, typed, &cursor).await?)?))
}

async fn shown(state: &State, by: &Principal, typed: Typed, from: &str) -> Result<Locks> {
    let mut page = Locks::new(&state.site(), typed.form(by.organisation.tier.is_none()));
    let (after, rows) = (cursor(list::SCOPE, Some(from))?, rows(None)?);
    let (principal, today) = (by.clone(), state.db.clock().today());
    let person = page.form.person.clone();
    let read = state.db.read(move |conn| {
        let records = if person.is_empty() { None } else { list::records(conn, &person, today)? };
        Ok((list::page(conn, &principal, after.as_ref(), rows, today)?, records))
    });
    let (found, records) = read.await?;
    page.records = records;
    page.layout.json_url = Some(address("/api/v1/manager-locks", &[("cursor", from)]));
    page.rows = found.items.iter().map(locks::line).collect();
    page.pager = Pager {
        shown: page.rows.len() as u64,
        next: found.next_cursor.map(|cursor| address(PATH, &[("cursor", &cursor)])),
        ..Pager::default()
    };
    Ok(page)
}

pub(super) async fn reserve(state: State, Filer(by): Filer, Form(typed): Form<Typed>) -> Result<Answer> {
    let days = typed.days.trim().parse();
    let Ok(days) = days else {
        let error = FieldError::new("days", "number.malformed", "请填写天数，如 45。");
        return again(&state, &by, typed, Error::Invalid(vec![error])).await;
    };
    let new = Reservation { works: typed.works(), days: Some(days) };
    let (vault, principal) = (state.vault.clone(), by.clone());
    match state.db.write(move |tx| take::reserve(tx, &vault, &principal, &new)).await {
        Ok(lock) => Ok(Either::Right(see_other(&format!("{PATH}/{}?done=reserved", lock.id)))),
        Err(error) => again(&state, &by, typed, error).await,
    }
}

pub(super) async fn lock(state: State, Reviewer(by): Reviewer, Form(typed): Form<Typed>) -> Result<Answer> {
    let Ok(awarded_on) = typed.awarded_on.trim().parse() else {
        let text = format!("请填写中标日期，如 {}。", state.db.clock().today());
        let error = FieldError::new("awarded_on", "date.malformed", text);
        return again(&state, &by, typed, Error::Invalid(vec![error])).await;
    };
    let new = Award {
        works: typed.works(),
        enterprise: typed.enterprise.clone(),
        awarded_on: Some(awarded_on),
        document: typed.document.clone(),
    };
    let (vault, principal) = (state.vault.clone(), by.clone());
    match state.db.write(move |tx| take::lock(tx, &vault, &principal, &new)).await {
        Ok(lock) => Ok(Either::Right(see_other(&format!("{PATH}/{}?done=locked", lock.id)))),
        Err(error) => again(&state, &by, typed, error).await,
    }
}

/// The form as it was filled in, with what is wrong or who holds the manager.
async fn again(state: &State, by: &Principal, typed: Typed, error: Error) -> Result<Answer> {
    let mut page = shown(state, by, typed, "").await?;
    match error {
        Error::Invalid(errors) => page.errors = errors,
        Error::Conflict(Code::ManagerHeld, text) => page.held = Some(text),
        error => return Err(error),
    }
    Ok(Either::Left(Html::new(render(&page)?)))
}
