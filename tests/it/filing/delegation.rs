//! While a reviewer is away, their deputy decides on what they had taken on; in their own person, and for nobody else.

use chrono::{Days, NaiveDate};
use rstest::rstest;
use siku::access::delegation::{self, NewDelegation};
use siku::access::rows::Organisation;
use siku::access::store::{holder, organisation_by_public_id};
use siku::access::view::DelegationView;
use siku::access::{Principal, account};
use siku::domain::vocabulary::access::{AccountState, Role, Tier};
use siku::domain::vocabulary::filing::{FilingState, StepKind, Verdict};
use siku::error::Result;
use siku::filing::hall::lists::QueueFilter;
use siku::filing::hall::remind::Remind;
use siku::filing::hall::view::FilingSummary;
use siku::filing::hall::{review, service};
use siku::filing::route::RouteRow;
use siku::filing::rows::Step;
use siku::{jobs, notice};

use super::support::{Hall, somebody, works};
use crate::support::{Backend, Browser};

/// A county with two reviewers and who administers it.
struct Scene {
    hall: Hall,
    county: Organisation,
    wang: Principal,
    li: Principal,
    head: Principal,
}

/// A day of this story, which begins on Sunday, 22 November 2026, at nine in the morning in China.
fn day(nth: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() + Days::new(nth)
}

impl Scene {
    fn new(backend: Backend) -> Self {
        let hall = Hall::new(backend);
        let wang = hall.reviewer(Tier::County).clone();
        let county = &wang.organisation.public_id;
        let county = hall.app.database.db.read_now(|conn| Ok(organisation_by_public_id(conn, county)?));
        let county = county.unwrap().unwrap();
        let li = somebody(&hall.app, &county, "li", Role::Reviewer);
        let head = somebody(&hall.app, &county, "head", Role::DepartmentAdministrator);
        Self { hall, county, wang, li, head }
    }

    /// Somebody names a deputy for so many days from now on.
    fn names(&self, absent: &Principal, deputy: &Principal, first: u64, last: u64) -> DelegationView {
        let new = NewDelegation {
            deputy_id: deputy.public_id.clone(),
            first_day: Some(day(first)),
            last_day: Some(day(last)),
        };
        self.hall.act(|tx, vault| delegation::name(tx, vault, absent, None, &new)).unwrap()
    }

    /// A filing of so many items that somebody took on.
    fn claimed(&self, by: &Principal, items: std::ops::Range<usize>) -> String {
        let number = self.hall.submitted("performance", "backfill", &items.map(works).collect::<Vec<_>>());
        self.claim(by, &number).unwrap();
        number
    }

    fn claim(&self, by: &Principal, number: &str) -> Result<()> {
        self.hall.act(|tx, _| review::claim(tx, by, number).map(drop))
    }

    fn release(&self, by: &Principal, number: &str, for_another: bool) -> Result<()> {
        self.hall.act(|tx, _| review::release(tx, by, number, for_another).map(drop))
    }

    fn approve(&self, by: &Principal, number: &str, places: &[i64]) -> Result<FilingState> {
        self.hall.decide_as(by, number, Verdict::Approve, places).map(|docket| docket.filing.state)
    }

    /// Lets it be so many hours after the beginning of the story.
    fn hours_later(&mut self, hours: i64) {
        self.hall.app.database.hours_later(hours);
    }

    /// What somebody finds among their own.
    fn mine(&self, somebody: &Principal) -> Vec<FilingSummary> {
        let filter = QueueFilter { claimed_by: Some(somebody.account_id), ..QueueFilter::default() };
        let db = &self.hall.app.database.db;
        let today = db.clock().today();
        let read = db.read_now(|conn| {
            let page = service::queue(conn, somebody, &filter, None, 20, today)?;
            let counted = service::count_queue(conn, somebody, &filter, today)?;
            assert_eq!(usize::try_from(counted).unwrap(), page.items.len());
            Ok(page.items)
        });
        read.unwrap()
    }

    /// The last thing that happened to a filing: what, by whom, for whom.
    fn last(&self, number: &str) -> (StepKind, String, Option<String>) {
        let step = self.hall.steps(number).pop().unwrap();
        (step.step, step.person_name, step.on_behalf_of)
    }

