//! The enterprises and projects that the rules ask for, by key, with the row ids that findings are kept under.

use std::collections::{BTreeSet, HashMap};

use super::facts::{self, Heads, Keys};
use crate::db::{Conn, Result};
use crate::domain::rules;
use crate::domain::rules::facts::{Enterprise, Led, Person, Project};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::project::Position;

/// Facts of enterprises, projects and the people who lead them.
#[derive(Debug, Default)]
pub struct Market {
    enterprises: HashMap<String, Enterprise>,
    projects: HashMap<String, Project>,
    people: Vec<Person>,
    enterprise_ids: HashMap<String, EnterpriseId>,
    project_ids: HashMap<String, ProjectId>,
    person_ids: HashMap<String, PersonId>,
}

impl rules::Market for Market {
    fn enterprise(&self, key: &str) -> Option<&Enterprise> {
        self.enterprises.get(key)
    }

    fn project(&self, key: &str) -> Option<&Project> {
        self.projects.get(key)
    }
}

/// Which heads are loaded: of projects, with everything that their records refer to.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Enterprises whose standing is judged.
    pub enterprises: BTreeSet<i64>,
    /// Projects.
    pub projects: BTreeSet<i64>,
    /// People who lead; their projects must be among those wanted.
    pub people: BTreeSet<i64>,
}

impl Market {
    /// Loads everything that is on file.
    pub fn all(conn: &mut Conn) -> Result<Self> {
        let mut keys = Keys::default();
        keys.learn_enterprises(conn, Heads::All)?;
        keys.learn_representatives(conn)?;
        let records = facts::project::Records::load(conn, Heads::All)?;
        let leaders: Vec<i64> = records.leaders().into_iter().collect();
        let people = facts::person::Records::load(conn, &leaders)?;
        keys.know_people(&people);
        let enterprises = facts::enterprise::load(conn, Heads::All, Heads::All, &keys)?;
        Ok(Self::new(enterprises, records, people, &keys))
    }

    /// Loads some heads, with whatever the rules ask of theirs.
    pub fn of(conn: &mut Conn, wanted: &Wanted) -> Result<Self> {
        let projects: Vec<i64> = wanted.projects.iter().copied().collect();
        let people: Vec<i64> = wanted.people.iter().copied().collect();
        let records = facts::project::Records::load(conn, Heads::These(&projects))?;
        let people = facts::person::Records::load(conn, &people)?;
        let mut firms: BTreeSet<i64> = wanted.enterprises.clone();
        firms.extend(records.enterprises().chain(people.enterprises()).map(|id| id.0));
        let firms: Vec<i64> = firms.into_iter().collect();
        let mut keys = Keys::default();
        keys.learn_enterprises(conn, Heads::These(&firms))?;
        let standing: Vec<i64> = wanted.enterprises.iter().copied().collect();
        let related = facts::enterprise::related(conn, &firms, &standing)?;
        keys.learn_enterprises(conn, Heads::These(&related.enterprises))?;
        let named: BTreeSet<i64> = records.people().map(|id| id.0).chain(related.people).collect();
        let named: Vec<i64> = named.into_iter().collect();
        keys.learn_people(conn, Heads::These(&named))?;
        let enterprises = facts::enterprise::load(conn, Heads::These(&firms), Heads::These(&standing), &keys)?;
        Ok(Self::new(enterprises, records, people, &keys))
    }

    fn new(
        enterprises: HashMap<EnterpriseId, Enterprise>,
        records: facts::project::Records,
        people: facts::person::Records,
        keys: &Keys,
    ) -> Self {
        let mut market = Self::default();
        for (id, enterprise) in enterprises {
            market.enterprise_ids.insert(enterprise.key.clone(), id);
            market.enterprises.insert(enterprise.key.clone(), enterprise);
        }
        let mut people: HashMap<String, (PersonId, Person)> =
            people.people(keys).into_iter().map(|(id, person)| (person.key.clone(), (id, person))).collect();
        for (id, project) in records.projects(keys) {
            lead(&project, &mut people);
            market.project_ids.insert(project.key.clone(), id);
            market.projects.insert(project.key.clone(), project);
        }
        for (key, (id, mut person)) in people {
            // The same in whatever order the projects came.
            let in_order = |led: &mut Vec<Led>| {
                led.sort_by(|one, other| (one.since, &one.project).cmp(&(other.since, &other.project)));
            };
            in_order(&mut person.managed);
            in_order(&mut person.supervised);
            market.person_ids.insert(key, id);
            market.people.push(person);
        }
        market.people.sort_by(|one, other| one.key.cmp(&other.key));
        market
    }

    /// The enterprises, in no order.
    pub fn enterprises(&self) -> impl Iterator<Item = &Enterprise> {
        self.enterprises.values()
    }

    /// The projects, in no order.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values()
    }

    /// Those who lead, in the order of their keys.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Row id of an enterprise.
    pub fn enterprise_id(&self, key: Option<&str>) -> Option<EnterpriseId> {
        self.enterprise_ids.get(key?).copied()
    }

    /// Row id of a project.
    pub fn project_id(&self, key: Option<&str>) -> Option<ProjectId> {
        self.project_ids.get(key?).copied()
    }

    /// Row id of a person.
    pub fn person_id(&self, key: Option<&str>) -> Option<PersonId> {
        self.person_ids.get(key?).copied()
    }
}

/// Tells those who lead a project that they do.
fn lead(project: &Project, people: &mut HashMap<String, (PersonId, Person)>) {
    for engaged in &project.engaged {
        let Some((_, person)) = engaged.person.as_ref().and_then(|key| people.get_mut(key)) else { continue };
        let led = match engaged.position {
            Position::ProjectManager => &mut person.managed,
            Position::ChiefSupervisor => &mut person.supervised,
            _ => continue,
        };
        led.push(project.led(engaged));
    }
}
