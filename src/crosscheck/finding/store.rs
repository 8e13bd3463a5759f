//! Queries on findings.

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::rows::{FindingRow, StepRow};
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::search::after_prefix;
use crate::db::{self, Conn, MultiBackend, Result};
use crate::domain::rules::Effect;
use crate::domain::vocabulary::finding::FindingState;
use crate::domain::vocabulary::ids::{EnterpriseId, FindingId, PersonId, ProjectId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result as AppResult;
use crate::schema::{finding, finding_step};

/// Whose findings somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those of a region, by the prefix of its code.
    Region(String),
    /// Those of an enterprise.
    Enterprise(EnterpriseId),
}

/// Which findings are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By this rule.
    pub rule: Option<String>,
    /// That have come so far.
    pub state: Option<FindingState>,
    /// On which somebody still has to act.
    pub is_pending: bool,
    /// With this effect.
    pub effect: Option<Effect>,
    /// In a region, by the prefix of its code.
    pub region: Option<String>,
    /// Of this enterprise.
    pub enterprise: Option<EnterpriseId>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Found before this instant, UTC.
    pub before: Option<NaiveDateTime>,
}

/// Whether a finding lies in a region, by the prefix of its code.
macro_rules! lies_in {
    ($prefix:expr) => {
        finding::region_code.ge($prefix).and(finding::region_code.lt(after_prefix($prefix)))
    };
}

/// Narrows a boxed query on findings, whatever it selects.
macro_rules! wanted {
    ($query:expr, $scope:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        match $scope {
            Scope::All => {}
            Scope::Region(prefix) => query = query.filter(lies_in!(prefix)),
            Scope::Enterprise(id) => query = query.filter(finding::enterprise_id.eq(*id)),
        }
        if let Some(rule) = &filter.rule {
            query = query.filter(finding::rule.eq(rule));
        }
        if let Some(state) = filter.state {
            query = query.filter(finding::state.eq(state));
        }
        if filter.is_pending {
            query = query.filter(finding::state.eq_any(pending()));
        }
        if let Some(effect) = filter.effect {
            query = query.filter(finding::effect.eq(effect));
        }
        if let Some(prefix) = &filter.region {
            query = query.filter(lies_in!(prefix));
        }
        if let Some(id) = filter.enterprise {
            query = query.filter(finding::enterprise_id.eq(id));
        }
        if let Some(id) = filter.person {
            query = query.filter(finding::person_id.eq(id));
        }
        if let Some(id) = filter.project {
            query = query.filter(finding::project_id.eq(id));
        }
        if let Some(before) = filter.before {
            query = query.filter(finding::opened_at.lt(before));
        }
        query
    }};
}

fn pending() -> Vec<FindingState> {
    FindingState::ALL.iter().copied().filter(|state| state.is_pending()).collect()
}

/// A page of findings, what was found last first; those before a row id where the page before ended with it.
pub fn page(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    before: Option<i64>,
    rows: i64,
) -> Result<Vec<FindingRow>> {
    let query = wanted!(finding::table.into_boxed::<MultiBackend>(), scope, filter);
    let query = query.filter(finding::id.lt(FindingId(before.unwrap_or(i64::MAX))));
    Ok(query.order(finding::id.desc()).limit(rows).select(FindingRow::as_select()).load(conn)?)
}

/// How many there are.
pub fn count(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<i64> {
    Ok(wanted!(finding::table.into_boxed::<MultiBackend>(), scope, filter).count().get_result(conn)?)
}

/// How many there are of each rule and effect.
pub fn by_rule(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(String, Effect, i64)>> {
    let query = finding::table
        .group_by((finding::rule, finding::effect))
        .select((finding::rule, finding::effect, count_star()))
        .into_boxed::<MultiBackend>();
    Ok(wanted!(query, scope, filter).order((finding::rule, finding::effect)).load(conn)?)
}

/// How many there are in each region.
pub fn by_region(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(String, i64)>> {
    let query = finding::table
        .group_by(finding::region_code)
        .select((finding::region_code, count_star()))
        .into_boxed::<MultiBackend>();
    Ok(wanted!(query, scope, filter).order(finding::region_code).load(conn)?)
}

/// The finding of a public id.
pub fn find(conn: &mut Conn, public_id: &str) -> Result<Option<FindingRow>> {
    let found = finding::table.filter(finding::public_id.eq(public_id));
    Ok(found.select(FindingRow::as_select()).first(conn).optional()?)
}

/// What happened to a finding, in order.
pub fn steps(conn: &mut Conn, id: FindingId) -> Result<Vec<StepRow>> {
    let steps = finding_step::table.filter(finding_step::finding_id.eq(id)).order(finding_step::id);
    Ok(steps.select(StepRow::as_select()).load(conn)?)
}

/// The findings of some heads of a kind that are not closed.
pub fn open_of(conn: &mut Conn, kind: HeadKind, heads: &[i64]) -> Result<Vec<FindingRow>> {
    let mut found = Vec::new();
    for keys in heads.chunks(KEYS_PER_QUERY) {
        found.extend(
            finding::table
                .filter(finding::owner_kind.eq(kind))
                .filter(finding::owner_id.eq_any(keys))
                .filter(finding::state.ne(FindingState::Closed))
                .select(FindingRow::as_select())
                .load::<FindingRow>(conn)?,
        );
    }
    Ok(found)
}

/// All findings that are not closed.
pub fn all_open(conn: &mut Conn) -> Result<Vec<FindingRow>> {
    let open = finding::table.filter(finding::state.ne(FindingState::Closed));
    Ok(open.select(FindingRow::as_select()).load(conn)?)
}

/// The findings of some keys.
pub fn by_keys(conn: &mut Conn, keys: &[String]) -> Result<Vec<FindingRow>> {
    let mut found = Vec::new();
    for keys in keys.chunks(KEYS_PER_QUERY) {
        let query = finding::table.filter(finding::finding_key.eq_any(keys));
        found.extend(query.select(FindingRow::as_select()).load::<FindingRow>(conn)?);
    }
    Ok(found)
}

/// Row ids after one, ascending.
pub fn ids_after(conn: &mut Conn, after: i64, count: usize) -> AppResult<Vec<i64>> {
    let ids = finding::table
        .filter(finding::id.gt(FindingId(after)))
        .order(finding::id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(finding::id)
        .load::<FindingId>(conn);
    Ok(ids.map_err(db::Error::from)?.into_iter().map(|id| id.0).collect())
}
