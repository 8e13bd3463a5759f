//! Which project a record means, and what waits for it.

use rstest::rstest;

use super::fixture::{House, NUMBER, OWNER, day, permit, project, tender};
use crate::domain::standard::resident_id::{ResidentId, check_character};
use crate::domain::vocabulary::project::{ProjectNumberKind, ProjectStage};
use crate::record::Outcome;
use crate::registry::pending;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal::IdentityNumber;
use crate::registry::project::change::ProjectChange;
use crate::registry::project::identity::ProjectRef;
use crate::registry::project::service;

/// Places of the changes that wait.
fn waiting(outcome: &Outcome) -> Vec<usize> {
    outcome.waiting.iter().map(|(place, _)| *place).collect()
}

#[test]
fn a_record_waits_for_its_project_once_and_is_taken_up_with_it() {
    let house = House::new();
    let person = PersonRef { name: "甲测试".to_owned(), ..PersonRef::default() };
    assert_eq!(waiting(&house.apply(vec![tender(), permit(1, "2020-03-01")])), [0, 1]);
    assert_eq!(waiting(&house.apply(vec![tender()])), [0]);
    assert_eq!(house.waiting(), 2);
    let rows = house.read(|conn| Ok(pending::list(conn, None, None, 10)?));
    assert_eq!(rows[0].summary, format!("招标投标记录 {NUMBER}-BD-001"));
    assert!(rows[0].reason.contains(NUMBER) && rows[0].reason.contains("登记"), "{}", rows[0].reason);
    assert!(!rows[0].payload_cipher.contains(&person.name));
    assert!(house.projects().is_empty());

    let outcome = house.apply(vec![project()]);
    assert_eq!((outcome.waiting.len(), outcome.changed.len()), (0, 1));
    assert_eq!(house.waiting(), 0);
    let (project, records) = house.only();
    assert_eq!(project.stage, ProjectStage::Permitted);
    assert!(records.engagements[0].enterprise_id.is_some(), "its references are resolved when it is taken up");
    assert_eq!(records.engagements[0].active_since, Some(day("2020-01-15")));
}

#[test]
fn an_identity_number_waits_sealed_and_leads_to_its_holder_in_the_end() {
    let body = *b"41010519900307001";
    let number = String::from_utf8(body.to_vec()).unwrap() + &char::from(check_character(&body).unwrap()).to_string();
    let id = ResidentId::parse(&number, day("2026-01-01")).unwrap();
    let mut waiting = tender();
    waiting.people[0].number = Some(IdentityNumber::from(&id));
    let house = House::new();
    house.apply(vec![waiting]);
    let row = house.read(|conn| Ok(pending::list(conn, Some("project"), None, 10)?)).remove(0);
    assert!(!format!("{row:?}").contains(&number));

    house.apply(vec![project()]);
    assert!(house.only().1.engagements[0].person_id.is_some(), "who has a full number is put on file");
    let people = house.read(|conn| service::people(conn, NUMBER, None, 20)).0.items;
    assert!(people[0].person_id.is_some());
}

#[test]
fn a_change_that_does_not_tell_its_project_waits_and_says_why() {
    let house = House::new();
    let nameless = ProjectChange { who: ProjectRef::default(), ..project() };
    assert_eq!(waiting(&house.apply(vec![nameless])), [0]);
    let rows = house.read(|conn| Ok(pending::list(conn, None, None, 10)?));
    assert!(rows[0].reason.contains("项目编号"), "{}", rows[0].reason);
    assert!(house.projects().is_empty());
}

#[rstest]
#[case::national(ProjectRef::national(NUMBER), true, false)]
#[case::provincial(ProjectRef { numbers: vec![(ProjectNumberKind::Local, "豫建 2020－0007".to_owned())], ..ProjectRef::default() }, true, false)]
#[case::name_and_owner(ProjectRef { name: Some("金水区人民医院病房楼".to_owned()), owner_name: Some(OWNER.to_owned()), ..ProjectRef::default() }, true, false)]
#[case::name_alone(ProjectRef { name: Some("金水区人民医院病房楼".to_owned()), ..ProjectRef::default() }, false, false)]
#[case::hint(ProjectRef::hinted_by(&format!("{NUMBER}-JX-007")).unwrap(), true, true)]
#[case::another_number_and_a_hint(ProjectRef { hint: Some(NUMBER.to_owned()), ..ProjectRef::national("4101052003010199") }, false, false)]
#[case::another_with_the_same_local_number(ProjectRef { numbers: vec![(ProjectNumberKind::Local, "豫建2020-0007".to_owned())], ..ProjectRef::national("4101052003010199") }, false, false)]
fn a_project_is_found_by_what_a_record_says_of_it(#[case] who: ProjectRef, #[case] found: bool, #[case] assumed: bool) {
    let house = House::new();
    house.apply(vec![project()]);
    let records = permit(1, "2020-03-01").records;
    let outcome = house.apply(vec![ProjectChange { who, records, ..ProjectChange::default() }]);
    assert_eq!(outcome.waiting.is_empty(), found);
    assert_eq!(!outcome.assumed.is_empty(), assumed);
}

#[test]
fn a_number_that_two_projects_have_leads_to_none() {
    let house = House::new();
    let other = ProjectChange {
        who: ProjectRef {
            numbers: vec![(ProjectNumberKind::Provincial, "豫建2020-0007".to_owned())],
            name: Some("另一项目".to_owned()),
            ..ProjectRef::national("4101052003010102")
        },
        ..project()
    };
    house.apply(vec![project(), other]);
    assert_eq!(house.projects().len(), 2);
    let who = ProjectRef {
        numbers: vec![(ProjectNumberKind::Provincial, "豫建2020-0007".to_owned())],
        ..ProjectRef::default()
    };
    let records = permit(1, "2020-03-01").records;
    assert_eq!(waiting(&house.apply(vec![ProjectChange { who, records, ..ProjectChange::default() }])), [0]);
}
