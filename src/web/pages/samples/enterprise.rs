//! Samples of the enterprise registry's pages.

use super::{as_of, day, site};
use crate::web::check::Words;
use crate::web::pages::FoundSection;
use crate::web::pages::{
    CreditLine, EnterpriseList, EnterpriseListFilters, EnterprisePage, EnterpriseProjects, EnterpriseRow, PermitLine,
    PersonLine, ProjectLine, QualificationLine,
};
use crate::web::parts::{
    Choice, ChoiceGroup, Crumb, GroupedChoices, Link, Mention, Pager, RegionSelect, StateTag, TableSection,
    TimelineEntry, TimelineWhen, WhyNot,
};
use crate::web::{Layout, NavItem, Scope, SearchBox};

impl EnterpriseList {
    pub(super) fn sample(words: Words) -> Self {
        let choice = |value, label, selected| Choice::new(value, words(label), selected);
        let filters = EnterpriseListFilters {
            text: words("建工"),
            region: RegionSelect {
                provinces: vec![choice("410000", "河南省", true), choice("500000", "重庆市", false)],
                cities: vec![choice("410100", "郑州市", false), choice("410300", "洛阳市", false)],
                counties: Vec::new(),
            },
            categories: GroupedChoices {
                plain: vec![choice("", "全部类别", true)],
                groups: vec![ChoiceGroup {
                    label: words("施工总承包"),
                    choices: vec![choice("建筑工程", "建筑工程", false)],
                }],
            },
            classes: vec![choice("", "全部等级", true), choice("一级", "一级", false)],
            sort: words("-region"),
        };
        let page = Self::new(&site(words), filters);
        let row = |name, code: Option<&str>, qualifications: &[&str], state| EnterpriseRow {
            enterprise: Link::new(words(name), "/enterprises/e1"),
            code: code.map(words),
            region: code.map(|_| words("河南省郑州市")),
            founded_on: code.and_then(|_| day(2009, 3, 1)),
            qualifications: qualifications.iter().map(|title| words(title)).collect(),
            state,
        };
        let columns = Self::columns("-region", |sort| format!("/enterprises?sort={sort}"));
        let json_url = Some("/api/v1/enterprises?q=%E5%BB%BA%E5%B7%A5&region=410000".to_owned());
        let layout = Layout { as_of: Some(as_of()), json_url, ..page.layout };
        let rows = vec![
            row(
                "河南中原建工集团有限公司",
                Some(CODES[0]),
                &["建筑工程施工总承包一级", "市政公用工程施工总承包二级"],
                StateTag::Good(words("正常")),
            ),
            row(
                "洛阳伊水建设工程有限公司",
                Some(CODES[1]),
                &["建筑工程施工总承包二级"],
                StateTag::Attention(words("资质将到期")),
            ),
            row("郑州嵩岳建工装饰有限公司", Some(CODES[2]), &[], StateTag::Bad(words("资质已撤销"))),
            row("商丘归德建工劳务有限公司", None, &[], StateTag::Plain(words("未核实"))),
        ];
        let pager = Pager {
            shown: 4,
            total: Some(1_000),
            capped: true,
            previous: Some("/enterprises?cursor=b".to_owned()),
            next: Some("/enterprises?cursor=c".to_owned()),
        };
        Self { layout, columns, rows, pager, ..page }
    }

    pub(super) fn sample_without_match(words: Words) -> Self {
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), EnterpriseListFilters::default()) }
    }
}

/// Unified social credit codes of no real enterprise, with valid check characters.
const CODES: [&str; 3] = ["91410100MA3X7K2P21", "91410100MA40QD8L4R", "914101007932041683"];

impl EnterprisePage {
    /// An enterprise of which nothing but the name is known.
    pub(super) fn sample_bare(words: Words) -> Self {
        Self::sample_named(words, "商丘归德建工劳务有限公司")
    }

    pub(super) fn sample_named(words: Words, name: &str) -> Self {
        let name = words(name);
        let crumbs = vec![Crumb::to("首页", "/"), Crumb::to("企业", "/enterprises"), Crumb::here(name.clone())];
        let layout = Layout {
            nav: Some(NavItem::Enterprises),
            breadcrumb: crumbs,
            as_of: Some(as_of()),
            json_url: Some("/api/v1/enterprises/e1".to_owned()),
            search: Some(SearchBox { scope: Scope::Enterprises, text: words("建工") }),
            ..Layout::new(&site(words), name.clone())
        };
        Self {
            layout,
            name,
            code: None,
            state: StateTag::Plain(words("未核实")),
            level: words("D"),
            source: None,
            kind: None,
            region: None,
            legal_representative: None,
            legal_representative_duty: None,
            registered_capital: None,
            capital_currency: None,
            founded_on: None,
            address: None,
            facts: Vec::new(),
            tables: Vec::new(),
            former_names: Vec::new(),
            qualifications: Vec::new(),
            permits: Vec::new(),
            people: Vec::new(),
            people_total: 0,
            people_url: "/people?enterprise=e1".to_owned(),
            projects: Vec::new(),
            projects_total: 0,
            projects_url: "/enterprises/e1/projects".to_owned(),
            credit: Vec::new(),
            history: Vec::new(),
            findings: None,
        }
    }

