//! Handing a filing in, and taking it back.

use chrono::NaiveDate;

use super::content::Reading;
use super::docket::{Change, Docket, repeated, step};
use super::draft::{self, Purpose};
use super::tell::{Happened, tell};
use super::{attach, preview};
use crate::access::Principal;
use crate::calendar;
use crate::clock::china_time;
use crate::db::Tx;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::filing::{ItemState, Objection, Standing, StepKind};
use crate::domain::vocabulary::provenance::DataLevel;
use crate::error::{Code, Error, FieldError, Result};
use crate::filing::route;
use crate::filing::rows::{Case, Desk, Item, Step};
use crate::vault::Vault;

/// Submits everything of a filing that is the filer's to change: a draft, or what was returned. All that stands against
/// it is told at once, by item and field; nothing is submitted then.
pub fn submit(tx: &mut Tx<'_>, vault: &Vault, filer: &Principal, number: &str, version: Option<i64>) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    docket.expect_version(tx.conn, version)?;
    let today = china_time(tx.now).date();
    let purpose = Purpose::of(&docket)?;
    let readings = draft::check(vault, &docket, today)?;
    if readings.is_empty() {
        let text = format!("申报 {number} 没有可以提交的内容：{}。", docket.state().label());
        return Err(Error::Conflict(Code::FilingClosed, text));
    }
    let mut errors = objections(&readings);
    errors.extend(attach::missing(tx.conn, &docket)?.into_iter().map(|title| {
        let text = format!("缺少“{title}”。请上传后再提交。");
        FieldError::new("attachments", "attachment.required", text)
    }));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    refuse_repetition(tx, &docket)?;
    preview::require_own(tx, vault, filer, &docket, &readings)?;

    let route = route::find(tx.conn, purpose.kind.name, &docket.case.region_code, today)?;
    let first = docket.case.submitted_at.is_none();
    let submitted: Vec<(Item, Standing)> = readings
        .iter()
        .filter_map(|(place, _)| docket.items.iter().find(|item| item.place == *place))
        .map(|item| Ok((item.clone(), item.standing().submit(&route.tiers)?)))
        .collect::<Result<_, Objection>>()
        .map_err(Error::internal)?;
    let mut change = Change::of(&mut docket);
    let case = Case {
        route: route::text(&route.tiers),
        four_eyes: route.four_eyes,
        working_days: route.working_days,
        submitted_at: change.docket().case.submitted_at.or(Some(tx.now)),
        ..change.docket().case.clone()
    };
    change.set_case(tx, case)?;
    for (item, standing) in &submitted {
        let fresh = Item { seconded_by: None, reason_code: None, note: None, decided_at: None, ..item.clone() };
        change.set_item(tx, Item { data_level: DataLevel::SelfReported, ..fresh.standing_at(*standing) })?;
    }
    let kind = if first { StepKind::Submitted } else { StepKind::Resubmitted };
    change.step(tx, Some(filer), step(kind, route.tiers.first().copied(), submitted.len()))?;
    set_desks(tx, &mut change)?;
    change.finish(tx, &filer.actor())?;
    tell(tx, vault, &docket, Happened::Submitted, submitted.len())?;
    Ok(docket)
}

/// Takes back everything of a filing that is not decided yet.
pub fn withdraw(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    number: &str,
    version: Option<i64>,
    note: &str,
) -> Result<Docket> {
    let mut docket = Docket::lock(tx.conn, number)?.of_filer(filer)?;
    docket.expect_version(tx.conn, version)?;
    let open: Vec<(Item, Standing)> =
        docket.items.iter().filter_map(|item| Some((item.clone(), item.standing().withdraw().ok()?))).collect();
    if open.is_empty() {
        let text = format!("申报 {number} 已经办结（{}），不能撤回。", docket.state().label());
        return Err(Error::Conflict(Code::FilingClosed, text));
    }
    let mut change = Change::of(&mut docket);
    for (item, standing) in &open {
        change.set_item(tx, item.standing_at(*standing))?;
    }
    let taken_back = Step {
        note: Some(note.trim().to_owned()).filter(|note| !note.is_empty()),
        ..step(StepKind::Withdrawn, None, open.len())
    };
    change.step(tx, Some(filer), taken_back)?;
    set_desks(tx, &mut change)?;
    change.finish(tx, &filer.actor())?;
    tell(tx, vault, &docket, Happened::Withdrawn, open.len())?;
    Ok(docket)
}

