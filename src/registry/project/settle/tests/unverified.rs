//! What only the enterprise itself reports.

use rstest::rstest;

use super::{acceptance, day, on_permit, settled};
use crate::domain::vocabulary::project::Position;
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel};
use crate::registry::project::change::ProjectRecords;

#[rstest]
#[case::self_reported(DataLevel::SelfReported, CertificateState::Valid, "P1", Position::ProjectManager, None)]
#[case::verified(DataLevel::County, CertificateState::Valid, "P1", Position::ProjectManager, Some("2021-01-01"))]
#[case::permit_cancelled(
    DataLevel::SelfReported,
    CertificateState::Cancelled,
    "P1",
    Position::ProjectManager,
    Some("2021-01-01")
)]
#[case::on_the_project(DataLevel::SelfReported, CertificateState::Valid, "", Position::ProjectManager, None)]
#[case::chief_supervisor(DataLevel::SelfReported, CertificateState::Valid, "P1", Position::ChiefSupervisor, None)]
#[case::who_leads_nothing(
    DataLevel::SelfReported,
    CertificateState::Valid,
    "P1",
    Position::SafetyOfficer,
    Some("2021-01-01")
)]
fn a_last_day_by_the_enterprises_own_report_sets_no_leader_free_while_a_permit_is_in_force(
    #[case] data_level: DataLevel,
    #[case] state: CertificateState,
    #[case] permit: &str,
    #[case] position: Position,
    #[case] released: Option<&str>,
) {
    let mut records = on_permit(ProjectRecords::default());
    records.permits[0].state = state;
    let engagement = &mut records.engagements[0];
    (engagement.data_level, engagement.position) = (data_level, position);
    engagement.reported_until = Some(day("2021-01-01"));
    if permit.is_empty() {
        (engagement.basis, engagement.basis_number) = (None, None);
    }
    assert_eq!(settled(records.clone()).1.engagements[0].released_on, released.map(day));
    records.acceptances.push(acceptance("J1", "P1", "2021-06-30"));
    let confirmed = released.unwrap_or("2021-06-30");
    assert_eq!(settled(records).1.engagements[0].released_on, Some(day(confirmed)));
}
