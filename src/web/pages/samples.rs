//! A sample of every page, and the test that renders them all. The people, firms and numbers are made up.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use rstest::rstest;

use super::*;
use crate::error::{Code, Error, FieldError};
use crate::web::check::{self, WORDS, Words};
use crate::web::parts::{
    Asked, BarChart, Choice, Crumb, Link, NearMatch, Order, Pager, RegionSelect, StateTag, TimelineEntry, TimelineWhen,
    Tone, Verdict, WhyNot,
};
use crate::web::{Layout, NavItem, Scope, SearchBox, Site, filters};

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn as_of() -> DateTime<Utc> {
    Utc.timestamp_opt(1_795_338_300, 0).unwrap()
}

fn site(words: Words) -> Site {
    let operator = words("河南省住房和城乡建设厅");
    Site { operator, contact: words("电话 0371-00000000"), ..Site::default() }
}

impl Home {
    fn sample(words: Words) -> Self {
        let example = |scope, text| LookUpExample { scope, text: words(text) };
        let examples = vec![
            example(Scope::Enterprises, "中原建工"),
            example(Scope::People, "王建国"),
            example(Scope::Projects, "郑东新区"),
        ];
        let count = |nav, unit, records| RegistryCount { nav, unit, records, as_of: Some(as_of()) };
        let registries = vec![
            count(NavItem::Enterprises, "家企业", 11_139),
            count(NavItem::People, "名人员", 940_533),
            count(NavItem::Projects, "个项目", 27_374),
            RegistryCount { as_of: None, ..count(NavItem::Credit, "条记录", 0) },
        ];
        Self::new(&site(words), examples, registries)
    }
}

impl ManagerLookup {
    fn sample(words: Words, post: Post) -> Self {
        let query = ManagerQuery { name: words("王建国"), ..ManagerQuery::default() };
        let page = Self::new(&site(words), post, query);
        let layout = Layout {
            as_of: Some(as_of()),
            json_url: Some(format!("/api/v1{}?name=%E7%8E%8B%E5%BB%BA%E5%9B%BD", post.nav().url())),
            ..page.layout
        };
        Self { layout, results: vec![busy(words), free(words), unknown(words)], capped: true, ..page }
    }

    fn sample_without_match(words: Words) -> Self {
        let query = ManagerQuery { name: words("王健国"), ..ManagerQuery::default() };
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), Post::ProjectManager, query) }
    }

    fn sample_with_errors(words: Words) -> Self {
        let query = ManagerQuery { registration_number: words("豫 12"), ..ManagerQuery::default() };
        let message = words("注册号至少 6 位，由汉字、字母和数字组成。请对照注册证书重新输入。");
        let errors = vec![FieldError::new("registration_number", "registration_number.too_short", message)];
        Self { errors, ..Self::new(&site(words), Post::ProjectManager, query) }
    }
}

fn busy(words: Words) -> ManagerCard {
    let active = ActiveProject {
        project: Link::new(words("郑东新区龙湖北岸安置房一期 3 号地块建筑工程"), "/projects/p1"),
        post: words("项目经理"),
        record_kind: words("施工许可证"),
        record_number: words("410105202603020101"),
        since: day(2026, 3, 2),
        level: words("B"),
    };
    let sentence = words("在本平台登记的记录中，在建 1 项，自 2026-03-02 起，依据施工许可证 410105202603020101。");
    ManagerCard {
        name: words("王建国"),
        url: "/people/a1".to_owned(),
        masked_id: Some(words("4101**********1234")),
        enterprise: Some(Link::new(words("河南中原建工集团有限公司"), "/enterprises/e1")),
        registrations: vec![
            registration(words, "一级注册建造师 · 建筑工程", StateTag::Good(words("有效"))),
            registration(words, "二级注册建造师 · 市政公用工程", StateTag::Bad(words("已过期"))),
        ],
        demerit_points: Some(3),
        verdict: Verdict { tone: Tone::Busy, word: words("有在建项目"), sentence, as_of: as_of() },
        active: vec![active],
    }
}

