//! The look-up of active projects as pages.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::web::{self, Html};
use chrono::{DateTime, NaiveDate, Utc};

use super::api::LookupParams;
use super::service::{self, Post};
use super::view::{self, LookupAnswer, ManagerView, NearName};
use crate::error::{Error, FieldError, Result};
use crate::http::extract::Query;
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::enterprise::view::EnterpriseCandidate;
use crate::registry::overview::Counts;
use crate::registry::page as shared;
use crate::registry::personnel::view::RegistrationView;
use crate::web::address::address;
use crate::web::pages::{self, ActiveProject, ManagerCard, ManagerLookup, ManagerQuery, RegistrationLine};
use crate::web::parts::{Link, NearMatch, WhyNot};
use crate::web::render;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/project-managers").get(project_managers))
        .service(web::resource("/chief-supervisors").get(chief_supervisors));
}

async fn project_managers(state: State, request: HttpRequest, Query(params): Query<LookupParams>) -> Result<Html> {
    page(state, &request, Post::ProjectManager, pages::Post::ProjectManager, params).await
}

async fn chief_supervisors(state: State, request: HttpRequest, Query(params): Query<LookupParams>) -> Result<Html> {
    page(state, &request, Post::ChiefSupervisor, pages::Post::ChiefSupervisor, params).await
}

async fn page(
    state: State,
    request: &HttpRequest,
    post: Post,
    shown: pages::Post,
    params: LookupParams,
) -> Result<Html> {
    let query = ManagerQuery {
        name: shared::repeated(params.name.as_deref()),
        registration_number: shared::repeated(params.registration_number.as_deref()),
        enterprise: shared::repeated(params.enterprise.as_deref()),
    };
    let mut page = ManagerLookup::new(&state.site(), shown, query);
    let is_asked = [&params.name, &params.registration_number, &params.enterprise];
    if is_asked.into_iter().all(|value| chosen(value.as_deref()).is_none()) {
        return Ok(Html::new(render(&page)?));
    }
    let today = state.db.clock().today();
    let overview = Arc::clone(&state.overview);
    let answer = match params.asked(post) {
        Ok(asked) => {
            let answer = state.db.read(move |conn| {
                let answer = service::look_up(conn, post, &asked, today)?;
                let counts = if answer.items.is_empty() { Some(overview.counts(conn, today)?) } else { None };
                Ok((answer, counts))
            });
            answer.await
        }
        Err(error) => Err(error),
    };
    match answer {
        Ok((answer, counts)) => {
            page.layout.json_url = Some(format!("/api/v1{}?{}", request.path(), request.query_string()));
            fill(&mut page, &params, &answer, counts, today);
        }
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error @ Error::NotFound { .. }) => {
            page.errors = vec![FieldError::new("enterprise", error.code().as_str(), error.detail())];
        }
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

fn fill(
    page: &mut ManagerLookup,
    params: &LookupParams,
    answer: &LookupAnswer,
    counts: Option<Counts>,
    today: NaiveDate,
) {
    page.layout.as_of = answer.as_of;
    page.results = answer.items.iter().map(|manager| card(manager, answer.as_of, page.post, today)).collect();
    page.next = answer.next_cursor.as_deref().map(|cursor| url(page.post, params, None, cursor));
    page.is_part = page.next.is_some() || params.cursor.is_some();
    if let Some(counts) = counts {
        page.unidentified = answer.unidentified_records;
        page.why_not = Some(why_not(page, params, answer, counts));
        if !answer.near_enterprises.is_empty() {
            let text = "不能确定是哪家企业。请从下面列出的企业中选择，或填写统一社会信用代码。";
            page.errors = vec![FieldError::new("enterprise", "enterprise.unclear", text)];
        }
    }
}

/// The address of the same look-up, of another enterprise where one is given, from a cursor on.
fn url(post: pages::Post, params: &LookupParams, enterprise: Option<&str>, cursor: &str) -> String {
    let said = |value: &Option<String>| shared::repeated(value.as_deref());
    let enterprise = enterprise.map_or_else(|| said(&params.enterprise), str::to_owned);
    let parameters = [
        ("name", &*said(&params.name)),
        ("registration_number", &*said(&params.registration_number)),
        ("enterprise", &*enterprise),
        ("limit", &*said(&params.limit)),
        ("cursor", cursor),
    ];
    address(post.nav().url(), &parameters)
}

fn card(manager: &ManagerView, as_of: Option<DateTime<Utc>>, post: pages::Post, today: NaiveDate) -> ManagerCard {
    let held = match post {
        pages::Post::ProjectManager => "项目经理",
        pages::Post::ChiefSupervisor => "总监理工程师",
    };
    ManagerCard {
        name: manager.name.clone(),
        url: format!("/people/{}", manager.id),
        masked_id: manager.id_number_masked.clone(),
        enterprise: manager.enterprise.as_ref().map(shared::enterprise),
        registrations: manager.registrations.iter().map(|row| registration(row, today)).collect(),
        demerit_points: manager.demerit_points.and_then(|points| points.try_into().ok()),
        verdict: shared::verdict(manager, as_of),
        active: manager
            .active_projects
            .iter()
            .map(|project| ActiveProject {
                project: Link::new(&project.project_name, format!("/projects/{}", project.project_id)),
                post: held.to_owned(),
                record_kind: project.record_kind_label.clone().unwrap_or_default(),
                record_number: project.record_number.clone().unwrap_or_default(),
                since: project.since,
                since_record: since_record(project),
                note: note(project),
                level: project.data_level.as_str().to_owned(),
            })
            .collect(),
    }
}

/// What does not release, though somebody may take it to.
fn note(project: &view::ActiveProject) -> Option<String> {
    let stopped = project.unsettled_stop_since.map(|on| format!("自 {on} 停工，停工原因责任未登记"));
    let ended = project.unverified_end.map(|on| format!("企业自报于 {on} 离任，未经审核"));
    let notes: Vec<String> = [stopped, ended].into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join("；"))
}

