//! The life of a project-manager lock: which days it takes, what it bars, and which records end it.
//!
//! 建市〔2008〕48号 Art. 9: nobody leads two works at once, but for adjacent sections or phases of the same works, from the
//! acceptance on, and while works stand still for 120 days and more with the owner's consent. Everything here is in whole
//! days, as the records are: `until` is the first day on which somebody is free again.

use chrono::{Days, NaiveDate};

use crate::vocabulary::ids::ProjectId;
use crate::vocabulary::lock::{LockException, LockReleaseReason, LockState};
use crate::vocabulary::project::StageRecordKind;

/// How long a reservation lasts where nobody says.
pub const RESERVED_DAYS: u64 = 45;
/// How long one may last: the longest term of a bid, and no more.
pub const MOST_RESERVED_DAYS: u64 = 90;

/// What of a lock decides whom it keeps from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// The works.
    pub project: ProjectId,
    /// Where it stands.
    pub state: LockState,
    /// When it was reserved.
    pub reserved_on: Option<NaiveDate>,
    /// The first day on which a reservation holds nobody any more.
    pub expires_on: Option<NaiveDate>,
    /// The day of the award.
    pub locked_on: Option<NaiveDate>,
    /// Why other works may be led all the same.
    pub exception: Option<LockException>,
    /// The works beside which these may be led.
    pub beside: Option<ProjectId>,
    /// The first day on which the manager is free.
    pub released_on: Option<NaiveDate>,
}

impl Life {
    /// Since when the manager is held.
    pub fn since(&self) -> NaiveDate {
        let days = [self.reserved_on, self.locked_on];
        days.into_iter().flatten().min().unwrap_or(NaiveDate::MAX)
    }

    /// The first day on which the manager is free again, where there is one to come.
    pub fn until(&self) -> Option<NaiveDate> {
        let expires_on = self.expires_on.filter(|_| self.state == LockState::Reserved);
        [self.released_on, expires_on].into_iter().flatten().min()
    }

    /// Whether the manager is held on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.since() <= day && self.until().is_none_or(|until| day < until)
    }

    /// Whether it is a reservation whose term is over.
    pub fn has_lapsed(&self, today: NaiveDate) -> bool {
        self.state == LockState::Reserved && !self.holds_on(today)
    }

    /// Whether it lasts and counts alone, as the unique index of the databases says it.
    pub fn is_sole(&self) -> bool {
        self.released_on.is_none() && self.exception.is_none()
    }

    /// Whether it never came further than a bid for these works.
    pub fn is_bid_for(&self, project: ProjectId) -> bool {
        self.locked_on.is_none() && self.project == project
    }

    /// Whether it keeps the manager from works that they would lead from a day on.
    pub fn bars(&self, project: ProjectId, since: NaiveDate) -> bool {
        let overlaps = self.since() < self.until().unwrap_or(NaiveDate::MAX);
        let overlaps = overlaps && self.until().is_none_or(|until| since < until);
        overlaps && !self.leaves_room_for(project)
    }

    fn leaves_room_for(&self, project: ProjectId) -> bool {
        match self.exception {
            Some(LockException::Stopped) => true,
            Some(LockException::AdjacentSection) => self.project == project || self.beside == Some(project),
            Some(LockException::Corrected) | None => false,
        }
    }

    /// Whether its end follows the records of its works: what a department or an enterprise ended stays ended.
    pub fn follows_records(&self, ended_by_record: bool) -> bool {
        self.locked_on.is_some() && (self.released_on.is_none() || ended_by_record)
    }
}

/// The last day of a reservation's term, exclusive.
pub fn expiry(reserved_on: NaiveDate, days: u64) -> NaiveDate {
    reserved_on.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// What the records of some works say of the end of an engagement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discharge {
    /// The day; nothing while it lasts.
    pub on: Option<NaiveDate>,
    /// Kind of the record that shows it; nothing for what the enterprise alone reports.
    pub basis: Option<StageRecordKind>,
    /// Number of that record.
    pub number: Option<String>,
}

/// An end that records show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEnd {
    /// The first day on which the manager is free.
    pub on: NaiveDate,
    /// Why.
    pub reason: LockReleaseReason,
    /// Kind of the record.
    pub basis: StageRecordKind,
    /// Number of the record.
    pub number: Option<String>,
}

/// The end of a lock that the manager's engagements in its works show: the last of them, and none while one lasts, for it
/// is not known which of them the lock is for. A day before the lock speaks of an earlier term, and what no record shows
/// makes nobody free.
pub fn shown_end(since: NaiveDate, engagements: &[Discharge]) -> Option<ShownEnd> {
    let ends: Option<Vec<ShownEnd>> = engagements.iter().map(of_discharge).collect();
    let last = ends?.into_iter().max_by(|one, other| (one.on, &one.number).cmp(&(other.on, &other.number)))?;
    (since <= last.on).then_some(last)
}

