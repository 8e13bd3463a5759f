//! Samples of the pages of findings.

use super::{as_of, day, site};
use crate::error::FieldError;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{BarChart, Choice, Mention, Pager, StateTag, TimelineEntry, TimelineWhen};
use rstest::rstest;

pub(super) fn line(words: Words) -> FoundLine {
    FoundLine {
        url: "/findings/f1".to_owned(),
        rule: words("X05 在建项目"),
        effect: StateTag::Bad(words("不得办理")),
        state: StateTag::Attention(words("待处理")),
        concerns: vec![
            Mention::new(words("金水区人民医院病房楼"), Some("/projects/p1".to_owned())),
            Mention::new(words("王建国"), Some("/people/p2".to_owned())),
        ],
        record: words("项目经理"),
        because: words("2026-06-01 在 1 个其他在建项目担任项目经理"),
        opened_at: as_of(),
    }
}

impl FoundSection {
    /// Findings on the page of a head.
    pub(super) fn sample(words: Words) -> Self {
        Self {
            rows: vec![line(words)],
            all_url: "/findings".to_owned(),
            more_url: Some("/people/p2/departure".to_owned()),
            more_label: "如果离开",
        }
    }
}

fn list(words: Words) -> Findings {
    let choice = |label: &str| vec![Choice::new("", words(label), true)];
    Findings {
        pending: 12,
        waived: 1,
        charts: vec![BarChart::new(words("按规则"), "个", [(words("X05 在建项目"), 12)])],
        form: FindingsForm {
            rules: choice("全部规则"),
            states: choice("仍待处理的"),
            effects: choice("全部效力"),
            region: words("410100"),
            enterprise: words("河南华鑫建设工程有限公司"),
        },
        rows: vec![line(words), FoundLine { concerns: Vec::new(), ..line(words) }],
        pager: Pager { shown: 2, next: Some("/findings?cursor=c".to_owned()), ..Pager::default() },
        errors: vec![FieldError::new("enterprise", "record.not_found", words("没有找到这家企业。"))],
        ..Findings::new(&site(words))
    }
}

fn one(words: Words, may: bool) -> FindingPage {
    let entry = TimelineEntry {
        when: TimelineWhen::Instant(as_of()),
        title: words("企业说明"),
        details: vec![words("原项目已竣工验收")],
        source: Some(words("王敏，河南华鑫建设工程有限公司")),
    };
    FindingPage {
        layout: FindingPage::layout(&site(words), &words("X05 在建项目")),
        row: line(words),
        question: words("项目经理当日没有担任其他在建项目的负责人"),
        act_on: day(2026, 6, 1).unwrap(),
        seen: vec![words("金水区第九小学教学楼（施工许可证 4101052503010102-SX-001）：自 2026-03-02，在建")],
        remedy: words("原项目竣工验收合格或依法变更项目经理后再任职"),
        citations: vec![words("建市〔2008〕48号第九条：注册建造师不得同时担任两个及以上项目负责人")],
        region: Some(words("河南省-郑州市-金水区")),
        timeline: vec![entry],
        forms: FindingForms {
            acknowledge: may,
            answer: may,
            waive: may,
            version: 1,
            note: words("说明"),
            document: words("文件"),
        },
        errors: if may { vec![FieldError::new("document", "text.missing", words("请填写。"))] } else { Vec::new() },
    }
}

fn slack(words: Words) -> SlackLine {
    SlackLine {
        requirement: words("建筑工程专业注册建造师"),
        minimum: "4 人".to_owned(),
        have: words("3 人"),
        state: StateTag::Bad(words("少 1 人")),
        source: words("建市〔2014〕159号（已核对文件转载）"),
    }
}

#[rstest]
fn pages_of_how_an_enterprise_stands_bear_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let firm = || Mention::new(words("河南华鑫建设工程有限公司"), Some("/enterprises/e1".to_owned()));
    let (site, on) = (site(words), day(2026, 11, 22).unwrap());
    let table = |rows| StandingTable { title: words("建筑工程施工总承包三级"), rows };
    let standing = StandingPage {
        tables: vec![table(vec![slack(words)]), table(Vec::new())],
        ..StandingPage::new(&site, firm(), on)
    };
    let departure = DeparturePage {
        losses: vec![
            LossLine { enterprise: firm(), rows: vec![slack(words)] },
            LossLine { enterprise: firm(), rows: Vec::new() },
        ],
        posts: vec![(words("项目经理"), firm(), day(2026, 3, 2))],
        ..DeparturePage::new(&site, firm(), on)
    };
    check::page(&format!("standing-{suffix}"), &standing);
    check::page(&format!("departure-{suffix}"), &departure);
    check::page(&format!("departure-none-{suffix}"), &DeparturePage::new(&site, firm(), on));
}

#[rstest]
fn pages_of_findings_bear_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let pages = [
        check::page(&format!("findings-{suffix}"), &list(words)),
        check::page(&format!("findings-none-{suffix}"), &Findings::new(&site(words))),
        check::page(&format!("finding-{suffix}"), &one(words, false)),
    ];
    for html in pages {
        assert!(html.contains("核验问题"));
    }
    // Both forms ask for a note.
    let both = crate::web::render(&one(words, true)).unwrap();
    assert!(both.contains("不作问题处理"));
}
