//! Pages of filing by workbook.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, Link, Pager, StateTag};
use crate::web::{Layout, Site, filters};

const PATH: &str = "/imports";
const TITLE: &str = "业绩批量补录";

/// A page of these; below the list where it has a title of its own.
fn layout(site: &Site, below: &[(&str, &str)], title: &str) -> Layout {
    let mut breadcrumb = vec![Crumb::to("首页", "/")];
    breadcrumb.extend(below.iter().map(|(label, url)| Crumb::to(*label, *url)));
    breadcrumb.push(Crumb::here(title));
    Layout { breadcrumb, search: None, ..Layout::new(site, title) }
}

/// Where a workbook is handed in, and what was handed in before.
#[derive(Template)]
#[template(path = "workbook/imports.html")]
pub struct Imports {
    /// Around it.
    pub layout: Layout,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What can be filed.
    pub acts: Vec<Choice>,
    /// The empty workbooks.
    pub templates: Vec<Link>,
    /// The endings a file may have, as a browser wants them.
    pub accept: &'static str,
    /// Most rows and megabytes of a workbook.
    pub limits: (u64, u64),
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// What was handed in.
    pub rows: Vec<ImportLine>,
    /// The pages before and after.
    pub pager: Pager,
}

/// A workbook that was handed in.
pub struct ImportLine {
    /// Name of the file.
    pub name: String,
    /// Its page.
    pub url: String,
    /// When it was handed in.
    pub uploaded_at: DateTime<Utc>,
    /// How far it has come.
    pub state: StateTag,
    /// What became of it.
    pub verdict: String,
}

impl Imports {
    /// The page.
    pub fn new(site: &Site, acts: Vec<Choice>, templates: Vec<Link>, limits: (u64, u64)) -> Self {
        let layout = layout(site, &[], TITLE);
        Self {
            layout: Layout { json_url: Some("/api/v1/imports".to_owned()), ..layout },
            errors: Vec::new(),
            acts,
            templates,
            accept: ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv",
            limits,
            columns: ["文件", "上传时间", "状态", "结论"].map(Column::text).into(),
            rows: Vec::new(),
            pager: Pager::default(),
        }
    }
}

/// A workbook, while it is looked at and after.
#[derive(Template)]
#[template(path = "workbook/import.html")]
pub struct ImportPage {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// The workbook.
    pub line: ImportLine,
    /// Rows looked at, and rows at most where that is known, while it is being looked at.
    pub progress: Option<(i64, Option<i64>)>,
    /// What was found of the workbook as a whole.
    pub remarks: Vec<RemarkLine>,
    /// The filing of its rows.
    pub filing: Option<Link>,
    /// Rows that may be filed.
    pub good: i64,
    /// Where the repaired workbook is, if there is one.
    pub repaired_url: Option<String>,
    /// Where it is looked at again, if it may be.
    pub check_url: Option<String>,
    /// The kinds of rows, with how many there are; the one that is shown is not a link.
    pub kinds: Vec<RowKind>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The rows, a line for each thing that was found.
    pub rows: Vec<RowLine>,
    /// The pages before and after.
    pub pager: Pager,
}

/// Rows of one kind.
pub struct RowKind {
    /// What they are.
    pub label: String,
    /// How many there are.
    pub count: i64,
    /// Where they are shown.
    pub url: String,
    /// Whether they are shown here.
    pub is_shown: bool,
}

/// Something that was found.
pub struct RemarkLine {
    /// The cell.
    pub cell: Option<String>,
    /// Header of the column.
    pub header: Option<String>,
    /// What was written.
    pub value: Option<String>,
    /// What is wrong, and what to do.
    pub message: String,
    /// Whether it keeps the row out.
    pub is_error: bool,
}

/// A row of a workbook.
pub struct RowLine {
    /// Number of the row, with its sheet where there are several.
    pub place: String,
    /// What tells it from the others.
    pub title: String,
    /// What was found.
    pub remarks: Vec<RemarkLine>,
}

impl ImportPage {
    /// The page of a workbook.
    pub fn new(site: &Site, line: ImportLine) -> Self {
        let layout = layout(site, &[(TITLE, PATH)], &line.name);
        let json_url = Some(format!("/api/v1{}", line.url));
        Self {
            layout: Layout { json_url, ..layout },
            done: None,
            line,
            progress: None,
            remarks: Vec::new(),
            filing: None,
            good: 0,
            repaired_url: None,
            check_url: None,
            kinds: Vec::new(),
            columns: ["行", "内容", "说明"].map(Column::text).into(),
            rows: Vec::new(),
            pager: Pager::default(),
        }
    }
}

/// What is about to be filed, to be looked over once more.
#[derive(Template)]
#[template(path = "workbook/filing.html")]
pub struct ImportFiling {
    /// Around it.
    pub layout: Layout,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The workbook.
    pub name: String,
    /// Its page.
    pub url: String,
    /// What is filed.
    pub act: String,
    /// For whom.
    pub organisation: String,
    /// How many rows.
    pub good: i64,
    /// How many rows stay out.
    pub left_out: i64,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The first rows.
    pub rows: Vec<RowLine>,
    /// Whether there are more.
    pub is_cut: bool,
}

impl ImportFiling {
    /// The page.
    pub fn new(site: &Site, name: String, url: String) -> Self {
        Self {
            layout: layout(site, &[(TITLE, PATH), (&name, &url)], "核对并提交"),
            errors: Vec::new(),
            name,
            url,
            act: String::new(),
            organisation: String::new(),
            good: 0,
            left_out: 0,
            columns: ["行", "内容"].map(Column::text).into(),
            rows: Vec::new(),
            is_cut: false,
        }
    }
}
