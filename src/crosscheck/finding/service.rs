//! Reading findings: those somebody may see, one with its history, how many of each kind.

use std::collections::HashMap;

use chrono::{Days, NaiveDateTime};

use super::act::{self, Deed};
use super::rows::FindingRow;
use super::store::{self, Filter, Scope};
use super::view::{FindingDetail, FindingSummary, Overview, StepView};
use crate::access::{Principal, organisation};
use crate::clock::china_time;
use crate::crosscheck::view::RuleView;
use crate::db::Conn;
use crate::db::keyset::Position;
use crate::domain::rules::{Rule, rule};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Role};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::registry::naming;

/// What a finding is called where there is none.
const WHAT: &str = "核验问题";

/// Whose findings somebody may see: a department those of its region, an enterprise its own, an auditor all.
pub fn scope(conn: &mut Conn, principal: &Principal) -> Result<Scope> {
    let organisation = &principal.organisation;
    if principal.is(Role::Auditor) {
        return Ok(Scope::All);
    }
    match organisation.kind {
        OrganisationKind::Department => match region::prefix(&organisation.region_code) {
            Some(prefix) => Ok(Scope::Region(prefix.to_owned())),
            None => Err(Error::Forbidden("所属部门没有登记管辖的地区。".to_owned())),
        },
        // Nothing is on file of an enterprise that is not.
        OrganisationKind::Enterprise => Ok(Scope::Enterprise(own(conn, principal)?.unwrap_or(EnterpriseId(0)))),
    }
}

/// The enterprise of the registry that somebody acts for; it may have come on file after it was let in.
pub fn own(conn: &mut Conn, principal: &Principal) -> Result<Option<EnterpriseId>> {
    let organisation = &principal.organisation;
    if organisation.state != OrganisationState::Verified {
        return Ok(None);
    }
    match (organisation.enterprise_id, &organisation.credit_code) {
        (Some(id), _) => Ok(Some(id)),
        (None, Some(code)) => organisation::enterprise_of(conn, code),
        (None, None) => Ok(None),
    }
}

/// Whether somebody reads findings at all.
pub fn may_read(principal: &Principal) -> bool {
    let readers = [
        Role::EnterpriseFiler,
        Role::EnterpriseAdministrator,
        Role::Reviewer,
        Role::DepartmentAdministrator,
        Role::Auditor,
    ];
    readers.iter().any(|role| principal.is(*role))
}

/// A finding, if somebody may see it; any other is absent for them.
pub fn visible(conn: &mut Conn, principal: &Principal, key: &str) -> Result<FindingRow> {
    let absent = || Error::NotFound { what: WHAT, key: key.to_owned() };
    let row = store::find(conn, key)?.ok_or_else(absent)?;
    let may_see = match scope(conn, principal)? {
        Scope::All => true,
        Scope::Region(prefix) => row.region_code.starts_with(&prefix),
        Scope::Enterprise(id) => row.enterprise_id == Some(id),
    };
    if may_see { Ok(row) } else { Err(absent()) }
}

/// A page of findings.
pub struct Listed {
    /// The findings, what was found last first.
    pub items: Vec<FindingSummary>,
    /// Where it ends, when there are more.
    pub end: Option<Position>,
}

/// A page of findings that somebody may see.
pub fn list(
    conn: &mut Conn,
    principal: &Principal,
    filter: &Filter,
    after: Option<&Position>,
    rows: usize,
) -> Result<Listed> {
    let scope = scope(conn, principal)?;
    let wanted = i64::try_from(rows).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = store::page(conn, &scope, filter, after.map(|position| position.id), wanted)?;
    let more = found.len() > rows;
    found.truncate(rows);
    let end = found.last().filter(|_| more).map(|row| Position { key: String::new(), id: row.id.0 });
    Ok(Listed { items: summaries(conn, found)?, end })
}

