//! Areas, lengths and storeys as people write them, in integers of a fixed scale.
//!
//! The standard says "fill 0 if not applicable", so a zero reads as not applicable. Free text such as `框架0（1）层1幢` is refused
//! with the reason; the caller keeps it as text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::amount::{Decimal, ParseDecimalError, display_decimal};
use super::reading::{Absent, Defect, Read, Reading};
use super::text::{fold, placeholder};

/// An area in hundredths of a square metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Area(pub i64);

/// A length, height or span in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Length(pub i64);

/// Units of area, longest first, as a power of ten of hundredths of a square metre.
const AREA_UNITS: [(&str, i32); 13] = [
    ("万平方米", 6),
    ("万平米", 6),
    ("万M2", 6),
    ("万㎡", 6),
    ("万M²", 6),
    ("公顷", 6),
    ("平方米", 2),
    ("平米", 2),
    ("M2", 2),
    ("M²", 2),
    ("㎡", 2),
    ("M^2", 2),
    ("平方", 2),
];

/// Units of length, longest first, as a power of ten of millimetres.
const LENGTH_UNITS: [(&str, i32); 10] = [
    ("毫米", 0),
    ("厘米", 1),
    ("公里", 6),
    ("千米", 6),
    ("KM", 6),
    ("MM", 0),
    ("CM", 1),
    ("延米", 3),
    ("米", 3),
    ("M", 3),
];

/// Reads an area, in square metres unless the text names another unit.
pub fn read_area(text: &str) -> Result<Read<Area>, Defect> {
    read_scaled(text, &AREA_UNITS, 2).map(|read| read.map(Area))
}

/// Reads a length, in metres unless the text names another unit.
pub fn read_length(text: &str) -> Result<Read<Length>, Defect> {
    read_scaled(text, &LENGTH_UNITS, 3).map(|read| read.map(Length))
}

/// Reads a number of storeys: `6`, `6.0`, `6层`, `6F`.
pub fn read_storeys(text: &str) -> Result<Read<u16>, Defect> {
    let read = read_scaled(text, &[("层", 0), ("F", 0)], 0)?;
    if !read.warnings.is_empty() {
        return Err(not_a_number());
    }
    match read.reading {
        Reading::Absent(absent) => Ok(Read::absent(absent)),
        // The tallest building of the country has 128 storeys.
        Reading::Value(storeys) => match u16::try_from(storeys) {
            Ok(storeys @ ..=200) => Ok(Read::sure(storeys)),
            _ => Err(Defect::new("measure.storeys", "层数不合常理", "请核对层数")),
        },
    }
}

fn read_scaled(text: &str, units: &[(&str, i32)], default: i32) -> Result<Read<i64>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let text = fold(text).to_ascii_uppercase().replace([' ', '(', ')', '（', '）', '\''], "");
    let text = text.trim_start_matches('约');
    let unit = units.iter().find_map(|(unit, power)| Some((text.strip_suffix(unit)?, *power)));
    let (number, power) = unit.unwrap_or((text, default));
    let decimal = Decimal::parse(number).map_err(|error| match error {
        ParseDecimalError::TooLarge => too_large(),
        ParseDecimalError::NotANumber | ParseDecimalError::Grouping => not_a_number(),
    })?;
    if decimal.is_minus_one() {
        return Ok(Read::absent(Absent::Placeholder));
    }
    let (value, exact) = decimal.scaled(power).ok_or_else(too_large)?;
    match value {
        ..0 => Err(Defect::new("measure.negative", "数值不能为负", "请核对；不适用的请填 0")),
        0 if exact => Ok(Read::absent(Absent::NotApplicable)),
        _ if exact => Ok(Read::sure(value)),
        _ => Ok(Read::doubtful(
            value,
            Defect::new("measure.rounded", "小数位数过多，已舍入", "请按图纸或测绘报告填写，最多两位小数"),
        )),
    }
}

fn not_a_number() -> Defect {
    Defect::new("measure.form", "不是单个数值，无法作为数量使用", "请只填写一个数字；说明文字请写在建设规模栏")
}

fn too_large() -> Defect {
    Defect::new("measure.range", "数值过大，超出可记录的范围", "请核对小数点的位置和单位")
}

/// Square metres with two decimals: `4237.40`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display_decimal(self.0, 2, 2))
    }
}

/// Metres without trailing zeros: `575.16`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display_decimal(self.0, 3, 0))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("4237.4", 423_740)]
    #[case("4,237.4㎡", 423_740)]
    #[case("4237.4m2", 423_740)]
    #[case("4237.4 平方米", 423_740)]
    #[case("1.5万平方米", 1_500_000)]
    #[case("１２．５", 1_250)]
    fn areas_are_exact(#[case] written: &str, #[case] hundredths: i64) {
        assert_eq!(read_area(written).unwrap().value(), Some(&Area(hundredths)));
    }

    #[rstest]
    #[case("575.16米", 575_160)]
    #[case("（575.16米）", 575_160)]
    #[case("1.2km", 1_200_000)]
    #[case("13", 13_000)]
    #[case("600mm", 600)]
    fn lengths_are_exact(#[case] written: &str, #[case] millimetres: i64) {
        assert_eq!(read_length(written).unwrap().value(), Some(&Length(millimetres)));
    }

    #[rstest]
    #[case("6", 6)]
    #[case("6.0", 6)]
    #[case("33层", 33)]
    #[case("6F", 6)]
    fn storeys_are_whole(#[case] written: &str, #[case] storeys: u16) {
        assert_eq!(read_storeys(written).unwrap().value(), Some(&storeys));
    }

    #[rstest]
    #[case("0", Absent::NotApplicable)]
    #[case("0.00", Absent::NotApplicable)]
    #[case("-1.0", Absent::Placeholder)]
    #[case("/", Absent::NotApplicable)]
    #[case("NULL", Absent::Placeholder)]
    #[case("", Absent::Empty)]
    fn zero_means_not_applicable(#[case] written: &str, #[case] absent: Absent) {
        assert_eq!(read_area(written).unwrap().reading.absent(), Some(absent));
        assert_eq!(read_storeys(written).unwrap().reading.absent(), Some(absent));
    }

    #[rstest]
    #[case("框架0（1）层1幢", "measure.form")]
    #[case("长度（575.16米）、宽度（13米）", "measure.form")]
    #[case("100亩", "measure.form")]
    #[case("-3", "measure.negative")]
    #[case("9E+30", "measure.range")]
    fn free_text_is_refused_with_the_reason(#[case] written: &str, #[case] defect: &str) {
        assert_eq!(read_area(written).unwrap_err().code, defect);
    }

    #[test]
    fn half_a_storey_and_a_thousand_storeys_are_refused() {
        assert_eq!(read_storeys("6.5").unwrap_err().code, "measure.form");
        assert_eq!(read_storeys("1000").unwrap_err().code, "measure.storeys");
    }

    proptest! {
        #[test]
        fn shown_measures_read_back(value in 1_i64..) {
            prop_assert_eq!(read_area(&Area(value).to_string()).unwrap().into_value(), Some(Area(value)));
            prop_assert_eq!(read_length(&Length(value).to_string()).unwrap().into_value(), Some(Length(value)));
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let _ = (read_area(&text), read_length(&text), read_storeys(&text));
        }
    }
}
