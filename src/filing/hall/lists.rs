//! Which filings there are: a reviewer's queue, an enterprise's own, a department's register.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::keyset::{Page, Position};
use crate::db::{self, Conn, MultiBackend};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::filing::{FilingState, ItemState};
use crate::domain::vocabulary::ids::{AccountId, FilingId, OrganisationId};
use crate::error::Result;
use crate::filing::rows::{Case, Desk};
use crate::filing::store::FilingRow;
use crate::schema::{account, filing, filing_case, filing_desk, filing_item, organisation};

/// A filing as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The filing.
    pub filing: FilingRow,
    /// What the hall knows of it.
    pub case: Case,
    /// Name of the enterprise.
    pub organisation: String,
    /// Its desks.
    pub desks: Vec<Desk>,
    /// Name of who took on each desk that is claimed, by account.
    pub reviewers: HashMap<AccountId, String>,
    /// Those who are away and for whom the reader stands in.
    pub absent: Vec<AccountId>,
    /// How many items stand where.
    pub counts: Vec<(ItemState, i64)>,
}

/// Which filings of a queue are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Kind of filing.
    pub kind: Option<String>,
    /// Claimed by this reviewer only, or by somebody for whom they stand in.
    pub claimed_by: Option<AccountId>,
    /// Claimed by nobody only.
    pub unclaimed: bool,
    /// Due before this day only.
    pub due_before: Option<NaiveDate>,
}

impl QueueFilter {
    /// What a cursor is bound to.
    pub fn scope(&self, tier: Tier, region: &str) -> String {
        format!("filing queue {} {region} {self:?}", tier.as_str())
    }
}

/// First and last region code of a department's region.
fn regions(region_code: &str) -> (String, String) {
    let prefix = region::prefix(region_code).unwrap_or(region_code);
    (format!("{prefix:0<6}"), format!("{prefix:9<6}"))
}

macro_rules! queued {
    ($tier:expr, $region:expr, $filter:expr, $absent:expr) => {{
        let (first, last) = regions($region);
        let mut query = filing_desk::table
            .inner_join(filing::table.on(filing::id.eq(filing_desk::filing_id)))
            .filter(filing_desk::tier.eq($tier))
            .filter(filing_desk::waiting.gt(0))
            .filter(filing_desk::region_code.between(first, last))
            .into_boxed::<MultiBackend>();
        if let Some(kind) = &$filter.kind {
            query = query.filter(filing::kind.eq(kind.clone()));
        }
        if let Some(account) = $filter.claimed_by {
            let theirs: Vec<AccountId> = $absent.iter().copied().chain([account]).collect();
            query = query.filter(filing_desk::claimed_by.eq_any(theirs));
        }
        if $filter.unclaimed {
            query = query.filter(filing_desk::claimed_by.is_null());
        }
        if let Some(day) = $filter.due_before {
            query = query.filter(filing_desk::due_on.lt(day));
        }
        query
    }};
}

/// A page of what waits at a tier in a region, the earliest due first, for a reader who stands in for those who are absent.
pub fn queue(
    conn: &mut Conn,
    tier: Tier,
    region: &str,
    filter: &QueueFilter,
    absent: &[AccountId],
    after: Option<&Position>,
    rows: usize,
) -> Result<Page<Listed>> {
    let mut query = queued!(tier, region, filter, absent);
    if let Some((day, id)) = position(after)? {
        let later = filing_desk::due_on.gt(day).or(filing_desk::due_on.eq(day).and(filing_desk::filing_id.gt(id)));
        query = query.filter(filing_desk::due_on.ge(day)).filter(later);
    }
    let found: Vec<(FilingId, NaiveDate)> = query
        .order((filing_desk::due_on, filing_desk::filing_id))
        .limit(i64::try_from(rows + 1).unwrap_or(i64::MAX))
        .select((filing_desk::filing_id, filing_desk::due_on))
        .load(conn)
        .map_err(db::Error::from)?;
    let place = |(id, due): &(FilingId, NaiveDate)| Position { key: due.to_string(), id: id.0 };
    let page = Page::from_rows(found, rows, &filter.scope(tier, region), place);
    let ids: Vec<FilingId> = page.items.iter().map(|(id, _)| *id).collect();
    let seen = |listed| Listed { absent: absent.to_vec(), ..listed };
    let items = listed(conn, &ids)?.into_iter().map(seen).collect();
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// How many filings wait at a tier in a region.
pub fn count_queue(
    conn: &mut Conn,
    tier: Tier,
    region: &str,
    filter: &QueueFilter,
    absent: &[AccountId],
) -> Result<i64> {
    Ok(queued!(tier, region, filter, absent).count().get_result(conn).map_err(db::Error::from)?)
}

fn position(after: Option<&Position>) -> Result<Option<(NaiveDate, FilingId)>> {
    let Some(after) = after else { return Ok(None) };
    Ok(after.value::<NaiveDate>()?.map(|day| (day, FilingId(after.id))))
}

/// Whose filings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of an enterprise, drafts among them.
    Organisation(OrganisationId),
    /// Those that were submitted in a region.
    Region(String),
}

