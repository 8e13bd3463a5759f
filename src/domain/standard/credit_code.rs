//! Unified social credit code (统一社会信用代码, GB 32100-2015): eighteen characters that name an organisation.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::organisation_code::{self, OrganisationCode};
use super::reading::Defect;
use super::text::code_text;

/// Digits and letters without I, O, S, V and Z; a character's place is its value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// `3^(i-1) mod 31`.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A credit code whose own check character and whose organisation code's check character both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode([u8; 18]);

impl CreditCode {
    /// Reads eighteen characters; lower case, full width and spaces are folded.
    pub fn parse(text: &str) -> Result<Self, Defect> {
        let bytes = well_formed(&code_text(text))?;
        Self::from_well_formed(bytes)
    }

    fn from_well_formed(bytes: [u8; 18]) -> Result<Self, Defect> {
        let expected = bytes.first_chunk::<17>().and_then(check_character);
        if expected.as_ref() != bytes.last() {
            return Err(Defect::new(
                "credit_code.check_digit",
                "统一社会信用代码的校验码（第 18 位）不符",
                "请对照营业执照逐位核对，常见错误是看错一位或相邻两位颠倒",
            ));
        }
        if inner(&bytes).is_none() {
            return Err(Defect::new(
                "credit_code.organisation_check_digit",
                "统一社会信用代码第 9 至 17 位（主体标识码）的校验码不符",
                "请对照营业执照逐位核对第 9 至 17 位",
            ));
        }
        Ok(Self(bytes))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Characters 9 to 17: the organisation code, by which records with the older code are linked.
    pub fn organisation_code(&self) -> OrganisationCode {
        let [_, _, _, _, _, _, _, _, code @ .., _] = self.0;
        OrganisationCode::checked(code)
    }

    /// Characters 3 to 8: the region of the office that registered the organisation, not where it is today.
    pub fn registration_region(&self) -> &str {
        self.as_str().get(2..8).unwrap_or_default()
    }
}

/// The check character over the first seventeen: `(31 - Σ wᵢcᵢ mod 31) mod 31`.
///
/// `None` when a character is outside the alphabet.
pub fn check_character(body: &[u8; 17]) -> Option<u8> {
    let mut sum = 0;
    for (character, weight) in body.iter().zip(WEIGHTS) {
        sum += weight * ALPHABET.iter().position(|letter| letter == character)?;
    }
    ALPHABET.get((31 - sum % 31) % 31).copied()
}

/// The eighteen characters of a code text with the shape of a credit code, its check characters unseen.
pub(crate) fn well_formed(code: &str) -> Result<[u8; 18], Defect> {
    let Ok(bytes) = <[u8; 18]>::try_from(code.as_bytes()) else {
        let length = code.chars().count();
        return Err(Defect::new(
            "credit_code.length",
            format!("统一社会信用代码应为 18 位，现为 {length} 位"),
            "请按营业执照填写完整的 18 位代码",
        ));
    };
    if bytes.iter().any(|byte| matches!(byte, b'I' | b'O' | b'S' | b'V' | b'Z')) {
        return Err(Defect::new(
            "credit_code.alphabet",
            "统一社会信用代码不使用字母 I、O、S、V、Z",
            "请核对是否把数字 1、0、5、2 误写成了字母",
        ));
    }
    let region = bytes.get(2..8).is_some_and(|region| region.iter().all(u8::is_ascii_digit));
    if !region || bytes.iter().any(|byte| !ALPHABET.contains(byte)) {
        return Err(Defect::new(
            "credit_code.form",
            "不是统一社会信用代码：应由数字和大写字母组成，第 3 至 8 位为行政区划数字",
            "请按营业执照填写，不要夹带其他文字",
        ));
    }
    Ok(bytes)
}

fn inner(bytes: &[u8; 18]) -> Option<OrganisationCode> {
    let nine = <[u8; 9]>::try_from(bytes.get(8..17)?).ok()?;
    OrganisationCode::from_well_formed(organisation_code::well_formed(str::from_utf8(&nine).ok()?)?)
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for CreditCode {
    type Error = Defect;

    fn try_from(text: String) -> Result<Self, Defect> {
        Self::parse(&text)
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("91410100MA0000007G")]
    #[case("91410100ma0000007g")]
    #[case("９１４１０１００ＭＡ０００0007G")]
    #[case("9141 0100 MA00 0000 7G\u{200B}")]
    fn case_width_and_spaces_do_not_matter(#[case] written: &str) {
        assert_eq!(CreditCode::parse(written).unwrap().as_str(), "91410100MA0000007G");
    }

    #[rstest]
    #[case("91410100MA0000007H", "credit_code.check_digit")]
    #[case("91410100MI0000007G", "credit_code.alphabet")]
    #[case("91410100MA00000", "credit_code.length")]
    #[case("9141010AMA0000007G", "credit_code.form")]
    #[case("郑州建设公司", "credit_code.form")]
    #[case("郑州市建设", "credit_code.length")]
    fn the_refusal_says_what_is_wrong(#[case] written: &str, #[case] defect: &str) {
        assert_eq!(CreditCode::parse(written).unwrap_err().code, defect);
    }

    #[test]
    fn six_ideographs_are_eighteen_bytes_and_no_code() {
        assert_eq!("郑州建设公司".len(), 18);
        assert!(CreditCode::parse("郑州建设公司").is_err());
    }

    #[test]
    fn the_organisation_code_is_inside() {
        let code = CreditCode::parse("91410100MA0000007G").unwrap();
        assert_eq!(code.organisation_code().to_string(), "MA000000-7");
        assert_eq!(code.registration_region(), "410100");
    }

    /// A valid code made of any registering office, region and organisation body.
    fn any_code() -> impl Strategy<Value = CreditCode> {
        let letter = proptest::sample::select(&ALPHABET[..]);
        ("[15Y9][1239][1-6][0-9]{5}", proptest::collection::vec(letter, 8)).prop_map(|(head, body)| {
            let check = organisation_code::check_character(&body.clone().try_into().unwrap()).unwrap();
            let mut text = [head.as_bytes(), &body, &[check]].concat();
            text.push(check_character(&text.clone().try_into().unwrap()).unwrap());
            CreditCode::parse(str::from_utf8(&text).unwrap()).unwrap()
        })
    }

    proptest! {
        #[test]
        fn every_wrong_character_is_caught(code in any_code()) {
            for place in 0..18 {
                for letter in ALPHABET.iter().filter(|letter| **letter != code.0[place]) {
                    let mut wrong = code.0;
                    wrong[place] = *letter;
                    prop_assert!(CreditCode::parse(str::from_utf8(&wrong).unwrap()).is_err());
                }
            }
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(code in any_code()) {
            for place in 0..17 {
                let mut wrong = code.0;
                wrong.swap(place, place + 1);
                prop_assert!(wrong == code.0 || CreditCode::parse(str::from_utf8(&wrong).unwrap()).is_err());
            }
        }

        #[test]
        fn a_shown_code_reads_back(code in any_code()) {
            prop_assert_eq!(CreditCode::parse(&code.to_string()).unwrap(), code);
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let _ = CreditCode::parse(&text);
        }
    }
}
