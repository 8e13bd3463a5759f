//! All projects of one enterprise, by pages.

use chrono::NaiveDate;

use super::dossier::participation;
use crate::db::Conn;
use crate::db::keyset::{self, PAGE_ROWS, Page};
use crate::error::Result;
use crate::registry::enterprise::service;
use crate::registry::enterprise::view::EnterpriseDetail;
use crate::registry::project;
use crate::registry::project::participation::ParticipationView;
use crate::web::address::address;
use crate::web::pages::EnterpriseProjects;
use crate::web::parts::{Crumb, Link, Pager};
use crate::web::{Layout, NavItem, Site};

/// A page of the parts that an enterprise has in projects.
pub(super) struct Projects {
    enterprise: EnterpriseDetail,
    page: Page<ParticipationView>,
    total: i64,
    cursor: Option<String>,
}

impl Projects {
    /// Reads it; the key is a public id or a code.
    pub(super) fn load(conn: &mut Conn, key: &str, cursor: Option<&str>, today: NaiveDate) -> Result<Self> {
        let enterprise = service::detail(conn, key, today)?;
        let id = &enterprise.summary.id;
        let scope = project::participation::scope(id);
        let after = cursor.map(|cursor| keyset::decode(&scope, cursor)).transpose()?;
        let page = project::participation::of_enterprise(conn, id, after.as_ref(), PAGE_ROWS)?;
        let total = project::participation::count_of_enterprise(conn, id)?;
        Ok(Self { page, total, cursor: cursor.map(str::to_owned), enterprise })
    }

    /// The page of it.
    pub(super) fn page(&self, site: &Site) -> EnterpriseProjects {
        let (name, id) = (&self.enterprise.summary.name, &self.enterprise.summary.id);
        let home = format!("/enterprises/{id}");
        let path = format!("{home}/projects");
        let rows: Vec<_> = self.page.items.iter().map(participation).collect();
        let nav = NavItem::Enterprises;
        let way =
            [Crumb::to("首页", "/"), Crumb::to(nav.label(), nav.url()), Crumb::to(name, &home), Crumb::here("项目")];
        let cursor = self.cursor.as_deref().unwrap_or_default();
        EnterpriseProjects {
            layout: Layout {
                nav: Some(nav),
                breadcrumb: way.into(),
                as_of: self.enterprise.as_of,
                json_url: Some(address(&format!("/api/v1{path}"), &[("cursor", cursor)])),
                ..Layout::new(site, format!("{name}参与的项目"))
            },
            pager: Pager {
                shown: rows.len() as u64,
                total: self.total.try_into().ok(),
                next: self.page.next_cursor.as_deref().map(|cursor| address(&path, &[("cursor", cursor)])),
                ..Pager::default()
            },
            enterprise: Link::new(name, home),
            rows,
        }
    }
}
