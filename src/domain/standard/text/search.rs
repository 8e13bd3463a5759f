//! What name search compares.

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use super::fold_width;

/// The form in which names are compared: compatibility forms resolved, lower case, letters and digits only.
///
/// `河南华鑫（集团）有限公司` and `河南 华鑫(集团) 有限公司` have the same key; so have `Ⅱ`, `II` and the Greek `Π` people type for it.
pub fn search_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '\u{4E00}'..='\u{9FFF}' | 'a'..='z' | '0'..='9' => key.push(character),
            'A'..='Z' => key.push(character.to_ascii_lowercase()),
            '\0'..='\u{7F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => {}
            other => push_uncommon(&mut key, other),
        }
    }
    key
}

/// Everything outside ASCII and the common ideographs: decomposed, so that marks and enclosures fall away.
fn push_uncommon(key: &mut String, character: char) {
    for part in std::iter::once(fold_width(character)).nfkd() {
        match part {
            // Greek and Cyrillic capitals that are typed for Latin ones.
            'Ι' | 'І' => key.push('i'),
            'Π' => key.push_str("ii"),
            'Α' | 'А' => key.push('a'),
            'Β' | 'В' => key.push('b'),
            'Ε' | 'Е' => key.push('e'),
            'Ο' | 'О' => key.push('o'),
            'Χ' | 'Х' => key.push('x'),
            'С' => key.push('c'),
            '○' | '◯' => key.push('〇'),
            other => key.extend(other.to_lowercase().filter(|letter| letter.is_alphanumeric())),
        }
    }
}

/// The overlapping two-character grams of a search key, joined by spaces, for a full-text index.
///
/// `华鑫达` gives `华鑫 鑫达`; a key of one character gives itself.
pub fn bigrams(key: &str) -> String {
    let mut grams = String::with_capacity(key.len() * 2 + key.len() / 2);
    let mut previous = None;
    for character in key.chars() {
        if let Some(before) = previous {
            if !grams.is_empty() {
                grams.push(' ');
            }
            grams.push(before);
            grams.push(character);
        }
        previous = Some(character);
    }
    match previous {
        Some(only) if grams.is_empty() => only.to_string(),
        _ => grams,
    }
}

/// The pinyin initials of a search key, in lower case: `华鑫达2` gives `hxd2`. Letters without a pinyin are left out.
pub fn initials(key: &str) -> String {
    key.chars()
        .filter_map(|character| {
            if character.is_ascii_alphanumeric() {
                Some(character.to_ascii_lowercase())
            } else {
                character.to_pinyin().and_then(|pinyin| pinyin.first_letter().chars().next())
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("河南华鑫（集团）有限公司", "河南 华鑫(集团) 有限公司")]
    #[case("矿山工程Ⅱ级", "矿山工程Π级")]
    #[case("甲Ι级", "甲I级")]
    #[case("ＡＢＣ①", "abc1")]
    #[case("二○一五", "二〇一五")]
    #[case("某·某", "某某")]
    fn names_that_read_the_same_have_one_key(#[case] one: &str, #[case] other: &str) {
        assert_eq!(search_key(one), search_key(other));
    }

    #[test]
    fn different_names_keep_different_keys() {
        assert_ne!(search_key("华鑫建设"), search_key("华鑫建筑"));
    }

    #[rstest]
    #[case("华鑫达", "华鑫 鑫达")]
    #[case("华鑫", "华鑫")]
    #[case("华", "华")]
    #[case("", "")]
    fn grams_overlap(#[case] key: &str, #[case] grams: &str) {
        assert_eq!(bigrams(key), grams);
    }

    #[test]
    fn initials_are_the_first_letters_of_the_sounds() {
        assert_eq!(initials("华鑫达2x"), "hxd2x");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in any::<String>()) {
            let key = search_key(&name);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn a_key_of_n_characters_has_n_minus_one_grams(key in "[一-龥a-z0-9]{2,20}") {
            prop_assert_eq!(bigrams(&key).split(' ').count(), key.chars().count() - 1);
        }

        #[test]
        fn any_text_has_initials(name in any::<String>()) {
            let _ = initials(&name);
        }
    }
}
