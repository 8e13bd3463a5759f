//! Opening the database and the keys.

use std::path::Path;
use std::sync::Arc;

use super::output::say;
use crate::attachment::Attachments;
use crate::attachment::scan::Scanner;
use crate::attachment::store::{Blobs, Bucket};
use crate::clock::Clock;
use crate::config::{AttachmentPlace, AttachmentSettings, StoreSettings};
use crate::db::{DatabaseUrl, Db, migrate};
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

/// Opens the place where attachments are kept: where the operator said, else beside the database.
pub fn attachments(settings: &AttachmentSettings, database: &DatabaseUrl, vault: &Arc<Vault>) -> Result<Attachments> {
    let vault = Arc::clone(vault);
    let blobs = match settings.attachments.clone() {
        None => Blobs::in_folder(&database.folder().unwrap_or(Path::new("var")).join("attachments"), vault)?,
        Some(AttachmentPlace::Folder(folder)) => Blobs::in_folder(&folder, vault)?,
        Some(AttachmentPlace::Bucket { name, prefix, endpoint, region }) => {
            let keys = (settings.s3_access_key.clone(), settings.s3_secret_key.clone());
            let (Some(access_key), Some(secret_key)) = keys else {
                let text = "附件存放在 S3 兼容存储，但没有访问密钥。请设置 SIKU_S3_ACCESS_KEY 和 SIKU_S3_SECRET_KEY。";
                return Err(Error::BadRequest(Code::Unavailable, text.to_owned()));
            };
            Blobs::in_bucket(Bucket { endpoint, name, prefix, region, access_key, secret_key }, vault)?
        }
    };
    let scanner = match (&settings.scan_command, &settings.clamd) {
        (Some(command), _) => Scanner::Command(command.split_whitespace().map(str::to_owned).collect()),
        (None, Some(address)) => Scanner::Clamd(address.clone()),
        (None, None) => Scanner::Nobody,
    };
    Ok(Attachments::new(blobs, scanner, u64::from(settings.attachment_limit) << 20))
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
