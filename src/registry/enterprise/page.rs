//! The enterprise registry as pages.

mod dossier;
mod projects;
mod tables;

use std::sync::Arc;

use actix_web::web::{self, Html};
use chrono::NaiveDate;
use serde::Deserialize;

use super::api::EnterpriseParams;
use super::service::{self, Search};
use super::view::EnterpriseSummary;
use crate::access::guard::Looker;
use crate::crosscheck::finding;
use crate::crosscheck::finding::store::Filter;
use crate::db::Conn;
use crate::domain::standard::qualification::offered;
use crate::domain::standard::region;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::overview::Counts;
use crate::registry::page::{self as shared, near};
use crate::registry::{likeness, personnel};
use crate::web::address::address;
use crate::web::pages::{EnterpriseList, EnterpriseListFilters, EnterprisePage, EnterpriseRow};
use crate::web::parts::{Choice, ChoiceGroup, GroupedChoices, Link, NearMatch, Pager, RegionSelect, StateTag, WhyNot};
use crate::web::render;
use dossier::Dossier;
use projects::Projects;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/enterprises").get(enterprises))
        .service(web::resource("/enterprises/{key}").get(enterprise))
        .service(web::resource("/enterprises/{key}/projects").get(enterprise_projects));
}

/// What the form of the list submits.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ListParams {
    q: String,
    province: String,
    city: String,
    county: String,
    category: String,
    class: String,
    sort: String,
    cursor: String,
}

impl ListParams {
    fn region(&self) -> &str {
        RegionSelect::narrowest(&self.province, &self.city, &self.county).unwrap_or_default()
    }

    fn search(&self) -> Result<Search> {
        personnel::service::without_number("q", &self.q)?;
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        let params = EnterpriseParams {
            q: said(&self.q),
            region: said(self.region()),
            category: said(&self.category),
            class: said(&self.class),
            sort: said(&self.sort),
            cursor: said(&self.cursor),
            ..EnterpriseParams::default()
        };
        // Words are counted anyway; to count without words would read the whole list.
        params.search().map(|search| Search { count: search.words.is_some(), ..search })
    }

    fn filters(&self) -> EnterpriseListFilters {
        let classes = offered::CLASSES.iter().map(|class| (class.as_str(), class.as_str()));
        EnterpriseListFilters {
            text: shared::repeated(Some(&self.q)),
            region: RegionSelect::of(&self.province, &self.city, &self.county),
            categories: categories(&self.category),
            classes: Choice::among("全部等级", classes, &self.class),
            sort: self.sort.clone(),
        }
    }

    fn url(&self, sort: &str, cursor: &str) -> String {
        let region = [("province", &*self.province), ("city", &*self.city), ("county", &*self.county)];
        let qualification = [("category", &*self.category), ("class", &*self.class)];
        let place = [("sort", sort), ("cursor", cursor)];
        address("/enterprises", &[&[("q", &*self.q)], &region[..], &qualification, &place].concat())
    }

    fn json_url(&self) -> String {
        let parameters = [
            ("q", &*self.q),
            ("region", self.region()),
            ("category", &*self.category),
            ("class", &*self.class),
            ("sort", &*self.sort),
            ("cursor", &*self.cursor),
        ];
        address("/api/v1/enterprises", &parameters)
    }
}

/// The categories under the sequences that have them. One that several have stands once, under all their names: it finds
/// the holders of any.
fn categories(chosen: &str) -> GroupedChoices {
    let mut groups: Vec<ChoiceGroup> = Vec::new();
    for sequence in &*offered::SEQUENCES {
        for category in &sequence.categories {
            let having = offered::SEQUENCES.iter().filter(|other| other.categories.contains(category));
            let having: Vec<&str> = having.map(|other| other.sequence.as_str()).collect();
            if having.first() != Some(&sequence.sequence.as_str()) {
                continue;
            }
            let label = having.join("、");
            let choice = Choice::new(category, category, category == chosen);
            match groups.iter_mut().find(|group| group.label == label) {
                Some(group) => group.choices.push(choice),
                None => groups.push(ChoiceGroup { label, choices: vec![choice] }),
            }
        }
    }
    GroupedChoices::among("全部类别", groups, chosen)
}

