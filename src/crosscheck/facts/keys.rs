//! The public keys and names of heads, by their row ids.

use std::collections::HashMap;

use super::rows::{EnterpriseRow, Heads, ParticularsRow, PersonRow};
use crate::db::{Conn, Result};
use crate::domain::rules::facts::Named;
use crate::domain::rules::facts::project::Party;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};

/// A head: its key and its name.
type Known = (String, String);

/// What heads are called. A head that was merged goes by the key of the one it was merged into.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    enterprises: HashMap<EnterpriseId, Known>,
    people: HashMap<PersonId, Known>,
}

impl Keys {
    /// Learns what enterprises are called.
    pub fn learn_enterprises(&mut self, conn: &mut Conn, heads: Heads<'_>) -> Result<()> {
        let rows = EnterpriseRow::load(conn, heads)?;
        let merged: Vec<i64> = rows.iter().filter_map(|row| row.merged_into).map(|id| id.0).collect();
        let mains = EnterpriseRow::load(conn, Heads::These(&merged))?;
        let mains: HashMap<EnterpriseId, Known> =
            mains.into_iter().map(|row| (row.id, (row.public_id, row.name))).collect();
        self.enterprises.extend(rows.into_iter().map(|row| {
            let main = row.merged_into.and_then(|main| mains.get(&main)).cloned();
            (row.id, main.unwrap_or((row.public_id, row.name)))
        }));
        Ok(())
    }

    /// Learns what people are called.
    pub fn learn_people(&mut self, conn: &mut Conn, heads: Heads<'_>) -> Result<()> {
        let rows = PersonRow::load(conn, heads)?;
        let merged: Vec<i64> = rows.iter().filter_map(|row| row.merged_into).map(|id| id.0).collect();
        let mains = PersonRow::load(conn, Heads::These(&merged))?;
        let mains: HashMap<PersonId, Known> =
            mains.into_iter().map(|row| (row.id, (row.public_id, row.name))).collect();
        self.people.extend(rows.into_iter().map(|row| {
            let main = row.merged_into.and_then(|main| mains.get(&main)).cloned();
            (row.id, main.unwrap_or((row.public_id, row.name)))
        }));
        Ok(())
    }

    /// Learns what the legal representatives of all enterprises are called.
    pub fn learn_representatives(&mut self, conn: &mut Conn) -> Result<()> {
        let rows = ParticularsRow::load(conn, Heads::All)?.into_iter();
        let ids: Vec<i64> = rows.filter_map(|row| row.legal_representative_id).map(|id| id.0).collect();
        self.learn_people(conn, Heads::These(&ids))
    }

    /// Takes over what people are called whose records were read.
    pub fn know_people(&mut self, records: &super::person::Records) {
        self.people.extend(records.heads().map(|row| (row.id, (row.public_id.clone(), row.name.clone()))));
    }

    /// The key of an enterprise.
    pub fn enterprise(&self, id: Option<EnterpriseId>) -> Option<String> {
        self.enterprises.get(&id?).map(|(key, _)| key.clone())
    }

    /// The key of a person.
    pub fn person(&self, id: Option<PersonId>) -> Option<String> {
        self.people.get(&id?).map(|(key, _)| key.clone())
    }

    /// The name of an enterprise as it is on file; as it was written where that is not known.
    pub fn enterprise_name(&self, id: Option<EnterpriseId>, written: Option<&str>) -> Option<String> {
        let on_file = id.and_then(|id| self.enterprises.get(&id)).map(|(_, name)| name.clone());
        on_file.or_else(|| written.map(str::to_owned))
    }

    /// An enterprise as a party.
    pub fn party(&self, id: Option<EnterpriseId>, written: &str) -> Party {
        let name = self.enterprise_name(id, Some(written)).unwrap_or_default();
        Party { key: self.enterprise(id), name }
    }

    /// Somebody by name.
    pub fn named(&self, id: Option<PersonId>, written: &str) -> Named {
        Named { key: self.person(id), name: written.to_owned() }
    }
}
