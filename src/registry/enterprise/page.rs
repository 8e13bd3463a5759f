//! The enterprise registry as pages.

mod dossier;

use actix_web::web::{self, Html};
use chrono::NaiveDate;
use serde::Deserialize;

use super::api::EnterpriseParams;
use super::service::{self, Found, Search};
use super::view::EnterpriseSummary;
use crate::db::Conn;
use crate::domain::standard::region;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::error::Result;
use crate::http::extract::{Key, Query};
use crate::http::params::chosen;
use crate::http::state::State;
use crate::registry::page as shared;
use crate::registry::{overview, personnel};
use crate::web::address::address;
use crate::web::pages::{EnterpriseList, EnterpriseListFilters, EnterpriseRow};
use crate::web::parts::{Choice, Link, NearMatch, Pager, RegionSelect, StateTag, WhyNot};
use crate::web::render;
use dossier::Dossier;

/// Categories offered: those of general contracting (《建筑业企业资质标准》, 建市〔2014〕159号).
const CATEGORIES: [&str; 12] = [
    "建筑工程",
    "公路工程",
    "铁路工程",
    "港口与航道工程",
    "水利水电工程",
    "电力工程",
    "矿山工程",
    "冶金工程",
    "石油化工工程",
    "市政公用工程",
    "通信工程",
    "机电工程",
];
/// Classes offered.
const CLASSES: [&str; 7] = ["特级", "一级", "二级", "三级", "甲级", "乙级", "丙级"];
/// Most near matches shown.
const NEAR: usize = 5;

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/enterprises").get(enterprises))
        .service(web::resource("/enterprises/{key}").get(enterprise));
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
            cursor: said(&self.cursor),
            ..EnterpriseParams::default()
        };
        // Words are counted anyway; to count without words would read the whole list.
        params.search().map(|search| Search { count: search.words.is_some(), ..search })
    }

    fn filters(&self) -> EnterpriseListFilters {
        let pairs = |values: &[&'static str]| values.iter().map(|value| (*value, *value)).collect::<Vec<_>>();
        EnterpriseListFilters {
            text: self.q.trim().to_owned(),
            region: RegionSelect::of(&self.province, &self.city, &self.county),
            categories: Choice::among("全部类别", pairs(&CATEGORIES), &self.category),
            classes: Choice::among("全部等级", pairs(&CLASSES), &self.class),
        }
    }

    fn url(&self, cursor: &str) -> String {
        let region = [("province", &*self.province), ("city", &*self.city), ("county", &*self.county)];
        let qualification = [("category", &*self.category), ("class", &*self.class)];
        address("/enterprises", &[&[("q", &*self.q)], &region[..], &qualification[..], &[("cursor", cursor)]].concat())
    }

    fn json_url(&self) -> String {
        let parameters = [
            ("q", &*self.q),
            ("region", self.region()),
            ("category", &*self.category),
            ("class", &*self.class),
            ("cursor", &*self.cursor),
        ];
        address("/api/v1/enterprises", &parameters)
    }
}

async fn enterprises(state: State, Query(params): Query<ListParams>) -> Result<Html> {
    let search = params.search()?;
    let today = state.db.clock().today();
    let (found, missed) = state
        .db
        .read(move |conn| {
            let found = service::find(conn, &search, today)?;
            let missed = if found.page.items.is_empty() { Some(missed(conn, &search, today)?) } else { None };
            Ok((found, missed))
        })
        .await?;
    let mut page = EnterpriseList::new(&state.settings.site(), params.filters());
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
    page.why_not = missed.map(|(counts, near)| why_not(&params, &found, counts, &near));
    Ok(Html::new(render(&page)?))
}

/// What the registry holds, and who would match without the restrictions.
fn missed(conn: &mut Conn, search: &Search, today: NaiveDate) -> Result<(overview::Counts, Vec<EnterpriseSummary>)> {
    let wider = Search { words: search.words.clone(), rows: NEAR, ..Search::default() };
    let near = if wider.words.is_some() { service::find(conn, &wider, today)?.page.items } else { Vec::new() };
    Ok((overview::counts(conn)?, near))
}

fn why_not(params: &ListParams, found: &Found, counts: overview::Counts, near: &[EnterpriseSummary]) -> WhyNot {
    let region = region::path(params.region()).unwrap_or_default();
    let conditions = [
        shared::condition("名称或代码含", params.q.trim()),
        shared::condition("地区为", &region),
        shared::condition("资质类别为", &params.category),
        shared::condition("资质等级为", &params.class),
    ];
    let near = near.iter().map(|near| NearMatch {
        label: near.name.clone(),
        url: format!("/enterprises/{}", near.id),
        reason: "名称符合，地区或资质不符合".to_owned(),
    });
    WhyNot {
        conditions: conditions.into_iter().flatten().collect(),
        asked: shared::asked("企业库", counts.enterprises, found.as_of).into_iter().collect(),
        near: near.collect(),
    }
}

fn list_row(enterprise: &EnterpriseSummary) -> EnterpriseRow {
    EnterpriseRow {
        enterprise: Link::new(&enterprise.name, format!("/enterprises/{}", enterprise.id)),
        code: enterprise.credit_code.clone().or_else(|| enterprise.organisation_code.clone()),
        region: enterprise.region.as_ref().map(shared::region),
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

async fn enterprise(state: State, Key(key): Key) -> Result<Html> {
    personnel::service::without_number("key", &key)?;
    let today = state.db.clock().today();
    let vault = state.vault.clone();
    let dossier = state.db.read(move |conn| Dossier::load(conn, &vault, &key, today)).await?;
    Ok(Html::new(render(&dossier.page(&state.settings.site(), today))?))
}
