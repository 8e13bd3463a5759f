//! Reading use cases of the project registry.

mod stages;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::identity::number_key;
use super::rows::{Engagement, Participant, Project, ProjectNumber, ProjectParticulars, UnitWork};
use super::store::{self, ListFilter};
use super::view::{EngagementView, ParticipantView, ProjectDetail, ProjectSummary, StageView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::db::search::{self, NameIndex};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::error::{Error, Result};
use crate::filing;
use crate::record::Row as _;
use crate::registry::{enterprise, public_ids};

/// What a list of projects is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of a name, or a number.
    pub words: Option<String>,
    /// Restrictions; the owner is told by `owner`.
    pub filter: ListFilter,
    /// The owner: public id, code or full name.
    pub owner: Option<String>,
    /// Rows of the page.
    pub rows: usize,
    /// Where the previous page ended.
    pub after: Option<Position>,
    /// Whether to count all matches.
    pub count: bool,
}

impl Search {
    /// What a cursor of this list is bound to.
    pub fn scope(&self) -> String {
        format!("projects {:?} {:?} {:?}", self.words, self.filter, self.owner)
    }
}

/// A page of projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The page.
    pub page: Page<ProjectSummary>,
    /// All matches, when asked for.
    pub total: Option<i64>,
    /// Whether the name index gave as many as it gives: there may be more.
    pub capped: bool,
    /// Up to when the data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

impl Found {
    fn nothing(counted: bool) -> Self {
        Self {
            page: Page { items: Vec::new(), next_cursor: None },
            total: counted.then_some(0),
            capped: false,
            as_of: None,
        }
    }
}

/// Finds projects: by words, best match first; without, in the order of their names.
pub fn find(conn: &mut Conn, asked: &Search) -> Result<Found> {
    let as_of = as_of(conn)?;
    let mut asked = asked.clone();
    if let Some(owner) = &asked.owner {
        match enterprise::service::id_of(conn, owner) {
            Ok(id) => asked.filter.owner = Some(id),
            Err(Error::NotFound { .. }) => return Ok(Found { as_of, ..Found::nothing(asked.count) }),
            Err(error) => return Err(error),
        }
    }
    let key = asked.words.as_deref().map(text::search_key);
    let (rows, total, capped) = match key.as_deref() {
        Some("") => return Ok(Found { as_of, ..Found::nothing(asked.count) }),
        Some(key) => by_words(conn, &asked, key)?,
        None => {
            let rows = store::list(conn, &asked.filter, asked.after.as_ref(), asked.rows + 1)?;
            let at = |row: &Project| Position { key: row.name_key.clone(), id: row.id.0 };
            let total = if asked.count { Some(store::count(conn, &asked.filter)?) } else { None };
            (Page::from_rows(rows, asked.rows, &asked.scope(), at), total, false)
        }
    };
    let owners = public_ids::of_enterprises(conn, rows.items.iter().filter_map(|row| row.owner_id))?;
    let page = rows.map(|row| ProjectSummary::of(&row, &owners));
    Ok(Found { page, total, capped, as_of })
}

/// How well a name matches: whole name, beginning or number, anywhere.
const WHOLE: u8 = 0;
const BEGINNING: u8 = 1;
const ANYWHERE: u8 = 2;

