//! The life of a finding (问题): what the rules found on file, from the day it was found until the facts change.

text_enum! {
    /// How far a finding has come.
    FindingState {
        #[default]
        Open = "open" / "待处理",
        Acknowledged = "acknowledged" / "已知悉",
        Answered = "answered" / "企业已说明",
        Waived = "waived" / "不作问题处理",
        Closed = "closed" / "已消除",
    }
}

text_enum! {
    /// What happened to a finding.
    FindingTurn {
        /// The check found it, or found it again.
        #[default]
        Opened = "opened" / "发现问题",
        /// The check found it with other records or values.
        Changed = "changed" / "情况有变",
        /// The check finds it no more.
        Closed = "closed" / "问题消除",
        /// Somebody has seen it.
        Acknowledged = "acknowledged" / "知悉",
        /// The enterprise said something.
        Answered = "answered" / "说明",
        /// A department says, on a document, that nothing has to be done.
        Waived = "waived" / "决定不作问题处理",
    }
}

impl FindingState {
    /// Where a finding stands after a turn; nothing where it cannot take it.
    pub fn after(self, turn: FindingTurn) -> Option<Self> {
        use FindingTurn as Turn;

        match turn {
            Turn::Opened => (self == Self::Closed).then_some(Self::Open),
            _ if self == Self::Closed => None,
            Turn::Closed => Some(Self::Closed),
            // An answer and a waiver spoke of what was on file then.
            Turn::Changed if matches!(self, Self::Answered | Self::Waived) => Some(Self::Open),
            Turn::Changed => Some(self),
            _ if self == Self::Waived => None,
            Turn::Acknowledged => (self == Self::Open).then_some(Self::Acknowledged),
            Turn::Answered => Some(Self::Answered),
            Turn::Waived => Some(Self::Waived),
        }
    }

    /// Whether somebody still has to do something about it.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged | Self::Answered)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::FindingState::{Acknowledged, Answered, Closed, Open, Waived};
    use super::*;

    #[rstest]
    #[case(Open, FindingTurn::Acknowledged, Some(Acknowledged))]
    #[case(Open, FindingTurn::Answered, Some(Answered))]
    #[case(Open, FindingTurn::Waived, Some(Waived))]
    #[case(Open, FindingTurn::Changed, Some(Open))]
    #[case(Acknowledged, FindingTurn::Acknowledged, None)]
    #[case(Acknowledged, FindingTurn::Changed, Some(Acknowledged))]
    #[case(Answered, FindingTurn::Answered, Some(Answered))]
    #[case(Answered, FindingTurn::Acknowledged, None)]
    #[case(Answered, FindingTurn::Changed, Some(Open))]
    #[case(Waived, FindingTurn::Answered, None)]
    #[case(Waived, FindingTurn::Changed, Some(Open))]
    #[case(Waived, FindingTurn::Closed, Some(Closed))]
    #[case(Closed, FindingTurn::Opened, Some(Open))]
    #[case(Closed, FindingTurn::Waived, None)]
    #[case(Open, FindingTurn::Opened, None)]
    fn a_finding_goes_its_way(
        #[case] from: FindingState,
        #[case] turn: FindingTurn,
        #[case] expected: Option<FindingState>,
    ) {
        assert_eq!(from.after(turn), expected);
    }

    proptest! {
        #[test]
        fn only_the_facts_close_a_finding_and_only_the_facts_open_it_again(
            from in proptest::sample::select(FindingState::ALL),
            turn in proptest::sample::select(FindingTurn::ALL),
        ) {
            if let Some(to) = from.after(turn) {
                prop_assert_eq!(to == Closed, turn == FindingTurn::Closed);
                prop_assert_eq!(from == Closed, turn == FindingTurn::Opened);
            }
        }
    }
}
