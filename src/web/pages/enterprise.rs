//! The enterprise registry: its list and an enterprise's page.

use askama::Template;
use chrono::NaiveDate;

use super::CreditLine;
use super::FoundSection;
use crate::error::FieldError;
use crate::web::parts::{
    Choice, Column, Crumb, GroupedChoices, Link, Mention, Pager, RegionSelect, SectionLink, StateTag, TableSection,
    TimelineEntry, WhyNot,
};
use crate::web::{Layout, NavItem, Site, filters};

/// The list of enterprises.
#[derive(Template)]
#[template(path = "enterprises.html")]
pub struct EnterpriseList {
    /// Around it.
    pub layout: Layout,
    /// What the list is restricted to.
    pub filters: EnterpriseListFilters,
    /// What is wrong with the question.
    pub errors: Vec<FieldError>,
    /// The heads of the columns.
    pub columns: Vec<Column>,
    /// The enterprises of this page.
    pub rows: Vec<EnterpriseRow>,
    /// Where it goes on.
    pub pager: Pager,
    /// Said when nothing matches.
    pub why_not: Option<WhyNot>,
}

/// What the list is restricted to.
#[derive(Default)]
pub struct EnterpriseListFilters {
    /// Name or code.
    pub text: String,
    /// Where the enterprise is registered.
    pub region: RegionSelect,
    /// The category of qualification it must hold.
    pub categories: GroupedChoices,
    /// The class it must hold it in.
    pub classes: Vec<Choice>,
    /// The order that was chosen; nothing for the usual one.
    pub sort: String,
}

/// One enterprise of the list.
pub struct EnterpriseRow {
    /// Its name and page.
    pub enterprise: Link,
    /// Its unified social credit code.
    pub code: Option<String>,
    /// Where it is registered.
    pub region: Option<String>,
    /// The day it was founded.
    pub founded_on: Option<NaiveDate>,
    /// Its foremost qualifications.
    pub qualifications: Vec<String>,
    /// Whether it may act.
    pub state: StateTag,
}

impl EnterpriseList {
    /// The page before anything is found.
    pub fn new(site: &Site, filters: EnterpriseListFilters) -> Self {
        let label = NavItem::Enterprises.label();
        let layout = Layout {
            nav: Some(NavItem::Enterprises),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::here(label)],
            search: None,
            ..Layout::new(site, label)
        };
        let (errors, columns, rows, pager) = (Vec::new(), Vec::new(), Vec::new(), Pager::default());
        Self { layout, filters, errors, columns, rows, pager, why_not: None }
    }

    /// The heads of a list sorted by `sort`; `url` gives the address of the same list in another order.
    pub fn columns(sort: &str, url: impl Fn(&str) -> String) -> Vec<Column> {
        let sortable = |label, first| Column::text(label).sortable(first, sort, &url);
        vec![
            sortable("企业名称", "name"),
            Column::text("统一社会信用代码"),
            sortable("地区", "region"),
            sortable("成立日期", "-established_on"),
            Column::text("资质"),
            Column::text("状态"),
        ]
    }
}

