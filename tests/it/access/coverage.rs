//! Every operation and every page is listed as public or guarded, and is asked by everybody.

pub mod list;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use actix_web::test::TestRequest;
use rstest::rstest;
use siku::domain::vocabulary::access::Role;

use crate::openapi::{described, operations};
use crate::structure::source;
use crate::support::{Answer, Backend, Browser};
use crate::world::{Deed, World};
use list::{Line, OPERATIONS, PAGES, Reach, lines};

/// Fails where what there is and what is listed differ.
fn compare(there: &BTreeSet<String>, listed: &'static str) {
    let listed: Vec<String> = lines(listed).into_iter().map(|line| line.operation).collect();
    let unlisted: Vec<&String> = there.iter().filter(|operation| !listed.contains(operation)).collect();
    let gone: Vec<&String> = listed.iter().filter(|operation| !there.contains(*operation)).collect();
    assert!(
        unlisted.is_empty(),
        "{unlisted:#?}\nSay in tests/it/access/coverage/list.rs who is let in and what whoever is from elsewhere finds, \
         and in tests/it/world how each is done well."
    );
    assert!(gone.is_empty(), "{gone:#?}\nare in tests/it/access/coverage/list.rs and exist no more.");
    assert_eq!(listed.len(), there.len(), "something is listed twice");
}

#[test]
fn every_operation_is_listed() {
    compare(&operations(&described()).into_iter().map(|(name, _)| name).collect(), OPERATIONS);
}

/// What stands in a file after each of a word.
fn after<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = &'t str> {
    text.split(word).skip(1)
}

#[test]
fn every_page_is_listed() {
    let mut there = BTreeSet::new();
    let (mut attributes, mut elsewhere) = (0, Vec::new());
    for file in source::files(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        attributes += ["get", "post", "put", "patch", "delete"]
            .iter()
            .map(|method| text.lines().filter(|line| line.starts_with(&format!("#[{method}(\""))).count())
            .sum::<usize>();
        // Metrics have a listener of their own; the app puts the parts together.
        if file.ends_with("http/metrics.rs") || file.ends_with("http/app.rs") {
            continue;
        }
        for way in [".route(", "web::redirect(", "web::scope(", ".default_service("] {
            elsewhere.extend(after(&text, way).map(|_| format!("{}: {way}", file.display())));
        }
        for rest in after(&text, "web::resource(") {
            let named = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (address, rest) = named.unwrap_or_else(|| panic!("{}: write the address out here", file.display()));
            let chain = rest.split(';').next().unwrap();
            for (call, method) in [(".get(", "GET"), (".post(", "POST"), (".put(", "PUT"), (".delete(", "DELETE")] {
                there.extend(chain.contains(call).then(|| format!("{method} {address}")));
            }
        }
    }
    assert!(elsewhere.is_empty(), "{elsewhere:#?}: a page is a `web::resource`, so that this test finds it");
    assert_eq!(attributes, operations(&described()).len(), "a handler with an attribute is not in the description");
    compare(&there, PAGES);
}

