//! Words of filing and review (申报与审核).

use super::access::Tier;

text_enum! {
    /// Where a filing stands (申报状态).
    FilingState {
        #[default]
        Draft = "draft" / "草稿",
        Submitted = "submitted" / "审核中",
        Returned = "returned" / "已退回，待补正",
        InForce = "in_force" / "已生效",
        Refused = "refused" / "不予通过",
        Withdrawn = "withdrawn" / "已撤回",
    }
}

text_enum! {
    /// Where one item of a filing stands: the rows of a batch are decided singly.
    ItemState {
        #[default]
        Draft = "draft" / "草稿",
        Waiting = "waiting" / "待审核",
        Returned = "returned" / "已退回，待补正",
        InForce = "in_force" / "已生效",
        Refused = "refused" / "不予通过",
        Withdrawn = "withdrawn" / "已撤回",
    }
}

text_enum! {
    /// What a reviewer says of an item (审核结论).
    Verdict {
        Approve = "approve" / "通过",
        #[default]
        Return = "return" / "退回补正",
        Refuse = "refuse" / "不予通过",
    }
}

text_enum! {
    /// One thing that happened to a filing (办理环节).
    StepKind {
        #[default]
        Opened = "opened" / "新建草稿",
        Amended = "amended" / "修改内容",
        Submitted = "submitted" / "提交",
        Resubmitted = "resubmitted" / "补正后重新提交",
        Claimed = "claimed" / "领办",
        Released = "released" / "放回待办",
        Seconded = "seconded" / "初审通过，待复核",
        Approved = "approved" / "审核通过",
        Returned = "returned" / "退回补正",
        Refused = "refused" / "不予通过",
        InForce = "in_force" / "生效",
        Withdrawn = "withdrawn" / "撤回",
        Attached = "attached" / "上传附件",
        Detached = "detached" / "删除附件",
    }
}

text_enum! {
    /// Of what of its term a desk was reminded (期限提醒).
    Reminder {
        #[default]
        DueSoon = "due_soon" / "即将到期",
        Overdue = "overdue" / "已逾期",
    }
}

text_enum! {
    /// What a coded reason is given for.
    ReasonStep {
        #[default]
        Return = "return" / "退回补正",
        Refuse = "refuse" / "不予通过",
        Withdraw = "withdraw" / "撤回",
    }
}

/// Where an item stands, and whose decision it awaits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: ItemState,
    /// The tier that decides next, of one that waits.
    pub tier: Option<Tier>,
}

/// Why something cannot be done to an item as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    /// It is not waiting for anybody's decision.
    #[error("不在审核中")]
    NotWaiting,
    /// It waits for another tier.
    #[error("不在本级审核")]
    OtherTier,
    /// It was decided for good.
    #[error("已经办结")]
    Closed,
    /// It waits for a decision and is not the filer's to change.
    #[error("正在审核")]
    UnderReview,
}

impl Standing {
    /// What a filer may still change.
    pub const DRAFT: Self = Self { state: ItemState::Draft, tier: None };

    /// Whether its filer may change what it says.
    pub fn may_be_amended(self) -> bool {
        matches!(self.state, ItemState::Draft | ItemState::Returned)
    }

    /// Submits it along a route: the first tier decides first, also on what a later one returned, as it may say
    /// something else now.
    pub fn submit(self, route: &[Tier]) -> Result<Self, Objection> {
        match self.state {
            ItemState::Draft | ItemState::Returned => {
                let tier = route.first().copied();
                Ok(Self { state: if tier.is_some() { ItemState::Waiting } else { ItemState::InForce }, tier })
            }
            ItemState::Waiting => Err(Objection::UnderReview),
            ItemState::InForce | ItemState::Refused | ItemState::Withdrawn => Err(Objection::Closed),
        }
    }

    /// What becomes of it by the verdict of a tier: the next one decides, or it is decided.
    pub fn decide(self, by: Tier, verdict: Verdict, route: &[Tier]) -> Result<Self, Objection> {
        if self.state != ItemState::Waiting {
            return Err(Objection::NotWaiting);
        }
        if self.tier != Some(by) {
            return Err(Objection::OtherTier);
        }
        Ok(match verdict {
            Verdict::Return => Self { state: ItemState::Returned, tier: None },
            Verdict::Refuse => Self { state: ItemState::Refused, tier: None },
            Verdict::Approve => match route.iter().skip_while(|tier| **tier != by).nth(1) {
                Some(next) => Self { state: ItemState::Waiting, tier: Some(*next) },
                None => Self { state: ItemState::InForce, tier: None },
            },
        })
    }

