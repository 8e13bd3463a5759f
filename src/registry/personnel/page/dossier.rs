//! The page of one person.

use chrono::NaiveDate;

use crate::db::Conn;
use crate::error::Result;
use crate::registry::credit::view::CreditRecordView;
use crate::registry::history::{self, Event};
use crate::registry::lock::view::ManagerLockView;
use crate::registry::lookup::service::Post;
use crate::registry::lookup::view::ManagerView;
use crate::registry::page::{self as shared, locks, posts};
use crate::registry::personnel::service;
use crate::registry::personnel::view::{CertificateView, PersonDetail, RegistrationView, TitleView};
use crate::registry::project::participation::{self, PersonEngagementView};
use crate::registry::project::view::EngagementView;
use crate::registry::{credit, lock, lookup};
use crate::vault::Vault;
use crate::web::address::address;
use crate::web::pages::{HeldLine, PersonPage, PostVerdict};
use crate::web::parts::{Crumb, Mention};
use crate::web::{Layout, NavItem, Site};

/// Everything the registries say about one person.
pub(super) struct Dossier {
    detail: PersonDetail,
    verdicts: Vec<(Post, ManagerView)>,
    engagements: Vec<PersonEngagementView>,
    locks: Vec<ManagerLockView>,
    credit: Vec<CreditRecordView>,
    history: Vec<Event>,
}

impl Dossier {
    /// Reads it, by public id.
    pub(super) fn load(conn: &mut Conn, vault: &Vault, key: &str, today: NaiveDate) -> Result<Self> {
        let head = service::id_of(conn, key)?;
        let mut verdicts = Vec::new();
        for post in Post::ALL {
            verdicts.extend(lookup::service::of_person(conn, post, key, today)?.map(|manager| (post, manager)));
        }
        Ok(Self {
            verdicts,
            history: history::latest(conn, vault, head.0)?,
            detail: service::detail(conn, key, today)?,
            engagements: participation::of_person(conn, key, today)?,
            locks: lock::service::of_person(conn, vault, key, today)?,
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
            employers: employers(detail),
            verdicts: self.verdicts.iter().map(|(post, manager)| verdict(*post, manager, detail)).collect(),
            titles: detail.titles.iter().map(title).collect(),
            registrations: detail.summary.registrations.iter().map(|row| registration(row, today)).collect(),
            certificates: certificates.map(|row| certificate(row, today)).collect(),
            engagements: posts::lines(self.engagements.iter().map(engagement), today),
            locks: self.locks.iter().map(locks::line).collect(),
            lock_url: address("/manager-locks", &[("person", &detail.summary.id)]),
            credit: self.credit.iter().map(shared::credit_line).collect(),
            history: shared::timeline(&self.history),
            findings: None,
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

fn engagement(row: &PersonEngagementView) -> (&EngagementView, Mention) {
    (&row.engagement, Mention::new(&row.project_name, Some(format!("/projects/{}", row.project_id))))
}

/// The enterprises that registrations and certificates in force name, each once.
fn employers(detail: &PersonDetail) -> Vec<Mention> {
    let registered = detail.summary.registrations.iter().map(|row| (row.in_force, &row.enterprise));
    let certificates = detail.safety_certificates.iter().chain(&detail.post_certificates);
    let certified = certificates.map(|row| (row.in_force, &row.enterprise));
    let mut employers: Vec<Mention> = Vec::new();
    for enterprise in
        registered.chain(certified).filter(|(in_force, _)| *in_force).filter_map(|(_, named)| named.as_ref())
    {
        let mention = shared::enterprise(enterprise);
        if !employers.contains(&mention) {
            employers.push(mention);
        }
    }
    employers
}

fn verdict(post: Post, manager: &ManagerView, detail: &PersonDetail) -> PostVerdict {
    let post = match post {
        Post::ProjectManager => "作为项目经理",
        Post::ChiefSupervisor => "作为总监理工程师",
    };
    PostVerdict { post, verdict: shared::verdict(manager, detail.as_of), demerit_points: manager.demerit_points }
}
