//! Reading use cases of the enterprise registry.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::change::EnterpriseRecords;
use super::identity::{self, EnterpriseRef};
use super::rows::{Enterprise, Qualification};
use super::store::{self, ListFilter};
use super::view::{EnterpriseCandidate, EnterpriseDetail, EnterpriseSummary, QualificationView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::db::search::{self, MAX_HITS, NameIndex};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::{Error, Result};
use crate::filing;
use crate::record::Row as _;
use crate::registry::ranking::{self, Slice};
use crate::registry::view::EnterpriseLink;

/// What a list of enterprises is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of a name, or a code.
    pub words: Option<String>,
    /// Restrictions.
    pub filter: ListFilter,
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
        format!("enterprises {:?} {:?}", self.words, self.filter)
    }
}

/// A page of enterprises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The page.
    pub page: Page<EnterpriseSummary>,
    /// All matches, when asked for.
    pub total: Option<i64>,
    /// Whether the name index gave as many as it gives: there may be more.
    pub capped: bool,
    /// Up to when the data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// Finds enterprises: by words, best match first; without, in the order of their names.
pub fn find(conn: &mut Conn, asked: &Search) -> Result<Found> {
    let key = asked.words.as_deref().map(text::search_key);
    let (rows, total, capped) = match key.as_deref() {
        Some("") => (Page { items: Vec::new(), next_cursor: None }, asked.count.then_some(0), false),
        Some(key) => by_words(conn, asked, key)?,
        None => {
            let rows = store::list(conn, &asked.filter, asked.after.as_ref(), asked.rows + 1)?;
            let at = |row: &Enterprise| Position { key: row.name_key.clone(), id: row.id.0 };
            let total = if asked.count { Some(store::count(conn, &asked.filter)?) } else { None };
            (Page::from_rows(rows, asked.rows, &asked.scope(), at), total, false)
        }
    };
    let page = summaries(conn, rows)?;
    Ok(Found { page, total, capped, as_of: as_of(conn)? })
}

fn by_words(conn: &mut Conn, asked: &Search, key: &str) -> Result<(Page<Enterprise>, Option<i64>, bool)> {
    let words = asked.words.as_deref().unwrap_or_default();
    let mut ids = store::ids_by_beginning(conn, key, words)?;
    let anywhere = search::find(conn, NameIndex::Enterprise, &text::bigrams(key))?;
    let capped = search::is_capped(&anywhere) || search::is_capped(&ids);
    ids.extend(anywhere);
    ids.extend(store::ids_by_former_name(conn, key)?);
    ids.sort_unstable();
    ids.dedup();

    let rows = store::by_ids(conn, &ids, &asked.filter)?;
    let scope = asked.scope();
    let slice = Slice { key, rows: asked.rows, after: asked.after.as_ref(), scope: &scope };
    let (page, total) = ranking::page(rows, slice, |row| (&row.name_key, row.id.0));
    Ok((page, asked.count.then_some(total), capped))
}

fn summaries(conn: &mut Conn, page: Page<Enterprise>) -> Result<Page<EnterpriseSummary>> {
    let ids: Vec<i64> = page.items.iter().map(|row| row.id.0).collect();
    let qualifications = Qualification::load(conn, &ids)?;
    Ok(page.map(|row| {
        let own: Vec<Qualification> =
            qualifications.iter().filter(|qualification| qualification.enterprise_id == row.id).cloned().collect();
        EnterpriseSummary::of(&row, &own)
    }))
}

/// One enterprise with its particulars, by public id or code.
pub fn detail(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<EnterpriseDetail> {
    let row = one(conn, key)?;
    let id = [row.id.0];
    let records = EnterpriseRecords {
        particulars: crate::record::Row::load(conn, &id)?,
        kinds: crate::record::Row::load(conn, &id)?,
        aliases: crate::record::Row::load(conn, &id)?,
        qualifications: crate::record::Row::load(conn, &id)?,
        safety_permits: crate::record::Row::load(conn, &id)?,
        ..EnterpriseRecords::default()
    };
    let as_of = as_of(conn)?;
    Ok(EnterpriseDetail::of(&row, &records, today, as_of))
}

/// The qualification items of one enterprise.
pub fn qualifications(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Vec<QualificationView>> {
    let row = one(conn, key)?;
    let items = Qualification::load(conn, &[row.id.0])?;
    Ok(items.iter().map(|item| QualificationView::of(item, today)).collect())
}

/// The enterprise that a key means: public id, code, or the whole name when exactly one bears it.
pub fn id_of(conn: &mut Conn, key: &str) -> Result<EnterpriseId> {
    if let Some(row) = store::find(conn, key)? {
        return Ok(row.id);
    }
    let by_name = EnterpriseRef { name: Some(key.to_owned()), ..EnterpriseRef::default() };
    let found = identity::find(conn, &[by_name])?.pop().flatten();
    found.ok_or_else(|| not_found(key))
}

/// What a text that should mean an enterprise means.
pub enum Meant {
    /// This one.
    One(EnterpriseId),
    /// None for certain: several bear the name, or none does and these come near, the nearest first.
    Unclear(Vec<EnterpriseCandidate>),
}

/// Most enterprises that are offered where it is not clear which is meant.
const CANDIDATES: usize = 5;

/// The enterprise that a text means, as [`id_of`] finds it; where that is not clear, those that it may mean.
pub fn meant(conn: &mut Conn, said: &str) -> Result<Meant> {
    match id_of(conn, said) {
        Ok(id) => return Ok(Meant::One(id)),
        Err(Error::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    let key = text::search_key(said);
    if key.is_empty() {
        return Err(not_found(said));
    }
    let mut ids = store::ids_by_beginning(conn, &key, said)?;
    ids.extend(store::ids_by_former_name(conn, &key)?);
    ids.extend(search::near(conn, NameIndex::Enterprise, &text::bigrams(&key), MAX_HITS / 10)?);
    ids.sort_unstable();
    ids.dedup();
    let mut rows = store::by_ids(conn, &ids, &ListFilter::default())?;
    let distance = |row: &Enterprise| {
        let unlike = 1.0 - strsim::normalized_damerau_levenshtein(&key, &row.name_key);
        (!row.name_key.contains(&key), unlike)
    };
    rows.sort_by(|one, other| {
        let ((apart, unlike), (other_apart, other_unlike)) = (distance(one), distance(other));
        apart.cmp(&other_apart).then(unlike.total_cmp(&other_unlike)).then(one.id.cmp(&other.id))
    });
    if rows.is_empty() {
        return Err(not_found(said));
    }
    Ok(Meant::Unclear(rows.iter().take(CANDIDATES).map(EnterpriseCandidate::of).collect()))
}

/// Links to enterprises, by row id.
pub fn links(conn: &mut Conn, ids: &[EnterpriseId]) -> Result<HashMap<EnterpriseId, EnterpriseLink>> {
    let rows = store::names(conn, ids)?;
    Ok(rows.into_iter().map(|(id, public_id, name)| (id, EnterpriseLink { id: Some(public_id), name })).collect())
}

fn one(conn: &mut Conn, key: &str) -> Result<Enterprise> {
    store::find(conn, key)?.ok_or_else(|| not_found(key))
}

/// Says what was looked for; a person's own number, typed where a code belongs, is not repeated.
fn not_found(key: &str) -> Error {
    Error::NotFound { what: "企业", key: resident_id::covered(key) }
}

/// Up to when the platform's data are complete: the last load that came to its end.
pub fn as_of(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    Ok(filing::store::last_finished_at(conn)?.map(|at| at.and_utc()))
}
