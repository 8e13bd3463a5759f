//! A house with one project, from its registration to its filing.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate};
use diesel::RunQueryDsl as _;
use tempfile::TempDir;

use crate::clock::Clock;
use crate::db::{Conn, Db, migrate};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::project::{
    ParticipantRole, Position, ProjectNumberKind, ProjectStage, ProjectType, StageRecordKind,
};
use crate::domain::vocabulary::provenance::{CertificateState, DataLevel};
use crate::error::Result;
use crate::filing::{self, Load};
use crate::ledger::{self, Basis};
use crate::record::{Document as _, Outcome, Provenance, Record as _, Row};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::pending;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::project::change::{self, ProjectChange, ProjectRecords};
use crate::registry::project::identity::ProjectRef;
use crate::registry::project::rows::{
    Acceptance, AcceptanceFiling, Contract, Engagement, Participant, Permit, PermitChange, Project, Tender,
};
use crate::registry::project::store;
use crate::vault::Vault;

pub const NUMBER: &str = "4101052003010101";
pub const OWNER: &str = "郑州某某置业有限公司";

/// A database with an open load.
pub struct House {
    pub db: Db,
    pub vault: Vault,
    basis: Basis,
    _folder: TempDir,
}

impl House {
    pub fn new() -> Self {
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

    pub fn apply(&self, changes: Vec<ProjectChange>) -> Outcome {
        self.db.write_now(|tx| change::apply(tx, &self.basis, &self.vault, changes.clone())).unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.db.read_now(work).unwrap()
    }

    pub fn entries(&self) -> i64 {
        self.read(|conn| Ok(ledger::store::count(conn)?))
    }

    pub fn waiting(&self) -> i64 {
        self.read(|conn| Ok(pending::count(conn, Some("project"))?))
    }

    pub fn projects(&self) -> Vec<Project> {
        self.read(|conn| {
            let ids = store::ids_after(conn, 0, 100)?;
            Ok(Project::load(conn, &ids)?)
        })
    }

    pub fn only(&self) -> (Project, ProjectRecords) {
        let projects = self.projects();
        let [project] = projects.as_slice() else { panic!("{} projects", projects.len()) };
        let records = self.read(|conn| ProjectRecords::load_all(conn, &[project.id.0]));
        (project.clone(), records.into_values().next().unwrap_or_default())
    }

    /// What the records say together, without ids and versions.
    pub fn settled(&self) -> Settled {
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
pub fn new_database(server: &str, clock: &Clock) -> String {
    static SERIAL: AtomicU32 = AtomicU32::new(0);
    let name = format!("project_{}_{}", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
    let admin = Db::open(&server.parse().unwrap(), 1, clock.clone()).unwrap();
    let create = diesel::sql_query(format!("CREATE DATABASE {name}"));
    admin.read_now(|conn| Ok(create.execute(conn).map_err(crate::db::Error::from)?)).unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub stage: ProjectStage,
    pub permitted_on: Option<NaiveDate>,
    pub accepted_on: Option<NaiveDate>,
    pub engagements: Vec<String>,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn row<R: Row + Default>() -> R {
    Provenance { data_level: DataLevel::City, ..Provenance::default() }.row()
}

pub fn project() -> ProjectChange {
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

pub fn enterprise(code: &str, name: &str) -> EnterpriseRef {
    EnterpriseRef { credit_code: Some(code.to_owned()), organisation_code: None, name: Some(name.to_owned()) }
}

pub fn of_project(records: ProjectRecords) -> ProjectChange {
    ProjectChange { who: ProjectRef::national(NUMBER), records, ..ProjectChange::default() }
}

pub fn tender() -> ProjectChange {
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

pub fn permit(serial: u8, issued: &str) -> ProjectChange {
    let permit = Permit {
        number: format!("{NUMBER}-SX-{serial:03}"),
        issued_on: Some(day(issued)),
        state: CertificateState::Valid,
        tender_number: Some(format!("{NUMBER}-BD-001")),
        ..row()
    };
    of_project(ProjectRecords { permits: vec![permit], ..ProjectRecords::default() })
}

pub fn acceptance(serial: u8, passed: &str) -> ProjectChange {
    let acceptance = Acceptance {
        number: format!("{NUMBER}-JX-{serial:03}"),
        permit_numbers: Some(format!("{NUMBER}-SX-{serial:03}")),
        passed_on: Some(day(passed)),
        ..row()
    };
    of_project(ProjectRecords { acceptances: vec![acceptance], ..ProjectRecords::default() })
}

/// A project from its registration to the filing of its second part; the manager of the first permit was replaced.
pub fn whole_project() -> Vec<ProjectChange> {
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
