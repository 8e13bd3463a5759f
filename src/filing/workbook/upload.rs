//! Taking a workbook in.

use std::sync::Arc;

use super::check::Check;
use super::rows::Workbook;
use super::{MOST_BYTES, absent, purpose, store};
use crate::access::Principal;
use crate::attachment::{Attachments, Offered, kind};
use crate::db::{Db, Tx};
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::workbook::WorkbookState;
use crate::error::{Code, Error, Result};
use crate::jobs;
use crate::vault::Vault;

/// Takes a workbook in and asks for it to be looked at. The same content again is the same workbook: `false` then.
pub async fn take_in(
    db: &Db,
    vault: Arc<Vault>,
    attachments: &Attachments,
    filer: &Principal,
    act: &str,
    offered: Offered,
) -> Result<(Workbook, bool)> {
    let (purpose, _) = purpose(act)?;
    let name = kind::safe_name(&offered.name);
    let size = offered.bytes.len() as u64;
    if size == 0 {
        return Err(Error::field("file", "workbook.missing", format!("“{name}”是空文件。请重新选择。")));
    }
    if size > MOST_BYTES {
        return Err(too_large(&name));
    }
    let digest = attachments.keep_to_read(&name, offered.bytes).await?;
    let row = Workbook {
        organisation_id: filer.organisation.id,
        id: 0,
        public_id: String::new(),
        account_id: filer.account_id,
        // People name files after whom they show.
        name: resident_id::covered(&name),
        act: purpose.act.name.to_owned(),
        digest,
        size: i64::try_from(size).map_err(Error::internal)?,
        state: WorkbookState::Waiting,
        rows_at_most: None,
        good: 0,
        wrong: 0,
        known: 0,
        findings_cipher: None,
        filing_id: None,
        uploaded_at: db.clock().now(),
        checked_at: None,
        row_version: 1,
    };
    db.write(move |tx| put_down(tx, &vault, row.clone())).await
}

/// A refusal of a workbook that is too large.
pub fn too_large(name: &str) -> Error {
    let text = format!("“{name}”超过 {} MB。请拆成几个文件，分别上传。", MOST_BYTES >> 20);
    Error::field("file", "workbook.too_large", text)
}

fn put_down(tx: &mut Tx<'_>, vault: &Vault, row: Workbook) -> Result<(Workbook, bool)> {
    let id = tx.ids.next();
    let public_id = vault.public_id("workbook", &id.to_string());
    let row = Workbook { id, public_id, uploaded_at: tx.now, ..row };
    if store::insert(tx.conn, &row)? {
        ask(tx, &row)?;
        return Ok((row, true));
    }
    let earlier = store::by_digest(tx.conn, row.organisation_id, &row.act, &row.digest)?;
    earlier.map(|earlier| (earlier, false)).ok_or(Error::Stale)
}

fn ask(tx: &mut Tx<'_>, row: &Workbook) -> Result<()> {
    jobs::enqueue(tx, &Check { organisation_id: row.organisation_id, workbook_id: row.id })?;
    Ok(())
}

/// Has a workbook looked at again: the registries, or the day, may say otherwise by now.
pub fn check_again(tx: &mut Tx<'_>, filer: &Principal, key: &str) -> Result<Workbook> {
    let found = store::lock(tx.conn, filer.organisation.id, key)?.ok_or_else(|| absent(key))?;
    if found.state == WorkbookState::Filed {
        let text = format!("“{}”已经申报，不再检查。更正后的工作簿请另行上传。", found.name);
        return Err(Error::Conflict(Code::WorkbookNotReady, text));
    }
    store::clear(tx.conn, &found)?;
    let again = Workbook {
        state: WorkbookState::Waiting,
        rows_at_most: None,
        good: 0,
        wrong: 0,
        known: 0,
        findings_cipher: None,
        checked_at: None,
        ..found
    };
    let again = store::update(tx.conn, again)?.ok_or(Error::Stale)?;
    ask(tx, &again)?;
    Ok(again)
}
