//! The table of locks, as rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::lock::{Life, ShownEnd};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::domain::vocabulary::project::StageRecordKind;
use crate::record::record;
use crate::schema::manager_lock;

/// A lock of a project manager (项目经理锁定), from its reservation to its release.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = manager_lock, primary_key(person_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ManagerLock {
    /// The manager.
    pub person_id: PersonId,
    /// Row id.
    pub id: i64,
    /// Its address.
    pub public_id: String,
    /// The works.
    pub project_id: ProjectId,
    /// On whose behalf, where it is known.
    pub enterprise_id: Option<EnterpriseId>,
    /// Number of the tender (中标通知书编号 or 招标编号), as written.
    pub tender_number: Option<String>,
    /// Section of the tender (标段).
    pub section: Option<String>,
    /// Where it stands.
    pub state: LockState,
    /// When it was reserved.
    pub reserved_on: Option<NaiveDate>,
    /// The first day on which the reservation holds nobody any more.
    pub expires_on: Option<NaiveDate>,
    /// The day of the award.
    pub locked_on: Option<NaiveDate>,
    /// The document that shows the award.
    pub award_document: Option<String>,
    /// Why other works may be led all the same.
    pub exception: Option<LockException>,
    /// The works beside which these may be led.
    pub exception_project_id: Option<ProjectId>,
    /// The document that the exception rests on.
    pub exception_document: Option<String>,
    /// The first day on which the manager is free.
    pub released_on: Option<NaiveDate>,
    /// Why.
    pub release_reason: Option<LockReleaseReason>,
    /// Kind of the record that the release follows; nothing where somebody released by hand.
    pub release_basis: Option<StageRecordKind>,
    /// That record by its number, or the document that somebody rested on.
    pub release_document: Option<String>,
    /// Version of the row.
    pub row_version: i64,
}

record!(ManagerLock, manager_lock, many person_id);

impl ManagerLock {
    /// What decides whom it keeps from what.
    pub fn life(&self) -> Life {
        Life {
            project: self.project_id,
            state: self.state,
            reserved_on: self.reserved_on,
            expires_on: self.expires_on,
            locked_on: self.locked_on,
            exception: self.exception,
            beside: self.exception_project_id,
            released_on: self.released_on,
        }
    }

    /// The same, released by hand or by its term.
    #[must_use]
    pub fn released(&self, on: NaiveDate, reason: LockReleaseReason, document: Option<String>) -> Self {
        Self {
            state: LockState::Released,
            released_on: Some(on),
            release_reason: Some(reason),
            release_basis: None,
            release_document: document,
            ..self.clone()
        }
    }

    /// The same, ended as records show it, or lasting where they show no end.
    #[must_use]
    pub fn ended(&self, end: Option<&ShownEnd>) -> Self {
        match end {
            Some(end) => {
                Self { release_basis: Some(end.basis), ..self.released(end.on, end.reason, end.number.clone()) }
            }
            None => Self {
                state: LockState::Locked,
                released_on: None,
                release_reason: None,
                release_basis: None,
                release_document: None,
                ..self.clone()
            },
        }
    }

    /// The same with another exception, or none.
    #[must_use]
    pub fn excepted(
        &self,
        exception: Option<LockException>,
        beside: Option<ProjectId>,
        document: Option<String>,
    ) -> Self {
        Self { exception, exception_project_id: beside, exception_document: document, ..self.clone() }
    }

    /// Whether its end follows the records of its works.
    pub fn follows_records(&self) -> bool {
        self.life().follows_records(self.release_basis.is_some())
    }
}
