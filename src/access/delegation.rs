//! Delegation: while a reviewer is away, a deputy of the same department decides on what they took on.
//!
//! A deputy acts in their own person. A delegation hands on what somebody has claimed and no right: the deputy has to be a
//! reviewer themselves, two who have to approve stay two, and nobody decides on what they filed. There are no chains: who
//! stands in for somebody stands in for them alone, not for those whose deputy that one is; a deputy who is away leaves
//! both desks to whoever administers the department, who may release them or name another.

pub mod store;

use chrono::{Days, NaiveDate};

use super::account::{self, InCare};
use super::principal::Principal;
use super::rows::{Account, Delegation};
use super::session;
use super::store::holder;
use super::view::DelegationView;
use crate::clock::china_time;
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::access::{DelegationState, Role};
use crate::error::{Error, FieldError, Result};
use crate::vault::Vault;

/// Longest span, in days.
pub const MOST_DAYS: i64 = 180;
/// How many days ahead a span may begin.
const AHEAD: Days = Days::new(365);
/// How many delegations of somebody are listed.
const LISTED: i64 = 50;

impl Delegation {
    /// Where it stands on a day.
    pub fn state(&self, today: NaiveDate) -> DelegationState {
        match self.ended_at {
            Some(at) if china_time(at).date() < self.first_day => DelegationState::Withdrawn,
            Some(_) => DelegationState::Ended,
            None if today < self.first_day => DelegationState::ToCome,
            None if today <= self.last_day => DelegationState::InForce,
            None => DelegationState::Over,
        }
    }
}

/// A delegation that is to be.
#[derive(Clone, Debug, Default)]
pub struct NewDelegation {
    /// Public id of the deputy.
    pub deputy_id: String,
    /// The first day of it; one that is past says since when somebody is away.
    pub first_day: Option<NaiveDate>,
    /// The last.
    pub last_day: Option<NaiveDate>,
}

/// Who is or may be away, for somebody who says who stands in: oneself, or a colleague for whoever administers their
/// department. Any other is absent.
pub fn absentee(conn: &mut Conn, by: &Principal, colleague: Option<&str>) -> Result<InCare> {
    let Some(public_id) = colleague else {
        let holder = holder(conn, by.account_id)?.ok_or(Error::Unauthenticated)?;
        return Ok(InCare { account: holder.account, organisation: holder.organisation, roles: holder.roles });
    };
    let found = account::in_care(conn, by, public_id)?;
    let own = found.organisation.id == by.organisation.id && by.is(Role::DepartmentAdministrator);
    if own { Ok(found) } else { Err(account::absent(public_id)) }
}

/// Names a deputy.
pub fn name(
    tx: &mut Tx<'_>,
    vault: &Vault,
    by: &Principal,
    colleague: Option<&str>,
    new: &NewDelegation,
) -> Result<DelegationView> {
    let absentee = absentee(tx.conn, by, colleague)?;
    let today = china_time(tx.now).date();
    let (deputy, first_day, last_day) = checked(tx.conn, &absentee, new, today)?;
    if let Some((other, deputy)) = store::overlapping(tx.conn, absentee.account.id, first_day, last_day)? {
        let text = format!(
            "{} 至 {} 已由 {} 代理。请另选日期，或先结束那一次代理。",
            other.first_day, other.last_day, deputy.person_name
        );
        return Err(Error::field("first_day", "delegation.overlapping", text));
    }
    let id = tx.ids.next();
    let row = Delegation {
        account_id: absentee.account.id,
        id,
        public_id: vault.public_id("delegation", &id.to_string()),
        deputy_id: deputy.id,
        first_day,
        last_day,
        created_at: tx.now,
        ended_at: None,
        row_version: 1,
    };
    let mut act = session::of(&absentee.account);
    // The version of the account moves along: of two spans that are named at once and overlap, one is too late.
    act.touch(tx, &absentee.account)?;
    act.insert(tx, std::slice::from_ref(&row))?;
    act.finish(tx, &by.actor())?;
    Ok(DelegationView::of(row, &absentee.account, &deputy, today))
}