fn of_discharge(discharge: &Discharge) -> Option<ShownEnd> {
    let (on, basis) = (discharge.on?, discharge.basis?);
    let reason = match basis {
        StageRecordKind::Acceptance | StageRecordKind::AcceptanceFiling => LockReleaseReason::AcceptancePassed,
        StageRecordKind::PermitChange => LockReleaseReason::ManagerChanged,
        StageRecordKind::Contract => LockReleaseReason::ContractEnded,
        StageRecordKind::Stoppage => LockReleaseReason::Stopped,
        _ => return None,
    };
    Some(ShownEnd { on, reason, basis, number: discharge.number.clone() })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    const WORKS: ProjectId = ProjectId(1);
    const PHASE_TWO: ProjectId = ProjectId(2);
    const ELSEWHERE: ProjectId = ProjectId(3);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Locked since March.
    fn locked() -> Life {
        Life {
            project: WORKS,
            state: LockState::Locked,
            reserved_on: None,
            expires_on: None,
            locked_on: Some(day("2026-03-01")),
            exception: None,
            beside: None,
            released_on: None,
        }
    }

    fn reserved() -> Life {
        let reserved_on = day("2026-03-01");
        Life {
            state: LockState::Reserved,
            reserved_on: Some(reserved_on),
            expires_on: Some(expiry(reserved_on, 10)),
            locked_on: None,
            ..locked()
        }
    }

    #[rstest]
    #[case::before("2026-02-28", false)]
    #[case::first_day("2026-03-01", true)]
    #[case::last_day("2026-03-10", true)]
    #[case::expired("2026-03-11", false)]
    fn a_reservation_holds_for_its_term(#[case] on: &str, #[case] holds: bool) {
        assert_eq!(reserved().holds_on(day(on)), holds);
    }

    #[test]
    fn an_award_counts_from_the_reservation_and_has_no_term() {
        let awarded = Life { state: LockState::Locked, locked_on: Some(day("2026-03-08")), ..reserved() };
        assert_eq!((awarded.since(), awarded.until()), (day("2026-03-01"), None));
        assert!(awarded.holds_on(day("2030-01-01")));
    }

    #[rstest]
    #[case::nothing(None, None, [true, true, true])]
    #[case::stopped(Some(LockException::Stopped), None, [false, false, false])]
    #[case::sections(Some(LockException::AdjacentSection), None, [false, true, true])]
    #[case::phases(Some(LockException::AdjacentSection), Some(PHASE_TWO), [false, false, true])]
    #[case::corrected(Some(LockException::Corrected), None, [true, true, true])]
    fn an_exception_leaves_room_for_what_it_names(
        #[case] exception: Option<LockException>,
        #[case] beside: Option<ProjectId>,
        #[case] barred: [bool; 3],
    ) {
        let life = Life { exception, beside, ..locked() };
        assert_eq!([WORKS, PHASE_TWO, ELSEWHERE].map(|project| life.bars(project, day("2026-04-01"))), barred);
    }

    #[rstest]
    #[case::before_the_release("2026-05-31", true)]
    #[case::on_the_day_of_release("2026-06-01", false)]
    fn whoever_is_released_is_free_from_that_day_on(#[case] since: &str, #[case] bars: bool) {
        let life = Life { state: LockState::Released, released_on: Some(day("2026-06-01")), ..locked() };
        assert_eq!(life.bars(ELSEWHERE, day(since)), bars);
    }

    #[test]
    fn what_was_given_back_on_its_first_day_bars_nothing() {
        let life = Life { state: LockState::Released, released_on: Some(day("2026-03-01")), ..reserved() };
        assert!(!life.bars(ELSEWHERE, day("2026-01-01")));
    }

    fn ended(on: &str, basis: Option<StageRecordKind>) -> Discharge {
        Discharge { on: Some(day(on)), basis, number: Some("JX-001".to_owned()) }
    }

    const LASTS: Discharge = Discharge { on: None, basis: None, number: None };

    #[rstest]
    #[case::nothing_on_file(&[], None)]
    #[case::lasts(&[LASTS], None)]
    #[case::accepted(&[ended("2026-06-01", Some(StageRecordKind::Acceptance))], Some("2026-06-01"))]
    #[case::of_two_the_last(
        &[ended("2026-06-01", Some(StageRecordKind::Acceptance)), ended("2026-07-01", Some(StageRecordKind::PermitChange))],
        Some("2026-07-01")
    )]
    #[case::one_of_two(&[ended("2026-06-01", Some(StageRecordKind::Acceptance)), LASTS], None)]
    #[case::only_reported(&[ended("2026-06-01", None)], None)]
    #[case::of_an_earlier_term(&[ended("2026-02-01", Some(StageRecordKind::Acceptance))], None)]
    fn records_end_a_lock(#[case] engagements: &[Discharge], #[case] expected: Option<&str>) {
        let shown = shown_end(day("2026-03-01"), engagements).map(|end| end.on);
        assert_eq!(shown, expected.map(day));
    }
}
