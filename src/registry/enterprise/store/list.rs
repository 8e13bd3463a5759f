//! Queries by which enterprises are listed and found by words.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::keyset::{Position, Sort, sorted_by, with_value};
use crate::db::search::{self, MAX_HITS, NameIndex, after_prefix};
use crate::db::{Conn, MultiBackend};
use crate::domain::standard::text;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::provenance::CertificateState;
use crate::error::Result;
use crate::schema::{enterprise, enterprise_alias, qualification};

/// What of an enterprise decides its place in a list.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = enterprise)]
pub struct ListedRow {
    /// Row id.
    pub id: EnterpriseId,
    /// Search key of the name.
    pub name_key: String,
    /// Region of registration.
    pub region_code: Option<String>,
    /// Date of establishment.
    pub established_on: Option<NaiveDate>,
}

impl ListedRow {
    /// Its place in a list.
    pub fn position(&self, by: SortBy) -> Position {
        let key = match by {
            SortBy::Name => Some(self.name_key.clone()),
            SortBy::Region => self.region_code.clone(),
            SortBy::EstablishedOn => self.established_on.map(|day| day.to_string()),
        };
        Position { key: key.unwrap_or_default(), id: self.id.0 }
    }
}

/// By what enterprises can be sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Name.
    #[default]
    Name,
    /// Region of registration.
    Region,
    /// Date of establishment.
    EstablishedOn,
}

impl SortBy {
    /// All of them, as a parameter names them.
    pub const ALL: [(&'static str, Self); 3] =
        [("name", Self::Name), ("region", Self::Region), ("established_on", Self::EstablishedOn)];
}

/// Restrictions of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Leading digits of the region: two for a province, four for a city, six for a county.
    pub region: Option<String>,
    /// Category of a qualification held.
    pub category: Option<String>,
    /// Class of a qualification held, of that category where one is given.
    pub class: Option<String>,
}

/// Enterprises on file under their own id that a filter lets through; a qualification counts while it is in force.
fn restricted(filter: &ListFilter, today: NaiveDate) -> enterprise::BoxedQuery<'_, MultiBackend> {
    let mut query = enterprise::table.filter(enterprise::merged_into.is_null()).into_boxed::<MultiBackend>();
    if let Some(region) = &filter.region {
        query =
            query.filter(enterprise::region_code.ge(region)).filter(enterprise::region_code.lt(after_prefix(region)));
    }
    let in_force = qualification::table
        .filter(qualification::state.eq(CertificateState::Valid))
        .filter(qualification::valid_until.is_null().or(qualification::valid_until.ge(today)))
        .select(qualification::enterprise_id);
    match (&filter.category, &filter.class) {
        (Some(category), Some(class)) => query.filter(
            enterprise::id
                .eq_any(in_force.filter(qualification::category.eq(category)).filter(qualification::class.eq(class))),
        ),
        (Some(category), None) => {
            query.filter(enterprise::id.eq_any(in_force.filter(qualification::category.eq(category))))
        }
        (None, Some(class)) => query.filter(enterprise::id.eq_any(in_force.filter(qualification::class.eq(class)))),
        (None, None) => query,
    }
}

/// Enterprises that merely are mentioned by other records are found by words, but not listed.
fn listed(filter: &ListFilter, today: NaiveDate) -> enterprise::BoxedQuery<'_, MultiBackend> {
    restricted(filter, today).filter(enterprise::state.ne(EnterpriseState::Mentioned))
}

/// A page of enterprises; those without the value that it is sorted by come last.
pub fn list(
    conn: &mut Conn,
    filter: &ListFilter,
    today: NaiveDate,
    sort: Sort<SortBy>,
    after: Option<&Position>,
    rows: usize,
) -> Result<Vec<ListedRow>> {
    let query = || listed(filter, today);
    let way = sort.direction;
    Ok(match sort.by {
        SortBy::Name => {
            let limit = i64::try_from(rows).unwrap_or(i64::MAX);
            let after = after.map(|after| (&after.key, after.id));
            with_value!(conn, query(), ListedRow, enterprise.name_key, way, after, limit)?
        }
        SortBy::Region => sorted_by!(conn, query(), ListedRow, enterprise.region_code: String, way, after, rows),
        SortBy::EstablishedOn => {
            sorted_by!(conn, query(), ListedRow, enterprise.established_on: NaiveDate, way, after, rows)
        }
    })
}

/// How many enterprises the list has.
pub fn count(conn: &mut Conn, filter: &ListFilter, today: NaiveDate) -> Result<i64> {
    Ok(listed(filter, today).count().get_result(conn)?)
}

/// Words by which enterprises are found.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// As they were written.
    pub written: &'a str,
    /// Their search key.
    pub key: &'a str,
}

/// The enterprises that a filter lets through and whose name or initials begin with the words, whose name has them
/// anywhere, who once had exactly this name, or who have this code; at most [`MAX_HITS`] of each. Also whether that cap
/// was reached.
pub fn matches(
    conn: &mut Conn,
    words: Words<'_>,
    filter: &ListFilter,
    today: NaiveDate,
) -> Result<(Vec<ListedRow>, bool)> {
    let query = || restricted(filter, today).limit(MAX_HITS).select(ListedRow::as_select());
    let (key, end) = (words.key, after_prefix(words.key));
    let begins = query().filter(enterprise::name_key.ge(key).and(enterprise::name_key.lt(&end)));
    let mut found: Vec<ListedRow> = begins.order((enterprise::name_key, enterprise::id)).load(conn)?;
    let mut capped = search::is_capped(&found);

    let anywhere = search::name_matches(conn, NameIndex::Enterprise, &text::bigrams(key));
    let anywhere: Vec<ListedRow> = query().filter(anywhere).order(enterprise::id).load(conn)?;
    capped |= search::is_capped(&anywhere);
    found.extend(anywhere);

    let former = enterprise_alias::table.filter(enterprise_alias::value_key.eq(key));
    let former = query().filter(enterprise::id.eq_any(former.select(enterprise_alias::enterprise_id)));
    found.extend(former.order(enterprise::id).load::<ListedRow>(conn)?);
    if key.is_ascii() {
        let initials = query().filter(enterprise::name_initials.ge(key).and(enterprise::name_initials.lt(&end)));
        let initials: Vec<ListedRow> = initials.order((enterprise::name_initials, enterprise::id)).load(conn)?;
        capped |= search::is_capped(&initials);
        found.extend(initials);
        let code = words.written.trim().to_uppercase().replace('-', "");
        let coded = query().filter(enterprise::credit_code.eq(&code).or(enterprise::organisation_code.eq(&code)));
        found.extend(coded.load::<ListedRow>(conn)?);
    }
    found.sort_unstable_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok((found, capped))
}
