//! What is shown of filings, as JSON and on pages.

pub mod kind;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::content;
use super::draft::Purpose;
use super::kinds;
use super::lists::Listed;
use crate::domain::standard::calendar::Calendar;
use crate::domain::standard::reason;
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::attachment::ScanState;
use crate::domain::vocabulary::filing::{FilingState, ItemState, StepKind};
use crate::domain::vocabulary::provenance::DataLevel;
use crate::error::Result;
use crate::filing::rows::{Attachment, Desk, Item, Step};
use crate::vault::Vault;

/// A filing in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilingSummary {
    /// Its number.
    #[schema(example = "F-410105-20261122-000123")]
    pub number: String,
    /// Its kind.
    #[schema(example = "performance")]
    pub kind: String,
    /// Its kind in words.
    #[schema(example = "工程业绩")]
    pub kind_label: String,
    /// Its act.
    #[schema(example = "backfill")]
    pub act: String,
    /// Its act in words.
    #[schema(example = "补录历史业绩")]
    pub act_label: String,
    /// Where it stands.
    pub state: FilingState,
    /// Where it stands, in words.
    #[schema(example = "审核中")]
    pub state_label: String,
    /// Who files.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub organisation: String,
    /// Where it is decided.
    #[schema(example = "410105")]
    pub region: String,
    /// How many items stand where.
    pub item_counts: ItemCounts,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was first submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When anything of it last changed.
    pub changed_at: DateTime<Utc>,
    /// The desks at which something waits.
    pub desks: Vec<DeskView>,
    /// Its version, as in the `ETag`.
    #[schema(example = 3)]
    pub version: i64,
}

/// How many items stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemCounts {
    /// All but those withdrawn.
    pub total: i64,
    /// Not submitted yet.
    pub draft: i64,
    /// Waiting for a decision.
    pub waiting: i64,
    /// Returned to the filer.
    pub returned: i64,
    /// In force.
    pub in_force: i64,
    /// Refused.
    pub refused: i64,
}

impl ItemCounts {
    fn of(counts: impl IntoIterator<Item = (ItemState, i64)>) -> Self {
        let mut all = Self::default();
        for (state, count) in counts {
            let slot = match state {
                ItemState::Draft => &mut all.draft,
                ItemState::Waiting => &mut all.waiting,
                ItemState::Returned => &mut all.returned,
                ItemState::InForce => &mut all.in_force,
                ItemState::Refused => &mut all.refused,
                ItemState::Withdrawn => continue,
            };
            *slot += count;
            all.total += count;
        }
        all
    }
}

/// A desk at which a filing waits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskView {
    /// The tier.
    pub tier: Tier,
    /// The tier in words.
    #[schema(example = "县级")]
    pub tier_label: String,
    /// Items that wait there.
    #[schema(example = 3)]
    pub waiting: i64,
    /// When they came.
    pub arrived_at: DateTime<Utc>,
    /// Last day of the term.
    pub due_on: NaiveDate,
    /// Working days that are left; negative when it is overdue.
    #[schema(example = 4)]
    pub working_days_left: i64,
    /// Who has taken it on.
    #[schema(example = "李审核")]
    pub claimed_by: Option<String>,
    /// 代谁办理：领办人离岗、由读取者代理时为领办人的姓名
    #[schema(example = "李审核")]
    pub acting_for: Option<String>,
}

impl DeskView {
    fn of(desk: &Desk, listed: &Listed, calendar: &Calendar, today: NaiveDate) -> Self {
        let reviewer = desk.claimed_by.and_then(|account| listed.reviewers.get(&account));
        let is_absent = desk.claimed_by.is_some_and(|account| listed.absent.contains(&account));
        Self {
            tier: desk.tier,
            tier_label: desk.tier.label().to_owned(),
            waiting: desk.waiting,
            arrived_at: desk.arrived_at.and_utc(),
            due_on: desk.due_on,
            working_days_left: calendar.working_days_between(today, desk.due_on).days,
            claimed_by: reviewer.cloned(),
            acting_for: reviewer.filter(|_| is_absent).cloned(),
        }
    }
}

impl FilingSummary {
    /// A filing as lists show it.
    pub fn of(listed: &Listed, calendar: &Calendar, today: NaiveDate) -> Self {
        let Listed { filing, case, organisation, desks, counts, .. } = listed;
        let kind = kinds::ALL.iter().find(|kind| kind.name == filing.kind);
        let act = kind.and_then(|kind| kind.acts.iter().find(|act| act.name == case.act));
        let waiting = desks.iter().filter(|desk| desk.waiting > 0);
        let desk = |desk: &Desk| DeskView::of(desk, listed, calendar, today);
        Self {
            number: filing.number.clone(),
            kind: filing.kind.clone(),
            kind_label: kind.map_or(&*filing.kind, |kind| kind.title).to_owned(),
            act: case.act.clone(),
            act_label: act.map_or(&*case.act, |act| act.title).to_owned(),
            state: filing.state,
            state_label: filing.state.label().to_owned(),
            organisation: organisation.clone(),
            region: case.region_code.clone(),
            item_counts: ItemCounts::of(counts.iter().copied()),
            opened_at: case.opened_at.and_utc(),
            submitted_at: case.submitted_at.map(|at| at.and_utc()),
            changed_at: case.changed_at.and_utc(),
            desks: waiting.map(desk).collect(),
            version: case.row_version,
        }
    }
}

