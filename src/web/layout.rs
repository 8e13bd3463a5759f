//! What every page has around its own content: the site's name, where the reader is, how fresh the data is.

use std::fmt;

use askama::Template;
use chrono::{DateTime, Utc};

use super::address::address;
use super::parts::{Crumb, Link};
use crate::error::{Error, Result};

/// The policy the templates keep to: everything from this server, nothing inline, no frame, no other origin.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; font-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     connect-src 'self'";

/// Whose platform this is; from the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The platform's name (`site_name`).
    pub name: String,
    /// What it is for, said beside the name.
    pub tagline: String,
    /// The department that runs it and answers for personal data.
    pub operator: String,
    /// How to reach the operator: a telephone number, a mailbox, an office.
    pub contact: String,
    /// Who is signed in, if anybody.
    pub visitor: Option<Visitor>,
}

/// Who is signed in, as every page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Their name.
    pub name: String,
    /// For whom they act.
    pub organisation: String,
    /// What their forms must bear.
    pub csrf_token: String,
    /// What they have to do here: the pages of their roles.
    pub work: Vec<Link>,
    /// How many notices they have not read.
    pub unread: i64,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "四库一平台".to_owned(),
            tagline: "建筑市场监管公共服务".to_owned(),
            operator: "本平台管理单位".to_owned(),
            contact: "请到当地住房和城乡建设主管部门服务窗口咨询".to_owned(),
            visitor: None,
        }
    }
}

/// The entries of the main navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// The search-first front page.
    Home,
    /// The enterprise registry.
    Enterprises,
    /// The personnel registry.
    People,
    /// The project registry.
    Projects,
    /// The credit registry.
    Credit,
    /// Active projects of project managers.
    ProjectManagers,
    /// Active projects of chief supervision engineers.
    ChiefSupervisors,
    /// Whether somebody may undertake or lead works.
    Eligibility,
    /// The open interface and its documentation.
    Api,
}

impl NavItem {
    /// All entries, in the order shown.
    pub const ALL: [Self; 9] = [
        Self::Home,
        Self::Enterprises,
        Self::People,
        Self::Projects,
        Self::Credit,
        Self::ProjectManagers,
        Self::ChiefSupervisors,
        Self::Eligibility,
        Self::Api,
    ];

    /// The words shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Home => "首页",
            Self::Enterprises => "企业",
            Self::People => "人员",
            Self::Projects => "项目",
            Self::Credit => "诚信",
            Self::ProjectManagers => "项目经理在建查询",
            Self::ChiefSupervisors => "总监在建查询",
            Self::Eligibility => "能否承接",
            Self::Api => "开放接口",
        }
    }

    /// The page it leads to; the same plural nouns as the API.
    pub fn url(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Enterprises => "/enterprises",
            Self::People => "/people",
            Self::Projects => "/projects",
            Self::Credit => "/credit-records",
            Self::ProjectManagers => "/project-managers",
            Self::ChiefSupervisors => "/chief-supervisors",
            Self::Eligibility => "/eligibility",
            Self::Api => "/docs",
        }
    }
}

/// Where the search box looks: it submits `q` and `in` to `/search`, which redirects to [`Scope::url`], so one form
/// works without JavaScript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// By name or unified social credit code.
    #[default]
    Enterprises,
    /// By name.
    People,
    /// By name or number.
    Projects,
}

impl Scope {
    /// All scopes, in the order shown.
    pub const ALL: [Self; 3] = [Self::Enterprises, Self::People, Self::Projects];

    /// The word shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Enterprises => "企业",
            Self::People => "人员",
            Self::Projects => "项目",
        }
    }

    /// What may be typed.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Enterprises => "企业名称或统一社会信用代码",
            Self::People => "姓名",
            Self::Projects => "项目名称或项目编号",
        }
    }

    /// The value of the parameter `in`.
    pub fn value(self) -> &'static str {
        match self {
            Self::Enterprises => "enterprises",
            Self::People => "people",
            Self::Projects => "projects",
        }
    }

    /// The scope a value of `in` stands for.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.value() == value)
    }

    /// The registry's list, searched for `text`.
    pub fn url(self, text: &str) -> String {
        let parameter = if self == Self::People { "name" } else { "q" };
        address(&format!("/{}", self.value()), &[(parameter, text)])
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

/// The search form in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchBox {
    /// The registry chosen.
    pub scope: Scope,
    /// What was typed.
    pub text: String,
}

/// What a page hands to `layout.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Whose platform.
    pub site: Site,
    /// The page's name, first in the window title.
    pub title: String,
    /// The navigation entry the page belongs to.
    pub nav: Option<NavItem>,
    /// The way from the front page to here, this page last; empty on the front page.
    pub breadcrumb: Vec<Crumb>,
    /// Up to when the data shown is complete.
    pub as_of: Option<DateTime<Utc>>,
    /// The API address of the same data.
    pub json_url: Option<String>,
    /// The search form in the header; `None` where the page itself is one.
    pub search: Option<SearchBox>,
}

impl Layout {
    /// A layout with the search form and nothing else said; a page sets the rest by struct update.
    pub fn new(site: &Site, title: impl Into<String>) -> Self {
        Self {
            site: site.clone(),
            title: title.into(),
            nav: None,
            breadcrumb: Vec::new(),
            as_of: None,
            json_url: None,
            search: Some(SearchBox::default()),
        }
    }

    /// The navigation entries.
    pub fn navigation(&self) -> [NavItem; 9] {
        NavItem::ALL
    }

    /// The value of `aria-current` for this entry: the page itself, or the registry a record's page belongs to.
    pub fn aria_current(&self, item: &NavItem) -> Option<&'static str> {
        let is_itself = self.breadcrumb.len() <= 2;
        (self.nav == Some(*item)).then_some(if is_itself { "page" } else { "true" })
    }

    /// The scopes of the search form.
    pub fn scopes(&self) -> [Scope; 3] {
        Scope::ALL
    }

    /// The pages of the roles of whoever is signed in.
    pub fn work(&self) -> &[Link] {
        self.site.visitor.as_ref().map_or(&[], |visitor| &visitor.work)
    }

    /// Whether a page is among the work of whoever looks.
    pub fn works_at(&self, url: &str) -> bool {
        self.work().iter().any(|link| link.url == url)
    }

    /// What a form must bear to be of whoever is signed in.
    pub fn csrf_token(&self) -> &str {
        self.site.visitor.as_ref().map_or("", |visitor| &visitor.csrf_token)
    }

    /// Siku's own version, shown in the footer so that a report can name it.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// A page as text. A template that fails is a defect of ours.
pub fn render(page: &impl Template) -> Result<String> {
    page.render().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Scope::Enterprises, "华建", "/enterprises?q=%E5%8D%8E%E5%BB%BA")]
    #[case(Scope::People, "a b&c=d", "/people?name=a%20b%26c%3Dd")]
    #[case(Scope::Projects, "4101-x_y.z~", "/projects?q=4101-x_y.z~")]
    fn a_search_leads_to_the_list_with_the_text_intact(#[case] scope: Scope, #[case] text: &str, #[case] url: &str) {
        assert_eq!(scope.url(text), url);
        assert_eq!(Scope::from_value(scope.value()), Some(scope));
    }
}
