//! The persons that project records name.

use serde::{Deserialize, Serialize};

use crate::db::Tx;
use crate::domain::vocabulary::ids::PersonId;
use crate::error::Result;
use crate::ledger::Basis;
use crate::vault::Vault;

/// What a record says of the person it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// Name.
    pub name: Option<String>,
}

/// The ids of persons that project records name.
pub fn find_or_mention(
    _tx: &mut Tx<'_>,
    _basis: &Basis,
    _vault: &Vault,
    who: &[PersonRef],
) -> Result<Vec<Option<PersonId>>> {
    Ok(vec![None; who.len()])
}
