//! `siku pending`.

use super::output::say;
use super::setup;
use crate::clock::china_time;
use crate::config::StoreSettings;
use crate::db::keyset::Position;
use crate::error::Result;
use crate::filing;
use crate::registry::pending::{self, PendingRecord};

/// Records read at a time.
const ROWS: usize = 200;

/// Says which records wait, for what, why and since when. What they hold stays sealed.
pub fn run(store: &StoreSettings) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let total = db.read_now(|conn| Ok(pending::count(conn, None)?))?;
    let mut after: Option<Position> = None;
    loop {
        let (records, filings) = db.read_now(|conn| {
            let records = pending::list(conn, None, after.as_ref(), ROWS)?;
            let ids: Vec<_> = records.iter().map(|record| record.filing_id).collect();
            Ok((records, filing::store::by_ids(conn, &ids)?))
        })?;
        for record in &records {
            let number = filings.iter().find(|filing| filing.id == record.filing_id).map(|filing| &*filing.number);
            say(&line(record, number.unwrap_or_default()));
        }
        let Some(last) = records.last().filter(|_| records.len() == ROWS) else { break };
        after = Some(Position { key: String::new(), id: last.id });
    }
    say(&format!("共 {total} 条记录在等待。"));
    Ok(true)
}

fn line(record: &PendingRecord, filing: &str) -> String {
    let since = china_time(record.at).format("%Y-%m-%d %H:%M");
    let kind = match record.kind.as_str() {
        "project" => "项目",
        other => other,
    };
    let waits_for = if record.waits_for.is_empty() { "未写明" } else { &record.waits_for };
    format!("{since}　{filing}　{}\n　　等待{kind} {waits_for}：{}", record.summary, record.reason)
}
