//! The key of each person: it seals their number, their telephone and every entry that the ledger has of them.

use std::collections::{HashMap, HashSet};

use super::store::{self, KeyRow};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ledger::store::EntryRow;
use crate::ledger::{Opened, Unreadable, read_open};
use crate::record::{Delta, Seal};
use crate::vault::{Cipher, KeySalt, Vault};

/// How an entry in clear begins; a sealed one begins with its version.
const JSON: char = '{';

/// The keys of some persons.
pub struct Keys {
    ciphers: HashMap<i64, Cipher>,
    new: Vec<KeyRow>,
}

impl Keys {
    /// The keys of those of some persons that have one.
    pub fn load(conn: &mut Conn, vault: &Vault, people: &[i64]) -> Result<Self> {
        let mut ciphers = HashMap::new();
        for (person, salt) in store::keys(conn, people)?.into_iter().map(salt) {
            ciphers.insert(person, vault.cipher(&salt)?);
        }
        Ok(Self { ciphers, new: Vec::new() })
    }

    /// Makes a key for whoever has none yet.
    pub fn make_missing(&mut self, vault: &Vault, people: &[i64]) -> Result<()> {
        for id in people {
            if !self.ciphers.contains_key(id) {
                let salt = vault.new_salt()?;
                self.ciphers.insert(*id, vault.cipher(&salt)?);
                self.new.push(KeyRow { person_id: (*id).into(), master_key: salt.master_key, salt: salt.salt });
            }
        }
        Ok(())
    }

    /// Writes the keys made here of persons that are on file now: who was refused needs none.
    pub fn save_new(&mut self, conn: &mut Conn, written: &[i64]) -> Result<()> {
        let written: HashSet<i64> = written.iter().copied().collect();
        self.new.retain(|key| written.contains(&key.person_id.0));
        store::insert_keys(conn, &self.new)?;
        self.new.clear();
        Ok(())
    }

    /// Whether a person has a key.
    pub fn has(&self, person: i64) -> bool {
        self.ciphers.contains_key(&person)
    }

    /// The key of a person.
    pub fn cipher(&self, person: i64) -> Result<&Cipher> {
        self.ciphers.get(&person).ok_or_else(|| Error::internal("a person without a key"))
    }
}

/// Each entry of a person is sealed as a whole.
impl Seal for Keys {
    fn seal(&self, head_id: i64, delta: &Delta) -> Result<String> {
        let text = serde_json::to_string(delta).map_err(Error::internal)?;
        Ok(self.cipher(head_id)?.seal(&text)?)
    }
}

/// Reads entries of persons: sealed ones, and that of an erasure, which stands in clear.
pub fn open_entries(conn: &mut Conn, vault: &Vault, entries: &[EntryRow]) -> Result<Vec<Opened>> {
    let sealed = |entry: &EntryRow| !entry.changes.starts_with(JSON);
    let mut people: Vec<i64> = entries.iter().filter(|entry| sealed(entry)).map(|entry| entry.head_id).collect();
    people.dedup();
    let salts: HashMap<i64, KeySalt> = store::keys(conn, &people)?.into_iter().map(salt).collect();
    let read = |entry: &EntryRow| {
        if !sealed(entry) {
            return read_open(entry);
        }
        let salt = salts.get(&entry.head_id).ok_or(Unreadable::NoKey)?;
        let text = vault.cipher(salt).and_then(|cipher| cipher.open(&entry.changes));
        text.ok().and_then(|text| serde_json::from_str(&text).ok()).ok_or(Unreadable::Damaged)
    };
    Ok(entries.iter().map(read).collect())
}

fn salt(row: KeyRow) -> (i64, KeySalt) {
    (row.person_id.0, KeySalt { master_key: row.master_key, salt: row.salt })
}
