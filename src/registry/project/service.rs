//! Reading use cases of the project registry.

mod people;
mod stages;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::change::ProjectRecords;
use super::identity::number_key;
use super::rows::{Participant, Project, TenderBidder, TenderSection};
use super::store::{self, ListFilter, ListedRow, SortBy, Words};
use super::view::{ParticipantView, ProjectDetail, ProjectSummary, StageView, TenderSectionView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position, Sort};
use crate::db::search::{self, NameIndex};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::ids::ProjectId;
use crate::error::{Error, Result};
use crate::filing;
use crate::record::Record;
use crate::registry::public_ids::{self, Referred};
use crate::registry::ranking::{self, Slice};
use crate::registry::{enterprise, likeness};

pub use people::{people, people_scope, posts, posts_scope};

/// What a list of projects is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of a name, or a number.
    pub words: Option<String>,
    /// Restrictions; the owner is told by `owner`.
    pub filter: ListFilter,
    /// The owner: public id, code or full name.
    pub owner: Option<String>,
    /// In which order; the best match first, or by name, where nothing is said.
    pub sort: Option<Sort<SortBy>>,
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
        format!("projects {:?} {:?} {:?} {:?}", self.words, self.filter, self.owner, self.sort)
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

/// Finds projects: by words, best match first; without, in the order of their names; or sorted as asked.
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
            let sort = asked.sort.unwrap_or_default();
            let rows = store::list(conn, &asked.filter, sort, asked.after.as_ref(), asked.rows + 1)?;
            let page = Page::from_rows(rows, asked.rows, &asked.scope(), |row| row.position(sort.by));
            let total = if asked.count { Some(store::count(conn, &asked.filter)?) } else { None };
            (page, total, false)
        }
    };
    let page = summaries(conn, rows)?;
    Ok(Found { page, total: total.filter(|_| asked.count), capped, as_of })
}

fn by_words(conn: &mut Conn, asked: &Search, key: &str) -> Result<(Page<ListedRow>, Option<i64>, bool)> {
    let number = number_key(asked.words.as_deref().unwrap_or_default());
    let (found, capped) = store::matches(conn, Words { key, number: &number }, &asked.filter)?;
    let direction = asked.sort.unwrap_or_default().direction;
    let scope = asked.scope();
    let slice = Slice { rows: asked.rows, direction, after: asked.after.as_ref(), scope: &scope };
    let (page, total) = ranking::page(found, slice, |row| match asked.sort {
        Some(sort) => row.position(sort.by),
        None => Position { key: ranking::relevance(&row.name_key, key), id: row.id.0 },
    });
    Ok((page, Some(total), capped))
}

/// Projects whose name is like the words, the likest first: what was meant, where nothing has the words.
pub fn near(conn: &mut Conn, words: &str) -> Result<Vec<ProjectSummary>> {
    let key = text::search_key(words);
    let ids = search::find_like(conn, NameIndex::Project, &text::bigrams(&key), likeness::COMPARED)?;
    let mut rows = Project::load(conn, &ids)?;
    rows.retain(|row| row.merged_into.is_none());
    let rows = likeness::nearest(rows, &key, |row| &row.name_key);
    let owners = public_ids::of_enterprises(conn, rows.iter().filter_map(|row| row.owner_id))?;
    Ok(rows.iter().map(|row| ProjectSummary::of(row, &owners)).collect())
}

fn summaries(conn: &mut Conn, page: Page<ListedRow>) -> Result<Page<ProjectSummary>> {
    let ids: Vec<i64> = page.items.iter().map(|row| row.id.0).collect();
    let projects: HashMap<ProjectId, Project> =
        Project::load(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let owners = public_ids::of_enterprises(conn, projects.values().filter_map(|row| row.owner_id))?;
    let items = page.items.iter().filter_map(|row| Some(ProjectSummary::of(projects.get(&row.id)?, &owners)));
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// One project with its particulars, by public id or number.
pub fn detail(conn: &mut Conn, key: &str) -> Result<ProjectDetail> {
    let project = one(conn, key)?;
    let id = [project.id.0];
    let records = ProjectRecords {
        particulars: Record::load(conn, &id)?,
        numbers: Record::load(conn, &id)?,
        unit_works: Record::load(conn, &id)?,
        measures: Record::load(conn, &id)?,
        unit_work_records: Record::load(conn, &id)?,
        permit_changes: Record::load(conn, &id)?,
        stoppages: Record::load(conn, &id)?,
        commitments: Record::load(conn, &id)?,
        fake_performances: Record::load(conn, &id)?,
        ..ProjectRecords::default()
    };
    let fakes = records.fake_performances.iter().filter_map(|row| row.enterprise_id);
    let parties = records.commitments.iter().filter_map(|row| row.enterprise_id);
    let leaders = records.commitments.iter().filter_map(|row| row.person_id);
    let referred = Referred::load(conn, fakes.chain(parties).chain(project.owner_id), leaders)?;
    let as_of = as_of(conn)?;
    Ok(ProjectDetail::of(&project, &records, &referred, as_of))
}

/// The sections of one project's tenders, with what was bid for them.
pub fn tender_sections(conn: &mut Conn, key: &str) -> Result<Vec<TenderSectionView>> {
    let id = [one(conn, key)?.id.0];
    let sections = TenderSection::load(conn, &id)?;
    let bids = TenderBidder::load(conn, &id)?;
    let bidders = bids.iter().filter_map(|row| row.bidder_id);
    let referred = Referred::load(conn, bidders, bids.iter().filter_map(|row| row.manager_id))?;
    Ok(TenderSectionView::all(&sections, &bids, &referred))
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

fn one(conn: &mut Conn, key: &str) -> Result<Project> {
    let found = store::find(conn, key, &number_key(key))?;
    found.ok_or_else(|| Error::NotFound { what: "项目", key: resident_id::covered(key) })
}

/// Up to when the platform's data are complete: the last load that came to its end.
pub fn as_of(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    Ok(filing::store::last_finished_at(conn)?.map(|at| at.and_utc()))
}
