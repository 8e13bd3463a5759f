//! Levels and grades: `壹级`, `1级`, `Ⅰ级` are one level.

use super::fold;

/// Roman numerals as ASCII letters, with the Greek and Cyrillic letters that are typed for them: `Π级` gives `II级`.
pub fn roman_numerals(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'Ⅰ' | 'ⅰ' | 'Ι' | 'І' => plain.push('I'),
            'Ⅱ' | 'ⅱ' | 'Π' => plain.push_str("II"),
            'Ⅲ' | 'ⅲ' | 'Ш' => plain.push_str("III"),
            'Ⅳ' | 'ⅳ' => plain.push_str("IV"),
            'Ⅴ' | 'ⅴ' => plain.push('V'),
            'Ⅵ' | 'ⅵ' => plain.push_str("VI"),
            other => plain.push(other),
        }
    }
    plain
}

/// A level in the words of the code lists: `壹级`, `1级`, `Ⅰ级` and `一级资质` give `一级`; `不分级` gives `不分等级`.
///
/// A level inside a longer name is mended in place (`建筑工程施工总承包壹级`); what names no level comes back folded.
pub fn normalise_level(text: &str) -> String {
    let folded = roman_numerals(&fold(text)).replace(' ', "");
    let level = folded.strip_suffix("资质").unwrap_or(&folded);
    match level {
        "不分级" | "不分等级" | "不分专业等级" | "无等级" | "无级别" | "不定级" => {
            return "不分等级".to_owned();
        }
        "一" | "壹" | "1" | "I" => return "一级".to_owned(),
        "二" | "贰" | "2" | "II" => return "二级".to_owned(),
        "三" | "叁" | "3" | "III" => return "三级".to_owned(),
        "特" | "甲" | "乙" | "丙" | "丁" => return format!("{level}级"),
        _ => {}
    }
    let level = level.replace("级（临时）", "级临时");
    match level.strip_prefix("临时") {
        Some(rest @ ("一级" | "二级")) => format!("{rest}临时"),
        _ => mend_numerals(&level),
    }
}

/// Each numeral that stands directly before `级`, in the plain Chinese character.
fn mend_numerals(level: &str) -> String {
    const NUMERALS: [(&str, &str); 14] = [
        ("III", "三"),
        ("II", "二"),
        ("IV", "四"),
        ("I", "一"),
        ("1", "一"),
        ("2", "二"),
        ("3", "三"),
        ("4", "四"),
        ("壹", "一"),
        ("贰", "二"),
        ("貳", "二"),
        ("叁", "三"),
        ("叄", "三"),
        ("肆", "四"),
    ];
    let mut parts = level.split('级').peekable();
    let mut mended = String::with_capacity(level.len());
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            mended.push_str(part);
            break;
        }
        let numeral = NUMERALS.iter().find_map(|(written, plain)| Some((part.strip_suffix(written)?, plain)));
        match numeral {
            // "10级" is no "一0级": a numeral preceded by another digit is not a level of this field.
            Some((before, plain)) if !before.ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                mended.push_str(before);
                mended.push_str(plain);
            }
            _ => mended.push_str(part),
        }
        mended.push('级');
    }
    mended
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("壹级", "一级")]
    #[case("一级", "一级")]
    #[case("1级", "一级")]
    #[case("１ 级", "一级")]
    #[case("Ⅱ级", "二级")]
    #[case("Π级", "二级")]
    #[case("Ι级", "一级")]
    #[case("叁级资质", "三级")]
    #[case("特级", "特级")]
    #[case("甲", "甲级")]
    #[case("不分级", "不分等级")]
    #[case("建筑工程施工总承包壹级", "建筑工程施工总承包一级")]
    #[case("特种工程(结构补强)专业承包不分等级", "特种工程（结构补强）专业承包不分等级")]
    #[case("二级(临时)", "二级临时")]
    #[case("临时二级", "二级临时")]
    #[case("10级", "10级")]
    fn levels_are_written_one_way(#[case] written: &str, #[case] level: &str) {
        assert_eq!(normalise_level(written), level);
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked_for_a_level(text in any::<String>()) {
            let _ = normalise_level(&text);
        }
    }
}
