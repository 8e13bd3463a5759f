//! The look-up of active projects.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::term;
use super::view::{ActiveProject, LastRelease, LookupAnswer, ManagerView, NearName, Verdict, sentence};
use crate::db::Conn;
use crate::domain::standard::{certificate_number, text};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::Position;
use crate::error::{Error, Result};
use crate::record::Row as _;
use crate::registry::credit::rows::PersonDemerit;
use crate::registry::enterprise;
use crate::registry::link::{self, ProjectBrief, SoughtBy};
use crate::registry::personnel;
use crate::registry::personnel::rows::{Person, Registration};
use crate::registry::personnel::view::{Context, RegistrationView};
use crate::registry::project::rows::Engagement;

/// Most people an answer has.
const MOST: usize = 50;
/// Most near names an answer has.
const NEAR: usize = 5;

/// Whose active projects are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// 项目经理: a registered constructor.
    ProjectManager,
    /// 总监理工程师: a registered supervision engineer.
    ChiefSupervisor,
}

impl Post {
    fn position(self) -> Position {
        match self {
            Self::ProjectManager => Position::ProjectManager,
            Self::ChiefSupervisor => Position::ChiefSupervisor,
        }
    }

    fn registrations(self) -> &'static [RegistrationType] {
        match self {
            Self::ProjectManager => &[
                RegistrationType::ConstructorFirst,
                RegistrationType::ConstructorSecond,
                RegistrationType::ConstructorFirstProvisional,
                RegistrationType::ConstructorSecondProvisional,
            ],
            Self::ChiefSupervisor => &[RegistrationType::Supervision],
        }
    }
}

/// What is asked: at least one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Whole name.
    pub name: Option<String>,
    /// Registration number.
    pub registration_number: Option<String>,
    /// Name, code or id of the enterprise.
    pub enterprise: Option<String>,
}

/// Who matches, with what they lead.
pub fn look_up(conn: &mut Conn, post: Post, query: &Query, today: NaiveDate) -> Result<LookupAnswer> {
    let enterprise = query.enterprise.as_deref().map(|named| enterprise::service::id_of(conn, named)).transpose()?;
    let people = people(conn, post, query, enterprise)?;
    let capped = people.len() > MOST;
    let people: Vec<Person> = people.into_iter().take(MOST).collect();
    let near = match (&query.name, people.is_empty()) {
        (Some(name), true) => near(conn, name)?,
        _ => Vec::new(),
    };
    Ok(LookupAnswer {
        items: managers(conn, post, people, today)?,
        capped,
        near,
        as_of: enterprise::service::as_of(conn)?,
        source: "以本平台登记的记录为准".to_owned(),
    })
}

/// Asks by what narrows most, and holds the answer to the rest.
fn people(conn: &mut Conn, post: Post, query: &Query, enterprise: Option<EnterpriseId>) -> Result<Vec<Person>> {
    let name_key = query.name.as_deref().map(text::search_key);
    let number = query.registration_number.as_deref().map(certificate_number::normalise);
    let by = match (&number, &name_key, enterprise) {
        (Some(number), _, _) => SoughtBy::RegistrationNumber(number),
        (None, Some(key), _) => SoughtBy::Name(key),
        (None, None, Some(enterprise)) => SoughtBy::Enterprise(enterprise),
        (None, None, None) => {
            let text = "请至少填写姓名、注册编号、所在企业中的一项。";
            return Err(Error::field("name", "query.empty", text));
        }
    };
    let one_more = i64::try_from(MOST).unwrap_or(i64::MAX).saturating_add(1);
    // With an enterprise besides, all who bear the name are asked for, and those elsewhere left out.
    let limit = if enterprise.is_some() { i64::from(i32::MAX) } else { one_more };
    let mut people = link::holders(conn, by, post.registrations(), post.position(), limit)?;
    if let Some(key) = &name_key {
        people.retain(|person| person.name_key == *key);
    }
    if let (Some(enterprise), false) = (enterprise, matches!(by, SoughtBy::Enterprise(_))) {
        let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
        let here: Vec<PersonId> = Registration::load(conn, &ids)?
            .into_iter()
            .filter(|row| row.enterprise_id == Some(enterprise))
            .map(|row| row.person_id)
            .collect();
        people.retain(|person| here.contains(&person.id));
    }
    Ok(people)
}

fn managers(conn: &mut Conn, post: Post, people: Vec<Person>, today: NaiveDate) -> Result<Vec<ManagerView>> {
    let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut registrations: HashMap<PersonId, Vec<Registration>> = HashMap::new();
    for row in Registration::load(conn, &ids)? {
        if post.registrations().contains(&row.registration_type) {
            registrations.entry(row.person_id).or_default().push(row);
        }
    }
    let employers: Vec<EnterpriseId> = registrations.values().flatten().filter_map(|row| row.enterprise_id).collect();
    let context = Context { today, enterprises: enterprise::service::links(conn, &employers)? };
    let mut engagements: HashMap<PersonId, Vec<(Engagement, ProjectBrief)>> = HashMap::new();
    for (engagement, project) in link::engagements(conn, &ids, post.position())? {
        if let Some(person) = engagement.person_id {
            engagements.entry(person).or_default().push((engagement, project));
        }
    }
    let mut demerits: HashMap<PersonId, Vec<PersonDemerit>> = HashMap::new();
    for row in link::demerits(conn, &ids)? {
        demerits.entry(row.person_id).or_default().push(row);
    }
    let of = |person: Person| {
        let own = registrations.remove(&person.id).unwrap_or_default();
        let led = engagements.remove(&person.id).unwrap_or_default();
        let punished = demerits.remove(&person.id).unwrap_or_default();
        manager(person, &own, &led, &punished, &context)
    };
    Ok(people.into_iter().map(of).collect())
}

fn manager(
    person: Person,
    registrations: &[Registration],
    engagements: &[(Engagement, ProjectBrief)],
    demerits: &[PersonDemerit],
    context: &Context,
) -> ManagerView {
    let bonds = term::bonds(engagements, context.today);
    let active: Vec<ActiveProject> =
        bonds.iter().filter(|bond| bond.released.is_none()).map(ActiveProject::of).collect();
    let last_release = bonds.iter().find_map(LastRelease::of);
    let registrations: Vec<RegistrationView> =
        registrations.iter().map(|row| RegistrationView::of(row, context)).collect();
    let in_force = registrations.iter().find(|row| row.in_force).or(registrations.first());
    ManagerView {
        id: person.public_id,
        name: person.name,
        id_number_masked: person.id_number_masked,
        enterprise: in_force.and_then(|row| row.enterprise.clone()),
        demerit_points: term::points(demerits, context.today),
        verdict: if active.is_empty() { Verdict::Free } else { Verdict::Engaged },
        sentence: sentence(&active, last_release.as_ref()),
        registrations,
        active_projects: active,
        last_release,
    }
}

/// People whose name has the words, when nobody bears exactly that name.
fn near(conn: &mut Conn, name: &str) -> Result<Vec<NearName>> {
    let ids = personnel::store::ids_by_name_beginning(conn, &text::search_key(name))?;
    let mut near = personnel::service::names(conn, &ids.into_iter().take(NEAR).map(PersonId).collect::<Vec<_>>())?
        .into_values()
        .map(|(id, name)| NearName { id, name })
        .collect::<Vec<_>>();
    near.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(near)
}
