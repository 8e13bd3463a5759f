//! Joins across registries: who works where, who leads what, who was punished. The only code that has them.

use diesel::prelude::*;

use super::credit::rows::PersonDemerit;
use super::personnel::rows::Person;
use super::project::rows::{Engagement, Participant, Project};
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::Position;
use crate::record::Row as _;
use crate::schema::{engagement, participant, person, project, registration};

/// By what the holder of a post is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoughtBy<'a> {
    /// Search key of the whole name.
    Name(&'a str),
    /// Registration number as it is compared.
    RegistrationNumber(&'a str),
    /// The enterprise that registers or engages them.
    Enterprise(EnterpriseId),
}

/// People who are registered for a post or engaged in it, at most `limit`, in the order of their ids.
pub fn holders(
    conn: &mut Conn,
    by: SoughtBy<'_>,
    registered_as: &[RegistrationType],
    position: Position,
    limit: i64,
) -> Result<Vec<Person>> {
    let registered = registration::table
        .filter(registration::person_id.eq(person::id))
        .filter(registration::registration_type.eq_any(registered_as));
    let engaged = engagement::table
        .filter(engagement::person_id.eq(person::id.nullable()))
        .filter(engagement::position.eq(position));
    let people = person::table
        .filter(person::merged_into.is_null())
        .filter(person::erased_on.is_null())
        .order(person::id)
        .limit(limit)
        .select(Person::as_select());
    let holds_post = diesel::dsl::exists(registered).or(diesel::dsl::exists(engaged));
    Ok(match by {
        SoughtBy::Name(key) => people.filter(person::name_key.eq(key)).filter(holds_post).load(conn)?,
        SoughtBy::RegistrationNumber(key) => {
            let numbered = registration::table.filter(registration::number_key.eq(key));
            let numbered = numbered.filter(registration::registration_type.eq_any(registered_as));
            people.filter(person::id.eq_any(numbered.select(registration::person_id))).load(conn)?
        }
        SoughtBy::Enterprise(enterprise) => {
            let here = registration::table.filter(registration::enterprise_id.eq(enterprise));
            let here = here.filter(registration::registration_type.eq_any(registered_as));
            people.filter(person::id.eq_any(here.select(registration::person_id))).load(conn)?
        }
    })
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

/// The demerit points that some people were given.
pub fn demerits(conn: &mut Conn, people: &[i64]) -> Result<Vec<PersonDemerit>> {
    PersonDemerit::load(conn, people)
}
