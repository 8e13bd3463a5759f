//! Organisation code (组织机构代码, GB 11714): eight letters or digits and a check character.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::reading::Defect;
use super::text::code_text;

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A checked organisation code; nine characters without the hyphen, which only [`fmt::Display`] writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode([u8; 9]);

impl OrganisationCode {
    /// Reads nine characters, or ten with the hyphen; lower case and full width are folded.
    pub fn parse(text: &str) -> Result<Self, Defect> {
        let bytes = well_formed(&code_text(text)).ok_or_else(malformed)?;
        Self::from_well_formed(bytes).ok_or_else(wrong_check)
    }

    /// Nine characters of the right alphabet, when the last checks the others.
    pub(crate) fn from_well_formed(bytes: [u8; 9]) -> Option<Self> {
        let (body, check) = bytes.split_last_chunk::<1>()?;
        let body = <&[u8; 8]>::try_from(body).ok()?;
        (check_character(body)? == check[0]).then_some(Self(bytes))
    }

    /// Nine characters that were checked when the credit code around them was.
    pub(super) const fn checked(bytes: [u8; 9]) -> Self {
        Self(bytes)
    }

    /// The nine characters without a hyphen, the form registries join on.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The check character over eight letters or digits: `11 - Σ wᵢcᵢ mod 11`, with 10 written `X` and 11 written `0`.
///
/// `None` when a character is neither a digit nor an upper-case letter.
pub fn check_character(body: &[u8; 8]) -> Option<u8> {
    let mut sum = 0;
    for (character, weight) in body.iter().zip(WEIGHTS) {
        let value = match character {
            b'0'..=b'9' => u32::from(character - b'0'),
            b'A'..=b'Z' => u32::from(character - b'A') + 10,
            _ => return None,
        };
        sum += value * weight;
    }
    b"0X987654321".get(usize::try_from(sum % 11).ok()?).copied()
}

/// The nine characters of a code text that has the shape of an organisation code.
pub(crate) fn well_formed(code: &str) -> Option<[u8; 9]> {
    let bare = match code.as_bytes() {
        [body @ .., b'-', check] if body.len() == 8 => [body, &[*check]].concat(),
        other => other.to_vec(),
    };
    let bytes = <[u8; 9]>::try_from(bare).ok()?;
    let letters = bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let check = bytes.last().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'X');
    (letters && check).then_some(bytes)
}

fn malformed() -> Defect {
    Defect::new(
        "organisation_code.form",
        "不是组织机构代码：应为 8 位数字或大写字母加 1 位校验码",
        "请按 XXXXXXXX-X 的格式填写，或改填 18 位统一社会信用代码",
    )
}

pub(crate) fn wrong_check() -> Defect {
    Defect::new(
        "organisation_code.check_digit",
        "组织机构代码的校验码（最后一位）不符",
        "请对照组织机构代码证或营业执照逐位核对，常见错误是看错一位或相邻两位颠倒",
    )
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str().split_at_checked(8) {
            Some((body, check)) => write!(f, "{body}-{check}"),
            None => Ok(()),
        }
    }
}

impl TryFrom<String> for OrganisationCode {
    type Error = Defect;

    fn try_from(text: String) -> Result<Self, Defect> {
        Self::parse(&text)
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("00000000-0", "00000000-0")]
    #[case("ma0000007", "MA000000-7")]
    #[case("ＭＡ０００００0－7", "MA000000-7")]
    #[case("00000006-x", "00000006-X")]
    #[case(" 00000006X ", "00000006-X")]
    fn both_lengths_and_all_cases_are_read(#[case] written: &str, #[case] shown: &str) {
        assert_eq!(OrganisationCode::parse(written).unwrap().to_string(), shown);
    }

    #[rstest]
    #[case("00000000-1", "organisation_code.check_digit")]
    #[case("0000000-00", "organisation_code.form")]
    #[case("00000000A", "organisation_code.form")]
    #[case("郑州一", "organisation_code.form")]
    fn what_is_no_code_is_refused(#[case] written: &str, #[case] defect: &str) {
        assert_eq!(OrganisationCode::parse(written).unwrap_err().code, defect);
    }

    proptest! {
        #[test]
        fn a_shown_code_reads_back(body in "[0-9A-Z]{8}") {
            let body = <[u8; 8]>::try_from(body.as_bytes()).unwrap();
            let text = [&body[..], &[check_character(&body).unwrap()]].concat();
            let code = OrganisationCode::parse(&String::from_utf8(text).unwrap()).unwrap();
            prop_assert_eq!(OrganisationCode::parse(&code.to_string()).unwrap(), code);
            prop_assert_eq!(OrganisationCode::parse(code.as_str()).unwrap(), code);
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let _ = OrganisationCode::parse(&text);
        }
    }
}
