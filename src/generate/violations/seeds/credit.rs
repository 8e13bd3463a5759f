//! Credit records that do not keep the rules: X28, X29.

use chrono::NaiveDate;

use super::{Seed, done, under_way};
use crate::generate::calendar::{after, months_after, new_year, year};
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X28-year", &["X28"], "上年度评价扣分时不良信息已全部过期", deducted_for_the_year),
    under_way("X28-quarter", &["X28"], "季度评价扣分时不良信息前一日过期", deducted_for_a_quarter),
    done("X29-short", &["X29"], "不良信息公开不足六个月", published_too_short),
    under_way("X29-long", &["X29"], "不良信息公开超过三年", published_too_long),
    done("X29-penalty", &["X29"], "公开期限短于处罚期限", published_shorter_than_penalty),
];

/// A bad record of the builder, and what it is called.
fn conduct(case: &mut Case, mint: &mut Mint, from: NaiveDate, until: NaiveDate, penalty: Option<NaiveDate>) -> String {
    let (builder, from) = (case.builder.clone(), from.to_string());
    let number = format!("BL41{:06}", mint.serial("conduct"));
    case.add(
        "conduct",
        &[
            ("subject_kind", "企业"),
            ("subject_name", &builder.name),
            ("credit_code", &builder.code),
            ("nature", "不良"),
            ("number", &number),
            ("summary", "未按照工程设计图纸施工"),
            ("authority", "河南省住房和城乡建设厅"),
            ("decided_on", &from),
            ("published_from", &from),
            ("published_until", &until.to_string()),
            ("penalty_until", &penalty.map(|day| day.to_string()).unwrap_or_default()),
            ("data_level", "B"),
            ("data_source", "1"),
        ],
    );
    format!("信用信息 {number}")
}

/// An evaluation with a deduction: for a year, or for the quarter that ends with a month.
fn deduct(case: &mut Case, (year, month): (i32, u32), period: &str) {
    let builder = case.builder.clone();
    let scheme = "河南省建筑施工企业信用评价";
    case.add(
        "evaluation",
        &[
            ("name", &builder.name),
            ("credit_code", &builder.code),
            ("scheme", scheme),
            ("kind", "建筑业"),
            ("period", period),
            ("year", &year.to_string()),
            ("month", &month.to_string()),
            ("base", "100"),
            ("deduction", "5"),
            ("score", "95"),
            ("grade", "A"),
            ("evaluator", "河南省住房和城乡建设厅"),
            ("data_level", "B"),
        ],
    );
    case.record = Some(format!("{scheme} {year} 年 {month} 月{period}评价"));
}

fn deducted_for_the_year(case: &mut Case, mint: &mut Mint) {
    let last_year = year(case.as_of) - 1;
    let until = after(new_year(last_year), -60);
    conduct(case, mint, after(until, -364), until, None);
    deduct(case, (last_year, 12), "年度");
}

fn deducted_for_a_quarter(case: &mut Case, mint: &mut Mint) {
    let this_year = year(case.as_of);
    let until = after(new_year(this_year), -1);
    conduct(case, mint, after(until, -300), until, None);
    deduct(case, (this_year, 3), "季度");
}

fn published_too_short(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    // The last of six months is the day before the same date.
    let record = conduct(case, mint, from, after(months_after(from, 6), -2), None);
    case.record = Some(record);
}

fn published_too_long(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    let record = conduct(case, mint, from, after(months_after(from, 36), 1), None);
    case.record = Some(record);
}

fn published_shorter_than_penalty(case: &mut Case, mint: &mut Mint) {
    let from = after(case.as_of, -400);
    let until = months_after(from, 12);
    let record = conduct(case, mint, from, until, Some(after(until, 1)));
    case.record = Some(record);
}
