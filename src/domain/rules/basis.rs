//! What a rule rests on, and what may follow from it.

use serde::Deserialize;

text_enum! {
    /// How sure we are of a source (来源可信度), the surest first.
    Confidence {
        ConfirmedStatute = "confirmed_statute" / "已核对法规原文",
        ConfirmedCopy = "confirmed_copy" / "已核对文件转载",
        Secondary = "secondary" / "据二手资料",
        Observed = "observed" / "据公开数据",
        #[default]
        Unconfirmed = "unconfirmed" / "未经核实",
    }
}

text_enum! {
    /// What a failed rule does (效力), the strongest first.
    Effect {
        Bars = "bars" / "不得办理",
        ReviewerDecides = "reviewer_decides" / "由审核人员判断",
        #[default]
        Informs = "informs" / "仅供参考",
    }
}

impl Confidence {
    /// What may follow from a source: only what was read in writing bars anybody.
    pub fn effect(self) -> Effect {
        match self {
            Self::ConfirmedStatute | Self::ConfirmedCopy => Effect::Bars,
            Self::Secondary => Effect::ReviewerDecides,
            Self::Observed | Self::Unconfirmed => Effect::Informs,
        }
    }
}

/// A document that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Citation {
    /// The rule.
    pub rule: String,
    /// Name or number of the document: `建市〔2008〕48号`.
    pub document: String,
    /// The article; empty where the document has none.
    pub article: String,
    /// What it says, in short.
    pub says: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Confidence::ConfirmedStatute, Effect::Bars)]
    #[case(Confidence::ConfirmedCopy, Effect::Bars)]
    #[case(Confidence::Secondary, Effect::ReviewerDecides)]
    #[case(Confidence::Observed, Effect::Informs)]
    #[case(Confidence::Unconfirmed, Effect::Informs)]
    fn only_what_was_read_in_writing_bars(#[case] confidence: Confidence, #[case] effect: Effect) {
        assert_eq!(confidence.effect(), effect);
    }
}