fn by_words(conn: &mut Conn, asked: &Search, key: &str) -> Result<(Page<Project>, Option<i64>, bool)> {
    let number = number_key(asked.words.as_deref().unwrap_or_default());
    let mut ids = store::ids_by_beginning(conn, key, &number)?;
    let anywhere = search::find(conn, NameIndex::Project, &text::bigrams(key))?;
    let capped = number_of(&anywhere) >= search::MAX_HITS || number_of(&ids) >= search::MAX_HITS;
    ids.extend(anywhere);
    ids.sort_unstable();
    ids.dedup();

    let mut rows: Vec<(String, Project)> = store::by_ids(conn, &ids, &asked.filter)?
        .into_iter()
        .map(|row| (format!("{}{}", rank(&row, key), row.name_key), row))
        .collect();
    rows.sort_by(|(a, row_a), (b, row_b)| (a, row_a.id).cmp(&(b, row_b.id)));
    let total = asked.count.then_some(number_of(&rows));
    if let Some(after) = &asked.after {
        rows.retain(|(key, row)| (key, row.id.0) > (&after.key, after.id));
    }
    let at = |(key, row): &(String, Project)| Position { key: key.clone(), id: row.id.0 };
    let page = Page::from_rows(rows, asked.rows, &asked.scope(), at).map(|(_, row)| row);
    Ok((page, total, capped))
}

fn number_of<T>(rows: &[T]) -> i64 {
    rows.len().try_into().unwrap_or(i64::MAX)
}

fn rank(row: &Project, key: &str) -> u8 {
    if row.name_key == key {
        WHOLE
    } else if row.name_key.starts_with(key) || !row.name_key.contains(key) {
        // What matched by a number or by its initials was meant, too.
        BEGINNING
    } else {
        ANYWHERE
    }
}

/// One project with its particulars, by public id or number.
pub fn detail(conn: &mut Conn, key: &str) -> Result<ProjectDetail> {
    let project = one(conn, key)?;
    let id = [project.id.0];
    let particulars = ProjectParticulars::load(conn, &id)?.into_iter().next().unwrap_or_default();
    let numbers = ProjectNumber::load(conn, &id)?;
    let unit_works = UnitWork::load(conn, &id)?;
    let owners = public_ids::of_enterprises(conn, project.owner_id)?;
    let as_of = as_of(conn)?;
    Ok(ProjectDetail::of(&project, &particulars, &numbers, &unit_works, &owners, as_of))
}

/// The project that a key means.
pub fn id_of(conn: &mut Conn, key: &str) -> Result<ProjectId> {
    Ok(one(conn, key)?.id)
}

/// All stage records of one project in the order of their dates; those without a date come last.
pub fn stages(conn: &mut Conn, key: &str) -> Result<Vec<StageView>> {
    let project = one(conn, key)?;
    stages::of_project(conn, project.id)
}

/// The enterprises in one project, by role.
pub fn participants(conn: &mut Conn, key: &str) -> Result<Vec<ParticipantView>> {
    let project = one(conn, key)?;
    let mut rows = Participant::load(conn, &[project.id.0])?;
    rows.sort_by_key(|row| (row.role, row.id));
    let enterprises = public_ids::of_enterprises(conn, rows.iter().filter_map(|row| row.enterprise_id))?;
    Ok(rows.iter().map(|row| ParticipantView::of(row, &enterprises)).collect())
}

/// The persons in one project, by position.
pub fn people(conn: &mut Conn, key: &str) -> Result<Vec<EngagementView>> {
    let project = one(conn, key)?;
    let mut rows = Engagement::load(conn, &[project.id.0])?;
    rows.sort_by_key(|row| (row.position, row.active_since, row.id));
    let enterprises: HashMap<EnterpriseId, String> =
        public_ids::of_enterprises(conn, rows.iter().filter_map(|row| row.enterprise_id))?;
    let people: HashMap<PersonId, String> = public_ids::of_people(conn, rows.iter().filter_map(|row| row.person_id))?;
    Ok(rows.iter().map(|row| EngagementView::of(row, &enterprises, &people)).collect())
}

fn one(conn: &mut Conn, key: &str) -> Result<Project> {
    let found = store::find(conn, key, &number_key(key))?;
    found.ok_or_else(|| Error::NotFound { what: "项目", key: resident_id::covered(key) })
}

/// Up to when the platform's data are complete: the last load that came to its end.
pub fn as_of(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    Ok(filing::store::last_finished_at(conn)?.map(|at| at.and_utc()))
}