fn free(words: Words) -> ManagerCard {
    let sentence = words("在本平台登记的记录中，无在建项目，自 2026-05-03 最近一个项目竣工验收之日起。");
    ManagerCard {
        masked_id: Some(words("4103**********567X")),
        enterprise: Some(Link::new(words("洛阳伊水建设工程有限公司"), "/enterprises/e2")),
        registrations: vec![registration(
            words,
            "一级注册建造师 · 机电工程",
            StateTag::Attention(words("30 日内到期")),
        )],
        demerit_points: Some(0),
        verdict: Verdict { tone: Tone::Free, word: words("无在建项目"), sentence, as_of: as_of() },
        active: Vec::new(),
        ..busy(words)
    }
}

fn unknown(words: Words) -> ManagerCard {
    let sentence = words("有 1 条任职记录等待与项目关联，暂时不能判断。请向项目所在地住房和城乡建设主管部门核实。");
    ManagerCard {
        masked_id: None,
        enterprise: None,
        registrations: Vec::new(),
        demerit_points: None,
        verdict: Verdict { tone: Tone::Unknown, word: words("暂时不能判断"), sentence, as_of: as_of() },
        active: Vec::new(),
        ..busy(words)
    }
}

fn registration(words: Words, title: &str, state: StateTag) -> RegistrationLine {
    RegistrationLine { title: words(title), number: words("豫1412018201900123"), valid_until: day(2027, 6, 30), state }
}

impl WhyNot {
    fn sample(words: Words) -> Self {
        let asked = |registry, records| Asked { registry, records, as_of: as_of() };
        let near =
            |label, reason| NearMatch { label: words(label), url: "/people/a1".to_owned(), reason: words(reason) };
        Self {
            conditions: vec![words("姓名为“王健国”"), words("所在企业含“中原建工”")],
            asked: vec![asked("人员库", 940_533), asked("项目库", 27_374)],
            near: vec![
                near("王建国（河南中原建工集团有限公司）", "姓名相近"),
                near("王健（郑州嵩岳监理有限公司）", "姓名相近"),
            ],
        }
    }
}

impl EnterpriseList {
    fn sample(words: Words) -> Self {
        let choice = |value, label, selected| Choice::new(value, words(label), selected);
        let filters = EnterpriseListFilters {
            text: words("建工"),
            region: RegionSelect {
                provinces: vec![choice("410000", "河南省", true), choice("500000", "重庆市", false)],
                cities: vec![choice("410100", "郑州市", false), choice("410300", "洛阳市", false)],
                counties: Vec::new(),
            },
            categories: vec![choice("", "全部类别", true), choice("A", "施工总承包", false)],
        };
        let page = Self::new(&site(words), filters);
        let row = |name, code: Option<&str>, qualifications: &[&str], state| EnterpriseRow {
            enterprise: Link::new(words(name), "/enterprises/e1"),
            code: code.map(words),
            region: code.map(|_| words("河南省郑州市")),
            qualifications: qualifications.iter().map(|title| words(title)).collect(),
            state,
        };
        let sorted = |column: crate::web::parts::Column, order| column.sorted("/enterprises?sort=name", order);
        let mut columns = page.columns;
        columns[0] = sorted(columns[0].clone(), Some(Order::Ascending));
        columns[2] = sorted(columns[2].clone(), None);
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

    fn sample_without_match(words: Words) -> Self {
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), EnterpriseListFilters::default()) }
    }
}

/// Unified social credit codes of no real enterprise, with valid check characters.
const CODES: [&str; 3] = ["91410100MA3X7K2P21", "91410100MA40QD8L4R", "914101007932041683"];

