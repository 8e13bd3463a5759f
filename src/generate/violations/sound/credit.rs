//! Credit records: bad ones, and evaluations that deduct for them.

use chrono::NaiveDate;

use crate::generate::calendar::{after, months_after, year};
use crate::generate::violations::case::{Case, Firm};
use crate::generate::violations::mint::Mint;

/// A firm whose evaluation deducts for what was still published, for a year as it should be.
pub fn deducted(case: &mut Case, mint: &mut Mint, firm: &Firm) {
    let from = after(case.as_of, -400);
    conduct(case, mint, firm, (from, months_after(from, 12), None));
    deduct(case, firm, (year(case.as_of) - 1, 12), "年度");
}

/// A bad record of a firm: first and last day of its publication, last day of the penalty. Gives what it is called.
pub fn conduct(
    case: &mut Case,
    mint: &mut Mint,
    firm: &Firm,
    days: (NaiveDate, NaiveDate, Option<NaiveDate>),
) -> String {
    let (from, until, penalty) = days;
    let from = from.to_string();
    let number = format!("BL41{:06}", mint.serial("conduct"));
    case.add(
        "conduct",
        &[
            ("subject_kind", "企业"),
            ("subject_name", &firm.name),
            ("credit_code", &firm.code),
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

/// An evaluation of a firm with a deduction: for a year, or for the quarter that ends with a month. Gives what it is called.
pub fn deduct(case: &mut Case, firm: &Firm, (year, month): (i32, u32), period: &str) -> String {
    let scheme = "河南省建筑施工企业信用评价";
    case.add(
        "evaluation",
        &[
            ("name", &firm.name),
            ("credit_code", &firm.code),
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
    format!("{scheme} {year} 年 {month} 月{period}评价")
}
