//! Pages of the hall: what is filed, and what departments decide about it.

mod docket;
mod form;
mod review;
mod settings;

use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use crate::web::parts::{Choice, Column, Crumb, Link, StateTag};
use crate::web::{Layout, Site, filters};

pub use docket::{Answer, FilingHead, FilingItem, FilingPage, FilingPaper, FilingSteps, Submission};
pub use form::{FilingKindCard, FormField, ItemForm, NewFiling};
pub use review::{
    ChangedField, ChangedHead, ChangedRecord, DecidedItem, DecisionPrint, ForeseenLine, ReviewForm, ReviewItem,
    ReviewPage,
};
pub use settings::{CalendarLine, RouteForm, RouteLine, Routes, WorkingCalendar};

/// Layout of a page of the hall, below a list of filings.
fn layout(site: &Site, title: &str, above: &[(&str, &str)]) -> Layout {
    let mut breadcrumb = vec![Crumb::to("首页", "/")];
    breadcrumb.extend(above.iter().map(|(label, url)| Crumb::to(*label, *url)));
    breadcrumb.push(Crumb::here(title));
    // Without the search form, which would be the first form of the page.
    Layout { breadcrumb, search: None, ..Layout::new(site, title) }
}

/// A filing in a list.
pub struct FilingLine {
    /// Its number.
    pub number: String,
    /// Its page.
    pub url: String,
    /// Kind and act.
    pub what: String,
    /// Who files.
    pub organisation: String,
    /// How much of it there is, and where it stands.
    pub items: String,
    /// Where it stands.
    pub state: StateTag,
    /// Where it waits.
    pub waits: Vec<WaitLine>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// A desk at which a filing waits.
pub struct WaitLine {
    /// Whose: `县级`.
    pub tier: String,
    /// Last day of the term.
    pub due_on: NaiveDate,
    /// How long that is.
    pub left: StateTag,
    /// Who has taken it on.
    pub claimed_by: Option<String>,
    /// The same where they are away and whoever looks stands in for them.
    pub acting_for: Option<String>,
}

/// A filing that is its filer's turn.
pub struct TurnLine {
    /// The filing.
    pub line: FilingLine,
    /// What has to be done.
    pub why: String,
}

/// Filings: those of an enterprise, or those of a region.
#[derive(Template)]
#[template(path = "filing/filings.html")]
pub struct Filings {
    /// Around it.
    pub layout: Layout,
    /// Whether whoever looks may file.
    pub may_file: bool,
    /// Whether these are of one enterprise, whose name then goes without saying.
    pub is_own: bool,
    /// What waits for whoever looks.
    pub turns: Vec<TurnLine>,
    /// Kinds to choose from.
    pub kinds: Vec<Choice>,
    /// States to choose from.
    pub states: Vec<Choice>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The filings.
    pub rows: Vec<FilingLine>,
    /// The next page.
    pub next: Option<String>,
}

impl Filings {
    /// A page of filings.
    pub fn new(site: &Site, is_own: bool, rows: Vec<FilingLine>, next: Option<String>) -> Self {
        let title = if is_own { "我的申报" } else { "申报登记" };
        let heads: &[&'static str] = if is_own {
            &["申报编号", "事项", "内容", "状态", "等待办理", "最近变动"]
        } else {
            &["申报编号", "申报单位", "事项", "内容", "状态", "等待办理", "最近变动"]
        };
        Self {
            layout: layout(site, title, &[]),
            may_file: false,
            is_own,
            turns: Vec::new(),
            kinds: Vec::new(),
            states: Vec::new(),
            columns: heads.iter().map(|label| Column::text(label)).collect(),
            rows,
            next,
        }
    }
}

/// A reviewer's queue.
#[derive(Template)]
#[template(path = "filing/tasks.html")]
pub struct FilingTasks {
    /// Around it.
    pub layout: Layout,
    /// Whose queue: tier and department.
    pub desk: String,
    /// How many there are under these conditions.
    pub total: u64,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Parts of the queue.
    pub parts: Vec<(Link, bool)>,
    /// Kinds to choose from.
    pub kinds: Vec<Choice>,
    /// The part that is shown, for the form.
    pub part: String,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// What waits, the earliest due first.
    pub rows: Vec<FilingLine>,
    /// The next page.
    pub next: Option<String>,
}

impl FilingTasks {
    /// A page of a queue.
    pub fn new(site: &Site, desk: String, total: u64, rows: Vec<FilingLine>, next: Option<String>) -> Self {
        let columns = ["申报编号", "申报单位", "事项", "内容", "办理期限", "领办人"].map(Column::text).into();
        let layout = layout(site, "待审申报", &[]);
        let (parts, kinds, part) = (Vec::new(), Vec::new(), String::new());
        Self { layout, desk, total, done: None, parts, kinds, part, columns, rows, next }
    }
}
