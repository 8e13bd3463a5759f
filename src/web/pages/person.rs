//! The personnel registry: looking people up, and a person's page.

use askama::Template;
use chrono::NaiveDate;

use super::{CreditLine, FoundSection, LockLine};
use crate::error::FieldError;
use crate::web::parts::{Column, Crumb, Link, Mention, Pager, SectionLink, StateTag, TimelineEntry, Verdict, WhyNot};
use crate::web::{Layout, NavItem, Site, filters};

/// What was asked, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// The name, or a part of it.
    pub name: String,
    /// The registration number.
    pub registration_number: String,
    /// The number of a certificate of any kind.
    pub certificate: String,
    /// The enterprise's name, code or id.
    pub enterprise: String,
    /// The order that was chosen; nothing for the usual one.
    pub sort: String,
}

/// The look-up of people; nobody is listed before something is asked.
#[derive(Template)]
#[template(path = "people.html")]
pub struct PeopleList {
    /// Around it.
    pub layout: Layout,
    /// What was asked.
    pub query: PeopleQuery,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The heads of the columns.
    pub columns: Vec<Column>,
    /// The people of this page.
    pub rows: Vec<PersonRow>,
    /// Where it goes on.
    pub pager: Pager,
    /// Said when something was asked and nobody matches.
    pub why_not: Option<WhyNot>,
}

/// One person of the list.
pub struct PersonRow {
    /// The person's name and page.
    pub person: Link,
    /// The masked identity number, where others bear the same name.
    pub masked_id: Option<String>,
    /// Their registrations.
    pub registrations: Vec<RegistrationBrief>,
}

/// A registration in a list.
pub struct RegistrationBrief {
    /// Type and specialty.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// The enterprise it names.
    pub enterprise: Option<Mention>,
    /// Whether it is in force.
    pub state: StateTag,
}

impl PeopleList {
    /// The page before anything is found.
    pub fn new(site: &Site, query: PeopleQuery) -> Self {
        let label = NavItem::People.label();
        let layout = Layout {
            nav: Some(NavItem::People),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::here(label)],
            search: None,
            ..Layout::new(site, label)
        };
        let (errors, columns, rows, pager) = (Vec::new(), Vec::new(), Vec::new(), Pager::default());
        Self { layout, query, errors, columns, rows, pager, why_not: None }
    }

    /// The heads of a list sorted by `sort`; `url` gives the address of the same list in another order.
    pub fn columns(sort: &str, url: impl Fn(&str) -> String) -> Vec<Column> {
        let name = Column::text("姓名").sortable("name", sort, url);
        let rest = ["注册类别及专业", "注册号", "所在企业", "状态"].map(Column::text);
        std::iter::once(name).chain(rest).collect()
    }
}

/// A person with everything that may be shown.
#[derive(Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    /// Around it.
    pub layout: Layout,
    /// The name.
    pub name: String,
    /// The masked identity number, where others bear the same name.
    pub masked_id: Option<String>,
    /// Who has reviewed the record: `A` to `D`.
    pub level: String,
    /// Where the record comes from.
    pub source: Option<String>,
    /// The enterprises that registrations and certificates in force name.
    pub employers: Vec<Mention>,
    /// Whether the person is free, for each post they can hold.
    pub verdicts: Vec<PostVerdict>,
    /// Professional titles.
    pub titles: Vec<String>,
    /// Registrations, one a specialty.
    pub registrations: Vec<HeldLine>,
    /// Safety certificates, post and trade certificates.
    pub certificates: Vec<HeldLine>,
    /// What they are or were engaged in, what lasts first.
    pub engagements: Vec<EngagementLine>,
    /// The locks of this platform, the latest first.
    pub locks: Vec<LockLine>,
    /// Where whoever may do so takes them for works.
    pub lock_url: String,
    /// Public credit records and demerit points.
    pub credit: Vec<CreditLine>,
    /// What changed, newest first.
    pub history: Vec<TimelineEntry>,
    /// Findings about it, for those who may see them.
    pub findings: Option<FoundSection>,
}

/// Whether a person is free for a post.
pub struct PostVerdict {
    /// The post: `作为项目经理`.
    pub post: &'static str,
    /// The answer.
    pub verdict: Verdict,
    /// Demerit points in the current cycle; `None` where none are kept.
    pub demerit_points: Option<i32>,
}

/// A registration or certificate held.
pub struct HeldLine {
    /// What it is for.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// The enterprise it names.
    pub enterprise: Option<Mention>,
    /// The last day in force.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is in force.
    pub state: StateTag,
}

/// A post in a project.
pub struct EngagementLine {
    /// The project, or on a project's page the person.
    pub subject: Mention,
    /// The post held.
    pub position: String,
    /// What is said of it besides: unit work, specialty, certificate.
    pub details: Vec<String>,
    /// On whose behalf.
    pub enterprise: Option<Mention>,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The day of release.
    pub released_on: Option<NaiveDate>,
    /// The records it rests on.
    pub evidence: Vec<String>,
    /// Whether it lasts.
    pub state: StateTag,
}

impl EngagementLine {
    /// Heads of the posts of a person.
    pub fn columns() -> Vec<Column> {
        Self::columns_after("项目")
    }

    /// Heads of the posts in a project.
    pub fn columns_of_project() -> Vec<Column> {
        Self::columns_after("姓名")
    }

    fn columns_after(first: &'static str) -> Vec<Column> {
        [first, "任职", "所在单位", "自何日起", "解除日期", "依据的记录", "状态"].map(Column::text).into()
    }
}

impl PersonPage {
    /// The sections, with how many records each holds.
    pub fn sections(&self) -> Vec<SectionLink> {
        let section = |id, label, count: usize| SectionLink { id, label, count: count.try_into().ok() };
        let found = self.findings.as_ref().map(|found| section("findings", "核验问题", found.rows.len()));
        let rest = [
            section("registrations", "注册", self.registrations.len()),
            section("certificates", "证书", self.certificates.len()),
            section("engagements", "任职的项目", self.engagements.len()),
            section("locks", "项目经理锁定", self.locks.len()),
            section("credit", "诚信", self.credit.len()),
            SectionLink { id: "history", label: "历史", count: None },
        ];
        [SectionLink { id: "overview", label: "概况", count: None }].into_iter().chain(found).chain(rest).collect()
    }

    /// Heads of the registrations.
    pub fn registration_columns(&self) -> Vec<Column> {
        ["注册类别及专业", "注册号", "注册企业", "有效期至", "状态"].map(Column::text).into()
    }

    /// Heads of the certificates.
    pub fn certificate_columns(&self) -> Vec<Column> {
        ["证书", "证书编号", "所在企业", "有效期至", "状态"].map(Column::text).into()
    }
}
