//! The good rows of a workbook become one filing.

use super::check::told_of;
use super::finding::{self, Finding};
use super::rows::{Workbook, WorkbookRow};
use super::store::{self, RowFilter};
use super::{MOST_ROWS, absent, purpose};
use crate::access::Principal;
use crate::db::Tx;
use crate::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use crate::error::{Code, Error, Result};
use crate::filing;
use crate::filing::hall::content;
use crate::filing::hall::docket::Docket;
use crate::filing::hall::draft::{self, NewItem};
use crate::filing::hall::submit;
use crate::vault::Vault;

/// What is to become of the good rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// They are submitted.
    Submit,
    /// They are a draft, to which papers can be attached before it is submitted.
    Draft,
}

/// Makes the filing of a workbook's good rows. Asked again, it gives the filing that was made.
pub fn send(tx: &mut Tx<'_>, vault: &Vault, filer: &Principal, key: &str, sending: Sending) -> Result<Docket> {
    let held = store::lock(tx.conn, filer.organisation.id, key)?.ok_or_else(|| absent(key))?;
    if let Some(id) = held.filing_id {
        let made = filing::store::by_ids(tx.conn, &[id])?.pop();
        let made = made.ok_or_else(|| Error::internal("a workbook whose filing is not there"))?;
        return Docket::load(tx.conn, &made.number);
    }
    if held.state != WorkbookState::Checked {
        let text = format!("“{}”{}，不能申报。", held.name, held.state.label());
        return Err(Error::Conflict(Code::WorkbookNotReady, text));
    }
    let (rows, known) = fresh(tx, vault, &held)?;
    if rows.is_empty() {
        let text = format!("“{}”没有可以申报的行。有误的行请更正后重新上传。", held.name);
        return Err(Error::Conflict(Code::WorkbookNotReady, text));
    }
    let (purpose, sheet) = purpose(&held.act)?;
    let items: Vec<NewItem> = rows.iter().map(|row| item(vault, sheet.name, row)).collect::<Result<_>>()?;
    let mut docket = draft::open(tx, vault, filer, purpose, &items)?;
    if sending == Sending::Submit {
        let number = docket.filing.number.clone();
        docket = submit::submit(tx, vault, filer, &number, None).map_err(|error| by_row(error, &rows))?;
    }
    store::forget_content(tx.conn, &held)?;
    let after = Workbook {
        state: WorkbookState::Filed,
        filing_id: Some(docket.filing.id),
        good: held.good - known,
        known: held.known + known,
        ..held
    };
    store::update(tx.conn, after)?.ok_or(Error::Stale)?;
    Ok(docket)
}

/// The good rows that nobody has filed since they were looked at, and how many somebody has.
fn fresh(tx: &mut Tx<'_>, vault: &Vault, held: &Workbook) -> Result<(Vec<WorkbookRow>, i64)> {
    let good = RowFilter { verdict: Some(RowVerdict::Good), ..RowFilter::default() };
    let most = i64::try_from(MOST_ROWS).map_err(Error::internal)?;
    let mut rows = store::rows(tx.conn, held, good, None, most)?;
    let hashes: Vec<String> = rows.iter().map(|row| row.content_hash.clone()).collect();
    let filed = store::filed(tx.conn, &hashes)?;
    let mut known = 0;
    let gone: Vec<WorkbookRow> =
        rows.extract_if(.., |row| filed.iter().any(|(hash, ..)| *hash == row.content_hash)).collect();
    for row in gone {
        let Some((_, number, state)) = filed.iter().find(|(hash, ..)| *hash == row.content_hash) else { continue };
        let mut findings = finding::open(vault, row.findings_cipher.as_deref())?;
        let told = Finding::of_workbook("filing.repeated", told_of(number, *state), false);
        let number = u32::try_from(row.number).unwrap_or_default();
        findings.push(Finding { sheet: row.sheet.clone(), row: number, ..told });
        let sealed = finding::seal(vault, &findings)?.unwrap_or_default();
        store::set_known(tx.conn, &row, &sealed)?;
        known += 1;
    }
    Ok((rows, known))
}

fn item(vault: &Vault, sheet: &str, row: &WorkbookRow) -> Result<NewItem> {
    let sealed = row.content_cipher.as_deref();
    let sealed = sealed.ok_or_else(|| Error::internal("a good row without its content"))?;
    Ok(NewItem { sheet: sheet.to_owned(), filled: content::open(vault, sealed)? })
}

/// What stands against items by now, by their rows: nobody has seen the items.
fn by_row(error: Error, rows: &[WorkbookRow]) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    for error in &mut errors {
        let mut parts = error.path.splitn(3, '/');
        let place = parts.nth(1).and_then(|place| place.parse::<usize>().ok());
        let row = place.and_then(|place| rows.get(place.checked_sub(1)?));
        if let Some(row) = row {
            error.message = format!("工作表“{}”第 {} 行：{}", row.sheet, row.number, error.message);
            error.path = format!("{}/{}/{}", row.sheet, row.number, parts.next().unwrap_or("-"));
        }
    }
    Error::Invalid(errors)
}
