//! What the registries hold, and up to when.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::credit::store::{self, Asked};
use crate::db::Conn;
use crate::domain::vocabulary::enterprise::EnterpriseState;
use crate::error::Result;
use crate::filing;
use crate::schema::{enterprise, person, project};

/// How many records each registry shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Enterprises on the register.
    pub enterprises: i64,
    /// People on file.
    pub people: i64,
    /// Projects on file.
    pub projects: i64,
    /// Credit records that are public on the day.
    pub credit_records: i64,
    /// When the last load finished; nothing before the first.
    pub as_of: Option<DateTime<Utc>>,
}

/// The counts, taken once for each filing and day: nothing but a filing changes the registries, and nothing but the
/// day what of credit is public.
#[derive(Debug, Default)]
pub struct Overview(Mutex<Option<(NaiveDate, Counts)>>);

impl Overview {
    /// What the registries hold on a day.
    pub fn counts(&self, conn: &mut Conn, today: NaiveDate) -> Result<Counts> {
        let as_of = filing::store::last_finished_at(conn)?.map(|at| at.and_utc());
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((day, counts)) = known
            && (day, counts.as_of) == (today, as_of)
        {
            return Ok(counts);
        }
        let counts = count(conn, today, as_of)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((today, counts));
        Ok(counts)
    }
}

fn count(conn: &mut Conn, today: NaiveDate, as_of: Option<DateTime<Utc>>) -> Result<Counts> {
    let on_register = enterprise::table.filter(enterprise::state.ne(EnterpriseState::Mentioned));
    let people = person::table.filter(person::merged_into.is_null()).filter(person::erased_on.is_null());
    Ok(Counts {
        enterprises: on_register.filter(enterprise::merged_into.is_null()).count().get_result(conn)?,
        people: people.count().get_result(conn)?,
        projects: project::table.filter(project::merged_into.is_null()).count().get_result(conn)?,
        credit_records: store::count(conn, &Asked::all(today))?,
        as_of,
    })
}
