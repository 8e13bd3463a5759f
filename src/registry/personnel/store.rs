//! Queries of the personnel registry: who a batch means, and the keys of persons; look-ups are in `lookup`.

mod lookup;

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::batch::{KEYS_PER_QUERY, insert_rows};
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::schema::{
    employment, person, person_key, person_particulars, post_certificate, professional_title, registration,
    safety_certificate,
};

pub use lookup::{
    NamedRow, SortBy, find, ids_at_enterprise, ids_by_certificate, ids_by_initials, ids_by_name_beginning,
    ids_by_registration_number, matches, named, shared_names,
};

/// What says which person a row is.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = person)]
pub struct IdentityRow {
    /// Row id.
    pub id: PersonId,
    /// Search key of the name.
    pub name_key: String,
    /// Keyed hash of kind and number.
    pub id_number_hash: Option<String>,
    /// The number as shown.
    pub id_number_masked: Option<String>,
    /// The person it is an alias of.
    pub merged_into: Option<PersonId>,
}

/// Persons whose identity number has any of these hashes.
pub fn by_hashes(conn: &mut Conn, hashes: &[&str]) -> Result<Vec<IdentityRow>> {
    let mut rows = Vec::new();
    for hashes in hashes.chunks(KEYS_PER_QUERY) {
        let query = person::table.filter(person::id_number_hash.eq_any(hashes));
        rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
    }
    Ok(rows)
}

/// Adds `(column, person)` of the rows of a table of certificates that fulfil a condition, but of nobody erased.
macro_rules! add_holders {
    ($conn:expr, $rows:expr, $table:ident, $column:ident, $condition:expr) => {
        for (value, row) in $table::table
            .inner_join(person::table.on(person::id.eq($table::person_id)))
            .filter($condition)
            .filter(person::erased_on.is_null())
            .select(($table::$column.nullable(), IdentityRow::as_select()))
            .load::<(Option<_>, IdentityRow)>($conn)?
        {
            $rows.extend(value.map(|value| (value, row)));
        }
    };
}

/// Persons with any of these registration or certificate numbers, each with the number that found it.
pub fn by_certificate_keys(conn: &mut Conn, keys: &[&str]) -> Result<Vec<(String, IdentityRow)>> {
    let mut rows: Vec<(String, IdentityRow)> = Vec::new();
    for keys in keys.chunks(KEYS_PER_QUERY) {
        add_holders!(conn, rows, registration, number_key, registration::number_key.eq_any(keys));
        add_holders!(conn, rows, registration, certificate_key, registration::certificate_key.eq_any(keys));
        add_holders!(conn, rows, safety_certificate, number_key, safety_certificate::number_key.eq_any(keys));
        add_holders!(conn, rows, post_certificate, number_key, post_certificate::number_key.eq_any(keys));
    }
    Ok(rows)
}

/// Persons with any of these names and any of these covered numbers.
pub fn by_masked_numbers(conn: &mut Conn, name_keys: &[&str], masked: &[&str]) -> Result<Vec<IdentityRow>> {
    let mut rows = Vec::new();
    for names in name_keys.chunks(KEYS_PER_QUERY) {
        for masked in masked.chunks(KEYS_PER_QUERY) {
            let query = person::table
                .filter(person::name_key.eq_any(names))
                .filter(person::id_number_masked.eq_any(masked))
                .filter(person::erased_on.is_null());
            rows.extend(query.select(IdentityRow::as_select()).load::<IdentityRow>(conn)?);
        }
    }
    Ok(rows)
}

/// Persons with any of these names whose certificate names any of these enterprises, each with the enterprise.
pub fn by_employers(
    conn: &mut Conn,
    name_keys: &[&str],
    employers: &[EnterpriseId],
) -> Result<Vec<(EnterpriseId, IdentityRow)>> {
    let mut rows: Vec<(EnterpriseId, IdentityRow)> = Vec::new();
    for ids in employers.chunks(KEYS_PER_QUERY) {
        for names in name_keys.chunks(KEYS_PER_QUERY) {
            let at = registration::enterprise_id.eq_any(ids).and(person::name_key.eq_any(names));
            add_holders!(conn, rows, registration, enterprise_id, at);
            let at = safety_certificate::enterprise_id.eq_any(ids).and(person::name_key.eq_any(names));
            add_holders!(conn, rows, safety_certificate, enterprise_id, at);
            let at = post_certificate::enterprise_id.eq_any(ids).and(person::name_key.eq_any(names));
            add_holders!(conn, rows, post_certificate, enterprise_id, at);
        }
    }
    Ok(rows)
}

