//! Pages of the ledger, for auditors.

use askama::Template;
use chrono::{DateTime, Utc};

use super::ChangedRecord;
use crate::error::FieldError;
use crate::web::parts::{Column, Crumb, Mention, Pager};
use crate::web::{Layout, Site, filters};

/// What is asked of the ledger, as typed.
#[derive(Clone, Debug, Default)]
pub struct LedgerForm {
    /// Number of a filing.
    pub filing: String,
    /// An enterprise, person, project, organisation or account.
    pub subject: String,
    /// Who wrote.
    pub actor: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whether what commands wrote is left out.
    pub without_commands: bool,
}

/// Entries of the ledger, latest first.
#[derive(Template)]
#[template(path = "ledger/ledger.html")]
pub struct Ledger {
    /// Around it.
    pub layout: Layout,
    /// The conditions.
    pub form: LedgerForm,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The entries.
    pub rows: Vec<EntryLine>,
    /// The pages before and after.
    pub pager: Pager,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// An entry of the ledger.
pub struct EntryLine {
    /// Its page.
    pub url: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, and what else they wrote.
    pub actor: Mention,
    /// What it is about: `企业`.
    pub kind: &'static str,
    /// Which.
    pub head: Mention,
    /// The filing it rests on, and what else rests on it.
    pub filing: Option<Mention>,
    /// What was done.
    pub summary: String,
}

impl Ledger {
    /// The page with nothing in it yet.
    pub fn new(site: &Site, form: LedgerForm) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::here("台账")];
        let layout = Layout { breadcrumb, search: None, ..Layout::new(site, "台账") };
        let columns = ["时间", "办理人", "对象", "依据", "做了什么"].map(Column::text).into();
        Self { layout, form, columns, rows: Vec::new(), pager: Pager::default(), errors: Vec::new() }
    }
}

/// An entry of the ledger, with what stood there before and after.
#[derive(Template)]
#[template(path = "ledger/entry.html")]
pub struct LedgerEntryPage {
    /// Around it.
    pub layout: Layout,
    /// The entry.
    pub row: EntryLine,
    /// What it changed.
    pub records: Vec<ChangedRecord>,
}

impl LedgerEntryPage {
    /// The page of an entry.
    pub fn new(site: &Site, row: EntryLine, records: Vec<ChangedRecord>) -> Self {
        let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to("台账", "/ledger"), Crumb::here("台账条目")];
        let layout = Layout { breadcrumb, search: None, ..Layout::new(site, "台账条目") };
        Self { layout, row, records }
    }
}
