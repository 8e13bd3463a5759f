//! `siku keys`.

use super::output::say;
use super::setup;
use crate::config::StoreSettings;
use crate::error::Result;
use crate::keyring;

/// Adds a key that seals from now on.
pub fn rotate(store: &StoreSettings) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let vault = keyring::rotate(&db, &store.key_file)?;
    let file = store.key_file.display();
    say(&format!(
        "已更换密钥，今后使用 {}。请备份 {file}，重启正在运行的服务，并更新其他机器上的副本。",
        vault.current()
    ));
    Ok(true)
}
