//! Attaching evidence to a filing, and who may see it.

use crate::access::Principal;
use crate::attachment::Kept;
use crate::db::{Conn, Tx};
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::attachment::ScanState;
use crate::domain::vocabulary::filing::StepKind;
use crate::error::{Code, Error, Result};
use crate::filing::rows::{Attachment, Step};
use crate::jobs;
use crate::record::Record as _;
use crate::vault::Vault;

use super::docket::{Change, Docket, absent, step};
use super::draft::Purpose;
use super::upkeep::ScanAgain;

/// Most files of one filing.
const MOST_FILES: usize = 100;
/// Longest name of what a file is to show, in characters.
const PURPOSE_CHARACTERS: usize = 100;

/// Passes a filing to which its filer may still attach something.
pub fn check_open(conn: &mut Conn, filer: &Principal, number: &str) -> Result<()> {
    open(&Docket::load(conn, number)?.of_filer(filer)?)
}

fn open(docket: &Docket) -> Result<()> {
    let may_be_amended = docket.items.is_empty() || docket.items.iter().any(|item| item.standing().may_be_amended());
    if may_be_amended {
        return Ok(());
    }
    let text = format!("申报 {} {}，不能增减附件。", docket.filing.number, docket.state().label());
    Err(Error::Conflict(Code::FilingClosed, text))
}

/// Attaches files that are kept already.
pub fn attach(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    number: &str,
    purpose: Option<&str>,
    papers: &[Kept],
) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    open(&docket)?;
    if purpose.is_some_and(|purpose| purpose.chars().count() > PURPOSE_CHARACTERS) {
        let text = format!("材料名称不能超过 {PURPOSE_CHARACTERS} 个字。");
        return Err(Error::field("purpose", "text.too_long", text));
    }
    let attached = attachments(tx.conn, &docket)?;
    if attached.len() + papers.len() > MOST_FILES {
        let text = format!("一件申报最多 {MOST_FILES} 个附件。请合并后上传。");
        return Err(Error::field("file", "attachment.too_many", text));
    }
    let mut change = Change::of(&mut docket);
    for paper in papers {
        let id = tx.ids.next();
        let row = Attachment {
            filing_id: change.docket().filing.id,
            id,
            public_id: vault.public_id("attachment", &id.to_string()),
            // People name scans after whom they show; the name stands in the ledger in clear.
            name: resident_id::covered(&paper.name),
            purpose: purpose.map(resident_id::covered),
            kind: paper.kind,
            size: paper.size,
            digest: paper.digest.clone(),
            scan_state: paper.scan,
            account_id: filer.account_id,
            attached_at: tx.now,
            removed_at: None,
            row_version: 1,
        };
        if row.scan_state == ScanState::Unscanned {
            jobs::enqueue(tx, &ScanAgain { filing_id: row.filing_id, attachment_id: id })?;
        }
        change.set_attachment(tx, None, row)?;
    }
    let names: Vec<String> = papers.iter().map(|paper| resident_id::covered(&paper.name)).collect();
    let told = Step { note: Some(names.join("、")), ..step(StepKind::Attached, None, papers.len()) };
    change.step(tx, Some(filer), told)?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

/// Takes a file away again.
pub fn detach(tx: &mut Tx<'_>, filer: &Principal, number: &str, id: &str) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    open(&docket)?;
    let row = one(tx.conn, &docket, id)?;
    let mut change = Change::of(&mut docket);
    change.set_attachment(tx, Some(&row), Attachment { removed_at: Some(tx.now), ..row.clone() })?;
    let told = Step { note: Some(row.name.clone()), ..step(StepKind::Detached, None, 1) };
    change.step(tx, Some(filer), told)?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

/// A file of a filing that somebody may read.
pub fn find(conn: &mut Conn, reader: &Principal, number: &str, id: &str) -> Result<Attachment> {
    let docket = Docket::load(conn, number)?.of_reader(reader)?;
    one(conn, &docket, id)
}

fn one(conn: &mut Conn, docket: &Docket, id: &str) -> Result<Attachment> {
    let found = attachments(conn, docket)?.into_iter().find(|row| row.public_id == id);
    found.ok_or_else(|| absent(&format!("{} 的附件 {id}", docket.filing.number)))
}

/// What is attached to a filing, oldest first.
pub fn attachments(conn: &mut Conn, docket: &Docket) -> Result<Vec<Attachment>> {
    let mut rows = Attachment::load(conn, &[docket.filing.id.0])?;
    rows.retain(|row| row.removed_at.is_none());
    Ok(rows)
}

/// The papers that a filing needs and does not have.
pub fn missing(conn: &mut Conn, docket: &Docket) -> Result<Vec<&'static str>> {
    let attached = attachments(conn, docket)?;
    let needed = Purpose::of(docket)?.kind.papers.iter().filter(|paper| paper.required).map(|paper| paper.title);
    let lacking = needed.filter(|title| !attached.iter().any(|row| row.purpose.as_deref() == Some(title)));
    Ok(lacking.collect())
}
