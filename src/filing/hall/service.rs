//! Reading filings, for the API and for pages: what somebody may see of them.

use chrono::NaiveDate;

use super::docket::{Docket, absent};
use super::lists::{self, QueueFilter, RegisterFilter, Whose};
use super::preview::{self, Preview};
use super::view::{self, AttachmentView, FilingDetail, FilingSummary, ItemView, StepView};
use crate::access::Principal;
use crate::calendar;
use crate::db::keyset::{Page, Position};
use crate::db::{Conn, Tx};
use crate::domain::standard::reason;
use crate::domain::vocabulary::access::{OrganisationKind, Tier};
use crate::domain::vocabulary::filing::StepKind;
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Error, Result};
use crate::filing::hall::attach;
use crate::filing::route;
use crate::filing::rows::Step;
use crate::record::Record as _;
use crate::vault::Vault;

/// Items of a filing on one page.
pub const ITEMS: usize = 100;

/// Whose filings somebody may read.
pub fn whose(reader: &Principal) -> Whose {
    match reader.organisation.kind {
        OrganisationKind::Enterprise => Whose::Organisation(reader.organisation.id),
        OrganisationKind::Department => Whose::Region(reader.organisation.region_code.clone()),
    }
}

/// The tier at which somebody reviews.
pub fn own_tier(reviewer: &Principal) -> Result<Tier> {
    let text = "所在单位不是主管部门，没有待审的申报。".to_owned();
    reviewer.tier().ok_or(Error::Forbidden(text))
}

/// A page of the filings that somebody may read, the latest first.
pub fn register(
    conn: &mut Conn,
    reader: &Principal,
    filter: &RegisterFilter,
    after: Option<&Position>,
    rows: usize,
    today: NaiveDate,
) -> Result<Page<FilingSummary>> {
    let calendar = calendar::load(conn)?;
    let page = lists::register(conn, &whose(reader), filter, after, rows)?;
    Ok(page.map(|listed| FilingSummary::of(&listed, &calendar, today)))
}

/// A page of what waits for a reviewer's tier, the earliest due first.
pub fn queue(
    conn: &mut Conn,
    reviewer: &Principal,
    filter: &QueueFilter,
    after: Option<&Position>,
    rows: usize,
    today: NaiveDate,
) -> Result<Page<FilingSummary>> {
    let calendar = calendar::load(conn)?;
    let region = &reviewer.organisation.region_code;
    let page = lists::queue(conn, own_tier(reviewer)?, region, filter, after, rows)?;
    Ok(page.map(|listed| FilingSummary::of(&listed, &calendar, today)))
}

/// How much waits for a reviewer's tier.
pub fn count_queue(conn: &mut Conn, reviewer: &Principal, filter: &QueueFilter) -> Result<i64> {
    lists::count_queue(conn, own_tier(reviewer)?, &reviewer.organisation.region_code, filter)
}

/// A filing as it stands, with what lists show of it.
pub fn summary(conn: &mut Conn, docket: &Docket, today: NaiveDate) -> Result<FilingSummary> {
    let listed = lists::listed(conn, &[docket.filing.id])?.pop();
    let listed = listed.ok_or_else(|| Error::internal("a filing without its case"))?;
    Ok(FilingSummary::of(&listed, &calendar::load(conn)?, today))
}

/// A filing that somebody may read, with its first items.
pub fn detail(
    conn: &mut Conn,
    vault: &Vault,
    reader: &Principal,
    number: &str,
    today: NaiveDate,
) -> Result<FilingDetail> {
    let docket = Docket::load(conn, number)?.of_reader(reader)?;
    let attached = attach::attachments(conn, &docket)?;
    let first = docket.items.get(..docket.items.len().min(ITEMS)).unwrap_or_default();
    Ok(FilingDetail {
        summary: summary(conn, &docket, today)?,
        route: route::kept(&docket.case.route),
        four_eyes: docket.case.four_eyes,
        items: view::items(vault, &docket, first)?,
        attachments: attached.iter().map(AttachmentView::of).collect(),
    })
}

/// Items of a filing after a place, and the place after which the next page begins.
pub fn items(
    conn: &mut Conn,
    vault: &Vault,
    reader: &Principal,
    number: &str,
    after: i64,
) -> Result<(Vec<ItemView>, Option<i64>)> {
    let docket = Docket::load(conn, number)?.of_reader(reader)?;
    let mut rows = lists::items(conn, docket.filing.id, after, ITEMS + 1)?;
    let more = rows.len() > ITEMS;
    rows.truncate(ITEMS);
    let next_after = rows.last().map(|row| row.place).filter(|_| more);
    Ok((view::items(vault, &docket, &rows)?, next_after))
}

/// What happened to a filing, oldest first.
pub fn timeline(conn: &mut Conn, reader: &Principal, number: &str) -> Result<Vec<StepView>> {
    let docket = Docket::load(conn, number)?.of_reader(reader)?;
    steps(conn, &docket)
}

/// What happened to a filing that somebody was let see, oldest first.
pub fn steps(conn: &mut Conn, docket: &Docket) -> Result<Vec<StepView>> {
    Ok(Step::load(conn, &[docket.filing.id.0])?.iter().map(StepView::of).collect())
}

/// Most filings that are shown as waiting for their filer.
const TURNS: i64 = 20;

/// What waits for whoever files: what was returned, with the reason, and what was never submitted.
pub fn turns(conn: &mut Conn, filer: &Principal, today: NaiveDate) -> Result<Vec<(FilingSummary, Option<String>)>> {
    let calendar = calendar::load(conn)?;
    let ids = lists::turns(conn, filer.organisation.id, TURNS)?;
    let mut turns = Vec::with_capacity(ids.len());
    for listed in lists::listed(conn, &ids)? {
        let summary = FilingSummary::of(&listed, &calendar, today);
        let reason = if summary.items.returned > 0 { last_reason(conn, listed.filing.id)? } else { None };
        turns.push((summary, reason));
    }
    Ok(turns)
}

/// Why something of a filing was returned last.
fn last_reason(conn: &mut Conn, filing: FilingId) -> Result<Option<String>> {
    let steps = Step::load(conn, &[filing.0])?;
    let code = steps.into_iter().rev().find(|step| step.step == StepKind::Returned).and_then(|step| step.reason_code);
    Ok(code.as_deref().and_then(reason::find).map(|reason| reason.text.clone()))
}

/// What an item would change.
pub fn preview(tx: &mut Tx<'_>, vault: &Vault, reader: &Principal, number: &str, place: i64) -> Result<Preview> {
    let docket = Docket::load(tx.conn, number)?.of_reader(reader)?;
    let item = docket.items.iter().find(|item| item.place == place);
    let item = item.ok_or_else(|| absent(&format!("{number} 第{place}项")))?;
    Ok(preview::of_items(tx, vault, &docket, &[item])?.pop().unwrap_or_default())
}
