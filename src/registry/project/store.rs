//! Queries of the project registry.

use diesel::prelude::*;

use super::rows::{Engagement, Project};
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::keyset::Position;
use crate::db::search::MAX_HITS;
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::project::{ProjectStage, ProjectType};
use crate::schema::{engagement, project, project_number};

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

/// Restrictions of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Leading digits of the region: two for a province, four for a city, six for a county.
    pub region: Option<String>,
    /// How far it has come.
    pub stage: Option<ProjectStage>,
    /// Type.
    pub project_type: Option<ProjectType>,
    /// Owner.
    pub owner: Option<EnterpriseId>,
}

fn restricted(filter: &ListFilter) -> project::BoxedQuery<'_, MultiBackend> {
    let mut query = project::table.filter(project::merged_into.is_null()).into_boxed::<MultiBackend>();
    if let Some(region) = &filter.region {
        query = query.filter(project::region_code.ge(region)).filter(project::region_code.lt(after_prefix(region)));
    }
    if let Some(stage) = filter.stage {
        query = query.filter(project::stage.eq(stage));
    }
    if let Some(project_type) = filter.project_type {
        query = query.filter(project::project_type.eq(project_type));
    }
    if let Some(owner) = filter.owner {
        query = query.filter(project::owner_id.eq(owner));
    }
    query
}

/// The first text after all that begin with `prefix`, in the order of code points that both backends sort by.
fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// A page of projects in the order of their names.
pub fn list(conn: &mut Conn, filter: &ListFilter, after: Option<&Position>, rows: usize) -> Result<Vec<Project>> {
    let mut query = restricted(filter);
    if let Some(after) = after {
        let same_name = project::name_key.eq(&after.key).and(project::id.gt(after.id));
        query = query.filter(project::name_key.ge(&after.key)).filter(project::name_key.gt(&after.key).or(same_name));
    }
    Ok(query
        .order((project::name_key, project::id))
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(Project::as_select())
        .load::<Project>(conn)?)
}

/// How many projects the list has.
pub fn count(conn: &mut Conn, filter: &ListFilter) -> Result<i64> {
    Ok(restricted(filter).count().get_result(conn)?)
}

/// Projects whose name or initials begin with `key`, or that have this number; at most [`MAX_HITS`] of each.
pub fn ids_by_beginning(conn: &mut Conn, key: &str, number_key: &str) -> Result<Vec<i64>> {
    let end = after_prefix(key);
    let mut ids: Vec<i64> = project::table
        .filter(project::name_key.ge(key).and(project::name_key.lt(&end)))
        .order(project::name_key)
        .limit(MAX_HITS)
        .select(project::id)
        .load(conn)?;
    if key.is_ascii() {
        let initials = project::table
            .filter(project::name_initials.ge(key).and(project::name_initials.lt(&end)))
            .order(project::name_initials)
            .limit(MAX_HITS)
            .select(project::id);
        ids.extend(initials.load::<i64>(conn)?);
    }
    let national = project::table.filter(project::national_number.eq(number_key)).select(project::id);
    ids.extend(national.load::<i64>(conn)?);
    let others = project_number::table
        .filter(project_number::value_key.eq(number_key))
        .limit(MAX_HITS)
        .select(project_number::project_id);
    ids.extend(others.load::<i64>(conn)?);
    Ok(ids)
}

/// Those of some projects that a filter lets through.
pub fn by_ids(conn: &mut Conn, ids: &[i64], filter: &ListFilter) -> Result<Vec<Project>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = restricted(filter).filter(project::id.eq_any(ids));
        rows.extend(query.select(Project::as_select()).load::<Project>(conn)?);
    }
    Ok(rows)
}
