//! The page of one person.

use chrono::NaiveDate;

use crate::db::Conn;
use crate::error::Result;
use crate::registry::credit;
use crate::registry::credit::view::CreditRecordView;
use crate::registry::page as shared;
use crate::registry::personnel::service;
use crate::registry::personnel::view::{CertificateView, PersonDetail, RegistrationView, TitleView};
use crate::registry::project::participation::{self, PersonEngagementView};
use crate::web::pages::{EngagementLine, HeldLine, PersonPage};
use crate::web::parts::{Crumb, Mention};
use crate::web::{Layout, NavItem, Site};

/// Everything the registries say about one person.
pub(super) struct Dossier {
    detail: PersonDetail,
    engagements: Vec<PersonEngagementView>,
    credit: Vec<CreditRecordView>,
}

impl Dossier {
    /// Reads it, by public id.
    pub(super) fn load(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            detail: service::detail(conn, key, today)?,
            engagements: participation::of_person(conn, key, today)?,
            credit: credit::service::of_person(conn, key, today)?.page.items,
        })
    }

    /// The page of it.
    pub(super) fn page(&self, site: &Site, today: NaiveDate) -> PersonPage {
        let detail = &self.detail;
        let certificates = detail.safety_certificates.iter().chain(&detail.post_certificates);
        PersonPage {
            layout: layout(site, detail),
            name: detail.summary.name.clone(),
            masked_id: detail.summary.id_number_masked.clone(),
            level: detail.provenance.data_level.as_str().to_owned(),
            source: Some(shared::source(&detail.provenance)),
            titles: detail.titles.iter().map(title).collect(),
            registrations: detail.summary.registrations.iter().map(|row| registration(row, today)).collect(),
            certificates: certificates.map(|row| certificate(row, today)).collect(),
            engagements: self.engagements.iter().map(engagement).collect(),
            credit: self.credit.iter().map(shared::credit_line).collect(),
        }
    }
}

fn layout(site: &Site, detail: &PersonDetail) -> Layout {
    let name = &detail.summary.name;
    let nav = NavItem::People;
    Layout {
        nav: Some(nav),
        breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to(nav.label(), nav.url()), Crumb::here(name)],
        as_of: detail.as_of,
        json_url: Some(format!("/api/v1/people/{}", detail.summary.id)),
        ..Layout::new(site, name)
    }
}

fn title(row: &TitleView) -> String {
    row.field.as_ref().map_or_else(|| row.title.clone(), |field| format!("{}（{field}）", row.title))
}

fn registration(row: &RegistrationView, today: NaiveDate) -> HeldLine {
    HeldLine {
        title: row.title.clone(),
        number: row.registration_number.clone().or_else(|| row.certificate_number.clone()),
        enterprise: row.enterprise.as_ref().map(shared::enterprise),
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

fn certificate(row: &CertificateView, today: NaiveDate) -> HeldLine {
    HeldLine {
        title: row.title.clone(),
        number: Some(row.number.clone()),
        enterprise: row.enterprise.as_ref().map(shared::enterprise),
        valid_until: row.valid_until,
        state: shared::certificate_state(row.state, row.valid_until, today),
    }
}

fn engagement(row: &PersonEngagementView) -> EngagementLine {
    let project = Mention::new(&row.project_name, Some(format!("/projects/{}", row.project_id)));
    shared::engagement(&row.engagement, project, row.is_active)
}
