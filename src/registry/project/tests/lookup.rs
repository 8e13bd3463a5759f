//! How projects are found and shown.

use rstest::rstest;

use super::fixture::{House, NUMBER, OWNER, day, whole_project};
use crate::db::keyset;
use crate::domain::vocabulary::project::ProjectStage;
use crate::registry::project::service::{self, Search};
use crate::registry::project::store::ListFilter;

#[rstest]
#[case::all(Search::default(), true)]
#[case::words(Search { words: Some("人民医院".to_owned()), ..Search::default() }, true)]
#[case::other_words(Search { words: Some("小学".to_owned()), ..Search::default() }, false)]
#[case::initials(Search { words: Some("jsqrm".to_owned()), ..Search::default() }, true)]
#[case::number(Search { words: Some("豫建2020-0007".to_owned()), ..Search::default() }, true)]
#[case::city(Search { filter: ListFilter { region: Some("4101".to_owned()), ..ListFilter::default() }, ..Search::default() }, true)]
#[case::other_city(Search { filter: ListFilter { region: Some("4102".to_owned()), ..ListFilter::default() }, ..Search::default() }, false)]
#[case::stage(Search { filter: ListFilter { stage: Some(ProjectStage::Filed), ..ListFilter::default() }, ..Search::default() }, true)]
#[case::owner_by_code(Search { owner: Some("91410100MA0000007G".to_owned()), ..Search::default() }, true)]
#[case::owner_by_name(Search { owner: Some(OWNER.to_owned()), ..Search::default() }, true)]
#[case::contractor(Search { owner: Some("91410100MA0000015B".to_owned()), ..Search::default() }, false)]
fn a_project_is_listed_by_words_and_restrictions(#[case] search: Search, #[case] expected: bool) {
    let house = House::new();
    house.apply(whole_project());
    let found = house.read(|conn| service::find(conn, &Search { rows: 20, count: true, ..search }));
    assert_eq!(found.page.items.len(), usize::from(expected));
    assert_eq!(found.total, Some(i64::from(expected)));
}

#[test]
fn a_project_is_shown_by_each_of_its_numbers_with_its_stages_and_people() {
    let house = House::new();
    house.apply(whole_project());
    let (project, _) = house.only();
    for key in [project.public_id.as_str(), NUMBER, "豫建2020-0007"] {
        assert_eq!(house.read(|conn| service::detail(conn, key)).summary.id, project.public_id);
    }
    assert!(house.db.read_now(|conn| service::detail(conn, "4101052003010199")).is_err());
    let stages = house.read(|conn| service::stages(conn, NUMBER));
    let days: Vec<_> = stages.iter().map(|stage| stage.on).collect();
    assert_eq!(stages.len(), 7);
    assert!(days.is_sorted(), "{days:?}");
    assert_eq!(stages[0].parties[0].enterprise.name, "河南华鑫建设工程有限公司");
    assert!(stages[0].parties[0].enterprise.id.is_some());
    let (first, total) = house.read(|conn| service::people(conn, NUMBER, None, 2));
    let after = keyset::decode(&service::people_scope(NUMBER), &first.next_cursor.unwrap()).unwrap();
    let (rest, _) = house.read(|conn| service::people(conn, NUMBER, Some(&after), 2));
    assert_eq!((total, rest.next_cursor), (3, None));
    let people = [first.items, rest.items].concat();
    let bound: Vec<_> =
        people.iter().map(|row| (row.person_name.as_str(), row.active_since, row.released_on)).collect();
    // The award binds 甲 for both permits: replaced on the first, he is free when the second is accepted.
    let expected = [
        ("甲测试", Some(day("2020-01-15")), Some(day("2021-06-30"))),
        ("甲测试", Some(day("2020-01-15")), Some(day("2021-06-30"))),
        ("乙测试", Some(day("2020-10-01")), Some(day("2021-05-01"))),
    ];
    assert_eq!(bound, expected);
    assert_eq!(house.read(|conn| service::participants(conn, NUMBER)).len(), 1);
}
