//! The job that looks at a workbook: all of its rows, some at a time, so that somebody may watch and nothing waits for it.
//!
//! It may be killed at any time. It is then done again from the beginning, and whoever did it before writes no more: every
//! step bears the version that the step before it left.

mod verdict;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

pub(super) use verdict::told_of;

use super::finding::{self, Finding};
use super::read::{self, Lot, Reader, Unpacked};
use super::rows::Workbook;
use super::{purpose, store};
use crate::access::rows::Organisation;
use crate::attachment::store::Blobs;
use crate::clock::china_time;
use crate::db::{Db, Tx};
use crate::domain::vocabulary::ids::OrganisationId;
use crate::domain::vocabulary::workbook::WorkbookState;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::record::Record as _;
use crate::vault::Vault;

/// Looks at a workbook.
#[derive(Debug, Serialize, Deserialize)]
pub struct Check {
    /// The enterprise.
    pub organisation_id: OrganisationId,
    /// The workbook.
    pub workbook_id: i64,
}

/// What [`Check`] is done with.
#[derive(Clone)]
pub struct Checking {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
    /// The files.
    pub blobs: Blobs,
}

impl Job for Check {
    type Context = Checking;
    const NAME: &'static str = "workbook.check";
    /// Somebody waits for it.
    const PRIORITY: i32 = -1;
    const ATTEMPTS: i32 = 5;

    fn dedup_key(&self) -> Option<String> {
        Some(format!("{}/{}", self.organisation_id.0, self.workbook_id))
    }

    async fn run(self, checking: &Checking) -> Result<()> {
        let begun = checking.db.write(move |tx| begin(tx, self.organisation_id, self.workbook_id)).await?;
        let Some((held, reader)) = begun else { return Ok(()) };
        let bytes = checking.blobs.get(&held.digest).await?;
        checking.look_at(held, reader, bytes).await
    }
}

/// Takes a workbook that waits, or whose reader was cut off, and forgets what was found of it before.
fn begin(tx: &mut Tx<'_>, organisation: OrganisationId, id: i64) -> Result<Option<(Workbook, Reader)>> {
    let Some(found) = store::by_id(tx.conn, organisation, id)? else { return Ok(None) };
    let firm = Organisation::load(tx.conn, &[organisation.0])?.pop();
    let Some(firm) = firm.filter(|_| found.state.is_under_way()) else { return Ok(None) };
    let (purpose, sheet) = purpose(&found.act)?;
    let reader = Reader {
        purpose,
        sheet,
        credit_code: firm.credit_code.unwrap_or_default(),
        name: firm.name,
        region_code: firm.region_code,
        today: china_time(tx.now).date(),
    };
    store::clear(tx.conn, &found)?;
    let held = Workbook { state: WorkbookState::Checking, good: 0, wrong: 0, known: 0, findings_cipher: None, ..found };
    Ok(store::update(tx.conn, held)?.map(|held| (held, reader)))
}

impl Checking {
    async fn look_at(&self, held: Workbook, reader: Reader, bytes: Vec<u8>) -> Result<()> {
        let (sender, mut lots) = mpsc::channel(1);
        let (name, how) = (held.name.clone(), reader.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let file = Unpacked::write(&name, &bytes)?;
            read::read(&file, &how, |lot| sender.blocking_send(lot).is_ok())
        });
        let reader = Arc::new(reader);
        let mut held = held;
        while let Some(lot) = lots.recv().await {
            match self.take(held, Arc::clone(&reader), lot).await? {
                Some(after) => held = after,
                // Somebody else looks at it by now. Nobody receives any more, so that the reader ends too.
                None => return Ok(()),
            }
        }
        match reading.await.map_err(Error::internal)? {
            Ok(()) => self.end(held, WorkbookState::Checked, None).await,
            Err(error @ (Error::Unreadable(_) | Error::TooLarge { .. })) => {
                let refusal = Finding::of_workbook(error.code().as_str(), error.detail(), true);
                self.end(held, WorkbookState::Failed, Some(refusal)).await
            }
            Err(error) => Err(error),
        }
    }

    /// Writes what was read; nothing when somebody else looks at the workbook by now.
    async fn take(&self, held: Workbook, reader: Arc<Reader>, lot: Lot) -> Result<Option<Workbook>> {
        let vault = Arc::clone(&self.vault);
        match lot {
            Lot::Plan(findings, rows) => {
                let findings_cipher = finding::seal(&vault, &findings)?;
                let rows_at_most = i64::try_from(rows).ok();
                let after = Workbook { rows_at_most, findings_cipher, ..held };
                self.db.write(move |tx| Ok(store::update(tx.conn, after.clone())?)).await
            }
            Lot::Rows(rows) => self.db.write(move |tx| verdict::take(tx, &vault, &held, &reader, rows.clone())).await,
        }
    }

    async fn end(&self, held: Workbook, state: WorkbookState, refusal: Option<Finding>) -> Result<()> {
        let mut findings = finding::open(&self.vault, held.findings_cipher.as_deref())?;
        findings.extend(refusal);
        let findings_cipher = finding::seal(&self.vault, &findings)?;
        let ended = Workbook { state, findings_cipher, ..held };
        let written = self.db.write(move |tx| {
            let ended = Workbook { checked_at: Some(tx.now), ..ended.clone() };
            Ok(store::update(tx.conn, ended)?)
        });
        written.await.map(drop)
    }
}