    /// Takes it back, which its filer may until it is decided.
    pub fn withdraw(self) -> Result<Self, Objection> {
        match self.state {
            ItemState::Draft | ItemState::Returned | ItemState::Waiting => {
                Ok(Self { state: ItemState::Withdrawn, tier: None })
            }
            ItemState::InForce | ItemState::Refused | ItemState::Withdrawn => Err(Objection::Closed),
        }
    }
}

/// The state of a filing, from those of its items: what is still to be done by somebody tells first.
pub fn filing_state(items: impl IntoIterator<Item = ItemState>) -> FilingState {
    const TELLING: [(ItemState, FilingState); 6] = [
        (ItemState::Waiting, FilingState::Submitted),
        (ItemState::Returned, FilingState::Returned),
        (ItemState::Draft, FilingState::Draft),
        (ItemState::InForce, FilingState::InForce),
        (ItemState::Refused, FilingState::Refused),
        (ItemState::Withdrawn, FilingState::Withdrawn),
    ];
    let items: Vec<ItemState> = items.into_iter().collect();
    let told = TELLING.into_iter().find(|(state, _)| items.contains(state));
    told.map_or(FilingState::Draft, |(_, state)| state)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const ROUTE: [Tier; 3] = [Tier::County, Tier::City, Tier::Province];

    fn waiting(tier: Tier) -> Standing {
        Standing { state: ItemState::Waiting, tier: Some(tier) }
    }

    #[test]
    fn an_item_is_in_force_when_every_tier_of_its_route_has_approved_it() {
        let mut standing = Standing::DRAFT.submit(&ROUTE).unwrap();
        for tier in ROUTE {
            assert_eq!(standing, waiting(tier));
            standing = standing.decide(tier, Verdict::Approve, &ROUTE).unwrap();
        }
        assert_eq!(standing, Standing { state: ItemState::InForce, tier: None });
    }

    #[test]
    fn what_a_later_tier_returned_begins_at_the_first_again() {
        let returned = waiting(Tier::Province).decide(Tier::Province, Verdict::Return, &ROUTE).unwrap();
        assert!(returned.may_be_amended());
        assert_eq!(returned.submit(&ROUTE).unwrap(), waiting(Tier::County));
    }

    #[rstest]
    #[case::another_tier(waiting(Tier::City), Objection::OtherTier)]
    #[case::a_draft(Standing::DRAFT, Objection::NotWaiting)]
    #[case::decided(Standing { state: ItemState::InForce, tier: None }, Objection::NotWaiting)]
    fn only_the_tier_that_it_waits_for_decides(#[case] standing: Standing, #[case] objection: Objection) {
        assert_eq!(standing.decide(Tier::County, Verdict::Approve, &ROUTE).unwrap_err(), objection);
    }

    #[rstest]
    #[case(&[ItemState::InForce, ItemState::Waiting, ItemState::Returned], FilingState::Submitted)]
    #[case(&[ItemState::InForce, ItemState::Returned], FilingState::Returned)]
    #[case(&[ItemState::InForce, ItemState::Refused], FilingState::InForce)]
    #[case(&[ItemState::Refused, ItemState::Withdrawn], FilingState::Refused)]
    #[case(&[], FilingState::Draft)]
    fn a_filing_is_told_by_what_is_still_to_be_done(#[case] items: &[ItemState], #[case] state: FilingState) {
        assert_eq!(filing_state(items.iter().copied()), state);
    }

    proptest! {
        /// Whatever is tried in whatever order, an item in force was approved by every tier of its route in turn since it
        /// was last submitted, and what is decided stays decided.
        #[test]
        fn nothing_is_in_force_that_a_tier_has_not_approved(tries in prop::collection::vec((0_u8..5, prop::sample::select(&ROUTE[..])), 0..40)) {
            let mut standing = Standing::DRAFT;
            let mut approved = Vec::new();
            for (what, tier) in tries {
                let next = match what {
                    0 => standing.submit(&ROUTE).inspect(|_| approved.clear()),
                    1 => standing.decide(tier, Verdict::Approve, &ROUTE).inspect(|_| approved.push(tier)),
                    2 => standing.decide(tier, Verdict::Return, &ROUTE),
                    3 => standing.decide(tier, Verdict::Refuse, &ROUTE),
                    _ => standing.withdraw(),
                };
                let closed = matches!(standing.state, ItemState::InForce | ItemState::Refused | ItemState::Withdrawn);
                prop_assert!(!closed || next.is_err());
                standing = next.unwrap_or(standing);
                prop_assert_eq!(standing.state == ItemState::InForce, approved == ROUTE);
                prop_assert_eq!(standing.state == ItemState::Waiting, standing.tier.is_some());
            }
        }
    }
}
