//! A sample of every page, and the test that renders them all. The people, firms and numbers are made up.

mod access;
mod credit;
mod eligibility;
mod enterprise;
mod filing;
mod finding;
mod ledger;
mod lock;
mod manager_lookup;
mod person;
mod project;
mod workbook;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use rstest::rstest;

use super::*;
use crate::error::{Code, Error, FieldError};
use crate::web::check::{self, WORDS, Words};
use crate::web::parts::{Asked, BarChart, Cell, Column, Mention, NearMatch, StateTag, TableSection, WhyNot};
use crate::web::{Layout, NavItem, Scope, Site, filters};

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

impl WhyNot {
    /// Nothing found, and two people who come near.
    fn sample(words: Words) -> Self {
        let asked = |registry, records| Asked { registry, records, as_of: Some(as_of()) };
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

impl TableSection {
    /// A table with every kind of cell, once with something in it and once without.
    fn sample(words: Words) -> Self {
        let heads = ["名称", "编号", "单位", "金额", "面积", "日期", "状态", "数据等级", "其他"].map(Column::text);
        let some = |text| Some(words(text));
        let full = [
            Cell::text(words("一标段")),
            Cell::Number(some("BD-001")),
            Cell::Mention(Some(Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned())))),
            Cell::Money(Some(1_234_500_000)),
            Cell::Area(Some(8_650_050)),
            Cell::Day(day(2026, 3, 2)),
            Cell::State(StateTag::Good(words("中标"))),
            Cell::Level("B".to_owned()),
            Cell::Lines(vec![words("结构 框架结构"), words("高度 18 m")]),
        ];
        let bare = [
            Cell::Text(None),
            Cell::Number(None),
            Cell::Mention(None),
            Cell::Money(None),
            Cell::Area(None),
            Cell::Day(None),
            Cell::State(StateTag::Plain(words("未中标"))),
            Cell::Level("D".to_owned()),
            Cell::Lines(Vec::new()),
        ];
        Self::new("samples", "样表", heads, [full, bare])
    }
}

impl ErrorCodes {
    fn sample(words: Words) -> Self {
        let codes = Code::ALL.iter().map(|code| ExplainedCode { code: *code, status: 400 }).collect();
        Self::new(&site(words), codes)
    }
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
        check::page(&format!("enterprise-projects-{suffix}"), &EnterpriseProjects::sample(words)),
        check::page(&format!("enterprise-bare-{suffix}"), &EnterprisePage::sample_bare(words)),
        check::page(&format!("people-{suffix}"), &PeopleList::sample(words)),
        check::page(&format!("people-none-{suffix}"), &PeopleList::sample_without_match(words)),
        check::page(&format!("people-errors-{suffix}"), &PeopleList::sample_with_errors(words)),
        check::page(&format!("person-{suffix}"), &PersonPage::sample(words)),
        check::page(&format!("person-bare-{suffix}"), &PersonPage::sample_bare(words)),
        check::page(&format!("projects-{suffix}"), &ProjectList::sample(words)),
        check::page(&format!("projects-none-{suffix}"), &ProjectList::sample_without_match(words)),
        check::page(&format!("project-{suffix}"), &ProjectPage::sample(words)),
        check::page(&format!("project-people-{suffix}"), &ProjectPeople::sample(words)),
        check::page(&format!("project-bare-{suffix}"), &ProjectPage::sample_bare(words)),
        check::page(&format!("credit-{suffix}"), &CreditList::sample(words, CreditListKind::Records)),
        check::page(&format!("blacklist-{suffix}"), &CreditList::sample(words, CreditListKind::Blacklist)),
        check::page(&format!("credit-none-{suffix}"), &CreditList::sample_without_match(words)),
        check::page(&format!("problem-{suffix}"), &ProblemPage::new(&site(words), &Error::Stale, words("7f3a9c"))),
        check::page(&format!("problem-fields-{suffix}"), &ProblemPage::new(&site(words), &invalid, words("7f3a9c"))),
        check::page(&format!("privacy-{suffix}"), &Privacy::new(&site(words))),
        check::page(&format!("error-codes-{suffix}"), &ErrorCodes::sample(words)),
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
    assert!(html.contains("在建 1 项，自 2026-03-02，依据招标投标记录 4101052603020101-BD-001。"));
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
    assert!(html.contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/enterprises?sort=region\">地区</a>"));
    assert!(html.contains("class=\"sortable\"><a class=\"sort\" href=\"/enterprises?sort=name\">企业名称</a>"));
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
