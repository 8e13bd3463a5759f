//! Is this project manager free? The look-up of active projects, for project managers and for chief supervision engineers.

use askama::Template;
use chrono::NaiveDate;

use crate::error::FieldError;
use crate::web::parts::{Column, Crumb, Link, Mention, StateTag, Verdict, WhyNot};
use crate::web::{Layout, NavItem, Site, filters};

/// Whose active projects are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// 项目经理 (registered constructor): one active project.
    ProjectManager,
    /// 总监理工程师 (registered supervision engineer): at most three, with consent.
    ChiefSupervisor,
}

impl Post {
    /// The navigation entry, whose label and address the page has.
    pub fn nav(self) -> NavItem {
        match self {
            Self::ProjectManager => NavItem::ProjectManagers,
            Self::ChiefSupervisor => NavItem::ChiefSupervisors,
        }
    }

    /// What the page answers, in a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::ProjectManager => "查一名项目经理（注册建造师）目前有没有在建项目，自哪一天起，依据哪一条记录。",
            Self::ChiefSupervisor => {
                "查一名总监理工程师（注册监理工程师）目前在几个在建项目任职，自哪一天起，依据哪一条记录。"
            }
        }
    }

    /// Where the registration number stands.
    pub fn number_hint(self) -> &'static str {
        match self {
            Self::ProjectManager => "建造师注册证书上的注册号",
            Self::ChiefSupervisor => "监理工程师注册证书上的注册号",
        }
    }
}

/// What was asked, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManagerQuery {
    /// The person's name.
    pub name: String,
    /// The registration number.
    pub registration_number: String,
    /// The enterprise's name or code.
    pub enterprise: String,
}

impl ManagerQuery {
    /// Whether anything was asked at all.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.registration_number.is_empty() && self.enterprise.is_empty()
    }
}

/// The look-up: the form, and a card for each person who matches.
#[derive(Template)]
#[template(path = "manager_lookup.html")]
pub struct ManagerLookup {
    /// Around it.
    pub layout: Layout,
    /// Whose active projects.
    pub post: Post,
    /// What was asked.
    pub query: ManagerQuery,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Everybody who matches.
    pub results: Vec<ManagerCard>,
    /// Whether these are not all.
    pub is_part: bool,
    /// The next page of them.
    pub next: Option<String>,
    /// Said when nobody matches: records that name somebody of the name without telling who it is.
    pub unidentified: usize,
    /// Said when something was asked and nobody matches.
    pub why_not: Option<WhyNot>,
}

impl ManagerLookup {
    /// The page before anything is found.
    pub fn new(site: &Site, post: Post, query: ManagerQuery) -> Self {
        let nav = post.nav();
        let layout = Layout {
            nav: Some(nav),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::here(nav.label())],
            ..Layout::new(site, nav.label())
        };
        Self {
            layout,
            post,
            query,
            errors: Vec::new(),
            results: Vec::new(),
            is_part: false,
            next: None,
            unidentified: 0,
            why_not: None,
        }
    }

    /// The columns of the active projects.
    pub fn columns(&self) -> Vec<Column> {
        ["项目", "任职", "依据的记录", "自何日起", "数据等级"].map(Column::text).into()
    }
}

/// One person who matches.
pub struct ManagerCard {
    /// The person's name.
    pub name: String,
    /// The person's page.
    pub url: String,
    /// The masked identity number, by which people of the same name are told apart.
    pub masked_id: Option<String>,
    /// The enterprise the person is registered at.
    pub enterprise: Option<Mention>,
    /// Their registrations.
    pub registrations: Vec<RegistrationLine>,
    /// Demerit points in the current cycle; `None` where none are kept.
    pub demerit_points: Option<u32>,
    /// The answer.
    pub verdict: Verdict,
    /// The active projects it rests on.
    pub active: Vec<ActiveProject>,
}

/// One registration of a practitioner.
pub struct RegistrationLine {
    /// Type, class and specialty: `一级注册建造师 · 建筑工程`.
    pub title: String,
    /// The registration number.
    pub number: String,
    /// The last day in force.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is in force.
    pub state: StateTag,
}

/// One project the person is engaged on.
pub struct ActiveProject {
    /// The project.
    pub project: Link,
    /// The post held.
    pub post: String,
    /// The kind of the record the engagement rests on: `施工许可证`.
    pub record_kind: String,
    /// Its number.
    pub record_number: String,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The record that shows it, where that is another one.
    pub since_record: Option<String>,
    /// What leaves open whether they are still bound.
    pub note: Option<String>,
    /// Who has reviewed the record: `A` to `D`.
    pub level: String,
}
