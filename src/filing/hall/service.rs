//! Reading filings, for the API and for pages: what somebody may see of them.

use chrono::NaiveDate;

use super::docket::{Docket, absent};
use super::draft::Purpose;
use super::lists::{self, Listed, QueueFilter, RegisterFilter, Whose};
use super::preview::{self, Preview};
use super::view::{AttachmentView, FilingDetail, FilingSummary, ItemView, StepView};
use crate::access::{Principal, delegation};
use crate::calendar;
use crate::db::keyset::{Page, Position};
use crate::db::{Conn, Tx};
use crate::domain::standard::reason;
use crate::domain::vocabulary::access::{OrganisationKind, Role, Tier};
use crate::domain::vocabulary::filing::StepKind;
use crate::domain::vocabulary::ids::{AccountId, FilingId};
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
    let (region, absent) = (&reviewer.organisation.region_code, away(conn, reviewer, today)?);
    let page = lists::queue(conn, own_tier(reviewer)?, region, filter, &absent, after, rows)?;
    Ok(page.map(|listed| FilingSummary::of(&listed, &calendar, today)))
}

/// How much waits for a reviewer's tier.
pub fn count_queue(conn: &mut Conn, reviewer: &Principal, filter: &QueueFilter, today: NaiveDate) -> Result<i64> {
    let absent = away(conn, reviewer, today)?;
    lists::count_queue(conn, own_tier(reviewer)?, &reviewer.organisation.region_code, filter, &absent)
}

/// Those who are away today and for whom somebody stands in.
fn away(conn: &mut Conn, reader: &Principal, today: NaiveDate) -> Result<Vec<AccountId>> {
    if !reader.is(Role::Reviewer) {
        return Ok(Vec::new());
    }
    let absent = delegation::store::absent_of(conn, reader.account_id, today)?;
    Ok(absent.into_iter().map(|absent| absent.account_id).collect())
}

/// A filing as it stands, with what lists show of it.
pub fn summary(conn: &mut Conn, reader: &Principal, docket: &Docket, today: NaiveDate) -> Result<FilingSummary> {
    let listed = lists::listed(conn, &[docket.filing.id])?.pop();
    let listed = listed.ok_or_else(|| Error::internal("a filing without its case"))?;
    let listed = Listed { absent: away(conn, reader, today)?, ..listed };
    Ok(FilingSummary::of(&listed, &calendar::load(conn)?, today))
}

/// A filing with a page of its items, those after a place, and the place after which the next page begins.
pub fn detail(
    conn: &mut Conn,
    vault: &Vault,
    reader: &Principal,
    docket: &Docket,
    after: i64,
    today: NaiveDate,
) -> Result<(FilingDetail, Option<i64>)> {
    let attached = attach::attachments(conn, docket)?;
    let (items, next_after) = items(vault, docket, after)?;
    let detail = FilingDetail {
        summary: summary(conn, reader, docket, today)?,
        route: route::kept(&docket.case.route),
        four_eyes: docket.case.four_eyes,
        items,
        attachments: attached.iter().map(AttachmentView::of).collect(),
    };
    Ok((detail, next_after))
}

/// Items of a filing after a place, and the place after which the next page begins.
pub fn items(vault: &Vault, docket: &Docket, after: i64) -> Result<(Vec<ItemView>, Option<i64>)> {
    let mut rest = docket.items.iter().filter(|item| item.place > after);
    let purpose = Purpose::of(docket)?;
    let page: Vec<ItemView> =
        rest.by_ref().take(ITEMS).map(|item| ItemView::of(vault, purpose, item)).collect::<Result<_>>()?;
    let next_after = page.last().map(|item| item.place).filter(|_| rest.next().is_some());
    Ok((page, next_after))
}

/// What happened to a filing, oldest first.
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
        let reason = if summary.item_counts.returned > 0 { last_reason(conn, listed.filing.id)? } else { None };
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
