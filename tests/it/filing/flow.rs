//! What is filed goes from tier to tier, and into the registries at the end only.

use diesel::prelude::*;
use rstest::rstest;
use siku::attachment::Kept;
use siku::domain::vocabulary::access::Tier;
use siku::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use siku::domain::vocabulary::filing::StepKind::{Approved, Attached, InForce, Opened, Submitted};
use siku::domain::vocabulary::filing::{FilingState, ItemState, StepKind, Verdict};
use siku::domain::vocabulary::provenance::{DataLevel, DataSource};
use siku::filing::hall::{attach, draft, preview, review, service, submit};
use siku::ledger;
use siku::registry::enterprise::rows::Qualification;
use siku::schema::{project, qualification};

use super::support::{CODE, Hall, QUALIFICATION, filled, works};
use crate::support::Backend;
use crate::support::house::resident_number;

fn qualifications(hall: &Hall) -> Vec<Qualification> {
    let query = |conn: &mut siku::db::Conn| Ok(qualification::table.select(Qualification::as_select()).load(conn)?);
    hall.app.database.db.read_now(query).unwrap()
}

fn projects(hall: &Hall) -> Vec<(String, DataLevel, DataSource)> {
    let columns = (project::name, project::data_level, project::data_source);
    hall.app.database.db.read_now(|conn| Ok(project::table.select(columns).order(project::id).load(conn)?)).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_qualification_is_in_force_when_county_city_and_province_have_approved_it(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    for tier in [Tier::County, Tier::City, Tier::Province] {
        let docket = hall.docket(&number);
        assert_eq!(docket.filing.state, FilingState::Submitted);
        assert_eq!((docket.items[0].tier, qualifications(&hall).len()), (Some(tier), 0), "{tier}");
        assert_eq!(docket.desk(tier).map(|desk| desk.waiting), Some(1));
        hall.decide(tier, &number, Verdict::Approve, &[]).unwrap();
    }
    let docket = hall.docket(&number);
    assert_eq!(docket.filing.state, FilingState::InForce);
    assert_eq!((docket.items[0].state, docket.items[0].data_level), (ItemState::InForce, DataLevel::Province));
    assert!(docket.desks.iter().all(|desk| desk.waiting == 0) && docket.filing.finished_at.is_some());
    let [held] = qualifications(&hall).try_into().unwrap();
    assert_eq!((held.certificate_number.as_deref(), held.data_level), (Some("D141000013"), DataLevel::Province));
    assert_eq!(held.verifying_body.as_deref(), Some(hall.reviewer(Tier::Province).organisation.name.as_str()));
    let steps: Vec<StepKind> = hall.steps(&number).iter().map(|step| step.step).collect();
    assert_eq!(steps, [Opened, Attached, Submitted, Approved, Approved, Approved, InForce]);
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_rows_of_a_batch_are_decided_singly_and_what_was_returned_comes_again(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.submitted("performance", "backfill", &[works(1), works(2), works(3)]);
    hall.decide(Tier::County, &number, Verdict::Return, &[2]).unwrap();
    hall.decide(Tier::County, &number, Verdict::Approve, &[]).unwrap();
    hall.decide(Tier::City, &number, Verdict::Approve, &[]).unwrap();
    hall.decide(Tier::Province, &number, Verdict::Approve, &[]).unwrap();
    assert_eq!(hall.docket(&number).filing.state, FilingState::Returned);
    let in_force = ["金水区第1小学教学楼", "金水区第3小学教学楼"];
    let level = (DataLevel::Province, DataSource::Backfill);
    let expected = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), level.0, level.1)).collect::<Vec<_>>();
    assert_eq!(projects(&hall), expected(&in_force));

    let corrected = works(20);
    hall.act(|tx, vault| draft::amend_item(tx, vault, &hall.filer, &number, None, 2, &corrected)).unwrap();
    hall.submit(&number).unwrap();
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &number, Verdict::Approve, &[2]).unwrap();
    }
    assert_eq!(hall.docket(&number).filing.state, FilingState::InForce);
    assert_eq!(projects(&hall), expected(&[in_force.as_slice(), &["金水区第20小学教学楼"]].concat()));
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_preview_shows_field_by_field_what_would_change_and_changes_nothing(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let first = hall.submitted("qualification", "new", &[filled(&QUALIFICATION)]);
    for tier in [Tier::County, Tier::City, Tier::Province] {
        hall.decide(tier, &first, Verdict::Approve, &[]).unwrap();
    }
    let mut renewed = filled(&QUALIFICATION);
    renewed.set("valid_until", "2034-01-04");
    let number = hall.submitted("qualification", "renew", &[renewed]);
    let docket = hall.docket(&number);
    let items: Vec<_> = docket.items.iter().collect();
    let [preview] = hall.act(|tx, vault| preview::of_items(tx, vault, &docket, &items)).unwrap().try_into().unwrap();
    assert_eq!(preview.objections, Vec::<String>::new());
    let [head] = preview.heads.as_slice() else { panic!("{preview:?}") };
    assert_eq!((head.name.as_str(), head.is_new), (hall.filer.organisation.name.as_str(), false));
    let [record] = head.records.as_slice() else { panic!("{preview:?}") };
    assert_eq!((record.noun.as_str(), record.is_new), ("资质", false));
    let until = record.fields.iter().find(|field| field.label == "有效期至").unwrap();
    assert_eq!((until.before.as_deref(), until.after.as_deref()), (Some("2029-01-04"), Some("2034-01-04")));
    assert_eq!(qualifications(&hall)[0].valid_until.unwrap().to_string(), "2029-01-04");
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn what_is_withdrawn_waits_nowhere(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.submitted("performance", "backfill", &[works(1), works(2)]);
    hall.decide(Tier::County, &number, Verdict::Approve, &[1]).unwrap();
    let docket = hall.act(|tx, vault| submit::withdraw(tx, vault, &hall.filer, &number, None, "另行申报")).unwrap();
    assert_eq!(docket.filing.state, FilingState::Withdrawn);
    assert!(docket.desks.iter().all(|desk| desk.waiting == 0));
    let again = hall.act(|tx, vault| submit::withdraw(tx, vault, &hall.filer, &number, None, "")).unwrap_err();
    assert_eq!(again.code().as_str(), "filing.closed");
    assert_eq!(hall.differences(), 0);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_claimed_filing_is_decided_by_who_claimed_it(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let number = hall.submitted("performance", "backfill", &[works(1)]);
    let county = hall.reviewer(Tier::County).clone();
    let colleague = siku::access::Principal { account_id: hall.filer.account_id, ..county.clone() };
    hall.act(|tx, _| review::claim(tx, &county, &number)).unwrap();
    let taken = hall.act(|tx, _| review::claim(tx, &colleague, &number)).unwrap_err();
    assert_eq!(taken.code().as_str(), "filing.claimed");
    assert!(taken.detail().contains(&county.name), "{}", taken.detail());
    hall.act(|tx, _| review::release(tx, &county, &number, false)).unwrap();
    hall.act(|tx, _| review::claim(tx, &county, &number)).unwrap();
    hall.decide(Tier::County, &number, Verdict::Approve, &[]).unwrap();
    assert_eq!(hall.docket(&number).desk(Tier::County).unwrap().claimed_by, None);
    assert_eq!(hall.differences(), 0);
}

#[test]
fn the_region_and_the_day_stand_in_the_number() {
    let hall = Hall::new(Backend::Sqlite);
    let number = hall.draft("qualification", "", &[filled(&QUALIFICATION)]);
    assert!(number.starts_with("F-410105-20261122-") && number.len() == "F-410105-20261122-000123".len(), "{number}");
    assert!(!number.contains(CODE));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn a_number_of_a_person_stands_in_clear_nowhere(#[case] backend: Backend) {
    let hall = Hall::new(backend);
    let person = resident_number(1);
    let mut works = works(1);
    works.set("name", &format!("王某{person}承建的教学楼"));
    works.set("person_name", "王某某");
    works.set("id_number", &person);
    let number = hall.draft("performance", "backfill", &[works]);
    let scan = Kept {
        name: format!("王某某{person}.pdf"),
        kind: AttachmentKind::Pdf,
        size: 1,
        digest: "00".to_owned(),
        scan: ScanState::NotRequired,
    };
    hall.act(|tx, vault| attach::attach(tx, vault, &hall.filer, &number, None, std::slice::from_ref(&scan))).unwrap();
    hall.submit(&number).unwrap();
    let docket = hall.docket(&number);
    assert!(docket.items[0].title.contains("王某") && !docket.items[0].title.contains(&person));
    let entries = hall.app.database.db.read_now(|conn| Ok(ledger::store::of_heads(conn, &[docket.filing.id.0])?));
    let told: String = entries.unwrap().into_iter().map(|entry| entry.changes).collect();
    assert!(told.contains("教学楼") && told.contains(".pdf") && !told.contains(&person), "{told}");
    let shown = service::items(&hall.app.vault, &docket, 0).unwrap().0;
    assert!(shown[0].fields.values().all(|text| !text.contains(&person)), "{shown:?}");
}