/// The record that shows the first day, unless it is the one that names the person.
fn since_record(project: &view::ActiveProject) -> Option<String> {
    let since = (project.since_record_kind_label.as_ref()?, project.since_record_number.as_ref());
    let named = (project.record_kind_label.as_ref(), project.record_number.as_ref());
    let (kind, number) = since;
    (named != (Some(kind), number)).then(|| format!("{kind} {}", number.map_or("", String::as_str)))
}

fn registration(row: &RegistrationView, today: NaiveDate) -> RegistrationLine {
    RegistrationLine {
        title: row.title.clone(),
        number: row.registration_number.clone().or_else(|| row.certificate_number.clone()).unwrap_or_default(),
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

fn why_not(page: &ManagerLookup, params: &LookupParams, answer: &LookupAnswer, counts: Counts) -> WhyNot {
    let conditions = [
        shared::condition("姓名为", &page.query.name),
        shared::condition("注册编号为", &page.query.registration_number),
        shared::condition("所在企业为", &page.query.enterprise),
    ];
    let asked = [("人员库", counts.people), ("项目库", counts.projects)];
    let enterprises = answer.near_enterprises.iter().map(|near| enterprise(page.post, params, near));
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: asked.map(|(registry, records)| shared::asked(registry, records, answer.as_of)).into(),
        near: answer.near.iter().map(person).chain(enterprises).collect(),
    }
}

/// Somebody on file, with what tells them from others of the name.
fn person(near: &NearName) -> NearMatch {
    let enterprise = near.enterprise.as_ref().map(|enterprise| enterprise.name.clone());
    let told: Vec<String> = [near.id_number_masked.clone(), enterprise].into_iter().flatten().collect();
    let told = if told.is_empty() { String::new() } else { format!("（{}）", told.join("，")) };
    NearMatch {
        label: format!("{}{told}", near.name),
        url: format!("/people/{}", near.id),
        reason: near.reason.clone(),
    }
}

/// An enterprise that may be meant: leads to the same look-up with it.
fn enterprise(post: pages::Post, params: &LookupParams, near: &EnterpriseCandidate) -> NearMatch {
    let region = near.region.as_ref().map(shared::region);
    let told: Vec<String> = [near.credit_code.clone(), region].into_iter().flatten().collect();
    NearMatch {
        label: near.name.clone(),
        url: url(post, params, Some(near.credit_code.as_ref().unwrap_or(&near.id)), ""),
        reason: told.join("，"),
    }
}
