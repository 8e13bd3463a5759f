//! How a row that arrives is taken over: new, changed field by field, the same, or outranked by what is on file.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Row;
use crate::db::{self, Conn, IdSource, Violation};
use crate::domain::vocabulary::provenance::DataLevel;
use crate::error::{Error, Result};

/// What a change did to one row, as the ledger keeps it. `null` fields are left out.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct RowChange {
    /// Row id.
    pub id: i64,
    /// The row before; nothing when it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The row after.
    pub after: Value,
}

/// What a filing did to one head and the records under it, by table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Delta(pub BTreeMap<String, Vec<RowChange>>);

impl Delta {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, table: &str, change: RowChange) {
        self.0.entry(table.to_owned()).or_default().push(change);
    }

    /// The last change of a row, if this delta has one.
    fn last(&mut self, table: &str, id: i64) -> Option<&mut RowChange> {
        self.0.get_mut(table)?.iter_mut().rev().find(|change| change.id == id)
    }
}

/// A row on file that has been verified by a higher tier than what now contradicts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outranked {
    /// Table of the row.
    pub table: &'static str,
    /// Level of what is on file.
    pub on_file: DataLevel,
}

/// Rows to be written, gathered over the heads of a batch.
pub struct Writes<R> {
    /// New rows.
    pub inserts: Vec<R>,
    /// Changed rows, their version already raised.
    pub updates: Vec<R>,
}

impl<R> Default for Writes<R> {
    fn default() -> Self {
        Self { inserts: Vec::new(), updates: Vec::new() }
    }
}

impl<R: Row> Writes<R> {
    /// Writes all of it. A row that somebody else changed meanwhile makes the whole transaction stale; one that
    /// somebody else put on file meanwhile is found when the transaction is tried again.
    pub fn flush(&mut self, conn: &mut Conn) -> Result<()> {
        R::insert(conn, &self.inserts).map_err(try_again_when_there)?;
        for row in &self.updates {
            if !R::update(conn, row)? {
                return Err(Error::Stale);
            }
        }
        self.inserts.clear();
        self.updates.clear();
        Ok(())
    }

    /// Takes over one row that arrives under a head, among its sisters on file.
    pub fn absorb_into(
        &mut self,
        sisters: &mut Vec<R>,
        arriving: R,
        head_id: i64,
        ids: &IdSource,
        delta: &mut Delta,
    ) -> Result<Option<Outranked>> {
        let key = arriving.natural_key();
        let Some(on_file) = sisters.iter_mut().find(|sister| sister.natural_key() == key) else {
            sisters.push(self.insert(arriving, head_id, ids.next(), delta)?);
            return Ok(None);
        };
        match self.change(on_file, arriving, delta)? {
            Change::Same => Ok(None),
            Change::Outranked(outranked) => Ok(Some(outranked)),
            Change::To(row) => {
                *on_file = row;
                Ok(None)
            }
        }
    }

    /// Takes over a new row.
    pub fn insert(&mut self, mut row: R, head_id: i64, id: i64, delta: &mut Delta) -> Result<R> {
        row.adopt(head_id, id);
        delta.push(R::TABLE, RowChange { id: row.row_id(), before: None, after: to_json(&row)? });
        self.inserts.push(row.clone());
        Ok(row)
    }

    /// Takes over what arrives for a row on file. A field that says nothing leaves what is on file. Who verified it and
    /// what was written move with the content, or when a higher tier says the same: two sheets that tell the same of a
    /// head do not take turns.
    pub fn change(&mut self, on_file: &R, mut arriving: R, delta: &mut Delta) -> Result<Change<R>> {
        let before = to_json(on_file)?;
        arriving.adopt(on_file.head_id(), on_file.row_id());
        let mut after = before.clone();
        overlay(&mut after, to_json(&arriving)?);
        let raised = arriving.data_level() < on_file.data_level();
        if same_content(&before, &after) && !raised {
            return Ok(Change::Same);
        }
        if !arriving.data_level().may_replace(on_file.data_level()) {
            return Ok(Change::Outranked(Outranked { table: R::TABLE, on_file: on_file.data_level() }));
        }
        if let Value::Object(fields) = &mut after {
            fields.insert(ROW_VERSION.to_owned(), (on_file.row_version() + 1).into());
        }
        let row: R = serde_json::from_value(after.clone()).map_err(Error::internal)?;
        delta.push(R::TABLE, RowChange { id: row.row_id(), before: Some(before), after });
        self.updates.push(row.clone());
        Ok(Change::To(row))
    }

    /// Takes over fields that were derived, not reported: no tier outranks them, and they may become empty. A row that
    /// this batch writes anyway is written with them, and the ledger sees one change.
    pub fn amend(&mut self, before: &R, after: &R, delta: &mut Delta) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let same = |row: &&mut R| row.head_id() == after.head_id() && row.row_id() == after.row_id();
        let written = self.updates.iter_mut().rev().find(same).or_else(|| self.inserts.iter_mut().rev().find(same));
        if let (Some(written), Some(change)) = (written, delta.last(R::TABLE, after.row_id())) {
            change.after = to_json(after)?;
            written.clone_from(after);
            return Ok(());
        }
        let mut json = to_json(after)?;
        if let Value::Object(fields) = &mut json {
            fields.insert(ROW_VERSION.to_owned(), (before.row_version() + 1).into());
        }
        let row: R = serde_json::from_value(json.clone()).map_err(Error::internal)?;
        delta.push(R::TABLE, RowChange { id: row.row_id(), before: Some(to_json(before)?), after: json });
        self.updates.push(row);
        Ok(())
    }
}

fn try_again_when_there(error: db::Error) -> Error {
    match error {
        db::Error::Violation(Violation::Unique(_)) => Error::Unavailable { retry_after: 1, source: Box::new(error) },
        error => error.into(),
    }
}

/// What became of a row on file.
pub enum Change<R> {
    /// It already said so.
    Same,
    /// It now says this.
    To(R),
    /// It was verified by a higher tier than what contradicts it, and stays.
    Outranked(Outranked),
}

const ROW_VERSION: &str = "row_version";

/// Fields that record when a row changed and whence, not what it says.
const BOOKKEEPING: [&str; 7] =
    [ROW_VERSION, "updated_at", "data_level", "data_source", "verifying_body", "verifying_person", "raw"];

/// A row as JSON, without the fields that say nothing.
pub fn to_json<R: Serialize>(row: &R) -> Result<Value> {
    let mut value = serde_json::to_value(row).map_err(Error::internal)?;
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, value| !value.is_null());
    }
    Ok(value)
}

fn overlay(onto: &mut Value, incoming: Value) {
    if let (Value::Object(onto), Value::Object(incoming)) = (onto, incoming) {
        onto.extend(incoming);
    }
}

fn same_content(before: &Value, after: &Value) -> bool {
    let content = |value: &Value| -> Option<Map<String, Value>> {
        let mut fields = value.as_object()?.clone();
        fields.retain(|name, _| !BOOKKEEPING.contains(&name.as_str()));
        Some(fields)
    };
    content(before) == content(after)
}
