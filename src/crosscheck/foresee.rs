//! What a filing would lead to: the findings that would be opened and closed if it came into force. Asked within the
//! transaction in which it is put in force and taken back.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::finding::rows::FindingRow;
use super::finding::store;
use super::recheck;
use super::touched::Changes;
use crate::clock::china_time;
use crate::db::Tx;
use crate::domain::rules::{Case, Effect, rule};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::Opened;
use crate::ledger::store::EntryRow;

/// A finding that would be opened or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Foreseen {
    /// 规则编号
    #[schema(example = "X05")]
    pub rule: String,
    /// 规则名称
    #[schema(example = "在建项目")]
    pub title: String,
    /// 效力
    pub effect: Effect,
    /// 效力，文字
    #[schema(example = "不得办理")]
    pub effect_label: String,
    /// 记录或岗位
    #[schema(example = "项目经理")]
    pub record: String,
    /// 理由
    #[schema(example = "2026-03-02 在 1 个其他在建项目担任项目经理")]
    pub because: String,
}

/// What would come of a filing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Foresight {
    /// 生效后将出现的问题
    pub opened: Vec<Foreseen>,
    /// 生效后将消除的问题
    pub closed: Vec<Foreseen>,
}

/// What comes of the entries that a filing has, in the transaction that has them.
pub fn of_entries(tx: &mut Tx<'_>, entries: &[EntryRow], opened: &[Opened]) -> Result<Foresight> {
    let mut changes = Changes::default();
    for (entry, delta) in entries.iter().zip(opened) {
        changes.take(entry, delta.as_ref().ok());
    }
    let touched = changes.spread(tx.conn)?;
    let (_, cases) = recheck::find(tx.conn, &touched, china_time(tx.now).date())?;
    let mut known = Vec::new();
    for kind in [HeadKind::Enterprise, HeadKind::Person, HeadKind::Project] {
        let ids: Vec<i64> = touched.keys().filter(|(of, _)| *of == kind).map(|(_, id)| *id).collect();
        known.extend(store::open_of(tx.conn, kind, &ids)?);
    }
    let kept: BTreeSet<&str> = known.iter().map(|row| row.finding_key.as_str()).collect();
    let found: BTreeSet<String> = cases.iter().map(Case::key).collect();
    Ok(Foresight {
        opened: cases.iter().filter(|case| !kept.contains(case.key().as_str())).map(Foreseen::of).collect(),
        closed: known.iter().filter(|row| !found.contains(&row.finding_key)).map(Foreseen::kept).collect(),
    })
}

impl Foreseen {
    fn of(case: &Case) -> Self {
        let (finding, effect) = (&case.finding, case.finding.effect());
        Self {
            rule: finding.rule.id.clone(),
            title: finding.rule.title.clone(),
            effect,
            effect_label: effect.label().to_owned(),
            record: case.record.clone(),
            because: finding.judgement.because.clone(),
        }
    }

    fn kept(row: &FindingRow) -> Self {
        Self {
            rule: row.rule.clone(),
            title: rule::find(&row.rule).map_or_else(String::new, |rule| rule.title.clone()),
            effect: row.effect,
            effect_label: row.effect.label().to_owned(),
            record: row.record.clone(),
            because: row.because.clone(),
        }
    }
}
