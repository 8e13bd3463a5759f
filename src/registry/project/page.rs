//! The project registry as pages.

mod dossier;

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::ProjectParams;
use super::service::{self, Found, Search};
use super::view::ProjectSummary;
use crate::domain::standard::region;
use crate::domain::vocabulary::project::{ProjectStage, ProjectType};
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::page as shared;
use crate::registry::{overview, personnel};
use crate::web::address::address;
use crate::web::pages::{ProjectList, ProjectListFilters, ProjectRow};
use crate::web::parts::{Choice, Link, Pager, RegionSelect, WhyNot};
use crate::web::render;
use dossier::Dossier;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/projects").get(projects)).service(web::resource("/projects/{key}").get(project));
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
            text: self.q.trim().to_owned(),
            region: RegionSelect::of(&self.province, &self.city, &self.county),
            stages: Choice::among("全部进展", stages, &self.stage),
            types: Choice::among("全部分类", types, &self.project_type),
            owner: self.owner.trim().to_owned(),
        }
    }

    fn restrictions(&self) -> [(&str, &str); 4] {
        [("q", &self.q), ("stage", &self.stage), ("type", &self.project_type), ("owner", &self.owner)]
    }

    fn url(&self, cursor: &str) -> String {
        let region = [("province", &*self.province), ("city", &*self.city), ("county", &*self.county)];
        address("/projects", &[&self.restrictions()[..], &region, &[("cursor", cursor)]].concat())
    }

    fn json_url(&self) -> String {
        let page = [("region", self.region()), ("cursor", &*self.cursor)];
        address("/api/v1/projects", &[&self.restrictions()[..], &page].concat())
    }
}

async fn projects(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let search = params.search()?;
    let (found, counts) = state
        .db
        .read(move |conn| {
            let found = service::find(conn, &search)?;
            let counts = if found.page.items.is_empty() { Some(overview::counts(conn)?) } else { None };
            Ok((found, counts))
        })
        .await?;
    let mut page = ProjectList::new(&state.settings.site(), params.filters());
    page.layout.as_of = found.as_of;
    page.layout.json_url = Some(params.json_url());
    page.rows = found.page.items.iter().map(list_row).collect();
    page.pager = Pager {
        shown: page.rows.len() as u64,
        total: found.total.and_then(|total| total.try_into().ok()),
        capped: found.capped,
        previous: None,
        next: found.page.next_cursor.as_deref().map(|cursor| params.url(cursor)),
    };
    page.why_not = counts.map(|counts| why_not(&params, &found, counts));
    Ok(Html::new(render(&page)?))
}

fn why_not(params: &ListParams, found: &Found, counts: overview::Counts) -> WhyNot {
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
        asked: shared::asked("项目库", counts.projects, found.as_of).into_iter().collect(),
        near: Vec::new(),
    }
}

fn list_row(project: &ProjectSummary) -> ProjectRow {
    ProjectRow {
        project: Link::new(&project.name, format!("/projects/{}", project.id)),
        number: project.national_number.clone(),
        region: project.region.as_ref().map(shared::region),
        owner: project.owner.as_ref().map(shared::named_enterprise),
        state: shared::stage_state(project.stage),
    }
}

async fn project(state: State, Key(key): Key) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let vault = state.vault.clone();
    let dossier = state.db.read(move |conn| Dossier::load(conn, &vault, &key)).await?;
    Ok(Html::new(render(&dossier.page(&state.settings.site(), today))?))
}
