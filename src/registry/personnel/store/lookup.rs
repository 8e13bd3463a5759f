//! Queries by which people are looked up.

use std::collections::HashSet;

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::search::{self, MAX_HITS, NameIndex, after_prefix};
use crate::db::{Conn, MultiBackend, Result};
use crate::domain::standard::text;
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

/// By what people can be sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Name.
    #[default]
    Name,
}

impl SortBy {
    /// All of them, as a parameter names them.
    pub const ALL: [(&'static str, Self); 1] = [("name", Self::Name)];
}

/// People on file under their own id, with a registration of a type where one is given.
fn on_file(held: Option<RegistrationType>) -> person::BoxedQuery<'static, MultiBackend> {
    let query = person::table.filter(person::merged_into.is_null()).filter(person::erased_on.is_null());
    let query = query.into_boxed::<MultiBackend>();
    let Some(held) = held else { return query };
    let registered = registration::table.filter(registration::person_id.eq(person::id));
    query.filter(exists(registered.filter(registration::registration_type.eq(held))))
}

/// Those of some persons that are on file under their own id, with a registration of a type where one is given.
pub fn named(conn: &mut Conn, ids: &[i64], held: Option<RegistrationType>) -> Result<Vec<NamedRow>> {
    let mut rows = Vec::new();
    for ids in ids.chunks(KEYS_PER_QUERY) {
        let query = on_file(held).filter(person::id.eq_any(ids));
        rows.extend(query.select(NamedRow::as_select()).load::<NamedRow>(conn)?);
    }
    Ok(rows)
}

/// People whose name or initials begin with `key`, or whose name has it anywhere, with a registration of a type where
/// one is given; at most [`MAX_HITS`] of each. Also whether that cap was reached.
pub fn matches(conn: &mut Conn, key: &str, held: Option<RegistrationType>) -> Result<(Vec<NamedRow>, bool)> {
    let (mut found, mut capped) = beginning(conn, key, held)?;
    let anywhere = search::name_matches(conn, NameIndex::Person, &text::bigrams(key));
    let anywhere = on_file(held).filter(anywhere).order(person::id).limit(MAX_HITS);
    let anywhere: Vec<NamedRow> = anywhere.select(NamedRow::as_select()).load(conn)?;
    capped |= search::is_capped(&anywhere);
    found.extend(anywhere);
    found.sort_unstable_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    Ok((found, capped))
}

/// Those whose name, and then those whose initials, begin with `key`, and whether the cap was reached.
fn beginning(conn: &mut Conn, key: &str, held: Option<RegistrationType>) -> Result<(Vec<NamedRow>, bool)> {
    let query = || on_file(held).limit(MAX_HITS).select(NamedRow::as_select());
    let end = after_prefix(key);
    let named = query().filter(person::name_key.ge(key).and(person::name_key.lt(&end)));
    let mut found: Vec<NamedRow> = named.order((person::name_key, person::id)).load(conn)?;
    let mut capped = search::is_capped(&found);
    if key.is_ascii() {
        let initials = query().filter(person::name_initials.ge(key).and(person::name_initials.lt(&end)));
        let initials: Vec<NamedRow> = initials.order((person::name_initials, person::id)).load(conn)?;
        capped |= search::is_capped(&initials);
        found.extend(initials);
    }
    Ok((found, capped))
}

/// People on file whose name, or whose initials, begin with `key`; at most [`MAX_HITS`] of each.
pub fn ids_by_name_beginning(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    let (found, _capped) = beginning(conn, key, None)?;
    Ok(found.into_iter().map(|row| row.id.0).collect())
}

/// Persons whose name has exactly these pinyin initials; at most [`MAX_HITS`].
pub fn ids_by_initials(conn: &mut Conn, initials: &str) -> Result<Vec<i64>> {
    Ok(person::table
        .filter(person::name_initials.eq(initials))
        .order(person::name_initials)
        .limit(MAX_HITS)
        .select(person::id)
        .load(conn)?)
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
            .filter(person::erased_on.is_null())
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
