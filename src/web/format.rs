//! Dates, instants, amounts and areas as a reader in China expects them; exact, never through floating point.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};

/// China Standard Time, UTC+8 all year: the only clock the readers of the pages go by.
const CHINA: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(offset) => offset,
    None => panic!("eight hours are less than a day"),
};

/// A day, `2026-11-22`.
pub fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// An instant to the minute in China time, `2026-11-22 17:05`.
pub fn instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&CHINA).format("%Y-%m-%d %H:%M").to_string()
}

/// The same instant for the `datetime` attribute of `<time>`, `2026-11-22T17:05:00+08:00`.
pub fn machine_instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&CHINA).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// An amount in fen as 万元, the unit of the registries' sheets: `123456789` is `123.456789`; trailing zeros dropped.
pub fn ten_thousand_yuan(fen: i64) -> String {
    decimal(fen, 6)
}

/// An area in hundredths of a square metre as m²: `1234550` is `12,345.5`; trailing zeros dropped.
pub fn square_metres(area: i64) -> String {
    hundredths(area)
}

/// Hundredths as wholes: `9150` is `91.5`; trailing zeros dropped.
pub fn hundredths(value: i64) -> String {
    decimal(value, 2)
}

/// A length in millimetres as metres: `18500` is `18.5`; trailing zeros dropped.
pub fn metres(millimetres: i64) -> String {
    decimal(millimetres, 3)
}

/// A count with its thousands set apart, `940,533`.
pub fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// `value` × 10^-`places` in full, without trailing zeros.
fn decimal(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let magnitude = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let whole = count(magnitude / unit);
    let width = usize::try_from(places).unwrap_or_default();
    let fraction = format!("{:0width$}", magnitude % unit);
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// Digits with a comma before every group of three, counted from the right.
fn grouped(digits: &str) -> String {
    let length = digits.len();
    let mut out = String::with_capacity(length + length / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (length - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong fixture")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing(0, "0")]
    #[case::one_fen(1, "0.000001")]
    #[case::one_ten_thousand_yuan(1_000_000, "1")]
    #[case::half(500_000, "0.5")]
    #[case::a_contract(1_234_567_890_000, "1,234,567.89")]
    #[case::a_reduction(-2_500_000, "-2.5")]
    #[case::smallest(i64::MIN, "-9,223,372,036,854.775808")]
    fn money_is_shown_in_ten_thousand_yuan_to_the_fen(#[case] fen: i64, #[case] shown: &str) {
        assert_eq!(ten_thousand_yuan(fen), shown);
    }

    #[test]
    fn a_length_is_shown_in_metres() {
        assert_eq!([18_500, 7_000, 1_234_005].map(metres), ["18.5", "7", "1,234.005"]);
    }

    #[rstest]
    #[case(1_234_550, "12,345.5")]
    #[case(100, "1")]
    #[case(7, "0.07")]
    fn areas_are_shown_in_square_metres(#[case] hundredths: i64, #[case] shown: &str) {
        assert_eq!(square_metres(hundredths), shown);
    }

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(1_000, "1,000")]
    #[case(940_533, "940,533")]
    fn counts_are_grouped_by_three(#[case] number: u64, #[case] shown: &str) {
        assert_eq!(count(number), shown);
    }

    #[test]
    fn an_evening_in_utc_is_the_next_morning_in_china() {
        let at = DateTime::parse_from_rfc3339("2026-11-21T16:30:00Z").unwrap().to_utc();
        assert_eq!(instant(at), "2026-11-22 00:30");
        assert_eq!(machine_instant(at), "2026-11-22T00:30:00+08:00");
        assert_eq!(date(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()), "2026-03-02");
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_as_the_same_fen(fen in any::<i64>()) {
            let shown = ten_thousand_yuan(fen).replace(',', "");
            let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
            let digits: i128 = format!("{whole}{fraction:0<6}").parse().unwrap();
            prop_assert_eq!(digits, i128::from(fen));
        }
    }
}
