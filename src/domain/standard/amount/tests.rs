#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case("150.0000", 150_000_000)]
#[case("3429（万元）", 3_429_000_000)]
#[case("3429(万元)", 3_429_000_000)]
#[case("3429万", 3_429_000_000)]
#[case("3429万元人民币", 3_429_000_000)]
#[case("人民币3429万元整", 3_429_000_000)]
#[case("￥3,429.5", 3_429_500_000)]
#[case("３４２９．５", 3_429_500_000)]
#[case("0.29", 290_000)]
#[case("0", 0)]
#[case("1.5E+3", 1_500_000_000)]
#[case("0.000001", 1)]
fn ten_thousands_of_yuan_become_fen_exactly(#[case] written: &str, #[case] fen: i64) {
    let read = read(written, Unit::TenThousandYuan).unwrap();
    assert_eq!(read.value(), Some(&Fen(fen)));
    assert!(read.warnings.is_empty());
}

#[rstest]
#[case("1234.5", Unit::Yuan, 123_450, None)]
#[case("1.5E+7", Unit::Yuan, 1_500_000_000, None)]
#[case("人民币 200 元整", Unit::Yuan, 20_000, None)]
#[case("1.2亿", Unit::TenThousandYuan, 12_000_000_000, Some("amount.unit"))]
#[case("150元", Unit::TenThousandYuan, 15_000, Some("amount.unit"))]
#[case("-20", Unit::Yuan, -2_000, Some("amount.negative"))]
#[case("0.125", Unit::Yuan, 12, Some("amount.rounded"))]
#[case("0.135", Unit::Yuan, 14, Some("amount.rounded"))]
#[case("0.1250001", Unit::Yuan, 13, Some("amount.rounded"))]
fn what_is_doubtful_is_taken_with_a_warning(
    #[case] written: &str,
    #[case] unit: Unit,
    #[case] fen: i64,
    #[case] warning: Option<&str>,
) {
    let read = read(written, unit).unwrap();
    assert_eq!(read.value(), Some(&Fen(fen)));
    assert_eq!(read.warnings.first().map(|defect| defect.code), warning);
}

#[rstest]
#[case("-", Absent::Placeholder)]
#[case("-1.0", Absent::Placeholder)]
#[case("-1", Absent::Placeholder)]
#[case("NULL", Absent::Placeholder)]
#[case("/", Absent::NotApplicable)]
#[case(" ", Absent::Empty)]
fn none_has_many_spellings(#[case] written: &str, #[case] absent: Absent) {
    assert_eq!(read(written, Unit::TenThousandYuan).unwrap().reading.absent(), Some(absent));
}

#[rstest]
#[case("100万美元", "amount.currency")]
#[case("US$100", "amount.currency")]
#[case("€100", "amount.currency")]
#[case("壹佰万元整", "amount.form")]
#[case("100-200", "amount.form")]
#[case("12,34", "amount.grouping")]
#[case("1.2.3", "amount.form")]
#[case("99999999999999999999", "amount.range")]
#[case("9E+40", "amount.range")]
#[case("1E+999999999", "amount.range")]
fn the_refusal_says_what_is_wrong(#[case] written: &str, #[case] defect: &str) {
    assert_eq!(read(written, Unit::TenThousandYuan).unwrap_err().code, defect);
}

#[test]
fn a_foreign_currency_is_named() {
    assert!(read("100万欧元", Unit::TenThousandYuan).unwrap_err().reason.contains("欧元"));
}

#[rstest]
#[case(3_429_000_000, "3429", "34290000.00")]
#[case(290_000, "0.29", "2900.00")]
#[case(1, "0.000001", "0.01")]
#[case(-150, "-0.00015", "-1.50")]
#[case(0, "0", "0.00")]
fn amounts_are_shown_exactly(#[case] fen: i64, #[case] ten_thousand: &str, #[case] yuan: &str) {
    assert_eq!(display_ten_thousand(Fen(fen)), ten_thousand);
    assert_eq!(Fen(fen).to_string(), yuan);
}

proptest! {
    #[test]
    fn a_shown_amount_reads_back(fen in any::<i64>().prop_filter("-1 means none", |fen| ![-100, -1_000_000].contains(fen))) {
        let read_back = |text: String, unit| read(&text, unit).unwrap().into_value();
        prop_assert_eq!(read_back(display_ten_thousand(Fen(fen)), Unit::TenThousandYuan), Some(Fen(fen)));
        prop_assert_eq!(read_back(Fen(fen).to_string(), Unit::Yuan), Some(Fen(fen)));
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = read(&text, Unit::Yuan);
    }

    #[test]
    fn anything_like_a_number_can_be_read(text in "[-+0-9,.Ee万亿元]{0,60}") {
        let _ = read(&text, Unit::TenThousandYuan);
    }
}
