//! Rows to be written, gathered over a batch.

use super::merge::{self, Delta, Merged, ROW_VERSION, Refusal, RowChange, Why, to_json};
use super::{Row, Saying, order};
use crate::db::{self, Conn, IdSource, Violation};
use crate::error::{Error, Result};
use serde_json::Value;

/// Rows of one table to be written, gathered over the heads of a batch.
pub struct Writes<R> {
    /// New rows.
    inserts: Vec<R>,
    /// Changed rows, their version already raised.
    updates: Vec<R>,
    /// What arrives together for one head: it is taken whole or not at all.
    weighed: Vec<Weighed<R>>,
}

/// A row as it will stand once what arrives is taken.
struct Weighed<R> {
    /// Its place among its sisters.
    place: usize,
    row: R,
    /// What changes; nothing when the row on file already says so.
    change: Option<RowChange>,
    /// The fields that were spoken for.
    said: u32,
}

impl<R> Default for Writes<R> {
    fn default() -> Self {
        Self { inserts: Vec::new(), updates: Vec::new(), weighed: Vec::new() }
    }
}

impl<R: Row> Writes<R> {
    /// The rows that are written.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut R> {
        self.inserts.iter_mut().chain(&mut self.updates)
    }

    /// Compares rows that arrive under a head with their sisters on file, and keeps the outcome for [`Self::take`]. The
    /// first that is refused refuses all.
    pub fn weigh(
        &mut self,
        sisters: &[R],
        arriving: impl IntoIterator<Item = R>,
        head_id: i64,
        ids: &IdSource,
        saying: &Saying<'_>,
    ) -> Result<Option<Refusal>> {
        self.weighed.clear();
        let mut end = sisters.len();
        for mut row in arriving {
            let key = row.natural_key();
            let earlier = self.weighed.iter().rev().find(|weighed| weighed.row.natural_key() == key);
            let sister = || sisters.iter().enumerate().find(|(_, sister)| sister.natural_key() == key);
            let on_file = match earlier {
                Some(earlier) => Some((earlier.place, &earlier.row, saying.own(earlier.said))),
                None => sister().map(|(place, row)| (place, row, saying.claim(R::TABLE, row.row_id()))),
            };
            let weighed = match on_file {
                None => {
                    row.adopt(head_id, ids.next());
                    let (after, said) = merge::said_by(&row)?;
                    let change = RowChange { id: row.row_id(), before: None, after };
                    end += 1;
                    Weighed { place: end - 1, said, row, change: Some(change) }
                }
                Some((place, on_file, claim)) => match merge::merge(on_file, row, claim)? {
                    (Merged::Refused(refusal), _) => return Ok(Some(refusal)),
                    (Merged::Same, said) => Weighed { place, row: on_file.clone(), change: None, said },
                    (Merged::To(row, change), said) => Weighed { place, row, change: Some(change), said },
                },
            };
            if let Some(order) = weighed.change.as_ref().and_then(|change| order::broken(R::TABLE, &change.after)) {
                return Ok(Some(Refusal { table: R::TABLE, why: Why::Impossible(order) }));
            }
            self.weighed.push(weighed);
        }
        Ok(None)
    }

    /// Takes over what was weighed.
    pub fn take(&mut self, sisters: &mut Vec<R>, delta: &mut Delta, saying: &mut Saying<'_>) {
        for Weighed { place, row, change, said } in self.weighed.drain(..) {
            saying.note(R::TABLE, row.row_id(), said);
            let Some(change) = change else { continue };
            let written = if change.before.is_none() { &mut self.inserts } else { &mut self.updates };
            written.push(row.clone());
            delta.push(R::TABLE, change);
            match sisters.get_mut(place) {
                Some(sister) => *sister = row,
                None => sisters.push(row),
            }
        }
    }

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
