//! Pages of people at the door, and at their own account.

use askama::Template;

use crate::error::FieldError;
use crate::web::parts::Crumb;
use crate::web::{Layout, Site, filters};

/// Layout of a page of these: below the front page, without the search form, which would be the first form of the page.
fn layout(site: &Site, title: &str) -> Layout {
    let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::here(title)];
    Layout { breadcrumb, search: None, ..Layout::new(site, title) }
}

/// Where people sign in.
#[derive(Template)]
#[template(path = "access/login.html")]
pub struct Login {
    /// Around it.
    pub layout: Layout,
    /// What the form must bear.
    pub csrf_token: String,
    /// Where they wanted to go.
    pub next: String,
    /// What they typed.
    pub login_name: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Login {
    /// The form, empty.
    pub fn new(site: &Site, csrf_token: String, next: String) -> Self {
        Self { layout: layout(site, "登录"), csrf_token, next, login_name: String::new(), errors: Vec::new() }
    }
}

/// Where people type their one-time password.
#[derive(Template)]
#[template(path = "access/login_second_factor.html")]
pub struct LoginSecondFactor {
    /// Around it.
    pub layout: Layout,
    /// What the form must bear.
    pub csrf_token: String,
    /// Where they wanted to go.
    pub next: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl LoginSecondFactor {
    /// The form.
    pub fn new(site: &Site, csrf_token: String, next: String) -> Self {
        Self { layout: layout(site, "输入动态码"), csrf_token, next, errors: Vec::new() }
    }
}
