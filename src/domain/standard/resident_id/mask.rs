//! Covering a number so that it can be shown, and knowing a covered one when it comes in.

use serde::{Deserialize, Serialize};

use crate::standard::text::code_text;

/// How much of a resident ID number stays readable. No mask shows any of the birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    /// `410***********0019`: province and the last four.
    #[default]
    First3Last4,
    /// `4101**********0019`: province, city and the last four.
    First4Last4,
    /// `410100**********19`: region and the last two, as the national platform shows it.
    First6Last2,
}

impl Mask {
    const fn kept(self) -> (usize, usize) {
        match self {
            Self::First3Last4 => (3, 4),
            Self::First4Last4 => (4, 4),
            Self::First6Last2 => (6, 2),
        }
    }

    pub(super) fn cover(self, number: &str) -> String {
        let (first, last) = self.kept();
        let hidden = first..number.len().saturating_sub(last);
        number.char_indices().map(|(place, digit)| if hidden.contains(&place) { '*' } else { digit }).collect()
    }
}

/// Whether a text is a resident ID number that somebody covered: 15 to 18 places, digits and a run of asterisks.
pub fn looks_masked(text: &str) -> bool {
    let code = code_text(text);
    (15..=18).contains(&code.len())
        && code.contains("****")
        && code.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'X'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Mask::default(), "410***********0019")]
    #[case(Mask::First4Last4, "4101**********0019")]
    #[case(Mask::First6Last2, "410100**********19")]
    fn no_mask_shows_the_birth_date(#[case] mask: Mask, #[case] shown: &str) {
        let covered = mask.cover("410100190001010019");
        assert_eq!(covered, shown);
        assert_eq!(covered.get(6..14), Some("********"));
    }

    #[rstest]
    #[case("410***********0019", true)]
    #[case("410503**********19", true)]
    #[case("4105031*******19", true)]
    #[case("410********001x", true)]
    #[case("410＊＊＊＊＊＊＊＊＊＊＊0019", true)]
    #[case("410100190001010019", false)]
    #[case("***", false)]
    #[case("张***************", false)]
    fn a_covered_number_is_known_at_any_length(#[case] text: &str, #[case] masked: bool) {
        assert_eq!(looks_masked(text), masked);
    }
}
