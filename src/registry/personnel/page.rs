//! The personnel registry as pages.

mod dossier;

use std::sync::Arc;

use actix_web::web::{self, Html};
use chrono::NaiveDate;
use serde::Deserialize;

use super::api::PersonParams;
use super::service::{self, Found, Search};
use super::view::{PersonSummary, RegistrationView};
use crate::access::guard::Looker;
use crate::crosscheck::finding;
use crate::crosscheck::finding::store::Filter;
use crate::db::Conn;
use crate::error::{Error, FieldError, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview::Counts;
use crate::registry::page::{self as shared, near};
use crate::registry::{enterprise, likeness};
use crate::web::address::address;
use crate::web::pages::{PeopleList, PeopleQuery, PersonPage, PersonRow, RegistrationBrief};
use crate::web::parts::{Asked, Link, NearMatch, Pager, WhyNot};
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
    sort: String,
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
            sort: said(&self.sort),
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
            sort: self.sort.clone(),
        }
    }

    fn url(&self, path: &str, sort: &str, cursor: &str) -> String {
        let parameters = [
            ("name", &*self.name),
            ("registration_number", &*self.registration_number),
            ("certificate", &*self.certificate),
            ("enterprise", &*self.enterprise),
            ("sort", sort),
            ("cursor", cursor),
        ];
        address(path, &parameters)
    }
}

async fn people(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let mut page = PeopleList::new(&state.site(), params.query());
    if !params.is_empty() {
        match params.search() {
            Ok(search) => fill(&state, &params, search, &mut page).await?,
            Err(Error::Invalid(errors)) => page.errors = errors,
            Err(error) => return Err(error),
        }
    }
    Ok(Html::new(render(&page)?))
}

async fn fill(state: &State, params: &ListParams, search: Search, page: &mut PeopleList) -> Result<()> {
    let (overview, today) = (Arc::clone(&state.overview), state.db.clock().today());
    let answer = state.db.read(move |conn| {
        let found = match service::find(conn, &search, today) {
            Ok(found) => found,
            Err(error @ Error::NotFound { .. }) => {
                let near = employers(conn, search.enterprise.as_deref(), today)?;
                return Ok(Answer::NoSuchEnterprise(error, overview.counts(conn, today)?, near));
            }
            Err(error) => return Err(error),
        };
        if found.page.items.is_empty() {
            return Ok(Answer::Nobody(overview.counts(conn, today)?, near(conn, &search, today)?));
        }
        Ok(Answer::Found(found))
    });
    page.layout.json_url = Some(params.url("/api/v1/people", &params.sort, &params.cursor));
    match answer.await? {
        Answer::Found(found) => {
            page.layout.as_of = found.as_of;
            let url = |sort: &str| params.url("/people", sort, "");
            page.columns = PeopleList::columns(shared::order(&params.sort, &params.name), url);
            page.rows = found.page.items.iter().map(list_row).collect();
            page.pager = Pager {
                shown: page.rows.len() as u64,
                total: found.total.and_then(|total| total.try_into().ok()),
                capped: found.capped,
                previous: None,
                next: found.page.next_cursor.as_deref().map(|cursor| params.url("/people", &params.sort, cursor)),
            };
        }
        Answer::Nobody(counts, near) => {
            page.layout.as_of = counts.as_of;
            page.why_not = Some(why_not(&page.query, shared::asked("人员库", counts.people, counts.as_of), near));
        }
        Answer::NoSuchEnterprise(error, counts, near) => {
            page.layout.as_of = counts.as_of;
            page.errors = vec![FieldError::new("enterprise", error.code().as_str(), error.detail())];
            page.why_not = Some(why_not(&page.query, shared::asked("企业库", counts.enterprises, counts.as_of), near));
        }
    }
    Ok(())
}

/// What came of a question.
enum Answer {
    /// Somebody.
    Found(Found),
    /// Nobody, and who comes near.
    Nobody(Counts, Vec<NearMatch>),
    /// The enterprise is not on file; others come near.
    NoSuchEnterprise(Error, Counts, Vec<NearMatch>),
}

/// Who bears the name, but does not fulfil the rest of what was asked; where nobody bears it, who has a name like it.
fn near(conn: &mut Conn, asked: &Search, today: NaiveDate) -> Result<Vec<NearMatch>> {
    let Some(name) = &asked.name else { return Ok(Vec::new()) };
    let wider = Search { name: Some(name.clone()), rows: likeness::NEAR, ..Search::default() };
    let otherwise = service::find(conn, &wider, today)?.page.items;
    if !otherwise.is_empty() {
        return Ok(near::people(&otherwise, near::OTHERWISE));
    }
    Ok(near::people(&service::near(conn, name, today)?, near::LIKE))
}

/// Enterprises whose name is like the one that is not on file, each leading to its people.
fn employers(conn: &mut Conn, written: Option<&str>, today: NaiveDate) -> Result<Vec<NearMatch>> {
    let near = enterprise::service::near(conn, written.unwrap_or_default(), today)?;
    Ok(near::enterprises(&near, near::LIKE, |id| address("/people", &[("enterprise", id)])))
}

fn why_not(query: &PeopleQuery, asked: Asked, near: Vec<NearMatch>) -> WhyNot {
    let conditions = [
        shared::condition("姓名含", &query.name),
        shared::condition("注册号为", &query.registration_number),
        shared::condition("证书编号为", &query.certificate),
        shared::condition("所在企业为", &query.enterprise),
    ];
    WhyNot { conditions: conditions.into_iter().flatten().collect(), asked: vec![asked], near }
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

async fn person(state: State, Looker(looker): Looker, Key(key): Key) -> Result<Html> {
    let today = state.db.clock().today();
    let vault = Arc::clone(&state.vault);
    let read = move |conn: &mut Conn| {
        let dossier = Dossier::load(conn, &vault, &key, today)?;
        let departure = format!("/people/{key}/departure");
        let filter = Filter { person: Some(service::id_of(conn, &key)?), ..Filter::default() };
        let findings = finding::page::section(
            conn,
            looker.as_ref(),
            filter,
            "/findings".to_owned(),
            Some((departure, "如果离开")),
        )?;
        Ok((dossier, findings))
    };
    let (dossier, findings) = state.db.read(read).await?;
    Ok(Html::new(render(&PersonPage { findings, ..dossier.page(&state.site(), today) })?))
}
