//! What the registries say of the rows that were handed to them, as remarks on the sheets.

use std::sync::Arc;

use super::reader::Sourced;
use crate::intake::{Remark, Severity};
use crate::record::{Outcome, Refusal, Why};
use crate::registry::history;

/// Where the rows of a file that were handed over stand, in their order: four bytes a row.
#[derive(Debug, Default)]
pub struct Lines {
    rows: Vec<u32>,
    /// The sheets, each with the first of its rows.
    sheets: Vec<(usize, Arc<str>)>,
}

impl Lines {
    /// Adds rows that were handed over.
    pub fn extend(&mut self, rows: &[Sourced]) {
        for Sourced { remark, .. } in rows {
            if self.sheets.last().is_none_or(|(_, sheet)| *sheet != remark.sheet) {
                self.sheets.push((self.rows.len(), Arc::clone(&remark.sheet)));
            }
            self.rows.push(remark.row);
        }
    }

    fn line(&self, place: u32) -> Option<(Arc<str>, u32)> {
        let place = usize::try_from(place).ok()?;
        let sheet = self.sheets.partition_point(|(first, _)| *first <= place).checked_sub(1)?;
        Some((Arc::clone(&self.sheets.get(sheet)?.1), *self.rows.get(place)?))
    }
}

/// What is to be said of a batch.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// One remark a row, and one on the row that a refused one contradicts.
    pub remarks: Vec<Remark>,
    /// Rows that were not taken.
    pub refused: u64,
    /// Rows that wait for their project.
    pub waiting: u64,
}

impl Verdicts {
    /// Says of the rows of a batch what became of those that were not simply taken. `lines` ends with this batch.
    pub fn of(outcome: &Outcome, rows: &[Sourced], lines: &Lines, dry_run: bool) -> Self {
        let mut verdicts = Self { waiting: outcome.waiting.len() as u64, ..Self::default() };
        let remark = |place: usize| rows.get(place).map(|row| Remark { value: None, ..row.remark.clone() });
        for (source, refusal) in &outcome.refused {
            let Some(remark) = source.place().and_then(remark) else { continue };
            verdicts.refused += 1;
            verdicts.remarks.extend(refused(remark, *refusal, lines));
        }
        for remark in outcome.unresolved.iter().filter_map(|place| remark(*place)) {
            // A dry run takes back what the rows before brought, who may be the one meant.
            verdicts.refused += u64::from(!dry_run);
            verdicts.remarks.push(if dry_run { unresolved(remark).warning() } else { unresolved(remark) });
        }
        for (place, reason) in &outcome.waiting {
            verdicts.remarks.extend(remark(*place).map(|remark| waiting(remark, reason)));
        }
        verdicts.remarks.extend(outcome.assumed.iter().filter_map(|place| remark(*place)).map(assumed));
        verdicts
    }
}

fn refused(remark: Remark, refusal: Refusal, lines: &Lines) -> Vec<Remark> {
    let noun = history::noun(refusal.table);
    match refusal.why {
        Why::Outranked(level) => vec![Remark {
            code: "record.outranked".into(),
            reason: format!("与库中{}的“{noun}”不一致，整行未导入", level.label()),
            remedy: "如确需更正，请由相应审核部门提交".to_owned(),
            ..remark
        }],
        Why::Contradicted(by) => contradicted(remark, noun, lines.line(by)),
        Why::Impossible(order) => vec![Remark {
            code: "record.impossible".into(),
            reason: format!("与库中已有的“{noun}”合起来，{}，整行未导入", order.said()),
            remedy: "请核对这两个日期，并在同一行中一并填写".to_owned(),
            ..remark
        }],
    }
}

/// Both rows are named: either may be the right one.
fn contradicted(later: Remark, noun: &str, earlier: Option<(Arc<str>, u32)>) -> Vec<Remark> {
    let remedy = "请核对这两行，只保留正确的一行后重新导入";
    let place = |sheet: &str, row: u32| format!("工作表“{sheet}”第{row}行");
    let Some((sheet, row)) = earlier.filter(|(sheet, row)| (sheet, *row) != (&later.sheet, later.row)) else {
        let reason = format!("同一行里对同一条“{noun}”有两种说法，整行未导入");
        let remedy = "请核对后只保留一种".to_owned();
        return vec![Remark { code: "record.contradicted".into(), reason, remedy, ..later }];
    };
    let first = Remark {
        sheet: Arc::clone(&sheet),
        row,
        place: None,
        code: "record.contradicted_later".into(),
        reason: format!("{}对同一条“{noun}”另有说法，已按本行登记", place(&later.sheet, later.row)),
        remedy: remedy.to_owned(),
        severity: Severity::Warning,
        ..later.clone()
    };
    let reason = format!("与{}说的是同一条“{noun}”，内容却不同，整行未导入", place(&sheet, row));
    let second = Remark { code: "record.contradicted".into(), reason, remedy: remedy.to_owned(), ..later };
    vec![second, first]
}

fn unresolved(remark: Remark) -> Remark {
    Remark {
        code: "record.unresolved".into(),
        reason: "无法确定指的是哪一个企业或哪一名人员，未作登记".to_owned(),
        remedy: "请补充统一社会信用代码、身份证号码，或注册编号、证书编号后重新导入".to_owned(),
        ..remark
    }
}

fn waiting(remark: Remark, why: &str) -> Remark {
    let (reason, remedy) = why.split_once('。').unwrap_or((why, ""));
    Remark {
        code: "record.waiting".into(),
        reason: reason.to_owned(),
        remedy: remedy.trim_end_matches('。').to_owned(),
        ..remark.warning()
    }
}

fn assumed(remark: Remark) -> Remark {
    Remark {
        code: "record.assumed".into(),
        reason: "没有写明是哪一个项目，按环节编号推定".to_owned(),
        remedy: "请核对，并补填项目编号".to_owned(),
        ..remark.warning()
    }
}
