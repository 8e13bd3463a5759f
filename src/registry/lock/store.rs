//! Queries of locks.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::rows::ManagerLock;
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::lock::LockState;
use crate::schema::{manager_lock, project};

/// A lock by its address.
pub fn by_public_id(conn: &mut Conn, public_id: &str) -> Result<Option<ManagerLock>> {
    let query = manager_lock::table.filter(manager_lock::public_id.eq(public_id));
    Ok(query.select(ManagerLock::as_select()).first(conn).optional()?)
}

/// The locks of a person, the latest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<ManagerLock>> {
    let query = manager_lock::table.filter(manager_lock::person_id.eq(person)).order(manager_lock::id.desc());
    Ok(query.select(ManagerLock::as_select()).load(conn)?)
}

/// The locks in a project, the latest first.
pub fn of_project(conn: &mut Conn, project: ProjectId) -> Result<Vec<ManagerLock>> {
    let query = manager_lock::table.filter(manager_lock::project_id.eq(project)).order(manager_lock::id.desc());
    Ok(query.select(ManagerLock::as_select()).load(conn)?)
}

/// The locks in some projects that were taken at an award.
pub fn locked_in(conn: &mut Conn, projects: &[i64]) -> Result<Vec<ManagerLock>> {
    let mut rows = Vec::new();
    for projects in projects.chunks(KEYS_PER_QUERY) {
        let query = manager_lock::table
            .filter(manager_lock::project_id.eq_any(projects))
            .filter(manager_lock::locked_on.is_not_null())
            .order((manager_lock::person_id, manager_lock::id));
        rows.extend(query.select(ManagerLock::as_select()).load::<ManagerLock>(conn)?);
    }
    Ok(rows)
}

/// People of whom a reservation has run out by a day, after one, at most so many.
pub fn lapsed(conn: &mut Conn, today: NaiveDate, after: PersonId, rows: i64) -> Result<Vec<PersonId>> {
    let query = manager_lock::table
        .filter(manager_lock::state.eq(LockState::Reserved))
        .filter(manager_lock::expires_on.le(today))
        .filter(manager_lock::person_id.gt(after))
        .order(manager_lock::person_id)
        .limit(rows);
    Ok(query.select(manager_lock::person_id).distinct().load(conn)?)
}

/// Whose locks are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those taken on behalf of an enterprise.
    Enterprise(EnterpriseId),
    /// Those for works in a region, by the beginning of its code.
    Region(String),
}

/// Locks, the latest first; those before one where it is given.
pub fn latest(conn: &mut Conn, of: &Of, before: Option<i64>, rows: i64) -> Result<Vec<ManagerLock>> {
    let mut query = manager_lock::table
        .inner_join(project::table.on(project::id.eq(manager_lock::project_id)))
        .filter(manager_lock::id.lt(before.unwrap_or(i64::MAX)))
        .order(manager_lock::id.desc())
        .limit(rows)
        .select(ManagerLock::as_select())
        .into_boxed::<MultiBackend>();
    query = match of {
        Of::Enterprise(enterprise) => query.filter(manager_lock::enterprise_id.eq(*enterprise)),
        Of::Region(prefix) => {
            let end = format!("{prefix}~");
            query.filter(project::region_code.ge(prefix.clone())).filter(project::region_code.lt(end))
        }
    };
    Ok(query.load(conn)?)
}