impl EnterprisePage {
    /// An enterprise of which nothing but the name is known.
    fn sample_bare(words: Words) -> Self {
        Self::sample_named(words, "商丘归德建工劳务有限公司")
    }

    fn sample_named(words: Words, name: &str) -> Self {
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
            registered_capital: None,
            founded_on: None,
            address: None,
            former_names: Vec::new(),
            qualifications: Vec::new(),
            permits: Vec::new(),
            people: Vec::new(),
            projects: Vec::new(),
            credit: Vec::new(),
            history: Vec::new(),
        }
    }

    fn sample(words: Words) -> Self {
        let some = |text: &str| Some(words(text));
        let history = |when, title, detail| TimelineEntry {
            when,
            title: words(title),
            detail,
            source: some("来源：企业申报，郑州市审核"),
        };
        Self {
            code: some(CODES[0]),
            state: StateTag::Good(words("正常")),
            level: words("B"),
            source: some("企业申报，2026-10-12 郑州市住房保障和房地产管理局审核"),
            kind: some("建筑业企业"),
            region: some("河南省郑州市金水区"),
            legal_representative: some("李国栋"),
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
                registration: words("一级注册建造师 · 建筑工程"),
                number: some("豫1412018201900123"),
                valid_until: day(2027, 6, 30),
            }],
            projects: vec![
                project(
                    words,
                    "郑东新区龙湖北岸安置房一期 3 号地块建筑工程",
                    Some(12_345_678_900_000),
                    StateTag::Plain(words("在建")),
                ),
                project(words, "金水区第十二小学迁建工程", None, StateTag::Good(words("竣工"))),
            ],
            credit: vec![CreditLine {
                kind: StateTag::Bad(words("不良行为")),
                title: words("未按规定在施工现场配备项目负责人"),
                decision: some("郑建罚决字〔2026〕第 18 号"),
                authority: some("郑州市城乡建设局"),
                decided_on: day(2026, 4, 7),
                public_until: day(2027, 4, 6),
            }],
            history: vec![
                history(TimelineWhen::Instant(as_of()), "注册资本变更", some("由 20,080 万元变更为 300,800 万元")),
                history(TimelineWhen::Day(day(2011, 8, 1).unwrap()), "名称变更", None),
                history(TimelineWhen::Unknown, "首次登记", None),
            ],
            ..Self::sample_named(words, "河南中原建工集团有限公司")
        }
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

fn project(words: Words, name: &str, price: Option<i64>, state: StateTag) -> ProjectLine {
    let project = Link::new(words(name), "/projects/p1");
    ProjectLine { project, role: words("施工"), price, area: price.map(|_| 8_650_050), state }
}

/// The parts that no page uses yet.
#[derive(askama::Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% import "parts/bars.html" as bars %}{% block main %}<h1>统计</h1>{% call bars::chart(chart) %}{% endcall %}{% endblock %}"#,
    ext = "html"
)]
struct PartsPage {
    layout: Layout,
    chart: BarChart,
}

impl PartsPage {
    fn sample(words: Words) -> Self {
        let figures = [("郑州市", 4_120), ("洛阳市", 1_388), ("济源市", 3), ("其他", 0)];
        let figures = figures.map(|(city, enterprises)| (words(city), enterprises));
        let chart = BarChart::new(words("各市登记的企业"), words("家"), figures);
        Self { layout: Layout::new(&site(words), "统计"), chart }
    }
}

