//! Whatever is done stands in the ledger, and whatever is read does not.

use actix_web::test::TestRequest;
use rstest::rstest;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::Verdict;

use crate::access::coverage::list::{Line, OPERATIONS, PAGES, lines};
use crate::filing::support::{CODE, QUALIFICATION, filled, works};
use crate::support::{Backend, Browser};
use crate::world::World;

/// What writes no entry although it is no question, and why.
const WITHOUT_ENTRY: [(&str, &str); 11] = [
    ("POST /api/v1/eligibility-checks", "a question: it is sent, as it has many parts, and changes nothing"),
    ("POST /api/v1/notices/{key}/reads", "who has read what they were told is nobody else's business"),
    ("POST /notices/reads", "the same"),
    ("POST /notices/{key}/reads", "the same"),
    ("POST /api/v1/webhooks/{key}/pings", "a trial: a job, and nothing that anybody has"),
    // Who handed in which file (account, digest, size, instant) stands in `workbook`. A job writes that row on, and it is
    // removed after 90 days: an act on it would be one that `ledger verify` looks for and cannot find. What comes of it
    // is the act of an account on a filing, which is in the ledger.
    ("POST /api/v1/imports", "a working paper of its enterprise: the ledger begins with the filing of its rows"),
    ("POST /api/v1/imports/{key}/checks", "the same"),
    ("POST /imports", "the same"),
    ("POST /imports/{key}/checks", "the same"),
    ("POST /login/second-factor", "only after a password: `access::own` compares the ledger with what it did"),
    ("POST /logout", "only of a session that is in the cookie: `access::login` compares the ledger with what it did"),
];

fn all() -> impl Iterator<Item = Line> {
    [OPERATIONS, PAGES].into_iter().flat_map(lines)
}

/// Whoever may do it; a reviewer where anybody may.
fn doer(line: &Line) -> Role {
    line.roles().first().map_or(Role::Reviewer, |(role, _)| *role)
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn each_operation_and_form_that_does_something_writes_an_entry(#[case] backend: Backend) {
    let world = World::new(backend).await;
    let (server, mut wrong) = (world.app().serve().await, Vec::new());
    for line in all().filter(|line| !line.reads()) {
        let deed = world.deed(&line.operation, doer(&line));
        let mut browser = Browser::default();
        if line.is_public() {
            browser.get(world.app(), "/login").await;
        } else {
            browser = Browser::admitted(world.app(), world.own(doer(&line)));
        }
        let before = world.entries();
        let answer = server(deed.request(&world, &browser)).await;
        let written = world.entries() - before;
        let is_exempt = WITHOUT_ENTRY.iter().any(|(operation, _)| *operation == line.operation);
        if answer.status.is_client_error() || answer.status.is_server_error() || (written > 0) == is_exempt {
            wrong.push(format!("{}: {} and {written} entries\n{}", line.operation, answer.status, answer.body));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    world.app().agrees_with_its_ledger();
}

#[test]
fn what_writes_no_entry_exists() {
    for (operation, _) in WITHOUT_ENTRY {
        assert!(all().any(|line| line.operation == operation && !line.reads()), "{operation}");
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whatever_is_only_read_writes_nothing(#[case] backend: Backend) {
    let world = World::new(backend).await;
    in_force(&world);
    let projects = world.app().get("/api/v1/projects").await.good();
    let project = projects["items"][0]["id"].as_str().unwrap();
    let server = world.app().serve().await;
    for line in all().filter(Line::reads) {
        let browser = Browser::admitted(world.app(), world.own(doer(&line)));
        let deed = world.deed(&line.operation, doer(&line));
        let on_file = line.operation.split_once(' ').unwrap().1;
        let on_file = match on_file {
            // These are for some only.
            path if path.ends_with("/findings") || path.ends_with("/standing") => None,
            path if path.contains("/enterprises/{key}") => Some(path.replace("{key}", CODE)),
            path if path.contains("/projects/{key}") => Some(path.replace("{key}", project)),
            _ => None,
        };
        let before = world.entries();
        let answer = match &on_file {
            Some(path) => server(TestRequest::get().uri(path)).await,
            None => server(deed.request(&world, &browser)).await,
        };
        assert!(on_file.is_none() || answer.status == 200, "{}: {}", line.operation, answer.body);
        assert!(!answer.status.is_server_error(), "{}: {}", line.operation, answer.body);
        assert_eq!(world.entries(), before, "{} wrote an entry", line.operation);
    }
}

/// An enterprise and a project that are on file.
fn in_force(world: &World) {
    let qualification = world.hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    let performance = world.hall.submitted("performance", "backfill", &[works(999)]);
    for number in [qualification, performance] {
        for tier in [Tier::County, Tier::City, Tier::Province] {
            world.hall.decide(tier, &number, Verdict::Approve, &[]).unwrap();
        }
    }
}
