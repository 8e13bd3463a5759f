//! Samples of the pages of project-manager locks.

use chrono::NaiveDate;
use rstest::rstest;

use super::access::{signed_in, wrong};
use super::{as_of, site};
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{Choice, Mention, Pager, StateTag, TimelineEntry, TimelineWhen};

impl LockLine {
    pub(super) fn sample(words: Words) -> Self {
        Self {
            url: "/manager-locks/l1".to_owned(),
            person: Mention::new(words("王建国"), Some("/people/a1".to_owned())),
            project: Mention::new(words("金水区人民医院病房楼"), Some("/projects/p1".to_owned())),
            enterprise: Some(Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned()))),
            since: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
            until: None,
            reasons: vec![words("中标通知书 BD-001")],
            state: StateTag::Attention(words("已锁定")),
        }
    }
}

fn list(words: Words, reserves: bool) -> Locks {
    let form = TakeForm {
        action: "/manager-locks/lock",
        reserves,
        person: words("豫1412006200700001"),
        project: words("4101052503010101"),
        document: words("中标通知书 BD-001"),
        ..TakeForm::default()
    };
    let released = LockLine {
        enterprise: None,
        until: NaiveDate::from_ymd_opt(2026, 10, 20),
        reasons: Vec::new(),
        state: StateTag::Good(words("已解除")),
        ..LockLine::sample(words)
    };
    let rows = vec![LockLine::sample(words), released];
    let pager = Pager { shown: 2, ..Pager::default() };
    let records = Some(words("在本平台登记的记录中，无在建项目。"));
    Locks { rows, pager, records, done: Some("已预留。"), ..Locks::new(&signed_in(words), form) }
}

fn one(words: Words, may_end_exception: bool) -> LockPage {
    let event = TimelineEntry {
        when: TimelineWhen::Instant(as_of()),
        title: words("中标，自 2026-03-02 起锁定，依据 中标通知书 BD-001"),
        details: Vec::new(),
        source: Some(words("受理编号 L-20261122-0000001")),
    };
    let forms = LockForms {
        version: 2,
        exceptions: vec![Choice::new("stopped", words("停工超过120天"), false)],
        reasons: vec![Choice::new("contract_ended", words("合同终止"), true)],
        may_end_exception,
        ..LockForms::default()
    };
    let page = LockPage::new(&signed_in(words), LockLine::sample(words), vec![event]);
    LockPage { tender: vec![words("ZB-1")], forms: Some(forms), ..page }
}

#[rstest]
fn pages_of_locks_bear_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let held = Locks {
        held: Some(words("王建国 自 2026-03-02 起由“金水区人民医院病房楼”锁定。")),
        errors: wrong(words, &["person", "days"]),
        ..list(words, true)
    };
    let refused = LockPage {
        refused: Some(words("这条锁定已有变动。")),
        errors: wrong(words, &["reason", "exception_document"]),
        ..one(words, false)
    };
    let bare = LockPage::new(&site(words), LockLine::sample(words), Vec::new());
    let pages = [
        check::page(&format!("locks-{suffix}"), &list(words, false)),
        check::page(&format!("locks-held-{suffix}"), &held),
        check::page(&format!("lock-{suffix}"), &one(words, true)),
        check::page(&format!("lock-refused-{suffix}"), &refused),
        check::page(&format!("lock-bare-{suffix}"), &LockPage { may_withdraw: true, ..bare }),
    ];
    for html in pages {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}
