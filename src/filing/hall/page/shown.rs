//! What pages of the hall show of filings, in their words.

use std::collections::BTreeMap;

use crate::domain::standard::region;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::attachment::ScanState;
use crate::domain::vocabulary::filing::{FilingState, ItemState};
use crate::error::Result;
use crate::filing::hall::draft::Purpose;
use crate::filing::hall::view::{AttachmentView, DeskView, FilingSummary, ItemCounts, ItemView, StepView};
use crate::filing::hall::{docket, kinds};
use crate::web::pages::{Answer, FilingHead, FilingItem, FilingLine, FilingPaper, WaitLine};
use crate::web::parts::{Choice, StateTag, TimelineEntry, TimelineWhen, Tone, Verdict};

/// Working days before a term ends from which it is pressing.
const PRESSING: i64 = 1;

pub(super) fn state(state: FilingState) -> StateTag {
    let label = state.label().to_owned();
    match state {
        FilingState::InForce => StateTag::Good(label),
        FilingState::Submitted | FilingState::Returned => StateTag::Attention(label),
        FilingState::Refused => StateTag::Bad(label),
        FilingState::Draft | FilingState::Withdrawn => StateTag::Plain(label),
    }
}

pub(super) fn item_state(state: ItemState, tier: Option<Tier>) -> StateTag {
    let label = match tier {
        Some(tier) if state == ItemState::Waiting => format!("待{}审核", tier.label()),
        _ => state.label().to_owned(),
    };
    match state {
        ItemState::InForce => StateTag::Good(label),
        ItemState::Waiting | ItemState::Returned => StateTag::Attention(label),
        ItemState::Refused => StateTag::Bad(label),
        ItemState::Draft | ItemState::Withdrawn => StateTag::Plain(label),
    }
}

/// How many items there are, and where they stand: `200 项：待审核 188，已退回 12`.
pub(super) fn items(counts: ItemCounts) -> String {
    let parts = [
        ("草稿", counts.draft),
        ("待审核", counts.waiting),
        ("已退回", counts.returned),
        ("已生效", counts.in_force),
        ("不予通过", counts.refused),
    ];
    let there: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(label, count)| format!("{label} {count}")).collect();
    match there.as_slice() {
        [] => "没有内容".to_owned(),
        [_] => format!("{} 项", counts.total),
        several => format!("{} 项：{}", counts.total, several.join("，")),
    }
}

pub(super) fn what(summary: &FilingSummary) -> String {
    format!("{}：{}", summary.kind_label, summary.act_label)
}

pub(super) fn line(summary: FilingSummary) -> FilingLine {
    FilingLine {
        url: format!("/filings/{}", summary.number),
        what: what(&summary),
        items: items(summary.item_counts),
        state: state(summary.state),
        waits: summary.desks.iter().map(wait).collect(),
        changed_at: summary.changed_at,
        organisation: summary.organisation,
        number: summary.number,
    }
}

pub(super) fn wait(desk: &DeskView) -> WaitLine {
    let left = match desk.working_days_left {
        days if days < 0 => StateTag::Bad(format!("逾期 {} 个工作日", -days)),
        0 => StateTag::Attention("今日到期".to_owned()),
        days if days <= PRESSING => StateTag::Attention(format!("剩 {days} 个工作日")),
        days => StateTag::Plain(format!("剩 {days} 个工作日")),
    };
    WaitLine {
        tier: desk.tier_label.clone(),
        due_on: desk.due_on,
        left,
        claimed_by: desk.claimed_by.clone(),
        acting_for: desk.acting_for.clone(),
    }
}

pub(super) fn head(summary: &FilingSummary, route: &[Tier]) -> FilingHead {
    FilingHead {
        what: what(summary),
        region: region::path(&summary.region).unwrap_or_else(|| summary.region.clone()),
        state: state(summary.state),
        route: route.iter().map(|tier| tier.label()).collect::<Vec<_>>().join(" → "),
        submitted_at: summary.submitted_at,
        items: items(summary.item_counts),
        is_recorded_only: kinds::find(&summary.kind).is_ok_and(|kind| kind.is_recorded_only),
        organisation: summary.organisation.clone(),
        number: summary.number.clone(),
    }
}

