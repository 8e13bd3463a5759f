//! Numbers of certificates and registrations, as printed and as typed.
//!
//! No check digit is published for any of them, and provinces differ, so a number is never refused: an unknown form warns.
//! What makes numbers comparable is [`normalise`].

use super::reading::{Defect, Read};
use super::resident_id;
use super::text::{code_text, normalise_brackets, placeholder};

/// The one-character names of the registering province, with the other names of Yunnan, Guizhou, Gansu and Shaanxi, the army
/// (军) and the Xinjiang corps (兵).
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕秦甘陇青宁新军兵";

/// What a certificate number is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    /// 企业资质证书: `D141000001`, a letter for the kind, one digit for the authority, two for the province, six of serial.
    Qualification,
    /// 安全生产许可证: `（豫）JZ安许证字（2015）010001`.
    SafetyPermit,
    /// 安管人员考核合格证 (A, B, C, C1 to C3): `豫建安C2（2015）0000001`.
    SafetyAssessment,
    /// 建造师注册编号: a province and twelve digits, or sixteen since the national platform; `（临）` marks a temporary one.
    ConstructorRegistration,
    /// 执业印章号 of any profession: eight to fourteen letters and digits, perhaps after a province.
    Seal,
}

const KINDS: [CertificateKind; 5] = [
    CertificateKind::Qualification,
    CertificateKind::SafetyPermit,
    CertificateKind::SafetyAssessment,
    CertificateKind::ConstructorRegistration,
    CertificateKind::Seal,
];

impl CertificateKind {
    /// Whether a normalised number has a known form of this kind.
    fn fits(self, number: &str) -> bool {
        match self {
            Self::Qualification => is_qualification(number),
            Self::SafetyPermit => is_safety_permit(number),
            Self::SafetyAssessment => is_safety_assessment(number),
            Self::ConstructorRegistration => is_constructor(number),
            Self::Seal => is_seal(number),
        }
    }

    /// The form to write, for the remedy.
    const fn example(self) -> &'static str {
        match self {
            Self::Qualification => "D141000001",
            Self::SafetyPermit => "（豫）JZ安许证字（2015）010001",
            Self::SafetyAssessment => "豫建安B（2015）0000001",
            Self::ConstructorRegistration => "豫1412006200700001",
            Self::Seal => "豫141050700001",
        }
    }
}

/// The form in which numbers are compared: widths, case, spaces and brackets folded; `编号`, `第` and `号` gone; the province of a
/// work-safety permit in brackets.
pub fn normalise(text: &str) -> String {
    let code = normalise_brackets(&code_text(text));
    let code = code.trim_start_matches("证书").trim_start_matches("编号").trim_start_matches([':', '：']);
    let code = code.trim_end_matches('号').replacen('第', "", 1);
    match split_province(&code) {
        Some((province, rest)) if rest.starts_with("JZ") => format!("（{province}）{rest}"),
        _ => code,
    }
}

/// Reads a number of a known kind; a form that is not known for it warns. The number comes back normalised.
///
/// The warning `certificate_number.resident_id` says that the number holds its holder's resident ID and is personal data.
pub fn read(text: &str, kind: CertificateKind) -> Read<String> {
    if let Some(absent) = placeholder(text) {
        return Read::absent(absent);
    }
    let number = normalise(text);
    if resident_id::contained_in(&number) {
        return Read::doubtful(
            number,
            Defect::new(
                "certificate_number.resident_id",
                "证书编号中含有个人身份证号码，已按个人信息处理，不予公开",
                "请核对；证书编号确为身份证号码的无需修改",
            ),
        );
    }
    if kind.fits(&number) {
        return Read::sure(number);
    }
    Read::doubtful(
        number,
        Defect::new(
            "certificate_number.form",
            "证书编号不是常见的格式，已按原文保存",
            format!("请对照证书核对；常见格式如 {}", kind.example()),
        ),
    )
}

/// The first kind whose form a number has; seals last, since nearly any run of digits could be one.
pub fn classify(text: &str) -> Option<CertificateKind> {
    let number = normalise(text);
    KINDS.into_iter().find(|kind| kind.fits(&number))
}

fn is_qualification(number: &str) -> bool {
    // "-1/2" or "（副本2）" after the number names the copy, not another certificate.
    let bare = number.split_once(['-', '（']).map_or(number, |(bare, _copy)| bare);
    let Some(rest) = bare.strip_prefix(|letter| matches!(letter, 'A'..='F')) else { return false };
    let rest = rest.strip_prefix('W').unwrap_or(rest);
    rest.starts_with(['1', '2', '3']) && is_digits(rest, &[9])
}

