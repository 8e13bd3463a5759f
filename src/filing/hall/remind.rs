//! Reminding: a day before a term ends and when it has ended, whoever has to decide is told, once each.

use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::delegation;
use crate::calendar;
use crate::clock::china_time;
use crate::db::{self, Conn, Db, Tx};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{AccountState, OrganisationState, Role, Tier};
use crate::domain::vocabulary::filing::Reminder;
use crate::domain::vocabulary::ids::{AccountId, FilingId};
use crate::domain::vocabulary::notice::NoticeKind;
use crate::error::Result;
use crate::filing::rows::Desk;
use crate::filing::store;
use crate::jobs::Job;
use crate::notice::{self, Telling};
use crate::record::{Act, Record as _};
use crate::schema::{account, account_role, filing_desk, organisation};
use crate::vault::Vault;

/// Who writes down that somebody was reminded.
const REMINDER: &str = "platform:remind";
/// Desks that are looked up at a time.
const AT_ONCE: i64 = 100;

/// Looks through all desks at which something waits.
#[derive(Debug, Serialize, Deserialize)]
pub struct Remind {}

/// What [`Remind`] is done with.
#[derive(Clone)]
pub struct Reminding {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
}

impl Job for Remind {
    type Context = Reminding;
    const NAME: &'static str = "filing.remind";

    async fn run(self, reminding: &Reminding) -> Result<()> {
        let mut after = 0;
        loop {
            let today = reminding.db.clock().today();
            let desks = reminding.db.read(move |conn| pressing(conn, today, after)).await?;
            let Some(last) = desks.last() else { return Ok(()) };
            after = last.1;
            for (filing, desk) in desks {
                let vault = Arc::clone(&reminding.vault);
                reminding.db.write(move |tx| remind(tx, &vault, filing, desk)).await?;
            }
        }
    }
}

/// Desks after one whose term ends by the next working day and whose reviewers were not reminded of that.
fn pressing(conn: &mut Conn, today: NaiveDate, after: i64) -> Result<Vec<(FilingId, i64)>> {
    let soon = calendar::load(conn)?.add_working_days(today, 1).day;
    let is_overdue = filing_desk::due_on.lt(today).and(filing_desk::reminded.eq(Reminder::DueSoon));
    let desks = filing_desk::table
        .filter(filing_desk::waiting.gt(0))
        .filter(filing_desk::due_on.le(soon))
        .filter(filing_desk::reminded.is_null().or(is_overdue))
        .filter(filing_desk::id.gt(after))
        .order(filing_desk::id)
        .limit(AT_ONCE)
        .select((filing_desk::filing_id, filing_desk::id));
    Ok(desks.load(conn).map_err(db::Error::from)?)
}

/// Reminds of a desk, unless it was decided or reminded of meanwhile.
fn remind(tx: &mut Tx<'_>, vault: &Vault, filing: FilingId, desk: i64) -> Result<()> {
    store::lock(tx.conn, filing)?;
    let Some(desk) = Desk::load(tx.conn, &[filing.0])?.into_iter().find(|row| row.id == desk) else { return Ok(()) };
    let today = china_time(tx.now).date();
    let reminder = if desk.due_on < today { Reminder::Overdue } else { Reminder::DueSoon };
    if desk.waiting == 0 || desk.reminded == Some(reminder) || desk.reminded == Some(Reminder::Overdue) {
        return Ok(());
    }
    let Some(row) = store::by_ids(tx.conn, &[filing])?.pop() else { return Ok(()) };
    let (kind, title) = said(&row.number, &desk, reminder);
    let address = format!("/filings/{}/review", row.number);
    for account_id in reminded(tx.conn, &desk, reminder, today)? {
        notice::tell(tx, vault, &Telling { account_id, kind, title: &title, body: "", address: &address })?;
    }
    let mut act = Act::on_filing(filing);
    act.update(tx, &desk, Desk { reminded: Some(reminder), ..desk.clone() })?;
    act.finish(tx, REMINDER)
}

fn said(number: &str, desk: &Desk, reminder: Reminder) -> (NoticeKind, String) {
    let Desk { waiting, due_on, .. } = desk;
    match reminder {
        Reminder::DueSoon => {
            let title = format!("申报 {number} 应于 {due_on} 前办结，还有 {waiting} 项待审核");
            (NoticeKind::FilingDueSoon, title)
        }
        Reminder::Overdue => {
            let title = format!("申报 {number} 已于 {due_on} 到期，还有 {waiting} 项没有办结");
            (NoticeKind::FilingOverdue, title)
        }
    }
}

/// Whom a reminder is for: who took the filing on and, while they are away, their deputy; else all reviewers of the desk;
/// of an overdue one, those too who administer the department.
fn reminded(conn: &mut Conn, desk: &Desk, reminder: Reminder, today: NaiveDate) -> Result<Vec<AccountId>> {
    let mut people = match desk.claimed_by {
        Some(reviewer) => {
            let deputy = delegation::store::deputy_of(conn, reviewer, today)?;
            [reviewer].into_iter().chain(deputy).collect()
        }
        None => holders(conn, desk.tier, &desk.region_code, Role::Reviewer)?,
    };
    if reminder == Reminder::Overdue {
        people.extend(holders(conn, desk.tier, &desk.region_code, Role::DepartmentAdministrator)?);
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Who holds a role in the departments of a tier that are in charge of a region.
fn holders(conn: &mut Conn, tier: Tier, region_code: &str, role: Role) -> Result<Vec<AccountId>> {
    let people = account::table
        .inner_join(organisation::table.on(organisation::id.eq(account::organisation_id)))
        .inner_join(account_role::table.on(account_role::account_id.eq(account::id)))
        .filter(organisation::tier.eq(tier))
        .filter(organisation::region_code.eq_any(region::around(region_code)))
        .filter(organisation::state.eq(OrganisationState::Verified))
        .filter(account::state.eq(AccountState::Active))
        .filter(account_role::role.eq(role))
        .filter(account_role::withdrawn_at.is_null())
        .order(account::id)
        .select(account::id);
    Ok(people.load(conn).map_err(db::Error::from)?)
}
