//! From what was reported about a person in a position to what they are bound to on a day: pure.
//!
//! Several records may name the same person in the same position of one project (the award, the permit, the list of
//! site people): together they are one project.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::rules::facts::is_in_cycle;
use crate::domain::vocabulary::project::StageRecordKind;
use crate::domain::vocabulary::provenance::DataLevel;
use crate::registry::credit::rows::PersonDemerit;
use crate::registry::link::ProjectBrief;
use crate::registry::project::identity::number_key;
use crate::registry::project::rows::{Engagement, Stoppage};
use crate::registry::project::settle::{Shown, all, earliest, stoppage, unverified};

/// A project that a person leads or led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The project.
    pub project: ProjectBrief,
    /// The engagement that tells most: by the strongest record.
    pub engagement: EngagementBrief,
    /// Since when, with the record that shows the day; nothing where none has it.
    pub since: Option<Shown>,
    /// When the person was released, with the record that shows it; nothing while bound.
    pub released: Option<Shown>,
    /// Since when the works stand still, long enough and with the owner's consent, where nobody recorded by whose fault.
    pub unsettled_stop: Option<NaiveDate>,
    /// The last day that the enterprise itself reported and nobody verified, where it has passed: it releases nobody.
    pub unverified_end: Option<NaiveDate>,
}

/// What of an engagement is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngagementBrief {
    /// The record it rests on.
    pub basis: Option<StageRecordKind>,
    /// Number of that record.
    pub basis_number: Option<String>,
    /// Enterprise as written.
    pub enterprise_name: Option<String>,
    /// Which tier verified it.
    pub data_level: DataLevel,
}

/// The bonds of one person on a day, one a project: the active ones first, the longest first and those without a day
/// last; then the released ones, the latest first. `stoppages` are those of the projects, where stops release.
pub fn bonds(engagements: &[(Engagement, ProjectBrief)], stoppages: &[Stoppage], today: NaiveDate) -> Vec<Bond> {
    let mut bonds: Vec<Bond> = Vec::new();
    for (engagement, project) in engagements {
        // What begins later than the day of the answer is not yet so.
        if engagement.active_since.is_some_and(|since| since > today) {
            continue;
        }
        let bond = Bond {
            unsettled_stop: unsettled_stop(engagement, stoppages, today),
            unverified_end: engagement.reported_until.filter(|end| *end <= today && unverified::binds(engagement)),
            ..bond(engagement, project, today)
        };
        match bonds.iter_mut().find(|known| known.project.id == project.id) {
            Some(known) => join(known, bond),
            None => bonds.push(bond),
        }
    }
    bonds.sort_by_key(|bond| {
        let since = bond.since.as_ref().map(|shown| shown.on);
        (bond.released.as_ref().map(|shown| Reverse(shown.on)), since.is_none(), since)
    });
    bonds
}

fn bond(engagement: &Engagement, project: &ProjectBrief, today: NaiveDate) -> Bond {
    let shown = |on: Option<NaiveDate>, basis: Option<StageRecordKind>, number: &Option<String>| {
        Some(Shown { on: on?, basis, number: number.clone() })
    };
    Bond {
        project: project.clone(),
        engagement: EngagementBrief {
            basis: engagement.basis,
            basis_number: engagement.basis_number.clone(),
            enterprise_name: engagement.enterprise_name.clone(),
            data_level: engagement.data_level,
        },
        since: shown(engagement.active_since, engagement.since_basis, &engagement.since_number),
        released: shown(
            engagement.released_on.filter(|on| *on <= today),
            engagement.release_basis,
            &engagement.release_number,
        ),
        unsettled_stop: None,
        unverified_end: None,
    }
}

/// The first stop that would release from an engagement if the fault were on record.
fn unsettled_stop(engagement: &Engagement, stoppages: &[Stoppage], today: NaiveDate) -> Option<NaiveDate> {
    let permit = engagement.basis_number.as_deref().filter(|_| engagement.basis == Some(StageRecordKind::Permit));
    let concerns = |stop: &&Stoppage| {
        let stopped = stop.permit_number.as_deref().map(number_key);
        let own = permit.map(number_key);
        stop.project_id == engagement.project_id && (stopped.is_none() || own.is_none() || stopped == own)
    };
    let unsettled = stoppages.iter().filter(concerns).filter(|stop| stoppage::lacks_fault(stop));
    let long = unsettled.filter(|stop| stoppage::long_since(stop).is_some_and(|long| long <= today));
    long.map(|stop| stop.stopped_on).min()
}

/// Two reports of one project: bound from the earliest day, released when the last of them is; shown is the record
/// that weighs most.
fn join(known: &mut Bond, other: Bond) {
    if weight(other.engagement.basis) > weight(known.engagement.basis) {
        known.engagement = other.engagement;
    }
    known.since = earliest([known.since.take(), other.since].into_iter().flatten());
    known.released = all([known.released.take(), other.released]);
    known.unsettled_stop = known.unsettled_stop.or(other.unsettled_stop);
    known.unverified_end = known.unverified_end.max(other.unverified_end);
}

/// A permit says most: it names who leads the site. A contract and an award say who shall.
fn weight(basis: Option<StageRecordKind>) -> u8 {
    match basis {
        Some(StageRecordKind::Permit) => 3,
        Some(StageRecordKind::Contract) => 2,
        Some(StageRecordKind::Tender) => 1,
        _ => 0,
    }
}

