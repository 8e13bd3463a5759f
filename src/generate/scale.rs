//! How much is generated.

use std::str::FromStr;

use crate::error::{Error, Result};

/// Fewest enterprises a province can be made of: at least one of each kind.
const FEWEST: u32 = 20;
/// Most: beyond it, serial numbers of persons would outgrow the digits their certificates have for them.
const MOST: u32 = 100_000;

/// Henan as its platform reported it: enterprises, registered people, site managers, projects.
const HENAN: Counts = Counts {
    enterprises: 14_514,
    people: 81_686 + 45_304,
    registered: 81_686,
    projects: 18_580,
    credit_records: 20_000,
};

/// The size of the province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A demonstration: a few dozen enterprises of Henan.
    Small,
    /// Henan, as its platform reported it. How many credit records it held was not reported; the number is ours.
    Henan,
    /// Chongqing, as its platform reported it. How many of its people are registered was not; the number is ours.
    Chongqing,
    /// Cases with known violations and as many without, for the full check to be measured by.
    Violations,
    /// So many enterprises of Henan, with people, projects and credit records in Henan's proportions.
    Enterprises(u32),
}

/// How many of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Enterprises, owners included.
    pub enterprises: u32,
    /// People, registered or not.
    pub people: u32,
    /// Those of the people who hold a professional registration (注册人员).
    pub registered: u32,
    /// Projects.
    pub projects: u32,
    /// Credit records of all kinds.
    pub credit_records: u32,
}

impl Scale {
    /// How many of everything at this scale; nothing for cases, which are counted as they are made.
    pub fn counts(self) -> Counts {
        match self {
            Self::Small => Counts { enterprises: 60, people: 400, registered: 240, projects: 80, credit_records: 150 },
            Self::Henan => HENAN,
            Self::Chongqing => Counts {
                enterprises: 11_139,
                people: 940_533,
                registered: 120_000,
                projects: 27_374,
                credit_records: 185_226,
            },
            Self::Violations => Counts::default(),
            Self::Enterprises(enterprises) => {
                let in_proportion = |whole: u32| {
                    let share = u64::from(whole) * u64::from(enterprises) / u64::from(HENAN.enterprises);
                    u32::try_from(share).unwrap_or(u32::MAX)
                };
                Counts {
                    enterprises,
                    people: in_proportion(HENAN.people),
                    registered: in_proportion(HENAN.registered),
                    projects: in_proportion(HENAN.projects),
                    credit_records: in_proportion(HENAN.credit_records),
                }
            }
        }
    }

    /// The province whose counties are used, as a region code.
    pub fn province(self) -> &'static str {
        match self {
            Self::Chongqing => "500000",
            Self::Small | Self::Henan | Self::Violations | Self::Enterprises(_) => "410000",
        }
    }

    /// The share of cells written the way people write them, unless the settings say otherwise: some in the
    /// demonstration, none where the size is what matters.
    pub fn usual_ugliness(self) -> f64 {
        if self == Self::Small { 0.02 } else { 0.0 }
    }
}

impl FromStr for Scale {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "small" => Ok(Self::Small),
            "henan" => Ok(Self::Henan),
            "chongqing" => Ok(Self::Chongqing),
            "violations" => Ok(Self::Violations),
            number => match number.parse() {
                Ok(enterprises) if (FEWEST..=MOST).contains(&enterprises) => Ok(Self::Enterprises(enterprises)),
                _ => Err(Error::field(
                    "scale",
                    "scale.unknown",
                    format!("请填写 small、henan、chongqing、violations，或 {FEWEST} 至 {MOST} 之间的企业数量"),
                )),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("small", 60, 400, 80, 150)]
    #[case("henan", 14_514, 126_990, 18_580, 20_000)]
    #[case("chongqing", 11_139, 940_533, 27_374, 185_226)]
    #[case("14514", 14_514, 126_990, 18_580, 20_000)]
    #[case("100", 100, 874, 128, 137)]
    fn a_scale_says_how_many_of_everything(
        #[case] written: &str,
        #[case] enterprises: u32,
        #[case] people: u32,
        #[case] projects: u32,
        #[case] credit_records: u32,
    ) {
        let counts = written.parse::<Scale>().unwrap().counts();
        assert_eq!(
            (counts.enterprises, counts.people, counts.projects, counts.credit_records),
            (enterprises, people, projects, credit_records)
        );
    }

    #[rstest]
    #[case("19")]
    #[case("100001")]
    #[case("shanghai")]
    #[case("")]
    fn what_is_no_scale_is_refused_with_what_to_write(#[case] written: &str) {
        let error = written.parse::<Scale>().unwrap_err();
        assert!(error.detail().contains("small、henan、chongqing"), "{error}");
    }
}
