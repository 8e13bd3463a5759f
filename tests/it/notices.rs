//! What people and systems are told: with the transaction it tells of, once, and visibly when it cannot be delivered.

mod inbox;
mod mail;
mod webhook;

use rstest::rstest;
use siku::access::account::{self, NewAccount};
use siku::access::contact::Contact;
use siku::access::rows::{Account, Organisation};
use siku::db::Tx;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::ids::AccountId;
use siku::domain::vocabulary::notice::NoticeKind;
use siku::error::{Error, Result};
use siku::notice::outbox::{self, OutboxRow};
use siku::notice::{Telling, store, tell};

use crate::support::{Backend, Person, TestApp, bureau};

/// An account with an e-mail address.
pub fn reachable(app: &TestApp, email: &str) -> (Organisation, Account) {
    let bureau = bureau(app, Tier::City, "410100");
    let new =
        NewAccount { contact: Contact::typed("", email), ..Person::named("li", &[Role::DepartmentAdministrator]) };
    let create = |tx: &mut Tx<'_>| account::create(tx, &app.vault, &bureau, &new, Some("cli:test"));
    let account = app.database.db.write_now(create).unwrap();
    (bureau, account)
}

/// What a department's administrator is told in most tests here.
pub fn telling(account_id: AccountId, kind: NoticeKind) -> Telling<'static> {
    let title = "业绩申报 F-410100-20261122-000001 被退回";
    Telling {
        account_id, kind, title, body: "张三的身份证看不清", address: "/filings/F-410100-20261122-000001"
    }
}

/// Tells it.
pub fn told(app: &TestApp, account_id: AccountId, kind: NoticeKind) {
    app.database.db.write_now(|tx| tell(tx, &app.vault, &telling(account_id, kind))).unwrap();
}

/// What was given up.
pub fn given_up(app: &TestApp) -> Vec<OutboxRow> {
    app.database.db.read_now(|conn| Ok(outbox::failed(conn, 10)?)).unwrap()
}

fn unread(app: &TestApp, account_id: AccountId) -> i64 {
    app.database.db.read_now(|conn| Ok(store::unread(conn, account_id)?)).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn nothing_is_told_of_what_did_not_happen(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let (_, account) = reachable(&app, "li@example.gov.cn");
    let taken_back: Result<()> = app.database.db.write_now(|tx| {
        tell(tx, &app.vault, &telling(account.id, NoticeKind::FilingReturned))?;
        Err(Error::Stale)
    });
    assert!(taken_back.is_err());
    assert_eq!((unread(&app, account.id), app.work().await), (0, 0));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_notice_is_read_once_and_only_by_whom_it_is_for(#[case] backend: Backend) {
    let app = TestApp::new(backend);
    let (_, account) = reachable(&app, "");
    told(&app, account.id, NoticeKind::FilingReturned);
    told(&app, account.id, NoticeKind::FilingToReview);
    let db = &app.database.db;
    let page = db.read_now(|conn| Ok(store::page(conn, account.id, true, None, 10)?)).unwrap();
    let kinds: Vec<NoticeKind> = page.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [NoticeKind::FilingToReview, NoticeKind::FilingReturned], "the latest first");

    let read = |id: AccountId, notice: &str| {
        db.write_now(|tx| Ok(store::mark_read(tx.conn, id, notice, tx.now)?)).unwrap();
    };
    read(AccountId(account.id.0 + 1), &page[0].public_id);
    assert_eq!(unread(&app, account.id), 2, "somebody else read it");
    read(account.id, &page[0].public_id);
    read(account.id, &page[0].public_id);
    assert_eq!(unread(&app, account.id), 1);
    told(&app, account.id, NoticeKind::FilingDueSoon);
    db.write_now(|tx| Ok(store::mark_read_up_to(tx.conn, account.id, page[0].id, tx.now)?)).unwrap();
    assert_eq!(unread(&app, account.id), 1, "what came after the page was made stays unread");
}
