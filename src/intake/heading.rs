//! Headers as people write them: folded to what they say, with the unit they name set apart.

use super::cell::is_invisible;
use super::kind::{Column, SheetKind};
use super::source::Line;
use crate::domain::standard::dictionary::Edition;
use std::collections::{HashMap, HashSet};

/// A header taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// What it names: no white space, marks or widths, letters in lower case.
    pub(super) base: String,
    /// The unit in its brackets, folded: `万元`, `平方米`, `m2`.
    pub(super) unit: Option<String>,
}

const UNITS: &[&str] = &[
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "人民币元",
    "人民币万元",
    "美元",
    "万美元",
    "rmb",
    "㎡",
    "m2",
    "m²",
    "平方米",
    "万平方米",
    "万㎡",
    "平米",
    "m3",
    "m³",
    "立方米",
    "m",
    "米",
    "km",
    "公里",
    "千米",
    "t",
    "吨",
    "kw",
    "kv",
    "mw",
    "人",
    "个",
    "项",
    "层",
    "天",
    "日历天",
    "日",
    "月",
    "年",
    "%",
    "分",
    "mm",
    "亩",
    "公顷",
];

/// Brackets that tell people how to fill the column.
const NOTES: &[&str] = &["必填", "必填项", "选填", "可选", "可不填", "下拉选择", "文本格式", "文本", "日期格式"];
const NOTE_BEGINNINGS: &[&str] = &["格式", "例如", "例:", "如:", "示例", "请"];

/// Units of money: a sheet-wide `单位：万元` speaks of these and of nothing else.
const MONEY: &[&str] = &["元", "千元", "万元", "百万元", "亿元", "人民币元", "人民币万元"];

/// Folds widths, brackets, dashes, white space, marks and letter case.
pub(super) fn fold(text: &str) -> String {
    folded(text).collect::<String>().trim_end_matches(':').to_owned()
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '*' | '★' | '※' | '_' | '"' | '\''))
        .flat_map(char::to_lowercase)
}

fn half_width(c: char) -> char {
    match c {
        '【' | '〔' | '［' | '「' | '〖' | '[' | '{' => '(',
        '】' | '〕' | '］' | '」' | '〗' | ']' | '}' => ')',
        '－' | '—' | '–' | '−' | '‐' | '―' => '-',
        '\u{3000}' => ' ',
        // The full-width forms lie 0xFEE0 above ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

impl Header {
    /// Takes a header apart: `*总投资 (万元)` is `总投资` in `万元`; `证书编号（必填）` is `证书编号`.
    pub(super) fn parse(text: &str) -> Self {
        let folded = fold(text);
        let mut header = Self::default();
        let mut rest = folded.as_str();
        while let Some((before, inner, after)) = first_bracket(rest) {
            header.base.push_str(before);
            if UNITS.contains(&unit_name(inner)) {
                header.unit = Some(unit_name(inner).to_owned());
            } else if !is_note(inner) {
                header.base.extend(["(", inner, ")"]);
            }
            rest = after;
        }
        header.base.push_str(rest);
        header
    }
}

fn first_bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('(')?;
    let (inner, after) = rest.split_once(')')?;
    Some((before, inner, after))
}

fn unit_name(inner: &str) -> &str {
    inner.strip_prefix("单位:").or_else(|| inner.strip_prefix("单位")).unwrap_or(inner)
}

fn is_note(inner: &str) -> bool {
    NOTES.contains(&inner) || NOTE_BEGINNINGS.iter().any(|beginning| inner.starts_with(beginning))
}

/// The money unit that a line above the header states for the whole sheet: `单位：万元`.
pub(super) fn stated_unit(text: &str) -> Option<String> {
    let folded = fold(text);
    let (_, after) = folded.rsplit_once("单位:")?;
    let unit = after.trim_end_matches(')');
    MONEY.contains(&unit).then(|| unit.to_owned())
}

/// True when the column is declared with a unit of money.
pub(super) fn is_money(column: &Column) -> bool {
    Header::parse(column.header).unit.is_some_and(|unit| MONEY.contains(&unit.as_str()))
}

/// The names under which the columns of one kind are known.
pub(super) struct Matcher {
    pub(super) kind: &'static SheetKind,
    names: HashMap<String, usize>,
    initials: HashSet<char>,
}

/// How well a row serves as the header of a kind; the greater the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Columns found, less the required ones that are missing.
    pub(super) score: i64,
    /// Units named: of a row of names and a row of field codes, the names are the header.
    pub(super) units: usize,
}

