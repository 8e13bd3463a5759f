//! Who stands in for a reviewer who is away.

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, StateTag};
use crate::web::{Layout, Site, filters};

/// The delegations of a reviewer, with the form of another.
#[derive(Template)]
#[template(path = "access/delegations.html")]
pub struct Delegations {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// What the page is called.
    pub title: String,
    /// How things stand today.
    pub current: String,
    /// For whom they stand in, now or on days to come.
    pub deputising: Vec<String>,
    /// Why nobody can be named; nothing where there is a form.
    pub kept_from: Option<&'static str>,
    /// The form.
    pub form: Option<DelegationForm>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The delegations, the latest first.
    pub rows: Vec<DelegationLine>,
    /// The page above.
    pub back_url: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// The form in which a deputy is named, as it was filled in.
pub struct DelegationForm {
    /// Where it goes.
    pub action: String,
    /// Who may stand in.
    pub colleagues: Vec<Choice>,
    /// The first day.
    pub first_day: String,
    /// The last.
    pub last_day: String,
}

/// A delegation.
pub struct DelegationLine {
    /// Who stands in.
    pub deputy: String,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last.
    pub last_day: NaiveDate,
    /// Where it stands.
    pub state: StateTag,
    /// When it was ended before its last day.
    pub ended_at: Option<DateTime<Utc>>,
    /// Where it is ended.
    pub end_url: Option<String>,
}

impl Delegations {
    /// The page of whoever looks, without what is on file.
    pub fn own(site: &Site) -> Self {
        Self::below(site, "离岗代理".to_owned(), [Crumb::to("我的账号", "/account")].into(), "/account")
    }

    /// The page of somebody whose account is at `url`, likewise.
    pub fn of(site: &Site, name: &str, url: &str) -> Self {
        let above = vec![Crumb::to("账号管理", "/admin/accounts"), Crumb::to(name, url)];
        Self::below(site, format!("离岗代理：{name}"), above, url)
    }

    fn below(site: &Site, title: String, above: Vec<Crumb>, back_url: &str) -> Self {
        let mut breadcrumb = vec![Crumb::to("首页", "/")];
        breadcrumb.extend(above);
        breadcrumb.push(Crumb::here("离岗代理"));
        Self {
            layout: Layout { breadcrumb, ..layout(site, &title) },
            done: None,
            title,
            current: String::new(),
            deputising: Vec::new(),
            kept_from: None,
            form: None,
            columns: ["代理人", "第一天", "最后一天", "状态", "操作"].map(Column::text).into(),
            rows: Vec::new(),
            back_url: back_url.to_owned(),
            errors: Vec::new(),
        }
    }
}
