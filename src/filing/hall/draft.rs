//! Making a filing: a draft is opened, filled and corrected by whoever files for the enterprise.

use std::slice;

use chrono::NaiveDate;

use super::content::{self, Filer, Reading};
use super::docket::{Change, Docket, absent, step};
use super::kinds::{self, FilingAct, FilingKind};
use super::number;
use crate::access::Principal;
use crate::clock::china_time;
use crate::db::Tx;
use crate::domain::vocabulary::filing::{FilingState, ItemState, StepKind};
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::error::{Code, Error, FieldError, Result};
use crate::filing::rows::{Case, Item};
use crate::filing::store::FilingRow;
use crate::intake::Filled;
use crate::record::Act;
use crate::vault::Vault;

/// Most items of one filing: what is more is split by region or year, so that it can be looked over.
pub const MOST_ITEMS: usize = 5_000;

/// An item as it is handed in.
#[derive(Clone, Debug, Default)]
pub struct NewItem {
    /// Kind of sheet; the first of the act where it is empty.
    pub sheet: String,
    /// What it says.
    pub filled: Filled,
}

/// What of a filing is fixed from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Purpose {
    /// Its kind.
    pub kind: &'static FilingKind,
    /// The act.
    pub act: &'static FilingAct,
}

impl Purpose {
    /// A purpose by the names of kind and act.
    pub fn named(kind: &str, act: &str) -> Result<Self> {
        let kind = kinds::find(kind)?;
        Ok(Self { kind, act: kind.act(act)? })
    }

    /// The purpose of a filing on file.
    pub fn of(docket: &Docket) -> Result<Self> {
        Self::named(&docket.filing.kind, &docket.case.act)
    }
}

/// Opens a draft for the enterprise that somebody files for.
pub fn open(tx: &mut Tx<'_>, vault: &Vault, filer: &Principal, purpose: Purpose, items: &[NewItem]) -> Result<Docket> {
    let id = FilingId(tx.ids.next());
    let region_code = &filer.organisation.region_code;
    let day = china_time(tx.now).date();
    let filing = FilingRow {
        id,
        number: number::free(tx.conn, region_code, day, id)?,
        kind: purpose.kind.name.to_owned(),
        state: FilingState::Draft,
        actor: filer.actor(),
        basis: String::new(),
        content_digest: String::new(),
        started_at: tx.now,
        finished_at: None,
        rows_read: 0,
        rows_refused: 0,
        heads_changed: 0,
        row_version: 1,
    };
    let case = Case {
        filing_id: id,
        organisation_id: filer.organisation.id,
        account_id: filer.account_id,
        act: purpose.act.name.to_owned(),
        region_code: region_code.clone(),
        opened_at: tx.now,
        changed_at: tx.now,
        working_days: 1,
        row_version: 1,
        ..Case::default()
    };
    let mut opening = Act::on_filing(id);
    opening.insert(tx, slice::from_ref(&filing))?;
    opening.insert(tx, slice::from_ref(&case))?;
    opening.finish(tx, &filer.actor())?;
    let mut docket = Docket { filing, case, items: Vec::new(), desks: Vec::new() };
    let mut change = Change::of(&mut docket);
    change.step(tx, Some(filer), step(StepKind::Opened, None, items.len()))?;
    add(tx, vault, filer, &mut change, purpose, items)?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

/// Adds items to what is still the filer's to change.
pub fn add_items(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    number: &str,
    version: Option<i64>,
    items: &[NewItem],
) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    docket.expect_version(tx.conn, version)?;
    if !docket.items.iter().all(|item| item.standing().may_be_amended()) {
        let text = format!("申报 {number} 已提交，不能再增加内容。请另行申报。");
        return Err(Error::Conflict(Code::FilingClosed, text));
    }
    let purpose = Purpose::of(&docket)?;
    let mut change = Change::of(&mut docket);
    add(tx, vault, filer, &mut change, purpose, items)?;
    change.step(tx, Some(filer), step(StepKind::Amended, None, items.len()))?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

fn add(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    change: &mut Change<'_>,
    purpose: Purpose,
    items: &[NewItem],
) -> Result<()> {
    let docket = change.docket();
    let (id, begun) = (docket.filing.id, docket.items.len());
    if begun + items.len() > MOST_ITEMS {
        let text = format!("一件申报最多 {MOST_ITEMS} 项。请分成几件申报。");
        return Err(Error::field("items", "filing.too_many_items", text));
    }
    let mut rows = Vec::with_capacity(items.len());
    for (place, item) in (begun + 1..).zip(items) {
        let sheet = purpose.act.sheet(&item.sheet)?;
        // What else stands against it is told when it is checked: a draft may be incomplete.
        let filled = completed(purpose, filer, place - begun - 1, &item.filled)?;
        rows.push(Item {
            filing_id: id,
            id: tx.ids.next(),
            place: i64::try_from(place).unwrap_or(i64::MAX),
            sheet: sheet.name.to_owned(),
            title: content::title(purpose.act, sheet, &filled),
            content_cipher: content::seal(vault, &filled)?,
            content_hash: content::hash(vault, filer.organisation.id.0, sheet, &filled)?,
            state: ItemState::Draft,
            data_level: DataLevel::SelfReported,
            row_version: 1,
            ..Item::default()
        });
    }
    change.add_items(tx, rows)
}

/// Writes what an item says anew.
pub fn amend_item(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    number: &str,
    version: Option<i64>,
    place: i64,
    filled: &Filled,
) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    docket.expect_version(tx.conn, version)?;
    let purpose = Purpose::of(&docket)?;
    let item = amendable(&docket, place)?;
    let sheet = purpose.act.sheet(&item.sheet)?;
    let filled = completed(purpose, filer, 0, filled)?;
    let after = Item {
        title: content::title(purpose.act, sheet, &filled),
        content_cipher: content::seal(vault, &filled)?,
        content_hash: content::hash(vault, filer.organisation.id.0, sheet, &filled)?,
        ..item.clone()
    };
    if after.content_hash == item.content_hash {
        return Ok(docket);
    }
    let mut change = Change::of(&mut docket);
    change.set_item(tx, after)?;
    change.step(tx, Some(filer), step(StepKind::Amended, None, 1))?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

/// Takes an item out of a draft, or gives up one that was returned.
pub fn remove_item(
    tx: &mut Tx<'_>,
    filer: &Principal,
    number: &str,
    version: Option<i64>,
    place: i64,
) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    docket.expect_version(tx.conn, version)?;
    let item = amendable(&docket, place)?;
    let withdrawn = item.standing().withdraw().map_err(Error::internal)?;
    let after = item.standing_at(withdrawn);
    let mut change = Change::of(&mut docket);
    change.set_item(tx, after)?;
    change.step(tx, Some(filer), step(StepKind::Withdrawn, None, 1))?;
    change.finish(tx, &filer.actor())?;
    Ok(docket)
}