impl Matcher {
    pub(super) fn new(kind: &'static SheetKind) -> Self {
        let mut names = HashMap::new();
        for (position, column) in kind.columns.iter().enumerate() {
            for name in [column.header, column.field].iter().chain(column.aliases) {
                names.entry(Header::parse(name).base).or_insert(position);
            }
        }
        let initials = names.keys().filter_map(|name| name.chars().next()).collect();
        Self { kind, names, initials }
    }

    /// Which column a header names.
    pub(super) fn column(&self, header: &Header) -> Option<usize> {
        self.names.get(&header.base).copied()
    }

    /// By whose lists a column with this header is coded.
    pub(super) fn edition(&self, column: usize, header: &Header) -> Edition {
        let jiangsu = self.kind.columns.get(column).map_or(&[][..], |column| column.jiangsu);
        if jiangsu.iter().any(|name| Header::parse(name).base == header.base) {
            Edition::Jiangsu
        } else {
            Edition::National2018
        }
    }

    /// Whether a text names a column, found out at little cost for the many texts that do not even begin like a name.
    pub(super) fn names(&self, text: &str, column: usize) -> bool {
        folded(text).next().is_some_and(|first| self.initials.contains(&first) || first == '(')
            && self.column(&Header::parse(text)) == Some(column)
    }

    /// How well a line serves as header; `None` when it names too few columns to be one.
    pub(super) fn fit(&self, line: &Line) -> Option<Fit> {
        let mut found = vec![false; self.kind.columns.len()];
        let mut units = 0;
        for (_, cell) in &line.cells {
            let header = Header::parse(&cell.text);
            if let Some(slot) = self.column(&header).and_then(|position| found.get_mut(position)) {
                *slot = true;
                units += usize::from(header.unit.is_some());
            }
        }
        let matched = found.iter().filter(|hit| **hit).count();
        if matched < 2.min(self.kind.columns.len()) {
            return None;
        }
        let columns = self.kind.columns.iter().zip(&found);
        let missing = columns.filter(|(column, hit)| column.need == super::Need::Required && !**hit).count();
        let has = |field: &&str| self.kind.position(field).and_then(|position| found.get(position)) == Some(&true);
        let lacks_one = !self.kind.one_of.is_empty() && !self.kind.one_of.iter().any(has);
        let missing = missing + usize::from(lacks_one);
        Some(Fit {
            score: i64::try_from(matched).unwrap_or(i64::MAX) - i64::try_from(missing).unwrap_or(i64::MAX),
            units,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("总投资（万元）", "总投资", Some("万元"))]
    #[case("总投资(万元)", "总投资", Some("万元"))]
    #[case("* 总 投 资\n【单位：元】", "总投资", Some("元"))]
    #[case("总投资", "总投资", None)]
    #[case("总面积（ｍ2）", "总面积", Some("m2"))]
    #[case("ＣｏｒｐＣｏｄｅ", "corpcode", None)]
    #[case("证书编号（必填）", "证书编号", None)]
    #[case("发证日期（格式：2024-01-01）", "发证日期", None)]
    #[case("有效期（止）", "有效期(止)", None)]
    #[case("序号 ", "序号", None)]
    #[case("未闭合（万元", "未闭合(万元", None)]
    fn headers_fold_to_what_they_say(#[case] text: &str, #[case] base: &str, #[case] unit: Option<&str>) {
        let header = Header::parse(text);
        assert_eq!((header.base.as_str(), header.unit.as_deref()), (base, unit));
    }

    #[rstest]
    #[case("单位：万元", Some("万元"))]
    #[case("某市项目汇总（单位：元）", Some("元"))]
    #[case("填报单位：某某住房和城乡建设局", None)]
    #[case("单位：平方米", None)]
    fn a_stated_unit_is_one_of_money(#[case] text: &str, #[case] unit: Option<&str>) {
        assert_eq!(stated_unit(text).as_deref(), unit);
    }
}
