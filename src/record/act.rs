//! What somebody does to a head of the platform itself (an account, an organisation, a filing, a setting): its rows are
//! written together with their entry in the ledger. What filings do to the registries goes through `record::batch`.

use serde_json::Value;

use super::{Delta, Record, RowChange, to_json};
use crate::db::Tx;
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::ledger::{self, NewEntry};

/// Rows of one head that are written by one act.
#[must_use = "an act is in the ledger only when it is finished"]
pub struct Act {
    head_kind: HeadKind,
    head_id: i64,
    filing_id: Option<FilingId>,
    delta: Delta,
}

impl Act {
    /// An act on a head that rests on no filing.
    pub fn on(head_kind: HeadKind, head_id: impl Into<i64>) -> Self {
        Self { head_kind, head_id: head_id.into(), filing_id: None, delta: Delta::default() }
    }

    /// The same act, on the basis of a filing.
    pub fn resting_on(self, filing_id: Option<FilingId>) -> Self {
        Self { filing_id, ..self }
    }

    /// An act on a filing itself.
    pub fn on_filing(id: FilingId) -> Self {
        Self { filing_id: Some(id), ..Self::on(HeadKind::Filing, id) }
    }

    /// Writes new rows.
    pub fn insert<R: Record>(&mut self, tx: &mut Tx<'_>, rows: &[R]) -> Result<()> {
        R::insert(tx.conn, rows)?;
        self.tell(rows)
    }

    /// Tells of new rows that are written together with those of other heads.
    pub fn tell<R: Record>(&mut self, rows: &[R]) -> Result<()> {
        for row in rows {
            self.delta.push(R::TABLE, RowChange { id: row.row_id(), before: None, after: told(row)? });
        }
        Ok(())
    }

    /// Writes a row over what it was read as, and gives it with its new version. What stays the same is not written;
    /// what somebody else changed meanwhile makes the whole transaction stale.
    pub fn update<R: Record>(&mut self, tx: &mut Tx<'_>, before: &R, mut after: R) -> Result<R> {
        after.set_row_version(before.row_version());
        if after == *before {
            return Ok(after);
        }
        after.set_row_version(before.row_version() + 1);
        if !R::update(tx.conn, &after)? {
            return Err(Error::Stale);
        }
        let change = RowChange { id: after.row_id(), before: Some(told(before)?), after: told(&after)? };
        self.delta.push(R::TABLE, change);
        Ok(after)
    }

    /// Moves the version of a head on, because rows under it change: whoever changes them at the same time is stale.
    pub fn touch<R: Record>(&mut self, tx: &mut Tx<'_>, head: &R) -> Result<()> {
        let mut after = head.clone();
        after.set_row_version(head.row_version() + 1);
        if !R::update(tx.conn, &after)? {
            return Err(Error::Stale);
        }
        let change = RowChange { id: after.row_id(), before: Some(told(head)?), after: told(&after)? };
        self.delta.push(R::TABLE, change);
        Ok(())
    }

    /// Appends the entry; an act that changed nothing leaves none.
    pub fn finish(self, tx: &mut Tx<'_>, actor: &str) -> Result<()> {
        self.finish_sealed(tx, actor, in_clear)
    }

    /// Appends the entry as `seal` writes it: what hangs from a person is read with the person's key.
    pub fn finish_sealed(
        self,
        tx: &mut Tx<'_>,
        actor: &str,
        seal: impl FnOnce(&Delta) -> Result<String>,
    ) -> Result<()> {
        let filing_id = self.filing_id;
        match self.entry(seal)? {
            Some(entry) => ledger::append(tx, filing_id, actor, vec![entry]),
            None => Ok(()),
        }
    }

    /// Appends the entries of many acts that rest on no filing.
    pub fn finish_all(tx: &mut Tx<'_>, acts: Vec<Self>, actor: &str) -> Result<()> {
        let entries = acts.into_iter().filter_map(|act| act.entry(in_clear).transpose()).collect::<Result<Vec<_>>>()?;
        ledger::append(tx, None, actor, entries)
    }

    fn entry(self, seal: impl FnOnce(&Delta) -> Result<String>) -> Result<Option<NewEntry>> {
        if self.delta.is_empty() {
            return Ok(None);
        }
        let changes = seal(&self.delta)?;
        Ok(Some(NewEntry { head_kind: self.head_kind, head_id: self.head_id, changes }))
    }
}

fn in_clear(delta: &Delta) -> Result<String> {
    serde_json::to_string(delta).map_err(Error::internal)
}

/// A row as the ledger tells it.
fn told<R: Record>(row: &R) -> Result<Value> {
    let mut fields = to_json(row)?;
    if let Value::Object(fields) = &mut fields {
        fields.retain(|name, _| !R::UNTOLD.contains(&name.as_str()));
    }
    Ok(fields)
}