/// Demerit points that count on a day: those of the cycle it falls in, twelve months from the cycle's first day, or
/// from the decision where no cycle is recorded (建质〔2014〕123号, 记分管理规定). `None` where none are kept.
pub fn points(demerits: &[PersonDemerit], today: NaiveDate) -> Option<i32> {
    let counts = |row: &&PersonDemerit| is_in_cycle(row.cycle_start.unwrap_or(row.decided_on), today);
    (!demerits.is_empty()).then(|| demerits.iter().filter(counts).map(|row| row.points).sum())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;
    use crate::domain::vocabulary::ids::ProjectId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn brief(id: i64) -> ProjectBrief {
        ProjectBrief {
            id: ProjectId(id),
            public_id: id.to_string(),
            national_number: None,
            name: String::new(),
            region_code: None,
        }
    }

    fn report(project: i64, since: &str, released: Option<&str>, basis: StageRecordKind) -> (Engagement, ProjectBrief) {
        let engagement = Engagement {
            active_since: Some(day(since)),
            since_basis: Some(basis),
            released_on: released.map(day),
            basis: Some(basis),
            ..Engagement::default()
        };
        (engagement, brief(project))
    }

    #[rstest]
    #[case::long(None, None, true)]
    #[case::whose_fault_is_known(None, Some(true), false)]
    #[case::resumed_soon(Some("2026-03-01"), None, false)]
    #[case::resumed_late(Some("2026-08-01"), None, true)]
    fn a_long_stop_by_nobody_knows_whose_fault_is_said(
        #[case] resumed: Option<&str>,
        #[case] contractor_at_fault: Option<bool>,
        #[case] said: bool,
    ) {
        let stop = Stoppage {
            stopped_on: day("2026-02-01"),
            resumed_on: resumed.map(day),
            owner_consents: Some(true),
            contractor_at_fault,
            ..Stoppage::default()
        };
        let reports = [report(1, "2026-01-10", None, StageRecordKind::Permit)];
        let [bond] = bonds(&reports, &[stop], day("2026-11-22")).try_into().unwrap();
        assert_eq!((bond.released, bond.unsettled_stop.is_some()), (None, said));
    }

    #[test]
    fn award_and_permit_of_one_project_are_one_bond_from_the_award_by_the_permit() {
        let reports = [
            report(1, "2026-01-10", None, StageRecordKind::Tender),
            report(1, "2026-03-02", None, StageRecordKind::Permit),
        ];
        let [bond] = bonds(&reports, &[], day("2026-11-22")).try_into().unwrap();
        let since = Shown { on: day("2026-01-10"), basis: Some(StageRecordKind::Tender), number: None };
        assert_eq!((bond.since, bond.engagement.basis), (Some(since), Some(StageRecordKind::Permit)));
        assert_eq!(bond.released, None);
    }

    #[rstest]
    #[case::before("2026-05-02", false)]
    #[case::on_the_day("2026-05-03", true)]
    fn a_manager_is_free_from_the_day_of_release(#[case] today: &str, #[case] free: bool) {
        let reports = [report(1, "2026-01-10", Some("2026-05-03"), StageRecordKind::Permit)];
        let [bond] = bonds(&reports, &[], day(today)).try_into().unwrap();
        assert_eq!(bond.released.is_some(), free);
    }

    #[test]
    fn while_one_report_binds_the_project_binds() {
        let reports = [
            report(1, "2026-01-10", Some("2026-05-03"), StageRecordKind::Permit),
            report(1, "2026-02-10", None, StageRecordKind::Permit),
        ];
        let [bond] = bonds(&reports, &[], day("2026-11-22")).try_into().unwrap();
        assert_eq!(bond.released, None);
    }

    #[test]
    fn active_projects_come_first_then_the_latest_released() {
        let reports = [
            report(1, "2020-01-10", Some("2021-05-03"), StageRecordKind::Permit),
            report(2, "2022-01-10", Some("2023-05-03"), StageRecordKind::Permit),
            report(3, "2026-01-10", None, StageRecordKind::Permit),
            report(4, "2027-01-10", None, StageRecordKind::Permit),
            (Engagement::default(), brief(5)),
        ];
        let order: Vec<i64> = bonds(&reports, &[], day("2026-11-22")).iter().map(|bond| bond.project.id.0).collect();
        assert_eq!(order, [3, 5, 2, 1], "who has no day is not the first, and who is not yet bound is left out");
    }

    #[rstest]
    #[case::in_the_cycle(Some("2026-01-01"), "2026-03-01", Some(6))]
    #[case::last_cycle(Some("2025-01-01"), "2025-12-30", Some(0))]
    #[case::no_cycle_recent(None, "2026-03-01", Some(6))]
    #[case::no_cycle_old(None, "2025-03-01", Some(0))]
    fn points_count_for_twelve_months(#[case] cycle: Option<&str>, #[case] decided: &str, #[case] points: Option<i32>) {
        let demerit = PersonDemerit {
            points: 6,
            cycle_start: cycle.map(day),
            decided_on: day(decided),
            ..PersonDemerit::default()
        };
        assert_eq!(super::points(&[demerit], day("2026-11-22")), points);
        assert_eq!(super::points(&[], day("2026-11-22")), None);
    }
}
