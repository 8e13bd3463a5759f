//! What the look-up of active projects answers, in JSON and on the page alike.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::term::Bond;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::DataLevel;
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
    /// Kind of the record it rests on.
    pub record_kind: Option<StageRecordKind>,
    /// Kind of the record in words.
    #[schema(example = "施工许可证")]
    pub record_kind_label: Option<String>,
    /// Number of the record.
    #[schema(example = "4101002603020101-SX-001")]
    pub record_number: Option<String>,
    /// Which tier verified the record.
    pub data_level: DataLevel,
}

/// The last project the person was released from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LastRelease {
    /// Opaque id of the project.
    pub project_id: String,
    /// Name of the project.
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
}

/// The answer of a look-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LookupAnswer {
    /// Everybody who matches; people of the same name each stand for themselves.
    pub items: Vec<ManagerView>,
    /// Whether more match than are given: add a registration number or an enterprise.
    pub capped: bool,
    /// When nobody matches: people with a similar name.
    pub near: Vec<NearName>,
    /// Up to when the platform's data are complete.
    pub as_of: Option<DateTime<Utc>>,
    /// Whose records the answer speaks of.
    #[schema(example = "以本平台登记的记录为准")]
    pub source: String,
}

/// A name that is near to what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NearName {
    /// Opaque id of the person.
    pub id: String,
    /// Name.
    pub name: String,
}

impl ActiveProject {
    /// The view of an active bond.
    pub fn of(bond: &Bond) -> Self {
        Self {
            project_id: bond.project.public_id.clone(),
            project_number: bond.project.national_number.clone(),
            project_name: bond.project.name.clone(),
            region: bond.project.region_code.as_deref().map(RegionView::of),
            enterprise_name: bond.engagement.enterprise_name.clone(),
            since: bond.since,
            record_kind: bond.engagement.basis,
            record_kind_label: bond.engagement.basis.map(|kind| kind.label().to_owned()),
            record_number: bond.engagement.basis_number.clone(),
            data_level: bond.engagement.data_level,
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

/// The verdict in one sentence.
pub fn sentence(active: &[ActiveProject], last: Option<&LastRelease>) -> String {
    let Some(first) = active.first() else {
        return match last {
            Some(last) => {
                let record = record(last.record_kind_label.as_deref(), last.record_number.as_deref());
                format!("在本平台登记的记录中，无在建项目，最近一项自 {} 起解除{record}。", last.released_on)
            }
            None => "在本平台登记的记录中，无在建项目。".to_owned(),
        };
    };
    let since = active.iter().filter_map(|project| project.since).min();
    let since = since.map_or_else(|| "任职起始日期未登记".to_owned(), |since| format!("自 {since}"));
    let record = record(first.record_kind_label.as_deref(), first.record_number.as_deref());
    format!("在本平台登记的记录中，在建 {} 项，{since}{record}。", active.len())
}

fn record(kind: Option<&str>, number: Option<&str>) -> String {
    match (kind, number) {
        (Some(kind), Some(number)) => format!("，依据{kind} {number}"),
        (Some(kind), None) => format!("，依据{kind}"),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(since: Option<NaiveDate>) -> ActiveProject {
        ActiveProject {
            project_id: String::new(),
            project_number: None,
            project_name: String::new(),
            region: None,
            enterprise_name: None,
            since,
            record_kind: Some(StageRecordKind::Permit),
            record_kind_label: Some("施工许可证".to_owned()),
            record_number: Some("4101002603020101-SX-001".to_owned()),
            data_level: DataLevel::Province,
        }
    }

    #[test]
    fn the_sentence_says_how_many_since_when_and_by_which_record() {
        let busy = project(NaiveDate::from_ymd_opt(2026, 3, 2));
        let text = "在本平台登记的记录中，在建 1 项，自 2026-03-02，依据施工许可证 4101002603020101-SX-001。";
        assert_eq!(sentence(&[busy], None), text);
        assert_eq!(sentence(&[], None), "在本平台登记的记录中，无在建项目。");
        assert!(sentence(&[project(None)], None).contains("任职起始日期未登记"));
    }
}
