//! E-mail, against a mail server.

use std::sync::Arc;

use rstest::rstest;
use siku::config::{OutgoingSettings, ServerSettings};
use siku::domain::vocabulary::notice::{NoticeKind, OutboxState};
use siku::notice::outbox;

use super::{given_up, reachable, told};
use crate::support::{Backend, MailServer, TestApp};

/// An app whose mails go to a server.
fn app(backend: Backend, url: &str, user: Option<(&str, &str)>) -> TestApp {
    let outgoing = OutgoingSettings {
        smtp: Some(url.to_owned()),
        smtp_user: user.map(|(user, _)| user.to_owned()),
        smtp_password: user.map(|(_, password)| password.to_owned()),
        mail_from: Some("siku@example.gov.cn".to_owned()),
        public_url: Some("https://siku.example.gov.cn/".to_owned()),
        webhook_private: false,
    };
    let settings = Arc::new(ServerSettings { outgoing, ..ServerSettings::default() });
    TestApp { settings, ..TestApp::new(backend) }
}

fn state(app: &TestApp, id: i64) -> OutboxState {
    app.database.db.read_now(|conn| Ok(outbox::find(conn, id)?.unwrap().state)).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_mail_says_what_happened_with_a_link_and_nothing_personal(#[case] backend: Backend) {
    let server = MailServer::answering(250, None);
    let app = app(backend, &server.url, None);
    let (_, account) = reachable(&app, "li@example.gov.cn");
    told(&app, account.id, NoticeKind::FilingReturned);
    told(&app, account.id, NoticeKind::FilingToReview);
    assert_eq!((app.work().await, app.work().await), (1, 0), "a queue is looked at, not mailed");

    let mails = server.mails();
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((mail.from.as_str(), &mail.to[..]), ("siku@example.gov.cn", &["li@example.gov.cn".to_owned()][..]));
    assert_eq!(
        mail.header("Subject"),
        "【建筑市场监管公共服务平台】业绩申报 F-410100-20261122-000001 被退回".replace(' ', "")
    );
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Type"), "text/plain;charset=utf-8");
    let body = mail.body();
    assert!(body.contains("https://siku.example.gov.cn/filings/F-410100-20261122-000001\r\n"), "{body}");
    assert!(!body.contains("张三") && !mail.text.contains("张三"), "{body}");
}

#[actix_web::test]
async fn who_signs_in_to_the_mail_server_may_send() {
    let server = MailServer::answering(250, Some("秘密"));
    for (password, mails, failed) in [("猜的", 0, 0), ("秘密", 1, 0)] {
        let app = app(Backend::Sqlite, &server.url, Some(("siku", password)));
        let (_, account) = reachable(&app, "li@example.gov.cn");
        told(&app, account.id, NoticeKind::FilingReturned);
        app.work().await;
        assert_eq!((server.mails().len(), given_up(&app).len()), (mails, failed), "{password}");
    }
    assert_eq!(server.mails()[0].user, "siku");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_mailbox_that_is_not_there_is_tried_once_more_and_then_shown_without_its_address(#[case] backend: Backend) {
    let server = MailServer::answering(550, None);
    let mut app = app(backend, &server.url, None);
    let (_, account) = reachable(&app, "nobody@example.gov.cn");
    told(&app, account.id, NoticeKind::FilingReturned);
    app.work().await;
    assert_eq!(given_up(&app).len(), 0);
    app.database.hours_later(1);
    app.work().await;
    let failed = given_up(&app);
    let [row] = &failed[..] else { panic!("{failed:?}") };
    assert_eq!((row.attempts, row.last_error.as_deref()), (2, Some("邮件服务器没有接受（550）")));

    let again = |id| app.database.db.write_now(|tx| outbox::try_again(tx, id)).unwrap();
    assert_eq!((again(row.id), again(row.id)), (true, false));
    assert_eq!((app.work().await, state(&app, row.id)), (1, OutboxState::Waiting));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_mail_server_that_is_away_is_waited_for_and_given_up_after_a_day(#[case] backend: Backend) {
    let mut app = app(backend, "smtp://127.0.0.1:1", None);
    let (_, account) = reachable(&app, "li@example.gov.cn");
    told(&app, account.id, NoticeKind::FilingReturned);
    for hour in [0, 1, 2, 3, 6, 13, 26] {
        assert_eq!(given_up(&app).len(), 0, "after {hour} hours");
        app.database.hours_later(hour);
        assert_eq!(app.work().await, 1, "after {hour} hours");
    }
    let failed = given_up(&app);
    assert_eq!((failed[0].attempts, failed[0].last_error.as_deref()), (7, Some("无法连接邮件服务器")));

    // The server is back, and somebody tries again.
    let server = MailServer::answering(250, None);
    let outgoing = OutgoingSettings { smtp: Some(server.url.clone()), ..app.settings.outgoing.clone() };
    app.settings = Arc::new(ServerSettings { outgoing, ..ServerSettings::default() });
    assert!(app.database.db.write_now(|tx| outbox::try_again(tx, failed[0].id)).unwrap());
    app.work().await;
    assert_eq!((server.mails().len(), state(&app, failed[0].id)), (1, OutboxState::Sent));
}

#[actix_web::test]
async fn without_a_mail_server_or_an_address_nothing_waits() {
    let without_server = TestApp::new(Backend::Sqlite);
    let server = MailServer::answering(250, None);
    let without_address = app(Backend::Sqlite, &server.url, None);
    for (app, email) in [(without_server, "li@example.gov.cn"), (without_address, "")] {
        let (_, account) = reachable(&app, email);
        told(&app, account.id, NoticeKind::FilingReturned);
        assert_eq!((app.work().await, app.work().await, given_up(&app).len()), (1, 0, 0));
    }
    assert_eq!(server.mails().len(), 0);
}
