//! The tables of this room.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::vocabulary::ids::{AccountId, FilingId, OrganisationId};
use crate::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use crate::schema::{workbook, workbook_row};

/// A workbook that an enterprise handed in.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = workbook, primary_key(organisation_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Workbook {
    /// The enterprise.
    pub organisation_id: OrganisationId,
    /// Row id.
    pub id: i64,
    /// Its address.
    pub public_id: String,
    /// Who handed it in.
    pub account_id: AccountId,
    /// Name of the file.
    pub name: String,
    /// What its rows file, of the kind of performance: `backfill`.
    pub act: String,
    /// Keyed hash of the content, under which the store has it.
    pub digest: String,
    /// Bytes.
    pub size: i64,
    /// How far it has come.
    pub state: WorkbookState,
    /// Rows at most, where that is known before they are read.
    pub rows_at_most: Option<i64>,
    /// Rows that may be filed.
    pub good: i64,
    /// Rows with errors.
    pub wrong: i64,
    /// Rows that are filed or in force already.
    pub known: i64,
    /// What was found of it as a whole, sealed.
    pub findings_cipher: Option<String>,
    /// The filing of its good rows.
    pub filing_id: Option<FilingId>,
    /// When it was handed in, UTC.
    pub uploaded_at: NaiveDateTime,
    /// When it was read to its end, UTC.
    pub checked_at: Option<NaiveDateTime>,
    /// Version of the row: the job whose version it is may write.
    pub row_version: i64,
}

impl Workbook {
    /// Rows looked at so far.
    pub fn rows_read(&self) -> i64 {
        self.good + self.wrong + self.known
    }
}

/// A row of it, with what was found of it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = workbook_row, primary_key(organisation_id, id), treat_none_as_default_value = false)]
pub struct WorkbookRow {
    /// The enterprise.
    pub organisation_id: OrganisationId,
    /// Row id; in the order of the workbook.
    pub id: i64,
    /// The workbook.
    pub workbook_id: i64,
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row as the spreadsheet shows it.
    pub number: i64,
    /// What becomes of it.
    pub verdict: RowVerdict,
    /// What a list says of it.
    pub title: String,
    /// Its cells as an item of a filing has them, sealed; nothing once it is filed or where it need not be.
    pub content_cipher: Option<String>,
    /// Keyed hash of its cells, by which a repetition is known.
    pub content_hash: String,
    /// What was found of it, sealed.
    pub findings_cipher: Option<String>,
    /// Version of the row.
    pub row_version: i64,
}