/// The head that a public id means, also of somebody erased or merged into another.
pub fn id_by_public_id(conn: &mut Conn, public_id: &str) -> Result<Option<PersonId>> {
    Ok(person::table.filter(person::public_id.eq(public_id)).select(person::id).first(conn).optional()?)
}

/// The search keys of the names of some persons, each once.
pub fn name_keys(conn: &mut Conn, people: &[i64]) -> Result<Vec<String>> {
    let mut keys: Vec<String> = Vec::new();
    for people in people.chunks(KEYS_PER_QUERY) {
        keys.extend(person::table.filter(person::id.eq_any(people)).select(person::name_key).load::<String>(conn)?);
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

/// The salt of a person's key.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = person_key, treat_none_as_default_value = false)]
pub struct KeyRow {
    /// The person.
    pub person_id: PersonId,
    /// Name of the master key.
    pub master_key: String,
    /// Salt, hexadecimal.
    pub salt: String,
}

/// The salts of those of some persons that have one.
pub fn keys(conn: &mut Conn, people: &[i64]) -> Result<Vec<KeyRow>> {
    let mut rows = Vec::new();
    for people in people.chunks(KEYS_PER_QUERY) {
        let query = person_key::table.filter(person_key::person_id.eq_any(people));
        rows.extend(query.select(KeyRow::as_select()).load::<KeyRow>(conn)?);
    }
    Ok(rows)
}

/// Adds salts.
pub fn insert_keys(conn: &mut Conn, rows: &[KeyRow]) -> Result<()> {
    insert_rows!(conn, person_key::table, rows);
    Ok(())
}

/// Destroys the salt of a person.
pub fn delete_key(conn: &mut Conn, id: PersonId) -> Result<()> {
    diesel::delete(person_key::table.filter(person_key::person_id.eq(id))).execute(conn)?;
    Ok(())
}

/// Deletes what hangs from a person in this room.
pub fn delete_records(conn: &mut Conn, id: PersonId) -> Result<()> {
    diesel::delete(person_particulars::table.filter(person_particulars::person_id.eq(id))).execute(conn)?;
    diesel::delete(registration::table.filter(registration::person_id.eq(id))).execute(conn)?;
    diesel::delete(safety_certificate::table.filter(safety_certificate::person_id.eq(id))).execute(conn)?;
    diesel::delete(post_certificate::table.filter(post_certificate::person_id.eq(id))).execute(conn)?;
    diesel::delete(professional_title::table.filter(professional_title::person_id.eq(id))).execute(conn)?;
    diesel::delete(employment::table.filter(employment::person_id.eq(id))).execute(conn)?;
    Ok(())
}

/// Locks persons until the transaction ends; `SQLite` has locked the whole database already.
pub fn lock(conn: &mut Conn, ids: &[i64]) -> Result<()> {
    if let Conn::Pg(conn) = conn {
        for ids in ids.chunks(KEYS_PER_QUERY) {
            person::table
                .filter(person::id.eq_any(ids))
                .order(person::id)
                .select(person::id)
                .for_update()
                .load::<i64>(conn)?;
        }
    }
    Ok(())
}

/// Row ids after one, ascending.
pub fn ids_after(conn: &mut Conn, after: i64, count: usize) -> crate::error::Result<Vec<i64>> {
    Ok(person::table
        .filter(person::id.gt(after))
        .order(person::id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(person::id)
        .load(conn)?)
}

/// Persons of whom a record names an enterprise by one of these names and has no id of it.
pub fn naming_enterprises(conn: &mut Conn, names: &[String]) -> Result<Vec<i64>> {
    macro_rules! naming {
        ($table:ident, $names:ident) => {
            $table::table
                .filter($table::enterprise_id.is_null())
                .filter($table::enterprise_name.eq_any($names))
                .select($table::person_id)
        };
    }
    let mut people: BTreeSet<i64> = BTreeSet::new();
    for names in names.chunks(KEYS_PER_QUERY) {
        let query = naming!(registration, names)
            .union_all(naming!(safety_certificate, names))
            .union_all(naming!(post_certificate, names))
            .union_all(naming!(employment, names));
        let found: Vec<PersonId> = match conn {
            Conn::Sqlite(conn) => query.load(conn)?,
            Conn::Pg(conn) => query.load(conn)?,
        };
        people.extend(found.into_iter().map(i64::from));
    }
    Ok(people.into_iter().collect())
}
