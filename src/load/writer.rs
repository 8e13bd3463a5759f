//! Writing batches of changes in short transactions. A dry run does the same, and takes each of them back.

use std::collections::HashSet;
use std::mem;
use std::time::Instant;

use super::pace::Pace;
use super::reader::{Batch, Sourced};
use super::verdict::{Lines, Verdicts};
use super::{Load, basis, digest};
use crate::crosscheck::recheck;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::filing::{self, Progress};
use crate::ledger::Basis;
use crate::record::{Outcome, Said};
use crate::registry::change;
use crate::registry::sheet::Change;
use crate::vault::Vault;

/// Writes what the reader hands over.
pub struct Writer<'a> {
    db: &'a Db,
    vault: &'a Vault,
    load: &'a Load,
    /// Names of the files.
    names: String,
    basis: Basis,
    progress: Progress,
    /// Heads that changed so far: several sheets speak of the same one.
    changed: HashSet<i64>,
    pace: Pace,
    /// The file that is being written, by its place.
    file: usize,
    lines: Lines,
}

impl<'a> Writer<'a> {
    /// Opens the filing that everything written is based on.
    pub fn open(db: &'a Db, vault: &'a Vault, load: &'a Load) -> Result<Self> {
        let content_digest = if load.dry_run { String::new() } else { digest(&load.files)? };
        let names = basis(&load.files);
        let open = |tx: &mut Tx<'_>| {
            let load = filing::Load { actor: &load.actor, basis: &names, content_digest: &content_digest };
            filing::open_load(tx, &load)
        };
        let basis = if load.dry_run { db.rehearse_now(open)? } else { db.write_now(open)? };
        let (progress, pace, lines) = (Progress::default(), Pace::default(), Lines::default());
        Ok(Self { db, vault, load, names, basis, progress, changed: HashSet::new(), pace, file: 0, lines })
    }

    /// Writes a batch of a file and says what became of the rows that were not simply taken.
    pub fn write(&mut self, file: usize, batch: Batch) -> Result<Verdicts> {
        if file != self.file {
            self.file = file;
            self.lines = Lines::default();
            self.basis.said = Said::default();
        }
        self.progress.rows_read += count(batch.rows_read);
        self.progress.rows_refused += count(batch.rows_refused);
        let mut verdicts = Verdicts::default();
        let mut rest = batch.changes;
        while !rest.is_empty() {
            let later = rest.split_off(self.pace.rows(rest.len()));
            let some = self.write_some(&rest)?;
            verdicts.remarks.extend(some.remarks);
            verdicts.refused += some.refused;
            verdicts.waiting += some.waiting;
            rest = later;
        }
        Ok(verdicts)
    }

    fn write_some(&mut self, rows: &[Sourced]) -> Result<Verdicts> {
        let started = Instant::now();
        let (mut outcome, progress) = if self.load.dry_run {
            self.db.rehearse_now(|tx| self.rehearse(tx, rows))
        } else {
            self.db.write_batch_now(|tx| self.apply(tx, rows))
        }?;
        self.pace.learn(rows.len(), started.elapsed());
        self.progress = progress;
        self.changed.extend(&outcome.changed);
        self.lines.extend(rows);
        self.basis.said.learn(mem::take(&mut outcome.said), rows.len());
        Ok(Verdicts::of(&outcome, rows, &self.lines, self.load.dry_run))
    }

    fn apply(&self, tx: &mut Tx<'_>, rows: &[Sourced]) -> Result<(Outcome, Progress)> {
        let changes: Vec<Change> = rows.iter().map(|row| row.change.clone()).collect();
        let outcome = change::apply(tx, &self.basis, self.vault, changes)?;
        let refused = outcome.refused.len() + outcome.unresolved.len();
        let first: HashSet<&i64> = outcome.changed.iter().filter(|head| !self.changed.contains(head)).collect();
        let progress = Progress {
            rows_refused: self.progress.rows_refused + count(refused as u64),
            heads_changed: self.progress.heads_changed + count(first.len() as u64),
            ..self.progress
        };
        filing::record_progress(tx, &self.basis, progress)?;
        Ok((outcome, progress))
    }

    /// The filing goes with what is taken back, and is there again for the next batch.
    fn rehearse(&self, tx: &mut Tx<'_>, rows: &[Sourced]) -> Result<(Outcome, Progress)> {
        let load = filing::Load { actor: &self.load.actor, basis: &self.names, content_digest: "" };
        filing::record_load(tx, &self.basis, &load)?;
        self.apply(tx, rows)
    }

    /// Closes the filing, and asks that what it changed is checked; gives the number of heads that changed.
    pub fn finish(self) -> Result<u64> {
        if !self.load.dry_run {
            self.db.write_now(|tx| {
                if self.progress.heads_changed > 0 {
                    recheck::ask(tx, self.basis.filing_id)?;
                }
                filing::finish(tx, &self.basis, self.progress)
            })?;
        }
        Ok(u64::try_from(self.progress.heads_changed).unwrap_or_default())
    }
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
