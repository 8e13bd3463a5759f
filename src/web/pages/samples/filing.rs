//! Samples of the pages of the hall.

use super::access::{signed_in, wrong};
use super::as_of;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{
    Choice, ChoiceGroup, GroupedChoices, Link, StateTag, TimelineEntry, TimelineWhen, Tone, Verdict,
};
use rstest::rstest;

fn wait(words: Words) -> WaitLine {
    WaitLine {
        tier: words("县级"),
        due_on: as_of().date_naive(),
        left: StateTag::Bad(words("逾期 2 个工作日")),
        claimed_by: Some(words("李审核")),
        acting_for: Some(words("李审核")),
    }
}

fn line(words: Words) -> FilingLine {
    FilingLine {
        number: words("F-410105-20261122-000123"),
        url: "/filings/F-410105-20261122-000123".to_owned(),
        what: words("工程业绩：补录历史业绩"),
        organisation: words("河南中原建工集团有限公司"),
        items: words("200 项：待审核 188，已退回 12"),
        state: StateTag::Attention(words("已退回，待补正")),
        waits: vec![wait(words)],
        changed_at: as_of(),
    }
}

fn head(words: Words) -> FilingHead {
    FilingHead {
        number: words("F-410105-20261122-000123"),
        what: words("工程业绩：补录历史业绩"),
        organisation: words("河南中原建工集团有限公司"),
        region: words("河南省-郑州市-金水区"),
        state: StateTag::Attention(words("审核中")),
        route: words("县级 → 市级 → 省级"),
        submitted_at: Some(as_of()),
        items: words("3 项"),
        is_recorded_only: true,
    }
}

fn answers(words: Words) -> Vec<Answer> {
    vec![Answer { label: words("项目名称"), value: words("金水区第三小学教学楼") }]
}

fn item(words: Words) -> FilingItem {
    FilingItem {
        place: 1,
        title: words("金水区第三小学教学楼"),
        state: StateTag::Attention(words("已退回，待补正")),
        level: "C".to_owned(),
        reason: Some((words("申报材料不清晰，无法辨认"), words("请重新扫描。"))),
        note: Some(words("第二页缺章")),
        answers: answers(words),
        errors: vec![words("“开工日期”不能为空。")],
        edit_url: Some("/filings/f/items/1".to_owned()),
        remove_url: Some("/filings/f/items/1/removal".to_owned()),
    }
}

fn paper(words: Words) -> FilingPaper {
    FilingPaper {
        name: words("竣工验收证明.pdf"),
        url: "/filings/f/attachments/a1".to_owned(),
        purpose: Some(words("竣工验收证明")),
        size: words("180 KB"),
        scan: StateTag::Plain(words("未发现病毒")),
        attached_at: as_of(),
        remove_url: Some("/filings/f/attachments/a1/removal".to_owned()),
    }
}

fn timeline(words: Words) -> Vec<TimelineEntry> {
    vec![TimelineEntry {
        when: TimelineWhen::Instant(as_of()),
        title: words("县级　退回补正"),
        details: vec![words("1 项"), words("申报材料不清晰，无法辨认")],
        source: Some(words("李审核（金水区住房和城乡建设局）")),
    }]
}

fn field(words: Words, name: &str, choices: Vec<Choice>, required: bool) -> FormField {
    FormField {
        name: format!("field.{name}"),
        label: words("项目名称"),
        hint: words("与合同一致"),
        required,
        value: words("金水区第三小学教学楼"),
        choices,
        is_long: name == "scope",
    }
}

fn lists(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let next = || Some("/filings?cursor=c".to_owned());
    let mut own = Filings::new(&site, true, vec![line(words)], next());
    own.may_file = true;
    own.turns = vec![TurnLine { line: line(words), why: words("退回 1 项：申报材料不清晰。") }];
    own.kinds = vec![Choice::new("performance", words("工程业绩"), true)];
    let none = Filings::new(&site, false, Vec::new(), None);
    let mut tasks = FilingTasks::new(&site, words("金水区住建局（县级）"), 12, vec![line(words)], next());
    tasks.parts = vec![(Link::new(words("全部"), "/filing-tasks"), true)];
    tasks.done = Some("已放回待办。");
    vec![
        check::page(&format!("filings-{suffix}"), &own),
        check::page(&format!("filings-none-{suffix}"), &none),
        check::page(&format!("filing-tasks-{suffix}"), &tasks),
    ]
}

