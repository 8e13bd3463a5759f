//! Credit records that do not keep the rules: X28, X29.

use chrono::NaiveDate;

use super::{Seed, done, under_way};
use crate::generate::calendar::{after, months_after, new_year, year};
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;
use crate::generate::violations::sound::{conduct, deduct};

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X28-year", &["X28"], "上年度评价扣分时不良信息已全部过期", deducted_for_the_year),
    under_way("X28-quarter", &["X28"], "季度评价扣分时不良信息前一日过期", deducted_for_a_quarter),
    done("X29-short", &["X29"], "不良信息公开不足六个月", published_too_short),
    under_way("X29-long", &["X29"], "不良信息公开超过三年", published_too_long),
    done("X29-penalty", &["X29"], "公开期限短于处罚期限", published_shorter_than_penalty),
];

/// Deducts from the builder for a bad record that was published from one day to another.
fn deducted(case: &mut Case, mint: &mut Mint, (from, until): (NaiveDate, NaiveDate), of: (i32, u32), period: &str) {
    let builder = case.builder.clone();
    conduct(case, mint, &builder, (from, until, None));
    case.record = Some(deduct(case, &builder, of, period));
}

/// A bad record of the builder.
fn published(case: &mut Case, mint: &mut Mint, days: (NaiveDate, NaiveDate, Option<NaiveDate>)) {
    let builder = case.builder.clone();
    case.record = Some(conduct(case, mint, &builder, days));
}

fn deducted_for_the_year(case: &mut Case, mint: &mut Mint) {
    let last_year = year(case.as_of) - 1;
    let until = after(new_year(last_year), -60);
    deducted(case, mint, (after(until, -364), until), (last_year, 12), "年度");
}

fn deducted_for_a_quarter(case: &mut Case, mint: &mut Mint) {
    let this_year = year(case.as_of);
    let until = after(new_year(this_year), -1);
    deducted(case, mint, (after(until, -300), until), (this_year, 3), "季度");
}

fn published_too_short(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    // The last of six months is the day before the same date.
    published(case, mint, (from, after(months_after(from, 6), -2), None));
}

fn published_too_long(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    published(case, mint, (from, after(months_after(from, 36), 1), None));
}

fn published_shorter_than_penalty(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    let until = months_after(from, 12);
    published(case, mint, (from, until, Some(after(until, 1))));
}
