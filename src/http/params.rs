//! Query parameters that several lists share, read alike.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::db::keyset::{self, Direction, MAX_PAGE_ROWS, PAGE_ROWS, Position, Sort};
use crate::domain::standard::region;
use crate::domain::standard::text::search_key;
use crate::error::{Error, Result};

/// Which page of a list is asked for, where nothing else is.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// 每页条数，1 至 100，默认 20
    #[param(example = 20, minimum = 1, maximum = 100, value_type = Option<i32>)]
    pub limit: Option<String>,
    /// 上一页响应中的 `next_cursor`
    #[param(max_length = 1000)]
    pub cursor: Option<String>,
    /// 为 true 时在 `total` 中给出总数
    #[param(value_type = Option<bool>)]
    pub count: Option<String>,
}

/// The query of an address that takes no parameters.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

/// Longest search text, in characters.
const MAX_WORDS: usize = 100;

/// A parameter that says something.
pub fn chosen(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// Words to search for, within bounds.
pub fn words(name: &str, text: &str) -> Result<String> {
    if text.chars().count() > MAX_WORDS {
        return Err(Error::field(name, "text.too_long", format!("查询词不能超过 {MAX_WORDS} 个字。")));
    }
    if !text.trim().is_empty() && search_key(text).is_empty() {
        let message = "输入的只有标点符号或空格，无法查询。请输入名称中的文字，或编号中的字母、数字。";
        return Err(Error::field(name, "text.blank", message));
    }
    Ok(text.trim().to_owned())
}

/// The scope prefix of a region code.
pub fn region_prefix(code: &str) -> Result<String> {
    region::prefix(code)
        .filter(|prefix| !prefix.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| Error::field("region", "region.malformed", "行政区划代码应为六位数字，如 410100（郑州市）。"))
}

/// Rows of a page, as asked.
pub fn rows(limit: Option<&str>) -> Result<usize> {
    let Some(limit) = chosen(limit) else { return Ok(PAGE_ROWS) };
    match limit.parse::<usize>() {
        Ok(rows) if (1..=MAX_PAGE_ROWS).contains(&rows) => Ok(rows),
        _ => Err(Error::field("limit", "number.out_of_range", format!("每页条数应为 1 至 {MAX_PAGE_ROWS} 的整数。"))),
    }
}

/// Where the page before ended, in the list that `scope` names.
pub fn cursor(scope: &str, value: Option<&str>) -> Result<Option<Position>> {
    chosen(value).map(|cursor| keyset::decode(scope, cursor)).transpose()
}

/// By what a list is to be sorted, among what it can be: `name`, or `-name` for largest first.
pub fn sort<By: Copy>(value: Option<&str>, known: &[(&str, By)]) -> Result<Option<Sort<By>>> {
    let Some(value) = chosen(value) else { return Ok(None) };
    let (name, direction) = match value.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (value, Direction::Ascending),
    };
    match known.iter().find(|(known, _)| *known == name) {
        Some((_, by)) => Ok(Some(Sort { by: *by, direction })),
        None => {
            let names = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("、");
            let text = format!(
                "可以按 {names} 排序；在前面加“-”为从大到小，如 -{name}。",
                name = known.first().map_or("", |(name, _)| name)
            );
            Err(Error::field("sort", "sort.unknown", text))
        }
    }
}

/// A yes-or-no parameter.
pub fn flag(name: &str, value: Option<&str>) -> Result<bool> {
    match chosen(value) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Error::field(name, "boolean.malformed", format!("参数 {name} 只能是 true 或 false。"))),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(None, Some(PAGE_ROWS))]
    #[case(Some(""), Some(PAGE_ROWS))]
    #[case(Some("100"), Some(100))]
    #[case(Some("0"), None)]
    #[case(Some("101"), None)]
    #[case(Some("十"), None)]
    fn a_page_has_one_to_a_hundred_rows(#[case] limit: Option<&str>, #[case] expected: Option<usize>) {
        assert_eq!(rows(limit).ok(), expected);
    }
}