#[test]
fn the_description_says_who_has_to_say_who_they_are() {
    let described = operations(&described());
    for line in lines(OPERATIONS) {
        let (_, operation) = described.iter().find(|(name, _)| *name == line.operation).unwrap();
        let schemes = operation["security"].as_array().into_iter().flatten();
        let schemes: BTreeSet<String> =
            schemes.flat_map(|scheme| scheme.as_object().unwrap().keys().cloned()).collect();
        let expected: &[&str] = match (line.is_public(), line.is_for_people()) {
            (true, _) => &[],
            (false, true) => &["session"],
            (false, false) => &["session", "token"],
        };
        assert_eq!(schemes.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{}", line.operation);
    }
}

/// Somebody who asks, and what they should be answered.
struct Asked {
    who: String,
    request: TestRequest,
    expected: Expected,
}

#[derive(Clone, Debug)]
enum Expected {
    /// Not to be told to sign in.
    Anything,
    /// To be told to sign in.
    Door,
    /// 403.
    Forbidden,
    /// 404.
    Absent,
    /// A good answer in which this does not stand.
    Without(String),
    /// A good answer; a list shows this.
    Good(Option<String>),
}

impl Expected {
    /// What is wrong with an answer.
    fn objection(&self, answer: &Answer) -> Option<String> {
        let (status, place) = (answer.status.as_u16(), answer.header("location"));
        // A form that comes back with errors was not good.
        let is_good = [200, 201, 202, 303].contains(&status)
            && !place.starts_with("/login")
            && !answer.body.contains("role=\"alert\"");
        let is_right = match self {
            Self::Anything => ![401, 403].contains(&status) && !place.starts_with("/login?next="),
            Self::Door => status == 401 || (status == 303 && place.starts_with("/login")),
            Self::Forbidden => status == 403 && answer.body.contains("access.forbidden"),
            Self::Absent => status == 404,
            Self::Without(text) => is_good && !answer.body.contains(text),
            Self::Good(None) => is_good,
            Self::Good(Some(text)) => is_good && answer.body.contains(text),
        };
        (!is_right).then(|| format!("expected {self:?}, got {status} {place}\n{}", answer.body))
    }
}

/// Browsers of those from elsewhere, one for each role, and of nobody.
struct Strangers {
    browsers: Vec<Browser>,
    tokens: Vec<String>,
    nobody: Browser,
}

impl Strangers {
    async fn of(world: &World) -> Self {
        let mut nobody = Browser::default();
        nobody.get(world.app(), "/login").await;
        let accounts = || Role::ALL.iter().map(|role| world.elsewhere(*role));
        let browsers = accounts().map(|account| Browser::admitted(world.app(), account)).collect();
        let tokens = accounts().map(|account| world.bearer(account)).collect();
        Self { browsers, tokens, nobody }
    }

    /// Everybody who should not get to what a deed is about.
    fn ask(&self, world: &World, line: &Line, deed: &Deed) -> Vec<Asked> {
        let expected = if line.is_public() { Expected::Anything } else { Expected::Door };
        let request = deed.request(world, &self.nobody);
        let mut asked = vec![Asked { who: "nobody".to_owned(), request, expected: expected.clone() }];
        if line.is_public() {
            return asked;
        }
        let roles = line.roles();
        for role in Role::ALL {
            let let_in = roles.iter().find(|(known, _)| known == role);
            let expected = match (let_in, line.reach) {
                (None, _) => Expected::Forbidden,
                (Some((_, false)), Reach::Absent) => Expected::Absent,
                (Some((_, false)), Reach::Own) => Expected::Without(deed.about.clone()),
                // Whose duty is the whole platform reaches it from anywhere, and asks last.
                (Some((_, true)), _) | (Some(_), Reach::Nobodys) => continue,
            };
            let request = deed.request(world, &self.browsers[*role as usize]);
            asked.push(Asked { who: format!("{role} from elsewhere"), request, expected: expected.clone() });
            if line.operation.contains(" /api/") {
                let expected = if line.is_for_people() { Expected::Forbidden } else { expected };
                let bearer = ("authorization", format!("Bearer {}", self.tokens[*role as usize]));
                let request = deed.bare().insert_header(bearer);
                asked.push(Asked { who: format!("a program of {role} from elsewhere"), request, expected });
            }
        }
        asked
    }
}

/// What is wrong with the answer to a question.
async fn objection(server: &impl AsyncFn(TestRequest) -> Answer, line: &Line, asked: Asked) -> Option<String> {
    let Asked { who, request, expected } = asked;
    let objection = expected.objection(&server(request).await);
    objection.map(|objection| format!("{} asked by {who}: {objection}", line.operation))
}

async fn walk(backend: Backend, list: &'static str) {
    let world = World::new(backend).await;
    let (server, strangers) = (world.app().serve().await, Strangers::of(&world).await);
    let mut wrong = Vec::new();
    for line in lines(list) {
        let roles = line.roles();
        let first = roles.first().map_or(Role::Reviewer, |(role, _)| *role);
        let deed = world.deed(&line.operation, first);
        let entries = world.entries();
        for asked in strangers.ask(&world, &line, &deed) {
            wrong.extend(objection(&server, &line, asked).await);
        }
        if !line.is_public() && world.entries() != entries {
            wrong.push(format!("{}: whoever was refused wrote something", line.operation));
        }
        for (role, _) in roles {
            let deed = world.deed(&line.operation, role);
            let shown = (line.reach == Reach::Own).then(|| deed.about.clone());
            let browser = Browser::admitted(world.app(), world.own(role));
            let request = deed.request(&world, &browser);
            let asked = Asked { who: role.to_string(), request, expected: Expected::Good(shown) };
            wrong.extend(objection(&server, &line, asked).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    world.app().agrees_with_its_ledger();
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn every_operation_lets_in_whom_it_should_and_nobody_else(#[case] backend: Backend) {
    walk(backend, OPERATIONS).await;
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn every_page_lets_in_whom_it_should_and_nobody_else(#[case] backend: Backend) {
    walk(backend, PAGES).await;
}
