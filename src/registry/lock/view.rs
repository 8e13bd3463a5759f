//! What a lock shows: to everybody, with the reasons.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::ManagerLock;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::domain::vocabulary::project::StageRecordKind;

/// Whom or what a lock names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LockSubject {
    /// 编号，可用于其页面和接口的地址；个人信息已删除的没有
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub id: Option<String>,
    /// 名称或姓名
    #[schema(example = "金水区人民医院病房楼")]
    pub name: String,
}

impl LockSubject {
    /// Somebody on file; who was erased has neither a name nor a page.
    pub fn person(public_id: String, name: String) -> Self {
        if name.is_empty() {
            return Self { id: None, name: "（个人信息已删除）".to_owned() };
        }
        Self { id: Some(public_id), name }
    }
}

/// The names of whom some locks are about.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    /// Of people.
    pub people: HashMap<PersonId, LockSubject>,
    /// Of projects.
    pub projects: HashMap<ProjectId, LockSubject>,
    /// Of enterprises.
    pub enterprises: HashMap<EnterpriseId, LockSubject>,
}

/// A project-manager lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ManagerLockView {
    /// 锁定编号
    #[schema(example = "4k7m2x9c1v8b3n6z")]
    pub id: String,
    /// 项目经理
    pub person: LockSubject,
    /// 项目
    pub project: LockSubject,
    /// 所属企业；主管部门锁定时没有写明的为空
    pub enterprise: Option<LockSubject>,
    /// 招标编号或中标通知书编号
    #[schema(example = "4101052503010101-BD-001")]
    pub tender_number: Option<String>,
    /// 标段
    #[schema(example = "一标段")]
    pub section: Option<String>,
    /// 状态
    pub state: LockState,
    /// 答复当日是否占用项目经理
    #[schema(example = true)]
    pub holds: bool,
    /// 自何日起占用
    #[schema(example = "2026-11-22")]
    pub since: NaiveDate,
    /// 何日起不再占用；仍在占用、没有期限的为空
    #[schema(example = "2027-01-06")]
    pub until: Option<NaiveDate>,
    /// 中标锁定日期
    #[schema(example = "2026-12-01")]
    pub locked_on: Option<NaiveDate>,
    /// 锁定依据的文件
    #[schema(example = "中标通知书 4101052503010101-BD-001")]
    pub award_document: Option<String>,
    /// 例外情形
    pub exception: Option<LockException>,
    /// 相邻分段、分期的另一项目
    pub exception_project: Option<LockSubject>,
    /// 例外依据的文件
    #[schema(example = "金建函〔2026〕12号")]
    pub exception_document: Option<String>,
    /// 解除原因
    pub release_reason: Option<LockReleaseReason>,
    /// 解除所依据的记录的种类；人工解除的为空
    pub release_basis: Option<StageRecordKind>,
    /// 解除依据的记录编号或文件
    #[schema(example = "4101052503010101-JX-001")]
    pub release_document: Option<String>,
    /// 办理和更正的经过，最早的在前
    pub history: Vec<LockEvent>,
    /// 版本，与响应头 `ETag` 相同
    #[schema(example = 1)]
    pub version: i64,
}

impl ManagerLockView {
    /// A lock on a day.
    pub fn of(row: &ManagerLock, subjects: &Subjects, history: Vec<LockEvent>, today: NaiveDate) -> Self {
        let life = row.life();
        let project = |id: ProjectId| subjects.projects.get(&id).cloned();
        let enterprise = |id: EnterpriseId| subjects.enterprises.get(&id).cloned();
        Self {
            id: row.public_id.clone(),
            person: subjects.people.get(&row.person_id).cloned().unwrap_or_default(),
            project: project(row.project_id).unwrap_or_default(),
            enterprise: row.enterprise_id.and_then(enterprise),
            tender_number: row.tender_number.clone(),
            section: row.section.clone(),
            state: row.state,
            holds: life.holds_on(today),
            since: life.since(),
            until: life.until(),
            locked_on: row.locked_on,
            award_document: row.award_document.clone(),
            exception: row.exception,
            exception_project: row.exception_project_id.and_then(project),
            exception_document: row.exception_document.clone(),
            release_reason: row.release_reason,
            release_basis: row.release_basis,
            release_document: row.release_document.clone(),
            history,
            version: row.row_version,
        }
    }

