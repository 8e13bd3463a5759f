//! The project registry as pages.

mod dossier;
mod facts;
mod people;
mod tables;

use std::sync::Arc;

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::ProjectParams;
use super::service::{self, Search};
use super::view::ProjectSummary;
use crate::access::guard::Looker;
use crate::crosscheck::finding;
use crate::crosscheck::finding::store::Filter;
use crate::db::Conn;
use crate::domain::standard::region;
use crate::domain::vocabulary::project::{ProjectStage, ProjectType};
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview::Counts;
use crate::registry::page::{self as shared, near};
use crate::registry::{likeness, personnel};
use crate::web::address::address;
use crate::web::pages::{ProjectList, ProjectListFilters, ProjectPage, ProjectRow};
use crate::web::parts::{Choice, Link, NearMatch, Pager, RegionSelect, WhyNot};
use crate::web::render;
use dossier::Dossier;
use people::People;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/projects").get(projects))
        .service(web::resource("/projects/{key}").get(project))
        .service(web::resource("/projects/{key}/people").get(project_people));
}

/// What the form of the list submits.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ListParams {
    q: String,
    province: String,
    city: String,
    county: String,
    stage: String,
    #[serde(rename = "type")]
    project_type: String,
    owner: String,
    sort: String,
    cursor: String,
}

impl ListParams {
    fn region(&self) -> &str {
        RegionSelect::narrowest(&self.province, &self.city, &self.county).unwrap_or_default()
    }

    fn search(&self) -> Result<Search> {
        personnel::service::without_number("q", &self.q)?;
        personnel::service::without_number("owner", &self.owner)?;
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        let params = ProjectParams {
            q: said(&self.q),
            region: said(self.region()),
            stage: said(&self.stage),
            owner: said(&self.owner),
            project_type: said(&self.project_type),
            sort: said(&self.sort),
            cursor: said(&self.cursor),
            ..ProjectParams::default()
        };
        // Words are counted anyway; to count without words would read the whole list.
        params.search().map(|search| Search { count: search.words.is_some(), ..search })
    }

    fn filters(&self) -> ProjectListFilters {
        let stages = ProjectStage::ALL.iter().map(|stage| (stage.as_str(), stage.label()));
        let types = ProjectType::ALL.iter().map(|kind| (kind.as_str(), kind.label()));
        ProjectListFilters {
            text: shared::repeated(Some(&self.q)),
            region: RegionSelect::of(&self.province, &self.city, &self.county),
            stages: Choice::among("全部进展", stages, &self.stage),
            types: Choice::among("全部分类", types, &self.project_type),
            owner: shared::repeated(Some(&self.owner)),
            sort: self.sort.clone(),
        }
    }

    fn restrictions(&self) -> [(&str, &str); 4] {
        [("q", &self.q), ("stage", &self.stage), ("type", &self.project_type), ("owner", &self.owner)]
    }

    fn url(&self, sort: &str, cursor: &str) -> String {
        let region = [("province", &*self.province), ("city", &*self.city), ("county", &*self.county)];
        address("/projects", &[&self.restrictions()[..], &region, &[("sort", sort), ("cursor", cursor)]].concat())
    }

    fn json_url(&self) -> String {
        let page = [("region", self.region()), ("sort", &*self.sort), ("cursor", &*self.cursor)];
        address("/api/v1/projects", &[&self.restrictions()[..], &page].concat())
    }
}

async fn projects(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let mut page = ProjectList::new(&state.site(), params.filters());
    match params.search() {
        Ok(search) => fill(&state, &params, search, &mut page).await?,
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

async fn fill(state: &State, params: &ListParams, search: Search, page: &mut ProjectList) -> Result<()> {
    let (overview, today) = (Arc::clone(&state.overview), state.db.clock().today());
    let found = state.db.read(move |conn| {
        let found = service::find(conn, &search)?;
        let missed = found.page.items.is_empty();
        let missed = missed.then(|| Ok::<_, Error>((overview.counts(conn, today)?, near(conn, &search)?)));
        Ok((found, missed.transpose()?))
    });
    let (found, missed) = found.await?;
    page.layout.as_of = found.as_of;
    page.layout.json_url = Some(params.json_url());
    page.columns = ProjectList::columns(shared::order(&params.sort, &params.q), |sort| params.url(sort, ""));
    page.rows = found.page.items.iter().map(list_row).collect();
    page.pager = Pager {
        shown: page.rows.len() as u64,
        total: found.total.and_then(|total| total.try_into().ok()),
        capped: found.capped,
        previous: None,
        next: found.page.next_cursor.as_deref().map(|cursor| params.url(&params.sort, cursor)),
    };
    page.why_not = missed.map(|(counts, near)| why_not(params, counts, near));
    Ok(())
}

/// What has the words, but not the rest of what was asked; where nothing has them, what has a name like them.
fn near(conn: &mut Conn, asked: &Search) -> Result<Vec<NearMatch>> {
    let Some(words) = &asked.words else { return Ok(Vec::new()) };
    let wider = Search { words: Some(words.clone()), rows: likeness::NEAR, ..Search::default() };
    let otherwise = service::find(conn, &wider)?.page.items;
    if !otherwise.is_empty() {
        return Ok(near::projects(&otherwise, near::OTHERWISE));
    }
    Ok(near::projects(&service::near(conn, words)?, near::LIKE))
}

fn why_not(params: &ListParams, counts: Counts, near: Vec<NearMatch>) -> WhyNot {
    let region = region::path(params.region()).unwrap_or_default();
    let label = |stage: ProjectStage| stage.label();
    let stage = params.stage.parse().map(label).unwrap_or_default();
    let project_type = params.project_type.parse().map(ProjectType::label).unwrap_or_default();
    let conditions = [
        shared::condition("名称或编号含", params.q.trim()),
        shared::condition("地区为", &region),
        shared::condition("进展为", stage),
        shared::condition("分类为", project_type),
        shared::condition("建设单位为", params.owner.trim()),
    ];
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: vec![shared::asked("项目库", counts.projects, counts.as_of)],
        near,
    }
}

fn list_row(project: &ProjectSummary) -> ProjectRow {
    ProjectRow {
        project: Link::new(&project.name, format!("/projects/{}", project.id)),
        number: project.national_number.clone(),
        region: project.region.as_ref().map(shared::region),
        owner: project.owner.as_ref().map(shared::named_enterprise),
        investment: project.investment_fen,
        permitted_on: project.permitted_on,
        state: shared::stage_state(project.stage),
    }
}

async fn project(state: State, Looker(looker): Looker, Key(key): Key) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let vault = state.vault.clone();
    let read = move |conn: &mut Conn| {
        let dossier = Dossier::load(conn, &vault, &key, today)?;
        let filter = Filter { project: Some(service::id_of(conn, &key)?), ..Filter::default() };
        let findings = finding::page::section(conn, looker.as_ref(), filter, "/findings".to_owned(), None)?;
        Ok((dossier, findings))
    };
    let (dossier, findings) = state.db.read(read).await?;
    Ok(Html::new(render(&ProjectPage { findings, ..dossier.page(&state.site(), today) })?))
}

/// What the pages of a project's people are asked for.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PeopleParams {
    cursor: String,
}

async fn project_people(state: State, Key(key): Key, Query(params): Query<PeopleParams>) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let cursor = chosen(Some(&params.cursor)).map(str::to_owned);
    let people = state.db.read(move |conn| People::load(conn, &key, cursor.as_deref(), today)).await?;
    Ok(Html::new(render(&people.page(&state.site(), today))?))
}
