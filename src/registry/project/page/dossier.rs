//! The page of one project.

use chrono::NaiveDate;

use super::{facts, tables};
use crate::db::Conn;
use crate::error::Result;
use crate::registry::credit;
use crate::registry::credit::view::CreditRecordView;
use crate::registry::history::{self, Event};
use crate::registry::lock;
use crate::registry::lock::view::ManagerLockView;
use crate::registry::page::{self as shared, credit_row, locks, posts};
use crate::registry::project::service;
use crate::registry::project::view::{EngagementView, ParticipantView, ProjectDetail, StageView, TenderSectionView};
use crate::vault::Vault;
use crate::web::address::address;
use crate::web::format::{date, square_metres, ten_thousand_yuan};
use crate::web::pages::ProjectPage;
use crate::web::parts::{Crumb, Mention, TimelineEntry, TimelineWhen};
use crate::web::{Layout, NavItem, Site};

/// Most posts that the page of the project itself shows.
const PEOPLE: usize = 50;

/// Everything the registries say about one project.
pub(super) struct Dossier {
    detail: ProjectDetail,
    stages: Vec<StageView>,
    sections: Vec<TenderSectionView>,
    participants: Vec<ParticipantView>,
    people: Vec<Vec<EngagementView>>,
    people_total: i64,
    locks: Vec<ManagerLockView>,
    credit: Vec<CreditRecordView>,
    history: Vec<Event>,
}

impl Dossier {
    /// Reads it; the key is a public id or any number that only one project has.
    pub(super) fn load(conn: &mut Conn, vault: &Vault, key: &str, today: NaiveDate) -> Result<Self> {
        let head = service::id_of(conn, key)?;
        let detail = service::detail(conn, key)?;
        let id = detail.summary.id.as_str();
        let (people, people_total) = service::posts(conn, id, today, None, PEOPLE)?;
        Ok(Self {
            stages: service::stages(conn, id)?,
            sections: service::tender_sections(conn, id)?,
            participants: service::participants(conn, id)?,
            people: people.items,
            people_total,
            locks: lock::service::of_project(conn, head, today)?,
            credit: credit::service::of_project(conn, head, today)?,
            history: history::latest(conn, vault, head.0)?,
            detail,
        })
    }

    /// The page of it.
    pub(super) fn page(&self, site: &Site, today: NaiveDate) -> ProjectPage {
        let detail = &self.detail;
        let summary = &detail.summary;
        ProjectPage {
            layout: layout(site, detail),
            name: summary.name.clone(),
            state: shared::stage_state(summary.stage),
            level: detail.provenance.data_level.as_str().to_owned(),
            number: summary.national_number.clone(),
            owner: summary.owner.as_ref().map(shared::named_enterprise),
            facts: facts::of(detail),
            investment: summary.investment_fen,
            area: summary.area_dm2,
            days: facts::days(detail),
            stages: self.stages.iter().rev().map(|row| stage(row, &summary.name)).collect(),
            participants: tables::participants(&self.participants),
            people: posts::lines(self.people.iter().flatten().map(person), today),
            people_total: self.people_total.try_into().unwrap_or_default(),
            people_url: format!("/projects/{}/people", summary.id),
            locks: self.locks.iter().map(locks::line).collect(),
            lock_url: address("/manager-locks", &[("project", &summary.id)]),
            tables: tables::of(detail, &self.sections),
            credit: self.credit.iter().map(credit_row).collect(),
            history: shared::timeline(&self.history),
            findings: None,
        }
    }
}

fn layout(site: &Site, detail: &ProjectDetail) -> Layout {
    let name = &detail.summary.name;
    let nav = NavItem::Projects;
    Layout {
        nav: Some(nav),
        breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to(nav.label(), nav.url()), Crumb::here(name)],
        as_of: detail.as_of,
        json_url: Some(format!("/api/v1/projects/{}", detail.summary.id)),
        ..Layout::new(site, name)
    }
}

/// A stage record; its works are named only where they are not called as the project is.
fn stage(row: &StageView, project: &str) -> TimelineEntry {
    let parties = row.parties.iter().map(|party| format!("{} {}", party.role.label(), party.enterprise.name));
    let dates = row.dates.iter().map(|day| format!("{} {}", day.what, date(day.on)));
    let amounts = [
        row.amount_fen.map(|fen| format!("金额 {} 万元", ten_thousand_yuan(fen))),
        row.area_dm2.map(|area| format!("面积 {} m²", square_metres(area))),
        row.permit_numbers.as_ref().map(|numbers| format!("施工许可证 {numbers}")),
        (!row.other_numbers.is_empty()).then(|| format!("其他编号 {}", row.other_numbers.join("、"))),
        row.state.map(|state| format!("状态 {}", state.label())),
    ];
    let details: Vec<String> = row
        .name
        .iter()
        .filter(|name| *name != project)
        .cloned()
        .chain(parties)
        .chain(dates)
        .chain(amounts.into_iter().flatten())
        .collect();
    let source = shared::source(&row.provenance);
    let level = row.provenance.data_level;
    TimelineEntry {
        when: row.on.map_or(TimelineWhen::Unknown, TimelineWhen::Day),
        title: format!("{} {}", row.kind.label(), row.number),
        details,
        source: Some(match &row.authority {
            Some(authority) => format!("{authority}；{source}，数据等级 {}", level.as_str()),
            None => format!("{source}，数据等级 {}", level.as_str()),
        }),
    }
}

pub(super) fn person(row: &EngagementView) -> (&EngagementView, Mention) {
    (row, shared::named_person(&row.person_name, row.person_id.as_deref()))
}
