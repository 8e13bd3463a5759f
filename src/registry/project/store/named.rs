//! Which projects name an enterprise without telling which it is.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::ProjectId;
use crate::schema::{
    commitment, contract, drawing_review, drawing_violation, engagement, fake_performance, participant, project,
    tender, tender_bidder,
};

/// Projects of which the head or a record names an enterprise by one of these names and has no id of it.
pub fn naming_enterprises(conn: &mut Conn, names: &[String]) -> Result<Vec<i64>> {
    macro_rules! naming {
        ($names:ident, $table:ident::$project:ident, $id:ident by $name:ident) => {
            $table::table.filter($table::$id.is_null()).filter($table::$name.eq_any($names)).select($table::$project)
        };
    }
    let mut projects: BTreeSet<i64> = BTreeSet::new();
    for names in names.chunks(KEYS_PER_QUERY) {
        let query = naming!(names, project::id, owner_id by owner_name)
            .union_all(naming!(names, participant::project_id, enterprise_id by enterprise_name))
            .union_all(naming!(names, engagement::project_id, enterprise_id by enterprise_name))
            .union_all(naming!(names, commitment::project_id, enterprise_id by enterprise_name))
            .union_all(naming!(names, tender::project_id, agency_id by agency_name))
            .union_all(naming!(names, tender::project_id, winner_id by winner_name))
            .union_all(naming!(names, tender_bidder::project_id, bidder_id by bidder_name))
            .union_all(naming!(names, contract::project_id, employer_id by employer_name))
            .union_all(naming!(names, contract::project_id, contractor_id by contractor_name))
            .union_all(naming!(names, drawing_review::project_id, reviewer_id by reviewer_name))
            .union_all(naming!(names, drawing_violation::project_id, enterprise_id by enterprise_name))
            .union_all(naming!(names, fake_performance::project_id, enterprise_id by enterprise_name));
        let found: Vec<ProjectId> = match conn {
            Conn::Sqlite(conn) => query.load(conn)?,
            Conn::Pg(conn) => query.load(conn)?,
        };
        projects.extend(found.into_iter().map(i64::from));
    }
    Ok(projects.into_iter().collect())
}