    fn browser(&self, somebody: &Principal) -> Browser {
        let found = self.hall.app.database.db.read_now(|conn| Ok(holder(conn, somebody.account_id)?));
        Browser::admitted(&self.hall.app, &found.unwrap().unwrap().account)
    }
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(refused: Result<T>) -> &'static str {
    refused.unwrap_err().code().as_str()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn on_the_days_of_the_span_and_on_no_other_the_deputy_decides_for_whoever_is_away(#[case] backend: Backend) {
    let mut scene = Scene::new(backend);
    let (wang, li) = (scene.wang.clone(), scene.li.clone());
    let number = scene.claimed(&wang, 1..4);
    scene.names(&wang, &li, 1, 2);
    assert_eq!(code(scene.approve(&li, &number, &[1])), "filing.claimed", "the span has not begun");
    assert!(scene.mine(&li).is_empty());

    // Midnight in China, when UTC still has the day before.
    scene.hours_later(15);
    let [found] = scene.mine(&li).try_into().unwrap();
    let desk = &found.desks[0];
    assert_eq!((desk.claimed_by.as_ref(), desk.acting_for.as_ref()), (Some(&wang.name), Some(&wang.name)));
    assert_eq!(scene.mine(&wang)[0].desks[0].acting_for, None, "it is still theirs, and they stand in for nobody");
    scene.approve(&li, &number, &[1]).unwrap();
    assert_eq!(scene.last(&number), (StepKind::Approved, li.name.clone(), Some(wang.name.clone())));
    let docket = scene.hall.docket(&number);
    assert_eq!(docket.desk(Tier::County).unwrap().claimed_by, Some(wang.account_id), "it is not taken from them");

    scene.hours_later(15 + 47);
    scene.approve(&li, &number, &[2]).unwrap();
    scene.hours_later(15 + 48);
    assert_eq!(code(scene.approve(&li, &number, &[3])), "filing.claimed", "the span is over");
    assert!(scene.mine(&li).is_empty());
    scene.approve(&wang, &number, &[3]).unwrap();
    assert_eq!(scene.last(&number), (StepKind::Approved, wang.name.clone(), None));
    assert_eq!(scene.hall.differences(), 0);
}

#[test]
fn the_ledger_tells_of_a_step_in_its_own_person_what_it_told_before_there_were_deputies() {
    let told = |step: &Step| serde_json::to_value(step).unwrap().get("on_behalf_of").cloned();
    assert_eq!(told(&Step::default()), None);
    let acted = Step { on_behalf_of: Some("王建国".to_owned()), ..Step::default() };
    assert_eq!(told(&acted), Some("王建国".into()));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_deputy_takes_over_or_gives_back_what_was_claimed(#[case] backend: Backend) {
    let scene = Scene::new(backend);
    let (wang, li) = (scene.wang.clone(), scene.li.clone());
    let (kept, given_back) = (scene.claimed(&wang, 1..2), scene.claimed(&wang, 2..3));
    let delegation = scene.names(&wang, &li, 0, 0);
    scene.claim(&li, &kept).unwrap();
    assert_eq!(scene.last(&kept), (StepKind::Claimed, li.name.clone(), Some(wang.name.clone())));
    let refused = scene.approve(&wang, &kept, &[]).unwrap_err().to_string();
    assert!(refused.contains(&format!("代{}", wang.name)), "{refused}");
    scene.approve(&li, &kept, &[]).unwrap();
    assert_eq!(scene.last(&kept), (StepKind::Approved, li.name.clone(), None), "it had become their own");

    scene.release(&li, &given_back, false).unwrap();
    assert_eq!(scene.last(&given_back), (StepKind::Released, li.name.clone(), Some(wang.name.clone())));
    scene.claim(&wang, &given_back).unwrap();
    scene.hall.act(|tx, _| delegation::end(tx, &wang, None, &delegation.id)).unwrap();
    assert_eq!(code(scene.claim(&li, &given_back)), "filing.claimed", "it was ended early");
    assert_eq!(code(scene.release(&li, &given_back, false)), "filing.claimed");
    scene.release(&scene.head, &given_back, true).unwrap();
    assert_eq!(scene.last(&given_back).2, None, "whoever administers the department acts as such");
    assert_eq!(scene.hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_deputy_is_a_second_pair_of_eyes_and_not_the_first_once_more(#[case] backend: Backend) {
    let scene = Scene::new(backend);
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    scene.hall.order(&RouteRow {
        kind: "performance".to_owned(),
        region_prefix: "4101".to_owned(),
        tiers: "county".to_owned(),
        working_days: 2,
        four_eyes: true,
        valid_from: first,
        ..RouteRow::default()
    });
    let (wang, li) = (scene.wang.clone(), scene.li.clone());
    let (seconded, fresh) = (scene.claimed(&wang, 1..2), scene.claimed(&wang, 2..3));
    scene.names(&wang, &li, 0, 0);
    scene.approve(&wang, &seconded, &[]).unwrap();
    assert_eq!(scene.approve(&li, &seconded, &[]).unwrap(), FilingState::InForce);
    scene.approve(&li, &fresh, &[]).unwrap();
    assert_eq!(scene.last(&fresh), (StepKind::Seconded, li.name.clone(), Some(wang.name.clone())));
    assert_eq!(code(scene.approve(&li, &fresh, &[])), "access.forbidden", "one person is not two");
    assert_eq!(scene.approve(&wang, &fresh, &[]).unwrap(), FilingState::InForce);
    assert_eq!(scene.hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_deputy_of_a_deputy_does_not_step_in(#[case] backend: Backend) {
    let scene = Scene::new(backend);
    let zhao = somebody(&scene.hall.app, &scene.county, "zhao", Role::Reviewer);
    let (wang, li) = (scene.wang.clone(), scene.li.clone());
    let (of_wang, of_li) = (scene.claimed(&wang, 1..2), scene.claimed(&li, 2..3));
    scene.names(&wang, &li, 0, 3);
    scene.names(&li, &zhao, 0, 3);
    assert_eq!(code(scene.approve(&zhao, &of_wang, &[])), "filing.claimed");
    let numbers: Vec<String> = scene.mine(&zhao).into_iter().map(|filing| filing.number).collect();
    assert_eq!(numbers, std::slice::from_ref(&of_li));
    scene.approve(&zhao, &of_li, &[]).unwrap();
    scene.approve(&li, &of_wang, &[]).unwrap();
    assert_eq!(scene.hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn whoever_stands_in_is_reminded_too_while_they_may_review(#[case] backend: Backend) {
    let mut scene = Scene::new(backend);
    let (wang, li) = (scene.wang.clone(), scene.li.clone());
    let zhao = somebody(&scene.hall.app, &scene.county, "zhao", Role::Reviewer);
    let number = scene.claimed(&wang, 1..2);
    let due = scene.hall.docket(&number).desk(Tier::County).unwrap().due_on;
    let last = u64::try_from((due - day(0)).num_days()).unwrap() + 1;
    scene.names(&wang, &li, 1, last);
    let told = |scene: &Scene, somebody: &Principal| {
        let inbox = |conn: &mut siku::db::Conn| Ok(notice::store::page(conn, somebody.account_id, false, None, 20)?);
        scene.hall.app.database.db.read_now(inbox).unwrap().len()
    };
    let counts = |scene: &Scene| [&wang, &li, &zhao, &scene.head].map(|somebody| told(scene, somebody));

    let before_due = (due - day(0)).num_days() * 24 - 24;
    scene.hours_later(before_due);
    scene.hall.act(|tx, _| jobs::enqueue(tx, &Remind {})).unwrap();
    scene.hall.app.work().await;
    assert_eq!(counts(&scene), [1, 1, 0, 0]);

    // Who is disabled stands in for nobody.
    let head = scene.head.clone();
    scene.hall.act(|tx, _| account::set_state(tx, &head, &li.public_id, AccountState::Disabled)).unwrap();
    scene.hours_later(before_due + 48);
    scene.hall.act(|tx, _| jobs::enqueue(tx, &Remind {})).unwrap();
    scene.hall.app.work().await;
    assert_eq!(counts(&scene), [2, 1, 0, 1]);
    assert_eq!(scene.hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn the_pages_and_the_interface_say_for_whom(#[case] backend: Backend) {
    let scene = Scene::new(backend);
    let (app, wang, li) = (&scene.hall.app, &scene.wang, &scene.li);
    let number = scene.claimed(wang, 1..3);
    let mut browser = scene.browser(li);
    let own = browser.get(app, "/filing-tasks?part=mine").await;
    assert!(own.status == 200 && !own.body.contains(&number), "{}", own.body);
    let review = browser.get(app, &format!("/filings/{number}/review")).await;
    assert!(review.body.contains("请等其办结或放回待办"), "{}", review.body);

    scene.names(wang, li, 0, 1);
    let own = browser.get(app, "/filing-tasks?part=mine").await;
    assert!(own.body.contains(&number) && own.body.contains(&format!("代 {}", wang.name)), "{}", own.body);
    let review = browser.get(app, &format!("/filings/{number}/review")).await;
    assert!(review.body.contains("转为本人领办") && review.body.contains("放回待办"), "{}", review.body);
    let tasks = browser.get(app, "/api/v1/filing-tasks?mine=true").await.good();
    assert_eq!(tasks["items"][0]["desks"][0]["acting_for"], wang.name);
    let of_wang = scene.browser(wang).get(app, "/api/v1/filing-tasks?mine=true").await.good();
    assert!(of_wang["items"][0]["desks"][0]["acting_for"].is_null());

    let version = scene.hall.docket(&number).case.row_version.to_string();
    let decision = [("places", "1"), ("verdict", "approve"), ("version", &version)];
    let decided = browser.post(app, &format!("/filings/{number}/review"), &decision).await;
    assert_eq!(decided.status, 303, "{}", decided.body);
    let timeline = browser.get(app, &format!("/filings/{number}")).await;
    let by = format!("{}（{}，代{}）", li.name, li.organisation.name, wang.name);
    assert!(timeline.body.contains(&by), "{}", timeline.body);
    let steps = browser.get(app, &format!("/api/v1/filings/{number}/timeline")).await.good();
    let last = steps["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["who"], &last["on_behalf_of"]), (&li.name.as_str().into(), &wang.name.as_str().into()));
    assert_eq!(browser.post(app, &format!("/filings/{number}/claim"), &[]).await.status, 303);
    let review = browser.get(app, &format!("/filings/{number}/review")).await;
    assert!(review.body.contains("由您领办"), "{}", review.body);
    assert_eq!(scene.hall.differences(), 0);
}
