//! The locks that concern somebody: of their enterprise, or in the region of their department.

use chrono::NaiveDate;

use crate::access::Principal;
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::standard::region;
use crate::error::{Error, Result};
use crate::registry::lock::rows::ManagerLock;
use crate::registry::lock::service;
use crate::registry::lock::store::{self, Of};
use crate::registry::lock::view::ManagerLockView;

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