/// An item of a filing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// Its line in the filing, from 1.
    #[schema(example = 1)]
    pub place: i64,
    /// Kind of sheet.
    #[schema(example = "backfill")]
    pub sheet: String,
    /// What tells it from its sisters.
    #[schema(example = "金水区第三小学教学楼")]
    pub title: String,
    /// Where it stands.
    pub state: ItemState,
    /// Where it stands, in words.
    #[schema(example = "待审核")]
    pub state_label: String,
    /// The tier whose decision it awaits.
    pub tier: Option<Tier>,
    /// The level that the approvals so far give.
    pub data_level: DataLevel,
    /// Why it was returned or refused.
    pub reason: Option<ReasonView>,
    /// What was said besides.
    pub note: Option<String>,
    /// What it says, by field; a person's number is covered.
    #[schema(example = json!({"name": "金水区第三小学教学楼", "region": "410105"}))]
    pub fields: BTreeMap<String, String>,
}

/// A coded reason.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReasonView {
    /// Its code.
    #[schema(example = "R22")]
    pub code: String,
    /// What it says.
    #[schema(example = "申报材料不清晰，无法辨认")]
    pub text: String,
    /// What the filer should do.
    #[schema(example = "请重新扫描或拍照，再上传。")]
    pub remedy: String,
}

impl ReasonView {
    /// The reason of a code.
    pub fn of(code: &str) -> Option<Self> {
        let reason = reason::find(code)?;
        Some(Self { code: reason.code.clone(), text: reason.text.clone(), remedy: reason.remedy.clone() })
    }
}

impl ItemView {
    /// An item with what it says.
    pub fn of(vault: &Vault, purpose: Purpose, item: &Item) -> Result<Self> {
        let sheet = purpose.act.sheet(&item.sheet)?;
        let filled = content::open(vault, &item.content_cipher)?;
        let covered = |(field, text): (String, String)| {
            let personal = sheet.columns.iter().any(|column| column.field == field && column.personal);
            let text = if personal { covered(&text) } else { resident_id::covered(&text) };
            (field, text)
        };
        Ok(Self {
            place: item.place,
            sheet: item.sheet.clone(),
            title: item.title.clone(),
            state: item.state,
            state_label: item.state.label().to_owned(),
            tier: item.tier,
            data_level: item.data_level,
            reason: item.reason_code.as_deref().and_then(ReasonView::of),
            note: item.note.clone(),
            fields: filled.fields.into_iter().map(covered).collect(),
        })
    }
}

/// A personal value with its middle covered.
pub fn covered(text: &str) -> String {
    if let Some(covered) = resident_id::covered_within(text) {
        return covered;
    }
    let characters: Vec<char> = text.chars().collect();
    let shown = characters.len() / 4;
    let cover = |(place, character): (usize, &char)| {
        if place < shown || place + shown >= characters.len() { *character } else { '*' }
    };
    characters.iter().enumerate().map(cover).collect()
}

/// One thing that happened to a filing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub step: StepKind,
    /// What, in words.
    #[schema(example = "审核通过")]
    pub step_label: String,
    /// Who.
    #[schema(example = "李审核")]
    pub who: String,
    /// 代谁办理：由代理人办理时为离岗的审核人员的姓名
    #[schema(example = "王建国")]
    pub on_behalf_of: Option<String>,
    /// Their organisation.
    #[schema(example = "金水区住房和城乡建设局")]
    pub organisation: String,
    /// The tier that acted.
    pub tier: Option<Tier>,
    /// How many items it concerned.
    #[schema(example = 3)]
    pub items: i64,
    /// Why.
    pub reason: Option<ReasonView>,
    /// What was said besides.
    pub note: Option<String>,
}

impl StepView {
    /// A step of a timeline.
    pub fn of(step: &Step) -> Self {
        Self {
            at: step.at.and_utc(),
            step: step.step,
            step_label: step.step.label().to_owned(),
            who: step.person_name.clone(),
            on_behalf_of: step.on_behalf_of.clone(),
            organisation: step.organisation.clone(),
            tier: step.tier,
            items: step.items,
            reason: step.reason_code.as_deref().and_then(ReasonView::of),
            note: step.note.clone(),
        }
    }
}

/// What is attached to a filing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Its id.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Name of the file.
    #[schema(example = "竣工验收证明.pdf")]
    pub name: String,
    /// What it is to show.
    #[schema(example = "竣工验收证明")]
    pub purpose: Option<String>,
    /// What it is, as its content says.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Bytes.
    #[schema(example = 183_204)]
    pub size: i64,
    /// Whether it was searched for viruses.
    pub scan_state: ScanState,
    /// When it was attached.
    pub attached_at: DateTime<Utc>,
}

impl AttachmentView {
    /// An attachment.
    pub fn of(row: &Attachment) -> Self {
        Self {
            id: row.public_id.clone(),
            name: row.name.clone(),
            purpose: row.purpose.clone(),
            media_type: row.kind.media_type().to_owned(),
            size: row.size,
            scan_state: row.scan_state,
            attached_at: row.attached_at.and_utc(),
        }
    }
}

/// A filing with everything under it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilingDetail {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: FilingSummary,
    /// The tiers that decide, in order.
    pub route: Vec<Tier>,
    /// Whether two reviewers of a tier have to approve.
    pub four_eyes: bool,
    /// What is filed.
    pub items: Vec<ItemView>,
    /// What is attached.
    pub attachments: Vec<AttachmentView>,
}