/// What is said of each item that its filer can still change, by its place.
pub fn check(vault: &Vault, docket: &Docket, today: NaiveDate) -> Result<Vec<(i64, Reading)>> {
    let purpose = Purpose::of(docket)?;
    let open = docket.items.iter().filter(|item| item.standing().may_be_amended());
    open.map(|item| Ok((item.place, reading(vault, purpose, item, today)?))).collect()
}

/// What an item is read as, and what stands against it.
pub fn reading(vault: &Vault, purpose: Purpose, item: &Item, today: NaiveDate) -> Result<Reading> {
    let sheet = purpose.act.sheet(&item.sheet)?;
    let filled = content::open(vault, &item.content_cipher)?;
    Ok(content::read(purpose.act, sheet, &filled, today))
}

/// Completes what was handed in as an item; what speaks of another enterprise is refused by name.
fn completed(purpose: Purpose, filer: &Principal, place: usize, filled: &Filled) -> Result<Filled> {
    let mut filled = filled.clone();
    let others = content::complete(purpose.kind, purpose.act, &mut filled, own(filer)?);
    if others.is_empty() {
        return Ok(filled);
    }
    let at = |error: FieldError| FieldError { path: format!("items/{place}/fields/{}", error.path), ..error };
    Err(Error::Invalid(others.into_iter().map(at).collect()))
}

/// An item that its filer may change.
pub fn amendable(docket: &Docket, place: i64) -> Result<&Item> {
    let number = &docket.filing.number;
    let item =
        docket.items.iter().find(|item| item.place == place).ok_or_else(|| absent(&format!("{number} 第{place}项")))?;
    if item.standing().may_be_amended() {
        return Ok(item);
    }
    let text = format!("第 {place} 项{}，不能修改。", item.state.label());
    Err(Error::Conflict(Code::FilingClosed, text))
}

/// The enterprise that somebody files for.
pub fn own(filer: &Principal) -> Result<Filer<'_>> {
    let credit_code = filer.organisation.credit_code.as_deref();
    let credit_code = credit_code.ok_or_else(|| Error::Forbidden("只有企业账号可以申报。".to_owned()))?;
    Ok(Filer { credit_code, name: &filer.organisation.name })
}
