//! `siku copy`.

use super::CopyArgs;
use super::output::say;
use crate::config::StoreSettings;
use crate::copy;
use crate::error::Result;

/// Copies one database into another and compares their digests.
pub fn run(store: &StoreSettings, args: &CopyArgs) -> Result<bool> {
    let from = super::setup::ready_database(&StoreSettings { database_url: args.from.clone(), ..store.clone() })?;
    let to = super::setup::database(&StoreSettings { database_url: args.to.clone(), ..store.clone() })?;
    crate::db::migrate::up(&to)?;
    let copied = copy::run(&from, &to)?;
    say(&format!("已复制 {} 行。来源摘要 {}，目标摘要 {}。", copied.rows, copied.from_digest, copied.to_digest));
    let equal = copied.from_digest == copied.to_digest;
    say(if equal { "两库内容一致。" } else { "两库内容不一致！" });
    Ok(equal)
}
