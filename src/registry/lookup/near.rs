//! Whom a question that nobody answers to may have meant.

use super::service::{Post, Query};
use super::view::NearName;
use crate::db::Conn;
use crate::db::search::{self, NameIndex};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::error::Result;
use crate::record::Record as _;
use crate::registry::enterprise;
use crate::registry::link::{self, SoughtBy};
use crate::registry::personnel::rows::{Person, PostCertificate, Registration, SafetyCertificate};
use crate::registry::personnel::store;

/// Most people that are offered.
const MOST: usize = 5;
/// Names with common grams that are compared, the best first.
const COMPARED: i64 = 200;

/// People on file under the name itself, then those with similar names, the most similar first.
pub fn people(conn: &mut Conn, post: Post, query: &Query) -> Result<Vec<NearName>> {
    let Some(name) = &query.name else { return Ok(Vec::new()) };
    let key = text::search_key(name);
    let ids = similar(conn, &key)?;
    let mut people = Person::load(conn, &ids)?;
    people.sort_by_key(|person| ids.iter().position(|id| *id == person.id.0));
    let by = SoughtBy { name_key: Some(&key), registration_number: None, enterprise: None };
    let holders = link::holders(conn, by, post.registrations(), post.position(), None, MOST)?;
    let reason = |person: &Person| {
        if person.name_key != key {
            "姓名相近".to_owned()
        } else if holders.iter().any(|holder| holder.id == person.id) {
            "同名，但不符合其他查询条件".to_owned()
        } else {
            format!("在人员库中，但没有{}执业信息", post.profession())
        }
    };
    let employers = employers(conn, &ids)?;
    let named: Vec<EnterpriseId> = employers.iter().map(|(_, enterprise)| *enterprise).collect();
    let links = enterprise::service::links(conn, &named)?;
    let employer = |person: &Person| {
        let (_, enterprise) = employers.iter().find(|(employed, _)| *employed == person.id)?;
        links.get(enterprise).cloned()
    };
    let near = |person: &Person| NearName {
        id: person.public_id.clone(),
        name: person.name.clone(),
        id_number_masked: person.id_number_masked.clone(),
        enterprise: employer(person),
        reason: reason(person),
    };
    Ok(people.iter().map(near).collect())
}

/// Row ids of people by the likeness of their names.
fn similar(conn: &mut Conn, key: &str) -> Result<Vec<i64>> {
    let mut ids = store::ids_by_name_beginning(conn, key)?;
    ids.truncate(usize::try_from(COMPARED).unwrap_or(usize::MAX));
    ids.extend(search::near(conn, NameIndex::Person, &text::bigrams(key), COMPARED)?);
    ids.sort_unstable();
    ids.dedup();
    let rows = store::named(conn, &ids, None)?;
    let likeness = |row: &store::NamedRow| strsim::normalized_damerau_levenshtein(key, &row.name_key);
    let mut ranked: Vec<(f64, store::NamedRow)> = rows.into_iter().map(|row| (likeness(&row), row)).collect();
    ranked.sort_by(|(one, a), (other, b)| {
        other.total_cmp(one).then_with(|| (&a.name_key, a.id).cmp(&(&b.name_key, b.id)))
    });
    Ok(ranked.into_iter().take(MOST).map(|(_, row)| row.id.0).collect())
}

/// The enterprises that the registrations and certificates of people name, a registration's first.
fn employers(conn: &mut Conn, people: &[i64]) -> Result<Vec<(PersonId, EnterpriseId)>> {
    let registrations = Registration::load(conn, people)?.into_iter().map(|row| (row.person_id, row.enterprise_id));
    let safety = SafetyCertificate::load(conn, people)?.into_iter().map(|row| (row.person_id, row.enterprise_id));
    let posts = PostCertificate::load(conn, people)?.into_iter().map(|row| (row.person_id, row.enterprise_id));
    let employed = registrations.chain(safety).chain(posts);
    Ok(employed.filter_map(|(person, enterprise)| Some((person, enterprise?))).collect())
}
