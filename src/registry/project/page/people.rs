//! Everybody who has or had a post in one project, by pages.

use chrono::NaiveDate;

use super::dossier::person;
use crate::db::Conn;
use crate::db::keyset::{self, PAGE_ROWS, Page};
use crate::error::Result;
use crate::registry::page::posts;
use crate::registry::project::service;
use crate::registry::project::view::{EngagementView, ProjectDetail};
use crate::web::address::address;
use crate::web::pages::ProjectPeople;
use crate::web::parts::{Crumb, Link, Pager};
use crate::web::{Layout, NavItem, Site};

/// A page of the posts in a project.
pub(super) struct People {
    project: ProjectDetail,
    page: Page<Vec<EngagementView>>,
    total: i64,
}

impl People {
    /// Reads it; the key is a public id or any number that only one project has.
    pub(super) fn load(conn: &mut Conn, key: &str, cursor: Option<&str>, today: NaiveDate) -> Result<Self> {
        let project = service::detail(conn, key)?;
        let id = &project.summary.id;
        let after = cursor.map(|cursor| keyset::decode(&service::posts_scope(id), cursor)).transpose()?;
        let (page, total) = service::posts(conn, id, today, after.as_ref(), PAGE_ROWS)?;
        Ok(Self { project, page, total })
    }

    /// The page of it.
    pub(super) fn page(&self, site: &Site, today: NaiveDate) -> ProjectPeople {
        let (name, id) = (&self.project.summary.name, &self.project.summary.id);
        let home = format!("/projects/{id}");
        let path = format!("{home}/people");
        let rows = posts::lines(self.page.items.iter().flatten().map(person), today);
        let nav = NavItem::Projects;
        let way =
            [Crumb::to("首页", "/"), Crumb::to(nav.label(), nav.url()), Crumb::to(name, &home), Crumb::here("人员")];
        ProjectPeople {
            layout: Layout {
                nav: Some(nav),
                breadcrumb: way.into(),
                as_of: self.project.as_of,
                // Programs are given record by record, so that their pages are not these.
                json_url: Some(format!("/api/v1{path}")),
                ..Layout::new(site, format!("{name}的人员"))
            },
            pager: Pager {
                shown: rows.len() as u64,
                total: self.total.try_into().ok(),
                next: self.page.next_cursor.as_deref().map(|cursor| address(&path, &[("cursor", cursor)])),
                ..Pager::default()
            },
            project: Link::new(name, home),
            rows,
        }
    }
}
