//! The workbook given back, with every wrong cell marked.

use std::sync::Arc;

use super::finding::{self, Finding};
use super::read::{Reader, Unpacked, plan};
use super::rows::Workbook;
use super::store::{self, RowFilter};
use super::{MOST_ROWS, absent, limits, purpose};
use crate::access::Principal;
use crate::attachment::Attachments;
use crate::db::{Conn, Db};
use crate::domain::vocabulary::workbook::WorkbookState;
use crate::error::{Code, Error, Result};
use crate::intake::{self, Remarks};
use crate::vault::Vault;

/// Name and content of a workbook as it was handed in, with what was found written into it.
pub async fn repaired(
    db: &Db,
    vault: Arc<Vault>,
    attachments: &Attachments,
    filer: &Principal,
    key: &str,
) -> Result<(String, Vec<u8>)> {
    let (organisation, own) = (filer.organisation.clone(), key.to_owned());
    let today = db.clock().today();
    let (held, findings) = db.read(move |conn| found(conn, &vault, &organisation, &own)).await?;
    let (purpose, sheet) = purpose(&held.act)?;
    let reader =
        Reader { purpose, sheet, credit_code: String::new(), name: String::new(), region_code: String::new(), today };
    let bytes = attachments.blobs().get(&held.digest).await?;
    let name = held.name.clone();
    let writing = move || write(&held.name, &bytes, &reader, &findings);
    let bytes = tokio::task::spawn_blocking(writing).await.map_err(Error::internal)??;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    Ok((format!("{stem}-检查结果.xlsx"), bytes))
}

fn found(
    conn: &mut Conn,
    vault: &Vault,
    organisation: &crate::access::ActsFor,
    key: &str,
) -> Result<(Workbook, Vec<Finding>)> {
    let held = store::find(conn, organisation.id, key)?.ok_or_else(|| absent(key))?;
    if !matches!(held.state, WorkbookState::Checked | WorkbookState::Filed) {
        let text = format!("“{}”{}，还没有检查结果。", held.name, held.state.label());
        return Err(Error::Conflict(Code::WorkbookNotReady, text));
    }
    let mut findings = finding::open(vault, held.findings_cipher.as_deref())?;
    findings.retain(|finding| finding.row > 0);
    let remarked = RowFilter { remarked: true, ..RowFilter::default() };
    let most = i64::try_from(MOST_ROWS).map_err(Error::internal)?;
    for row in store::rows(conn, &held, remarked, None, most)? {
        findings.extend(finding::open(vault, row.findings_cipher.as_deref())?);
    }
    Ok((held, findings))
}

fn write(name: &str, bytes: &[u8], reader: &Reader, findings: &[Finding]) -> Result<Vec<u8>> {
    let file = Unpacked::write(name, bytes)?;
    let mut book = intake::open(&file.path, &limits())?;
    let (plan, _) = plan(&mut book, reader)?;
    let mut remarks = Remarks::default();
    remarks.extend(findings.iter().map(Finding::remark));
    // A name that no workbook has: nothing of a person's choosing begins with a dot.
    let out = file.beside(".repaired.xlsx");
    intake::write_repaired(&mut book, &plan, &remarks, &out)?;
    std::fs::read(&out).map_err(Error::internal)
}