fn is_safety_permit(number: &str) -> bool {
    let Some(rest) = number.strip_prefix('（') else { return false };
    let Some((_, rest)) = split_province(rest) else { return false };
    let Some((year, serial)) = rest.strip_prefix("）JZ安许证字（").and_then(|rest| rest.split_once('）')) else {
        return false;
    };
    let (serial, copy) = serial.split_once('-').unwrap_or((serial, "1"));
    is_digits(year, &[4]) && is_digits(serial, &[6]) && is_digits(copy, &[1, 2])
}

fn is_safety_assessment(number: &str) -> bool {
    let class_and_rest = split_province(number).and_then(|(_, rest)| rest.strip_prefix("建安"));
    let Some((class, rest)) = class_and_rest.and_then(|rest| rest.split_once('（')) else { return false };
    let Some((year, serial)) = rest.split_once('）') else { return false };
    matches!(class, "A" | "B" | "C" | "C1" | "C2" | "C3") && is_digits(year, &[4]) && is_digits(serial, &[7])
}

/// Province, level 1 or 2, and then two forms: province 2 + qualified 2 + registered 2 + serial 5, or with years of four digits.
fn is_constructor(number: &str) -> bool {
    let Some((_, digits)) = split_province(number.trim_end_matches("（临）")) else { return false };
    digits.starts_with(['1', '2']) && is_digits(digits, &[12, 16, 17])
}

fn is_seal(number: &str) -> bool {
    let bare = number.trim_end_matches("（临）");
    let bare = split_province(bare).map_or(bare, |(_, rest)| rest);
    (8..=14).contains(&bare.len())
        && bare.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && bare.ends_with(|last: char| last.is_ascii_digit())
}

/// The province in front, and the rest.
fn split_province(number: &str) -> Option<(char, &str)> {
    let mut rest = number.chars();
    let province = rest.next().filter(|first| PROVINCES.contains(*first))?;
    Some((province, rest.as_str()))
}

fn is_digits(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("（豫）JZ安许证字【2015】010001", "豫JZ安许证字[2015]010001号")]
    #[case("(豫)JZ安许证字〔2015〕010001", "（豫）ＪＺ安许证字（2015）010001")]
    #[case("豫建安B(2015)0000001", "豫建安b（2015）0000001")]
    #[case("豫建安B(2015)0000001", "编号：豫建安B(2015)第0000001号")]
    #[case("d141000001", "Ｄ141000001 ")]
    fn one_number_typed_two_ways_compares_equal(#[case] one: &str, #[case] other: &str) {
        assert_eq!(normalise(one), normalise(other));
    }

    #[rstest]
    #[case("D141000001", Some(CertificateKind::Qualification))]
    #[case("AW141000001-1/2", Some(CertificateKind::Qualification))]
    #[case("（豫）JZ安许证字〔2015〕010001-2", Some(CertificateKind::SafetyPermit))]
    #[case("豫建安C2(2015)0000001", Some(CertificateKind::SafetyAssessment))]
    #[case("豫141050700001", Some(CertificateKind::ConstructorRegistration))]
    #[case("豫1412006200700001", Some(CertificateKind::ConstructorRegistration))]
    #[case("滇204050700001(临)", Some(CertificateKind::ConstructorRegistration))]
    #[case("苏110H55001", Some(CertificateKind::Seal))]
    #[case("jj00000001", Some(CertificateKind::Seal))]
    #[case("00000001", Some(CertificateKind::Seal))]
    #[case("某证", None)]
    fn numbers_are_sorted_by_form(#[case] written: &str, #[case] kind: Option<CertificateKind>) {
        assert_eq!(classify(written), kind);
    }

    #[test]
    fn an_unknown_form_is_kept_with_a_warning() {
        let read = read("某建字 第12号", CertificateKind::SafetyAssessment);
        assert_eq!(read.value().map(String::as_str), Some("某建字12"));
        assert_eq!(read.warnings.first().map(|defect| defect.code), Some("certificate_number.form"));
    }

    #[test]
    fn a_number_made_of_a_resident_id_is_marked_as_personal() {
        let read = read("T410100190001010019", CertificateKind::Seal);
        assert_eq!(read.warnings.first().map(|defect| defect.code), Some("certificate_number.resident_id"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            for kind in KINDS {
                let _ = read(&text, kind);
            }
        }

        #[test]
        fn anything_like_a_number_can_be_sorted(text in "[（(【豫鄂JZ安许证字建A-D0-9）)】-]{0,24}") {
            let _ = classify(&text);
        }

        #[test]
        fn generated_numbers_are_known(serial in 0_u32..10_000_000, year in 2004_u16..2030) {
            prop_assert_eq!(classify(&format!("豫建安B({year}){serial:07}")), Some(CertificateKind::SafetyAssessment));
            prop_assert_eq!(classify(&format!("豫JZ安许证字[{year}]{:06}", serial / 10)), Some(CertificateKind::SafetyPermit));
        }
    }
}
