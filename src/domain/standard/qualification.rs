//! Qualification titles as certificates print them: `建筑工程施工总承包壹级` is category, sequence and class in one.

pub mod offered;

use super::text;

/// A qualification title taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualificationTitle {
    /// Sequence (资质序列): `施工总承包`.
    pub sequence: String,
    /// Category (专业类别): `建筑工程`; the sequence itself where it has no categories.
    pub category: String,
    /// Class (等级): `一级`; `不分等级` where the title names none.
    pub class: String,
}

/// Sequences with the spellings that label drift has brought (市政 … 施工总包), the longest first.
const SEQUENCES: &[(&str, &str)] = &[
    ("施工总承包", "施工总承包"),
    ("施工总包", "施工总承包"),
    ("专业承包", "专业承包"),
    ("施工劳务", "施工劳务"),
    ("劳务分包", "施工劳务"),
    ("专业作业", "专业作业"),
    ("工程监理", "工程监理"),
    ("监理", "工程监理"),
    ("工程设计", "工程设计"),
    ("设计", "工程设计"),
    ("工程勘察", "工程勘察"),
    ("勘察", "工程勘察"),
    ("招标代理", "工程招标代理"),
    ("造价咨询", "工程造价咨询"),
    ("质量检测", "质量检测"),
];

const CLASSES: &[&str] = &["特级", "一级", "二级", "三级", "四级", "甲级", "乙级", "丙级", "丁级", "暂定级"];

/// The class of a qualification that has none.
pub const UNCLASSED: &str = "不分等级";

/// Takes a title apart; `None` where no known sequence is in it.
pub fn parse(title: &str) -> Option<QualificationTitle> {
    let folded = text::normalise_level(&text::fold(title));
    let (rest, class) = split_class(&folded);
    let (place, spelling, sequence) = SEQUENCES
        .iter()
        .find_map(|(spelling, sequence)| rest.find(spelling).map(|place| (place, *spelling, *sequence)))?;
    let before = rest.get(..place).unwrap_or_default();
    let after = rest.get(place + spelling.len()..).unwrap_or_default();
    let category = [before, after].concat().replace("专业资质", "").replace("资质", "");
    let category = category.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—'));
    Some(QualificationTitle {
        sequence: sequence.to_owned(),
        category: if category.is_empty() { sequence.to_owned() } else { category_name(category) },
        class: class.to_owned(),
    })
}

/// A category as its sequence's list spells it: without the sequence, brackets folded.
pub fn category_name(category: &str) -> String {
    match category {
        "房屋建筑" | "房屋建筑工程" => "房屋建筑工程".to_owned(),
        "市政" | "市政工程" | "市政基础设施工程" | "市政公用" => "市政公用工程".to_owned(),
        other => other.to_owned(),
    }
}

fn split_class(title: &str) -> (String, &'static str) {
    let unclassed = ["不分等级", "不分级", "不分类别和等级"];
    for word in unclassed {
        if title.contains(word) {
            return (title.replace(word, ""), UNCLASSED);
        }
    }
    match CLASSES.iter().find(|class| title.ends_with(**class)) {
        Some(class) => (title.trim_end_matches(class).to_owned(), class),
        None => (title.to_owned(), UNCLASSED),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("建筑工程施工总承包壹级", "施工总承包", "建筑工程", "一级")]
    #[case("市政公用工程施工总承包贰级", "施工总承包", "市政公用工程", "二级")]
    #[case("市政工程施工总包二级", "施工总承包", "市政公用工程", "二级")]
    #[case("特种工程(结构补强)专业承包不分等级", "专业承包", "特种工程（结构补强）", "不分等级")]
    #[case("施工劳务不分等级", "施工劳务", "施工劳务", "不分等级")]
    #[case("房屋建筑工程监理甲级", "工程监理", "房屋建筑工程", "甲级")]
    #[case("工程设计建筑行业乙级", "工程设计", "建筑行业", "乙级")]
    fn a_title_is_category_sequence_and_class(
        #[case] title: &str,
        #[case] sequence: &str,
        #[case] category: &str,
        #[case] class: &str,
    ) {
        let parsed = parse(title);
        let parts = parsed.as_ref().map(|title| (&*title.sequence, &*title.category, &*title.class));
        assert_eq!(parts, Some((sequence, category, class)));
    }

    #[test]
    fn a_text_without_a_sequence_is_no_title() {
        assert_eq!(parse("房地产开发一级"), None);
    }
}
