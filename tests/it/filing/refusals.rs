//! What the hall does not take, and what it says then.

use rstest::rstest;
use siku::access::Principal;
use siku::domain::vocabulary::access::{Role, Tier};
use siku::domain::vocabulary::filing::{FilingState, Verdict};
use siku::error::{Code, Error};
use siku::filing::hall::draft::{self, NewItem, Purpose};
use siku::filing::hall::review::{self, Decision};
use siku::filing::hall::submit;

use super::support::{Hall, QUALIFICATION, filled, somebody, works};
use crate::support::{Backend, bureau, firm};

fn codes(error: Error) -> Vec<(String, String)> {
    match error {
        Error::Invalid(fields) => fields.into_iter().map(|field| (field.path, field.code)).collect(),
        error => panic!("{error}"),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_submitted(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let mut nameless = works(2);
    nameless.set("name", "");
    let mut backwards = works(3);
    backwards.set("finished_on", "2018-06-30");
    let number = hall.draft("performance", "backfill", &[works(1), nameless, backwards]);
    let told = codes(hall.submit(&number).unwrap_err());
    let paths: Vec<&str> = told.iter().map(|(path, _)| path.as_str()).collect();
    assert!(paths.contains(&"items/2/name") && paths.contains(&"items/3/finished_on"), "{told:?}");
    assert!(!paths.iter().any(|path| path.starts_with("items/1")), "{told:?}");
    assert_eq!(hall.docket(&number).filing.state, FilingState::Draft);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_same_content_is_not_filed_twice(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let first = hall.submitted("performance", "backfill", &[works(1)]);
    let again = hall.draft("performance", "backfill", &[works(2), works(1), works(2)]);
    let error = hall.submit(&again).unwrap_err();
    assert!(error.detail().contains(&first), "{}", error.detail());
    let repeated = "filing.repeated".to_owned();
    assert_eq!(codes(error), [("items/2".to_owned(), repeated.clone()), ("items/3".to_owned(), repeated)]);
}

#[test]
fn nobody_files_for_another_enterprise() {
    let hall = Hall::new(Backend::Sqlite);
    let mut foreign = filled(&QUALIFICATION);
    foreign.set("credit_code", "91410100MA0000015B");
    let purpose = Purpose::named("qualification", "new").unwrap();
    let items = [NewItem { filled: foreign, ..NewItem::default() }];
    let error = hall.act(|tx, vault| draft::open(tx, vault, &hall.filer, purpose, &items)).unwrap_err();
    assert_eq!(codes(error), [("items/0/fields/credit_code".to_owned(), "filing.other_enterprise".to_owned())]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_correction_is_about_what_names_the_filer(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let filed = hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &filed, Verdict::Approve, &[]).unwrap();
    }
    let (_, account) = firm(&hall.app, "91410100MA0000015B", "410105", "jinqiao");
    let other = super::support::principal(&hall.app, &account);
    let mut wrong = filled(&QUALIFICATION);
    wrong.set("credit_code", super::support::CODE);
    wrong.set("name", &hall.filer.organisation.name);
    wrong.set("valid_until", "2030-01-04");
    let purpose = Purpose::named("correction", "correct").unwrap();
    let items = [NewItem { sheet: "qualification".to_owned(), filled: wrong }];
    let file = |filer: &Principal| {
        let docket = hall.act(|tx, vault| draft::open(tx, vault, filer, purpose, &items)).unwrap();
        let number = docket.filing.number;
        hall.attach_papers(filer, &number);
        hall.act(|tx, vault| submit::submit(tx, vault, filer, &number, None))
    };
    assert_eq!(codes(file(&other).unwrap_err()), [("items/1".to_owned(), "filing.not_concerned".to_owned())]);
    let docket = file(&hall.filer).unwrap();
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &docket.filing.number, Verdict::Approve, &[]).unwrap();
    }
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn who_is_slower_is_told_what_happened_and_nothing_is_decided_twice(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.submitted("performance", "backfill", &[works(1), works(2)]);
    let seen = hall.docket(&number).case.row_version;
    hall.decide(Tier::County, &number, Verdict::Approve, &[1]).unwrap();
    let replayed = hall.decide(Tier::County, &number, Verdict::Refuse, &[1]).unwrap_err();
    assert_eq!(replayed.code(), Code::FilingDecided);
    assert!(replayed.detail().contains(&hall.reviewer(Tier::County).name), "{}", replayed.detail());
    let stale = Decision { verdict: Verdict::Approve, places: vec![2], version: Some(seen), ..Decision::default() };
    let county = hall.reviewer(Tier::County);
    let stale = hall.act(|tx, vault| review::decide(tx, vault, county, &number, &stale)).unwrap_err();
    assert_eq!(stale.code(), Code::FilingChanged);
    assert_eq!(hall.docket(&number).waiting_at(Tier::County).count(), 1);
}

#[rstest]
#[case::another_county(Tier::County, "410102", Code::RecordNotFound)]
#[case::another_city(Tier::City, "410300", Code::RecordNotFound)]
#[case::not_its_turn(Tier::City, "410100", Code::FilingDecided)]
fn only_the_department_whose_turn_it_is_decides(#[case] tier: Tier, #[case] region: &str, #[case] code: Code) {
    let hall = Hall::new(Backend::Sqlite);
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let department = if region == "410100" { None } else { Some(bureau(&hall.app, tier, region)) };
    let reviewer = match department {
        Some(department) => somebody(&hall.app, &department, "stranger", Role::Reviewer),
        None => hall.reviewer(tier).clone(),
    };
    let refused = hall.decide_as(&reviewer, &number, Verdict::Approve, &[]).unwrap_err();
    assert_eq!(refused.code(), code, "{}", refused.detail());
}

#[rstest]
#[case::none(None, "reason.missing")]
#[case::made_up(Some("R99"), "reason.unknown")]
fn what_is_returned_is_returned_for_a_coded_reason(#[case] reason_code: Option<&str>, #[case] code: &str) {
    let hall = Hall::new(Backend::Sqlite);
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let reason_code = reason_code.map(str::to_owned);
    let decision = Decision { verdict: Verdict::Return, reason_code, ..Decision::default() };
    let county = hall.reviewer(Tier::County);
    let refused = hall.act(|tx, vault| review::decide(tx, vault, county, &number, &decision)).unwrap_err();
    assert_eq!(codes(refused), [("reason_code".to_owned(), code.to_owned())]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn nothing_is_submitted_without_the_papers_that_show_it(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.draft("qualification", "new", &[filled(&QUALIFICATION)]);
    let missing = codes(hall.submit(&number).unwrap_err());
    assert_eq!(missing, [("attachments".to_owned(), "attachment.required".to_owned())]);
    hall.attach_papers(&hall.filer, &number);
    hall.submit(&number).unwrap();
    assert_eq!(hall.differences(), 0);
}
