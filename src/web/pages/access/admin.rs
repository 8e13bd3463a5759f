//! Pages of whoever looks after organisations and accounts.

use askama::Template;
use chrono::{DateTime, Utc};

use super::{TypedAccount, layout};
use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, Pager, RegionSelect, StateTag};
use crate::web::{Layout, Site, filters};

/// A page below a list.
pub(super) fn below(site: &Site, list: (&str, &str), title: &str) -> Layout {
    let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to(list.0, list.1), Crumb::here(title)];
    Layout { breadcrumb, ..layout(site, title) }
}

/// The enterprises of a department's region that ask or asked to be let in.
#[derive(Template)]
#[template(path = "access/organisations.html")]
pub struct Organisations {
    /// Around it.
    pub layout: Layout,
    /// In which state.
    pub states: Vec<Choice>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The enterprises.
    pub rows: Vec<OrganisationLine>,
    /// The pages before and after.
    pub pager: Pager,
}

/// An enterprise that asks or asked to be let in.
pub struct OrganisationLine {
    /// Name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Credit code.
    pub credit_code: String,
    /// Where it is registered.
    pub region: String,
    /// When it asked.
    pub registered_at: DateTime<Utc>,
    /// What was decided.
    pub state: StateTag,
}

impl Organisations {
    /// A page of these.
    pub fn new(site: &Site, states: Vec<Choice>, rows: Vec<OrganisationLine>, next: Option<String>) -> Self {
        let columns = ["企业", "信用代码", "注册属地", "提出时间", "状态"].map(Column::text).into();
        let pager = Pager { shown: rows.len() as u64, total: None, capped: false, previous: None, next };
        Self { layout: layout(site, "单位核验"), states, columns, rows, pager }
    }
}

/// An enterprise that asks to be let in, beside what the registry knows of it.
#[derive(Template)]
#[template(path = "access/organisation.html")]
pub struct OrganisationPage {
    /// Around it.
    pub layout: Layout,
    /// What was filed.
    pub row: OrganisationLine,
    /// Why it was refused or suspended.
    pub reason: Option<String>,
    /// Who asks.
    pub applicant: Option<ApplicantLine>,
    /// What the registry knows.
    pub known: Option<KnownEnterprise>,
    /// What can be decided.
    pub decisions: Vec<Choice>,
    /// Where it is decided.
    pub decide_url: String,
    /// The version that was seen.
    pub version: i64,
    /// The reason as typed.
    pub typed_reason: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Who asks for an enterprise.
pub struct ApplicantLine {
    /// Name.
    pub name: String,
    /// Log-in name.
    pub login_name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// What the registry knows of an enterprise.
pub struct KnownEnterprise {
    /// Name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Legal representative.
    pub legal_representative: Option<String>,
    /// Where it is registered.
    pub region: Option<String>,
}

impl OrganisationPage {
    /// The page of an enterprise, of which nothing can be decided yet.
    pub fn new(site: &Site, row: OrganisationLine, version: i64) -> Self {
        Self {
            layout: below(site, ("单位核验", "/admin/organisations"), &row.name),
            decide_url: format!("{}/decision", row.url),
            row,
            reason: None,
            applicant: None,
            known: None,
            decisions: Vec::new(),
            version,
            typed_reason: String::new(),
            errors: Vec::new(),
        }
    }
}

/// The accounts that somebody looks after.
#[derive(Template)]
#[template(path = "access/accounts.html")]
pub struct Accounts {
    /// Around it.
    pub layout: Layout,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The accounts.
    pub rows: Vec<AccountLine>,
    /// The pages before and after.
    pub pager: Pager,
    /// Whether whoever looks may make accounts.
    pub may_create: bool,
}

/// An account.
pub struct AccountLine {
    /// Name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Log-in name.
    pub login_name: String,
    /// For whom it acts.
    pub organisation: String,
    /// What it may do.
    pub roles: Vec<String>,
    /// Whether it may sign in.
    pub state: StateTag,
}

impl Accounts {
    /// A page of these.
    pub fn new(site: &Site, rows: Vec<AccountLine>, next: Option<String>) -> Self {
        let columns = ["姓名", "登录名", "单位", "角色", "状态"].map(Column::text).into();
        let pager = Pager { shown: rows.len() as u64, total: None, capped: false, previous: None, next };
        Self { layout: layout(site, "账号管理"), columns, rows, pager, may_create: true }
    }
}

/// The form of a new account.
#[derive(Template)]
#[template(path = "access/new_account.html")]
pub struct NewAccountForm {
    /// Around it.
    pub layout: Layout,
    /// For whom it is to act.
    pub organisation: String,
    /// The public id of that.
    pub organisation_id: String,
    /// What was typed.
    pub typed: TypedAccount,
    /// What it may be let do.
    pub roles: Vec<Choice>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl NewAccountForm {
    /// The form, empty.
    pub fn new(site: &Site, organisation: String, organisation_id: String, roles: Vec<Choice>) -> Self {
        let layout = below(site, ("账号管理", "/admin/accounts"), "创建账号");
        Self { layout, organisation, organisation_id, typed: TypedAccount::default(), roles, errors: Vec::new() }
    }
}

/// The departments, and the form of a new one.
#[derive(Template)]
#[template(path = "access/departments.html")]
pub struct Departments {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The departments.
    pub rows: Vec<DepartmentLine>,
    /// The pages before and after.
    pub pager: Pager,
    /// The name as typed.
    pub name: String,
    /// The tiers.
    pub tiers: Vec<Choice>,
    /// What it is to be in charge of.
    pub region: RegionSelect,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// A department.
pub struct DepartmentLine {
    /// Name.
    pub name: String,
    /// Tier.
    pub tier: String,
    /// What it is in charge of.
    pub region: String,
    /// Where an account of it is made.
    pub url: String,
}

impl Departments {
    /// A page of these, with the form for another.
    pub fn new(site: &Site, rows: Vec<DepartmentLine>, next: Option<String>, tiers: Vec<Choice>) -> Self {
        let columns = ["部门", "层级", "管辖地区", "操作"].map(Column::text).into();
        let pager = Pager { shown: rows.len() as u64, total: None, capped: false, previous: None, next };
        let region = RegionSelect::of("", "", "");
        let layout = layout(site, "部门");
        Self { layout, done: None, columns, rows, pager, name: String::new(), tiers, region, errors: Vec::new() }
    }
}
