//! The look-up of active projects as pages.

use actix_web::HttpRequest;
use actix_web::web::{self, Html};
use chrono::{DateTime, NaiveDate, Utc};

use super::api::LookupParams;
use super::service::{self, Post};
use super::view::{LookupAnswer, ManagerView, Verdict};
use crate::error::{Error, Result};
use crate::http::extract::Query;
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview;
use crate::registry::page as shared;
use crate::registry::personnel::view::RegistrationView;
use crate::web::pages::{self, ActiveProject, ManagerCard, ManagerLookup, ManagerQuery, RegistrationLine};
use crate::web::parts::{self, Asked, Link, NearMatch, Tone, WhyNot};
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
    let mut page = ManagerLookup::new(&state.settings.site(), shown, query);
    let is_asked = [&params.name, &params.registration_number, &params.enterprise];
    if is_asked.into_iter().all(|value| chosen(value.as_deref()).is_none()) {
        return Ok(Html::new(render(&page)?));
    }
    let today = state.db.clock().today();
    let answer = match params.asked() {
        Ok(asked) => {
            state
                .db
                .read(move |conn| {
                    let answer = service::look_up(conn, post, &asked, today)?;
                    let counts = overview::counts(conn)?;
                    Ok((answer, counts))
                })
                .await
        }
        Err(error) => Err(error),
    };
    match answer {
        Ok((answer, counts)) => {
            page.layout.json_url = Some(format!("/api/v1{}?{}", request.path(), request.query_string()));
            fill(&mut page, &answer, counts, today);
        }
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(Error::NotFound { what, key }) => {
            let text = Error::NotFound { what, key }.detail();
            page.errors = vec![crate::error::FieldError::new("enterprise", "record.not_found", text)];
        }
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

fn fill(page: &mut ManagerLookup, answer: &LookupAnswer, counts: overview::Counts, today: NaiveDate) {
    let as_of = answer.as_of.unwrap_or_default();
    page.layout.as_of = answer.as_of;
    page.capped = answer.capped;
    page.results = answer.items.iter().map(|manager| card(manager, as_of, page.post, today)).collect();
    if page.results.is_empty() {
        page.why_not = Some(why_not(&page.query, answer, counts, as_of));
    }
}

fn card(manager: &ManagerView, as_of: DateTime<Utc>, post: pages::Post, today: NaiveDate) -> ManagerCard {
    let (tone, word) = match manager.verdict {
        Verdict::Free => (Tone::Free, "无在建项目".to_owned()),
        Verdict::Engaged => (Tone::Busy, format!("在建 {} 项", manager.active_projects.len())),
    };
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
        verdict: parts::Verdict { tone, word, sentence: manager.sentence.clone(), as_of },
        active: manager
            .active_projects
            .iter()
            .map(|project| ActiveProject {
                project: Link::new(&project.project_name, format!("/projects/{}", project.project_id)),
                post: held.to_owned(),
                record_kind: project.record_kind_label.clone().unwrap_or_default(),
                record_number: project.record_number.clone().unwrap_or_default(),
                since: project.since,
                level: project.data_level.as_str().to_owned(),
            })
            .collect(),
    }
}

fn registration(row: &RegistrationView, today: NaiveDate) -> RegistrationLine {
    RegistrationLine {
        title: row.title.clone(),
        number: row.registration_number.clone().or_else(|| row.certificate_number.clone()).unwrap_or_default(),
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

fn why_not(query: &ManagerQuery, answer: &LookupAnswer, counts: overview::Counts, as_of: DateTime<Utc>) -> WhyNot {
    let condition = |label: &str, value: &str| (!value.is_empty()).then(|| format!("{label}为“{value}”"));
    let conditions = [
        condition("姓名", &query.name),
        condition("注册编号", &query.registration_number),
        condition("所在企业", &query.enterprise),
    ];
    let asked = |registry, records: i64| Asked { registry, records: records.try_into().unwrap_or_default(), as_of };
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: vec![asked("人员库", counts.people), asked("项目库", counts.projects)],
        near: answer
            .near
            .iter()
            .map(|near| NearMatch {
                label: near.name.clone(),
                url: format!("/people/{}", near.id),
                reason: "姓名相近".to_owned(),
            })
            .collect(),
    }
}
