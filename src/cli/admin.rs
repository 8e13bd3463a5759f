//! `siku admin`.

use super::actor::actor;
use super::output::say;
use super::{EraseArgs, setup};
use crate::config::StoreSettings;
use crate::crosscheck::recheck;
use crate::error::Result;
use crate::registry;

/// Erases a person; without a confirmation, says only what would be done.
pub fn erase(store: &StoreSettings, args: &EraseArgs) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    if !args.yes {
        db.read_now(|conn| registry::check_erasure(conn, &args.person, &args.reason))?;
        say(
            "将删除该人员的姓名、证件号码和注册、证书、聘用等记录，并销毁其密钥，此后无法恢复。确认后请加 --yes 再执行。",
        );
        return Ok(false);
    }
    let left = db.write_now(|tx| {
        recheck::ask_all(tx)?;
        registry::erase_person(tx, &vault, &actor(), &args.person, &args.reason)
    })?;
    say(&format!("已删除。留下的无名记录编号为 {left}，由谁删除、依据为何可用 siku ledger show {left} 查看。"));
    Ok(true)
}
