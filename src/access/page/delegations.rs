//! Who stands in for a reviewer who is away: said by the reviewer, or by whoever administers their department.

use actix_web::web::Html;
use actix_web::{Either, HttpResponse};
use serde::Deserialize;

use super::Done;
use crate::access::Principal;
use crate::access::delegation::{self, NewDelegation};
use crate::access::guard::{DepartmentAdministrator, Reviewer};
use crate::access::view::DelegationView;
use crate::domain::vocabulary::access::DelegationState;
use crate::error::{Error, FieldError, Result};
use crate::http::body::Form;
use crate::http::extract::{Key, Query, UnderKey};
use crate::http::page::{Answer, Button, see_other};
use crate::http::state::State;
use crate::web::pages::{DelegationForm, DelegationLine, Delegations};
use crate::web::parts::{Choice, StateTag};
use crate::web::render;

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typed {
    deputy_id: String,
    first_day: String,
    last_day: String,
}

impl Typed {
    fn wanted(&self) -> NewDelegation {
        NewDelegation {
            deputy_id: self.deputy_id.clone(),
            first_day: self.first_day.trim().parse().ok(),
            last_day: self.last_day.trim().parse().ok(),
        }
    }
}

/// The page of whoever asks, or of a colleague.
fn path(colleague: Option<&str>) -> String {
    match colleague {
        None => "/account/delegations".to_owned(),
        Some(key) => format!("/admin/accounts/{key}/delegations"),
    }
}

async fn shown(state: &State, by: &Principal, colleague: Option<&str>, typed: &Typed) -> Result<Delegations> {
    let today = state.db.clock().today();
    let (principal, key) = (by.clone(), colleague.map(str::to_owned));
    let read = state.db.read(move |conn| delegation::listed(conn, &principal, key.as_deref(), today));
    let found = read.await?;
    let name = &found.absentee.person_name;
    let mut page = match colleague {
        None => Delegations::own(&state.site()),
        Some(key) => Delegations::of(&state.site(), name, &format!("/admin/accounts/{key}")),
    };
    let who = if colleague.is_some() { name.as_str() } else { "您" };
    page.current = current(who, &found.own);
    page.deputising = found.as_deputy.iter().map(|view| deputising(who, view)).collect();
    let at = path(colleague);
    page.rows = found.own.into_iter().map(|view| line(&at, view)).collect();
    if !found.reviews {
        page.kept_from = Some("这个账号不是审核人员，没有可以代理的审核工作。");
    } else if found.candidates.is_empty() {
        page.kept_from = Some("本部门没有其他在使用中的审核人员账号，无人可以代理。");
    } else {
        let colleagues = found.candidates.iter();
        let colleagues = colleagues.map(|account| (account.public_id.as_str(), account.person_name.as_str()));
        page.form = Some(DelegationForm {
            action: at,
            colleagues: Choice::among("请选择", colleagues, &typed.deputy_id),
            first_day: if typed.first_day.is_empty() { today.to_string() } else { typed.first_day.clone() },
            last_day: typed.last_day.clone(),
        });
    }
    Ok(page)
}

/// How things stand today, in a sentence.
fn current(who: &str, own: &[DelegationView]) -> String {
    let coming = own.iter().filter(|view| view.state == DelegationState::ToCome).min_by_key(|view| view.first_day);
    let coming = coming.map(|view| format!("{} 至 {} 将由 {} 代理", view.first_day, view.last_day, view.deputy_name));
    match own.iter().find(|view| view.state == DelegationState::InForce) {
        Some(view) => format!("{who}现在由 {} 代理，至 {} 为止。", view.deputy_name, view.last_day),
        None => match coming {
            Some(coming) => format!("{who}现在没有代理人，{coming}。"),
            None => format!("{who}现在没有代理人。"),
        },
    }
}

fn deputising(who: &str, view: &DelegationView) -> String {
    match view.state {
        DelegationState::InForce => format!("{who}现在代 {} 办理，至 {} 为止。", view.name, view.last_day),
        _ => format!("{} 至 {}，{who}将代 {} 办理。", view.first_day, view.last_day, view.name),
    }
}

fn line(at: &str, view: DelegationView) -> DelegationLine {
    let label = view.state.label().to_owned();
    DelegationLine {
        end_url: view.state.is_open().then(|| format!("{at}/{}/end", view.id)),
        deputy: view.deputy_name,
        first_day: view.first_day,
        last_day: view.last_day,
        state: match view.state {
            DelegationState::InForce => StateTag::Good(label),
            DelegationState::ToCome => StateTag::Attention(label),
            DelegationState::Over | DelegationState::Ended | DelegationState::Withdrawn => StateTag::Plain(label),
        },
        ended_at: view.ended_at,
    }
}

async fn looked_at(state: &State, by: &Principal, colleague: Option<&str>, params: &Done) -> Result<Html> {
    let page = shown(state, by, colleague, &Typed::default()).await?;
    Ok(Html::new(render(&Delegations { done: params.said(), ..page })?))
}

async fn named(state: &State, by: &Principal, colleague: Option<&str>, typed: &Typed) -> Result<Answer> {
    let (principal, key, vault) = (by.clone(), colleague.map(str::to_owned), state.vault.clone());
    let new = typed.wanted();
    match state.db.write(move |tx| delegation::name(tx, &vault, &principal, key.as_deref(), &new)).await {
        Ok(_) => Ok(Either::Right(see_other(&format!("{}?done=delegated", path(colleague))))),
        Err(Error::Invalid(errors)) => with_errors(state, by, colleague, typed, errors).await,
        Err(error) => Err(error),
    }
}

async fn with_errors(
    state: &State,
    by: &Principal,
    colleague: Option<&str>,
    typed: &Typed,
    errors: Vec<FieldError>,
) -> Result<Answer> {
    let page = Delegations { errors, ..shown(state, by, colleague, typed).await? };
    Ok(Either::Left(Html::new(render(&page)?)))
}

async fn ended(state: &State, by: Principal, colleague: Option<String>, id: String) -> Result<HttpResponse> {
    let back = path(colleague.as_deref());
    state.db.write(move |tx| delegation::end(tx, &by, colleague.as_deref(), &id)).await?;
    Ok(see_other(&format!("{back}?done=delegation-ended")))
}

pub(super) async fn own(state: State, Reviewer(me): Reviewer, Query(params): Query<Done>) -> Result<Html> {
    looked_at(&state, &me, None, &params).await
}

pub(super) async fn name_own(state: State, Reviewer(me): Reviewer, Form(typed): Form<Typed>) -> Result<Answer> {
    named(&state, &me, None, &typed).await
}

pub(super) async fn end_own(
    state: State,
    Reviewer(me): Reviewer,
    Key(key): Key,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    ended(&state, me, None, key).await
}

pub(super) async fn page(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    Key(key): Key,
    Query(params): Query<Done>,
) -> Result<Html> {
    looked_at(&state, &by, Some(&key), &params).await
}

pub(super) async fn name(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    Key(key): Key,
    Form(typed): Form<Typed>,
) -> Result<Answer> {
    named(&state, &by, Some(&key), &typed).await
}

pub(super) async fn end(
    state: State,
    DepartmentAdministrator(by): DepartmentAdministrator,
    UnderKey { key, id }: UnderKey,
    Form(Button {}): Form<Button>,
) -> Result<HttpResponse> {
    ended(&state, by, Some(key), id).await
}
