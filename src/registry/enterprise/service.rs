//! Reading use cases of the enterprise registry.

use chrono::{DateTime, NaiveDate, Utc};

use super::change::EnterpriseRecords;
use super::identity::{self, EnterpriseRef};
use super::rows::{Enterprise, Qualification};
use super::store::{self, ListFilter};
use super::view::{EnterpriseDetail, EnterpriseSummary, QualificationView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::db::search::{self, NameIndex};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::{Error, Result};
use crate::filing;
use crate::record::Row as _;

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

/// How well a name matches: whole name, beginning or code, anywhere.
const WHOLE: u8 = 0;
const BEGINNING: u8 = 1;
const ANYWHERE: u8 = 2;

fn by_words(conn: &mut Conn, asked: &Search, key: &str) -> Result<(Page<Enterprise>, Option<i64>, bool)> {
    let words = asked.words.as_deref().unwrap_or_default();
    let mut ids = store::ids_by_beginning(conn, key, words)?;
    let anywhere = search::find(conn, NameIndex::Enterprise, &text::bigrams(key))?;
    let capped = anywhere.len() as i64 >= search::MAX_HITS || ids.len() as i64 >= search::MAX_HITS;
    ids.extend(anywhere);
    ids.extend(store::ids_by_former_name(conn, key)?);
    ids.sort_unstable();
    ids.dedup();

    let mut rows: Vec<(String, Enterprise)> = store::by_ids(conn, &ids, &asked.filter)?
        .into_iter()
        .map(|row| (format!("{}{}", rank(&row, key), row.name_key), row))
        .collect();
    rows.sort_by(|(a, row_a), (b, row_b)| (a, row_a.id).cmp(&(b, row_b.id)));
    let total = asked.count.then_some(rows.len() as i64);
    if let Some(after) = &asked.after {
        rows.retain(|(key, row)| (key, row.id.0) > (&after.key, after.id));
    }
    let at = |(key, row): &(String, Enterprise)| Position { key: key.clone(), id: row.id.0 };
    let page = Page::from_rows(rows, asked.rows, &asked.scope(), at).map(|(_, row)| row);
    Ok((page, total, capped))
}

fn rank(row: &Enterprise, key: &str) -> u8 {
    if row.name_key == key {
        WHOLE
    } else if row.name_key.starts_with(key) || !row.name_key.contains(key) {
        // What matched by its code, initials or a former name was meant, too.
        BEGINNING
    } else {
        ANYWHERE
    }
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

/// Which enterprise is meant: by public id, code, or full name where one bears it.
pub fn find_id(conn: &mut Conn, key: &str) -> Result<Option<EnterpriseId>> {
    if let Some(row) = store::find(conn, key)? {
        return Ok(Some(row.id));
    }
    let who = EnterpriseRef { name: Some(key.to_owned()), ..EnterpriseRef::default() };
    Ok(identity::find(conn, &[who])?.into_iter().next().flatten())
}

fn one(conn: &mut Conn, key: &str) -> Result<Enterprise> {
    store::find(conn, key)?.ok_or_else(|| Error::NotFound { what: "企业", key: key.to_owned() })
}

/// Up to when the platform's data are complete: the last load that came to its end.
pub fn as_of(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    Ok(filing::store::last_finished_at(conn)?.map(|at| at.and_utc()))
}
