//! What the registries hold, and up to when.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::error::Result;
use crate::filing;
use crate::schema::enterprise;

/// Counts of the heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Enterprises on the register.
    pub enterprises: i64,
    /// When the last load finished, UTC.
    pub as_of: Option<NaiveDateTime>,
}

/// Counts the heads.
pub fn counts(conn: &mut Conn) -> Result<Counts> {
    let enterprises =
        enterprise::table.filter(enterprise::state.ne(EnterpriseState::Mentioned)).count().get_result(conn)?;
    Ok(Counts { enterprises, as_of: filing::store::last_finished_at(conn)? })
}
