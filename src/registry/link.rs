//! Joins across registries: who works where, who leads what, who was punished. The only code that has them.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::credit::rows::PersonDemerit;
use super::personnel::rows::Person;
use super::project::rows::{Engagement, Participant, Project};
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, MultiBackend, Result, keyset};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::Position;
use crate::record::Record as _;
use crate::schema::{engagement, participant, person, project, registration, safety_certificate};

/// Who is looked for: what is said must fit all together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoughtBy<'a> {
    /// Search key of the whole name.
    pub name_key: Option<&'a str>,
    /// Registration number as it is compared.
    pub registration_number: Option<&'a str>,
    /// The enterprise that registers them for the post, or on whose behalf they are or were engaged in it.
    pub enterprise: Option<EnterpriseId>,
}

/// A page of the people who are registered for a post or engaged in it, in the order of their names.
#[expect(clippy::disallowed_methods, reason = "OFFSET 0 turns no page, it keeps a plan")]
pub fn holders(
    conn: &mut Conn,
    by: SoughtBy<'_>,
    registered_as: &[RegistrationType],
    position: Position,
    after: Option<&keyset::Position>,
    rows: usize,
) -> Result<Vec<Person>> {
    let mut people = person::table
        .filter(person::merged_into.is_null())
        .filter(person::erased_on.is_null())
        .select(Person::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(key) = by.name_key {
        people = people.filter(person::name_key.eq(key));
    }
    if let Some(number) = by.registration_number {
        let numbered = registration::table
            .filter(registration::number_key.eq(number))
            .filter(registration::registration_type.eq_any(registered_as));
        people = people.filter(person::id.eq_any(numbered.select(registration::person_id)));
    }
    if let Some(enterprise) = by.enterprise {
        let registered = registration::table
            .filter(registration::enterprise_id.eq(enterprise))
            .filter(registration::registration_type.eq_any(registered_as))
            .select(registration::person_id.nullable());
        let engaged = engagement::table
            .filter(engagement::enterprise_id.eq(enterprise))
            .filter(engagement::position.eq(position))
            .filter(engagement::person_id.is_not_null())
            .select(engagement::person_id);
        people = people.filter(person::id.nullable().eq_any(registered.union(engaged)));
    } else if by.registration_number.is_none() {
        // With an offset, PostgreSQL asks for each bearer of the name and does not read all registrations into a hash.
        let registered = registration::table
            .filter(registration::person_id.eq(person::id))
            .filter(registration::registration_type.eq_any(registered_as))
            .limit(1)
            .offset(0);
        let engaged = engagement::table
            .filter(engagement::person_id.eq(person::id.nullable()))
            .filter(engagement::position.eq(position))
            .limit(1)
            .offset(0);
        people = people.filter(diesel::dsl::exists(registered).or(diesel::dsl::exists(engaged)));
    }
    if let Some(after) = after {
        let same_name = person::name_key.eq(&after.key).and(person::id.gt(after.id));
        people = people.filter(person::name_key.ge(&after.key)).filter(person::name_key.gt(&after.key).or(same_name));
    }
    Ok(people.order((person::name_key, person::id)).limit(rows.try_into().unwrap_or(i64::MAX)).load(conn)?)
}

/// An engagement of which nobody knows whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = engagement)]
pub struct Unidentified {
    /// The project.
    pub project_id: ProjectId,
    /// Search key of the name.
    pub person_name_key: String,
    /// The identity number as the record covers it, where it has one.
    pub person_masked: Option<String>,
}

/// What binds somebody of any of these names in a position on a day, where the record does not tell whom.
pub fn unidentified(
    conn: &mut Conn,
    name_keys: &[&str],
    position: Position,
    today: NaiveDate,
) -> Result<Vec<Unidentified>> {
    let begun = engagement::active_since.is_null().or(engagement::active_since.le(today));
    let lasting = engagement::released_on.is_null().or(engagement::released_on.gt(today));
    Ok(engagement::table
        .inner_join(project::table.on(project::id.eq(engagement::project_id)))
        .filter(engagement::person_id.is_null())
        .filter(engagement::person_name_key.eq_any(name_keys))
        .filter(engagement::position.eq(position))
        .filter(begun)
        .filter(lasting)
        .filter(project::merged_into.is_null())
        .select(Unidentified::as_select())
        .load(conn)?)
}

/// The project that an engagement belongs to, as other registries show it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = project)]
pub struct ProjectBrief {
    /// Row id.
    pub id: ProjectId,
    /// Public id.
    pub public_id: String,
    /// National number.
    pub national_number: Option<String>,
    /// Name.
    pub name: String,
    /// Region.
    pub region_code: Option<String>,
}

/// What some people are or were engaged in, in one position, with the projects.
pub fn engagements(conn: &mut Conn, people: &[i64], position: Position) -> Result<Vec<(Engagement, ProjectBrief)>> {
    Ok(engagement::table
        .inner_join(project::table.on(project::id.eq(engagement::project_id)))
        .filter(engagement::person_id.eq_any(people))
        .filter(engagement::position.eq(position))
        .filter(project::merged_into.is_null())
        .order((engagement::project_id, engagement::id))
        .select((Engagement::as_select(), ProjectBrief::as_select()))
        .load(conn)?)
}

/// Everything that a person is or was engaged in, with the projects, what came on file last first.
pub fn engagements_of(conn: &mut Conn, person: PersonId) -> Result<Vec<(Engagement, ProjectBrief)>> {
    Ok(engagement::table
        .inner_join(project::table.on(project::id.eq(engagement::project_id)))
        .filter(engagement::person_id.eq(person))
        .filter(project::merged_into.is_null())
        .order(engagement::id.desc())
        .select((Engagement::as_select(), ProjectBrief::as_select()))
        .load(conn)?)
}

/// What an enterprise takes part in, at most `limit` parts, what came on file last first; those before `before` where
/// the page before ended with that row id.
pub fn participations(
    conn: &mut Conn,
    enterprise: EnterpriseId,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<(Participant, Project)>> {
    Ok(participant::table
        .inner_join(project::table.on(project::id.eq(participant::project_id)))
        .filter(participant::enterprise_id.eq(enterprise))
        .filter(participant::id.lt(before.unwrap_or(i64::MAX)))
        .filter(project::merged_into.is_null())
        .order(participant::id.desc())
        .limit(limit)
        .select((Participant::as_select(), Project::as_select()))
        .load(conn)?)
}

/// How many parts an enterprise has in projects.
pub fn count_participations(conn: &mut Conn, enterprise: EnterpriseId) -> Result<i64> {
    Ok(participant::table
        .inner_join(project::table.on(project::id.eq(participant::project_id)))
        .filter(participant::enterprise_id.eq(enterprise))
        .filter(project::merged_into.is_null())
        .count()
        .get_result(conn)?)
}

/// The demerit points that some people were given.
pub fn demerits(conn: &mut Conn, people: &[i64]) -> Result<Vec<PersonDemerit>> {
    PersonDemerit::load(conn, people)
}

/// Those of some heads that concern an enterprise: itself, people who are registered or certified with it, projects in
/// which it takes part or which it owns.
pub fn concerning(conn: &mut Conn, enterprise: EnterpriseId, heads: &[i64]) -> Result<HashSet<i64>> {
    let mut found: HashSet<i64> = heads.iter().copied().filter(|head| *head == enterprise.0).collect();
    for heads in heads.chunks(KEYS_PER_QUERY) {
        let people: Vec<PersonId> = heads.iter().copied().map(PersonId).collect();
        let projects: Vec<ProjectId> = heads.iter().copied().map(ProjectId).collect();
        let registered = registration::table
            .filter(registration::person_id.eq_any(&people))
            .filter(registration::enterprise_id.eq(enterprise))
            .select(registration::person_id);
        found.extend(registered.load::<PersonId>(conn)?.into_iter().map(|id| id.0));
        let certified = safety_certificate::table
            .filter(safety_certificate::person_id.eq_any(&people))
            .filter(safety_certificate::enterprise_id.eq(enterprise))
            .select(safety_certificate::person_id);
        found.extend(certified.load::<PersonId>(conn)?.into_iter().map(|id| id.0));
        let taking_part = participant::table
            .filter(participant::project_id.eq_any(&projects))
            .filter(participant::enterprise_id.eq(enterprise))
            .select(participant::project_id);
        found.extend(taking_part.load::<ProjectId>(conn)?.into_iter().map(|id| id.0));
        let owned = project::table
            .filter(project::id.eq_any(&projects))
            .filter(project::owner_id.eq(enterprise))
            .select(project::id);
        found.extend(owned.load::<ProjectId>(conn)?.into_iter().map(|id| id.0));
    }
    Ok(found)
}