    pub(super) fn sample(words: Words) -> Self {
        let some = |text: &str| Some(words(text));
        let history = |when, title, detail: Option<String>| TimelineEntry {
            when,
            title: words(title),
            details: detail.into_iter().collect(),
            source: some("来源：企业申报，郑州市审核"),
        };
        Self {
            code: some(CODES[0]),
            state: StateTag::Good(words("正常")),
            level: words("B"),
            source: some("企业申报，2026-10-12 郑州市住房保障和房地产管理局审核"),
            kind: some("建筑业企业"),
            region: some("河南省郑州市金水区"),
            legal_representative: Some(Mention::new(words("李国栋"), Some("/people/a1".to_owned()))),
            legal_representative_duty: some("董事长"),
            capital_currency: some("美元"),
            facts: vec![("联系电话", words("0371-00000000"))],
            tables: vec![TableSection::sample(words)],
            registered_capital: Some(300_800_000_000),
            founded_on: day(2003, 5, 18),
            address: some("河南省郑州市金水区示例路 100 号"),
            former_names: vec![words("郑州中原建筑工程公司")],
            qualifications: vec![
                qualification(words, "建筑工程施工总承包一级", StateTag::Good(words("有效"))),
                qualification(words, "市政公用工程施工总承包二级", StateTag::Bad(words("已过期"))),
            ],
            permits: vec![PermitLine {
                number: words("（豫）JZ安许证字〔2024〕000001"),
                authority: some("河南省住房和城乡建设厅"),
                valid_from: day(2024, 1, 9),
                valid_until: day(2027, 1, 8),
                state: StateTag::Attention(words("60 日内到期")),
            }],
            people: vec![PersonLine {
                person: Link::new(words("王建国"), "/people/a1"),
                masked_id: some("4101**********1234"),
                registration: some("一级注册建造师 · 建筑工程"),
                number: some("豫1412018201900123"),
                valid_until: day(2027, 6, 30),
                state: Some(StateTag::Good(words("有效"))),
            }],
            people_total: 1,
            projects_total: 1_204,
            projects: vec![
                project(
                    words,
                    "郑东新区龙湖北岸安置房一期 3 号地块建筑工程",
                    Some(12_345_678_900_000),
                    StateTag::Plain(words("在建")),
                ),
                project(words, "金水区第十二小学迁建工程", None, StateTag::Good(words("竣工"))),
            ],
            credit: vec![CreditLine::sample(words)],
            findings: Some(FoundSection::sample(words)),
            history: vec![
                history(TimelineWhen::Instant(as_of()), "注册资本变更", some("由 20,080 万元变更为 300,800 万元")),
                history(TimelineWhen::Day(day(2011, 8, 1).unwrap()), "名称变更", None),
                history(TimelineWhen::Unknown, "首次登记", None),
            ],
            ..Self::sample_named(words, "河南中原建工集团有限公司")
        }
    }
}

impl EnterpriseProjects {
    pub(super) fn sample(words: Words) -> Self {
        let page = EnterprisePage::sample(words);
        let pager = Pager {
            shown: 2,
            total: Some(1_204),
            next: Some("/enterprises/e1/projects?cursor=c".to_owned()),
            ..Pager::default()
        };
        Self { layout: page.layout, enterprise: Link::new(page.name, "/enterprises/e1"), rows: page.projects, pager }
    }
}

fn qualification(words: Words, title: &str, state: StateTag) -> QualificationLine {
    QualificationLine {
        title: words(title),
        certificate: Some(words("D141000001")),
        authority: Some(words("河南省住房和城乡建设厅")),
        valid_until: day(2028, 12, 31),
        state,
    }
}

fn project(words: Words, name: &str, investment: Option<i64>, state: StateTag) -> ProjectLine {
    let project = Link::new(words(name), "/projects/p1");
    ProjectLine { project, role: words("施工"), investment, area: investment.map(|_| 8_650_050), state }
}
