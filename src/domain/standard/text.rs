//! Text as people type it: widths, spaces, invisible characters, fillers.
//!
//! These run over a million names at an import, so each is one pass over the characters with one allocation.

mod level;
mod search;

pub use level::{normalise_level, roman_numerals};
pub use search::{bigrams, initials, search_key};

use super::reading::Absent;

/// Folds the differences that carry no meaning, and keeps the text readable.
///
/// Full-width letters, digits and punctuation become ASCII; every white space becomes one plain space, none at the ends;
/// invisible characters go. Round brackets are full-width in a text with Chinese characters and ASCII in any other;
/// `【】〔〕[]` stay distinct.
pub fn fold(text: &str) -> String {
    let chinese = text.chars().any(is_chinese);
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for character in text.chars().filter(|character| !is_invisible(*character)) {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        folded.push(match fold_width(character) {
            '(' if chinese => '（',
            ')' if chinese => '）',
            other => other,
        });
    }
    folded
}

/// The characters of a code: width and case folded, all spaces gone, and the apostrophe with which Excel marks text.
pub(crate) fn code_text(text: &str) -> String {
    code_places(text).map(|(_, character)| character).collect()
}

/// As [`code_text`], each character with the place where it stands in the text as written.
pub(crate) fn code_places(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices()
        .filter(|(_, character)| !character.is_whitespace() && !is_invisible(*character))
        .map(|(place, character)| (place, fold_width(character).to_ascii_uppercase()))
        .filter(|(_, character)| !matches!(character, '\'' | '`' | '‘' | '’'))
}

/// Every bracket of a text in one style, `（）`: round, square, tortoise-shell and lenticular ones of any width.
pub fn normalise_brackets(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '(' | '[' | '〔' | '【' | '［' | '﹝' | '﹙' | '〖' => '（',
            ')' | ']' | '〕' | '】' | '］' | '﹞' | '﹚' | '〗' => '）',
            other => other,
        })
        .collect()
}

/// What a cell without a value says, or `None` when it holds a value.
///
/// `其它` and `其他` are values here, since they are labels of most code lists; see [`placeholder_or_other`].
pub fn placeholder(text: &str) -> Option<Absent> {
    let text = text.trim_matches(|character: char| character.is_whitespace() || is_invisible(character));
    // The longest filler has eight characters, and few names begin like one: nearly every cell leaves here.
    let other_start = |first: char| {
        first.is_ascii_digit()
            || (is_chinese(first) && !matches!(first, '无' | '不' | '暂' | '待' | '未' | '空' | '组' | '统' | '身'))
    };
    if text.len() > 24 || text.starts_with(other_start) {
        return None;
    }
    match fold(text).to_ascii_lowercase().as_str() {
        "" => Some(Absent::Empty),
        "无" | "/" | "\\" | "//" | "不适用" | "不涉及" | "无此项" | "n/a" | "na" => {
            Some(Absent::NotApplicable)
        }
        "-"
        | "--"
        | "---"
        | "—"
        | "——"
        | "."
        | "、"
        | "?"
        | "??"
        | "null"
        | "nil"
        | "none"
        | "undefined"
        | "nan"
        | "无数据"
        | "暂无"
        | "暂无数据"
        | "待定"
        | "待补"
        | "待补充"
        | "待填"
        | "不详"
        | "未知"
        | "未填"
        | "未填写"
        | "空"
        | "组织结构代码"
        | "组织机构代码"
        | "统一社会信用代码"
        | "身份证号"
        | "#n/a"
        | "#value!"
        | "#ref!"
        | "#name?" => Some(Absent::Placeholder),
        stars if stars.chars().all(|character| character == '*') => Some(Absent::Masked),
        _ => None,
    }
}

/// As [`placeholder`], where the standard prescribes `其它` for "has no code".
pub fn placeholder_or_other(text: &str) -> Option<Absent> {
    match text.trim() {
        "其它" | "其他" => Some(Absent::Placeholder),
        other => placeholder(other),
    }
}

/// A full-width or typographic form as its ASCII character; anything else as it is.
pub(crate) fn fold_width(character: char) -> char {
    match character {
        // U+FF01..U+FF5E mirror U+0021..U+007E.
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' => '-',
        '\u{FF65}' | '\u{2022}' | '\u{30FB}' | '\u{2027}' => '·',
        other => other,
    }
}

/// Characters that show nothing: zero-width marks, soft hyphen, byte-order mark, and controls that are no white space.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
        || (character.is_control() && !character.is_whitespace())
}

/// The unified ideographs in everyday use, and the zero written `〇`.
pub(crate) const fn is_chinese(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("  河南\u{3000}华鑫 (集团)\u{200B}有限公司\n", "河南 华鑫 （集团）有限公司")]
    #[case("ＡＢＣ（１２３）", "ABC(123)")]
    #[case("框架－剪力墙结构", "框架-剪力墙结构")]
    #[case("（鄂）JZ安许证字【2005】000115", "（鄂）JZ安许证字【2005】000115")]
    #[case("a\u{A0}\u{A0}b\0", "a b")]
    fn widths_and_spaces_are_folded(#[case] written: &str, #[case] folded: &str) {
        assert_eq!(fold(written), folded);
    }

    #[rstest]
    #[case("", Absent::Empty)]
    #[case(" \u{3000}\u{FEFF}", Absent::Empty)]
    #[case("无", Absent::NotApplicable)]
    #[case("／", Absent::NotApplicable)]
    #[case("－", Absent::Placeholder)]
    #[case("NULL", Absent::Placeholder)]
    #[case("无数据", Absent::Placeholder)]
    #[case("组织结构代码", Absent::Placeholder)]
    #[case("***", Absent::Masked)]
    fn fillers_are_told_apart(#[case] written: &str, #[case] absent: Absent) {
        assert_eq!(placeholder(written), Some(absent));
    }

    #[test]
    fn other_is_a_label_unless_it_stands_for_a_missing_code() {
        assert_eq!(placeholder("其它"), None);
        assert_eq!(placeholder_or_other("其它"), Some(Absent::Placeholder));
        assert_eq!(placeholder("无锡市某某公司"), None);
    }

    #[test]
    fn all_bracket_styles_become_one() {
        assert_eq!(normalise_brackets("（鄂)JZ安许证字【2005〕1"), "（鄂）JZ安许证字（2005）1");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn any_text_can_be_asked_for_a_filler(text in any::<String>()) {
            let _ = placeholder(&text);
            let _ = normalise_brackets(&text);
        }
    }
}
