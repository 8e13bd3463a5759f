//! Project-manager locks: those that concern somebody, with the form that takes a manager; and one, with what becomes of it.

use askama::Template;
use chrono::NaiveDate;

use super::access::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, Mention, Pager, StateTag, TimelineEntry};
use crate::web::{Layout, Site, filters};

/// A lock.
pub struct LockLine {
    /// Its page.
    pub url: String,
    /// The manager.
    pub person: Mention,
    /// The works.
    pub project: Mention,
    /// On whose behalf.
    pub enterprise: Option<Mention>,
    /// Since when.
    pub since: NaiveDate,
    /// From when on the manager is free.
    pub until: Option<NaiveDate>,
    /// What it rests on, why it does not bar, why it ended.
    pub reasons: Vec<String>,
    /// Where it stands.
    pub state: StateTag,
}

impl LockLine {
    /// Heads of a list of locks.
    pub fn columns() -> Vec<Column> {
        ["项目经理", "项目", "所属企业", "自何日起", "解除或到期", "依据和原因", "状态"].map(Column::text).into()
    }
}

/// The form that takes a manager, as it was filled in.
#[derive(Default)]
pub struct TakeForm {
    /// Where it goes.
    pub action: &'static str,
    /// Whether it reserves, as an enterprise does; else it locks.
    pub reserves: bool,
    /// The manager.
    pub person: String,
    /// The works.
    pub project: String,
    /// The enterprise.
    pub enterprise: String,
    /// Number of the tender.
    pub tender_number: String,
    /// Section of it.
    pub section: String,
    /// Days of the reservation.
    pub days: String,
    /// Day of the award.
    pub awarded_on: String,
    /// What the lock rests on.
    pub document: String,
}

/// The locks that concern somebody.
#[derive(Template)]
#[template(path = "lock/list.html")]
pub struct Locks {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Why the manager cannot be had.
    pub held: Option<String>,
    /// The form.
    pub form: TakeForm,
    /// What the registries say of the manager who is named in it.
    pub records: Option<String>,
    /// The locks, the latest first.
    pub rows: Vec<LockLine>,
    /// The rest of them.
    pub pager: Pager,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Locks {
    /// The page, without what is on file.
    pub fn new(site: &Site, form: TakeForm) -> Self {
        Self {
            layout: layout(site, "项目经理锁定"),
            done: None,
            held: None,
            form,
            records: None,
            rows: Vec::new(),
            pager: Pager::default(),
            errors: Vec::new(),
        }
    }
}

/// What a department may do with a lock that lasts, as it was filled in.
#[derive(Default)]
pub struct LockForms {
    /// The version that is seen.
    pub version: i64,
    /// Cases of an exception; none where there is one already.
    pub exceptions: Vec<Choice>,
    /// The other project.
    pub beside: String,
    /// What the exception rests on.
    pub exception_document: String,
    /// Whether there is an exception to be ended.
    pub may_end_exception: bool,
    /// Reasons of a release.
    pub reasons: Vec<Choice>,
    /// From when on the manager is free.
    pub released_on: String,
    /// What the release rests on.
    pub document: String,
}

/// A lock with what happened to it.
#[derive(Template)]
#[template(path = "lock/one.html")]
pub struct LockPage {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// What stands in the way of what was asked.
    pub refused: Option<String>,
    /// The lock.
    pub lock: LockLine,
    /// Tender and section.
    pub tender: Vec<String>,
    /// What the registries say of the manager, beside the locks.
    pub records: Option<String>,
    /// What happened, the latest first.
    pub history: Vec<TimelineEntry>,
    /// For the department in charge, while it lasts.
    pub forms: Option<LockForms>,
    /// Whether it can be withdrawn by who looks at it.
    pub may_withdraw: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl LockPage {
    /// The page of a lock.
    pub fn new(site: &Site, lock: LockLine, history: Vec<TimelineEntry>) -> Self {
        let title = format!("项目经理锁定：{}", lock.person.label);
        let above = lock.person.url.clone().map(|url| Crumb::to(&lock.person.label, url));
        let mut breadcrumb = vec![Crumb::to("首页", "/")];
        breadcrumb.extend(above);
        breadcrumb.push(Crumb::here("项目经理锁定"));
        Self {
            layout: Layout { breadcrumb, ..layout(site, &title) },
            done: None,
            refused: None,
            lock,
            tender: Vec::new(),
            records: None,
            history,
            forms: None,
            may_withdraw: false,
            errors: Vec::new(),
        }
    }
}
