//! `siku ledger`.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;

use super::output::{say, warn};
use super::{ShowArgs, setup};
use crate::clock::{china_time, from_china_time};
use crate::config::StoreSettings;
use crate::error::Result;
use crate::heads;
use crate::registry::dossier::{self, Entry};

/// Replays the ledger and compares it with the registries.
pub fn verify(store: &StoreSettings) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    let report = db.read_now(|conn| heads::verify_ledger(conn, &vault))?;
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
        say(&format!("其中 {} 人的资料已依法删除，删除以前的台账不再可读，未作比对。", report.erased));
    }
    Ok(report.differences.is_empty())
}

/// An instant as people write it, in China's time: a day means its end.
pub fn instant(text: &str) -> Result<NaiveDateTime, String> {
    let minute = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    let second = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S");
    let end_of_day = NaiveTime::from_hms_milli_opt(23, 59, 59, 999).unwrap_or_default();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.naive_utc());
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(from_china_time(day.and_time(end_of_day)));
    }
    let at = second(text).or_else(|_no_seconds| minute(text));
    at.map(from_china_time).map_err(|_unreadable| "应如 2026-11-22 或 \"2026-11-22 09:30\"".to_owned())
}

/// Shows what the ledger says of a head: entry by entry, or folded up to an instant.
pub fn show(store: &StoreSettings, args: &ShowArgs) -> Result<bool> {
    let db = setup::ready_database(store)?;
    let vault = setup::vault(store, &db)?;
    let subject = db.read_now(|conn| dossier::find(conn, &args.head))?;
    let label = subject.kind.label();
    let Some(at) = args.at else {
        let entries = db.read_now(|conn| dossier::history(conn, &vault, subject))?;
        say(&format!("{label} {}：台账 {} 条", args.head, entries.len()));
        entries.iter().for_each(show_entry);
        return Ok(true);
    };
    let state = db.read_now(|conn| dossier::known_at(conn, &vault, subject, at))?;
    if state.is_empty() {
        say("在这一时刻，台账中没有可以读取的内容。");
    }
    for (table, rows) in state {
        for (id, row) in rows {
            say(&format!("{table} {id}"));
            for (field, value) in row.as_object().into_iter().flatten() {
                say(&format!("  {field}：{}", plain(Some(value))));
            }
        }
    }
    Ok(true)
}

fn show_entry(entry: &Entry) {
    let at = china_time(entry.at).format("%Y-%m-%d %H:%M:%S");
    say(&format!("{at}　{}　{}　{}", entry.filing_number, entry.actor, entry.basis));
    let delta = match &entry.says {
        Ok(delta) => delta,
        Err(why) => return say(&format!("  {why}")),
    };
    for (table, changes) in &delta.0 {
        for change in changes {
            let verb = if change.before.is_none() { "登记" } else { "变更" };
            say(&format!("  {verb} {table} {}", change.id));
            for (field, before, after) in differing(change.before.as_ref(), &change.after) {
                match before {
                    None => say(&format!("    {field}：{}", plain(after))),
                    Some(_) => say(&format!("    {field}：{} → {}", plain(before), plain(after))),
                }
            }
        }
    }
}

/// The fields of a row that changed, each before and after.
fn differing<'a>(
    before: Option<&'a Value>,
    after: &'a Value,
) -> impl Iterator<Item = (&'a str, Option<&'a Value>, Option<&'a Value>)> {
    let names = |row: Option<&'a Value>| row.and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys);
    let fields: BTreeSet<&str> = names(before).chain(names(Some(after))).map(String::as_str).collect();
    let pairs = fields.into_iter().map(move |field| (field, before.and_then(|row| row.get(field)), after.get(field)));
    pairs.filter(|(_, before, after)| before != after)
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None => "（无）".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}
