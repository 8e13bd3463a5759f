//! Changes of all rooms at one desk: applied in the transaction and on the basis they are given.

use super::enterprise;
use super::sheet::Change;
use crate::db::Tx;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::Outcome;
use crate::vault::Vault;

/// Whether two changes go through the same room, so that one call of [`apply`] can take both.
pub fn same_room(one: &Change, other: &Change) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Applies changes of one room. The outcome speaks of them by their place.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<Change>) -> Result<Outcome> {
    let changes = changes.into_iter().map(|Change::Enterprise(change)| change).collect();
    enterprise::change::apply(tx, basis, vault, changes)
}
