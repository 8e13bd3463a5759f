//! Which key file belongs to a database.
//!
//! The database keeps a fingerprint of every key that it was used with. With another key file every identity number
//! would be hashed otherwise and every person put on file a second time, without an error anywhere: so it is refused
//! at the start.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::prelude::*;

use crate::db::{self, Conn, Db, on_each};
use crate::error::{Code, Error, Result};
use crate::schema::vault_key;
use crate::vault::{HASH_KEY, Vault, VaultError};

/// Fingerprints of keys, by name.
pub type Fingerprints = BTreeMap<String, String>;

/// Reads the key file of a database, or makes one for a database that never had any.
pub fn open(db: &Db, path: &Path) -> Result<Vault> {
    let vault = match kept(db, path)? {
        Some(vault) => vault,
        None => Vault::create(path).map_err(|cause| unusable(&cause))?,
    };
    bind(db, &vault, path)?;
    Ok(vault)
}

/// Reads the key file of a database, and writes nothing; nothing where neither has been used yet.
pub fn kept(db: &Db, path: &Path) -> Result<Option<Vault>> {
    let known = db.read_now(|conn| Ok(known(conn)?))?;
    if !path.exists() {
        return known.get(HASH_KEY).map_or(Ok(None), |fingerprint| Err(missing(path, fingerprint)));
    }
    let vault = Vault::load(path).map_err(|cause| unusable(&cause))?;
    check(known, &vault.fingerprints(), path)?;
    Ok(Some(vault))
}

/// Adds a key that seals from now on; the keys before it are kept for what they sealed.
pub fn rotate(db: &Db, path: &Path) -> Result<Vault> {
    let vault = open(db, path)?.rotate(path).map_err(|cause| unusable(&cause))?;
    bind(db, &vault, path)?;
    Ok(vault)
}

/// The fingerprints that a database knows.
pub fn known(conn: &mut Conn) -> db::Result<Fingerprints> {
    let rows: Vec<(String, String)> = vault_key::table.load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Adds fingerprints; those that are known already stay what they are.
pub fn add(conn: &mut Conn, fingerprints: &Fingerprints) -> db::Result<()> {
    for (name, fingerprint) in fingerprints {
        let row = (vault_key::name.eq(name), vault_key::fingerprint.eq(fingerprint));
        on_each!(conn, conn => diesel::insert_into(vault_key::table).values(row).on_conflict_do_nothing().execute(conn))?;
    }
    Ok(())
}

/// Makes the keys known to the database. In one transaction: of two that start at once on a fresh database with a key
/// file each, one is refused.
fn bind(db: &Db, vault: &Vault, path: &Path) -> Result<()> {
    let ours = vault.fingerprints();
    if db.read_now(|conn| Ok(known(conn)?))? == ours {
        return Ok(());
    }
    db.write_now(|tx| {
        add(tx.conn, &ours)?;
        check(known(tx.conn)?, &ours, path)
    })
}

/// Compares the keys that a database knows with ours.
fn check(known: Fingerprints, ours: &Fingerprints, path: &Path) -> Result<()> {
    let strange = known.into_iter().find(|(name, fingerprint)| ours.get(name) != Some(fingerprint));
    match strange {
        None => Ok(()),
        Some((name, _)) if name != HASH_KEY && !ours.contains_key(&name) => Err(outdated(path, &name)),
        Some((name, theirs)) => Err(foreign(path, ours.get(&name).map_or("", String::as_str), &theirs)),
    }
}

fn refusal(text: String) -> Error {
    Error::BadRequest(Code::Unavailable, text)
}

fn unusable(cause: &VaultError) -> Error {
    refusal(format!("{cause}。请用 --key-file 指明可以读写的密钥文件。"))
}

fn missing(path: &Path, fingerprint: &str) -> Error {
    refusal(format!(
        "没有密钥文件 {}，而这个数据库一直使用指纹为 {fingerprint} 的密钥文件。请用 --key-file 指明它，或从备份恢复；\
         没有它，已加密的身份证号码和台账无法读出。",
        path.display()
    ))
}

fn foreign(path: &Path, ours: &str, theirs: &str) -> Error {
    refusal(format!(
        "密钥文件 {}（指纹 {ours}）不属于这个数据库：它一直使用指纹为 {theirs} 的密钥文件。请用 --key-file 指明原来的\
         密钥文件；指纹写在文件的首行。",
        path.display()
    ))
}

fn outdated(path: &Path, name: &str) -> Error {
    refusal(format!(
        "密钥文件 {} 缺少密钥 {name}：它是更换密钥以前的旧副本。请改用更换以后的密钥文件。",
        path.display()
    ))
}
