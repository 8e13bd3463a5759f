//! What the check finds on file: how much of it, the list, and one with what happened to it.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use crate::error::FieldError;
use crate::web::parts::{BarChart, Choice, Column, Crumb, Mention, Pager, StateTag, TimelineEntry};
use crate::web::{Layout, Site, filters};

/// A finding in a list.
pub struct FoundLine {
    /// Its page.
    pub url: String,
    /// Rule and title: `X05 在建项目`.
    pub rule: String,
    /// What follows.
    pub effect: StateTag,
    /// How far it has come.
    pub state: StateTag,
    /// Whom and what it concerns, with their pages.
    pub concerns: Vec<Mention>,
    /// The record.
    pub record: String,
    /// Why.
    pub because: String,
    /// When it was found.
    pub opened_at: DateTime<Utc>,
}

/// Findings about a head, on the page of that head, for those who may see them.
pub struct FoundSection {
    /// The latest.
    pub rows: Vec<FoundLine>,
    /// Where all of them are.
    pub all_url: String,
    /// What else the rules tell of it.
    pub more_url: Option<String>,
    /// How that is called.
    pub more_label: &'static str,
}

/// What is asked for, as typed.
#[derive(Default)]
pub struct FindingsForm {
    /// The rules.
    pub rules: Vec<Choice>,
    /// The states.
    pub states: Vec<Choice>,
    /// The effects.
    pub effects: Vec<Choice>,
    /// Region code.
    pub region: String,
    /// The enterprise.
    pub enterprise: String,
}

/// Findings, with how many there are.
#[derive(Template)]
#[template(path = "finding/list.html")]
pub struct Findings {
    /// Around it.
    pub layout: Layout,
    /// Findings that somebody still has to act on.
    pub pending: i64,
    /// Findings that were waived.
    pub waived: i64,
    /// How many there are, by rule, region and age; on the first page only.
    pub charts: Vec<BarChart>,
    /// The conditions.
    pub form: FindingsForm,
    /// The same list as a workbook.
    pub workbook_url: String,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The findings.
    pub rows: Vec<FoundLine>,
    /// The pages before and after.
    pub pager: Pager,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Findings {
    /// The page with nothing in it yet.
    pub fn new(site: &Site) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::here("核验问题")];
        let layout = Layout { breadcrumb, search: None, ..Layout::new(site, "核验问题") };
        Self {
            layout,
            pending: 0,
            waived: 0,
            charts: Vec::new(),
            form: FindingsForm::default(),
            workbook_url: "/findings.xlsx".to_owned(),
            columns: ["规则", "所涉主体", "理由", "效力", "状态", "发现时间"].map(Column::text).into(),
            rows: Vec::new(),
            pager: Pager::default(),
            errors: Vec::new(),
        }
    }
}

/// What may be done about a finding, with what was typed.
#[derive(Default)]
pub struct FindingForms {
    /// Whether one may say that one knows.
    pub acknowledge: bool,
    /// Whether one may answer for the enterprise.
    pub answer: bool,
    /// Whether one may waive it.
    pub waive: bool,
    /// Version that was seen.
    pub version: i64,
    /// What was said.
    pub note: String,
    /// The document.
    pub document: String,
}

/// A finding.
#[derive(Template)]
#[template(path = "finding/one.html")]
pub struct FindingPage {
    /// Around it.
    pub layout: Layout,
    /// The finding.
    pub row: FoundLine,
    /// What the rule asks.
    pub question: String,
    /// The day of the act.
    pub act_on: NaiveDate,
    /// What was looked at.
    pub seen: Vec<String>,
    /// What mends it.
    pub remedy: String,
    /// What it rests on.
    pub citations: Vec<String>,
    /// Where.
    pub region: Option<String>,
    /// What happened, latest first.
    pub timeline: Vec<TimelineEntry>,
    /// What may be done.
    pub forms: FindingForms,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FindingPage {
    /// The layout of the page of a finding.
    pub fn layout(site: &Site, title: &str) -> Layout {
        let breadcrumb =
            vec![Crumb::to("首页", "/"), Crumb::to("核验问题", "/findings"), Crumb::here(title.to_owned())];
        Layout { breadcrumb, search: None, ..Layout::new(site, format!("核验问题：{title}")) }
    }

    /// Where a form of it goes.
    pub fn action(&self, deed: &str) -> String {
        format!("{}/{deed}", self.row.url)
    }
}
