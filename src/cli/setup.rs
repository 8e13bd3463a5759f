//! Opening the database and the keys.

use std::sync::Arc;

use super::output::say;
use crate::clock::Clock;
use crate::config::StoreSettings;
use crate::db::{Db, migrate};
use crate::error::{Code, Error, Result};
use crate::keyring;
use crate::vault::Vault;

/// Opens the database.
pub fn database(settings: &StoreSettings) -> Result<Db> {
    Db::open(&settings.database_url, settings.connections, Clock::system())
}

/// Opens a database whose tables are as this version needs them.
pub fn ready_database(settings: &StoreSettings) -> Result<Db> {
    let db = database(settings)?;
    if db.read_now(migrate::is_pending)? {
        let text = "数据库表结构尚未建立或不是最新。请先运行 siku migrate。".to_owned();
        return Err(Error::BadRequest(Code::Unavailable, text));
    }
    Ok(db)
}

/// Opens a database to ask it, where there is one whose tables are as this version needs them. Makes none.
pub fn database_to_ask(settings: &StoreSettings) -> Result<Option<Db>> {
    if settings.database_url.is_new() {
        return Ok(None);
    }
    let db = database(settings)?;
    Ok(if db.read_now(migrate::is_pending)? { None } else { Some(db) })
}

/// Opens the key file that belongs to a database; a database that never had any gets one.
pub fn vault(settings: &StoreSettings, db: &Db) -> Result<Arc<Vault>> {
    Ok(Arc::new(keyring::open(db, &settings.key_file)?))
}

/// Opens the key file; where there is none yet, keys that are not kept.
pub fn vault_to_ask(settings: &StoreSettings, db: &Db) -> Result<Vault> {
    match keyring::kept(db, &settings.key_file)? {
        Some(vault) => Ok(vault),
        None => Ok(Vault::passing()?),
    }
}

/// `siku migrate`.
pub fn migrate(settings: &StoreSettings) -> Result<bool> {
    let ran = migrate::up(&database(settings)?)?;
    if ran.is_empty() {
        say("表结构已是最新。");
    }
    for version in ran {
        say(&format!("已执行 {version}"));
    }
    Ok(true)
}
