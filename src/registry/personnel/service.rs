//! Reading use cases of the personnel registry.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::change::PersonRecords;
use super::rows::{Person, Registration};
use super::store::{self, NamedRow, SortBy};
use super::view::{CertificateView, Context, PersonDetail, PersonSummary, RegistrationView, TitleView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position, Sort};
use crate::db::search::{self, NameIndex};
use crate::domain::standard::{certificate_number, resident_id, text};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::error::{Error, Result};
use crate::record::Record;
use crate::registry::enterprise;
use crate::registry::likeness;
use crate::registry::ranking::{self, Slice};
use crate::registry::view::ProvenanceView;

/// What a list of people is asked for; at least one of the first four says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of a name, or its initials.
    pub name: Option<String>,
    /// Registration number.
    pub registration_number: Option<String>,
    /// Certificate number of any kind.
    pub certificate: Option<String>,
    /// Public id, code or name of the enterprise that registered them or employs them by their certificate.
    pub enterprise: Option<String>,
    /// Type of a registration held.
    pub registration_type: Option<RegistrationType>,
    /// In which order; the best match first where nothing is said.
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
        format!(
            "people {:?} {:?} {:?} {:?} {:?} {:?}",
            self.name, self.registration_number, self.certificate, self.enterprise, self.registration_type, self.sort
        )
    }
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The page.
    pub page: Page<PersonSummary>,
    /// All matches, when asked for.
    pub total: Option<i64>,
    /// Whether the name index gave as many as it gives: there may be more.
    pub capped: bool,
    /// Up to when the data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// Finds people: best match of the name first, or sorted as asked; by anything else in the order of their names.
pub fn find(conn: &mut Conn, asked: &Search, today: NaiveDate) -> Result<Found> {
    let key = asked.name.as_deref().map(text::search_key).unwrap_or_default();
    let (people, capped) = match narrowed(conn, asked)? {
        Some(ids) => {
            let mut people = store::named(conn, &ids, asked.registration_type)?;
            people.retain(|row| is_named(row, &key));
            (people, false)
        }
        None if key.is_empty() => (Vec::new(), false),
        None => store::matches(conn, &key, asked.registration_type)?,
    };
    let (scope, sort) = (asked.scope(), asked.sort);
    let direction = sort.unwrap_or_default().direction;
    let slice = Slice { rows: asked.rows, direction, after: asked.after.as_ref(), scope: &scope };
    let (page, total) = ranking::page(people, slice, |row| {
        let key = match sort {
            Some(Sort { by: SortBy::Name, .. }) => row.name_key.clone(),
            None => ranking::relevance(&row.name_key, &key),
        };
        Position { key, id: row.id.0 }
    });
    let page = summaries(conn, page, today)?;
    Ok(Found { page, total: asked.count.then_some(total), capped, as_of: enterprise::service::as_of(conn)? })
}

/// Who fulfils every condition but that of the name; nothing where there is no other.
fn narrowed(conn: &mut Conn, asked: &Search) -> Result<Option<Vec<i64>>> {
    let mut narrowed: Option<Vec<i64>> = None;
    if let Some(number) = &asked.registration_number {
        let found = store::ids_by_registration_number(conn, &certificate_number::normalise(number))?;
        narrowed = Some(both(narrowed, found));
    }
    if let Some(number) = &asked.certificate {
        let found = store::ids_by_certificate(conn, &certificate_number::normalise(number))?;
        narrowed = Some(both(narrowed, found));
    }
    if let Some(enterprise) = &asked.enterprise {
        let enterprise = enterprise::service::id_of(conn, enterprise)?;
        narrowed = Some(both(narrowed, store::ids_at_enterprise(conn, enterprise)?));
    }
    Ok(narrowed)
}

/// Those that are in both lists, each once.
fn both(one: Option<Vec<i64>>, mut other: Vec<i64>) -> Vec<i64> {
    other.sort_unstable();
    other.dedup();
    if let Some(mut one) = one {
        one.sort_unstable();
        other.retain(|id| one.binary_search(id).is_ok());
    }
    other
}

/// People whose name is like what was typed or sounds like it, the likest first: who was meant, where nobody bears it.
pub fn near(conn: &mut Conn, name: &str, today: NaiveDate) -> Result<Vec<PersonSummary>> {
    let key = text::search_key(name);
    let mut ids = search::find_like(conn, NameIndex::Person, &text::bigrams(&key), likeness::COMPARED)?;
    ids.extend(store::ids_by_initials(conn, &text::initials(&key))?);
    ids.sort_unstable();
    ids.dedup();
    let rows = store::named(conn, &ids, None)?;
    let items = likeness::nearest(rows, &key, |row| &row.name_key);
    Ok(summaries(conn, Page { items, next_cursor: None }, today)?.items)
}

