//! Workbooks as programs and pages see them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::finding::{self, Finding};
use super::rows::{Workbook, WorkbookRow};
use super::store;
use crate::db::Conn;
use crate::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use crate::error::Result;
use crate::vault::Vault;

/// A workbook that was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportSummary {
    /// Its id.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Name of the file.
    #[schema(example = "历史业绩2015-2020.xlsx")]
    pub name: String,
    /// What its rows file.
    #[schema(example = "backfill")]
    pub act: String,
    /// Bytes.
    #[schema(example = 48_213)]
    pub size: i64,
    /// How far it has come.
    pub state: WorkbookState,
    /// The same in words.
    #[schema(example = "检查完毕")]
    pub state_label: String,
    /// What became of it, in a sentence.
    #[schema(example = "共 200 行：188 行可以申报，12 行有误。")]
    pub verdict: String,
    /// How many rows there are of each kind.
    pub rows: ImportRows,
    /// Number of the filing of its good rows.
    #[schema(example = "F-410105-20261122-000123")]
    pub filing: Option<String>,
    /// When it was handed in.
    pub uploaded_at: DateTime<Utc>,
    /// When it was looked at to its end.
    pub checked_at: Option<DateTime<Utc>>,
}

/// How many rows a workbook has.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ImportRows {
    /// Rows at most, where that is known.
    #[schema(example = 200)]
    pub at_most: Option<i64>,
    /// Rows looked at so far.
    #[schema(example = 200)]
    pub read: i64,
    /// Rows that may be filed, or were.
    #[schema(example = 188)]
    pub good: i64,
    /// Rows with errors.
    #[schema(example = 12)]
    pub wrong: i64,
    /// Rows that are filed or in force already.
    #[schema(example = 0)]
    pub known: i64,
}

/// A workbook with what was found of it as a whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportDetail {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: ImportSummary,
    /// What was found of its sheets and headers.
    pub remarks: Vec<ImportRemark>,
}

/// One thing that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportRemark {
    /// The cell; nothing for a whole row or sheet.
    #[schema(example = "F17")]
    pub cell: Option<String>,
    /// Header of the column.
    #[schema(example = "项目所在地")]
    pub header: Option<String>,
    /// The field.
    #[schema(example = "region")]
    pub field: Option<String>,
    /// What was written; never a personal value.
    #[schema(example = "郑洲市")]
    pub value: Option<String>,
    /// Stable name of the reason.
    #[schema(example = "region.unknown")]
    pub code: String,
    /// What is wrong, and what to do.
    #[schema(example = "没有这个行政区划。请填六位代码或全称。")]
    pub message: String,
    /// Whether it keeps the row out.
    pub is_error: bool,
}

/// A row of a workbook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportRow {
    /// The sheet.
    #[schema(example = "业绩补录")]
    pub sheet: String,
    /// Number of the row as the spreadsheet shows it.
    #[schema(example = 17)]
    pub row: i64,
    /// What becomes of it.
    pub verdict: RowVerdict,
    /// The same in words.
    #[schema(example = "有误")]
    pub verdict_label: String,
    /// What tells it from the others.
    #[schema(example = "金水区第三小学教学楼")]
    pub title: String,
    /// What was found of it.
    pub remarks: Vec<ImportRemark>,
}

impl ImportSummary {
    /// Some workbooks, with the numbers of their filings.
    pub fn of(conn: &mut Conn, rows: Vec<Workbook>) -> Result<Vec<Self>> {
        let ids: Vec<_> = rows.iter().filter_map(|row| row.filing_id).collect();
        let numbers = store::numbers(conn, &ids)?;
        let number = |row: &Workbook| numbers.iter().find(|(id, _)| Some(*id) == row.filing_id);
        Ok(rows.into_iter().map(|row| Self::with(number(&row).map(|(_, number)| number.clone()), row)).collect())
    }

    fn with(filing: Option<String>, row: Workbook) -> Self {
        let rows = ImportRows {
            at_most: row.rows_at_most,
            read: row.rows_read(),
            good: row.good,
            wrong: row.wrong,
            known: row.known,
        };
        Self {
            verdict: verdict(row.state, &rows, filing.as_deref()),
            id: row.public_id,
            name: row.name,
            act: row.act,
            size: row.size,
            state: row.state,
            state_label: row.state.label().to_owned(),
            rows,
            filing,
            uploaded_at: row.uploaded_at.and_utc(),
            checked_at: row.checked_at.map(|at| at.and_utc()),
        }
    }
}

/// What became of a workbook, in a sentence.
fn verdict(state: WorkbookState, rows: &ImportRows, filing: Option<&str>) -> String {
    let ImportRows { at_most, read, good, wrong, known } = *rows;
    match (state, filing) {
        (WorkbookState::Waiting, _) => "已收到，等待检查。".to_owned(),
        (WorkbookState::Checking, _) => match at_most.filter(|most| *most >= read && *most > 0) {
            Some(most) => format!("正在检查：已检查 {read} 行，共 {most} 行。"),
            None => format!("正在检查：已检查 {read} 行。"),
        },
        (WorkbookState::Failed, _) => "这个文件无法读取，没有申报任何内容。".to_owned(),
        (_, Some(number)) => format!("{good} 行已列入申报 {number}{}。", besides(wrong, known)),
        _ if read == 0 => "没有读到可以申报的行。".to_owned(),
        _ if good == 0 => format!("共 {read} 行，没有可以申报的行{}。", besides(wrong, known)),
        _ => format!("共 {read} 行：{good} 行可以申报{}。", besides(wrong, known)),
    }
}

fn besides(wrong: i64, known: i64) -> String {
    let told = [(wrong, "有误"), (known, "已申报或已在库")].into_iter().filter(|(rows, _)| *rows > 0);
    told.map(|(rows, what)| format!("，{rows} 行{what}")).collect::<Vec<_>>().concat()
}

impl ImportDetail {
    /// A workbook with what was found of it as a whole.
    pub fn of(conn: &mut Conn, vault: &Vault, row: Workbook) -> Result<Self> {
        let found = finding::open(vault, row.findings_cipher.as_deref())?;
        let summary = ImportSummary::of(conn, vec![row])?.pop();
        let summary = summary.ok_or_else(|| crate::error::Error::internal("a workbook that is not shown"))?;
        Ok(Self { summary, remarks: found.into_iter().map(ImportRemark::of).collect() })
    }
}

impl ImportRemark {
    fn of(finding: Finding) -> Self {
        Self {
            cell: finding.cell(),
            header: finding.header,
            field: finding.field.filter(|field| !field.is_empty()),
            value: finding.value,
            code: finding.code,
            message: finding.text,
            is_error: finding.is_error,
        }
    }
}

impl ImportRow {
    /// A row with what was found of it.
    pub fn of(vault: &Vault, row: WorkbookRow) -> Result<Self> {
        let found = finding::open(vault, row.findings_cipher.as_deref())?;
        Ok(Self {
            sheet: row.sheet,
            row: row.number,
            verdict: row.verdict,
            verdict_label: row.verdict.label().to_owned(),
            title: row.title,
            remarks: found.into_iter().map(ImportRemark::of).collect(),
        })
    }
}
