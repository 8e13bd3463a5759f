//! Pages of people at the door, at their own account, and of whoever looks after accounts.

mod admin;
mod delegation;
mod managed;
mod own;

use askama::Template;

use crate::error::FieldError;
use crate::web::parts::{Crumb, Link, RegionSelect};
use crate::web::{Layout, Site, filters};

pub use admin::{
    AccountLine, Accounts, ApplicantLine, DepartmentLine, Departments, KnownEnterprise, NewAccountForm,
    OrganisationLine, OrganisationPage, Organisations,
};
pub use delegation::{DelegationForm, DelegationLine, Delegations};
pub use managed::ManagedAccount;
pub use own::{
    ContactForm, Holder, MyAccount, PasswordForm, RecoveryCodes, SecondFactorPage, SessionLine, ShownOnce, ShownSecret,
    TokenLine, Tokens,
};

/// Layout of a page of these: below the front page, without the search form, which would be the first form of the page.
pub(super) fn layout(site: &Site, title: &str) -> Layout {
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
    /// The way to another system that signs people in.
    pub elsewhere: Option<Link>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Login {
    /// The form, empty.
    pub fn new(site: &Site, csrf_token: String, next: String) -> Self {
        Self {
            layout: layout(site, "登录"),
            csrf_token,
            next,
            login_name: String::new(),
            elsewhere: None,
            errors: Vec::new(),
        }
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

/// What was typed of an account that is to be; of its enterprise too, where that registers.
#[derive(Clone, Debug, Default)]
pub struct TypedAccount {
    /// Credit code of the enterprise.
    pub credit_code: String,
    /// Name of the enterprise.
    pub name: String,
    /// Who it is.
    pub person_name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Log-in name.
    pub login_name: String,
}

/// Where an enterprise asks to be let in.
#[derive(Template)]
#[template(path = "access/register.html")]
pub struct Register {
    /// Around it.
    pub layout: Layout,
    /// What the form must bear.
    pub csrf_token: String,
    /// What was typed; never a password.
    pub typed: TypedAccount,
    /// Where it is registered.
    pub region: RegionSelect,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Register {
    /// The form, empty.
    pub fn new(site: &Site, csrf_token: String, region: RegionSelect) -> Self {
        let layout = layout(site, "注册企业账号");
        Self { layout, csrf_token, typed: TypedAccount::default(), region, errors: Vec::new() }
    }
}
