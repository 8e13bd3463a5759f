//! What the records of a row refer to: each enterprise and person once, by its place.

use super::identity::can_be_found;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;

/// The enterprises and people that the records of a row refer to.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Enterprises, for `EnterpriseId::mention` by place.
    pub enterprises: Vec<EnterpriseRef>,
    /// People, for `PersonId::mention` by place.
    pub people: Vec<PersonRef>,
}

impl Mentions {
    /// Stands for an enterprise; nothing where neither code nor name is said.
    pub fn enterprise(&mut self, who: &EnterpriseRef) -> Option<EnterpriseId> {
        if !who.has_code() && who.name.is_none() {
            return None;
        }
        let place = self.enterprises.iter().position(|known| known == who).unwrap_or_else(|| {
            self.enterprises.push(who.clone());
            self.enterprises.len() - 1
        });
        Some(EnterpriseId::mention(place))
    }

    /// Stands for a person; nothing where no more than a name is said.
    pub fn person(&mut self, who: &PersonRef) -> Option<PersonId> {
        if !can_be_found(who) {
            return None;
        }
        let place = self.people.iter().position(|known| known == who).unwrap_or_else(|| {
            self.people.push(who.clone());
            self.people.len() - 1
        });
        Some(PersonId::mention(place))
    }
}
