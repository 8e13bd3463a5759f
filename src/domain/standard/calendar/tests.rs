#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_row_of_the_table_is_read_and_says_how_sure_it_is() {
    let rows: Vec<&str> = TABLE.lines().skip(1).collect();
    assert_eq!(Calendar::on_file().days().count(), rows.len());
    assert!(rows.iter().all(|row| row.ends_with(",confirmed-mirror")), "a day that was not confirmed must say so");
}

#[rstest]
#[case::y2024(2024, 28, 8)]
#[case::y2025(2025, 28, 5)]
#[case::y2026(2026, 33, 6)]
fn a_year_has_as_many_free_days_and_days_made_up_for_as_its_notice_names(
    #[case] year: i32,
    #[case] holidays: usize,
    #[case] working: usize,
) {
    let count = |kind| Calendar::on_file().days().filter(|day| day.day.year() == year && day.kind == kind).count();
    assert_eq!((count(DayKind::Holiday), count(DayKind::Working)), (holidays, working));
}

#[test]
fn only_weekends_are_made_up_for() {
    let working = Calendar::on_file().days().filter(|day| day.kind == DayKind::Working);
    let weekdays: Vec<_> = working.filter(|day| day.day.weekday().number_from_monday() < 6).collect();
    assert!(weekdays.is_empty(), "{weekdays:?}");
}

/// Each worked out by hand on the calendar of its year.
#[rstest]
#[case::plain_week("2026-03-02", 5, "2026-03-09")]
#[case::over_a_weekend("2026-03-06", 1, "2026-03-09")]
#[case::spring_festival_with_both_days_made_up("2026-02-13", 5, "2026-02-27")]
#[case::into_the_saturday_made_up("2026-02-13", 6, "2026-02-28")]
#[case::national_day("2026-09-30", 3, "2026-10-10")]
#[case::received_on_a_holiday("2026-10-03", 1, "2026-10-08")]
#[case::mid_autumn_2024_saturday_made_up("2024-09-13", 1, "2024-09-14")]
fn a_term_ends_on_the_nth_working_day_after_it_begins(#[case] from: &str, #[case] count: u16, #[case] due: &str) {
    let found = Calendar::on_file().add_working_days(day(from), count);
    assert_eq!(found, Due { day: day(due), is_assumed: false });
}

#[test]
fn a_term_that_reaches_a_year_not_on_file_is_assumed() {
    let calendar = Calendar::on_file();
    let due = calendar.add_working_days(day("2026-12-28"), 5);
    assert_eq!(due, Due { day: day("2027-01-04"), is_assumed: true });
    assert!(!calendar.add_working_days(day("2026-12-28"), 3).is_assumed);
    assert!(calendar.working_days_between(day("2026-12-28"), day("2027-01-04")).is_assumed);
}

#[test]
fn a_year_that_is_entered_replaces_the_one_on_file_whole() {
    let only = SpecialDay {
        day: day("2026-01-01"),
        kind: DayKind::Holiday,
        name: "元旦".to_owned(),
        document: "国办发明电〔2026〕1号".to_owned(),
    };
    let calendar = Calendar::on_file().replaced_by(&Calendar::new([only]));
    assert!(calendar.is_working_day(day("2026-01-02")), "the second day of the old notice");
    assert!(!calendar.is_working_day(day("2025-10-08")), "another year stays");
}

#[test]
fn what_is_overdue_counts_backwards() {
    let calendar = Calendar::on_file();
    assert_eq!(calendar.working_days_between(day("2026-03-09"), day("2026-03-06")).days, -1);
    assert_eq!(calendar.working_days_between(day("2026-03-09"), day("2026-03-09")).days, 0);
}

proptest! {
    #[test]
    fn what_is_left_of_a_term_is_what_it_was_made_of(offset in 0_u64..900, count in 0_u16..60) {
        let from = day("2024-01-01").checked_add_days(chrono::Days::new(offset)).unwrap();
        let calendar = Calendar::on_file();
        let due = calendar.add_working_days(from, count);
        prop_assert_eq!(calendar.working_days_between(from, due.day).days, i64::from(count));
        prop_assert!(count == 0 || calendar.is_working_day(due.day));
    }
}
