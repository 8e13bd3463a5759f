//! How a row that arrives is compared with the row on file: the same, changed field by field, or refused.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::order::Order;
use super::said::Claim;
use super::{Row, raw};
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

    pub(super) fn push(&mut self, table: &str, change: RowChange) {
        self.0.entry(table.to_owned()).or_default().push(change);
    }

    /// The last change of a row, if this delta has one.
    pub(super) fn last(&mut self, table: &str, id: i64) -> Option<&mut RowChange> {
        self.0.get_mut(table)?.iter_mut().rev().find(|change| change.id == id)
    }
}

/// Why a row is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Table of the record on file that stands against it.
    pub table: &'static str,
    /// What stands against it.
    pub why: Why,
}

/// What stands against a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The record was verified by a higher tier and says something else.
    Outranked(DataLevel),
    /// An earlier row of the same file says something else; which one, counted from 0.
    Contradicted(u32),
    /// Together with what is on file it would say what cannot be.
    Impossible(&'static Order),
}

/// What becomes of a row on file.
pub(super) enum Merged<R> {
    /// It already says so.
    Same,
    /// It changes to this.
    To(R, RowChange),
    /// It stays, and what contradicts it is not taken.
    Refused(Refusal),
}

/// Lays what arrives over the row on file, and gives the fields that it speaks for.
///
/// A field that says nothing leaves what is on file, in `raw` as well. Who verified the row and how it was spelt move
/// with the content, so that two sheets which tell the same do not take turns. A higher tier raises the row only where it
/// repeats or replaces every field that is filled: what it did not see, it did not verify.
pub(super) fn merge<R: Row>(on_file: &R, mut arriving: R, claim: Option<Claim>) -> Result<(Merged<R>, u32)> {
    arriving.adopt(on_file.head_id(), on_file.row_id());
    let before = to_json(on_file)?;
    let incoming = object(&arriving)?;
    let said = said::<R>(&incoming);
    let (from, to) = (on_file.provenance(), arriving.provenance());
    let raw = raw::overlay(&from.raw, &to.raw, claim.is_some());
    let is_raised = to.data_level < from.data_level && raw.is_covered && covers::<R>(&incoming, &before);
    if !is_raised && !raw.is_news && is_content_of(&incoming, &before) {
        return Ok((Merged::Same, said));
    }
    if let Some(claim) = claim.filter(|claim| contradicts::<R>(&incoming, &before, claim.fields)) {
        return Ok((Merged::Refused(Refusal { table: R::TABLE, why: Why::Contradicted(claim.by) }), said));
    }
    if !to.data_level.may_replace(from.data_level) {
        return Ok((Merged::Refused(Refusal { table: R::TABLE, why: Why::Outranked(from.data_level) }), said));
    }
    let mut after = before.clone();
    if let Value::Object(fields) = &mut after {
        fields.extend(incoming.into_iter().filter(|(name, value)| !value.is_null() && is_content(name)));
        fields.insert(ROW_VERSION.to_owned(), (on_file.row_version() + 1).into());
    }
    let mut row: R = serde_json::from_value(after).map_err(Error::internal)?;
    let verified = if is_raised || to.data_level == from.data_level { to } else { from };
    row.set_provenance(&super::Provenance { raw: raw.text, ..verified });
    let change = RowChange { id: row.row_id(), before: Some(before), after: to_json(&row)? };
    Ok((Merged::To(row, change), said))
}

pub(super) const ROW_VERSION: &str = "row_version";

/// Fields that record when a row changed and whence, not what it says; `raw` is compared by itself.
const BOOKKEEPING: [&str; 7] =
    [ROW_VERSION, "updated_at", "data_level", "data_source", "verifying_body", "verifying_person", "raw"];

fn is_content(name: &str) -> bool {
    !BOOKKEEPING.contains(&name)
}

/// Whether a field is said by rows, and not found out or completed.
fn is_reported<R: Row>(name: &str) -> bool {
    is_content(name) && !R::DERIVED.contains(&name)
}

/// A row as JSON, without the fields that say nothing.
pub fn to_json<R: Serialize>(row: &R) -> Result<Value> {
    Ok(without_nulls(object(row)?))
}

fn without_nulls(mut fields: Map<String, Value>) -> Value {
    fields.retain(|_, value| !value.is_null());
    Value::Object(fields)
}

fn object<R: Serialize>(row: &R) -> Result<Map<String, Value>> {
    match serde_json::to_value(row).map_err(Error::internal)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::internal("a row is an object")),
    }
}

/// A new row as JSON, and the fields that it speaks for.
pub(super) fn said_by<R: Row>(row: &R) -> Result<(Value, u32)> {
    let fields = object(row)?;
    let said = said::<R>(&fields);
    Ok((without_nulls(fields), said))
}

/// The fields spoken for, a bit each: no table has more than 32.
fn said<R: Row>(incoming: &Map<String, Value>) -> u32 {
    let bits = incoming.iter().zip(0_u32..);
    let said = bits.filter(|((name, value), _)| !value.is_null() && is_reported::<R>(name));
    said.fold(0, |fields, (_, bit)| fields | 1_u32.checked_shl(bit).unwrap_or_default())
}

/// Whether what arrives is on file already.
fn is_content_of(incoming: &Map<String, Value>, before: &Value) -> bool {
    let mut content = incoming.iter().filter(|(name, value)| !value.is_null() && is_content(name));
    content.all(|(name, value)| before.get(name) == Some(value))
}

/// Whether what arrives differs in a field that the file has spoken for.
fn contradicts<R: Row>(incoming: &Map<String, Value>, before: &Value, claimed: u32) -> bool {
    let mut fields = incoming.iter().zip(0_u32..);
    fields.any(|((name, value), bit)| {
        let is_claimed = claimed.checked_shr(bit).is_some_and(|fields| fields & 1 == 1);
        is_claimed && !value.is_null() && is_reported::<R>(name) && before.get(name).is_some_and(|old| old != value)
    })
}

/// Whether what arrives says something of every field that is filled.
fn covers<R: Row>(incoming: &Map<String, Value>, before: &Value) -> bool {
    let mut filled = before.as_object().into_iter().flat_map(Map::keys).filter(|name| is_reported::<R>(name));
    filled.all(|name| incoming.get(name).is_some_and(|value| !value.is_null()))
}
