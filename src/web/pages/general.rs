//! Pages of the platform itself: the front page, the problem page, the error codes, the privacy notice.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::error::{Code, Error, FieldError};
use crate::web::parts::Crumb;
use crate::web::{Layout, NavItem, Scope, SearchBox, Site, filters};

/// The front page: search first.
#[derive(Template)]
#[template(path = "home.html")]
pub struct Home {
    /// Around it; without the header's search form.
    pub layout: Layout,
    /// The registry chosen and the text typed, when a search comes back.
    pub search: SearchBox,
    /// Searches that show what may be typed.
    pub examples: Vec<LookUpExample>,
    /// What the registries hold.
    pub registries: Vec<RegistryCount>,
}

/// A search somebody could make.
pub struct LookUpExample {
    /// The registry searched.
    pub scope: Scope,
    /// The text typed.
    pub text: String,
}

/// What a registry holds.
pub struct RegistryCount {
    /// The registry.
    pub nav: NavItem,
    /// What is counted: `家企业`, `名人员`.
    pub unit: &'static str,
    /// How many.
    pub records: u64,
    /// Up to when it is complete; `None` when nothing was loaded yet.
    pub as_of: Option<DateTime<Utc>>,
}

impl Home {
    /// The front page with these counts.
    pub fn new(site: &Site, examples: Vec<LookUpExample>, registries: Vec<RegistryCount>) -> Self {
        let layout = Layout {
            nav: Some(NavItem::Home),
            as_of: registries.iter().filter_map(|registry| registry.as_of).min(),
            search: None,
            ..Layout::new(site, "首页")
        };
        Self { layout, search: SearchBox::default(), examples, registries }
    }
}

/// What went wrong and what to do, from the same [`Error`] as `problem+json`.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// Around it.
    pub layout: Layout,
    /// What happened, in a phrase.
    pub title: &'static str,
    /// What to do.
    pub detail: String,
    /// The fields that are wrong, if it is about fields.
    pub fields: Vec<FieldError>,
    /// The stable code, for a report.
    pub code: &'static str,
    /// The number under which the log has this request.
    pub request_id: String,
}

impl ProblemPage {
    /// The page of this error. The cause of an internal one is not in it.
    pub fn new(site: &Site, error: &Error, request_id: impl Into<String>) -> Self {
        let code = error.code();
        let fields = match error {
            Error::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        };
        let detail = if fields.is_empty() {
            error.detail()
        } else {
            "请返回上一页，更正以下内容后再提交。".to_owned()
        };
        Self {
            layout: Layout::new(site, code.title()),
            title: code.title(),
            detail,
            fields,
            code: code.as_str(),
            request_id: request_id.into(),
        }
    }
}

/// What is done with personal data, and what a person can ask for.
#[derive(Template)]
#[template(path = "privacy.html")]
pub struct Privacy {
    /// Around it.
    pub layout: Layout,
}

impl Privacy {
    /// The notice of this site.
    pub fn new(site: &Site) -> Self {
        let title = "个人信息保护说明";
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::here(title)];
        Self { layout: Layout { breadcrumb, ..Layout::new(site, title) } }
    }
}

/// What every error code means, one anchor a code: `/docs/errors#record.not_found`.
#[derive(Template)]
#[template(path = "error_codes.html")]
pub struct ErrorCodes {
    /// Around it.
    pub layout: Layout,
    /// The codes.
    pub codes: Vec<ExplainedCode>,
}

/// An error code with the HTTP status it comes with.
pub struct ExplainedCode {
    /// The code.
    pub code: Code,
    /// The status.
    pub status: u16,
}

impl ErrorCodes {
    /// The page of these codes.
    pub fn new(site: &Site, codes: Vec<ExplainedCode>) -> Self {
        let title = "错误代码说明";
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to("开放接口", "/docs"), Crumb::here(title)];
        let layout = Layout { nav: Some(NavItem::Api), breadcrumb, ..Layout::new(site, title) };
        Self { layout, codes }
    }
}
