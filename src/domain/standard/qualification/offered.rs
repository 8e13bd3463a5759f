//! The categories and classes that a form offers, from the code lists: Jiangsu's, whose headings for construction
//! (`建筑业(新)`) are those of 建市〔2014〕159号, and the sequences of design.

use std::sync::LazyLock;

use super::parse;
use crate::standard::dictionary::{Edition, Entry, List, entries};
use crate::standard::text::normalise_level;

/// A sequence with its categories, both as records have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedSequence {
    /// Sequence: `施工总承包`.
    pub sequence: String,
    /// Categories: `建筑工程`; the sequence itself where it has none.
    pub categories: Vec<String>,
}

/// Headings of the list of categories, and what a certificate prints around a category of theirs.
const HEADINGS: [(&str, &str, &str); 5] = [
    ("建筑业(新)/施工总承包", "", "施工总承包"),
    ("建筑业(新)/专业承包", "", "专业承包"),
    ("工程监理/专业", "", "监理"),
    ("工程勘察/工程勘察专业类", "工程勘察专业类（", "）"),
    ("工程勘察/工程勘察劳务类", "工程勘察劳务类（", "）"),
];
/// Digits of the code of a category; longer codes are of kinds of works within one.
const CATEGORY_DIGITS: usize = 8;
/// Qualifications without categories, as certificates print them.
const WHOLE: [&str; 6] = ["工程勘察综合类", "施工劳务", "专业作业", "工程招标代理", "工程造价咨询", "质量检测"];

/// The sequences with their categories, in the order of the lists.
pub static SEQUENCES: LazyLock<Vec<OfferedSequence>> = LazyLock::new(|| {
    let mut offered: Vec<OfferedSequence> = Vec::new();
    for title in titles().filter_map(|title| parse(&title)) {
        match offered.iter_mut().find(|known| known.sequence == title.sequence) {
            Some(known) if known.categories.contains(&title.category) => {}
            Some(known) => known.categories.push(title.category),
            None => offered.push(OfferedSequence { sequence: title.sequence, categories: vec![title.category] }),
        }
    }
    offered
});

/// The classes, in the order of the list.
pub static CLASSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    entries(Edition::Jiangsu, List::QualificationLevel).map(|entry| normalise_level(&entry.label)).collect()
});

/// Every category as a certificate prints it.
fn titles() -> impl Iterator<Item = String> {
    let under = |heading: &'static str| {
        entries(Edition::Jiangsu, List::QualificationCategory)
            .filter(move |entry: &&Entry| entry.parent == heading && entry.code.len() == CATEGORY_DIGITS)
            // 岩土工程（设计） and the like are parts of 岩土工程.
            .filter(|entry| !entry.label.contains('（') || entry.parent.ends_with("专业承包"))
    };
    let categories = HEADINGS.into_iter().flat_map(move |(heading, before, after)| {
        under(heading).map(move |entry| format!("{before}{}{after}", entry.label))
    });
    let design = entries(Edition::Jiangsu, List::QualificationSequence).filter(|entry| entry.parent == "工程设计");
    let design = design.map(|entry| {
        if entry.label.contains("设计") { entry.label.clone() } else { format!("工程设计{}", entry.label) }
    });
    categories.chain(design).chain(WHOLE.into_iter().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::standard::qualification::UNCLASSED;

    #[test]
    fn every_sequence_is_offered_with_its_categories() {
        let sequences: Vec<&str> = SEQUENCES.iter().map(|offered| offered.sequence.as_str()).collect();
        let expected = ["施工总承包", "专业承包", "工程监理", "工程勘察", "工程设计", "施工劳务", "专业作业"];
        assert_eq!(sequences.get(..7), Some(&expected[..]));
        let of = |sequence: &str| &SEQUENCES.iter().find(|offered| offered.sequence == sequence).unwrap().categories;
        assert_eq!(of("施工总承包").len(), 12);
        assert!(of("施工总承包").iter().any(|category| category == "建筑工程"));
        assert!(of("专业承包").len() >= 36, "{:?}", of("专业承包"));
        assert!(of("工程监理").iter().any(|category| category == "房屋建筑工程"));
        assert!(of("工程设计").iter().any(|category| category == "建筑行业"));
    }

    #[test]
    fn the_classes_are_spelled_as_records_have_them() {
        for class in ["特级", "一级", "二级", "三级", "甲级", "乙级", "丙级", UNCLASSED] {
            assert!(CLASSES.iter().any(|offered| offered == class), "{class}");
        }
    }
}