/// All that is wrong with a delegation by itself; its deputy and its days.
fn checked(
    conn: &mut Conn,
    absentee: &InCare,
    new: &NewDelegation,
    today: NaiveDate,
) -> Result<(Account, NaiveDate, NaiveDate)> {
    let mut errors = Vec::new();
    let mut wrong = |path: &str, code: &str, text: String| errors.push(FieldError::new(path, code, text));
    if !absentee.roles.contains(&Role::Reviewer) {
        wrong("account", "delegation.not_a_reviewer", "该账号不是审核人员，没有可以代理的审核工作。".to_owned());
    }
    let deputy = candidates(conn, absentee)?.into_iter().find(|account| account.public_id == new.deputy_id);
    if new.deputy_id == absentee.account.public_id {
        wrong("deputy_id", "delegation.oneself", "不能由离岗的人自己代理。请选择一位同事。".to_owned());
    } else if deputy.is_none() {
        let text = "请选择本部门的一位审核人员，其账号应在使用中。".to_owned();
        wrong("deputy_id", "delegation.no_such_deputy", text);
    }
    let malformed = |name: &str| format!("请填写{name}，如 {today}。");
    if new.first_day.is_none() {
        wrong("first_day", "date.malformed", malformed("第一天"));
    }
    if new.last_day.is_none() {
        wrong("last_day", "date.malformed", malformed("最后一天"));
    }
    if let (Some(first), Some(last)) = (new.first_day, new.last_day) {
        if last < first {
            wrong("last_day", "delegation.reversed", "最后一天不能早于第一天。".to_owned());
        } else if last < today {
            wrong("last_day", "delegation.past", format!("最后一天不能早于今天（{today}）。"));
        } else if (last - first).num_days() >= MOST_DAYS {
            wrong("last_day", "delegation.too_long", format!("一次代理最长 {MOST_DAYS} 天。"));
        } else if today.checked_add_days(AHEAD).is_some_and(|latest| first > latest) {
            wrong("first_day", "delegation.too_far_ahead", "第一天应在一年之内。".to_owned());
        }
    }
    match (deputy, new.first_day, new.last_day) {
        (Some(deputy), Some(first), Some(last)) if errors.is_empty() => Ok((deputy, first, last)),
        _ => Err(Error::Invalid(errors)),
    }
}

/// Ends a delegation: one that has begun counts no longer from now on, one that has not never will.
pub fn end(tx: &mut Tx<'_>, by: &Principal, colleague: Option<&str>, id: &str) -> Result<DelegationView> {
    let absentee = absentee(tx.conn, by, colleague)?;
    let today = china_time(tx.now).date();
    let found = store::by_public_id(tx.conn, absentee.account.id, id)?;
    let (row, deputy) = found.ok_or_else(|| Error::NotFound { what: "离岗代理", key: id.to_owned() })?;
    if !row.state(today).is_open() {
        return Err(Error::field("id", "delegation.over", "这次代理已经结束。"));
    }
    let mut act = session::of(&absentee.account);
    let row = act.update(tx, &row, Delegation { ended_at: Some(tx.now), ..row.clone() })?;
    act.finish(tx, &by.actor())?;
    Ok(DelegationView::of(row, &absentee.account, &deputy, today))
}

/// The delegations of somebody, and those in which they are the deputy.
#[derive(Clone, Debug)]
pub struct Delegations {
    /// Who is, was or will be away.
    pub absentee: Account,
    /// Whether they review, so that there is anything to hand on.
    pub reviews: bool,
    /// Their delegations, the latest first.
    pub own: Vec<DelegationView>,
    /// Those in which they stand in for somebody, now or on days to come.
    pub as_deputy: Vec<DelegationView>,
    /// Who may be named as their deputy.
    pub candidates: Vec<Account>,
}

/// What is on file of somebody's being away.
pub fn listed(conn: &mut Conn, by: &Principal, colleague: Option<&str>, today: NaiveDate) -> Result<Delegations> {
    let absentee = absentee(conn, by, colleague)?;
    let candidates = candidates(conn, &absentee)?;
    let InCare { account, roles, .. } = absentee;
    let own = store::of_account(conn, account.id, LISTED)?;
    let as_deputy = store::of_deputy(conn, account.id, today)?;
    Ok(Delegations {
        reviews: roles.contains(&Role::Reviewer),
        own: own.into_iter().map(|(row, deputy)| DelegationView::of(row, &account, &deputy, today)).collect(),
        as_deputy: as_deputy.into_iter().map(|(row, away)| DelegationView::of(row, &away, &account, today)).collect(),
        candidates,
        absentee: account,
    })
}

/// Who may stand in for somebody.
fn candidates(conn: &mut Conn, absentee: &InCare) -> Result<Vec<Account>> {
    let mut reviewers = store::reviewers_of(conn, absentee.organisation.id)?;
    reviewers.retain(|account| account.id != absentee.account.id);
    Ok(reviewers)
}
