//! The look-up of active projects.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::near;
use super::sentence::sentence;
use super::term::{self, Bond};
use super::view::{ActiveProject, LastRelease, LookupAnswer, ManagerView, Verdict};
use crate::db::Conn;
use crate::db::keyset::{self, Page};
use crate::domain::standard::{certificate_number, text};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::Position;
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::credit::rows::PersonDemerit;
use crate::registry::enterprise;
use crate::registry::enterprise::service::Meant;
use crate::registry::link::{self, ProjectBrief, SoughtBy, Unidentified};
use crate::registry::personnel;
use crate::registry::personnel::personal;
use crate::registry::personnel::rows::{Person, Registration};
use crate::registry::personnel::view::{Context, RegistrationView};
use crate::registry::project::rows::{Engagement, Stoppage};

/// Whose active projects are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// 项目经理: a registered constructor.
    ProjectManager,
    /// 总监理工程师: a registered supervision engineer.
    ChiefSupervisor,
}

impl Post {
    /// Both, in the order shown.
    pub const ALL: [Self; 2] = [Self::ProjectManager, Self::ChiefSupervisor];

    /// The position in projects.
    pub fn position(self) -> Position {
        match self {
            Self::ProjectManager => Position::ProjectManager,
            Self::ChiefSupervisor => Position::ChiefSupervisor,
        }
    }

    /// The registrations that entitle to it.
    pub fn registrations(self) -> &'static [RegistrationType] {
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

    /// The profession of those who are registered so.
    pub fn profession(self) -> &'static str {
        match self {
            Self::ProjectManager => "注册建造师",
            Self::ChiefSupervisor => "注册监理工程师",
        }
    }
}

/// What is asked: at least one of the first three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Whole name.
    pub name: Option<String>,
    /// Registration number.
    pub registration_number: Option<String>,
    /// Name, code or id of the enterprise.
    pub enterprise: Option<String>,
    /// Rows of the page.
    pub rows: usize,
    /// Where the previous page ended.
    pub after: Option<keyset::Position>,
}

impl Query {
    /// What a cursor of this look-up is bound to.
    pub fn scope(&self, post: Post) -> String {
        format!("{post:?} {:?} {:?} {:?}", self.name, self.registration_number, self.enterprise)
    }
}

/// Who matches, with what they lead.
pub fn look_up(conn: &mut Conn, post: Post, query: &Query, today: NaiveDate) -> Result<LookupAnswer> {
    let answer = LookupAnswer {
        items: Vec::new(),
        next_cursor: None,
        near: Vec::new(),
        near_enterprises: Vec::new(),
        unidentified_records: 0,
        as_of: enterprise::service::as_of(conn)?,
        source: "以本平台登记的记录为准".to_owned(),
    };
    refuse_blank("name", query.name.as_deref())?;
    refuse_blank("registration_number", query.registration_number.as_deref())?;
    let name_key = query.name.as_deref().map(text::search_key);
    let number = query.registration_number.as_deref().map(certificate_number::normalise);
    let meant = query.enterprise.as_deref().map(|said| enterprise::service::meant(conn, said)).transpose()?;
    let enterprise = match meant {
        Some(Meant::Unclear(near_enterprises)) => return Ok(LookupAnswer { near_enterprises, ..answer }),
        Some(Meant::One(enterprise)) => Some(enterprise),
        None => None,
    };
    if name_key.is_none() && number.is_none() && enterprise.is_none() {
        return Err(Error::field("name", "query.empty", "请至少填写姓名、注册编号、所在企业中的一项。"));
    }
    let by = SoughtBy { name_key: name_key.as_deref(), registration_number: number.as_deref(), enterprise };
    let after = query.after.as_ref();
    let people = link::holders(conn, by, post.registrations(), post.position(), after, query.rows + 1)?;
    let at = |person: &Person| keyset::Position { key: person.name_key.clone(), id: person.id.0 };
    let page = Page::from_rows(people, query.rows, &query.scope(post), at);
    if page.items.is_empty() && after.is_none() {
        let names: Vec<&str> = name_key.as_deref().into_iter().collect();
        let unidentified_records = link::unidentified(conn, &names, post.position(), today)?.len();
        return Ok(LookupAnswer { near: near::people(conn, post, query)?, unidentified_records, ..answer });
    }
    Ok(LookupAnswer { items: managers(conn, post, page.items, today)?, next_cursor: page.next_cursor, ..answer })
}

/// What one person leads, by public id; nothing for somebody who neither holds the post nor is registered for it.
pub fn of_person(conn: &mut Conn, post: Post, key: &str, today: NaiveDate) -> Result<Option<ManagerView>> {
    let id = personnel::service::id_of(conn, key)?;
    let held = link::engagements(conn, &[id.0], post.position())?;
    let person = Person::load(conn, &[id.0])?;
    let manager = managers(conn, post, person, today)?.pop();
    Ok(manager.filter(|manager| !held.is_empty() || !manager.registrations.is_empty()))
}

/// Refuses what has nothing in it to compare.
fn refuse_blank(parameter: &str, said: Option<&str>) -> Result<()> {
    if said.is_some_and(|said| text::search_key(said).is_empty()) {
        let text = "只有标点符号，无法查询。请输入文字、字母或数字。";
        return Err(Error::field(parameter, "text.blank", text));
    }
    Ok(())
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
    let projects: Vec<i64> = engagements.values().flatten().map(|(engagement, _)| engagement.project_id.0).collect();
    let stoppages = match post {
        Post::ProjectManager => Stoppage::load(conn, &projects)?,
        // The article speaks of managers.
        Post::ChiefSupervisor => Vec::new(),
    };
    let names: Vec<&str> = people.iter().map(|person| person.name_key.as_str()).collect();
    let unidentified = link::unidentified(conn, &names, post.position(), today)?;
    let mut demerits: HashMap<PersonId, Vec<PersonDemerit>> = HashMap::new();
    for row in link::demerits(conn, &ids)? {
        demerits.entry(row.person_id).or_default().push(row);
    }
    let of = |person: Person| {
        let own = registrations.remove(&person.id).unwrap_or_default();
        let led = engagements.remove(&person.id).unwrap_or_default();
        let punished = demerits.remove(&person.id).unwrap_or_default();
        let bonds = term::bonds(&led, &stoppages, today);
        let unidentified = unidentified.iter().filter(|row| may_be(row, &person, &bonds)).count();
        manager(person, &own, &bonds, unidentified, &punished, &context)
    };
    Ok(people.into_iter().map(of).collect())
}

fn manager(
    person: Person,
    registrations: &[Registration],
    bonds: &[Bond],
    unidentified_records: usize,
    demerits: &[PersonDemerit],
    context: &Context,
) -> ManagerView {
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
        verdict: match (active.is_empty(), unidentified_records) {
            (false, _) => Verdict::Engaged,
            (true, 0) => Verdict::Free,
            (true, _) => Verdict::Unconfirmed,
        },
        sentence: sentence(&active, last_release.as_ref(), unidentified_records),
        unidentified_records,
        registrations,
        active_projects: active,
        last_release,
    }
}

/// Whether a record that does not tell whom it names may mean this person: nothing it says contradicts, and it is of a
/// project that they are not known to be bound to anyway.
fn may_be(row: &Unidentified, person: &Person, bonds: &[Bond]) -> bool {
    let agrees = match (&row.person_masked, &person.id_number_masked) {
        (Some(said), Some(known)) => personal::agree(said, known),
        _ => true,
    };
    let bound = bonds.iter().any(|bond| bond.released.is_none() && bond.project.id == row.project_id);
    row.person_name_key == person.name_key && agrees && !bound
}
