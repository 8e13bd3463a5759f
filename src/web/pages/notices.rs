//! What whoever is signed in is told.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::parts::Crumb;
use crate::web::{Layout, Site, filters};

/// A notice.
#[derive(Clone, Debug)]
pub struct NoticeLine {
    /// Its address.
    pub id: String,
    /// What of, in a word.
    pub kind: &'static str,
    /// In one sentence.
    pub title: String,
    /// The rest.
    pub body: String,
    /// The page where it is seen.
    pub address: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it was read.
    pub is_read: bool,
}

/// The inbox.
#[derive(Template)]
#[template(path = "notices.html")]
pub struct Notices {
    /// Around it.
    pub layout: Layout,
    /// A page of notices, latest first.
    pub lines: Vec<NoticeLine>,
    /// How many are unread, on all pages.
    pub unread: i64,
    /// Whether only these are shown.
    pub unread_only: bool,
    /// The latest of this page: what comes later stays unread.
    pub newest: String,
    /// The next page.
    pub next: Option<String>,
}

impl Notices {
    /// A page of the inbox.
    pub fn new(site: &Site, lines: Vec<NoticeLine>, unread: i64, unread_only: bool, next: Option<String>) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::here("通知")];
        let layout = Layout { breadcrumb, json_url: Some("/api/v1/notices".to_owned()), ..Layout::new(site, "通知") };
        let newest = lines.first().map(|line| line.id.clone()).unwrap_or_default();
        Self { layout, lines, unread, unread_only, newest, next }
    }
}
