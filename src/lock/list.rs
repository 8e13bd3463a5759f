//! The locks that concern somebody: of their enterprise, or in the region of their department.

use chrono::NaiveDate;

use crate::access::Principal;
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::standard::region;
use crate::error::{Error, Result};
use crate::lock::person_named;
use crate::registry::lock::rows::ManagerLock;
use crate::registry::lock::service;
use crate::registry::lock::store::{self, Of};
use crate::registry::lock::view::ManagerLockView;
use crate::registry::lookup::service::Post;
use crate::registry::{lookup, personnel};

/// What the registries say of a manager, by public id or registration number: engagements are facts beside the locks, and
/// whoever takes somebody should have seen them. Nothing of somebody who is not on file.
pub fn records(conn: &mut Conn, said: &str, today: NaiveDate) -> Result<Option<String>> {
    let person = match person_named(conn, said) {
        Ok(person) => person,
        Err(Error::NotFound { .. } | Error::Invalid(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let names = personnel::service::names(conn, &[person])?;
    let Some((public_id, _)) = names.get(&person) else { return Ok(None) };
    let manager = lookup::service::of_person(conn, Post::ProjectManager, public_id, today)?;
    Ok(manager.map(|manager| manager.sentence))
}

/// What a cursor of the list is bound to.
pub const SCOPE: &str = "manager locks";

/// A page of them, the latest first.
pub fn page(
    conn: &mut Conn,
    by: &Principal,
    after: Option<&Position>,
    rows: usize,
    today: NaiveDate,
) -> Result<Page<ManagerLockView>> {
    let Some(of) = concerning(by) else { return Ok(Page { items: Vec::new(), next_cursor: None }) };
    let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
    let found = store::latest(conn, &of, after.map(|after| after.id), limit)?;
    let at = |row: &ManagerLock| Position { key: String::new(), id: row.id };
    let Page { items, next_cursor } = Page::from_rows(found, rows, SCOPE, at);
    Ok(Page { items: service::listed(conn, &items, today)?, next_cursor })
}

/// Nothing for an enterprise that the registry does not know.
fn concerning(by: &Principal) -> Option<Of> {
    match by.organisation.tier {
        Some(_) => region::prefix(&by.organisation.region_code).map(|prefix| Of::Region(prefix.to_owned())),
        None => by.organisation.enterprise_id.filter(|id| by.owns(*id)).map(Of::Enterprise),
    }
}
