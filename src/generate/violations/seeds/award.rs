//! Contracts that do not keep to their award: X15, X16.

use super::{Seed, done, under_way};
use crate::generate::calendar::after;
use crate::generate::rows::project::amount;
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;
use crate::generate::violations::sound;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X15-winner", &["X15"], "签约的不是中标人", another_winner),
    under_way("X15-price", &["X15"], "合同价比中标价低百分之三", another_price),
    under_way("X15-leader", &["X15"], "中标的项目经理没有到任", another_leader),
    done("X16-day", &["X16"], "中标后第 31 日签约", a_day_late),
    under_way("X16-late", &["X16"], "中标后第 45 日签约", late),
];

/// The award names no leader: somebody of the winner's would be on file as manager of works that they never came to.
fn another_winner(case: &mut Case, _mint: &mut Mint) {
    let (award, other) = (case.site().record("BD"), case.losers[0].clone());
    case.set("tender", &[&award], "winner_name", &other.name);
    case.set("tender", &[&award], "winner_code", &other.code);
    for field in ["leader_name", "leader_id_kind", "leader_id_number", "leader_registration_number"] {
        case.set("tender", &[&award], field, "");
    }
    let builder = case.builder.code.clone();
    case.set("tender-bidder", &[&builder], "is_winner", "否");
    case.set("tender-bidder", &[&other.code], "is_winner", "是");
}

fn another_price(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    let fen = amount(site.fen / 100 * 97);
    case.set("contract", &[&site.record("HZ")], "amount", &fen);
    case.set("permit", &[&site.number], "contract_amount", &fen);
}

fn another_leader(case: &mut Case, mint: &mut Mint) {
    let (award, awarded) = (case.site().record("BD"), sound::manager(case, mint));
    case.set("tender", &[&award], "leader_name", &awarded.name);
    case.set("tender", &[&award], "leader_id_number", &awarded.id_number);
    case.set("tender", &[&award], "leader_registration_number", &awarded.registration);
}

fn signed_after(case: &mut Case, days: i64) {
    let site = case.site();
    for stage in ["HZ", "HE"] {
        case.set("contract", &[&site.record(stage)], "signed_on", after(site.days.awarded, days));
    }
}

fn a_day_late(case: &mut Case, _mint: &mut Mint) {
    signed_after(case, 31);
}

fn late(case: &mut Case, _mint: &mut Mint) {
    signed_after(case, 45);
}