fn forms(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let card = FilingKindCard {
        title: words("工程业绩"),
        summary: words("补录历史业绩。"),
        ground: words("数据标准（2018）"),
        papers: vec![words("竣工验收证明")],
        acts: vec![Link::new(words("补录历史业绩"), "/filings/new?kind=performance")],
    };
    let choices = vec![Choice::new("", words("请选择"), false), Choice::new("a", words("施工"), true)];
    let fields = vec![
        field(words, "name", Vec::new(), true),
        field(words, "role", choices, true),
        field(words, "scope", Vec::new(), false),
    ];
    let mut form =
        ItemForm::new(&site, words("工程业绩：补录历史业绩"), "/filings".to_owned(), "/filings/new".to_owned(), fields);
    form.summary = words("补录历史业绩。");
    form.hidden = vec![("kind".to_owned(), words("performance"))];
    form.known = vec![(words("企业名称"), words("河南中原建工集团有限公司"))];
    form.templates = vec![Link::new(words("建筑工程施工总承包一级"), "/filings/new?from=1")];
    form.sheets = vec![(Link::new(words("企业资质"), "/filings/new?sheet=qualification"), true)];
    form.errors = wrong(words, &["field.name", "field.role", "field.scope"]);
    vec![
        check::page(&format!("filing-new-{suffix}"), &NewFiling::new(&site, vec![card])),
        check::page(&format!("filing-form-{suffix}"), &form),
    ]
}

fn dockets(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let verdict =
        Verdict {
            tone: Tone::Busy, word: words("审核中"), sentence: words("主管部门正在审核。"), as_of: None
        };
    let mut page = FilingPage::new(&site, ("我的申报", "/filings"), head(words), verdict);
    page.done = Some("已保存。");
    page.items = vec![item(words)];
    page.next = Some("/filings/f?after=1".to_owned());
    page.papers = vec![paper(words)];
    page.missing = vec![words("营业执照")];
    let at = |what: &str| Some(format!("/filings/f/{what}"));
    page.steps = FilingSteps {
        add: Some(Link::new(words("再填一项"), "/filings/f/items/new")),
        attach: at("attachments"),
        papers: vec![Choice::new("营业执照", words("营业执照"), true)],
        submit: at("submission"),
        withdraw: at("withdrawal"),
        review: at("review"),
        print: at("decision"),
    };
    page.timeline = timeline(words);
    page.errors = wrong(words, &["file", "note"]);
    let mut wrong_one = Submission::new(&site, head(words), 3);
    wrong_one.items = vec![item(words)];
    wrong_one.more = 180;
    wrong_one.errors = wrong(words, &["items/1", "attachments"]);
    let mut sound = Submission::new(&site, head(words), 3);
    sound.papers = vec![paper(words)];
    vec![
        check::page(&format!("filing-{suffix}"), &page),
        check::page(&format!("submission-wrong-{suffix}"), &wrong_one),
        check::page(&format!("submission-{suffix}"), &sound),
    ]
}