/// An enterprise with everything the registries say about it.
#[derive(Template)]
#[template(path = "enterprise.html")]
pub struct EnterprisePage {
    /// Around it.
    pub layout: Layout,
    /// Its name.
    pub name: String,
    /// Its unified social credit code.
    pub code: Option<String>,
    /// Whether it may act.
    pub state: StateTag,
    /// Who has reviewed the record: `A` to `D`.
    pub level: String,
    /// Where the record comes from.
    pub source: Option<String>,
    /// Its kind: `建筑业企业`, `工程监理企业`.
    pub kind: Option<String>,
    /// Where it is registered.
    pub region: Option<String>,
    /// Its legal representative.
    pub legal_representative: Option<Mention>,
    /// What the legal representative is in it.
    pub legal_representative_duty: Option<String>,
    /// Registered capital, in fen.
    pub registered_capital: Option<i64>,
    /// The currency of it, unless it is the country's own.
    pub capital_currency: Option<String>,
    /// The day it was founded.
    pub founded_on: Option<NaiveDate>,
    /// Its address.
    pub address: Option<String>,
    /// What else is said of it in words, label and value.
    pub facts: Vec<(&'static str, String)>,
    /// Names it had before.
    pub former_names: Vec<String>,
    /// Qualifications.
    pub qualifications: Vec<QualificationLine>,
    /// Work-safety permits.
    pub permits: Vec<PermitLine>,
    /// Who stands behind it, what it is worth, where it came from and where else it works.
    pub tables: Vec<TableSection>,
    /// The first people registered at it.
    pub people: Vec<PersonLine>,
    /// How many people there are in all.
    pub people_total: u64,
    /// The list of all of them.
    pub people_url: String,
    /// The first parts it has in projects.
    pub projects: Vec<ProjectLine>,
    /// How many parts it has in all.
    pub projects_total: u64,
    /// The list of all of them.
    pub projects_url: String,
    /// Public credit records.
    pub credit: Vec<CreditLine>,
    /// What changed, newest first.
    pub history: Vec<TimelineEntry>,
    /// Findings about it, for those who may see them.
    pub findings: Option<FoundSection>,
}

/// One qualification.
pub struct QualificationLine {
    /// Category and class: `建筑工程施工总承包一级`.
    pub title: String,
    /// The certificate's number.
    pub certificate: Option<String>,
    /// Who issued it.
    pub authority: Option<String>,
    /// The last day in force.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is in force.
    pub state: StateTag,
}

/// One work-safety permit.
pub struct PermitLine {
    /// Its number.
    pub number: String,
    /// Who issued it.
    pub authority: Option<String>,
    /// The first day in force.
    pub valid_from: Option<NaiveDate>,
    /// The last day in force.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is in force.
    pub state: StateTag,
}

/// One person registered at the enterprise.
pub struct PersonLine {
    /// The person's name and page.
    pub person: Link,
    /// The masked identity number, where others bear the same name.
    pub masked_id: Option<String>,
    /// Type and specialty; nothing for somebody with a certificate only.
    pub registration: Option<String>,
    /// The registration number.
    pub number: Option<String>,
    /// The last day in force.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is in force.
    pub state: Option<StateTag>,
}

/// One project the enterprise takes part in.
pub struct ProjectLine {
    /// The project's name and page.
    pub project: Link,
    /// The enterprise's part: `施工单位`, `监理单位`.
    pub role: String,
    /// Total investment, in fen.
    pub investment: Option<i64>,
    /// Floor area, in hundredths of a square metre.
    pub area: Option<i64>,
    /// How far it has come: `施工许可`, `竣工验收`.
    pub state: StateTag,
}

impl EnterprisePage {
    /// The sections, with how many records each holds.
    pub fn sections(&self) -> Vec<SectionLink> {
        let section = |id, label, count: Option<usize>| {
            let count = count.and_then(|count| u64::try_from(count).ok());
            SectionLink { id, label, count }
        };
        let mut sections = vec![section("overview", "概况", None)];
        sections.extend(self.findings.as_ref().map(|found| section("findings", "核验问题", Some(found.rows.len()))));
        sections.extend([
            section("qualifications", "资质", Some(self.qualifications.len())),
            section("permits", "安全生产许可证", Some(self.permits.len())),
        ]);
        sections.extend(self.tables.iter().filter_map(TableSection::link));
        sections.extend([
            SectionLink { id: "people", label: "人员", count: Some(self.people_total) },
            SectionLink { id: "projects", label: "项目", count: Some(self.projects_total) },
            section("credit", "诚信", Some(self.credit.len())),
            section("history", "历史", None),
        ]);
        sections
    }

    /// Heads of the qualifications.
    pub fn qualification_columns(&self) -> Vec<Column> {
        ["资质类别及等级", "证书编号", "发证机关", "有效期至", "状态"].map(Column::text).into()
    }

    /// Heads of the permits.
    pub fn permit_columns(&self) -> Vec<Column> {
        ["许可证编号", "发证机关", "有效期自", "有效期至", "状态"].map(Column::text).into()
    }

    /// Heads of the people.
    pub fn people_columns(&self) -> Vec<Column> {
        ["姓名", "注册类别及专业", "注册号", "有效期至", "状态"].map(Column::text).into()
    }
}

impl ProjectLine {
    /// Heads of the projects.
    pub fn columns() -> Vec<Column> {
        let text = Column::text;
        vec![text("项目名称"), text("承担"), Column::number("总投资"), Column::number("建筑面积"), text("进展")]
    }
}

/// All projects of one enterprise, by pages.
#[derive(Template)]
#[template(path = "enterprise_projects.html")]
pub struct EnterpriseProjects {
    /// Around it.
    pub layout: Layout,
    /// The enterprise.
    pub enterprise: Link,
    /// The parts on this page.
    pub rows: Vec<ProjectLine>,
    /// Where it goes on.
    pub pager: Pager,
}
