//! Queries by which projects are listed and found by words.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::keyset::{Position, Sort, sorted_by, with_value};
use crate::db::search::{self, MAX_HITS, NameIndex, after_prefix};
use crate::db::{Conn, MultiBackend};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::{EnterpriseId, ProjectId};
use crate::domain::vocabulary::project::{ProjectStage, ProjectType};
use crate::error::Result;
use crate::schema::{project, project_number};

/// What of a project decides its place in a list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = project)]
pub struct ListedRow {
    /// Row id.
    pub id: ProjectId,
    /// Search key of the name.
    pub name_key: String,
    /// Region.
    pub region_code: Option<String>,
    /// Date of the first construction permit.
    pub permitted_on: Option<NaiveDate>,
    /// Total investment.
    pub investment_fen: Option<i64>,
}

impl ListedRow {
    /// Its place in a list.
    pub fn position(&self, by: SortBy) -> Position {
        let key = match by {
            SortBy::Name => Some(self.name_key.clone()),
            SortBy::Region => self.region_code.clone(),
            SortBy::PermittedOn => self.permitted_on.map(|day| day.to_string()),
            SortBy::Investment => self.investment_fen.map(|fen| format!("{fen:020}")),
        };
        Position { key: key.unwrap_or_default(), id: self.id.0 }
    }
}

/// By what projects can be sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Name.
    #[default]
    Name,
    /// Region.
    Region,
    /// Date of the first construction permit.
    PermittedOn,
    /// Total investment.
    Investment,
}

impl SortBy {
    /// All of them, as a parameter names them.
    pub const ALL: [(&'static str, Self); 4] = [
        ("name", Self::Name),
        ("region", Self::Region),
        ("permitted_on", Self::PermittedOn),
        ("investment", Self::Investment),
    ];
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

/// A page of projects; those without the value that it is sorted by come last.
pub fn list(
    conn: &mut Conn,
    filter: &ListFilter,
    sort: Sort<SortBy>,
    after: Option<&Position>,
    rows: usize,
) -> Result<Vec<ListedRow>> {
    let query = || restricted(filter);
    let way = sort.direction;
    Ok(match sort.by {
        SortBy::Name => {
            let limit = i64::try_from(rows).unwrap_or(i64::MAX);
            let after = after.map(|after| (&after.key, after.id));
            with_value!(conn, query(), ListedRow, project.name_key, way, after, limit)?
        }
        SortBy::Region => sorted_by!(conn, query(), ListedRow, project.region_code: String, way, after, rows),
        SortBy::PermittedOn => sorted_by!(conn, query(), ListedRow, project.permitted_on: NaiveDate, way, after, rows),
        SortBy::Investment => sorted_by!(conn, query(), ListedRow, project.investment_fen: i64, way, after, rows),
    })
}

/// How many projects the list has.
pub fn count(conn: &mut Conn, filter: &ListFilter) -> Result<i64> {
    Ok(restricted(filter).count().get_result(conn)?)
}

/// Words by which projects are found.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Their search key.
    pub key: &'a str,
    /// As a number is compared.
    pub number: &'a str,
}

/// The projects that a filter lets through and whose name or initials begin with the words, whose name has them
/// anywhere, or that have this number; at most [`MAX_HITS`] of each. Also whether that cap was reached.
pub fn matches(conn: &mut Conn, words: Words<'_>, filter: &ListFilter) -> Result<(Vec<ListedRow>, bool)> {
    let query = || restricted(filter).limit(MAX_HITS).select(ListedRow::as_select());
    let (key, end) = (words.key, after_prefix(words.key));
    let begins = query().filter(project::name_key.ge(key).and(project::name_key.lt(&end)));
    let mut found: Vec<ListedRow> = begins.order((project::name_key, project::id)).load(conn)?;
    let mut capped = search::is_capped(&found);

    let anywhere = search::name_matches(conn, NameIndex::Project, &text::bigrams(key));
    let anywhere: Vec<ListedRow> = query().filter(anywhere).order(project::id).load(conn)?;
    capped |= search::is_capped(&anywhere);
    found.extend(anywhere);
    if key.is_ascii() {
        let initials = query().filter(project::name_initials.ge(key).and(project::name_initials.lt(&end)));
        let initials: Vec<ListedRow> = initials.order((project::name_initials, project::id)).load(conn)?;
        capped |= search::is_capped(&initials);
        found.extend(initials);
    }
    found.extend(query().filter(project::national_number.eq(words.number)).load::<ListedRow>(conn)?);
    let numbered = project_number::table.filter(project_number::value_key.eq(words.number));
    let numbered = query().filter(project::id.eq_any(numbered.select(project_number::project_id)));
    found.extend(numbered.order(project::id).load::<ListedRow>(conn)?);
    found.sort_unstable_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok((found, capped))
}
