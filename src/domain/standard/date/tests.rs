#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 6, 1)
}

#[rstest]
#[case("2015-05-01")]
#[case("2015-5-1 0:00:00")]
#[case("2015-05-01 00:00:00")]
#[case("2015.05.01")]
#[case("2015/5/1")]
#[case("2015年5月1日")]
#[case("２０１５年５月１日")]
#[case("2015 年 5 月 1 日")]
#[case("20150501")]
#[case("2015050108")]
#[case("201505010830")]
#[case("20150501083015")]
#[case("42125")]
#[case("42125.0")]
#[case("1430409600")]
#[case("1430409600000")]
#[case("2015-05-01T00:00:00")]
#[case("2015-04-30T16:00:00Z")]
#[case("2015-04-30T16:00:00.000Z")]
#[case("2015-05-01T00:00:00+08:00")]
#[case("2015-05-01T00:00:00.000+0800")]
fn one_day_is_written_many_ways(#[case] written: &str) {
    let read = read(written, today()).unwrap();
    assert_eq!(read.value(), Some(&day(2015, 5, 1)));
    assert!(read.warnings.is_empty());
}

#[rstest]
#[case("1900-01-01")]
#[case("1900/1/1 0:00:00")]
#[case("1899-12-30")]
#[case("0000-00-00")]
#[case("0000-00-00 00:00:00")]
#[case("0001-01-01")]
#[case("0001-01-01T00:00:00")]
#[case("1970-01-01 08:00:00")]
#[case("-2209017600")]
#[case("-2209017600000")]
#[case("0")]
#[case("0.0")]
#[case("NULL")]
#[case("-")]
fn what_systems_write_for_none_is_a_placeholder(#[case] written: &str) {
    assert_eq!(read(written, today()).unwrap().reading.absent(), Some(Absent::Placeholder));
}

#[rstest]
#[case("长期")]
#[case("永久")]
#[case("9999-12-31")]
#[case("99991231")]
#[case("9999-12-31T23:59:59Z")]
fn no_end_is_not_applicable(#[case] written: &str) {
    assert_eq!(read(written, today()).unwrap().reading.absent(), Some(Absent::NotApplicable));
}

#[rstest]
#[case("2015-02-29", "date.impossible")]
#[case("2015-13-01", "date.impossible")]
#[case("2015-04-31", "date.impossible")]
#[case("20150431", "date.impossible")]
#[case("2015", "date.year_only")]
#[case("15-05-01", "date.year")]
#[case("5/1/2015", "date.year")]
#[case("2915-05-01", "date.range")]
#[case("1015-05-01", "date.range")]
#[case("12", "date.form")]
#[case("去年五月", "date.form")]
#[case("2015-05-01 25:99", "date.time")]
fn the_refusal_says_what_is_wrong(#[case] written: &str, #[case] defect: &str) {
    assert_eq!(read(written, today()).unwrap_err().code, defect);
}

#[rstest]
#[case("2015年5月", "date.month_only", day(2015, 5, 1))]
#[case("2015.5", "date.month_only", day(2015, 5, 1))]
#[case("2015-05", "date.month_only", day(2015, 5, 1))]
#[case("201505", "date.month_only", day(2015, 5, 1))]
#[case("1970-01-01", "date.epoch", day(1970, 1, 1))]
fn a_doubtful_date_is_taken_with_a_warning(#[case] written: &str, #[case] warning: &str, #[case] date: NaiveDate) {
    let read = read(written, today()).unwrap();
    assert_eq!(read.value(), Some(&date));
    assert_eq!(read.warnings[0].code, warning);
}

#[rstest]
#[case("2017-10-10TO2017-12-10")]
#[case("2017-10-10至2017-12-10")]
#[case("2017.10.10-2017.12.10")]
#[case("2017-10-10 ~ 2017-12-10")]
#[case("自2017年10月10日起至2017年12月10日止")]
fn a_range_is_two_dates(#[case] written: &str) {
    let range = read_range(written, today()).unwrap().into_value().unwrap();
    assert_eq!(range, DateRange { start: day(2017, 10, 10), end: Some(day(2017, 12, 10)) });
}

#[test]
fn a_range_may_have_no_end_but_not_run_backwards() {
    let open = read_range("2017-10-10至长期", today()).unwrap().into_value().unwrap();
    assert_eq!(open.end, None);
    assert_eq!(read_range("2017-12-10至2017-10-10", today()).unwrap_err().code, "date.range_order");
    assert_eq!(read_range("2017-12-10", today()).unwrap_err().code, "date.range_form");
}

proptest! {
    #[test]
    fn every_day_reads_back(offset in 0_u64..60_000) {
        let date = day(1900, 1, 2) + Days::new(offset);
        for form in ["%Y-%m-%d", "%Y.%-m.%-d", "%Y/%m/%d", "%Y年%-m月%-d日", "%Y%m%d", "%Y-%-m-%-d 0:00:00"] {
            prop_assert_eq!(read(&date.format(form).to_string(), today()).unwrap().into_value(), Some(date));
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = read(&text, today());
        let _ = read_range(&text, today());
    }

    #[test]
    fn anything_like_a_date_can_be_read(text in "[-0-9年月日./: TZ+至]{0,24}") {
        let _ = read(&text, today());
        let _ = read_range(&text, today());
    }
}
