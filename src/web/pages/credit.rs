//! The credit registry: public records, and the blacklist.

use askama::Template;
use chrono::NaiveDate;

use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, Link, Pager, StateTag, WhyNot};
use crate::web::{Layout, NavItem, Site, filters};

/// One public credit record.
pub struct CreditLine {
    /// Good, bad, blacklist.
    pub kind: StateTag,
    /// What happened.
    pub title: String,
    /// What was decided.
    pub content: Option<String>,
    /// The project concerned, as written.
    pub project: Option<String>,
    /// The decision's number, or the record's.
    pub decision: Option<String>,
    /// Who decided.
    pub authority: Option<String>,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The last day it is shown.
    pub public_until: Option<NaiveDate>,
}

impl CreditLine {
    /// Heads of the records of one enterprise or person.
    pub fn columns() -> Vec<Column> {
        ["事项", "类别", "文号或编号", "决定机关", "决定日期", "公开至"].map(Column::text).into()
    }
}

/// Which list of the credit registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditListKind {
    /// All public records.
    Records,
    /// Who stands on the blacklist.
    Blacklist,
}

impl CreditListKind {
    /// The page's name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Records => "诚信记录",
            Self::Blacklist => "建筑市场主体“黑名单”",
        }
    }

    /// What the page shows, in a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Records => "企业和人员在公开期内的信用信息；公开期满的不再显示。",
            Self::Blacklist => "当日在列的企业和人员；已移出的不再显示。",
        }
    }

    /// The page's address.
    pub fn url(self) -> &'static str {
        match self {
            Self::Records => "/credit-records",
            Self::Blacklist => "/blacklist",
        }
    }
}

/// A list of public credit records.
#[derive(Template)]
#[template(path = "credit_records.html")]
pub struct CreditList {
    /// Around it.
    pub layout: Layout,
    /// Which list.
    pub list: CreditListKind,
    /// The enterprise or person asked for.
    pub subject: String,
    /// The kind asked for.
    pub kinds: Vec<Choice>,
    /// What is wrong with the question.
    pub errors: Vec<FieldError>,
    /// The records of this page.
    pub rows: Vec<CreditRow>,
    /// Where it goes on.
    pub pager: Pager,
    /// Said when nothing matches.
    pub why_not: Option<WhyNot>,
}

/// One record of the list.
pub struct CreditRow {
    /// Whom it concerns.
    pub subject: Link,
    /// The record.
    pub line: CreditLine,
}

impl CreditList {
    /// The page before anything is found.
    pub fn new(site: &Site, list: CreditListKind, subject: String, kinds: Vec<Choice>) -> Self {
        let home = Crumb::to("首页", "/");
        let breadcrumb = match list {
            CreditListKind::Records => vec![home, Crumb::here(list.title())],
            CreditListKind::Blacklist => {
                vec![home, Crumb::to(CreditListKind::Records.title(), "/credit-records"), Crumb::here(list.title())]
            }
        };
        let layout = Layout { nav: Some(NavItem::Credit), breadcrumb, ..Layout::new(site, list.title()) };
        let (errors, rows, pager) = (Vec::new(), Vec::new(), Pager::default());
        Self { layout, list, subject, kinds, errors, rows, pager, why_not: None }
    }

    /// The heads of the columns.
    pub fn columns() -> Vec<Column> {
        ["企业或人员", "事项", "类别", "文号或编号", "决定机关", "决定日期", "公开至"].map(Column::text).into()
    }
}
