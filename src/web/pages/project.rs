//! The project registry: its list and a project's page.

use askama::Template;
use chrono::NaiveDate;

use super::{CreditRow, EngagementLine, FoundSection, LockLine};
use crate::error::FieldError;
use crate::web::parts::{
    Choice, Column, Crumb, Link, Mention, Pager, RegionSelect, SectionLink, StateTag, TableSection, TimelineEntry,
    WhyNot,
};
use crate::web::{Layout, NavItem, Site, filters};

/// The list of projects.
#[derive(Template)]
#[template(path = "projects.html")]
pub struct ProjectList {
    /// Around it.
    pub layout: Layout,
    /// What the list is restricted to.
    pub filters: ProjectListFilters,
    /// What is wrong with the question.
    pub errors: Vec<FieldError>,
    /// The heads of the columns.
    pub columns: Vec<Column>,
    /// The projects of this page.
    pub rows: Vec<ProjectRow>,
    /// Where it goes on.
    pub pager: Pager,
    /// Said when nothing matches.
    pub why_not: Option<WhyNot>,
}

/// What the list is restricted to.
#[derive(Default)]
pub struct ProjectListFilters {
    /// Name or number.
    pub text: String,
    /// Where the project is.
    pub region: RegionSelect,
    /// How far it has come.
    pub stages: Vec<Choice>,
    /// Its type.
    pub types: Vec<Choice>,
    /// Its owner's name, code or id.
    pub owner: String,
    /// The order that was chosen; nothing for the usual one.
    pub sort: String,
}

/// One project of the list.
pub struct ProjectRow {
    /// Its name and page.
    pub project: Link,
    /// The national number.
    pub number: Option<String>,
    /// Where it is.
    pub region: Option<String>,
    /// Who owns it.
    pub owner: Option<Mention>,
    /// Total investment, in fen.
    pub investment: Option<i64>,
    /// The day of its first construction permit.
    pub permitted_on: Option<NaiveDate>,
    /// How far it has come.
    pub state: StateTag,
}

impl ProjectList {
    /// The page before anything is found.
    pub fn new(site: &Site, filters: ProjectListFilters) -> Self {
        let label = NavItem::Projects.label();
        let layout = Layout {
            nav: Some(NavItem::Projects),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::here(label)],
            search: None,
            ..Layout::new(site, label)
        };
        let (errors, columns, rows, pager) = (Vec::new(), Vec::new(), Vec::new(), Pager::default());
        Self { layout, filters, errors, columns, rows, pager, why_not: None }
    }

    /// The heads of a list sorted by `sort`; `url` gives the address of the same list in another order.
    pub fn columns(sort: &str, url: impl Fn(&str) -> String) -> Vec<Column> {
        let sortable = |column: Column, first| column.sortable(first, sort, &url);
        vec![
            sortable(Column::text("项目名称"), "name"),
            Column::text("项目编号"),
            sortable(Column::text("地区"), "region"),
            Column::text("建设单位"),
            sortable(Column::number("总投资"), "-investment"),
            sortable(Column::text("首次施工许可"), "-permitted_on"),
            Column::text("进展"),
        ]
    }
}

/// A project with everything the registries say about it.
#[derive(Template)]
#[template(path = "project.html")]
pub struct ProjectPage {
    /// Around it.
    pub layout: Layout,
    /// Its name.
    pub name: String,
    /// How far it has come.
    pub state: StateTag,
    /// Who has reviewed the record: `A` to `D`.
    pub level: String,
    /// The national number.
    pub number: Option<String>,
    /// Who owns it.
    pub owner: Option<Mention>,
    /// What is said of it in words, label and value.
    pub facts: Vec<(&'static str, Option<String>)>,
    /// Total investment, in fen.
    pub investment: Option<i64>,
    /// Area, in hundredths of a square metre.
    pub area: Option<i64>,
    /// Its days, label and day.
    pub days: Vec<(&'static str, Option<NaiveDate>)>,
    /// Its stage records by date, the latest first.
    pub stages: Vec<TimelineEntry>,
    /// The enterprises in it.
    pub participants: TableSection,
    /// The first posts in it, who is in post first.
    pub people: Vec<EngagementLine>,
    /// How many posts there are in all.
    pub people_total: u64,
    /// The list of all of them.
    pub people_url: String,
    /// Who this platform has reserved or locked for it, the latest first.
    pub locks: Vec<LockLine>,
    /// Where whoever may do so takes a manager for it.
    pub lock_url: String,
    /// Unit works, tenders, and what happened beside the stages.
    pub tables: Vec<TableSection>,
    /// Public credit records that concern it.
    pub credit: Vec<CreditRow>,
    /// What changed, newest first.
    pub history: Vec<TimelineEntry>,
    /// Findings about it, for those who may see them.
    pub findings: Option<FoundSection>,
}

impl ProjectPage {
    /// The sections, with how many records each holds.
    pub fn sections(&self) -> Vec<SectionLink> {
        let section = |id, label, count: usize| SectionLink { id, label, count: count.try_into().ok() };
        let mut sections = vec![SectionLink { id: "overview", label: "概况", count: None }];
        sections.extend(self.findings.as_ref().map(|found| section("findings", "核验问题", found.rows.len())));
        sections.push(section("stages", "环节", self.stages.len()));
        sections.extend(self.participants.link());
        sections.push(SectionLink { id: "people", label: "人员", count: Some(self.people_total) });
        if self.shows_locks() {
            sections.push(section("locks", "项目经理锁定", self.locks.len()));
        }
        sections.extend(self.tables.iter().filter_map(TableSection::link));
        sections.push(section("credit", "诚信", self.credit.len()));
        sections.push(SectionLink { id: "history", label: "历史", count: None });
        sections
    }

    /// Whether there is anything to say of locks, or to do.
    pub fn shows_locks(&self) -> bool {
        !self.locks.is_empty() || self.layout.works_at("/manager-locks")
    }

    /// Whether posts are left out.
    pub fn has_more_people(&self) -> bool {
        self.people_total > self.people.len() as u64
    }
}

/// Everybody who has or had a post in one project, by pages.
#[derive(Template)]
#[template(path = "project_people.html")]
pub struct ProjectPeople {
    /// Around it.
    pub layout: Layout,
    /// The project.
    pub project: Link,
    /// The posts on this page.
    pub rows: Vec<EngagementLine>,
    /// Where it goes on.
    pub pager: Pager,
}
