//! Queries of the enterprise registry: who a batch means, and one by its key; lists are in `list`.

mod list;

use diesel::prelude::*;

use super::rows::Enterprise;
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::enterprise::EnterpriseAliasKind;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::schema::{enterprise, enterprise_alias};

pub use list::{ListFilter, ListedRow, SortBy, Words, count, list, matches};

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

/// Credit code, name and region of the first enterprise that is registered in a county and has all three.
pub fn with_code_and_county(conn: &mut Conn) -> Result<Option<(String, String, String)>> {
    let known = enterprise::table
        .filter(enterprise::merged_into.is_null())
        .order(enterprise::id)
        .select((enterprise::credit_code, enterprise::name, enterprise::region_code))
        .limit(1_000)
        .load::<(Option<String>, String, Option<String>)>(conn)?;
    let in_county = |region: &String| !region.ends_with("00");
    let complete = known.into_iter().filter_map(|(code, name, region)| Some((code?, name, region.filter(in_county)?)));
    Ok(complete.into_iter().next())
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

/// The names of some enterprises, former ones too, as they are on file; each once.
pub fn names_borne(conn: &mut Conn, ids: &[i64]) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let former = enterprise_alias::table
            .filter(enterprise_alias::enterprise_id.eq_any(ids))
            .filter(enterprise_alias::kind.eq(EnterpriseAliasKind::Name));
        names.extend(
            enterprise::table.filter(enterprise::id.eq_any(ids)).select(enterprise::name).load::<String>(conn)?,
        );
        names.extend(former.select(enterprise_alias::value).load::<String>(conn)?);
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
