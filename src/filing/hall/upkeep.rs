//! What becomes of attached files later: scanned when the scanner could not be asked at first, and known to whoever clears
//! the store of files that no filing has.

use std::collections::HashSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::attachment::Attachments;
use crate::db::{self, Conn, Db};
use crate::domain::vocabulary::attachment::ScanState;
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Code, Error, Result};
use crate::filing::rows::Attachment;
use crate::jobs::Job;
use crate::record::{Act, Record as _};
use crate::schema::filing_attachment;

/// Who writes down what a scanner said.
const SCANNER: &str = "platform:scan";

/// Which of some digests are those of files that a filing has. What was taken away again is not kept.
pub fn named(conn: &mut Conn, digests: &[String]) -> db::Result<HashSet<String>> {
    let kept = filing_attachment::table.filter(filing_attachment::removed_at.is_null());
    let kept = kept.filter(filing_attachment::digest.eq_any(digests)).select(filing_attachment::digest);
    Ok(kept.load(conn)?.into_iter().collect())
}

/// Asks the scanner about an attached file, again and again until it answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct ScanAgain {
    /// The filing.
    pub filing_id: FilingId,
    /// The attachment.
    pub attachment_id: i64,
}

/// What [`ScanAgain`] is done with.
#[derive(Clone)]
pub struct Scanning {
    /// The database.
    pub db: Db,
    /// The files, and the scanner.
    pub attachments: Attachments,
}

impl Job for ScanAgain {
    type Context = Scanning;
    const NAME: &'static str = "filing.scan";
    /// With the longest wait of an hour, about a week.
    const ATTEMPTS: i32 = 180;

    fn dedup_key(&self) -> Option<String> {
        Some(format!("{}/{}", self.filing_id.0, self.attachment_id))
    }

    async fn run(self, scanning: &Scanning) -> Result<()> {
        let Self { filing_id, attachment_id } = self;
        let waiting = scanning.db.read(move |conn| waiting(conn, filing_id, attachment_id)).await?;
        let Some(row) = waiting else { return Ok(()) };
        let scan_state = scanning.attachments.scan_again(&row.digest).await?;
        if scan_state == ScanState::Unscanned {
            let text = "病毒扫描程序没有应答。请检查 --scan-command 或 --clamd。".to_owned();
            return Err(Error::Conflict(Code::AttachmentUnscanned, text));
        }
        let written = scanning.db.write(move |tx| {
            let mut act = Act::on_filing(filing_id);
            act.update(tx, &row, Attachment { scan_state, ..row.clone() })?;
            act.finish(tx, SCANNER)
        });
        written.await
    }
}

/// The attachment, where it still waits for the scanner.
fn waiting(conn: &mut Conn, filing_id: FilingId, id: i64) -> Result<Option<Attachment>> {
    let rows = Attachment::load(conn, &[filing_id.0])?;
    let waits = |row: &Attachment| row.scan_state == ScanState::Unscanned && row.removed_at.is_none();
    Ok(rows.into_iter().find(|row| row.id == id && waits(row)))
}