/// Every finding that somebody may see, a lot at a time.
pub fn each(
    conn: &mut Conn,
    principal: &Principal,
    filter: &Filter,
    mut take: impl FnMut(Vec<FindingSummary>) -> Result<()>,
) -> Result<()> {
    let mut after = None;
    loop {
        let page = list(conn, principal, filter, after.as_ref(), LOT)?;
        take(page.items)?;
        after = page.end;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Findings that are read at a time for a workbook.
const LOT: usize = 1_000;

/// What rows say, with the names of whom they concern.
pub fn summaries(conn: &mut Conn, rows: Vec<FindingRow>) -> Result<Vec<FindingSummary>> {
    let enterprises: Vec<i64> = rows.iter().filter_map(|row| row.enterprise_id).map(|id| id.0).collect();
    let people: Vec<i64> = rows.iter().filter_map(|row| row.person_id).map(|id| id.0).collect();
    let projects: Vec<i64> = rows.iter().filter_map(|row| row.project_id).map(|id| id.0).collect();
    let mut names = naming::names(conn, HeadKind::Enterprise, &enterprises)?;
    names.extend(naming::names(conn, HeadKind::Person, &people)?);
    names.extend(naming::names(conn, HeadKind::Project, &projects)?);
    rows.into_iter().map(|row| FindingSummary::new(&row, &names)).collect()
}

/// A finding with its history, and what may be done about it.
pub fn detail(conn: &mut Conn, principal: &Principal, key: &str) -> Result<FindingDetail> {
    let row = visible(conn, principal, key)?;
    let steps = store::steps(conn, row.id)?.into_iter().map(StepView::new).collect();
    let waiver = Deed::Waive { note: String::new(), document: String::new() };
    let deeds = [Deed::Acknowledge, Deed::Answer(String::new()), waiver];
    let own = own(conn, principal)?;
    let open =
        deeds.iter().filter(|deed| act::may(principal, own, &row, deed) && row.state.after(deed.turn()).is_some());
    let may = open.map(Deed::turn).collect();
    let summary = summaries(conn, vec![row])?.pop().ok_or_else(|| Error::internal("a finding without a summary"))?;
    Ok(FindingDetail::new(summary, steps, may))
}

/// All rules, with how many findings of each somebody still has to act on: for everybody.
pub fn rules(conn: &mut Conn) -> Result<Vec<RuleView>> {
    let pending = Filter { is_pending: true, ..Filter::default() };
    let mut counts: HashMap<String, i64> = HashMap::new();
    for (rule, _, count) in store::by_rule(conn, &Scope::All, &pending)? {
        *counts.entry(rule).or_default() += count;
    }
    let count = |rule: &Rule| counts.get(&rule.id).copied().unwrap_or_default();
    Ok(rule::all().iter().map(|rule| RuleView::new(rule, count(rule))).collect())
}

/// How many findings of a rule somebody still has to act on.
pub fn pending_of(conn: &mut Conn, rule: &str) -> Result<i64> {
    let filter = Filter { is_pending: true, rule: Some(rule.to_owned()), ..Filter::default() };
    Ok(store::count(conn, &Scope::All, &filter)?)
}

/// How many findings there are, by rule, region and age.
pub fn overview(conn: &mut Conn, principal: &Principal, now: NaiveDateTime) -> Result<Overview> {
    let scope = scope(conn, principal)?;
    let pending = Filter { is_pending: true, ..Filter::default() };
    let by_rule = store::by_rule(conn, &scope, &pending)?;
    let by_region = store::by_region(conn, &scope, &pending)?;
    let mut ages = Vec::new();
    for days in AGES {
        let before = now.checked_sub_days(Days::new(days));
        ages.push((days, store::count(conn, &scope, &Filter { before, ..pending.clone() })?));
    }
    let waived = Filter { state: Some(crate::domain::vocabulary::finding::FindingState::Waived), ..Filter::default() };
    let waived = store::count(conn, &scope, &waived)?;
    Ok(Overview::new(by_rule, by_region, &ages, waived, china_time(now).date()))
}

/// Days from which on a finding is older than others.
const AGES: [u64; 3] = [0, 30, 90];
