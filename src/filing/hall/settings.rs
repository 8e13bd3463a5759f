//! Who may order routes: a department for its region, the platform's administrator anywhere.

use crate::access::Principal;
use crate::db::Tx;
use crate::domain::vocabulary::access::Role;
use crate::error::{Error, Result};
use crate::filing::hall::kinds;
use crate::filing::route::order::{self, Order};
use crate::filing::route::{EVERY_KIND, RouteRow};

/// Puts a route on file for a region that somebody is in charge of.
pub fn order(tx: &mut Tx<'_>, keeper: &Principal, ordered: &Order) -> Result<RouteRow> {
    if ordered.kind != EVERY_KIND {
        kinds::find(&ordered.kind)?;
    }
    if !reaches(keeper, &ordered.region_code) {
        let text = format!("只能为本部门（{}）管辖的地区规定。请选择管辖范围内的地区。", keeper.organisation.name);
        return Err(Error::field("region", "route.other_region", text));
    }
    order::order(tx, &keeper.actor(), ordered)
}

/// Revokes a route of a region that somebody is in charge of; any other is absent.
pub fn revoke(tx: &mut Tx<'_>, keeper: &Principal, id: &str) -> Result<()> {
    let found = id.parse().ok().map(|id| order::by_id(tx.conn, id)).transpose()?.flatten();
    let found = found.filter(|row| reaches(keeper, &row.region_code()));
    let row = found.ok_or_else(|| Error::NotFound { what: "审核层级规定", key: id.to_owned() })?;
    order::revoke(tx, &keeper.actor(), &row)
}

/// Whether somebody orders routes of a region.
pub fn reaches(keeper: &Principal, region_code: &str) -> bool {
    keeper.is(Role::SystemAdministrator) || keeper.covers(region_code)
}
