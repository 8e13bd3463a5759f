#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use rstest::rstest;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[rstest]
#[case("2025-12-31", false)]
#[case("2026-01-01", true)]
#[case("2026-06-29", true)]
#[case("2026-06-30", false)]
fn somebody_is_free_on_the_day_of_release(#[case] on: &str, #[case] bound: bool) {
    let led = Led {
        project: "p1".to_owned(),
        name: String::new(),
        since: Some(day("2026-01-01")),
        released: Some(day("2026-06-30")),
        basis: String::new(),
    };
    assert_eq!(led.binds(day(on)), bound);
    assert!(Led { since: None, ..led.clone() }.binds(day("2000-01-01")), "an unknown beginning frees nobody");
    assert!(Led { released: None, ..led }.binds(day("2099-01-01")));
}

#[rstest]
#[case("2026-03-14", false)]
#[case("2026-03-15", true)]
#[case("2027-03-14", true)]
#[case("2027-03-15", false)]
fn points_count_for_twelve_months(#[case] on: &str, #[case] counts: bool) {
    let demerit = Demerit { number: String::new(), points: 3, cycle_start: day("2026-03-15") };
    assert_eq!(demerit.counts(day(on)), counts);
}

#[rstest]
#[case("2025-12-31", false)]
#[case("2026-01-01", true)]
#[case("2026-12-31", true)]
#[case("2027-01-01", false)]
fn a_restriction_holds_on_its_first_and_last_day(#[case] on: &str, #[case] holds: bool) {
    let listed = Restriction { what: String::new(), from: day("2026-01-01"), until: Some(day("2026-12-31")) };
    assert_eq!(listed.holds(day(on)), holds);
    assert!(Restriction { until: None, ..listed }.holds(day("2099-01-01")));
}

#[test]
fn what_is_shown_of_a_record_says_what_is_not_on_file() {
    let said = |seen: Seen| (seen.record, seen.value);
    let listed = Restriction { what: "“黑名单” 1号".to_owned(), from: day("2026-01-01"), until: None };
    let told = |value: &str| ("“黑名单” 1号".to_owned(), value.to_owned());
    assert_eq!(said(listed.seen()), told("自 2026-01-01 尚未移出"));
    let removed = Restriction { until: Some(day("2026-12-31")), ..listed };
    assert_eq!(said(removed.seen()), told("自 2026-01-01 至 2026-12-31"));
    let led = Led {
        project: "p1".to_owned(),
        name: "某小区".to_owned(),
        since: None,
        released: None,
        basis: "施工许可证 A".to_owned(),
    };
    let told = |value: &str| ("某小区（施工许可证 A）".to_owned(), value.to_owned());
    assert_eq!(said(led.seen()), told("起始日期未登记，在建"));
    let done = Led { since: Some(day("2024-01-01")), released: Some(day("2025-01-01")), ..led };
    assert_eq!(said(done.seen()), told("自 2024-01-01，2025-01-01 解除"));
}

#[rstest]
#[case::day_before("2023-12-31", false)]
#[case::first_day("2024-01-01", true)]
#[case::last_day("2024-12-31", true)]
#[case::day_after("2025-01-01", false)]
fn an_employment_covers_its_first_and_its_last_day(#[case] on: &str, #[case] covers: bool) {
    let employment =
        Employment { from: Some(day("2024-01-01")), until: Some(day("2024-12-31")), ..Employment::default() };
    assert_eq!(employment.covers(day(on)), covers);
    assert!(Employment::default().covers(day(on)), "what has no end and no beginning");
}
