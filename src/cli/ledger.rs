//! `siku ledger verify`.

use super::output::{say, warn};
use super::setup;
use crate::config::StoreSettings;
use crate::error::Result;
use crate::registry;

/// Replays the ledger and compares it with the registries.
pub fn verify(store: &StoreSettings) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    let report = db.read_now(|conn| registry::verify_ledger(conn, &vault))?;
    for difference in &report.differences {
        let label = difference.kind.label();
        warn(&format!(
            "{label} {} 表 {} 记录 {}：{}",
            difference.head_id, difference.table, difference.row_id, difference.what
        ));
    }
    say(&format!(
        "已重放 {} 条台账，比对 {} 个主体的 {} 条记录：{}",
        report.entries,
        report.heads,
        report.rows,
        if report.differences.is_empty() {
            "台账与登记库一致。".to_owned()
        } else {
            format!("有 {} 处不一致。", report.differences.len())
        }
    ));
    if report.erased > 0 {
        say(&format!("其中 {} 条台账的密钥已依法销毁，不再可读。", report.erased));
    }
    Ok(report.differences.is_empty())
}
