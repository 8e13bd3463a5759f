//! Amounts of money as people write them, in yuan or in ten thousand yuan (万元), kept as fen.
//!
//! Arithmetic is on decimal digits: `0.29` 万元 is 290000 fen and never 289999.

mod decimal;

use std::fmt;

use serde::{Deserialize, Serialize};

pub(crate) use decimal::{Decimal, ParseDecimalError, display as display_decimal};

use super::reading::{Absent, Defect, Read};
use super::text::{fold, placeholder};

/// An amount of renminbi in fen (1/100 yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// The unit a column's heading promises. A unit written in the cell goes before it, with a warning where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 元.
    Yuan,
    /// 万元, the unit of the national standard.
    TenThousandYuan,
}

impl Unit {
    /// Fen per unit as a power of ten.
    const fn exponent(self) -> i32 {
        match self {
            Self::Yuan => 2,
            Self::TenThousandYuan => 6,
        }
    }
}

/// Chinese units, longest first, with the power of ten of fen in one of them.
const UNITS: [(&str, i32); 11] = [
    ("人民币元", 2),
    ("百万元", 8),
    ("千万元", 9),
    ("亿元", 10),
    ("万元", 6),
    ("千元", 5),
    ("元整", 2),
    ("亿", 10),
    ("万", 6),
    ("元", 2),
    ("圆", 2),
];

/// Words and signs of other currencies, and what to call them.
const FOREIGN: [(&str, &str); 22] = [
    ("美元", "美元"),
    ("美金", "美元"),
    ("USD", "美元"),
    ("US$", "美元"),
    ("HK$", "港币"),
    ("港币", "港币"),
    ("港元", "港币"),
    ("HKD", "港币"),
    ("$", "美元"),
    ("欧元", "欧元"),
    ("EUR", "欧元"),
    ("€", "欧元"),
    ("日元", "日元"),
    ("日圆", "日元"),
    ("JPY", "日元"),
    ("英镑", "英镑"),
    ("GBP", "英镑"),
    ("£", "英镑"),
    ("澳元", "澳元"),
    ("台币", "新台币"),
    ("澳门元", "澳门元"),
    ("韩元", "韩元"),
];

/// Reads an amount. `-1`, which exports write for "none", is a placeholder; any other negative amount warns.
pub fn read(text: &str, unit: Unit) -> Result<Read<Fen>, Defect> {
    if let Some(absent) = placeholder(text) {
        return Ok(Read::absent(absent));
    }
    let text = fold(text).to_ascii_uppercase();
    if let Some((_, currency)) = FOREIGN.iter().find(|(word, _)| text.contains(word)) {
        return Err(Defect::new(
            "amount.currency",
            format!("金额是{currency}，不是人民币"),
            "请折合成人民币填写，原币种和金额写在备注里",
        ));
    }
    let (number, written_exponent) = split_unit(&text);
    let decimal = Decimal::parse(&number).map_err(refusal)?;
    if written_exponent.is_none() && decimal.is_minus_one() {
        return Ok(Read::absent(Absent::Placeholder));
    }
    let (fen, exact) = decimal.scaled(written_exponent.unwrap_or(unit.exponent())).ok_or_else(too_large)?;
    let mut read = Read::sure(Fen(fen));
    read.warnings.extend(doubts(fen, exact, written_exponent.is_some_and(|written| written != unit.exponent())));
    Ok(read)
}

fn doubts(fen: i64, exact: bool, unit_differs: bool) -> impl Iterator<Item = Defect> {
    let rounded = (!exact)
        .then(|| Defect::new("amount.rounded", "金额的小数位数超过分，已四舍六入到分", "请按合同或票据上的金额填写"));
    let negative = (fen < 0).then(|| Defect::new("amount.negative", "金额为负数", "请核对；没有金额的请留空"));
    let unit = unit_differs.then(|| {
        Defect::new("amount.unit", "金额自带的单位与栏目的单位不同，已按自带的单位换算", "请按栏目的单位填写，只写数字")
    });
    rounded.into_iter().chain(negative).chain(unit)
}

/// The number without currency sign, brackets and unit; and the written unit's power of ten.
fn split_unit(text: &str) -> (String, Option<i32>) {
    let bare: String =
        text.chars().filter(|c| !matches!(c, '(' | ')' | '（' | '）' | '¥' | '￥' | ' ' | '\'')).collect();
    let bare = ["人民币", "RMB", "CNY"].into_iter().fold(bare.as_str(), |text, word| text.trim_start_matches(word));
    let bare = bare.trim_start_matches([':', '约']).trim_end_matches("人民币").trim_end_matches('整');
    for (word, exponent) in UNITS {
        if let Some(number) = bare.strip_suffix(word) {
            return (number.to_owned(), Some(exponent));
        }
    }
    (bare.to_owned(), None)
}

fn refusal(error: ParseDecimalError) -> Defect {
    match error {
        ParseDecimalError::NotANumber => {
            Defect::new("amount.form", "看不懂这个金额", "请只填写阿拉伯数字，例如 3429.5；大写金额和说明文字请另写")
        }
        ParseDecimalError::Grouping => Defect::new(
            "amount.grouping",
            "金额里的逗号位置不对：千分位逗号应每三位一个",
            "请去掉逗号后重填，小数点请用“.”",
        ),
        ParseDecimalError::TooLarge => too_large(),
    }
}

fn too_large() -> Defect {
    Defect::new("amount.range", "金额过大，超出可记录的范围", "请核对单位是否应为万元或元，以及小数点的位置")
}

/// The amount in 万元, exactly, without trailing zeros: `3429`, `0.29`.
pub fn display_ten_thousand(amount: Fen) -> String {
    decimal::display(amount.0, 6, 0)
}

/// Yuan with two decimals: `290000.00`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::display(self.0, 2, 2))
    }
}

#[cfg(test)]
mod tests;
