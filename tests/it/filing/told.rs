//! Who is told what happened to a filing.

use diesel::prelude::*;
use rstest::rstest;
use serde_json::Value;
use siku::access::Principal;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::Verdict;
use siku::domain::vocabulary::notice::NoticeKind::{FilingInForce, FilingPassed, FilingReceived, FilingReturned};
use siku::domain::vocabulary::notice::{Channel, NoticeKind, WebhookEvent};
use siku::notice::store;
use siku::notice::webhook::{self, Wanted};
use siku::schema::outbox;

use super::support::{Hall, somebody, works};
use crate::support::{Backend, bureau};

/// A department's program wants to be told.
fn listen(hall: &Hall, reviewer: &Principal, events: &[WebhookEvent]) {
    let wanted = Wanted { url: "https://example.gov.cn/siku".to_owned(), events: events.to_vec() };
    let organisation = reviewer.organisation.id;
    hall.act(|tx, vault| webhook::register(tx, vault, organisation, &wanted, false, "cli:test").map(drop)).unwrap();
}

/// Events on their way, by what happened.
fn events(hall: &Hall) -> Vec<Value> {
    let query = outbox::table.filter(outbox::channel.eq(Channel::Webhook)).order(outbox::id).select(outbox::payload);
    let payloads: Vec<String> = hall.app.database.db.read_now(|conn| Ok(query.load(conn)?)).unwrap();
    payloads.iter().map(|payload| serde_json::from_str(payload).unwrap()).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_filer_is_told_of_each_decision_and_the_departments_programs_of_what_they_asked_for(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    listen(&hall, hall.reviewer(Tier::County), &[WebhookEvent::FilingSubmitted, WebhookEvent::FilingReturned]);
    listen(&hall, hall.reviewer(Tier::Province), &[WebhookEvent::FilingInForce]);
    let elsewhere = somebody(&hall.app, &bureau(&hall.app, Tier::County, "410102"), "stranger", Role::Reviewer);
    listen(&hall, &elsewhere, &[WebhookEvent::FilingSubmitted]);

    let number = hall.submitted("performance", "backfill", &[works(1), works(2)]);
    hall.decide(Tier::County, &number, Verdict::Return, &[2]).unwrap();
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &number, Verdict::Approve, &[1]).unwrap();
    }
    let inbox = hall.app.database.db.read_now(|conn| Ok(store::page(conn, hall.filer.account_id, false, None, 20)?));
    let mut inbox = inbox.unwrap();
    inbox.reverse();
    let kinds: Vec<NoticeKind> = inbox.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [FilingReceived, FilingReturned, FilingPassed, FilingPassed, FilingPassed, FilingInForce]);
    assert_eq!(inbox[1].title, format!("工程业绩申报 {number}：县级退回 1 项，请补正后重新提交"));
    let told: Vec<(String, String)> = events(&hall)
        .iter()
        .map(|event| {
            (event["event"].as_str().unwrap().to_owned(), event["data"]["number"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = ["filing.submitted", "filing.returned", "filing.in_force"];
    assert_eq!(told, expected.map(|event| (event.to_owned(), number.clone())));
}

#[test]
fn nobody_is_told_of_a_decision_that_was_not_taken() {
    let hall = Hall::new(Backend::Sqlite);
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    listen(&hall, hall.reviewer(Tier::County), &[WebhookEvent::FilingPassed]);
    hall.decide(Tier::City, &number, Verdict::Approve, &[]).unwrap_err();
    assert_eq!(events(&hall), Vec::<Value>::new());
}
