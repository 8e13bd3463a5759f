//! What a row says beside its fields, as the `raw` column keeps it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a row says beside its fields, by the header of the column. Never a personal value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// What no field holds: content like any field, and only here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, String>,
    /// How cells were written where that differs from what they were taken to mean.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub as_written: BTreeMap<String, String>,
}

impl Raw {
    /// As the column stores it.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_unwritable| "{}".to_owned())
    }

    fn of(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// What arrives, laid over what is on file.
pub(super) struct Overlaid {
    /// Both together.
    pub(super) text: String,
    /// Whether more than the spelling is new.
    pub(super) is_news: bool,
    /// Whether what arrives repeats or replaces all that is on file.
    pub(super) is_covered: bool,
}

/// Lays what arrives over what is on file: what is kept column by column, and how cells were written as a whole, because
/// a cell that is now written plainly has nothing to add. With `only_gaps`, what is kept already stays.
pub(super) fn overlay(on_file: &str, arriving: &str, only_gaps: bool) -> Overlaid {
    if on_file == arriving {
        return Overlaid { text: on_file.to_owned(), is_news: false, is_covered: true };
    }
    let (on_file, arriving) = (Raw::of(on_file), Raw::of(arriving));
    let is_covered = on_file.kept.keys().all(|column| arriving.kept.contains_key(column));
    let mut kept = on_file.kept.clone();
    for (column, text) in arriving.kept {
        if !(only_gaps && kept.contains_key(&column)) {
            kept.insert(column, text);
        }
    }
    let is_news = kept != on_file.kept;
    Overlaid { text: Raw { kept, as_written: arriving.as_written }.to_text(), is_news, is_covered }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::another_column(r#"{"kept":{"乙":"2"}}"#, false, r#"{"kept":{"甲":"1","乙":"2"}}"#, true, false)]
    #[case::another_value(r#"{"kept":{"甲":"2"}}"#, false, r#"{"kept":{"甲":"2"}}"#, true, true)]
    #[case::only_gaps(r#"{"kept":{"甲":"2","乙":"2"}}"#, true, r#"{"kept":{"甲":"1","乙":"2"}}"#, true, true)]
    #[case::another_spelling(
        r#"{"kept":{"甲":"1"},"as_written":{"丙":"二〇一五"}}"#,
        false,
        r#"{"kept":{"甲":"1"},"as_written":{"丙":"二〇一五"}}"#,
        false,
        true
    )]
    #[case::nothing("{}", false, r#"{"kept":{"甲":"1"}}"#, false, false)]
    fn columns_are_laid_over_one_by_one(
        #[case] arriving: &str,
        #[case] only_gaps: bool,
        #[case] together: &str,
        #[case] is_news: bool,
        #[case] is_covered: bool,
    ) {
        let overlaid = overlay(r#"{"kept":{"甲":"1"}}"#, arriving, only_gaps);
        // The order of the columns in the text is that of the map.
        assert_eq!(Raw::of(&overlaid.text), Raw::of(together));
        assert_eq!((overlaid.is_news, overlaid.is_covered), (is_news, is_covered));
    }
}