/// Which filings of a register are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Kind of filing.
    pub kind: Option<String>,
    /// Where they stand.
    pub state: Option<FilingState>,
}

impl RegisterFilter {
    /// What a cursor is bound to.
    pub fn scope(&self, whose: &Whose) -> String {
        format!("filings {whose:?} {self:?}")
    }
}

/// A page of somebody's filings, the latest first.
pub fn register(
    conn: &mut Conn,
    whose: &Whose,
    filter: &RegisterFilter,
    after: Option<&Position>,
    rows: usize,
) -> Result<Page<Listed>> {
    let mut query = filing_case::table
        .inner_join(filing::table.on(filing::id.eq(filing_case::filing_id)))
        .into_boxed::<MultiBackend>();
    match whose {
        Whose::Organisation(id) => query = query.filter(filing_case::organisation_id.eq(*id)),
        Whose::Region(region) => {
            let (first, last) = regions(region);
            query = query
                .filter(filing_case::region_code.between(first, last))
                .filter(filing_case::submitted_at.is_not_null());
        }
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(filing::kind.eq(kind.clone()));
    }
    if let Some(state) = filter.state {
        query = query.filter(filing::state.eq(state));
    }
    if let Some(after) = after {
        query = query.filter(filing_case::filing_id.lt(FilingId(after.id)));
    }
    let found: Vec<FilingId> = query
        .order(filing_case::filing_id.desc())
        .limit(i64::try_from(rows + 1).unwrap_or(i64::MAX))
        .select(filing_case::filing_id)
        .load(conn)
        .map_err(db::Error::from)?;
    let place = |id: &FilingId| Position { key: String::new(), id: id.0 };
    let page = Page::from_rows(found, rows, &filter.scope(whose), place);
    Ok(Page { items: listed(conn, &page.items)?, next_cursor: page.next_cursor })
}

/// The filings of an enterprise of which something waits for itself, the latest first: it was returned, or never submitted.
pub fn turns(conn: &mut Conn, organisation: OrganisationId, rows: i64) -> Result<Vec<FilingId>> {
    let own = filing_item::table
        .inner_join(filing_case::table.on(filing_case::filing_id.eq(filing_item::filing_id)))
        .filter(filing_case::organisation_id.eq(organisation))
        .filter(filing_item::state.eq_any([ItemState::Returned, ItemState::Draft]))
        .order(filing_item::filing_id.desc())
        .select(filing_item::filing_id)
        .distinct()
        .limit(rows);
    Ok(own.load(conn).map_err(db::Error::from)?)
}

/// Filings as lists show them, in this order.
pub fn listed(conn: &mut Conn, ids: &[FilingId]) -> Result<Vec<Listed>> {
    let mut found: HashMap<FilingId, Listed> = HashMap::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = filing_case::table
            .inner_join(filing::table.on(filing::id.eq(filing_case::filing_id)))
            .inner_join(organisation::table.on(organisation::id.eq(filing_case::organisation_id)))
            .filter(filing_case::filing_id.eq_any(ids))
            .select((FilingRow::as_select(), Case::as_select(), organisation::name));
        for (filing, case, organisation) in query.load::<(FilingRow, Case, String)>(conn).map_err(db::Error::from)? {
            let listed = Listed {
                filing,
                case,
                organisation,
                desks: Vec::new(),
                reviewers: HashMap::new(),
                absent: Vec::new(),
                counts: Vec::new(),
            };
            found.insert(listed.filing.id, listed);
        }
        let desks = filing_desk::table
            .left_join(account::table.on(filing_desk::claimed_by.eq(account::id.nullable())))
            .filter(filing_desk::filing_id.eq_any(ids))
            .order((filing_desk::filing_id, filing_desk::id))
            .select((Desk::as_select(), account::person_name.nullable()));
        for (desk, reviewer) in desks.load::<(Desk, Option<String>)>(conn).map_err(db::Error::from)? {
            if let Some(listed) = found.get_mut(&desk.filing_id) {
                listed.reviewers.extend(desk.claimed_by.zip(reviewer));
                listed.desks.push(desk);
            }
        }
        let counts = filing_item::table
            .filter(filing_item::filing_id.eq_any(ids))
            .group_by((filing_item::filing_id, filing_item::state))
            .select((filing_item::filing_id, filing_item::state, diesel::dsl::count_star()));
        for (id, state, count) in counts.load::<(FilingId, ItemState, i64)>(conn).map_err(db::Error::from)? {
            if let Some(listed) = found.get_mut(&id) {
                listed.counts.push((state, count));
            }
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
