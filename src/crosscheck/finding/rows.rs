//! The tables of findings.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::rules::Effect;
use crate::domain::vocabulary::finding::{FindingState, FindingTurn};
use crate::domain::vocabulary::ids::{AccountId, EnterpriseId, FindingId, PersonId, ProjectId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::record::record;
use crate::schema::{finding, finding_step};

/// A finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = finding, primary_key(id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct FindingRow {
    /// Row id.
    pub id: FindingId,
    /// Its address.
    pub public_id: String,
    /// What tells it from all others: rule, whom it concerns, record.
    pub finding_key: String,
    /// The rule.
    pub rule: String,
    /// Its version when it was found.
    pub rule_version: i32,
    /// What follows.
    pub effect: Effect,
    /// How far it has come.
    pub state: FindingState,
    /// Kind of the head whose examination finds it.
    pub owner_kind: HeadKind,
    /// Row id of that head.
    pub owner_id: i64,
    /// The enterprise it concerns.
    pub enterprise_id: Option<EnterpriseId>,
    /// The person it concerns.
    pub person_id: Option<PersonId>,
    /// The project it concerns.
    pub project_id: Option<ProjectId>,
    /// Where: of the project, or else of the enterprise; empty where it is not known.
    pub region_code: String,
    /// The record it is about.
    pub record: String,
    /// The day of the act; of a standing, the day it was first seen.
    pub act_on: NaiveDate,
    /// Why, in a sentence.
    pub because: String,
    /// What was looked at, JSON: pairs of a record and what it says.
    pub seen: String,
    /// When it was found, or found again, UTC.
    pub opened_at: NaiveDateTime,
    /// When anything of it last changed, UTC.
    pub changed_at: NaiveDateTime,
    /// When it was found no more, UTC.
    pub closed_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}
record!(FindingRow, finding, head);

/// What happened to a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = finding_step, primary_key(finding_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct StepRow {
    /// The finding.
    pub finding_id: FindingId,
    /// Row id.
    pub id: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// What.
    pub turn: FindingTurn,
    /// Who; nothing where the check did.
    pub account_id: Option<AccountId>,
    /// Their name.
    pub person_name: Option<String>,
    /// Their organisation.
    pub organisation: Option<String>,
    /// What they said.
    pub note: Option<String>,
    /// The document it rests on.
    pub document: Option<String>,
    /// The ledger entry that the check acted on.
    pub cause_entry_id: Option<i64>,
    /// Version of the row.
    pub row_version: i64,
}
record!(StepRow, finding_step, many finding_id);
