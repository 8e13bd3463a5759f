//! A form as a sheet of one row: what somebody types on a page, and what a program sends, is read as a row of a workbook is.

use super::cell::Cell;
use super::kind::SheetKind;
use super::plan::DataSheet;
use super::row::Row;
use crate::error::FieldError;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a row says, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The texts as written; a field that says nothing is not there.
    pub fields: BTreeMap<String, String>,
    /// Headers that were written in place of the declared ones: they tell units and code lists.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
}

impl Filled {
    /// The text of a field; empty where it says nothing.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Says something of a field, or nothing of it any more where the text is blank.
    pub fn set(&mut self, field: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.fields.remove(field);
        } else {
            self.fields.insert(field.to_owned(), text.to_owned());
        }
    }
}

/// A filled form of a kind of sheet.
#[derive(Debug)]
pub struct Form {
    sheet: DataSheet,
    cells: Vec<Cell>,
}

impl Form {
    /// A form with these fields.
    ///
    /// # Errors
    /// Names the fields that the kind does not have.
    pub fn new(kind: &'static SheetKind, filled: &Filled) -> Result<Self, Vec<FieldError>> {
        let unknown = filled.fields.keys().filter(|field| kind.position(field).is_none());
        let unknown: Vec<FieldError> = unknown.map(|field| strange(kind, field)).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let cells = kind.columns.iter().map(|column| match filled.text(column.field) {
            "" => Cell::default(),
            text => Cell::text(text),
        });
        Ok(Self { sheet: DataSheet::whole(kind, &filled.headers), cells: cells.collect() })
    }

    /// Its one row.
    pub fn row(&self) -> Row<'_> {
        Row {
            sheet: &self.sheet,
            number: 1,
            continuation: false,
            cells: &self.cells,
            extras: &[],
            unstored: &[],
            headless: &[],
        }
    }
}

fn strange(kind: &SheetKind, field: &str) -> FieldError {
    let text = format!("“{}”没有字段 {field}。请对照该类申报的字段说明核对。", kind.title);
    FieldError::new(field, "field.unknown", text)
}