fn is_named(row: &NamedRow, key: &str) -> bool {
    row.name_key.contains(key) || (key.is_ascii() && row.name_initials.starts_with(key))
}

fn summaries(conn: &mut Conn, page: Page<NamedRow>, today: NaiveDate) -> Result<Page<PersonSummary>> {
    let ids: Vec<i64> = page.items.iter().map(|row| row.id.0).collect();
    let people: HashMap<PersonId, Person> = Person::load(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let registrations = Registration::load(conn, &ids)?;
    let context = context(conn, today, registrations.iter().filter_map(|row| row.enterprise_id))?;
    let names: Vec<&str> = page.items.iter().map(|row| row.name_key.as_str()).collect();
    let shared = store::shared_names(conn, &names)?;
    let items = page.items.iter().filter_map(|row| {
        let person = people.get(&row.id)?;
        let own = registrations.iter().filter(|registration| registration.person_id == row.id);
        Some(PersonSummary::of(person, shared.contains(&row.name_key), own, &context))
    });
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// One person with all that may be shown, by public id.
pub fn detail(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<PersonDetail> {
    let row = one(conn, key)?;
    let id = [row.id.0];
    let records = PersonRecords {
        registrations: Record::load(conn, &id)?,
        safety_certificates: Record::load(conn, &id)?,
        post_certificates: Record::load(conn, &id)?,
        titles: Record::load(conn, &id)?,
        ..PersonRecords::default()
    };
    let enterprises = records.registrations.iter().map(|row| row.enterprise_id);
    let enterprises = enterprises.chain(records.safety_certificates.iter().map(|row| row.enterprise_id));
    let enterprises = enterprises.chain(records.post_certificates.iter().map(|row| row.enterprise_id));
    let context = context(conn, today, enterprises.flatten())?;
    let has_namesakes = store::shared_names(conn, &[&row.name_key])?.contains(&row.name_key);
    Ok(PersonDetail {
        summary: PersonSummary::of(&row, has_namesakes, &records.registrations, &context),
        safety_certificates: records
            .safety_certificates
            .iter()
            .map(|row| CertificateView::of_safety(row, &context))
            .collect(),
        post_certificates: records
            .post_certificates
            .iter()
            .map(|row| CertificateView::of_post(row, &context))
            .collect(),
        titles: records.titles.iter().map(TitleView::of).collect(),
        provenance: ProvenanceView::of(&row),
        as_of: enterprise::service::as_of(conn)?,
    })
}

/// The registrations of one person.
pub fn registrations(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Vec<RegistrationView>> {
    let row = one(conn, key)?;
    let rows = Registration::load(conn, &[row.id.0])?;
    let context = context(conn, today, rows.iter().filter_map(|row| row.enterprise_id))?;
    Ok(rows.iter().map(|row| RegistrationView::of(row, &context)).collect())
}

/// Up to when the platform's data are complete.
pub fn as_of(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    enterprise::service::as_of(conn)
}

/// The person that a public id means.
pub fn id_of(conn: &mut Conn, key: &str) -> Result<PersonId> {
    Ok(one(conn, key)?.id)
}

/// Public id and name of some persons, by row id.
pub fn names(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, (String, String)>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    Ok(Person::load(conn, &ids)?.into_iter().map(|row| (row.id, (row.public_id, row.name))).collect())
}

/// A text to look a person up by, unless it holds a resident ID: nobody is found by that, and it is not repeated.
pub fn without_number(path: &str, text: &str) -> Result<()> {
    if resident_id::contained_in(text) {
        let message = "不提供按身份证号码查询。请改用姓名、注册编号、证书编号或所在企业查询。";
        return Err(Error::field(path, "resident_id.not_searchable", message));
    }
    Ok(())
}

fn one(conn: &mut Conn, key: &str) -> Result<Person> {
    without_number("key", key)?;
    store::find(conn, key)?.ok_or_else(|| Error::NotFound { what: "人员", key: key.to_owned() })
}

fn context(conn: &mut Conn, today: NaiveDate, enterprises: impl Iterator<Item = EnterpriseId>) -> Result<Context> {
    let mut ids: Vec<EnterpriseId> = enterprises.collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(Context { today, enterprises: enterprise::service::links(conn, &ids)? })
}
