//! Reviewers who are away, and their deputies: made for operations.

use siku::access::delegation::{self, NewDelegation};
use siku::domain::vocabulary::access::{Role, Tier};

use super::World;
use super::things::Thing;
use crate::filing::support::principal;
use crate::support::person;

impl World {
    /// A delegation of the reviewer; where one is to be made, those before are ended.
    pub(super) fn delegation(&self, method: &str, address: &str) -> String {
        let by = principal(self.app(), self.own(Role::Reviewer));
        let today = self.app().database.db.clock().today();
        self.write(|tx| {
            for view in delegation::listed(tx.conn, &by, None, today)?.own {
                if view.state.is_open() {
                    delegation::end(tx, &by, None, &view.id)?;
                }
            }
            if method == "POST" && address == "/account/delegations" {
                return Ok(String::new());
            }
            Ok(delegation::name(tx, &self.app().vault, &by, None, &self.away())?.id)
        })
    }

    /// Somebody who reviews, and a delegation of theirs unless one is to be made.
    pub(super) fn absence(&self, method: &str, address: &str) -> Thing {
        let away = person(self.app(), &self.county, &format!("somebody{}", self.count()), &[Role::Reviewer]);
        if method == "POST" && address.ends_with("/delegations") {
            return Thing::named(away.public_id);
        }
        let by = principal(self.app(), self.own(Role::DepartmentAdministrator));
        let of = Some(away.public_id.as_str());
        let under = self.write(|tx| delegation::name(tx, &self.app().vault, &by, of, &self.away())).id;
        Thing { under, ..Thing::named(away.public_id) }
    }

    /// Today, with a deputy of the county.
    fn away(&self) -> NewDelegation {
        let today = Some(self.app().database.db.clock().today());
        NewDelegation { deputy_id: self.deputy().to_owned(), first_day: today, last_day: today }
    }

    /// A reviewer of the county who may stand in for others.
    pub fn deputy(&self) -> &str {
        &self.hall.reviewer(Tier::County).public_id
    }
}
