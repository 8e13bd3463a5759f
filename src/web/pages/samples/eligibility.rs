//! Samples of the page that answers whether somebody may.

use super::{as_of, site};
use crate::error::FieldError;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{Choice, ChoiceGroup, GroupedChoices, Mention, StateTag, Tone, Verdict};
use chrono::NaiveDate;
use rstest::rstest;

fn form(words: Words) -> EligibilityForm {
    let kinds = vec![ChoiceGroup {
        label: words("施工总承包"),
        choices: vec![Choice::new("施工总承包/建筑工程/房屋建筑", words("建筑工程：房屋建筑"), true)],
    }];
    let field =
        |name: &str, label: &str| MeasureField { name: name.to_owned(), label: words(label), value: words("60") };
    EligibilityForm {
        enterprise: words("河南中原建工集团有限公司"),
        person_name: words("王建国"),
        posts: vec![Choice::new("project_manager", words("项目经理"), true)],
        kinds: GroupedChoices::among("请选择", kinds, "施工总承包/建筑工程/房屋建筑"),
        usual: vec![field("building_height", "建筑高度（m）")],
        others: vec![field("bridge_single_span", "桥梁单跨（m）")],
        ..EligibilityForm::default()
    }
}

fn line(words: Words, state: StateTag, is_open: bool) -> FindingLine {
    FindingLine {
        rule: "X05".to_owned(),
        title: words("在建项目"),
        question: words("项目经理当日没有担任其他在建项目的负责人"),
        state,
        effect: is_open.then(|| words("不得办理")),
        because: words("2026-11-22 在 1 个其他在建项目担任项目经理"),
        seen: vec![words("金水区人民医院病房楼（施工许可证 4101052503010101-SX-001）：自 2026-03-02，在建")],
        remedy: is_open.then(|| words("原项目竣工验收合格或依法变更项目经理后再任职")),
        citations: vec![words("建市〔2008〕48号第九条（已核对文件转载）")],
    }
}

fn answered(words: Words) -> EligibilityPage {
    let tag = |good| if good { StateTag::Good(words("符合")) } else { StateTag::Bad(words("不符合")) };
    let answer = EligibilityAnswer {
        verdict: Verdict {
            tone: Tone::Busy,
            word: words("不可以"),
            sentence: words("2026-11-22 在 1 个其他在建项目担任项目经理。"),
            as_of: Some(as_of()),
        },
        on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        enterprise: Some(Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned()))),
        person: Some(Mention::new(words("王建国"), Some("/people/p1".to_owned()))),
        post: "项目经理",
        works: words("建筑工程施工总承包"),
        region: Some(words("河南省-郑州市-金水区")),
        measures: vec![words("建筑高度 60 m")],
        undertaking: vec![line(words, tag(true), false)],
        appointment: vec![line(words, tag(false), true)],
    };
    EligibilityPage { answer: Some(answer), ..EligibilityPage::new(&site(words), form(words)) }
}

fn rules(words: Words) -> Rules {
    let rule = |id: &str, valid_until, region| RuleLine {
        id: id.to_owned(),
        title: words("在建项目"),
        about: words("项目经理任职"),
        question: words("项目经理当日没有担任其他在建项目的负责人"),
        valid_from: NaiveDate::from_ymd_opt(2008, 2, 26).unwrap(),
        valid_until,
        region,
        effect: words("不得办理"),
        remedy: words("原项目竣工验收合格后再任职"),
        citations: vec![CitedLine {
            source: words("建市〔2008〕48号第九条"),
            says: words("不得同时担任两个及以上建设工程施工项目负责人"),
            confidence: words("已核对文件转载"),
        }],
        examples: vec![ExampleLine {
            situation: words("项目经理自 2025 年 6 月起在另一个在建项目任职"),
            state: StateTag::Bad(words("不符合")),
            because: words("在 1 个其他在建项目担任项目经理"),
        }],
        pending: 12,
    };
    let local = rule("X99", NaiveDate::from_ymd_opt(2020, 12, 31), Some(words("湖南省")));
    Rules::new(&site(words), vec![rule("X05", None, None), local])
}

#[rstest]
fn the_page_bears_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let blank = EligibilityPage::new(&site(words), EligibilityForm::default());
    let errors = vec![FieldError::new("enterprise", "query.empty", words("请填写企业。"))];
    let wrong = EligibilityPage { errors, ..EligibilityPage::new(&site(words), form(words)) };
    let pages = [
        check::page(&format!("eligibility-{suffix}"), &answered(words)),
        check::page(&format!("eligibility-blank-{suffix}"), &blank),
        check::page(&format!("eligibility-wrong-{suffix}"), &wrong),
        check::page(&format!("rules-{suffix}"), &rules(words)),
    ];
    for html in pages {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}
