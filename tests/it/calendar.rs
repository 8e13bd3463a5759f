//! Working days, with the years that an administrator enters.

use chrono::NaiveDate;
use rstest::rstest;
use siku::calendar::{enter_year, load};
use siku::domain::standard::calendar::{Due, SpecialDay};
use siku::domain::vocabulary::calendar::DayKind;
use siku::error::Error;
use siku::heads::verify_ledger;
use siku::vault::Vault;

use crate::support::{Backend, TestDb};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn special(text: &str, kind: DayKind) -> SpecialDay {
    SpecialDay { day: day(text), kind, name: "元旦".to_owned(), document: "国办发明电〔2026〕9号".to_owned() }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_year_that_an_administrator_enters_moves_the_end_of_a_term(#[case] backend: Backend) {
    let database = TestDb::new(backend);
    let due = || database.db.read_now(|conn| Ok(load(conn)?.add_working_days(day("2026-12-30"), 3))).unwrap();
    assert_eq!(due(), Due { day: day("2027-01-04"), is_assumed: true });

    let days = [special("2027-01-01", DayKind::Holiday), special("2027-01-03", DayKind::Working)];
    database.db.write_now(|tx| enter_year(tx, "account:1", 2027, &days)).unwrap();
    assert_eq!(due(), Due { day: day("2027-01-04"), is_assumed: false }, "31 Dec, 3 Jan made up, 4 Jan");

    // A notice that was misread is entered again, and nothing of the first entry stays.
    let days = [special("2027-01-01", DayKind::Holiday)];
    database.db.write_now(|tx| enter_year(tx, "account:1", 2027, &days)).unwrap();
    assert_eq!(due(), Due { day: day("2027-01-05"), is_assumed: false });

    let told = database.db.read_now(|conn| verify_ledger(conn, &Vault::fixed(7))).unwrap();
    assert_eq!((told.entries, told.differences), (2, vec![]), "the ledger tells of both");
}

#[rstest]
#[case::of_another_year(&[special("2026-01-01", DayKind::Holiday)], "calendar.other_year")]
#[case::made_up_on_a_weekday(
    &[special("2027-01-01", DayKind::Holiday), special("2027-01-05", DayKind::Working)],
    "calendar.no_weekend"
)]
#[case::twice(&[special("2027-01-01", DayKind::Holiday), special("2027-01-01", DayKind::Holiday)], "calendar.day_twice")]
#[case::nothing(&[], "calendar.no_holiday")]
#[case::without_a_document(
    &[SpecialDay { document: " ".to_owned(), ..special("2027-01-01", DayKind::Holiday) }],
    "field.required"
)]
fn a_year_that_cannot_be_is_refused_and_nothing_is_entered(#[case] days: &[SpecialDay], #[case] code: &str) {
    let database = TestDb::new(Backend::Sqlite);
    let refused = database.db.write_now(|tx| enter_year(tx, "account:1", 2027, days)).unwrap_err();
    let Error::Invalid(fields) = refused else { panic!("{refused}") };
    assert_eq!(fields.iter().map(|field| field.code.as_str()).collect::<Vec<_>>(), [code]);
    assert!(!database.db.read_now(load).unwrap().knows(2027));
}