fn reviews(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let field = |before| ChangedField { label: words("有效期至"), before, after: Some(words("2029-05-31")) };
    let record = |is_new| ChangedRecord {
        noun: words("资质"),
        name: Some(words("建筑工程施工总承包一级")),
        is_new,
        fields: vec![field(None), field(Some(words("2024-05-31")))],
    };
    let changed = |url| ChangedHead {
        kind: words("企业"),
        name: words("河南中原建工集团有限公司"),
        url,
        records: vec![record(true), record(false)],
    };
    let waiting = ReviewItem {
        place: 1,
        title: words("金水区第三小学教学楼"),
        note: Some(words("已由同事初审通过，待您复核。")),
        chosen: true,
        answers: answers(words),
        changes: vec![changed(None), changed(Some("/enterprises/e1".to_owned()))],
        objections: vec![words("第 1 项所属的项目不在库中。")],
        warnings: vec![words("合同金额大于总投资。")],
        opens: vec![ForeseenLine {
            rule_url: "/rules#X01".to_owned(),
            rule: words("X01 承揽范围"),
            effect: StateTag::Bad(words("不得办理")),
            text: words("合同 HZ-001：工程规模超出二级资质的承揽范围"),
        }],
        closes: Vec::new(),
    };
    let reason = Choice::new("R01", words("材料不清晰"), true);
    let group = ChoiceGroup { label: words("退回补正"), choices: vec![reason] };
    let mut page = ReviewPage::new(&site, head(words));
    page.desk = Some(wait(words));
    page.is_mine = true;
    page.items = vec![waiting];
    page.waiting = 30;
    page.next = Some("/filings/f/review?after=20".to_owned());
    page.papers = vec![paper(words)];
    page.missing = vec![words("施工许可证")];
    page.form = ReviewForm {
        verdicts: vec![Choice::new("approve", words("通过"), false)],
        reasons: GroupedChoices::among("不需要理由", vec![group], "R01"),
        note: words("第二页缺章"),
        version: 3,
    };
    page.timeline = timeline(words);
    page.errors = wrong(words, &["verdict", "reason_code", "note"]);
    let decided = DecidedItem {
        place: 1,
        title: words("金水区第三小学教学楼"),
        state: StateTag::Bad(words("不予通过")),
        level: "A".to_owned(),
        reason: Some((words("业绩与合同不符"), words("请核对。"))),
        note: Some(words("第二页缺章")),
    };
    let mut print = DecisionPrint::new(&site, head(words), as_of());
    print.items = vec![decided];
    print.more = 2;
    print.decisions = timeline(words);
    print.has_refused = true;
    vec![
        check::page(&format!("review-{suffix}"), &page),
        check::page(&format!("review-nothing-{suffix}"), &ReviewPage::new(&site, head(words))),
        check::page(&format!("decision-{suffix}"), &print),
    ]
}

fn settings(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let row = |is_void: bool| RouteLine {
        kind: words("工程业绩"),
        region: words("河南省-郑州市"),
        tiers: words("市级 → 省级"),
        term: words("5 个工作日，两人审核"),
        valid_from: as_of().date_naive(),
        valid_until: Some(as_of().date_naive()).filter(|_| !is_void),
        is_void,
        document: Some(words("豫建〔2026〕1号")),
        revoke_url: Some("/admin/routes/1/revocation".to_owned()),
    };
    let mut routes = Routes::new(&site, vec![row(true), row(false)]);
    routes.form = Some(RouteForm {
        kinds: vec![Choice::new("", words("全部"), true)],
        tiers: vec![Choice::new("county", words("县级"), true)],
        working_days: words("5"),
        four_eyes: vec![Choice::new("yes", words("两人审核"), true)],
        valid_from: words("2027-01-01"),
        document: words("豫建〔2026〕1号"),
    });
    routes.errors = wrong(words, &["tiers", "region", "valid_from"]);
    let day = CalendarLine {
        day: as_of().date_naive(),
        kind: words("放假"),
        name: words("元旦"),
        document: words("国办发明电〔2025〕7号"),
    };
    let mut calendar = WorkingCalendar::new(&site, vec![day]);
    calendar.days = words("2027-01-01 放假 元旦");
    calendar.errors = wrong(words, &["year", "days"]);
    vec![
        check::page(&format!("routes-{suffix}"), &routes),
        check::page(&format!("routes-none-{suffix}"), &Routes::new(&site, Vec::new())),
        check::page(&format!("calendar-{suffix}"), &calendar),
    ]
}

#[rstest]
fn every_page_of_the_hall_bears_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    for html in [
        lists(words, suffix),
        forms(words, suffix),
        dockets(words, suffix),
        reviews(words, suffix),
        settings(words, suffix),
    ]
    .concat()
    {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}

#[test]
fn every_form_that_writes_bears_its_token_first() {
    let words: Words = str::to_owned;
    let pages = [
        lists(words, "as-is"),
        forms(words, "as-is"),
        dockets(words, "as-is"),
        reviews(words, "as-is"),
        settings(words, "as-is"),
    ];
    for html in pages.concat() {
        for form in html.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let (_, rest) = form.split_once('>').unwrap();
            let first = rest.split_once("name=\"").unwrap().1;
            assert!(first.starts_with("csrf_token\" value=\"0123456789abcdef\""), "{form}");
        }
    }
}
