//! Queries of the persons in one project.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::keyset::Position as Place;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::{PersonId, ProjectId};
use crate::domain::vocabulary::project::Position;
use crate::registry::project::rows::Engagement;
use crate::schema::engagement;

/// What of an engagement decides its place among those of its project.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = engagement)]
pub struct EngagedRow {
    /// Row id.
    pub id: i64,
    /// Position.
    pub position: Position,
    /// The person, where it is known who of the name it is.
    pub person_id: Option<PersonId>,
    /// The name as written.
    pub person_name: String,
    /// Since when.
    pub active_since: Option<NaiveDate>,
    /// Until when.
    pub released_on: Option<NaiveDate>,
}

impl EngagedRow {
    /// Its place: by position in the order of the vocabulary, then by the day.
    pub fn place(&self) -> Place {
        let since = self.active_since.map(|day| day.to_string()).unwrap_or_default();
        Place { key: format!("{:02}{since}", self.rank()), id: self.id }
    }

    /// The place of its position in the vocabulary.
    pub fn rank(&self) -> usize {
        Position::ALL.iter().position(|position| *position == self.position).unwrap_or_default()
    }

    /// Whether it binds the person on a day.
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.active_since.is_none_or(|since| since <= today) && self.released_on.is_none_or(|released| today < released)
    }
}

/// The engagements of a project by their places: thousands on a large site, so no more of them than that.
pub fn engaged(conn: &mut Conn, project: ProjectId) -> Result<Vec<EngagedRow>> {
    let query = engagement::table.filter(engagement::project_id.eq(project));
    Ok(query.select(EngagedRow::as_select()).load(conn)?)
}

/// Some engagements of a project.
pub fn engagements(conn: &mut Conn, project: ProjectId, ids: &[i64]) -> Result<Vec<Engagement>> {
    let query = engagement::table.filter(engagement::project_id.eq(project)).filter(engagement::id.eq_any(ids));
    Ok(query.select(Engagement::as_select()).load(conn)?)
}

/// What some people are or were engaged in as project managers, in some projects.
pub fn managing(conn: &mut Conn, projects: &[i64], people: &[i64]) -> Result<Vec<Engagement>> {
    let mut rows = Vec::new();
    for projects in projects.chunks(KEYS_PER_QUERY) {
        let query = engagement::table
            .filter(engagement::project_id.eq_any(projects))
            .filter(engagement::position.eq(Position::ProjectManager))
            .filter(engagement::person_id.eq_any(people))
            .order((engagement::project_id, engagement::id));
        rows.extend(query.select(Engagement::as_select()).load::<Engagement>(conn)?);
    }
    Ok(rows)
}
