//! What was found of a workbook or of a row of it: where, what is wrong, what to do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{FieldError, Result};
use crate::intake::{Place, Remark, Severity, column_letter};
use crate::vault::Vault;

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Name of the sheet; empty for the workbook as a whole.
    pub sheet: String,
    /// Number of the row as the spreadsheet shows it; 0 for the workbook or sheet as a whole.
    pub row: u32,
    /// Position of the column, from 0.
    pub column: Option<u16>,
    /// Header of the column as written.
    pub header: Option<String>,
    /// The field that the column holds.
    pub field: Option<String>,
    /// What was written, shortened; never a personal value.
    pub value: Option<String>,
    /// Stable name of the reason.
    pub code: String,
    /// The reason and what to do.
    pub text: String,
    /// Whether it keeps the row out.
    pub is_error: bool,
}

impl Finding {
    /// What intake remarked.
    pub fn of(remark: &Remark) -> Self {
        Self {
            sheet: remark.sheet.to_string(),
            row: remark.row,
            column: remark.place.as_ref().map(|place| place.position),
            header: remark.place.as_ref().map(|place| place.header.to_string()),
            field: remark.field.map(str::to_owned),
            value: remark.value.clone(),
            code: remark.code.to_string(),
            text: remark.message(),
            is_error: remark.severity == Severity::Error,
        }
    }

    /// Something said of the workbook as a whole.
    pub fn of_workbook(code: &str, text: String, is_error: bool) -> Self {
        Self {
            sheet: String::new(),
            row: 0,
            column: None,
            header: None,
            field: None,
            value: None,
            code: code.to_owned(),
            text,
            is_error,
        }
    }

    /// The cell as a spreadsheet names it: `E17`; nothing for a whole row.
    pub fn cell(&self) -> Option<String> {
        let column = self.column.filter(|_| self.row > 0)?;
        Some(format!("{}{}", column_letter(column), self.row))
    }

    /// The same as an error of a request, by its place in the workbook.
    pub fn error(&self) -> FieldError {
        let column = self.header.as_deref().or(self.field.as_deref()).unwrap_or("-");
        FieldError::new(format!("{}/{}/{column}", self.sheet, self.row), self.code.clone(), self.text.clone())
    }

    /// The same as a remark, to be written into the workbook.
    pub fn remark(&self) -> Remark {
        let header = || Arc::from(self.header.as_deref().unwrap_or_default());
        Remark {
            sheet: Arc::from(self.sheet.as_str()),
            row: self.row,
            place: self.column.map(|position| Place { position, header: header() }),
            field: None,
            value: self.value.clone(),
            code: self.code.clone().into(),
            reason: self.text.trim_end_matches('。').to_owned(),
            remedy: String::new(),
            severity: if self.is_error { Severity::Error } else { Severity::Warning },
        }
    }
}

/// Seals what was found; nothing where nothing was. A file says what it likes in its headers and names.
pub fn seal(vault: &Vault, findings: &[Finding]) -> Result<Option<String>> {
    if findings.is_empty() {
        return Ok(None);
    }
    let text = serde_json::to_string(findings).map_err(crate::error::Error::internal)?;
    Ok(Some(vault.pending_cipher()?.seal(&text)?))
}

/// Opens what [`seal`] sealed.
pub fn open(vault: &Vault, sealed: Option<&str>) -> Result<Vec<Finding>> {
    let Some(sealed) = sealed else { return Ok(Vec::new()) };
    serde_json::from_str(&vault.open_pending(sealed)?).map_err(crate::error::Error::internal)
}
