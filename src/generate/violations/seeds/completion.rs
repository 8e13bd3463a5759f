//! Works that were filed late, or are not what was permitted: X17, X18.

use super::{Seed, done};
use crate::generate::calendar::after;
use crate::generate::rows::project::amount;
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X17-late", &["X17"], "竣工验收合格后第 16 日备案", filed_late),
    done("X17-none", &["X17"], "竣工验收合格后没有备案", not_filed),
    done("X18-area", &["X18"], "竣工面积比许可面积大百分之六", larger),
    done("X18-cost", &["X18"], "竣工造价比许可造价高百分之二十一", dearer),
];

fn filed_late(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    let Some((accepted, _)) = site.days.completed else { return };
    case.set("acceptance-filing", &[&site.number], "filed_on", after(accepted, 16));
}

fn not_filed(case: &mut Case, _mint: &mut Mint) {
    let number = case.site().number;
    case.remove("acceptance-filing", &number);
}

fn larger(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    for kind in ["acceptance", "acceptance-filing"] {
        case.set(kind, &[&site.number], "area", site.area / 100 * 106);
    }
}

fn dearer(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    for kind in ["acceptance", "acceptance-filing"] {
        case.set(kind, &[&site.number], "cost", &amount(site.fen / 100 * 121));
    }
}
