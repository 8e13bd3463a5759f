//! Queries by which people are looked up.

use std::collections::HashSet;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::search::{MAX_HITS, after_prefix};
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::registry::personnel::rows::Person;
use crate::schema::{person, post_certificate, registration, safety_certificate};

/// A person by name, as searches rank them.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = person)]
pub struct NamedRow {
    /// Row id.
    pub id: PersonId,
    /// Search key of the name.
    pub name_key: String,
    /// Pinyin initials.
    pub name_initials: String,
}

/// Those of some persons that are on file under their own id, with a registration of a type where one is given.
pub fn named(conn: &mut Conn, ids: &[i64], held: Option<RegistrationType>) -> Result<Vec<NamedRow>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let mut query = person::table
            .filter(person::id.eq_any(ids))
            .filter(person::merged_into.is_null())
            .filter(person::erased_on.is_null())
            .into_boxed::<MultiBackend>();
        if let Some(held) = held {
            let holders = registration::table
                .filter(registration::person_id.eq_any(ids))
                .filter(registration::registration_type.eq(held));
            query = query.filter(person::id.eq_any(holders.select(registration::person_id)));
        }
        rows.extend(query.select(NamedRow::as_select()).load::<NamedRow>(conn)?);
    }
    Ok(rows)
}

/// Persons whose name, or whose initials, begin with `key`; at most [`MAX_HITS`] of each.
pub fn ids_by_name_beginning(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    let end = after_prefix(key);
    let mut ids: Vec<i64> = person::table
        .filter(person::name_key.ge(key).and(person::name_key.lt(&end)))
        .order(person::name_key)
        .limit(MAX_HITS)
        .select(person::id)
        .load(conn)?;
    if key.is_ascii() {
        let initials = person::table
            .filter(person::name_initials.ge(key).and(person::name_initials.lt(&end)))
            .order(person::name_initials)
            .limit(MAX_HITS)
            .select(person::id);
        ids.extend(initials.load::<i64>(conn)?);
    }
    Ok(ids)
}

/// Holders of a registration number.
pub fn ids_by_registration_number(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    Ok(registration::table.filter(registration::number_key.eq(key)).select(registration::person_id).load(conn)?)
}

/// Holders of a certificate number of any kind.
pub fn ids_by_certificate(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    let by_registration = registration::table.filter(registration::certificate_key.eq(key));
    let mut ids: Vec<i64> = by_registration.select(registration::person_id).load(conn)?;
    let by_safety = safety_certificate::table.filter(safety_certificate::number_key.eq(key));
    ids.extend(by_safety.select(safety_certificate::person_id).load::<i64>(conn)?);
    let by_post = post_certificate::table.filter(post_certificate::number_key.eq(key));
    ids.extend(by_post.select(post_certificate::person_id).load::<i64>(conn)?);
    Ok(ids)
}

/// Persons whose registration or certificate names an enterprise.
pub fn ids_at_enterprise(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<i64>> {
    let registered = registration::table.filter(registration::enterprise_id.eq(enterprise));
    let mut ids: Vec<i64> = registered.select(registration::person_id).load(conn)?;
    let with_safety = safety_certificate::table.filter(safety_certificate::enterprise_id.eq(enterprise));
    ids.extend(with_safety.select(safety_certificate::person_id).load::<i64>(conn)?);
    let with_post = post_certificate::table.filter(post_certificate::enterprise_id.eq(enterprise));
    ids.extend(with_post.select(post_certificate::person_id).load::<i64>(conn)?);
    Ok(ids)
}

/// Those of some names that more than one person on file bears.
pub fn shared_names(conn: &mut Conn, name_keys: &[&str]) -> Result<HashSet<String>> {
    let mut shared = HashSet::new();
    for names in name_keys.chunks(KEYS_PER_QUERY) {
        let counts = person::table
            .filter(person::name_key.eq_any(names))
            .filter(person::merged_into.is_null())
            .group_by(person::name_key)
            .having(count_star().gt(1))
            .select(person::name_key);
        shared.extend(counts.load::<String>(conn)?);
    }
    Ok(shared)
}

/// One person by public id; an alias leads to whom it was merged into. Nobody who was erased.
pub fn find(conn: &mut Conn, key: &str) -> Result<Option<Person>> {
    let on_file = || person::table.filter(person::erased_on.is_null()).select(Person::as_select());
    let found: Option<Person> = on_file().filter(person::public_id.eq(key)).first(conn).optional()?;
    match found {
        Some(Person { merged_into: Some(main), .. }) => {
            Ok(on_file().filter(person::id.eq(main)).first(conn).optional()?)
        }
        found => Ok(found),
    }
}
