//! What a rule says of an act.

use chrono::NaiveDate;

use super::basis::{Confidence, Effect};
use super::rule::Rule;

text_enum! {
    /// What comes out (结论).
    Outcome {
        Failed = "failed" / "不符合",
        /// What is on file is not enough to say.
        #[default]
        Undecidable = "undecidable" / "无法判断",
        /// No rule or threshold was in force on the date.
        NotAssessed = "not_assessed" / "该时期不作评价",
        Passed = "passed" / "符合",
    }
}

text_enum! {
    /// What the findings on an act come to (总的结论).
    Eligibility {
        May = "may" / "可以",
        MayNot = "may_not" / "不可以",
        #[default]
        Unclear = "unclear" / "须人工核对",
    }
}

impl Eligibility {
    /// What bars decides; what only failed or could not be decided is for a person to look at.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut comes_to = Self::May;
        for finding in findings {
            if finding.bars() {
                return Self::MayNot;
            }
            if matches!(finding.judgement.outcome, Outcome::Failed | Outcome::Undecidable) {
                comes_to = Self::Unclear;
            }
        }
        comes_to
    }
}

/// Something that a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// What it is, as people name it: `资质证书 D141000013`.
    pub record: String,
    /// What it says: `有效期至 2029-01-04`.
    pub value: String,
}

impl Seen {
    /// A record and what it says.
    pub fn new(record: impl Into<String>, value: impl Into<String>) -> Self {
        Self { record: record.into(), value: value.into() }
    }
}

/// What a rule's function says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What comes out.
    pub outcome: Outcome,
    /// Why, in a sentence.
    pub because: String,
    /// What was looked at.
    pub seen: Vec<Seen>,
    /// The weakest of the thresholds that were used; nothing where none was.
    pub threshold: Option<Confidence>,
}

impl Judgement {
    fn new(outcome: Outcome, because: impl Into<String>) -> Self {
        Self { outcome, because: because.into(), seen: Vec::new(), threshold: None }
    }

    /// The rule is kept.
    pub fn passed(because: impl Into<String>) -> Self {
        Self::new(Outcome::Passed, because)
    }

    /// The rule is broken.
    pub fn failed(because: impl Into<String>) -> Self {
        Self::new(Outcome::Failed, because)
    }

    /// It cannot be said.
    pub fn undecidable(because: impl Into<String>) -> Self {
        Self::new(Outcome::Undecidable, because)
    }

    /// Nothing was in force.
    pub fn not_assessed(because: impl Into<String>) -> Self {
        Self::new(Outcome::NotAssessed, because)
    }

    /// The same with what was looked at.
    #[must_use]
    pub fn seeing(mut self, seen: impl IntoIterator<Item = Seen>) -> Self {
        self.seen.extend(seen);
        self
    }

    /// The same, resting on a threshold too.
    #[must_use]
    pub fn by(mut self, threshold: Option<Confidence>) -> Self {
        self.threshold = self.threshold.max(threshold);
        self
    }
}

/// What a rule's function says of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The record, as people name it: `施工许可证 410105202401150101`.
    pub record: String,
    /// The day of the act.
    pub on: NaiveDate,
    /// What it says.
    pub judgement: Judgement,
}

impl Point {
    /// What is said of a record.
    pub fn new(record: impl Into<String>, on: NaiveDate, judgement: Judgement) -> Self {
        Self { record: record.into(), on, judgement }
    }
}

/// What a rule says of an act, with the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it says.
    pub judgement: Judgement,
}

impl Finding {
    /// How sure it is: as the weakest of the rule's sources and of the thresholds that were used.
    pub fn confidence(&self) -> Confidence {
        self.rule.confidence().max(self.judgement.threshold.unwrap_or(Confidence::ConfirmedStatute))
    }

    /// What follows where it failed.
    pub fn effect(&self) -> Effect {
        self.confidence().effect()
    }

    /// Whether it stands in the way.
    pub fn bars(&self) -> bool {
        self.judgement.outcome == Outcome::Failed && self.effect() == Effect::Bars
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;
    use crate::rules::rule;

    fn finding(rule: &str, judgement: Judgement) -> Finding {
        Finding { rule: rule::find(rule).unwrap(), judgement }
    }

    #[rstest]
    #[case::no_threshold("X05", None, Confidence::ConfirmedCopy, true)]
    #[case::a_surer_one("X05", Some(Confidence::ConfirmedStatute), Confidence::ConfirmedCopy, true)]
    #[case::a_weaker_one("X05", Some(Confidence::Secondary), Confidence::Secondary, false)]
    #[case::from_memory("X05", Some(Confidence::Unconfirmed), Confidence::Unconfirmed, false)]
    #[case::of_a_weak_rule("X22", Some(Confidence::ConfirmedStatute), Confidence::Secondary, false)]
    fn a_finding_is_as_sure_as_the_weakest_of_what_it_rests_on(
        #[case] rule: &str,
        #[case] threshold: Option<Confidence>,
        #[case] confidence: Confidence,
        #[case] bars: bool,
    ) {
        let failed = finding(rule, Judgement::failed("").by(threshold));
        assert_eq!((failed.confidence(), failed.bars()), (confidence, bars));
        assert_eq!(failed.effect(), confidence.effect());
        for judgement in [Judgement::passed(""), Judgement::undecidable(""), Judgement::not_assessed("")] {
            assert!(!finding(rule, judgement.by(threshold)).bars(), "only what failed bars");
        }
    }

    #[test]
    fn of_several_thresholds_the_weakest_stays() {
        let by = |one, other| Judgement::passed("").by(one).by(other).threshold;
        let (statute, notes) = (Some(Confidence::ConfirmedStatute), Some(Confidence::Secondary));
        assert_eq!((by(statute, notes), by(notes, statute), by(notes, None)), (notes, notes, notes));
        assert_eq!(by(None, None), None);
    }

    #[test]
    fn what_was_looked_at_is_added_up() {
        let one = Seen::new("甲", "1");
        let judgement = Judgement::passed("").seeing([one.clone()]).seeing(None).seeing(Some(one.clone()));
        assert_eq!(judgement.seen, [one.clone(), one]);
    }

    #[rstest]
    #[case::nothing(&[], Eligibility::May)]
    #[case::passed(&[Judgement::passed("")], Eligibility::May)]
    #[case::not_assessed(&[Judgement::not_assessed("")], Eligibility::May)]
    #[case::open(&[Judgement::undecidable(""), Judgement::passed("")], Eligibility::Unclear)]
    #[case::failed(&[Judgement::undecidable(""), Judgement::failed("")], Eligibility::MayNot)]
    #[case::failed_from_memory(
        &[Judgement::failed("").by(Some(Confidence::Unconfirmed)), Judgement::passed("")],
        Eligibility::Unclear
    )]
    fn what_bars_decides(#[case] judgements: &[Judgement], #[case] expected: Eligibility) {
        let findings: Vec<Finding> = judgements.iter().map(|judgement| finding("X05", judgement.clone())).collect();
        assert_eq!(Eligibility::of(&findings), expected);
    }
}