    /// Where it stands, in words.
    pub fn standing(&self) -> &'static str {
        match self.state {
            LockState::Reserved if !self.holds => LockReleaseReason::Expired.label(),
            state => state.label(),
        }
    }

    /// Who holds the manager since when, in a sentence without its full stop.
    pub fn sentence(&self) -> String {
        let verb = if self.state == LockState::Reserved { "投标预留" } else { "锁定" };
        let firm = self.enterprise.as_ref().map(|firm| format!("（{}）", firm.name)).unwrap_or_default();
        let document = self.award_document.as_deref().or(self.tender_number.as_deref());
        let document = document.map(|document| format!("，依据 {document}")).unwrap_or_default();
        let until = self.until.map(|until| format!("，至 {until} 为止")).unwrap_or_default();
        let Self { person, project, since, .. } = self;
        format!("{} 自 {since} 起由“{}”{firm}{verb}{document}{until}", person.name, project.name)
    }
}

/// What happened to a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LockEvent {
    /// 记入台账的时间
    pub at: DateTime<Utc>,
    /// 做了什么、依据什么
    #[schema(example = "自 2026-10-20 起解除：竣工验收合格，依据 竣工验收记录 4101052503010101-JX-001")]
    pub text: String,
    /// 带来这一变化的申报编号；没有经过申报的为空
    #[schema(example = "L-20261122-0000001")]
    pub filing_number: Option<String>,
}

impl LockEvent {
    /// What a change of a lock says; nothing where it says nothing new.
    pub fn of(
        at: NaiveDateTime,
        filing_number: Option<&String>,
        before: Option<&ManagerLock>,
        after: &ManagerLock,
    ) -> Option<Self> {
        let said = [taken(before, after), excepted(before, after), ended(before, after)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        let text = (!said.is_empty()).then(|| said.join("；"))?;
        Some(Self { at: at.and_utc(), text, filing_number: filing_number.cloned() })
    }
}

fn resting_on(document: Option<&str>) -> String {
    document.map(|document| format!("，依据 {document}")).unwrap_or_default()
}

fn taken(before: Option<&ManagerLock>, after: &ManagerLock) -> Option<String> {
    if let Some(locked) = after.locked_on.filter(|_| before.is_none_or(|before| before.locked_on.is_none())) {
        return Some(format!("中标，自 {locked} 起锁定{}", resting_on(after.award_document.as_deref())));
    }
    let (None, Some(from), Some(term)) = (before, after.reserved_on, after.expires_on) else { return None };
    Some(format!("投标预留，自 {from} 起，至 {term} 为止{}", resting_on(after.tender_number.as_deref())))
}

fn excepted(before: Option<&ManagerLock>, after: &ManagerLock) -> Option<String> {
    match (before.and_then(|before| before.exception), after.exception) {
        (None, Some(exception)) => {
            Some(format!("例外：{exception}{}", resting_on(after.exception_document.as_deref())))
        }
        (Some(exception), None) => Some(format!("例外结束：{exception}")),
        _ => None,
    }
}

fn ended(before: Option<&ManagerLock>, after: &ManagerLock) -> Option<String> {
    let release = |lock: &ManagerLock| lock.released_on.zip(lock.release_reason);
    let was = before.and_then(release);
    let basis = after.release_basis.map(|basis| format!("{basis} ")).unwrap_or_default();
    let document = after.release_document.as_deref().map(|document| format!("{basis}{document}"));
    match (was, release(after)) {
        (None, Some((on, reason))) => Some(format!("自 {on} 起解除：{reason}{}", resting_on(document.as_deref()))),
        (Some((was, _)), Some((on, reason)))
            if before.is_some_and(|before| {
                before.released_on != after.released_on
                    || before.release_reason != after.release_reason
                    || before.release_document != after.release_document
            }) =>
        {
            Some(format!("更正：解除日期由 {was} 改为 {on}，{reason}{}", resting_on(document.as_deref())))
        }
        (Some((was, _)), None) => Some(format!("更正：自 {was} 起的解除不成立，恢复锁定")),
        _ => None,
    }
}
