//! Coded reasons for returning, refusing and withdrawing a filing, with what the filer should do about each.
//!
//! The table: `fixtures/filing/README.md`. Codes are stable, as decisions bear them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::reading::Defect;
use crate::vocabulary::filing::ReasonStep;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/filing/reasons.csv"));

/// Stands for every kind of filing.
const ANY_KIND: &str = "*";

static REASONS: LazyLock<Vec<Reason>> = LazyLock::new(|| {
    // A row that cannot be read would be a fault of the committed table; the tests count the rows.
    csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
});

/// A coded reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reason {
    /// Stable code: `R22`.
    pub code: String,
    /// What it is given for.
    pub step: ReasonStep,
    /// Kinds of filing it fits, as the table writes them.
    kinds: String,
    /// What the decision says.
    pub text: String,
    /// What the filer should do.
    pub remedy: String,
}

impl Reason {
    /// Whether it can be given for a step of a kind of filing.
    pub fn fits(&self, step: ReasonStep, kind: &str) -> bool {
        self.step == step && (self.kinds == ANY_KIND || self.kinds.split('|').any(|named| named == kind))
    }
}

/// All reasons, in the order of the table.
pub fn all() -> &'static [Reason] {
    &REASONS
}

/// The reasons to choose from for a step of a kind of filing, those of the kind itself first.
pub fn of(step: ReasonStep, kind: &str) -> Vec<&'static Reason> {
    let mut reasons: Vec<&Reason> = all().iter().filter(|reason| reason.fits(step, kind)).collect();
    reasons.sort_by_key(|reason| reason.kinds == ANY_KIND);
    reasons
}

/// The reason of a code, as decisions already made bear it.
pub fn find(code: &str) -> Option<&'static Reason> {
    all().iter().find(|reason| reason.code == code)
}

/// The reason that somebody chose for a step of a kind of filing; a code that is not there to choose is refused.
pub fn chosen(step: ReasonStep, kind: &str, code: &str) -> Result<&'static Reason, Defect> {
    find(code.trim()).filter(|reason| reason.fits(step, kind)).ok_or_else(|| {
        Defect::new("reason.unknown", "不是可以选用的理由代码", format!("请从{}的理由中选择一项", step.label()))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;

    /// The kinds of filing that there are.
    const KINDS: [&str; 7] = [
        "enterprise-profile",
        "qualification",
        "safety-permit",
        "registration",
        "performance",
        "market-entry",
        "correction",
    ];

    #[test]
    fn every_row_is_read_and_every_code_is_there_once() {
        assert_eq!(all().len(), TABLE.lines().count() - 1);
        let codes: BTreeSet<&str> = all().iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes.len(), all().len());
    }

    #[test]
    fn a_code_says_its_step_and_every_named_kind_exists() {
        for reason in all() {
            let letter = match reason.step {
                ReasonStep::Return => 'R',
                ReasonStep::Refuse => 'N',
                ReasonStep::Withdraw => 'W',
            };
            assert!(reason.code.starts_with(letter), "{}", reason.code);
            let unknown: Vec<&str> =
                reason.kinds.split('|').filter(|kind| *kind != ANY_KIND && !KINDS.contains(kind)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", reason.code);
        }
    }

    #[test]
    fn every_reason_says_what_to_do() {
        let short: Vec<&Reason> =
            all().iter().filter(|reason| reason.text.is_empty() || !reason.remedy.ends_with('。')).collect();
        assert!(short.is_empty(), "{short:?}");
    }

    #[test]
    fn every_kind_can_be_returned_for_a_reason_of_its_own_which_comes_first() {
        for kind in KINDS {
            let reasons = of(ReasonStep::Return, kind);
            assert_ne!(reasons.first().unwrap().kinds, ANY_KIND, "{kind}");
            assert_eq!(reasons.last().unwrap().kinds, ANY_KIND, "{kind}");
        }
    }

    #[rstest]
    #[case::unknown(ReasonStep::Return, "performance", "R99")]
    #[case::of_another_step(ReasonStep::Refuse, "performance", "R22")]
    #[case::of_another_kind(ReasonStep::Return, "safety-permit", "R22")]
    #[case::nothing(ReasonStep::Return, "performance", "")]
    fn a_code_that_is_not_there_to_choose_is_refused(#[case] step: ReasonStep, #[case] kind: &str, #[case] code: &str) {
        assert_eq!(chosen(step, kind, code).unwrap_err().code, "reason.unknown");
    }

    #[test]
    fn a_code_that_is_there_is_taken_with_spaces_around_it() {
        assert_eq!(chosen(ReasonStep::Return, "performance", " R22 ").unwrap().text, "业绩与合同不符");
    }
}