/// Where a filing stands, in a sentence.
pub(super) fn verdict(summary: &FilingSummary) -> Verdict {
    let waits = |desk: &DeskView| format!("{}应于 {} 前办结 {} 项", desk.tier_label, desk.due_on, desk.waiting);
    let (tone, sentence) = match summary.state {
        FilingState::Draft => (Tone::Unknown, "还没有提交。填好内容、传齐附件后，请核对并提交。".to_owned()),
        FilingState::Submitted => {
            let waits: Vec<String> = summary.desks.iter().map(waits).collect();
            let returned = match summary.item_counts.returned {
                0 => String::new(),
                returned => format!("另有 {returned} 项被退回，请按理由补正后重新提交。"),
            };
            (Tone::Busy, format!("主管部门正在审核：{}。{returned}", waits.join("；")))
        }
        FilingState::Returned => {
            let text =
                format!("有 {} 项被退回。请按理由补正后重新提交；其余各项不受影响。", summary.item_counts.returned);
            (Tone::Busy, text)
        }
        FilingState::InForce => {
            let refused = match summary.item_counts.refused {
                0 => String::new(),
                refused => format!("，另有 {refused} 项未通过"),
            };
            (Tone::Free, format!("{} 项已经生效，登记库已更新{refused}。", summary.item_counts.in_force))
        }
        FilingState::Refused => (Tone::Busy, "审核未通过，登记库没有改变。理由见各项。".to_owned()),
        FilingState::Withdrawn => (Tone::Unknown, "已由申报单位撤回，登记库没有改变。".to_owned()),
    };
    Verdict { tone, word: summary.state_label.clone(), sentence, as_of: None }
}

/// What happened, latest first.
pub(super) fn timeline(steps: Vec<StepView>) -> Vec<TimelineEntry> {
    let entry = |step: StepView| {
        let tier = step.tier.map(|tier| format!("{}　", tier.label())).unwrap_or_default();
        let mut details = Vec::new();
        if step.items > 0 {
            details.push(format!("{} 项", step.items));
        }
        details.extend(step.reason.map(|reason| reason.text));
        details.extend(step.note);
        let source = if step.organisation.is_empty() {
            step.who
        } else {
            docket::by(&step.who, step.on_behalf_of.as_deref(), &step.organisation)
        };
        let title = format!("{tier}{}", step.step_label);
        TimelineEntry { when: TimelineWhen::Instant(step.at), title, details, source: Some(source) }
    };
    steps.into_iter().rev().map(entry).collect()
}

/// What was filled in, in the order of the sheet.
pub(super) fn answers(purpose: Purpose, sheet: &str, fields: &BTreeMap<String, String>) -> Result<Vec<Answer>> {
    let columns = purpose.act.sheet(sheet)?.columns.iter();
    let answer = columns.filter_map(|column| {
        let value = fields.get(column.field)?;
        let value = region::path(value).filter(|_| column.field.ends_with("region")).unwrap_or_else(|| value.clone());
        Some(Answer { label: column.header.to_owned(), value })
    });
    Ok(answer.collect())
}

pub(super) fn item(purpose: Purpose, view: ItemView) -> Result<FilingItem> {
    Ok(FilingItem {
        answers: answers(purpose, &view.sheet, &view.fields)?,
        place: view.place,
        title: view.title,
        state: item_state(view.state, view.tier),
        level: view.data_level.as_str().to_owned(),
        reason: view.reason.map(|reason| (reason.text, reason.remedy)),
        note: view.note,
        errors: Vec::new(),
        edit_url: None,
        remove_url: None,
    })
}

pub(super) fn paper(number: &str, view: AttachmentView, may_remove: bool) -> FilingPaper {
    let url = format!("/filings/{number}/attachments/{}", view.id);
    let label = view.scan_state.label().to_owned();
    let scan = match view.scan_state {
        ScanState::Clean | ScanState::NotRequired => StateTag::Plain(label),
        ScanState::Unscanned => StateTag::Attention(label),
        ScanState::Infected => StateTag::Bad(label),
    };
    let kilobytes = (view.size + 1023) / 1024;
    let size = if kilobytes < 1024 { format!("{kilobytes} KB") } else { format!("{} MB", (kilobytes + 512) / 1024) };
    FilingPaper {
        remove_url: may_remove.then(|| format!("{url}/removal")),
        name: view.name,
        url,
        purpose: view.purpose,
        size,
        scan,
        attached_at: view.attached_at,
    }
}

/// Kinds of filing to choose from.
pub(super) fn kind_choices(chosen: &str) -> Vec<Choice> {
    Choice::among("全部", kinds::ALL.iter().map(|kind| (kind.name, kind.title)), chosen)
}
