//! Records that arrive before their project wait for it, and are taken up when it is put on file.

use super::payload::Payload;
use super::{Incoming, ProjectChange, ProjectRecords};
use crate::db::{Conn, Tx};
use crate::domain::vocabulary::project::StageRecordKind;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Refusal, Source, Why};
use crate::registry::pending::{self, Waiting};
use crate::vault::Vault;

/// What [`pending`] knows them as.
pub const KIND: &str = "project";

/// What waits for the projects that these changes put on file, oldest first.
pub fn for_projects(conn: &mut Conn, vault: &Vault, changes: &[ProjectChange]) -> Result<Vec<Incoming>> {
    let registered = changes.iter().filter(|change| change.head.is_some());
    let parents: Vec<String> = registered.flat_map(|change| change.who.waiting_keys()).collect();
    let waiting = pending::waiting_for::<Payload>(conn, vault, KIND, &parents)?;
    Ok(waiting.into_iter().map(|(row, payload)| Incoming::new(Source::Waited(row), payload.into())).collect())
}

/// Lets changes wait whose project is not on file, and says of each by its place why; those that waited before stay as
/// they are.
pub fn add(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, incoming: &[Incoming]) -> Result<Vec<(usize, String)>> {
    let mut reasons = Vec::new();
    let mut waiting: Vec<Waiting<Payload>> = Vec::new();
    for incoming in incoming {
        let Some(place) = incoming.place() else { continue };
        let reason = reason(&incoming.change);
        reasons.push((place, reason.clone()));
        waiting.push(Waiting {
            kind: KIND,
            waits_for: incoming.change.who.waits_for().unwrap_or_default(),
            reason,
            summary: summary(&incoming.change.records),
            change: incoming.change.clone().into(),
        });
    }
    pending::add(tx, basis, vault, &waiting)?;
    Ok(reasons)
}

/// Removes what waited and has found its project. What cannot stand beside what is on file goes on waiting, and says why.
pub fn settle(conn: &mut Conn, mut awaited: Vec<i64>, refused: &[(Source, Refusal)]) -> Result<()> {
    for (source, refusal) in refused {
        let Source::Waited(row) = source else { continue };
        let reason = match refusal.why {
            Why::Outranked(level) => format!(
                "项目已经登记，但本记录与库中{}的记录不一致，没有归入。如确需更正，请由相应审核部门提交。",
                level.label()
            ),
            Why::Impossible(order) => format!(
                "项目已经登记，但本记录与库中已有的内容合起来，{}，没有归入。请核对这两个日期后重新提交。",
                order.said()
            ),
            Why::Contradicted(_) => continue,
        };
        awaited.retain(|awaited| awaited != row);
        pending::set_reason(conn, *row, &reason)?;
    }
    Ok(pending::remove(conn, &awaited)?)
}

fn reason(change: &ProjectChange) -> String {
    let who = &change.who;
    let number = who.national_number.as_ref().or_else(|| who.numbers.first().map(|(_, number)| number));
    if let Some(number) = number {
        return format!(
            "项目库中没有编号为“{number}”的唯一项目。请先登记该项目，本记录会自动归入；若编号有误，请更正后重新提交。"
        );
    }
    if let Some(number) = &who.hint {
        return format!(
            "记录没有写明项目编号，按环节编号推测属于项目“{number}”，但项目库中没有该项目。请补填项目编号，或先登记该项目。"
        );
    }
    "记录没有写明项目编号，按项目名称和建设单位也不能确定是哪一个项目。请补填项目编号后重新提交。".to_owned()
}

/// What the records are, without names of persons.
fn summary(records: &ProjectRecords) -> String {
    let mut parts = Vec::new();
    macro_rules! stages {
        ($($records:ident => $kind:ident,)+) => { $(
            parts.extend(records.$records.iter().map(|row| format!("{} {}", StageRecordKind::$kind.label(), row.number)));
        )+ };
    }
    stages! {
        tenders => Tender,
        contracts => Contract,
        drawing_reviews => DrawingReview,
        quality_supervisions => QualitySupervision,
        safety_supervisions => SafetySupervision,
        permits => Permit,
        acceptances => Acceptance,
        acceptance_filings => AcceptanceFiling,
    }
    let counted = [
        ("单体工程", records.unit_works.len()),
        ("单体技术指标", records.measures.len()),
        ("参建单位", records.participants.len()),
        ("任职人员", records.engagements.len()),
        ("标段", records.tender_sections.len()),
        ("投标人", records.tender_bidders.len()),
        ("审图违反强制性标准", records.drawing_violations.len()),
        ("施工许可变更", records.permit_changes.len()),
        ("环节关联", records.record_links.len()),
        ("质量终身责任承诺", records.commitments.len()),
        ("停工", records.stoppages.len()),
        ("虚假业绩认定", records.fake_performances.len()),
    ];
    parts.extend(counted.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count} 条")));
    parts.join("、")
}
