//! The personnel registry as pages.

mod dossier;

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::PersonParams;
use super::service::{self, Found, Search};
use super::view::{PersonSummary, RegistrationView};
use crate::error::{Error, FieldError, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview;
use crate::registry::page as shared;
use crate::web::address::address;
use crate::web::pages::{PeopleList, PeopleQuery, PersonRow, RegistrationBrief};
use crate::web::parts::{Link, Pager, WhyNot};
use crate::web::render;
use dossier::Dossier;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/people").get(people)).service(web::resource("/people/{key}").get(person));
}

/// What the form submits.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ListParams {
    name: String,
    registration_number: String,
    certificate: String,
    enterprise: String,
    cursor: String,
}

impl ListParams {
    fn is_empty(&self) -> bool {
        [&self.name, &self.registration_number, &self.certificate, &self.enterprise]
            .into_iter()
            .all(|value| chosen(Some(value)).is_none())
    }

    fn search(&self) -> Result<Search> {
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        let params = PersonParams {
            name: said(&self.name),
            registration_number: said(&self.registration_number),
            certificate: said(&self.certificate),
            enterprise: said(&self.enterprise),
            cursor: said(&self.cursor),
            ..PersonParams::default()
        };
        params.search().map(|search| Search { count: true, ..search })
    }

    fn query(&self) -> PeopleQuery {
        PeopleQuery {
            name: shared::repeated(Some(&self.name)),
            registration_number: shared::repeated(Some(&self.registration_number)),
            certificate: shared::repeated(Some(&self.certificate)),
            enterprise: shared::repeated(Some(&self.enterprise)),
        }
    }

    fn url(&self, path: &str, cursor: &str) -> String {
        let parameters = [
            ("name", &*self.name),
            ("registration_number", &*self.registration_number),
            ("certificate", &*self.certificate),
            ("enterprise", &*self.enterprise),
            ("cursor", cursor),
        ];
        address(path, &parameters)
    }
}

async fn people(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let mut page = PeopleList::new(&state.settings.site(), params.query());
    if !params.is_empty() {
        match find(&state, &params).await {
            Ok((found, counts)) => fill(&mut page, &params, &found, counts),
            Err(Error::Invalid(errors)) => page.errors = errors,
            Err(error @ Error::NotFound { .. }) => {
                page.errors = vec![FieldError::new("enterprise", error.code().as_str(), error.detail())];
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Html::new(render(&page)?))
}

async fn find(state: &State, params: &ListParams) -> Result<(Found, overview::Counts)> {
    let search = params.search()?;
    let today = state.db.clock().today();
    state.db.read(move |conn| Ok((service::find(conn, &search, today)?, overview::counts(conn)?))).await
}

fn fill(page: &mut PeopleList, params: &ListParams, found: &Found, counts: overview::Counts) {
    page.layout.as_of = found.as_of;
    page.layout.json_url = Some(params.url("/api/v1/people", &params.cursor));
    page.rows = found.page.items.iter().map(list_row).collect();
    page.pager = Pager {
        shown: page.rows.len() as u64,
        total: found.total.and_then(|total| total.try_into().ok()),
        capped: found.capped,
        previous: None,
        next: found.page.next_cursor.as_deref().map(|cursor| params.url("/people", cursor)),
    };
    if page.rows.is_empty() {
        let conditions = [
            shared::condition("姓名含", &page.query.name),
            shared::condition("注册号为", &page.query.registration_number),
            shared::condition("证书编号为", &page.query.certificate),
            shared::condition("所在企业为", &page.query.enterprise),
        ];
        page.why_not = Some(WhyNot {
            conditions: conditions.into_iter().flatten().collect(),
            asked: shared::asked("人员库", counts.people, found.as_of).into_iter().collect(),
            near: Vec::new(),
        });
    }
}

fn list_row(person: &PersonSummary) -> PersonRow {
    PersonRow {
        person: Link::new(&person.name, format!("/people/{}", person.id)),
        masked_id: person.id_number_masked.clone(),
        registrations: person.registrations.iter().map(brief).collect(),
    }
}

fn brief(row: &RegistrationView) -> RegistrationBrief {
    RegistrationBrief {
        title: row.title.clone(),
        number: row.registration_number.clone().or_else(|| row.certificate_number.clone()),
        enterprise: row.enterprise.as_ref().map(shared::enterprise),
        state: shared::validity(row.state, row.in_force),
    }
}

async fn person(state: State, Key(key): Key) -> Result<Html> {
    let today = state.db.clock().today();
    let dossier = state.db.read(move |conn| Dossier::load(conn, &key, today)).await?;
    Ok(Html::new(render(&dossier.page(&state.settings.site(), today))?))
}
