//! Samples of the pages of the ledger.

use super::{as_of, site};
use crate::error::FieldError;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{Mention, Pager};
use rstest::rstest;

fn line(words: Words, filing: bool) -> EntryLine {
    let filing = filing.then(|| {
        let number = "F-410105-20261122-000001";
        Mention::new(number, Some(format!("/ledger?filing={number}")))
    });
    EntryLine {
        url: "/ledger/457612308480229376".to_owned(),
        at: as_of(),
        actor: Mention::new(words("李敏（limin），郑州市金水区住房和城乡建设局"), Some("/ledger?actor=a".to_owned())),
        kind: "企业",
        head: Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned())),
        filing,
        summary: words("登记 资质 1 项；变更 基本信息"),
    }
}

fn list(words: Words) -> Ledger {
    let form = LedgerForm { actor: words("limin"), without_commands: true, ..LedgerForm::default() };
    let errors = vec![FieldError::new("actor", "account.unknown", words("没有这个账号。请核对登录名。"))];
    let pager = Pager { shown: 2, next: Some("/ledger?cursor=c".to_owned()), ..Pager::default() };
    Ledger { errors, rows: vec![line(words, true), line(words, false)], pager, ..Ledger::new(&site(words), form) }
}

fn entry(words: Words) -> LedgerEntryPage {
    let field = |before: Option<&str>, after: &str| ChangedField {
        label: "有效期至".to_owned(),
        before: before.map(words),
        after: Some(words(after)),
    };
    let record = |is_new, before: Option<&str>| ChangedRecord {
        noun: "资质".to_owned(),
        name: before.map(words),
        is_new,
        fields: vec![field(before, "2029-05-31")],
    };
    let records = vec![record(false, Some("2024-05-31")), record(true, None)];
    LedgerEntryPage::new(&site(words), line(words, true), records)
}

#[rstest]
fn pages_of_the_ledger_bear_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    let none = Ledger::new(&site(words), LedgerForm::default());
    let unreadable = LedgerEntryPage::new(&site(words), line(words, false), Vec::new());
    let pages = [
        check::page(&format!("ledger-{suffix}"), &list(words)),
        check::page(&format!("ledger-none-{suffix}"), &none),
        check::page(&format!("ledger-entry-{suffix}"), &entry(words)),
        check::page(&format!("ledger-entry-unreadable-{suffix}"), &unreadable),
    ];
    for html in pages {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}
