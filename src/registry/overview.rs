//! What the registries hold, and up to when.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::error::Result;
use crate::filing;
use crate::schema::{enterprise, person, project};

/// Counts of the heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Enterprises on the register.
    pub enterprises: i64,
    /// People on file.
    pub people: i64,
    /// Projects on file.
    pub projects: i64,
    /// When the last load finished, UTC.
    pub as_of: Option<NaiveDateTime>,
}

/// Counts the heads.
pub fn counts(conn: &mut Conn) -> Result<Counts> {
    let enterprises =
        enterprise::table.filter(enterprise::state.ne(EnterpriseState::Mentioned)).count().get_result(conn)?;
    let people = person::table
        .filter(person::merged_into.is_null())
        .filter(person::erased_on.is_null())
        .count()
        .get_result(conn)?;
    let projects = project::table.filter(project::merged_into.is_null()).count().get_result(conn)?;
    Ok(Counts { enterprises, people, projects, as_of: filing::store::last_finished_at(conn)? })
}
