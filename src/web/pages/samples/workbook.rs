//! Samples of the pages of filing by workbook.

use super::{as_of, site};
use crate::error::FieldError;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{Choice, Link, Pager, StateTag};
use crate::web::{Site, Visitor};
use rstest::rstest;

fn signed_in(words: Words) -> Site {
    let visitor = Visitor {
        name: words("王建国"),
        organisation: words("河南中原建工集团有限公司"),
        csrf_token: "0123456789abcdef".to_owned(),
        unread: 0,
        work: vec![Link::new("业绩批量补录", "/imports")],
    };
    Site { visitor: Some(visitor), ..site(words) }
}

fn line(words: Words) -> ImportLine {
    ImportLine {
        name: words("历史业绩2015-2020.xlsx"),
        url: "/imports/w1".to_owned(),
        uploaded_at: as_of(),
        state: StateTag::Attention(words("检查完毕")),
        verdict: words("共 200 行：188 行可以申报，12 行有误。"),
    }
}

fn remark(words: Words, is_error: bool) -> RemarkLine {
    RemarkLine {
        cell: Some("F17".to_owned()),
        header: Some(words("项目所在地")),
        value: Some(words("郑洲市")),
        message: words("没有这个行政区划。请填六位代码或全称。"),
        is_error,
    }
}

fn row(words: Words) -> RowLine {
    RowLine {
        place: words("业绩补录 第 17 行"),
        title: words("金水区第三小学教学楼"),
        remarks: vec![remark(words, true), remark(words, false)],
    }
}

fn imports(words: Words) -> Imports {
    let acts = vec![Choice::new("backfill", words("补录历史业绩"), true)];
    let templates = vec![Link::new(words("补录历史业绩"), "/api/v1/import-templates/backfill")];
    let errors = vec![FieldError::new("file", "workbook.missing", words("没有选择文件。请选择填好的工作簿。"))];
    Imports { errors, rows: vec![line(words)], ..Imports::new(&signed_in(words), acts, templates, (2_000, 10)) }
}

fn under_way(words: Words) -> ImportPage {
    ImportPage { progress: Some((50, Some(200))), ..ImportPage::new(&signed_in(words), line(words)) }
}

fn checked(words: Words) -> ImportPage {
    let kind = |label, count, is_shown| RowKind {
        label: words(label),
        count,
        url: "/imports/w1?show=good".to_owned(),
        is_shown,
    };
    ImportPage {
        done: Some("这个文件以前上传过。"),
        remarks: vec![RemarkLine { cell: None, header: None, value: None, ..remark(words, false) }],
        good: 188,
        repaired_url: Some("/api/v1/imports/w1/repaired".to_owned()),
        check_url: Some("/imports/w1/checks".to_owned()),
        kinds: vec![kind("有误", 12, true), kind("可以申报", 188, false)],
        rows: vec![row(words), RowLine { remarks: Vec::new(), ..row(words) }],
        pager: Pager { next: Some("/imports/w1?cursor=x".to_owned()), ..Pager::default() },
        ..ImportPage::new(&signed_in(words), line(words))
    }
}

fn filed(words: Words) -> ImportPage {
    let filing = Some(Link::new("F-410105-20261122-000123", "/filings/F-410105-20261122-000123"));
    ImportPage { filing, ..ImportPage::new(&signed_in(words), line(words)) }
}

fn answers(words: Words) -> ImportFiling {
    ImportFiling {
        act: words("工程业绩：补录历史业绩"),
        organisation: words("河南中原建工集团有限公司"),
        good: 188,
        left_out: 12,
        rows: vec![row(words)],
        is_cut: true,
        ..ImportFiling::new(&signed_in(words), words("历史业绩2015-2020.xlsx"), "/imports/w1".to_owned())
    }
}

fn pages(words: Words, suffix: &str) -> [String; 5] {
    [
        check::page(&format!("imports-{suffix}"), &imports(words)),
        check::page(&format!("import-under-way-{suffix}"), &under_way(words)),
        check::page(&format!("import-checked-{suffix}"), &checked(words)),
        check::page(&format!("import-filed-{suffix}"), &filed(words)),
        check::page(&format!("import-filing-{suffix}"), &answers(words)),
    ]
}

#[rstest]
fn every_page_of_workbooks_bears_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    for html in pages(words, suffix) {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}

#[test]
fn an_error_says_where_what_and_what_to_do() {
    let html = check::page("import-checked-as-is", &checked(str::to_owned));
    let said = "<strong>错误</strong> <span class=\"number\">F17</span> 项目所在地（填写为“郑洲市”）：没有这个行政区划";
    assert!(html.contains(said), "{html}");
    assert!(html.contains("申报通过的 188 行</a>"));
    assert!(check::page("import-under-way-as-is", &under_way(str::to_owned)).contains("max=\"200\" value=\"50\""));
}
