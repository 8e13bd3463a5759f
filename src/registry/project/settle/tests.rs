//! What records say together, case by case.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap is a failed test")]

mod unverified;

use chrono::NaiveDate;
use rstest::rstest;

use super::settle;
use crate::domain::vocabulary::project::{Position, ProjectStage, StageRecordKind};
use crate::domain::vocabulary::provenance::CertificateState;
use crate::registry::project::change::ProjectRecords;
use crate::registry::project::named;
use crate::registry::project::rows::{
    Acceptance, AcceptanceFiling, Contract, DrawingReview, Engagement, Permit, PermitChange, Project, RecordLink,
    Stoppage, Tender,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn permit(number: &str, issued: &str) -> Permit {
    let number = number.to_owned();
    Permit { number, issued_on: Some(day(issued)), state: CertificateState::Valid, ..Permit::default() }
}

fn acceptance(number: &str, permits: &str, passed: &str) -> Acceptance {
    Acceptance {
        number: number.to_owned(),
        permit_numbers: Some(permits.to_owned()),
        passed_on: Some(day(passed)),
        ..Acceptance::default()
    }
}

fn manager(name: &str, permit: &str) -> Engagement {
    Engagement {
        position: Position::ProjectManager,
        person_name: name.to_owned(),
        basis: Some(StageRecordKind::Permit),
        basis_number: Some(permit.to_owned()),
        ..Engagement::default()
    }
}

fn change(permit: &str, before: &str, after: &str, on: &str) -> PermitChange {
    PermitChange {
        permit_number: permit.to_owned(),
        item: "1".to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        changed_on: day(on),
        ..PermitChange::default()
    }
}

fn award(number: &str, leader: &str, on: &str) -> Tender {
    Tender {
        number: number.to_owned(),
        tender_class: Some("003".to_owned()),
        leader_name: Some(leader.to_owned()),
        awarded_on: Some(day(on)),
        ..Tender::default()
    }
}

fn settled(mut records: ProjectRecords) -> (Project, ProjectRecords) {
    let mut project = Project::default();
    settle(&mut project, &mut records);
    (project, records)
}

/// The term of the only engagement: since and until when, each with the record that shows it.
fn term(records: ProjectRecords) -> (Option<String>, Option<String>) {
    let (_, records) = settled(records);
    let engagement = &records.engagements[0];
    let said = |on: Option<NaiveDate>, basis: Option<StageRecordKind>, number: &Option<String>| {
        let basis = basis.map_or("", StageRecordKind::as_str);
        on.map(|on| format!("{on} {basis} {}", number.as_deref().unwrap_or_default()).trim_end().to_owned())
    };
    (
        said(engagement.active_since, engagement.since_basis, &engagement.since_number),
        said(engagement.released_on, engagement.release_basis, &engagement.release_number),
    )
}

/// A manager on the permit P1 of 2020-03-01, and what else the case brings.
fn on_permit(more: ProjectRecords) -> ProjectRecords {
    let mut records = more;
    records.permits.insert(0, permit("P1", "2020-03-01"));
    records.engagements.insert(0, manager("甲", "P1"));
    records
}

#[test]
fn a_manager_is_bound_from_the_permit_on_and_not_released_without_news() {
    assert_eq!(term(on_permit(ProjectRecords::default())), (Some("2020-03-01 permit P1".to_owned()), None));
}

#[test]
fn the_award_that_names_the_manager_binds_before_the_permit() {
    let records = ProjectRecords { tenders: vec![award("T1", "甲", "2020-01-15")], ..Default::default() };
    assert_eq!(term(on_permit(records)).0.unwrap(), "2020-01-15 tender T1");
}

#[rstest]
#[case::somebody_else(award("T1", "乙", "2020-01-15"))]
#[case::a_supervisor_of_that_name(Tender { tender_class: Some("004".to_owned()), ..award("T1", "甲", "2020-01-15") })]
fn an_award_that_names_another_does_not_bind(#[case] tender: Tender) {
    let records = ProjectRecords { tenders: vec![tender], ..Default::default() };
    assert_eq!(term(on_permit(records)).0.unwrap(), "2020-03-01 permit P1");
}

#[test]
fn the_award_of_another_section_does_not_bind_on_this_permit() {
    let mut records = on_permit(ProjectRecords {
        tenders: vec![award("T1", "甲", "2019-01-15"), award("T2", "甲", "2020-02-01")],
        ..Default::default()
    });
    records.permits[0].tender_number = Some("T2".to_owned());
    assert_eq!(term(records).0.unwrap(), "2020-02-01 tender T2");
}

#[test]
fn acceptance_releases_on_the_day_it_was_passed_however_late_it_is_known() {
    let records =
        on_permit(ProjectRecords { acceptances: vec![acceptance("J1", "P1", "2021-06-30")], ..Default::default() });
    assert_eq!(term(records).1.unwrap(), "2021-06-30 acceptance J1");
}

#[rstest]
#[case::says_when_passed(Some("2021-06-30"), "2021-06-30 acceptance_filing B1")]
#[case::says_only_when_filed(None, "2021-07-12 acceptance_filing B1")]
fn a_filing_twelve_days_later_releases_on_the_day_acceptance_was_passed(
    #[case] passed: Option<&str>,
    #[case] expected: &str,
) {
    let filing = AcceptanceFiling {
        number: "B1".to_owned(),
        permit_numbers: Some("P1".to_owned()),
        passed_on: passed.map(day),
        filed_on: Some(day("2021-07-12")),
        ..AcceptanceFiling::default()
    };
    let mut records = on_permit(ProjectRecords { acceptance_filings: vec![filing], ..Default::default() });
    assert_eq!(term(records.clone()).1.unwrap(), expected);

    records.acceptances = vec![acceptance("B1", "P1", "2021-06-30")];
    assert_eq!(term(records).1.unwrap(), "2021-06-30 acceptance B1", "its own record says it better");
}

#[rstest]
#[case::first_only(&[("J1", "P1", "2021-05-01")], None, Some("2021-05-01"), None)]
#[case::second_only(&[("J2", "P2", "2021-06-01")], None, None, Some("2021-06-01"))]
#[case::both(&[("J2", "P2", "2021-06-01"), ("J1", "P1", "2021-05-01")], Some("2021-06-01"), Some("2021-05-01"), Some("2021-06-01"))]
#[case::in_one_cell(&[("J1", "p2、P1", "2021-05-01")], Some("2021-05-01"), Some("2021-05-01"), Some("2021-05-01"))]
#[case::the_whole_project(&[("J1", "", "2021-05-01")], Some("2021-05-01"), Some("2021-05-01"), Some("2021-05-01"))]
#[case::older_than_the_second(&[("J1", "", "2020-08-01")], None, Some("2020-08-01"), None)]
#[case::in_parts(&[("J1", "P1", "2021-05-01"), ("J2", "P1", "2021-09-01")], None, Some("2021-09-01"), None)]
#[case::of_another_project(&[("J1", "P9", "2021-05-01")], None, None, None)]
fn of_two_permits_each_is_accepted_by_itself(
    #[case] acceptances: &[(&str, &str, &str)],
    #[case] project_on: Option<&str>,
    #[case] first_on: Option<&str>,
    #[case] second_on: Option<&str>,
) {
    let (project, records) = settled(ProjectRecords {
        permits: vec![permit("P1", "2020-03-01"), permit("P2", "2020-09-01")],
        engagements: vec![manager("甲", "P1"), manager("乙", "P2")],
        acceptances: acceptances.iter().map(|(number, permits, on)| acceptance(number, permits, on)).collect(),
        ..Default::default()
    });
    assert_eq!(project.accepted_on, project_on.map(day));
    assert_eq!(records.engagements[0].released_on, first_on.map(day));
    assert_eq!(records.engagements[1].released_on, second_on.map(day));
    assert_eq!(project.permitted_on, Some(day("2020-03-01")));
}

#[test]
fn a_permit_out_of_force_need_not_be_accepted() {
    let revoked = Permit { state: CertificateState::Revoked, ..permit("P2", "2020-09-01") };
    let (project, _) = settled(ProjectRecords {
        permits: vec![permit("P1", "2020-03-01"), revoked],
        acceptances: vec![acceptance("J1", "P1", "2021-05-01")],
        ..Default::default()
    });
    assert_eq!(project.accepted_on, Some(day("2021-05-01")));
}

#[test]
fn an_acceptance_under_a_foreign_number_is_linked_explicitly() {
    let link = RecordLink {
        from_kind: StageRecordKind::Permit,
        from_number: "P1".to_owned(),
        to_kind: StageRecordKind::Acceptance,
        to_number: "X-JX-007".to_owned(),
        ..RecordLink::default()
    };
    let records = on_permit(ProjectRecords {
        acceptances: vec![acceptance("X-JX-007", "unknown here", "2021-05-01")],
        record_links: vec![link],
        ..Default::default()
    });
    assert_eq!(term(records).1.unwrap(), "2021-05-01 acceptance X-JX-007");
}

#[test]
fn a_permit_change_releases_the_old_manager_and_binds_the_new_from_its_day() {
    let turn = change("P1", "甲", "乙", "2020-10-01");
    let (_, records) = settled(ProjectRecords {
        permits: vec![permit("P1", "2020-03-01")],
        engagements: vec![manager("甲", "P1"), named::successor_of_change(&turn).unwrap()],
        permit_changes: vec![turn],
        ..Default::default()
    });
    let [old, new] = records.engagements.as_slice() else { panic!("two managers") };
    assert_eq!((old.active_since, old.released_on), (Some(day("2020-03-01")), Some(day("2020-10-01"))));
    assert_eq!((new.active_since, new.released_on), (Some(day("2020-10-01")), None));
    let by_the_change = (Some(StageRecordKind::PermitChange), Some("P1"));
    assert_eq!((old.release_basis, old.release_number.as_deref()), by_the_change);
    assert_eq!((new.since_basis, new.since_number.as_deref()), by_the_change);
}

#[rstest]
#[case::came_back(change("P1", "乙", "甲", "2020-12-01"), None)]
#[case::a_supervisor_of_that_name(PermitChange { item: "2".to_owned(), ..change("P1", "甲", "乙", "2020-12-01") }, Some("2020-10-01"))]
#[case::on_another_permit(change("P2", "乙", "甲", "2020-12-01"), Some("2020-10-01"))]
fn a_manager_who_is_brought_back_is_bound_again(#[case] second: PermitChange, #[case] released: Option<&str>) {
    let records = on_permit(ProjectRecords {
        permit_changes: vec![second, change("P1", "甲", "乙", "2020-10-01")],
        ..Default::default()
    });
    let (_, records) = settled(records);
    assert_eq!(records.engagements[0].released_on, released.map(day));
}

#[rstest]
#[case::still_stopped(None, Some(true), Some(false), Some("2020-08-29"))]
#[case::exactly_120_days(Some("2020-08-29"), Some(true), Some(false), Some("2020-08-29"))]
#[case::resumed_before(Some("2020-08-28"), Some(true), Some(false), None)]
#[case::owner_refuses(None, Some(false), Some(false), None)]
#[case::owner_not_asked(None, None, Some(false), None)]
#[case::by_fault_of_the_contractor(None, Some(true), Some(true), None)]
#[case::nobody_knows_whose_fault(None, Some(true), None, None)]
fn a_stop_of_120_days_without_fault_and_with_the_owners_consent_releases_the_manager(
    #[case] resumed: Option<&str>,
    #[case] owner_consents: Option<bool>,
    #[case] contractor_at_fault: Option<bool>,
    #[case] released: Option<&str>,
) {
    let stop = Stoppage {
        permit_number: Some("P1".to_owned()),
        stopped_on: day("2020-05-01"),
        resumed_on: resumed.map(day),
        owner_consents,
        contractor_at_fault,
        ..Stoppage::default()
    };
    let mut records = on_permit(ProjectRecords { stoppages: vec![stop], ..Default::default() });
    records.engagements.push(Engagement { position: Position::ChiefSupervisor, ..manager("丙", "P1") });
    let (_, records) = settled(records);
    assert_eq!(records.engagements[0].released_on, released.map(day));
    let by_the_stop = released.map(|_| StageRecordKind::Stoppage);
    assert_eq!(records.engagements[0].release_basis, by_the_stop);
    assert_eq!(records.engagements[1].released_on, None, "the article speaks of managers");
}

#[rstest]
#[case::ended(&[Some("2021-01-31")], Some("2021-01-31"))]
#[case::of_two_one_goes_on(&[Some("2021-01-31"), None], None)]
#[case::before_the_permit(&[Some("2019-12-31")], None)]
fn the_end_of_the_contract_releases(#[case] ends: &[Option<&str>], #[case] released: Option<&str>) {
    let contracts = ends.iter().enumerate().map(|(serial, end)| Contract {
        number: format!("H{serial}"),
        contractor_name: Some("河南华鑫建设工程有限公司".to_owned()),
        ended_on: end.map(day),
        ..Contract::default()
    });
    let mut records = on_permit(ProjectRecords { contracts: contracts.collect(), ..Default::default() });
    records.engagements[0].enterprise_name = Some("河南华鑫建设工程有限公司".to_owned());
    let (_, records) = settled(records);
    assert_eq!(records.engagements[0].released_on, released.map(day));
}

#[test]
fn reported_days_count_where_no_record_says_it_earlier() {
    let mut records =
        on_permit(ProjectRecords { acceptances: vec![acceptance("J1", "P1", "2021-06-30")], ..Default::default() });
    records.engagements[0].reported_from = Some(day("2020-04-01"));
    records.engagements[0].reported_until = Some(day("2022-01-01"));
    let expected = ("2020-03-01 permit P1".to_owned(), "2021-06-30 acceptance J1".to_owned());
    assert_eq!(term(records), (Some(expected.0), Some(expected.1)));
}

#[test]
fn whoever_stands_on_the_project_is_released_with_its_last_part() {
    let engagement = Engagement { basis: None, basis_number: None, ..manager("甲", "") };
    let records = |acceptances| ProjectRecords {
        permits: vec![permit("P1", "2020-03-01"), permit("P2", "2020-09-01")],
        engagements: vec![engagement.clone()],
        acceptances,
        ..Default::default()
    };
    let first = acceptance("J1", "P1", "2021-05-01");
    assert_eq!(term(records(vec![first.clone()])).1, None);
    let last = acceptance("J2", "P2", "2021-06-01");
    assert_eq!(term(records(vec![first, last])).1.unwrap(), "2021-06-01 acceptance J2");
}

fn long_stop(permit: &str) -> Stoppage {
    Stoppage {
        permit_number: Some(permit.to_owned()),
        stopped_on: day("2021-01-01"),
        owner_consents: Some(true),
        contractor_at_fault: Some(false),
        ..Stoppage::default()
    }
}

#[rstest]
#[case::replaced_on_one(&[("P1", "2020-10-01")], &[], &[], None)]
#[case::replaced_on_both(&[("P1", "2020-10-01"), ("P2", "2020-11-01")], &[], &[], Some("2020-11-01"))]
#[case::stopped_on_one(&[], &["P2"], &[], None)]
#[case::stopped_on_both(&[], &["P1", "P2"], &[], Some("2021-05-01"))]
#[case::one_way_each(&[("P1", "2020-10-01")], &[], &[("J2", "P2", "2021-06-01")], Some("2021-06-01"))]
#[case::a_permit_that_is_not_on_file(&[("P9", "2020-10-01")], &["P9"], &[], None)]
fn whoever_stands_on_no_known_permit_is_released_when_free_of_each_in_force(
    #[case] changes: &[(&str, &str)],
    #[case] stops: &[&str],
    #[case] acceptances: &[(&str, &str, &str)],
    #[case] released: Option<&str>,
) {
    let engagement = Engagement { basis: None, basis_number: None, ..manager("甲", "") };
    let (_, records) = settled(ProjectRecords {
        permits: vec![permit("P1", "2020-03-01"), permit("P2", "2020-09-01")],
        engagements: vec![engagement],
        permit_changes: changes.iter().map(|(permit, on)| change(permit, "甲", "乙", on)).collect(),
        stoppages: stops.iter().map(|permit| long_stop(permit)).collect(),
        acceptances: acceptances.iter().map(|(number, permits, on)| acceptance(number, permits, on)).collect(),
        ..Default::default()
    });
    assert_eq!(records.engagements[0].released_on, released.map(day));
}

#[rstest]
#[case::of_the_own(change("P1", "甲", "乙", "2020-10-01"), Some("2020-10-01"))]
#[case::of_the_other(change("P2", "甲", "乙", "2020-10-01"), Some("2020-10-01"))]
#[case::of_somebody_else(change("P2", "丙", "乙", "2020-10-01"), None)]
fn whoever_stood_on_a_revoked_permit_is_released_by_its_change_or_with_the_project(
    #[case] turn: PermitChange,
    #[case] released: Option<&str>,
) {
    let mut records = on_permit(ProjectRecords {
        permits: vec![permit("P2", "2020-09-01")],
        permit_changes: vec![turn],
        ..Default::default()
    });
    records.permits[0].state = CertificateState::Revoked;
    let (_, records) = settled(records);
    assert_eq!(records.engagements[0].released_on, released.map(day));
}

#[test]
fn a_reported_day_is_not_said_to_stand_in_the_permit() {
    let mut records = on_permit(ProjectRecords::default());
    records.engagements[0].reported_from = Some(day("2020-01-01"));
    assert_eq!(term(records).0.unwrap(), "2020-01-01");
}

#[rstest]
#[case(ProjectRecords::default(), ProjectStage::Registered)]
#[case(ProjectRecords { tenders: vec![Tender::default()], ..Default::default() }, ProjectStage::Tendered)]
#[case(ProjectRecords { drawing_reviews: vec![DrawingReview::default()], tenders: vec![Tender::default()], ..Default::default() }, ProjectStage::Reviewed)]
#[case(ProjectRecords { acceptances: vec![Acceptance::default()], permits: vec![Permit::default()], ..Default::default() }, ProjectStage::Accepted)]
#[case(ProjectRecords { acceptance_filings: vec![AcceptanceFiling::default()], ..Default::default() }, ProjectStage::Filed)]
fn the_stage_is_the_furthest_of_which_there_is_a_record(#[case] records: ProjectRecords, #[case] stage: ProjectStage) {
    assert_eq!(settled(records).0.stage, stage);
}

#[test]
fn what_no_record_shows_any_longer_is_taken_back() {
    let mut records = on_permit(ProjectRecords::default());
    records.engagements[0].released_on = Some(day("2021-01-01"));
    records.engagements[0].release_basis = Some(StageRecordKind::Acceptance);
    assert_eq!(term(records).1, None);
}
