//! Whether an enterprise stood on a list.

use super::super::act::Undertaking;
use super::super::facts::Restriction;
use super::super::finding::Judgement;

/// X27: no blacklisting held.
pub(super) fn restriction(act: &Undertaking<'_>) -> Judgement {
    let holding: Vec<_> = act.enterprise.restrictions.iter().filter(|listed| listed.holds(act.on)).collect();
    if holding.is_empty() {
        return Judgement::passed(format!("{} 没有被列入“黑名单”", act.on));
    }
    Judgement::failed(format!("{} 在“黑名单”中", act.on)).seeing(holding.into_iter().map(Restriction::seen))
}
