//! What becomes of a row: wrong by itself, filed or in force already, refused by the registries, or good.

use std::collections::HashMap;

use crate::db::Tx;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::filing::ItemState;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::domain::vocabulary::workbook::RowVerdict;
use crate::error::{Error, Result};
use crate::filing::hall::content::{self, Authority};
use crate::filing::hall::enforce::{self, Entering};
use crate::filing::workbook::finding;
use crate::filing::workbook::read::{ReadRow, Reader};
use crate::filing::workbook::rows::{Workbook, WorkbookRow};
use crate::filing::workbook::store;
use crate::filing::{self, Load, route};
use crate::ledger::Basis;
use crate::vault::Vault;

/// A row on its way to its verdict.
struct Judged {
    row: ReadRow,
    hash: String,
    verdict: RowVerdict,
}

/// Writes rows with their verdicts. Gives the workbook as it stands then; nothing when somebody else looks at it by now.
pub(super) fn take(
    tx: &mut Tx<'_>,
    vault: &Vault,
    held: &Workbook,
    reader: &Reader,
    rows: Vec<ReadRow>,
) -> Result<Option<Workbook>> {
    let mut judged = by_themselves(vault, held, reader, rows)?;
    find_repeated(tx, held, &mut judged)?;
    rehearse(tx, vault, held, reader, &mut judged)?;
    let count = |verdict| i64::try_from(judged.iter().filter(|row| row.verdict == verdict).count()).unwrap_or(i64::MAX);
    let after = Workbook {
        good: held.good + count(RowVerdict::Good),
        wrong: held.wrong + count(RowVerdict::Wrong),
        known: held.known + count(RowVerdict::Known),
        ..held.clone()
    };
    let Some(after) = store::update(tx.conn, after)? else { return Ok(None) };
    let rows: Vec<WorkbookRow> = judged.into_iter().map(|row| kept(tx, vault, held, row)).collect::<Result<_>>()?;
    store::insert_rows(tx.conn, &rows)?;
    Ok(Some(after))
}

fn by_themselves(vault: &Vault, held: &Workbook, reader: &Reader, rows: Vec<ReadRow>) -> Result<Vec<Judged>> {
    let judge = |row: ReadRow| {
        let hash = content::hash(vault, held.organisation_id.0, reader.sheet, &row.filled)?;
        let verdict = if row.is_sound() { RowVerdict::Good } else { RowVerdict::Wrong };
        Ok(Judged { row, hash, verdict })
    };
    rows.into_iter().map(judge).collect()
}

/// Rows that say what a filing says already, or a row above: nobody files them twice.
fn find_repeated(tx: &mut Tx<'_>, held: &Workbook, judged: &mut [Judged]) -> Result<()> {
    let hashes: Vec<String> = judged.iter().map(|row| row.hash.clone()).collect();
    let filed = store::filed(tx.conn, &hashes)?;
    let above = store::alike(tx.conn, held, &hashes)?;
    let mut above: HashMap<String, String> =
        above.into_iter().map(|(hash, sheet, number)| (hash, place(&sheet, number))).collect();
    for row in judged.iter_mut().filter(|row| row.verdict == RowVerdict::Good) {
        let elsewhere = filed.iter().find(|(hash, ..)| *hash == row.hash);
        let told = match elsewhere {
            Some((_, number, state)) => Some(told_of(number, *state)),
            None => above.get(&row.hash).map(|place| format!("与{place}内容相同，只申报一次。")),
        };
        above.entry(row.hash.clone()).or_insert_with(|| place(&row.row.sheet, row.row.number.into()));
        if let Some(text) = told {
            row.verdict = RowVerdict::Known;
            row.row.findings.push(row.row.finding("filing.repeated", text, false));
        }
    }
    Ok(())
}

fn place(sheet: &str, number: i64) -> String {
    format!("工作表“{sheet}”第 {number} 行")
}

/// Where the same content is filed already.
pub fn told_of(number: &str, state: ItemState) -> String {
    match state {
        ItemState::InForce => format!("已在申报 {number} 中生效，不再申报。"),
        ItemState::Draft => format!("已在申报草稿 {number} 中，请在该草稿中提交。"),
        ItemState::Returned => format!("已在申报 {number} 中被退回，请在该申报中补正后重新提交。"),
        _ => format!("已在申报 {number} 中提交，不再申报。"),
    }
}

/// Puts each row in force, as if the tier that decides last had approved it, and takes it back: what the registries have
/// against it is told now, and not weeks later.
fn rehearse(tx: &mut Tx<'_>, vault: &Vault, held: &Workbook, reader: &Reader, judged: &mut [Judged]) -> Result<()> {
    let route = route::find(tx.conn, reader.purpose.kind.name, &reader.region_code, reader.today)?;
    // The level that a filing of this kind is given in the end.
    let level = route.tiers.last().copied().map_or(DataLevel::SelfReported, Tier::data_level);
    let authority = Authority { level, source: reader.purpose.kind.source, body: None, person: None };
    tx.rehearse(|tx| {
        // What is written needs a filing that it comes from.
        let actor = format!("workbook:{}", held.public_id);
        let basis = filing::open_load(tx, &Load { actor: &actor, basis: &held.name, content_digest: "" })?;
        for row in judged.iter_mut().filter(|row| row.verdict == RowVerdict::Good) {
            row.ask_registries(tx, vault, &basis, reader, &authority)?;
        }
        Ok(())
    })
}

impl Judged {
    fn ask_registries(
        &mut self,
        tx: &mut Tx<'_>,
        vault: &Vault,
        basis: &Basis,
        reader: &Reader,
        authority: &Authority,
    ) -> Result<()> {
        let reading =
            content::read_approved(reader.purpose.act, reader.sheet, &self.row.filled, authority, reader.today);
        let Some(change) = reading.change else { return Err(Error::internal("a sound row that cannot be read again")) };
        let entering = vec![Entering { place: 1, change }];
        match tx.rehearse(|tx| enforce::apply(tx, vault, basis, entering)) {
            Ok(heads) if heads.is_empty() => {
                self.verdict = RowVerdict::Known;
                let text = "库中已有相同内容，不必申报。".to_owned();
                self.row.findings.push(self.row.finding("filing.nothing_changes", text, false));
            }
            Ok(_) => {}
            Err(Error::Invalid(errors)) => {
                self.verdict = RowVerdict::Wrong;
                // They are worded for an item among others; here it is the row.
                let text = |text: &str| text.replacen("第 1 项", "这一行", 1);
                let found = errors.iter().map(|error| self.row.finding(&error.code, text(&error.message), true));
                let found: Vec<_> = found.collect();
                self.row.findings.extend(found);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

fn kept(tx: &mut Tx<'_>, vault: &Vault, held: &Workbook, judged: Judged) -> Result<WorkbookRow> {
    let Judged { row, hash, verdict } = judged;
    // Only what will be filed is kept; the rest stands in the workbook.
    let content_cipher = (verdict == RowVerdict::Good).then(|| content::seal(vault, &row.filled)).transpose()?;
    Ok(WorkbookRow {
        organisation_id: held.organisation_id,
        id: tx.ids.next(),
        workbook_id: held.id,
        sheet: row.sheet.chars().filter(|sign| !sign.is_control()).collect(),
        number: row.number.into(),
        verdict,
        title: row.title,
        content_cipher,
        content_hash: hash,
        findings_cipher: finding::seal(vault, &row.findings)?,
        row_version: 1,
    })
}
