//! What happened to a record, from the ledger, in words.

pub mod api;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::open_entries;
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::ids::FilingId;
use crate::error::{Error, Result};
use crate::ledger::store::EntryRow;
use crate::record::Delta;
use crate::vault::Vault;
use crate::{filing, ledger};

/// Most events that are told.
const EVENTS: usize = 20;

/// What one filing did to a head and the records under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Number of the filing.
    #[schema(example = "L-20261122-0000001")]
    pub filing_number: Option<String>,
    /// What was done; empty where it can no longer be read.
    #[schema(example = "登记 资质 1 项；变更 基本信息")]
    pub summary: String,
}

/// What happened to a head lately, latest first.
pub fn latest(conn: &mut Conn, vault: &Vault, head_id: i64) -> Result<Vec<Event>> {
    Ok(page(conn, vault, head_id, None, EVENTS)?.items)
}

/// What a cursor of [`page`] is bound to.
pub fn scope(head_id: i64) -> String {
    format!("history {head_id}")
}

/// A page of what happened to a head, latest first.
pub fn page(
    conn: &mut Conn,
    vault: &Vault,
    head_id: i64,
    after: Option<&Position>,
    rows: usize,
) -> Result<Page<Event>> {
    let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
    let entries = ledger::store::latest_of_head(conn, head_id, after.map(|after| after.id), limit)?;
    let at = |entry: &EntryRow| Position { key: String::new(), id: entry.id };
    let Page { items: entries, next_cursor } = Page::from_rows(entries, rows, &scope(head_id), at);
    let deltas = open_entries(conn, vault, &entries)?;
    let filings: Vec<FilingId> = entries.iter().filter_map(|entry| entry.filing_id).collect();
    let filings = filing::store::by_ids(conn, &filings)?;
    let numbers: HashMap<FilingId, String> = filings.into_iter().map(|filing| (filing.id, filing.number)).collect();
    let events = entries.iter().zip(deltas).map(|(entry, delta)| Event {
        at: entry.at.and_utc(),
        filing_number: entry.filing_id.and_then(|id| numbers.get(&id).cloned()),
        summary: delta.as_ref().map(|delta| summary(delta, noun)).unwrap_or_default(),
    });
    Ok(Page { items: events.collect(), next_cursor })
}

/// How many events there are of a head.
pub fn count(conn: &mut Conn, head_id: i64) -> Result<i64> {
    Ok(ledger::store::count_of_head(conn, head_id)?)
}

/// What was recorded and what was changed, by what its tables are called.
pub fn summary(delta: &Delta, noun: impl Fn(&str) -> &'static str) -> String {
    let (mut recorded, mut changed) = (BTreeMap::new(), BTreeMap::new());
    for (table, changes) in &delta.0 {
        for change in changes {
            let counts = if change.before.is_none() { &mut recorded } else { &mut changed };
            *counts.entry(noun(table)).or_insert(0_usize) += 1;
        }
    }
    let parts = [("登记", recorded), ("变更", changed)];
    let parts = parts.into_iter().filter(|(_, counts)| !counts.is_empty());
    parts.map(|(verb, counts)| format!("{verb} {}", listed(&counts))).collect::<Vec<_>>().join("；")
}

fn listed(counts: &BTreeMap<&'static str, usize>) -> String {
    let item = |(noun, count): (&&str, &usize)| match *noun {
        BASICS => BASICS.to_owned(),
        noun => format!("{noun} {count} 项"),
    };
    counts.iter().map(item).collect::<Vec<_>>().join("、")
}

/// What is said of a head itself and its particulars, which are not counted.
pub const BASICS: &str = "基本信息";

/// What a row of a table is called.
pub fn noun(table: &str) -> &'static str {
    match table {
        "enterprise"
        | "enterprise_particulars"
        | "person"
        | "person_particulars"
        | "project"
        | "project_particulars" => BASICS,
        "enterprise_kind" => "企业类型",
        "enterprise_alias" => "曾用名称和代码",
        "qualification" => "资质",
        "safety_permit" => "安全生产许可证",
        "market_entry" => "进省登记",
        "net_assets" => "净资产",
        "shareholder" => "股东",
        "succession" => "企业重组",
        "registration" => "注册",
        "safety_certificate" => "安全生产考核证书",
        "post_certificate" => "岗位证书",
        "professional_title" => "职称",
        "employment" => "聘用",
        "project_number" => "项目编号",
        "unit_work" | "unit_work_measure" | "unit_work_record" => "单体工程",
        "participant" => "参建单位",
        "engagement" => "任职人员",
        "tender" | "tender_section" | "tender_bidder" => "招标投标记录",
        "contract" => "合同登记记录",
        "drawing_review" | "drawing_violation" => "施工图审查记录",
        "quality_supervision" => "质量监督记录",
        "safety_supervision" => "安全监督记录",
        "permit" => "施工许可证",
        "permit_change" => "施工许可变更",
        "acceptance" => "竣工验收记录",
        "acceptance_filing" => "竣工验收备案",
        "commitment" => "质量终身责任承诺",
        "stoppage" => "停工记录",
        "fake_performance" => "虚假业绩认定",
        "enterprise_conduct" | "person_conduct" => "信用信息",
        "enterprise_blacklisting" | "person_blacklisting" => "黑名单",
        "enterprise_evaluation" => "信用评价",
        "person_demerit" => "记分",
        "manager_lock" => "项目经理锁定",
        _ => "其他记录",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::registry;

    #[test]
    fn an_event_says_what_was_recorded_and_what_was_changed() {
        let delta = r#"{
            "enterprise": [{"id": 1, "before": {"name": "甲"}, "after": {"name": "乙"}}],
            "enterprise_particulars": [{"id": 1, "before": {}, "after": {"id": 1}}],
            "qualification": [{"id": 2, "after": {}}, {"id": 3, "after": {}}]
        }"#;
        assert_eq!(summary(&serde_json::from_str(delta).unwrap(), noun), "登记 资质 2 项；变更 基本信息");
    }

    #[test]
    fn every_table_of_the_registries_has_a_noun() {
        let tables = registry::heads().into_iter().flat_map(|heads| heads.tables);
        let unnamed: Vec<&str> = tables.map(|table| table.name).filter(|name| noun(name) == "其他记录").collect();
        assert_eq!(unnamed, ["record_link"]);
    }
}
