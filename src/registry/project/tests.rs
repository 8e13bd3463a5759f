//! The project registry over a database in a temporary file, or over PostgreSQL where `SIKU_TEST_POSTGRES` names one.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a failed unwrap is a failed test"
)]

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate};
use diesel::RunQueryDsl as _;
use proptest::prelude::*;
use rstest::rstest;
use tempfile::TempDir;

use super::change::{self, ProjectChange, ProjectRecords};
use super::identity::ProjectRef;
use super::rows::{
    Acceptance, AcceptanceFiling, Contract, Engagement, Participant, Permit, PermitChange, Project, Tender,
};
use super::service::{self, Search};
use super::store::{self, ListFilter};
use crate::clock::Clock;
use crate::db::{Conn, Db, migrate};
use crate::domain::standard::resident_id::{ResidentId, check_character};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::project::{
    ParticipantRole, Position, ProjectNumberKind, ProjectStage, ProjectType, StageRecordKind,
};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel};
use crate::error::Result;
use crate::filing::{self, Load};
use crate::ledger::{self, Basis};
use crate::record::{Document as _, Outcome, Provenance, Row};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::pending;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal::IdentityNumber;
use crate::vault::Vault;

const NUMBER: &str = "4101052003010101";
const OWNER: &str = "郑州某某置业有限公司";

/// A database with an open load.
struct House {
    db: Db,
    vault: Vault,
    basis: Basis,
    _folder: TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let url = match std::env::var("SIKU_TEST_POSTGRES") {
            Ok(server) => new_database(&server, &clock),
            Err(_) => format!("sqlite:{}", folder.path().join("test.db").display()),
        };
        let db = Db::open(&url.parse().unwrap(), 2, clock).unwrap();
        migrate::up(&db).unwrap();
        let load = Load { actor: "cli:test", basis: "projects.xlsx", content_digest: "" };
        let basis = db.write_now(|tx| filing::open_load(tx, &load)).unwrap();
        Self { db, vault: Vault::fixed(1), basis, _folder: folder }
    }

    fn apply(&self, changes: Vec<ProjectChange>) -> Outcome {
        self.db.write_now(|tx| change::apply(tx, &self.basis, &self.vault, changes.clone())).unwrap()
    }

    fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.db.read_now(work).unwrap()
    }

    fn entries(&self) -> i64 {
        self.read(|conn| Ok(ledger::store::count(conn)?))
    }

    fn waiting(&self) -> i64 {
        self.read(|conn| Ok(pending::count(conn, Some("project"))?))
    }

    fn projects(&self) -> Vec<Project> {
        self.read(|conn| {
            let ids = store::ids_after(conn, 0, 100)?;
            Ok(Project::load(conn, &ids)?)
        })
    }

    fn only(&self) -> (Project, ProjectRecords) {
        let projects = self.projects();
        let [project] = projects.as_slice() else { panic!("{} projects", projects.len()) };
        let records = self.read(|conn| ProjectRecords::load_all(conn, &[project.id.0]));
        (project.clone(), records.into_values().next().unwrap_or_default())
    }

    /// What the records say together, without ids and versions.
    fn settled(&self) -> Settled {
        let (project, records) = self.only();
        let mut engagements: Vec<String> = records
            .engagements
            .iter()
            .map(|row| {
                format!(
                    "{} {} {:?}..{:?} {:?} {:?} {:?} {:?}",
                    row.record_key,
                    row.enterprise_id.is_some(),
                    row.active_since,
                    row.released_on,
                    row.since_basis,
                    row.since_number,
                    row.release_basis,
                    row.release_number
                )
            })
            .collect();
        engagements.sort();
        Settled {
            stage: project.stage,
            permitted_on: project.permitted_on,
            accepted_on: project.accepted_on,
            engagements,
        }
    }
}

