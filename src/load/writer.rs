//! Writing batches of changes in short transactions.

use std::time::Instant;

use super::pace::Pace;
use super::reader::{Batch, Sourced};
use super::{Load, basis, digest};
use crate::db::Db;
use crate::error::Result;
use crate::filing::{self, Progress};
use crate::intake::Remark;
use crate::ledger::Basis;
use crate::record::{Outcome, Outranked};
use crate::registry::change;
use crate::registry::sheet::Change;
use crate::vault::Vault;

/// Writes what the reader hands over.
pub struct Writer<'a> {
    db: &'a Db,
    vault: &'a Vault,
    basis: Basis,
    progress: Progress,
    pace: Pace,
}

impl<'a> Writer<'a> {
    /// Opens the filing that everything written is based on.
    pub fn open(db: &'a Db, vault: &'a Vault, load: &Load) -> Result<Self> {
        let content_digest = digest(&load.files)?;
        let names = basis(&load.files);
        let basis = db.write_now(|tx| {
            let load = filing::Load { actor: &load.actor, basis: &names, content_digest: &content_digest };
            filing::open_load(tx, &load)
        })?;
        Ok(Self { db, vault, basis, progress: Progress::default(), pace: Pace::default() })
    }

    /// Writes a batch and gives a remark for each row that the registry did not take.
    pub fn write(&mut self, batch: Batch) -> Result<Vec<Remark>> {
        self.progress.rows_read += i64::try_from(batch.rows_read).unwrap_or(i64::MAX);
        self.progress.rows_refused += i64::try_from(batch.rows_refused).unwrap_or(i64::MAX);
        let mut remarks = Vec::new();
        let mut rest = batch.changes;
        while !rest.is_empty() {
            let later = rest.split_off(self.pace.rows().min(rest.len()));
            remarks.extend(self.write_some(&rest)?);
            rest = later;
        }
        Ok(remarks)
    }

    fn write_some(&mut self, changes: &[Sourced]) -> Result<Vec<Remark>> {
        let started = Instant::now();
        let (vault, basis, progress) = (self.vault, &self.basis, self.progress);
        let (outcome, progress) = self.db.write_now(|tx| {
            let changes: Vec<Change> = changes.iter().map(|sourced| sourced.change.clone()).collect();
            let outcome: Outcome = change::apply(tx, basis, vault, changes)?;
            let heads_changed = i64::try_from(outcome.changed.len()).unwrap_or(i64::MAX);
            let progress = Progress { heads_changed: progress.heads_changed + heads_changed, ..progress };
            filing::record_progress(tx, basis, progress)?;
            Ok((outcome, progress))
        })?;
        self.pace.learn(changes.len(), started.elapsed());
        self.progress = progress;
        let outranked = outcome.outranked.into_iter();
        let unresolved = outcome.unresolved.into_iter();
        Ok(outranked
            .filter_map(|(place, outranked)| Some(refusal(changes.get(place)?, &outranked)))
            .chain(unresolved.filter_map(|place| Some(nobody(changes.get(place)?))))
            .collect())
    }

    /// Closes the filing; gives the number of heads that changed.
    pub fn finish(self) -> Result<u64> {
        self.db.write_now(|tx| filing::finish(tx, &self.basis, self.progress))?;
        Ok(u64::try_from(self.progress.heads_changed).unwrap_or_default())
    }
}

fn nobody(sourced: &Sourced) -> Remark {
    Remark {
        code: "record.unresolved".into(),
        value: None,
        reason: "无法确定指的是哪一个企业或哪一名人员，未作登记".to_owned(),
        remedy: "请补充统一社会信用代码、身份证号码，或注册编号、证书编号后重新导入".to_owned(),
        ..sourced.remark.clone()
    }
}

fn refusal(sourced: &Sourced, outranked: &Outranked) -> Remark {
    Remark {
        value: None,
        reason: format!("与库中{}的记录不一致，未作改动", outranked.on_file.label()),
        remedy: "如确需更正，请由相应审核部门提交".to_owned(),
        ..sourced.remark.clone()
    }
}
