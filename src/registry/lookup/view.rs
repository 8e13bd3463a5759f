//! What the look-up of active projects answers, in JSON and on the page alike.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::term::Bond;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::registry::enterprise::view::EnterpriseCandidate;
use crate::registry::personnel::view::RegistrationView;
use crate::registry::view::{EnterpriseLink, RegionView};

/// Whether somebody is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No active project.
    Free,
    /// At least one.
    Engaged,
    /// None is known to be theirs, but projects name somebody of the name without telling who it is.
    Unconfirmed,
}

/// A project that the person leads now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActiveProject {
    /// Opaque id: the canonical address of the project.
    #[schema(example = "6k1v9d3m7x0r2w8p")]
    pub project_id: String,
    /// National project number.
    #[schema(example = "4101002603020101")]
    pub project_number: Option<String>,
    /// Name of the project.
    #[schema(example = "郑州市金水区某安置房项目")]
    pub project_name: String,
    /// Where it is.
    pub region: Option<RegionView>,
    /// Enterprise on whose behalf, as written in the record.
    pub enterprise_name: Option<String>,
    /// Since when; absent where no record has the day.
    pub since: Option<NaiveDate>,
    /// Kind of the record that shows the day; absent where only the report of the engagement names it.
    pub since_record_kind: Option<StageRecordKind>,
    /// Kind of that record in words.
    #[schema(example = "招标投标记录")]
    pub since_record_kind_label: Option<String>,
    /// Number of that record.
    #[schema(example = "4101002603020101-BD-001")]
    pub since_record_number: Option<String>,
    /// Kind of the record that names the person; of several the strongest: permit, contract, award.
    pub record_kind: Option<StageRecordKind>,
    /// Kind of the record in words.
    #[schema(example = "施工许可证")]
    pub record_kind_label: Option<String>,
    /// Number of the record.
    #[schema(example = "4101002603020101-SX-001")]
    pub record_number: Option<String>,
    /// Which tier verified the record.
    pub data_level: DataLevel,
    /// Since when the works stand still, for 120 days or more and with the owner's consent, where it is not recorded
    /// whether the contractor is to blame: the person is not taken to be released.
    pub unsettled_stop_since: Option<NaiveDate>,
    /// The last day by the enterprise's own report, which no department has verified and no record confirms: the person is
    /// not taken to be released while a construction permit is in force.
    pub unverified_end: Option<NaiveDate>,
}

/// The last project the person was released from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LastRelease {
    /// Opaque id of the project.
    #[schema(example = "7c2m9x4w1k8r3j0p")]
    pub project_id: String,
    /// Name of the project.
    #[schema(example = "金水区人民医院病房楼")]
    pub project_name: String,
    /// The day of release.
    pub released_on: NaiveDate,
    /// Kind of the record that shows it, in words.
    #[schema(example = "竣工验收记录")]
    pub record_kind_label: Option<String>,
    /// Number of the record.
    pub record_number: Option<String>,
}

/// Somebody who matches, with the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ManagerView {
    /// Opaque id: the canonical address of the person.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub id: String,
    /// Name.
    #[schema(example = "张某某")]
    pub name: String,
    /// Identity number, covered, to tell people of the same name apart.
    #[schema(example = "410***********0019")]
    pub id_number_masked: Option<String>,
    /// Registering enterprise: that of the registration in force.
    pub enterprise: Option<EnterpriseLink>,
    /// Registrations for the post.
    pub registrations: Vec<RegistrationView>,
    /// Demerit points in the current cycle; absent where none are kept.
    #[schema(example = 3)]
    pub demerit_points: Option<i32>,
    /// Whether the person is free.
    pub verdict: Verdict,
    /// The verdict in one sentence: whose records it speaks of, how many projects, since when, by which record.
    #[schema(example = "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101002603020101-SX-001。")]
    pub sentence: String,
    /// The active projects.
    pub active_projects: Vec<ActiveProject>,
    /// The last release, where the records show one.
    pub last_release: Option<LastRelease>,
    /// Records in force of other projects that name somebody of the name in this post, without telling who it is.
    #[schema(example = 0)]
    pub unidentified_records: usize,
}

/// The answer of a look-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LookupAnswer {
    /// A page of those who match, in the order of their names; people of the same name each stand for themselves.
    pub items: Vec<ManagerView>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// When nobody matches: people on file under this name or a similar one.
    pub near: Vec<NearName>,
    /// When it is not clear which enterprise is meant: those it may be. Nobody was looked for then.
    pub near_enterprises: Vec<EnterpriseCandidate>,
    /// When nobody matches: records in force that name somebody of this name in this post, without telling who it is.
    #[schema(example = 0)]
    pub unidentified_records: usize,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
    /// Whose records the answer speaks of.
    #[schema(example = "以本平台登记的记录为准")]
    pub source: String,
}

/// Somebody on file whom the question may have meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NearName {
    /// Opaque id of the person.
    #[schema(example = "7d2m9k4x0r8c3w1p")]
    pub id: String,
    /// Name.
    #[schema(example = "王建国")]
    pub name: String,
    /// Identity number, covered, to tell people of the same name apart.
    #[schema(example = "410***********0019")]
    pub id_number_masked: Option<String>,
    /// The enterprise that a registration or certificate names.
    pub enterprise: Option<EnterpriseLink>,
    /// Why they do not match.
    #[schema(example = "姓名相近")]
    pub reason: String,
}

impl ActiveProject {
    /// The view of an active bond.
    pub fn of(bond: &Bond) -> Self {
        let since = bond.since.as_ref();
        let since_record_kind = since.and_then(|shown| shown.basis);
        Self {
            project_id: bond.project.public_id.clone(),
            project_number: bond.project.national_number.clone(),
            project_name: bond.project.name.clone(),
            region: bond.project.region_code.as_deref().map(RegionView::of),
            enterprise_name: bond.engagement.enterprise_name.clone(),
            since: since.map(|shown| shown.on),
            since_record_kind,
            since_record_kind_label: since_record_kind.map(|kind| kind.label().to_owned()),
            since_record_number: since.and_then(|shown| shown.number.clone()),
            record_kind: bond.engagement.basis,
            record_kind_label: bond.engagement.basis.map(|kind| kind.label().to_owned()),
            record_number: bond.engagement.basis_number.clone(),
            data_level: bond.engagement.data_level,
            unsettled_stop_since: bond.unsettled_stop,
            unverified_end: bond.unverified_end,
        }
    }
}

impl LastRelease {
    /// The view of a bond that has ended.
    pub fn of(bond: &Bond) -> Option<Self> {
        let release = bond.released.as_ref()?;
        Some(Self {
            project_id: bond.project.public_id.clone(),
            project_name: bond.project.name.clone(),
            released_on: release.on,
            record_kind_label: release.basis.map(|kind| kind.label().to_owned()),
            record_number: release.number.clone(),
        })
    }
}
