//! What heads are called, and where they are found.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::schema::{enterprise, person, project};

/// A head as it is shown elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
}

/// Heads of a registry by row id; those of any other kind have no name here.
pub fn names(conn: &mut Conn, kind: HeadKind, ids: &[i64]) -> Result<HashMap<i64, Named>> {
    let mut found = HashMap::new();
    macro_rules! read {
        ($table:ident, $id:ident, $ids:ident) => {{
            let ids: Vec<$id> = $ids.iter().copied().map($id).collect();
            let query =
                $table::table.filter($table::id.eq_any(ids)).select(($table::id, $table::public_id, $table::name));
            for (id, public_id, name) in query.load::<($id, String, String)>(conn)? {
                found.insert(id.0, Named { public_id, name });
            }
        }};
    }
    for ids in ids.chunks(KEYS_PER_QUERY) {
        match kind {
            HeadKind::Enterprise => read!(enterprise, EnterpriseId, ids),
            HeadKind::Person => read!(person, PersonId, ids),
            HeadKind::Project => read!(project, ProjectId, ids),
            _ => {}
        }
    }
    Ok(found)
}
