//! Public ids of heads that the records of another registry refer to: what their addresses are made of.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::schema::{enterprise, person, project};

/// The public ids of whom some records refer to.
#[derive(Debug, Default)]
pub struct Referred {
    /// Of enterprises.
    pub enterprises: HashMap<EnterpriseId, String>,
    /// Of persons.
    pub people: HashMap<PersonId, String>,
}

impl Referred {
    /// Reads them.
    pub fn load(
        conn: &mut Conn,
        enterprises: impl IntoIterator<Item = EnterpriseId>,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<Self> {
        Ok(Self { enterprises: of_enterprises(conn, enterprises)?, people: of_people(conn, people)? })
    }

    /// The public id of a person, where the record tells who it is.
    pub fn person(&self, id: Option<PersonId>) -> Option<String> {
        self.people.get(&id?).cloned()
    }

    /// The public id of an enterprise, where it is on file.
    pub fn enterprise(&self, id: Option<EnterpriseId>) -> Option<String> {
        self.enterprises.get(&id?).cloned()
    }
}

/// The public ids of some enterprises.
pub fn of_enterprises(
    conn: &mut Conn,
    ids: impl IntoIterator<Item = EnterpriseId>,
) -> Result<HashMap<EnterpriseId, String>> {
    let mut found = HashMap::new();
    for ids in distinct(ids).chunks(KEYS_PER_QUERY) {
        let query =
            enterprise::table.filter(enterprise::id.eq_any(ids)).select((enterprise::id, enterprise::public_id));
        found.extend(query.load::<(EnterpriseId, String)>(conn)?);
    }
    Ok(found)
}

/// The public ids of some persons.
pub fn of_people(conn: &mut Conn, ids: impl IntoIterator<Item = PersonId>) -> Result<HashMap<PersonId, String>> {
    let mut found = HashMap::new();
    for ids in distinct(ids).chunks(KEYS_PER_QUERY) {
        let query = person::table.filter(person::id.eq_any(ids)).select((person::id, person::public_id));
        found.extend(query.load::<(PersonId, String)>(conn)?);
    }
    Ok(found)
}

/// The public ids of some projects.
pub fn of_projects(conn: &mut Conn, ids: impl IntoIterator<Item = ProjectId>) -> Result<HashMap<ProjectId, String>> {
    let mut found = HashMap::new();
    for ids in distinct(ids).chunks(KEYS_PER_QUERY) {
        let query = project::table.filter(project::id.eq_any(ids)).select((project::id, project::public_id));
        found.extend(query.load::<(ProjectId, String)>(conn)?);
    }
    Ok(found)
}

fn distinct<T: Ord>(ids: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut ids: Vec<T> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