#[rstest]
fn every_page_bears_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let invalid = Error::Invalid(vec![FieldError::new("q", "q.too_short", words("请至少输入两个字。"))]);
    let pages = [
        check::page(&format!("home-{suffix}"), &Home::sample(words)),
        check::page(&format!("managers-{suffix}"), &ManagerLookup::sample(words, Post::ProjectManager)),
        check::page(&format!("supervisors-{suffix}"), &ManagerLookup::sample(words, Post::ChiefSupervisor)),
        check::page(&format!("managers-none-{suffix}"), &ManagerLookup::sample_without_match(words)),
        check::page(&format!("managers-errors-{suffix}"), &ManagerLookup::sample_with_errors(words)),
        check::page(&format!("enterprises-{suffix}"), &EnterpriseList::sample(words)),
        check::page(&format!("enterprises-none-{suffix}"), &EnterpriseList::sample_without_match(words)),
        check::page(&format!("enterprise-{suffix}"), &EnterprisePage::sample(words)),
        check::page(&format!("enterprise-bare-{suffix}"), &EnterprisePage::sample_bare(words)),
        check::page(&format!("problem-{suffix}"), &ProblemPage::new(&site(words), &Error::Stale, words("7f3a9c"))),
        check::page(&format!("problem-fields-{suffix}"), &ProblemPage::new(&site(words), &invalid, words("7f3a9c"))),
        check::page(&format!("privacy-{suffix}"), &Privacy::new(&site(words))),
        check::page(&format!("parts-{suffix}"), &PartsPage::sample(words)),
    ];
    for html in pages {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}

#[test]
fn a_busy_manager_is_told_from_a_free_one_without_colour() {
    let html = check::page("managers-as-is", &ManagerLookup::sample(str::to_owned, Post::ProjectManager));
    assert!(html.contains("<p class=\"verdict-word\">有在建项目</p>"));
    assert!(html.contains("在建 1 项，自 2026-03-02 起，依据施工许可证 410105202603020101。"));
    assert!(html.contains("<p class=\"verdict-word\">无在建项目</p>"));
    assert!(html.contains("4101**********1234") && html.contains("4103**********567X"), "namesakes are told apart");
}

#[test]
fn what_is_not_recorded_is_spoken() {
    let html = check::page("enterprise-bare-as-is", &EnterprisePage::sample_bare(str::to_owned));
    assert!(html.contains("<dt>注册资本</dt><dd><span class=\"missing\"><span aria-hidden=\"true\">—</span><span class=\"visually-hidden\">未登记</span></span></dd>"));
}

#[test]
fn amounts_areas_and_instants_have_their_units() {
    let html = check::page("enterprise-as-is", &EnterprisePage::sample(str::to_owned));
    assert!(html.contains("12,345,678.9 万元"));
    assert!(html.contains("86,500.5 m²"));
    assert!(html.contains("<time class=\"nowrap\" datetime=\"2026-11-22T17:05:00+08:00\">2026-11-22 17:05</time>"));
    assert!(html.contains("aria-current=\"true\">企业</a>"), "an enterprise's page belongs to its registry");
}

#[test]
fn a_wrong_field_names_its_error_and_the_summary_leads_to_it() {
    let html = check::page("managers-errors-as-is", &ManagerLookup::sample_with_errors(str::to_owned));
    assert!(html.contains("<a href=\"#field-registration_number\">注册号至少 6 位"));
    assert!(html.contains(
        "aria-invalid=\"true\" aria-describedby=\"field-registration_number-hint field-registration_number-error\""
    ));
}

#[test]
fn a_list_says_how_it_is_sorted_and_how_much_it_shows() {
    let html = check::page("enterprises-as-is", &EnterpriseList::sample(str::to_owned));
    assert!(html.contains("aria-sort=\"ascending\"><a class=\"sort\" href=\"/enterprises?sort=name\">企业名称</a>"));
    assert!(html.contains("至少 1,000 条，本页 4 条"));
    assert!(html.contains("rel=\"next\""));
}

#[rstest]
fn every_error_has_a_page_that_keeps_its_cause_to_itself() {
    let page = ProblemPage::new(&Site::default(), &Error::internal("the database said secret"), "7f3a9c");
    let html = check::page("problem-internal", &page);
    assert!(html.contains(Code::Internal.title()) && html.contains(Code::Internal.as_str()) && html.contains("7f3a9c"));
    assert!(!html.contains("secret"));
}
