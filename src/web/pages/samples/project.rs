//! Samples of the project registry's pages.

use super::{as_of, day, site};
use crate::web::check::Words;
use crate::web::pages::FoundSection;
use crate::web::pages::{
    CreditLine, CreditRow, EngagementLine, ProjectList, ProjectListFilters, ProjectPage, ProjectPeople, ProjectRow,
};
use crate::web::parts::{
    Choice, Crumb, Link, Mention, Pager, RegionSelect, StateTag, TableSection, TimelineEntry, TimelineWhen, WhyNot,
};
use crate::web::{Layout, NavItem};

impl ProjectList {
    pub(super) fn sample(words: Words) -> Self {
        let filters = ProjectListFilters {
            text: words("安置房"),
            region: RegionSelect::of("410000", "410100", ""),
            stages: vec![Choice::new("", words("全部进展"), true)],
            types: vec![Choice::new("01", words("房屋建筑工程"), true)],
            owner: words("郑州某某置业有限公司"),
            sort: String::new(),
        };
        let page = Self::new(&site(words), filters);
        let json_url = Some("/api/v1/projects".to_owned());
        let layout = Layout { as_of: Some(as_of()), json_url, ..page.layout };
        let row = |number: Option<&str>, owner| ProjectRow {
            project: Link::new(words("郑东新区龙湖北岸安置房一期"), "/projects/p1"),
            number: number.map(words),
            region: number.map(|_| words("河南省-郑州市-金水区")),
            investment: number.map(|_| 12_345_678_900_000),
            permitted_on: number.and_then(|_| day(2026, 3, 2)),
            owner,
            state: StateTag::Plain(words("施工许可")),
        };
        let owner = Mention::new(words("郑州某某置业有限公司"), Some("/enterprises/e1".to_owned()));
        let rows = vec![row(Some("4101052003010101"), Some(owner)), row(None, None)];
        let pager = Pager { shown: 2, next: Some("/projects?cursor=c".to_owned()), ..Pager::default() };
        let columns = Self::columns("name", |sort| format!("/projects?sort={sort}"));
        Self { layout, columns, rows, pager, ..page }
    }

    pub(super) fn sample_without_match(words: Words) -> Self {
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), ProjectListFilters::default()) }
    }
}

impl ProjectPage {
    pub(super) fn sample_bare(words: Words) -> Self {
        let name = words("郑东新区龙湖北岸安置房一期");
        let layout = Layout {
            nav: Some(NavItem::Projects),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to("项目", "/projects"), Crumb::here(name.clone())],
            as_of: Some(as_of()),
            json_url: Some("/api/v1/projects/p1".to_owned()),
            ..Layout::new(&site(words), name.clone())
        };
        Self {
            layout,
            name,
            state: StateTag::Plain(words("项目登记")),
            level: words("D"),
            number: None,
            owner: None,
            facts: Vec::new(),
            investment: None,
            area: None,
            days: Vec::new(),
            stages: Vec::new(),
            participants: TableSection::new("participants", "参建单位", [], []),
            people: Vec::new(),
            people_total: 0,
            people_url: "/projects/p1/people".to_owned(),
            locks: Vec::new(),
            lock_url: "/manager-locks?project=p1".to_owned(),
            tables: Vec::new(),
            credit: Vec::new(),
            history: Vec::new(),
            findings: None,
        }
    }

    pub(super) fn sample(words: Words) -> Self {
        let some = |text: &str| Some(words(text));
        let manager = Mention::new(words("王建国"), Some("/people/a1".to_owned()));
        Self {
            state: StateTag::Good(words("竣工验收")),
            number: some("4101052003010101"),
            owner: Some(Mention::new(words("郑州某某置业有限公司"), None)),
            facts: vec![("项目分类", some("房屋建筑工程")), ("地址", None)],
            investment: Some(12_345_678_900_000),
            area: Some(8_650_050),
            days: vec![("施工许可日期", day(2026, 3, 2)), ("竣工验收日期", None)],
            stages: vec![TimelineEntry {
                when: TimelineWhen::Day(day(2026, 3, 2).unwrap()),
                title: words("施工许可证 4101052003010101-SX-001"),
                details: vec![words("合同价 12,345 万元"), words("施工单位 河南中原建工集团有限公司")],
                source: some("郑州市城乡建设局"),
            }],
            people: vec![EngagementLine::sample(words, manager)],
            people_total: 1_234,
            tables: vec![TableSection::sample(words)],
            credit: vec![CreditRow {
                subject: Link::new(words("河南中原建工集团有限公司"), "/enterprises/e1"),
                line: CreditLine::sample(words),
            }],
            findings: Some(FoundSection::sample(words)),
            history: vec![TimelineEntry {
                when: TimelineWhen::Instant(as_of()),
                title: words("登记 施工许可证 1 项"),
                details: Vec::new(),
                source: some("受理编号 L-20261122-0000001"),
            }],
            ..Self::sample_bare(words)
        }
    }
}

impl ProjectPeople {
    pub(super) fn sample(words: Words) -> Self {
        let manager = Mention::new(words("王建国"), Some("/people/a1".to_owned()));
        Self {
            layout: ProjectPage::sample_bare(words).layout,
            project: Link::new(words("郑东新区龙湖北岸安置房一期"), "/projects/p1"),
            rows: vec![EngagementLine::sample(words, manager)],
            pager: Pager {
                shown: 1,
                total: Some(21),
                next: Some("/projects/p1/people?cursor=c".to_owned()),
                ..Pager::default()
            },
        }
    }
}