/// An empty database on a server, whose address ends with that of its administrator.
fn new_database(server: &str, clock: &Clock) -> String {
    static SERIAL: AtomicU32 = AtomicU32::new(0);
    let name = format!("project_{}_{}", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
    let admin = Db::open(&server.parse().unwrap(), 1, clock.clone()).unwrap();
    let create = diesel::sql_query(format!("CREATE DATABASE {name}"));
    admin.read_now(|conn| Ok(create.execute(conn).map_err(crate::db::Error::from)?)).unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

#[derive(Clone, Debug, PartialEq)]
struct Settled {
    stage: ProjectStage,
    permitted_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    engagements: Vec<String>,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row<R: Row + Default>() -> R {
    Provenance { data_level: DataLevel::City, ..Provenance::default() }.row()
}

fn project() -> ProjectChange {
    ProjectChange {
        who: ProjectRef {
            numbers: vec![(ProjectNumberKind::Provincial, "豫建2020-0007".to_owned())],
            name: Some("金水区人民医院病房楼".to_owned()),
            ..ProjectRef::national(NUMBER)
        },
        head: Some(Project {
            owner_name: Some(OWNER.to_owned()),
            owner_id: Some(EnterpriseId::mention(0)),
            project_type: Some(ProjectType::Building),
            region_code: Some("410105".to_owned()),
            ..row()
        }),
        enterprises: vec![enterprise("91410100MA0000007G", OWNER)],
        ..ProjectChange::default()
    }
}

fn enterprise(code: &str, name: &str) -> EnterpriseRef {
    EnterpriseRef { credit_code: Some(code.to_owned()), organisation_code: None, name: Some(name.to_owned()) }
}

fn of_project(records: ProjectRecords) -> ProjectChange {
    ProjectChange { who: ProjectRef::national(NUMBER), records, ..ProjectChange::default() }
}

fn tender() -> ProjectChange {
    let tender = Tender {
        number: format!("{NUMBER}-BD-001"),
        tender_class: Some("003".to_owned()),
        awarded_on: Some(day("2020-01-15")),
        leader_name: Some("甲测试".to_owned()),
        leader_id: Some(PersonId::mention(0)),
        winner_name: Some("河南华鑫建设工程有限公司".to_owned()),
        winner_id: Some(EnterpriseId::mention(0)),
        ..row()
    };
    ProjectChange {
        enterprises: vec![enterprise("91410100MA0000015B", "河南华鑫建设工程有限公司")],
        people: vec![PersonRef { name: "甲测试".to_owned(), ..PersonRef::default() }],
        ..of_project(ProjectRecords { tenders: vec![tender], ..ProjectRecords::default() })
    }
}

fn permit(serial: u8, issued: &str) -> ProjectChange {
    let permit = Permit {
        number: format!("{NUMBER}-SX-{serial:03}"),
        issued_on: Some(day(issued)),
        state: CertificateState::Valid,
        tender_number: Some(format!("{NUMBER}-BD-001")),
        ..row()
    };
    of_project(ProjectRecords { permits: vec![permit], ..ProjectRecords::default() })
}

fn acceptance(serial: u8, passed: &str) -> ProjectChange {
    let acceptance = Acceptance {
        number: format!("{NUMBER}-JX-{serial:03}"),
        permit_numbers: Some(format!("{NUMBER}-SX-{serial:03}")),
        passed_on: Some(day(passed)),
        ..row()
    };
    of_project(ProjectRecords { acceptances: vec![acceptance], ..ProjectRecords::default() })
}

/// A project from its registration to the filing of its second part; the manager of the first permit was replaced.
fn whole_project() -> Vec<ProjectChange> {
    let contract = Contract { number: format!("{NUMBER}-HZ-001"), signed_on: Some(day("2020-02-10")), ..row() };
    let turn = PermitChange {
        permit_number: format!("{NUMBER}-SX-001"),
        item: "1".to_owned(),
        before: "甲测试".to_owned(),
        after: "乙测试".to_owned(),
        changed_on: day("2020-10-01"),
        ..row()
    };
    let site = Engagement {
        position: Position::ProjectManager,
        person_name: "甲测试".to_owned(),
        basis: Some(StageRecordKind::Permit),
        basis_number: Some(format!("{NUMBER}-SX-002")),
        ..row()
    };
    let participant = Participant {
        role: ParticipantRole::Construction,
        enterprise_name: "河南华鑫建设工程有限公司".to_owned(),
        ..row()
    };
    let filing = AcceptanceFiling {
        number: "豫建验备2021-0012".to_owned(),
        acceptance_number: Some(format!("{NUMBER}-JX-002")),
        filed_on: Some(day("2021-07-12")),
        ..row()
    };
    vec![
        project(),
        tender(),
        of_project(ProjectRecords { contracts: vec![contract], ..ProjectRecords::default() }),
        permit(1, "2020-03-01"),
        permit(2, "2020-09-01"),
        of_project(ProjectRecords { permit_changes: vec![turn], ..ProjectRecords::default() }),
        of_project(ProjectRecords { engagements: vec![site], ..ProjectRecords::default() }),
        of_project(ProjectRecords { participants: vec![participant], ..ProjectRecords::default() }),
        acceptance(1, "2021-05-01"),
        acceptance(2, "2021-06-30"),
        of_project(ProjectRecords { acceptance_filings: vec![filing], ..ProjectRecords::default() }),
    ]
}

static IN_ORDER: LazyLock<Settled> = LazyLock::new(|| {
    let house = House::new();
    house.apply(whole_project());
    house.settled()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_ends_in_the_same_state(
        changes in Just(whole_project()).prop_shuffle(),
        together in proptest::collection::vec(any::<bool>(), 11),
    ) {
        let house = House::new();
        let mut batch = Vec::new();
        for (change, more) in changes.into_iter().zip(together) {
            batch.push(change);
            if !more {
                house.apply(std::mem::take(&mut batch));
            }
        }
        house.apply(batch);
        prop_assert_eq!(house.settled(), IN_ORDER.clone());
        prop_assert_eq!(house.waiting(), 0);
    }
}

#[test]
fn a_project_is_settled_by_its_records() {
    let settled = IN_ORDER.clone();
    assert_eq!(settled.stage, ProjectStage::Filed);
    assert_eq!(settled.permitted_on, Some(day("2020-03-01")));
    assert_eq!(settled.accepted_on, Some(day("2021-06-30")));
    assert_eq!(settled.engagements.len(), 3, "{:#?}", settled.engagements);
}

#[test]
fn late_news_of_an_acceptance_corrects_the_past() {
    let house = House::new();
    house.apply(vec![project(), tender(), permit(1, "2020-03-01")]);
    let released = |house: &House| house.only().1.engagements[0].released_on;
    assert_eq!(released(&house), None);
    house.apply(vec![acceptance(1, "2021-05-01")]);
    assert_eq!(released(&house), Some(day("2021-05-01")));
    assert_eq!(house.only().0.accepted_on, Some(day("2021-05-01")));
    house.apply(vec![permit(2, "2020-09-01")]);
    assert_eq!(released(&house), None, "a second permit rests on the same award");
    assert_eq!(house.only().0.accepted_on, None);
}

#[test]
fn the_same_content_twice_changes_nothing() {
    let house = House::new();
    house.apply(whole_project());
    let entries = house.entries();
    let (before, records) = house.only();
    for change in whole_project() {
        let outcome = house.apply(vec![change]);
        assert_eq!(outcome.changed, Vec::<i64>::new());
    }
    assert_eq!(house.entries(), entries);
    assert_eq!(house.only().0.row_version, before.row_version);
    assert_eq!(house.only().1.engagements, records.engagements);
}

#[test]
fn a_change_is_one_ledger_entry_with_what_follows_from_it_and_replays_to_the_registry() {
    let house = House::new();
    for change in whole_project() {
        house.apply(vec![change]);
    }
    let (project, _) = house.only();
    let entries = house.read(|conn| Ok(ledger::store::of_heads(conn, &[project.id.0])?));
    assert_eq!(entries.len(), whole_project().len());
    let permitted = ledger::read_open(&entries[3]).unwrap();
    assert_eq!(permitted.0["project"].len(), 1, "the stage is settled in the entry of the permit");
    let report = house.read(|conn| crate::registry::verify_ledger(conn, &house.vault));
    assert_eq!(format!("{:?}", report.differences), "[]");
}

#[test]
fn a_record_waits_for_its_project_once_and_is_taken_up_with_it() {
    let house = House::new();
    let person = PersonRef { name: "甲测试".to_owned(), ..PersonRef::default() };
    assert_eq!(house.apply(vec![tender(), permit(1, "2020-03-01")]).waiting, [0, 1]);
    assert_eq!(house.apply(vec![tender()]).waiting, [0]);
    assert_eq!(house.waiting(), 2);
    let rows = house.read(|conn| Ok(pending::list(conn, None, None, 10)?));
    assert_eq!(rows[0].summary, format!("招标投标记录 {NUMBER}-BD-001"));
    assert!(rows[0].reason.contains(NUMBER) && rows[0].reason.contains("登记"), "{}", rows[0].reason);
    assert!(!rows[0].payload_cipher.contains(&person.name));
    assert!(house.projects().is_empty());

    let outcome = house.apply(vec![project()]);
    assert_eq!((outcome.waiting.len(), outcome.changed.len()), (0, 1));
    assert_eq!(house.waiting(), 0);
    let (project, records) = house.only();
    assert_eq!(project.stage, ProjectStage::Permitted);
    assert!(records.engagements[0].enterprise_id.is_some(), "its references are resolved when it is taken up");
    assert_eq!(records.engagements[0].active_since, Some(day("2020-01-15")));
}

#[test]
fn an_identity_number_waits_sealed_and_leads_to_its_holder_in_the_end() {
    let body = *b"41010519900307001";
    let number = String::from_utf8(body.to_vec()).unwrap() + &char::from(check_character(&body).unwrap()).to_string();
    let id = ResidentId::parse(&number, day("2026-01-01")).unwrap();
    let mut waiting = tender();
    waiting.people[0].number = Some(IdentityNumber::from(&id));
    let house = House::new();
    house.apply(vec![waiting]);
    let row = house.read(|conn| Ok(pending::list(conn, Some("project"), None, 10)?)).remove(0);
    assert!(!format!("{row:?}").contains(&number));

    house.apply(vec![project()]);
    assert!(house.only().1.engagements[0].person_id.is_some(), "who has a full number is put on file");
    let people = house.read(|conn| service::people(conn, NUMBER));
    assert!(people[0].person_id.is_some());
}

#[test]
fn a_change_that_does_not_tell_its_project_waits_and_says_why() {
    let house = House::new();
    let nameless = ProjectChange { who: ProjectRef::default(), ..project() };
    assert_eq!(house.apply(vec![nameless]).waiting, [0]);
    let rows = house.read(|conn| Ok(pending::list(conn, None, None, 10)?));
    assert!(rows[0].reason.contains("项目编号"), "{}", rows[0].reason);
    assert!(house.projects().is_empty());
}

#[rstest]
#[case::all(Search::default(), true)]
#[case::words(Search { words: Some("人民医院".to_owned()), ..Search::default() }, true)]
#[case::other_words(Search { words: Some("小学".to_owned()), ..Search::default() }, false)]
#[case::initials(Search { words: Some("jsqrm".to_owned()), ..Search::default() }, true)]
#[case::number(Search { words: Some("豫建2020-0007".to_owned()), ..Search::default() }, true)]
#[case::city(Search { filter: ListFilter { region: Some("4101".to_owned()), ..ListFilter::default() }, ..Search::default() }, true)]
#[case::other_city(Search { filter: ListFilter { region: Some("4102".to_owned()), ..ListFilter::default() }, ..Search::default() }, false)]
#[case::stage(Search { filter: ListFilter { stage: Some(ProjectStage::Filed), ..ListFilter::default() }, ..Search::default() }, true)]
#[case::owner_by_code(Search { owner: Some("91410100MA0000007G".to_owned()), ..Search::default() }, true)]
#[case::owner_by_name(Search { owner: Some(OWNER.to_owned()), ..Search::default() }, true)]
#[case::contractor(Search { owner: Some("91410100MA0000015B".to_owned()), ..Search::default() }, false)]
fn a_project_is_listed_by_words_and_restrictions(#[case] search: Search, #[case] expected: bool) {
    let house = House::new();
    house.apply(whole_project());
    let found = house.read(|conn| service::find(conn, &Search { rows: 20, count: true, ..search }));
    assert_eq!(found.page.items.len(), usize::from(expected));
    assert_eq!(found.total, Some(i64::from(expected)));
}

#[test]
fn a_project_is_shown_by_each_of_its_numbers_with_its_stages_and_people() {
    let house = House::new();
    house.apply(whole_project());
    let (project, _) = house.only();
    for key in [project.public_id.as_str(), NUMBER, "豫建2020-0007"] {
        assert_eq!(house.read(|conn| service::detail(conn, key)).summary.id, project.public_id);
    }
    assert!(house.db.read_now(|conn| service::detail(conn, "4101052003010199")).is_err());
    let stages = house.read(|conn| service::stages(conn, NUMBER));
    let days: Vec<_> = stages.iter().map(|stage| stage.on).collect();
    assert_eq!(stages.len(), 7);
    assert!(days.is_sorted(), "{days:?}");
    assert_eq!(stages[0].parties[0].enterprise.name, "河南华鑫建设工程有限公司");
    assert!(stages[0].parties[0].enterprise.id.is_some());
    let people = house.read(|conn| service::people(conn, NUMBER));
    let bound: Vec<_> =
        people.iter().map(|row| (row.person_name.as_str(), row.active_since, row.released_on)).collect();
    // The award binds 甲 for both permits: replaced on the first, he is free when the second is accepted.
    let expected = [
        ("甲测试", Some(day("2020-01-15")), Some(day("2021-06-30"))),
        ("甲测试", Some(day("2020-01-15")), Some(day("2021-06-30"))),
        ("乙测试", Some(day("2020-10-01")), Some(day("2021-05-01"))),
    ];
    assert_eq!(bound, expected);
    assert_eq!(house.read(|conn| service::participants(conn, NUMBER)).len(), 1);
}

#[rstest]
#[case::national(ProjectRef::national(NUMBER), true, false)]
#[case::provincial(ProjectRef { numbers: vec![(ProjectNumberKind::Local, "豫建 2020－0007".to_owned())], ..ProjectRef::default() }, true, false)]
#[case::name_and_owner(ProjectRef { name: Some("金水区人民医院病房楼".to_owned()), owner_name: Some(OWNER.to_owned()), ..ProjectRef::default() }, true, false)]
#[case::name_alone(ProjectRef { name: Some("金水区人民医院病房楼".to_owned()), ..ProjectRef::default() }, false, false)]
#[case::hint(ProjectRef::hinted_by(&format!("{NUMBER}-JX-007")).unwrap(), true, true)]
#[case::another_number_and_a_hint(ProjectRef { hint: Some(NUMBER.to_owned()), ..ProjectRef::national("4101052003010199") }, false, false)]
#[case::another_with_the_same_local_number(ProjectRef { numbers: vec![(ProjectNumberKind::Local, "豫建2020-0007".to_owned())], ..ProjectRef::national("4101052003010199") }, false, false)]
fn a_project_is_found_by_what_a_record_says_of_it(#[case] who: ProjectRef, #[case] found: bool, #[case] assumed: bool) {
    let house = House::new();
    house.apply(vec![project()]);
    let records = permit(1, "2020-03-01").records;
    let outcome = house.apply(vec![ProjectChange { who, records, ..ProjectChange::default() }]);
    assert_eq!(outcome.waiting.is_empty(), found);
    assert_eq!(!outcome.assumed.is_empty(), assumed);
}

#[test]
fn a_number_that_two_projects_have_leads_to_none() {
    let house = House::new();
    let other = ProjectChange {
        who: ProjectRef {
            numbers: vec![(ProjectNumberKind::Provincial, "豫建2020-0007".to_owned())],
            name: Some("另一项目".to_owned()),
            ..ProjectRef::national("4101052003010102")
        },
        ..project()
    };
    house.apply(vec![project(), other]);
    assert_eq!(house.projects().len(), 2);
    let who = ProjectRef {
        numbers: vec![(ProjectNumberKind::Provincial, "豫建2020-0007".to_owned())],
        ..ProjectRef::default()
    };
    let records = permit(1, "2020-03-01").records;
    assert_eq!(house.apply(vec![ProjectChange { who, records, ..ProjectChange::default() }]).waiting, [0]);
}

#[test]
fn what_a_lower_tier_says_otherwise_is_reported_and_not_taken() {
    let house = House::new();
    house.apply(vec![project(), permit(1, "2020-03-01")]);
    let mut lower = permit(1, "2019-03-01");
    lower.records.permits[0].data_level = DataLevel::SelfReported;
    let outcome = house.apply(vec![lower]);
    assert_eq!(outcome.outranked.len(), 1);
    assert_eq!(house.only().0.permitted_on, Some(day("2020-03-01")));
}