async fn enterprises(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let mut page = EnterpriseList::new(&state.site(), params.filters());
    match params.search() {
        Ok(search) => fill(&state, &params, search, &mut page).await?,
        Err(Error::Invalid(errors)) => page.errors = errors,
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&page)?))
}

async fn fill(state: &State, params: &ListParams, search: Search, page: &mut EnterpriseList) -> Result<()> {
    let (overview, today) = (Arc::clone(&state.overview), state.db.clock().today());
    let found = state.db.read(move |conn| {
        let found = service::find(conn, &search, today)?;
        let missed = found.page.items.is_empty();
        let missed = missed.then(|| Ok::<_, Error>((overview.counts(conn, today)?, near(conn, &search, today)?)));
        Ok((found, missed.transpose()?))
    });
    let (found, missed) = found.await?;
    page.layout.as_of = found.as_of;
    page.layout.json_url = Some(params.json_url());
    page.columns = EnterpriseList::columns(shared::order(&params.sort, &params.q), |sort| params.url(sort, ""));
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

/// Who has the words, but not the rest of what was asked; where nobody has them, who has a name like them.
fn near(conn: &mut Conn, asked: &Search, today: NaiveDate) -> Result<Vec<NearMatch>> {
    let Some(words) = &asked.words else { return Ok(Vec::new()) };
    let wider = Search { words: Some(words.clone()), rows: likeness::NEAR, ..Search::default() };
    let otherwise = service::find(conn, &wider, today)?.page.items;
    if !otherwise.is_empty() {
        return Ok(near::enterprises(&otherwise, near::OTHERWISE, near::enterprise_url));
    }
    Ok(near::enterprises(&service::near(conn, words, today)?, near::LIKE, near::enterprise_url))
}

fn why_not(params: &ListParams, counts: Counts, near: Vec<NearMatch>) -> WhyNot {
    let region = region::path(params.region()).unwrap_or_default();
    let conditions = [
        shared::condition("名称或代码含", params.q.trim()),
        shared::condition("地区为", &region),
        shared::condition("资质类别为", &params.category),
        shared::condition("资质等级为", &params.class),
    ];
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: vec![shared::asked("企业库", counts.enterprises, counts.as_of)],
        near,
    }
}

fn list_row(enterprise: &EnterpriseSummary) -> EnterpriseRow {
    EnterpriseRow {
        enterprise: Link::new(&enterprise.name, format!("/enterprises/{}", enterprise.id)),
        code: enterprise.credit_code.clone().or_else(|| enterprise.organisation_code.clone()),
        region: enterprise.region.as_ref().map(shared::region),
        founded_on: enterprise.established_on,
        qualifications: enterprise.qualifications.clone(),
        state: state_tag(enterprise.state),
    }
}

fn state_tag(state: EnterpriseState) -> StateTag {
    let label = state.label().to_owned();
    match state {
        EnterpriseState::Active => StateTag::Good(label),
        EnterpriseState::Mentioned => StateTag::Plain(label),
        EnterpriseState::Revoked | EnterpriseState::Deregistered => StateTag::Bad(label),
    }
}

async fn enterprise(state: State, Looker(looker): Looker, Key(key): Key) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let vault = state.vault.clone();
    let read = move |conn: &mut Conn| {
        let dossier = Dossier::load(conn, &vault, &key, today)?;
        let filter = Filter { enterprise: Some(service::id_of(conn, &key)?), ..Filter::default() };
        let all = address("/findings", &[("enterprise", &key)]);
        let standing = format!("/enterprises/{key}/standing");
        Ok((dossier, finding::page::section(conn, looker.as_ref(), filter, all, Some((standing, "资质余量")))?))
    };
    let (dossier, findings) = state.db.read(read).await?;
    Ok(Html::new(render(&EnterprisePage { findings, ..dossier.page(&state.site(), today) })?))
}

/// What the pages of an enterprise's projects are asked for.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ProjectsParams {
    cursor: String,
}

async fn enterprise_projects(state: State, Key(key): Key, Query(params): Query<ProjectsParams>) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let cursor = chosen(Some(&params.cursor)).map(str::to_owned);
    let projects = state.db.read(move |conn| Projects::load(conn, &key, cursor.as_deref(), today)).await?;
    Ok(Html::new(render(&projects.page(&state.site()))?))
}
