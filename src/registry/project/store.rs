//! Queries of the project registry: who a batch means, and one by its key; lists are in `list` and `people`.

mod list;
mod named;
mod people;

use diesel::prelude::*;

use super::rows::{Engagement, Project};
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::ProjectId;
use crate::schema::{engagement, project, project_number};

pub use list::{ListFilter, ListedRow, SortBy, Words, count, list, matches};
pub use named::naming_enterprises;
pub use people::{EngagedRow, engaged, engagements, managing};

/// What says which project a row is.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = project)]
pub struct IdentityRow {
    /// Row id.
    pub id: ProjectId,
    /// National number.
    pub national_number: Option<String>,
    /// Search key of the name.
    pub name_key: String,
    /// Owner as written.
    pub owner_name: Option<String>,
    /// The project it is an alias of.
    pub merged_into: Option<ProjectId>,
}

/// Projects with any of these national numbers or names.
pub fn identities(conn: &mut Conn, national_numbers: &[&str], name_keys: &[String]) -> Result<Vec<IdentityRow>> {
    let mut rows = Vec::new();
    for numbers in national_numbers.chunks(KEYS_PER_QUERY) {
        let query = project::table.filter(project::national_number.eq_any(numbers));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    for names in name_keys.chunks(KEYS_PER_QUERY) {
        let query = project::table.filter(project::name_key.eq_any(names));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    Ok(rows)
}

/// Projects that have any of these numbers, with the one that was found.
pub fn identities_by_number(conn: &mut Conn, value_keys: &[String]) -> Result<Vec<(String, IdentityRow)>> {
    let mut rows = Vec::new();
    for keys in value_keys.chunks(KEYS_PER_QUERY) {
        rows.extend(
            project_number::table
                .inner_join(project::table.on(project::id.eq(project_number::project_id)))
                .filter(project_number::value_key.eq_any(keys))
                .select((project_number::value_key, IdentityRow::as_select()))
                .load::<(String, IdentityRow)>(conn)?,
        );
    }
    Ok(rows)
}

/// Engagements under any of these names of which nobody knows whose they are, though they say more than a name.
pub fn unidentified(conn: &mut Conn, name_keys: &[String]) -> Result<Vec<Engagement>> {
    let mut rows = Vec::new();
    for names in name_keys.chunks(KEYS_PER_QUERY) {
        let said = engagement::certificate_number.is_not_null();
        let said = said.or(engagement::person_masked.is_not_null()).or(engagement::enterprise_name.is_not_null());
        let query = engagement::table
            .filter(engagement::person_id.is_null())
            .filter(engagement::person_name_key.eq_any(names))
            .filter(said)
            .order((engagement::project_id, engagement::id));
        rows.extend(query.select(Engagement::as_select()).load::<Engagement>(conn)?);
    }
    Ok(rows)
}

/// Locks projects until the transaction ends; `SQLite` has locked the whole database already.
pub fn lock(conn: &mut Conn, ids: &[i64]) -> Result<()> {
    if let Conn::Pg(conn) = conn {
        for ids in ids.chunks(KEYS_PER_QUERY) {
            project::table
                .filter(project::id.eq_any(ids))
                .order(project::id)
                .select(project::id)
                .for_update()
                .load::<i64>(conn)?;
        }
    }
    Ok(())
}

/// Row ids after one, ascending.
pub fn ids_after(conn: &mut Conn, after: i64, count: usize) -> crate::error::Result<Vec<i64>> {
    Ok(project::table
        .filter(project::id.gt(after))
        .order(project::id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(project::id)
        .load(conn)?)
}

/// One project by public id or national number, or by any other number (as it is compared) that only one project has;
/// an alias leads to what it was merged into.
pub fn find(conn: &mut Conn, key: &str, number_key: &str) -> Result<Option<Project>> {
    let by_key: Option<Project> = project::table
        .filter(project::public_id.eq(key).or(project::national_number.eq(number_key)))
        .order(project::id)
        .select(Project::as_select())
        .first(conn)
        .optional()?;
    let found = match by_key {
        Some(project) => Some(project),
        None => by_number(conn, number_key)?,
    };
    match found {
        Some(Project { merged_into: Some(main), .. }) => one(conn, main),
        found => Ok(found),
    }
}

fn by_number(conn: &mut Conn, number_key: &str) -> Result<Option<Project>> {
    let bearers: Vec<ProjectId> = project_number::table
        .filter(project_number::value_key.eq(number_key))
        .select(project_number::project_id)
        .distinct()
        .limit(2)
        .load(conn)?;
    match bearers.as_slice() {
        [only] => one(conn, *only),
        _ => Ok(None),
    }
}

fn one(conn: &mut Conn, id: ProjectId) -> Result<Option<Project>> {
    Ok(project::table.filter(project::id.eq(id)).select(Project::as_select()).first(conn).optional()?)
}
