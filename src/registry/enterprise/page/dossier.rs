//! The page of one enterprise.

use chrono::NaiveDate;

use super::state_tag;
use super::tables;
use crate::db::Conn;
use crate::db::keyset::PAGE_ROWS;
use crate::domain::vocabulary::enterprise::EnterpriseAliasKind;
use crate::error::Result;
use crate::registry::credit::view::CreditRecordView;
use crate::registry::enterprise::service;
use crate::registry::enterprise::view::{
    EnterpriseDetail, EnterpriseParticularsView, QualificationView, SafetyPermitView,
};
use crate::registry::history::{self, Event};
use crate::registry::page as shared;
use crate::registry::personnel::view::PersonSummary;
use crate::registry::project::participation::ParticipationView;
use crate::registry::{credit, personnel, project};
use crate::vault::Vault;
use crate::web::address::address;
use crate::web::pages::{EnterprisePage, PermitLine, PersonLine, ProjectLine, QualificationLine};
use crate::web::parts::{Crumb, Link, Mention};
use crate::web::{Layout, NavItem, Site};

/// Everything the registries say about one enterprise.
pub(super) struct Dossier {
    detail: EnterpriseDetail,
    people: personnel::service::Found,
    projects: Vec<ParticipationView>,
    projects_total: i64,
    credit: Vec<CreditRecordView>,
    history: Vec<Event>,
}

impl Dossier {
    /// Reads it; the key is a public id or a code.
    pub(super) fn load(conn: &mut Conn, vault: &Vault, key: &str, today: NaiveDate) -> Result<Self> {
        let detail = service::detail(conn, key, today)?;
        let id = detail.summary.id.clone();
        let people = personnel::service::Search {
            enterprise: Some(id.clone()),
            rows: PAGE_ROWS,
            count: true,
            ..Default::default()
        };
        let head = service::id_of(conn, &id)?;
        Ok(Self {
            people: personnel::service::find(conn, &people, today)?,
            projects: project::participation::of_enterprise(conn, &id, None, PAGE_ROWS)?.items,
            projects_total: project::participation::count_of_enterprise(conn, &id)?,
            credit: credit::service::of_enterprise(conn, &id, today)?.page.items,
            history: history::latest(conn, vault, head.0)?,
            detail,
        })
    }

    /// The page of it.
    pub(super) fn page(&self, site: &Site, today: NaiveDate) -> EnterprisePage {
        let detail = &self.detail;
        let summary = &detail.summary;
        let particulars = &detail.particulars;
        let code = summary.credit_code.clone().or_else(|| summary.organisation_code.clone());
        let former = detail.aliases.iter().filter(|alias| alias.kind == EnterpriseAliasKind::Name);
        let kinds: Vec<&str> = detail.kinds.iter().map(|kind| kind.label()).collect();
        EnterprisePage {
            layout: layout(site, detail),
            name: summary.name.clone(),
            code: code.clone(),
            state: state_tag(summary.state),
            level: detail.provenance.data_level.as_str().to_owned(),
            source: Some(shared::source(&detail.provenance)),
            kind: (!kinds.is_empty()).then(|| kinds.join("、")),
            region: summary.region.as_ref().map(shared::region),
            legal_representative: detail.legal_representative.as_ref().map(|name| {
                let id = particulars.legal_representative_id.as_ref();
                Mention::new(name, id.map(|id| format!("/people/{id}")))
            }),
            legal_representative_duty: particulars.legal_representative_duty.clone(),
            registered_capital: particulars.registered_capital_fen,
            capital_currency: particulars.capital_currency.clone().filter(|currency| currency != "人民币"),
            founded_on: summary.established_on,
            address: particulars.registered_address.clone(),
            facts: facts(particulars),
            former_names: former.map(|alias| alias.value.clone()).collect(),
            qualifications: detail.qualification_items.iter().map(|row| qualification(row, today)).collect(),
            permits: detail.safety_permits.iter().map(|row| permit(row, today)).collect(),
            tables: tables::of(detail),
            people: self.people.page.items.iter().flat_map(|person| people(person, &summary.id, today)).collect(),
            people_total: self.people.total.and_then(|total| total.try_into().ok()).unwrap_or_default(),
            // A code says more in the form than an id, which nobody has seen.
            people_url: address("/people", &[("enterprise", code.as_deref().unwrap_or(&summary.id))]),
            projects: self.projects.iter().map(participation).collect(),
            projects_total: self.projects_total.try_into().unwrap_or_default(),
            projects_url: format!("/enterprises/{}/projects", summary.id),
            credit: self.credit.iter().map(shared::credit_line).collect(),
            history: shared::timeline(&self.history),
            findings: None,
        }
    }
}

fn layout(site: &Site, detail: &EnterpriseDetail) -> Layout {
    let name = &detail.summary.name;
    let nav = NavItem::Enterprises;
    Layout {
        nav: Some(nav),
        breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to(nav.label(), nav.url()), Crumb::here(name)],
        as_of: detail.as_of,
        json_url: Some(format!("/api/v1/enterprises/{}", detail.summary.id)),
        ..Layout::new(site, name)
    }
}

/// What is said only where it is recorded.
fn facts(row: &EnterpriseParticularsView) -> Vec<(&'static str, String)> {
    let facts = [
        ("经营地址", &row.business_address),
        ("邮政编码", &row.postcode),
        ("登记注册类型", &row.economic_type),
        ("营业执照注册号", &row.licence_number),
        ("技术负责人", &row.technical_leader),
        ("联系电话", &row.phone),
        ("电子邮箱", &row.email),
        ("企业网址", &row.website),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value.clone()?))).collect()
}

fn qualification(row: &QualificationView, today: NaiveDate) -> QualificationLine {
    QualificationLine {
        title: row.title.clone(),
        certificate: row.certificate_number.clone(),
        authority: row.authority.clone(),
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

fn permit(row: &SafetyPermitView, today: NaiveDate) -> PermitLine {
    PermitLine {
        number: row.number.clone(),
        authority: row.authority.clone(),
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

/// One line for each registration at this enterprise; one without for who has a certificate only.
fn people(person: &PersonSummary, enterprise: &str, today: NaiveDate) -> Vec<PersonLine> {
    let bare = || PersonLine {
        person: Link::new(&person.name, format!("/people/{}", person.id)),
        masked_id: person.id_number_masked.clone(),
        registration: None,
        number: None,
        valid_until: None,
        state: None,
    };
    let here = person.registrations.iter().filter(|registration| {
        registration.enterprise.as_ref().is_some_and(|link| link.id.as_deref() == Some(enterprise))
    });
    let lines: Vec<PersonLine> = here
        .map(|registration| PersonLine {
            registration: Some(registration.title.clone()),
            number: registration.registration_number.clone().or_else(|| registration.certificate_number.clone()),
            valid_until: registration.valid_until,
            state: Some(shared::certificate_state(registration.state, registration.valid_until, today)),
            ..bare()
        })
        .collect();
    if lines.is_empty() { vec![bare()] } else { lines }
}

pub(super) fn participation(part: &ParticipationView) -> ProjectLine {
    ProjectLine {
        project: Link::new(&part.project.name, format!("/projects/{}", part.project.id)),
        role: part.role.label().to_owned(),
        investment: part.project.investment_fen,
        area: part.project.area_dm2,
        state: shared::stage_state(part.project.stage),
    }
}
