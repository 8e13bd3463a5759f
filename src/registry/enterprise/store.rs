//! Queries of the enterprise registry.

use diesel::prelude::*;

use super::rows::Enterprise;
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::keyset::Position;
use crate::db::search::{MAX_HITS, after_prefix};
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseState};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::schema::{enterprise, enterprise_alias, qualification};

/// What says which enterprise a row is.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = enterprise)]
pub struct IdentityRow {
    /// Row id.
    pub id: EnterpriseId,
    /// Credit code.
    pub credit_code: Option<String>,
    /// Organisation code.
    pub organisation_code: Option<String>,
    /// Search key of the name.
    pub name_key: String,
    /// The enterprise it is an alias of.
    pub merged_into: Option<EnterpriseId>,
}

/// Enterprises with any of these codes or names.
pub fn identities(
    conn: &mut Conn,
    credit_codes: &[&str],
    organisation_codes: &[&str],
    name_keys: &[String],
) -> Result<Vec<IdentityRow>> {
    let mut rows = Vec::new();
    for codes in credit_codes.chunks(KEYS_PER_QUERY) {
        let query = enterprise::table.filter(enterprise::credit_code.eq_any(codes));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    for codes in organisation_codes.chunks(KEYS_PER_QUERY) {
        let query = enterprise::table.filter(enterprise::organisation_code.eq_any(codes));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    for names in name_keys.chunks(KEYS_PER_QUERY) {
        let query = enterprise::table.filter(enterprise::name_key.eq_any(names));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    Ok(rows)
}

/// Enterprises that had any of these names or codes, with the one that was found.
pub fn identities_by_alias(conn: &mut Conn, values: &[&str]) -> Result<Vec<(String, IdentityRow)>> {
    let mut rows = Vec::new();
    for values in values.chunks(KEYS_PER_QUERY) {
        rows.extend(
            enterprise_alias::table
                .inner_join(enterprise::table.on(enterprise::id.eq(enterprise_alias::enterprise_id)))
                .filter(enterprise_alias::value_key.eq_any(values))
                .select((enterprise_alias::value_key, IdentityRow::as_select()))
                .load::<(String, IdentityRow)>(conn)?,
        );
    }
    Ok(rows)
}

/// Locks enterprises until the transaction ends; `SQLite` has locked the whole database already.
pub fn lock(conn: &mut Conn, ids: &[i64]) -> Result<()> {
    if let Conn::Pg(conn) = conn {
        for ids in ids.chunks(KEYS_PER_QUERY) {
            enterprise::table
                .filter(enterprise::id.eq_any(ids))
                .order(enterprise::id)
                .select(enterprise::id)
                .for_update()
                .load::<i64>(conn)?;
        }
    }
    Ok(())
}

/// Row ids after one, ascending.
pub fn ids_after(conn: &mut Conn, after: i64, count: usize) -> crate::error::Result<Vec<i64>> {
    Ok(enterprise::table
        .filter(enterprise::id.gt(after))
        .order(enterprise::id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(enterprise::id)
        .load(conn)?)
}

/// One enterprise by public id, credit code or organisation code; an alias leads to what it was merged into.
pub fn find(conn: &mut Conn, key: &str) -> Result<Option<Enterprise>> {
    let code = key.to_uppercase().replace('-', "");
    let found: Option<Enterprise> = enterprise::table
        .filter(enterprise::public_id.eq(key))
        .or_filter(enterprise::credit_code.eq(&code))
        .or_filter(enterprise::organisation_code.eq(&code))
        .order(enterprise::id)
        .select(Enterprise::as_select())
        .first(conn)
        .optional()?;
    let found = match found {
        None => by_former_code(conn, &code)?,
        found => found,
    };
    match found {
        Some(Enterprise { merged_into: Some(main), .. }) => Ok(enterprise::table
            .filter(enterprise::id.eq(main))
            .select(Enterprise::as_select())
            .first(conn)
            .optional()?),
        found => Ok(found),
    }
}

/// The enterprise that had a code, or is said to have one that does not check.
fn by_former_code(conn: &mut Conn, code: &str) -> Result<Option<Enterprise>> {
    Ok(enterprise_alias::table
        .inner_join(enterprise::table.on(enterprise::id.eq(enterprise_alias::enterprise_id)))
        .filter(enterprise_alias::value_key.eq(code))
        .filter(enterprise_alias::kind.ne(EnterpriseAliasKind::Name))
        .order(enterprise::id)
        .select(Enterprise::as_select())
        .first(conn)
        .optional()?)
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

/// Enterprises that merely are mentioned by other records are found by name, but not listed.
fn listed(filter: &ListFilter) -> enterprise::BoxedQuery<'_, MultiBackend> {
    let mut query = restricted(filter).filter(enterprise::merged_into.is_null());
    query = query.filter(enterprise::state.ne(EnterpriseState::Mentioned));
    query
}

fn restricted(filter: &ListFilter) -> enterprise::BoxedQuery<'_, MultiBackend> {
    let mut query = enterprise::table.into_boxed::<MultiBackend>();
    if let Some(region) = &filter.region {
        query =
            query.filter(enterprise::region_code.ge(region)).filter(enterprise::region_code.lt(after_prefix(region)));
    }
    let holders = qualification::table.select(qualification::enterprise_id);
    let of_category = |category| holders.filter(qualification::category.eq(category));
    match (&filter.category, &filter.class) {
        (Some(category), Some(class)) => {
            query.filter(enterprise::id.eq_any(of_category(category).filter(qualification::class.eq(class))))
        }
        (Some(category), None) => query.filter(enterprise::id.eq_any(of_category(category))),
        (None, Some(class)) => query.filter(enterprise::id.eq_any(holders.filter(qualification::class.eq(class)))),
        (None, None) => query,
    }
}

/// A page of enterprises in the order of their names.
pub fn list(conn: &mut Conn, filter: &ListFilter, after: Option<&Position>, rows: usize) -> Result<Vec<Enterprise>> {
    let mut query = listed(filter);
    if let Some(after) = after {
        let same_name = enterprise::name_key.eq(&after.key).and(enterprise::id.gt(after.id));
        query =
            query.filter(enterprise::name_key.ge(&after.key)).filter(enterprise::name_key.gt(&after.key).or(same_name));
    }
    Ok(query
        .order((enterprise::name_key, enterprise::id))
        .limit(rows.try_into().unwrap_or(i64::MAX))
        .select(Enterprise::as_select())
        .load::<Enterprise>(conn)?)
}

/// How many enterprises the list has.
pub fn count(conn: &mut Conn, filter: &ListFilter) -> Result<i64> {
    Ok(listed(filter).count().get_result(conn)?)
}

/// Enterprises whose name or initials begin with `key`, or whose code begins with `code`; at most [`MAX_HITS`] of each.
pub fn ids_by_beginning(conn: &mut Conn, key: &str, code: &str) -> Result<Vec<i64>> {
    let end = after_prefix(key);
    let mut ids: Vec<i64> = enterprise::table
        .filter(enterprise::name_key.ge(key).and(enterprise::name_key.lt(&end)))
        .order(enterprise::name_key)
        .limit(MAX_HITS)
        .select(enterprise::id)
        .load(conn)?;
    if key.is_ascii() {
        let initials = enterprise::table
            .filter(enterprise::name_initials.ge(key).and(enterprise::name_initials.lt(&end)))
            .order(enterprise::name_initials)
            .limit(MAX_HITS)
            .select(enterprise::id);
        ids.extend(initials.load::<i64>(conn)?);
        let code = code.trim().to_uppercase().replace('-', "");
        let by_code = enterprise::table
            .filter(enterprise::credit_code.eq(&code).or(enterprise::organisation_code.eq(&code)))
            .select(enterprise::id);
        ids.extend(by_code.load::<i64>(conn)?);
    }
    Ok(ids)
}

/// Enterprises that had exactly this name or code.
pub fn ids_by_former_name(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    Ok(enterprise_alias::table
        .filter(enterprise_alias::value_key.eq(key))
        .limit(MAX_HITS)
        .select(enterprise_alias::enterprise_id)
        .load(conn)?)
}

/// Those of some enterprises that a filter lets through.
pub fn by_ids(conn: &mut Conn, ids: &[i64], filter: &ListFilter) -> Result<Vec<Enterprise>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = restricted(filter).filter(enterprise::merged_into.is_null()).filter(enterprise::id.eq_any(ids));
        rows.extend(query.select(Enterprise::as_select()).load::<Enterprise>(conn)?);
    }
    Ok(rows)
}

/// Public id and name of some enterprises, by row id.
pub fn names(conn: &mut Conn, ids: &[EnterpriseId]) -> Result<Vec<(EnterpriseId, String, String)>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = enterprise::table.filter(enterprise::id.eq_any(ids));
        rows.extend(
            query
                .select((enterprise::id, enterprise::public_id, enterprise::name))
                .load::<(_, String, String)>(conn)?,
        );
    }
    Ok(rows)
}