/// Lets every desk have what waits for its tier. A term runs from when something arrives where nothing waited; where
/// nothing waits any more, nobody has taken it on.
pub(super) fn set_desks(tx: &mut Tx<'_>, change: &mut Change<'_>) -> Result<()> {
    for tier in Tier::ALL {
        let docket = change.docket();
        let waiting = i64::try_from(docket.waiting_at(*tier).count()).unwrap_or(i64::MAX);
        let desk = match docket.desk(*tier).cloned() {
            None if waiting == 0 => continue,
            Some(desk) => desk,
            None => Desk {
                filing_id: docket.filing.id,
                id: tx.ids.next(),
                tier: *tier,
                region_code: docket.case.region_code.clone(),
                row_version: 1,
                ..Desk::default()
            },
        };
        let after = match (desk.waiting, waiting) {
            (0, 1..) => {
                Desk { arrived_at: tx.now, due_on: due(tx, docket.case.working_days)?, reminded: None, waiting, ..desk }
            }
            (_, 0) => Desk { waiting, claimed_by: None, claimed_at: None, ..desk },
            _ => Desk { waiting, ..desk },
        };
        change.set_desk(tx, after)?;
    }
    Ok(())
}

/// The last day of a term that begins now.
fn due(tx: &mut Tx<'_>, working_days: i64) -> Result<NaiveDate> {
    let days = u16::try_from(working_days).unwrap_or(u16::MAX);
    Ok(calendar::load(tx.conn)?.add_working_days(china_time(tx.now).date(), days).day)
}

/// Everything that keeps items out, by item and field.
pub fn objections(readings: &[(i64, Reading)]) -> Vec<FieldError> {
    let of_item = |(place, reading): &(i64, Reading)| {
        let at = |error: &FieldError| FieldError { path: format!("items/{place}/{}", error.path), ..error.clone() };
        reading.errors.iter().map(at).collect::<Vec<_>>()
    };
    readings.iter().flat_map(of_item).collect()
}

/// What was submitted already is not submitted twice: the number of the other filing is told.
fn refuse_repetition(tx: &mut Tx<'_>, docket: &Docket) -> Result<()> {
    let open: Vec<&Item> = docket.items.iter().filter(|item| item.standing().may_be_amended()).collect();
    let hashes: Vec<String> = open.iter().map(|item| item.content_hash.clone()).collect();
    let others = repeated(tx.conn, &hashes, docket.filing.id)?;
    let standing = |item: &Item| matches!(item.state, ItemState::Waiting | ItemState::InForce);
    let own = |hash: &str| docket.items.iter().find(|item| standing(item) && item.content_hash == hash);
    let mut errors = Vec::new();
    for (at, item) in open.iter().enumerate() {
        let elsewhere = others.iter().find(|(hash, _)| *hash == item.content_hash).map(|(_, number)| number.clone());
        let twice = open.iter().take(at).find(|other| other.content_hash == item.content_hash).map(|other| other.place);
        let here = twice.or_else(|| own(&item.content_hash).map(|other| other.place));
        let same =
            elsewhere.map(|number| format!("申报 {number}")).or_else(|| here.map(|place| format!("第 {place} 项")));
        if let Some(same) = same {
            let text = format!("第 {} 项与{same}内容相同，不必重复申报。请删除本项，或更正后再提交。", item.place);
            errors.push(FieldError::new(format!("items/{}", item.place), "filing.repeated", text));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
