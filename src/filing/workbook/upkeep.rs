//! What becomes of workbooks later: they are removed, with what was found of them.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::store;
use crate::db::Db;
use crate::error::Result;
use crate::jobs::Job;

/// How long a workbook is kept. What was filed stands in its filing; the rest is of no use to anybody any more.
const KEPT: TimeDelta = TimeDelta::days(90);
/// Workbooks removed in one transaction.
const AT_A_TIME: i64 = 20;

/// Removes the workbooks of long ago.
#[derive(Debug, Serialize, Deserialize)]
pub struct RemoveOld {}

impl Job for RemoveOld {
    type Context = Db;
    const NAME: &'static str = "workbook.remove_old";
    const PRIORITY: i32 = 10;

    async fn run(self, db: &Db) -> Result<()> {
        let than = db.clock().now() - KEPT;
        let mut removed = 0;
        loop {
            let some = db.write(move |tx| Ok(store::remove_older(tx.conn, than, AT_A_TIME)?)).await?;
            removed += some;
            if some == 0 {
                break;
            }
        }
        tracing::info!(removed, "workbooks of long ago removed");
        Ok(())
    }
}
