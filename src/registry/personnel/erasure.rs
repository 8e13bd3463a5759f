//! Erasing a person: the key is destroyed, and with it everything that was sealed under it, in the ledger too.
//!
//! The head stays without a name, so that what projects and penalties say of it keeps its place. The erasure's own entry
//! stands in the ledger in clear, as nothing personal is left in it; the entries before it can no longer be read, which
//! the verification of the ledger reports as erased and does not compare.

use std::collections::BTreeMap;

use super::rows::Person;
use super::store;
use crate::clock::china_time;
use crate::db::Tx;
use crate::db::search::{self, NameIndex};
use crate::domain::vocabulary::ids::PersonId;
use crate::domain::vocabulary::personnel::{IdCompleteness, IdDocumentKind};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::ledger::{self, Basis, NewEntry};
use crate::record::{Delta, Head as _, InClear, Record as _, RowChange, Seal as _, to_json};
use crate::vault::Vault;

/// Erases a person: name, identity number and its hash, every record of this room, and the key. Filed again, they are a
/// new person. Gives the public id of the nameless head that is left.
pub fn erase(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, id: PersonId) -> Result<String> {
    Person::lock(tx.conn, &[id.0])?;
    let person = Person::load(tx.conn, &[id.0])?.pop();
    let person = person.ok_or_else(|| Error::NotFound { what: "人员", key: "所选人员".to_owned() })?;
    if person.erased_on.is_some() {
        return Ok(person.public_id);
    }
    let erased = Person {
        id,
        // The address was made from the number; the new one is not.
        public_id: vault.public_id("person row", &id.0.to_string()),
        id_kind: IdDocumentKind::Other,
        id_completeness: IdCompleteness::None,
        merged_into: person.merged_into,
        erased_on: Some(china_time(tx.now).date()),
        data_level: person.data_level,
        data_source: person.data_source,
        raw: "{}".to_owned(),
        updated_at: tx.now,
        row_version: person.row_version + 1,
        ..Person::default()
    };
    if !Person::update(tx.conn, &erased)? {
        return Err(Error::Stale);
    }
    search::replace(tx.conn, NameIndex::Person, &[search::Entry { id: id.0, grams: String::new() }])?;
    store::delete_records(tx.conn, id)?;
    store::delete_key(tx.conn, id)?;
    let delta = Delta(BTreeMap::from([(
        Person::TABLE.to_owned(),
        vec![RowChange { id: id.0, before: None, after: to_json(&erased)? }],
    )]));
    let changes = InClear.seal(id.0, &delta)?;
    ledger::append(
        tx,
        Some(basis.filing_id),
        &basis.actor,
        vec![NewEntry { head_kind: HeadKind::Person, head_id: id.0, changes }],
    )?;
    Ok(erased.public_id)
}
