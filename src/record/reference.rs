//! References to other heads: a change names them, and they are found or put on file before its rows are written.

use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};

/// What the references of a change were resolved to, by their place; nothing where nobody on file is meant.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Enterprises.
    pub enterprises: Vec<Option<EnterpriseId>>,
    /// Persons.
    pub people: Vec<Option<PersonId>>,
    /// Projects.
    pub projects: Vec<Option<ProjectId>>,
}

/// A head's id that a row may hold as a reference still to be resolved.
pub trait Reference: Copy {
    /// Puts what was found in its place.
    fn resolve(place: &mut Option<Self>, resolved: &Resolved);
}

macro_rules! reference {
    ($($id:ty => $field:ident,)+) => { $(
        impl Reference for $id {
            fn resolve(place: &mut Option<Self>, resolved: &Resolved) {
                if let Some(mention) = place.and_then(Self::mentioned) {
                    *place = resolved.$field.get(mention).copied().flatten();
                }
            }
        }
    )+ };
}

reference! {
    EnterpriseId => enterprises,
    PersonId => people,
    ProjectId => projects,
}
