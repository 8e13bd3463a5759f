//! Enterprises that are tied to each other: X23, X24.

use super::{Seed, done, under_way};
use crate::generate::violations::case::{Case, Firm};
use crate::generate::violations::mint::Mint;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X23-head", &["X23"], "监理单位与施工单位的法定代表人是同一人", supervisor_with_builders_head),
    under_way("X23-control", &["X23"], "施工单位持有监理单位百分之六十的股份", supervisor_of_builder),
    done("X23-controller", &["X23"], "监理单位与施工单位同受一家企业控制", supervisor_under_one_roof),
    done("X24-head", &["X24"], "两家投标人的法定代表人是同一人", bidder_with_builders_head),
    under_way("X24-control", &["X24"], "一家投标人是另一家的实际控制人", bidder_of_bidder),
];

/// Puts one person at the head of both.
fn share_head(case: &mut Case, one: &Firm, other: &Firm) {
    case.set("enterprise", &[&other.code], "legal_representative", &one.head.name);
    case.set("enterprise", &[&other.code], "legal_representative_id_number", &one.head.id_number);
}

/// Has a firm hold so many percent of another.
fn hold(case: &mut Case, holder: &Firm, held: &Firm, share: &str, controls: &str) {
    case.add(
        "shareholder",
        &[
            ("credit_code", &held.code),
            ("name", &held.name),
            ("holder_name", &holder.name),
            ("holder_code", &holder.code),
            ("share", share),
            ("is_controller", controls),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    );
}

fn supervisor_with_builders_head(case: &mut Case, _mint: &mut Mint) {
    let (builder, supervisor) = (case.builder.clone(), case.supervisor.clone());
    share_head(case, &builder, &supervisor);
}

fn supervisor_of_builder(case: &mut Case, _mint: &mut Mint) {
    let (builder, supervisor) = (case.builder.clone(), case.supervisor.clone());
    hold(case, &builder, &supervisor, "60", "");
}

fn supervisor_under_one_roof(case: &mut Case, _mint: &mut Mint) {
    let (owner, builder, supervisor) = (case.owner.clone(), case.builder.clone(), case.supervisor.clone());
    hold(case, &owner, &builder, "51", "");
    hold(case, &owner, &supervisor, "70", "");
}

fn bidder_with_builders_head(case: &mut Case, _mint: &mut Mint) {
    let (builder, loser) = (case.builder.clone(), case.losers[0].clone());
    share_head(case, &builder, &loser);
}

fn bidder_of_bidder(case: &mut Case, _mint: &mut Mint) {
    let [one, other] = case.losers.clone();
    hold(case, &one, &other, "40", "是");
}
