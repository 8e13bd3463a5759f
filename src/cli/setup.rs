//! Opening the database and the keys.

use std::sync::Arc;

use diesel::prelude::*;

use super::output::say;
use crate::clock::Clock;
use crate::config::StoreSettings;
use crate::db::{Db, migrate};
use crate::error::{Code, Error, Result};
use crate::schema::person_key;
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

/// Opens the key file, or makes one where nothing has been sealed yet.
pub fn vault(settings: &StoreSettings, db: &Db) -> Result<Arc<Vault>> {
    let sealed = db.read_now(|conn| {
        let first: Option<i64> = person_key::table.select(person_key::person_id).first(conn).optional()?;
        Ok(first.is_some())
    })?;
    let vault = if sealed || settings.key_file.exists() {
        Vault::load(&settings.key_file)?
    } else {
        Vault::create(&settings.key_file)?
    };
    Ok(Arc::new(vault))
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
