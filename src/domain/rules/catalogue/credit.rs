//! Whether an enterprise stood on a list.

use super::super::act::Undertaking;
use super::super::facts::Restriction;
use super::super::finding::Judgement;

/// X27: no blacklisting and no restriction held.
pub(super) fn restriction(act: &Undertaking<'_>) -> Judgement {
    let holding: Vec<_> = act.enterprise.restrictions.iter().filter(|listed| listed.holds(act.on)).collect();
    if holding.is_empty() {
        return Judgement::passed(format!("{} 不在“黑名单”和处罚限制期内", act.on));
    }
    Judgement::failed(format!("{} 在“黑名单”或处罚限制期内", act.on)).seeing(holding.into_iter().map(Restriction::seen))
}
