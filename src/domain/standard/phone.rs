//! Telephone numbers of persons: in clear in memory only, and shown covered.

use std::fmt;

/// A telephone number.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// A telephone number as it was read.
    pub fn new(number: impl Into<String>) -> Self {
        Self(number.into())
    }

    /// The number in clear. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `138****0000`; of a number too short for that, the last two places.
    pub fn masked(&self) -> String {
        let places = self.0.chars().count();
        let (first, last) = if places >= 11 { (3, 4) } else { (0, 2) };
        let hidden = first..places.saturating_sub(last);
        self.0.chars().enumerate().map(|(place, digit)| if hidden.contains(&place) { '*' } else { digit }).collect()
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("13800000000", "138****0000")]
    #[case("0371-60000000", "037******0000")]
    #[case("60000000", "******00")]
    #[case("1", "1")]
    fn a_telephone_is_covered(#[case] phone: &str, #[case] shown: &str) {
        assert_eq!(Phone::new(phone).masked(), shown);
    }

    #[test]
    fn debug_shows_no_number() {
        assert_eq!(format!("{:?}", Phone::new("13800000000")), "Phone(…)");
    }
}
