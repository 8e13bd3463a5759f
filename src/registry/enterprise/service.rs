//! Reading use cases of the enterprise registry.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::change::EnterpriseRecords;
use super::identity::{self, EnterpriseRef};
use super::rows::{Enterprise, Qualification};
use super::store::{self, ListFilter, ListedRow, SortBy, Words};
use super::view::{EnterpriseCandidate, EnterpriseDetail, EnterpriseSummary, QualificationView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position, Sort};
use crate::db::search::{self, MAX_HITS, NameIndex};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::{Error, Result};
use crate::filing;
use crate::record::Record;
use crate::registry::likeness;
use crate::registry::public_ids::Referred;
use crate::registry::ranking::{self, Slice};
use crate::registry::view::EnterpriseLink;

/// What a list of enterprises is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of a name, or a code.
    pub words: Option<String>,
    /// Restrictions.
    pub filter: ListFilter,
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
        format!("enterprises {:?} {:?} {:?}", self.words, self.filter, self.sort)
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

/// Finds enterprises: by words, best match first; without, in the order of their names; or sorted as asked.
pub fn find(conn: &mut Conn, asked: &Search, today: NaiveDate) -> Result<Found> {
    let key = asked.words.as_deref().map(text::search_key);
    let (rows, total, capped) = match key.as_deref() {
        Some("") => (Page { items: Vec::new(), next_cursor: None }, Some(0), false),
        Some(key) => by_words(conn, asked, key, today)?,
        None => {
            let sort = asked.sort.unwrap_or_default();
            let rows = store::list(conn, &asked.filter, today, sort, asked.after.as_ref(), asked.rows + 1)?;
            let page = Page::from_rows(rows, asked.rows, &asked.scope(), |row| row.position(sort.by));
            let total = if asked.count { Some(store::count(conn, &asked.filter, today)?) } else { None };
            (page, total, false)
        }
    };
    let page = summaries(conn, rows, today)?;
    Ok(Found { page, total: total.filter(|_| asked.count), capped, as_of: as_of(conn)? })
}

fn by_words(
    conn: &mut Conn,
    asked: &Search,
    key: &str,
    today: NaiveDate,
) -> Result<(Page<ListedRow>, Option<i64>, bool)> {
    let words = Words { written: asked.words.as_deref().unwrap_or_default(), key };
    let (found, capped) = store::matches(conn, words, &asked.filter, today)?;
    let direction = asked.sort.unwrap_or_default().direction;
    let scope = asked.scope();
    let slice = Slice { rows: asked.rows, direction, after: asked.after.as_ref(), scope: &scope };
    let (page, total) = ranking::page(found, slice, |row| match asked.sort {
        Some(sort) => row.position(sort.by),
        None => Position { key: ranking::relevance(&row.name_key, key), id: row.id.0 },
    });
    Ok((page, Some(total), capped))
}

/// Enterprises whose name is like the words, the likest first: what was meant, where nothing has the words.
pub fn near(conn: &mut Conn, words: &str, today: NaiveDate) -> Result<Vec<EnterpriseSummary>> {
    let key = text::search_key(words);
    let ids = search::find_like(conn, NameIndex::Enterprise, &text::bigrams(&key), likeness::COMPARED)?;
    let mut rows = Enterprise::load(conn, &ids)?;
    rows.retain(|row| row.merged_into.is_none());
    let rows = likeness::nearest(rows, &key, |row| &row.name_key);
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let held = Qualification::load(conn, &ids)?;
    let of =
        |row: &Enterprise| EnterpriseSummary::of(row, held.iter().filter(|held| held.enterprise_id == row.id), today);
    Ok(rows.iter().map(of).collect())
}

fn summaries(conn: &mut Conn, page: Page<ListedRow>, today: NaiveDate) -> Result<Page<EnterpriseSummary>> {
    let ids: Vec<i64> = page.items.iter().map(|row| row.id.0).collect();
    let enterprises: HashMap<EnterpriseId, Enterprise> =
        Enterprise::load(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let qualifications = Qualification::load(conn, &ids)?;
    let items = page.items.iter().filter_map(|row| {
        let own = qualifications.iter().filter(|qualification| qualification.enterprise_id == row.id);
        Some(EnterpriseSummary::of(enterprises.get(&row.id)?, own, today))
    });
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// One enterprise with its particulars, by public id or code.
pub fn detail(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<EnterpriseDetail> {
    let row = one(conn, key)?;
    let id = [row.id.0];
    let records = EnterpriseRecords {
        particulars: Record::load(conn, &id)?,
        kinds: Record::load(conn, &id)?,
        aliases: Record::load(conn, &id)?,
        qualifications: Record::load(conn, &id)?,
        safety_permits: Record::load(conn, &id)?,
        market_entries: Record::load(conn, &id)?,
        net_assets: Record::load(conn, &id)?,
        shareholders: Record::load(conn, &id)?,
        successions: Record::load(conn, &id)?,
    };
    let referred = referred(conn, &records)?;
    let as_of = as_of(conn)?;
    Ok(EnterpriseDetail::of(&row, &records, &referred, today, as_of))
}

/// The public ids of whom the records of an enterprise refer to.
fn referred(conn: &mut Conn, records: &EnterpriseRecords) -> Result<Referred> {
    let holders = records.shareholders.iter().filter_map(|row| row.holder_enterprise_id);
    let predecessors = records.successions.iter().filter_map(|row| row.predecessor_id);
    let leaders = records.particulars.iter().filter_map(|row| row.legal_representative_id);
    let people = leaders.chain(records.shareholders.iter().filter_map(|row| row.holder_person_id));
    Ok(Referred::load(conn, holders.chain(predecessors), people)?)
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
    let words = Words { written: said, key: &key };
    // Nothing is asked of qualifications, so that the day does not matter.
    let (matching, _capped) = store::matches(conn, words, &ListFilter::default(), NaiveDate::default())?;
    let mut ids: Vec<i64> = matching.iter().map(|row| row.id.0).collect();
    ids.extend(search::near(conn, NameIndex::Enterprise, &text::bigrams(&key), MAX_HITS / 10)?);
    ids.sort_unstable();
    ids.dedup();
    let mut rows = Enterprise::load(conn, &ids)?;
    rows.retain(|row| row.merged_into.is_none());
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
