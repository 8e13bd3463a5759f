//! The code lists of the data standards, by edition, with the labels that drifted.
//!
//! Lists differ between editions under the same codes (identity document 2 and 3 are swapped in Jiangsu), so every question
//! names its edition. The table and its sources: `fixtures/standard/README.md`.

mod list;

use std::sync::LazyLock;

use serde::Deserialize;

pub use list::{Edition, List};

use super::reading::{Defect, Read};
use super::text::{fold, normalise_level, placeholder, search_key};

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/standard/dictionaries.csv"));

/// All entries in the order of the table.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    // A row that cannot be read would be a fault of the committed table; the tests count the rows.
    csv::Reader::from_reader(TABLE.as_bytes())
        .into_deserialize::<Row>()
        .filter_map(|row| row.ok().map(Entry::from))
        .collect()
});

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The edition it belongs to.
    pub edition: Edition,
    /// The list it belongs to.
    pub list: List,
    /// The code as the standard writes it, leading zeros included.
    pub code: String,
    /// The label as the standard writes it.
    pub label: String,
    /// The heading it stands under, where labels repeat under several: `注册建造师`.
    pub parent: String,
    /// Key of the heading.
    parent_key: String,
    /// Keys of the label and of its aliases.
    keys: Vec<String>,
}

/// A line of the table.
#[derive(Deserialize)]
struct Row {
    edition: Edition,
    list: List,
    code: String,
    label: String,
    parent: String,
    aliases: String,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let keys = std::iter::once(row.label.as_str()).chain(row.aliases.split(';')).map(label_key);
        let keys = keys.filter(|key| !key.is_empty()).collect();
        Self {
            edition: row.edition,
            list: row.list,
            code: row.code,
            label: row.label,
            parent_key: label_key(&row.parent),
            parent: row.parent,
            keys,
        }
    }
}

/// The entries of a list in an edition, in the order of the standard.
pub fn entries(edition: Edition, list: List) -> impl Iterator<Item = &'static Entry> + Clone {
    let own = move |entry: &&Entry| entry.edition == edition && entry.list == list;
    let later = move |entry: &&Entry| {
        edition == Edition::National2014 && entry.edition == Edition::National2018 && entry.list == list
    };
    ENTRIES.iter().filter(own).chain(ENTRIES.iter().filter(later))
}

/// The label of a code, exactly as written in the standard.
pub fn label(edition: Edition, list: List, code: &str) -> Option<&'static str> {
    entries(edition, list).find(|entry| entry.code == code).map(|entry| entry.label.as_str())
}

/// The code for what stands in a coded field: the code, `1.0` or `1` for `001`, the label or an alias of it.
///
/// `None` for what the list does not know, and for a label that stands under several headings ([`code_under`] tells them
/// apart).
pub fn code(edition: Edition, list: List, written: &str) -> Option<&'static str> {
    find(entries(edition, list), written).map(|entry| entry.code.as_str())
}

/// As [`code`], among the entries under one heading only.
pub fn code_under(edition: Edition, list: List, parent: &str, written: &str) -> Option<&'static str> {
    let parent = label_key(parent);
    let below = entries(edition, list).filter(move |entry| entry.parent_key == parent);
    find(below, written).map(|entry| entry.code.as_str())
}

/// Reads a coded field. A label in place of the code, or a code that lost its zeros, is taken with a warning.
pub fn read(edition: Edition, list: List, written: &str) -> Result<Read<&'static Entry>, Defect> {
    if let Some(absent) = placeholder(written) {
        return Ok(Read::absent(absent));
    }
    let entry = find(entries(edition, list), written).ok_or_else(|| {
        Defect::new("dictionary.unknown", "不在规定的代码表内，或有多个同名项", "请从代码表中选择一项，填写其代码")
    })?;
    if fold(written) == entry.code {
        return Ok(Read::sure(entry));
    }
    let warning = Defect::new(
        "dictionary.not_the_code",
        format!("填写的不是规范的代码，已按“{} {}”处理", entry.code, entry.label),
        format!("请填写代码 {}", entry.code),
    );
    Ok(Read::doubtful(entry, warning))
}

/// The entry with a code, else the only one with a label or alias.
fn find(entries: impl Iterator<Item = &'static Entry> + Clone, written: &str) -> Option<&'static Entry> {
    let written = fold(written);
    // A spreadsheet writes the number 1 as "1.0".
    let code = written.strip_suffix(".0").unwrap_or(&written);
    if let Some(entry) = entries.clone().find(|entry| entry.code.eq_ignore_ascii_case(code)) {
        return Some(entry);
    }
    if code.bytes().all(|byte| byte.is_ascii_digit()) {
        let bare = code.trim_start_matches('0');
        return only(entries.filter(|entry| !bare.is_empty() && entry.code.trim_start_matches('0') == bare));
    }
    let key = label_key(&written);
    only(entries.filter(|entry| !key.is_empty() && entry.keys.contains(&key)))
}

/// The only item; `None` when there are several.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_first| items.next().is_none())
}

fn label_key(label: &str) -> String {
    search_key(&normalise_level(label))
}

#[cfg(test)]
mod tests;
