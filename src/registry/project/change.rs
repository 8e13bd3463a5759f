//! What a filing may change in the project registry, and how it is applied.

mod bidders;
mod identified;
mod keys;
mod payload;
mod waiting;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::identity::{self, Found, ProjectRef};
use super::rows::{
    Acceptance, AcceptanceFiling, Commitment, Contract, DrawingReview, DrawingViolation, Engagement, FakePerformance,
    Participant, Permit, PermitChange, Project, ProjectNumber, ProjectParticulars, QualitySupervision, RecordLink,
    SafetySupervision, Stoppage, Tender, TenderBidder, TenderSection, UnitWork, UnitWorkMeasure, UnitWorkRecord,
};
use super::settle::settle;
use super::{named, store};
use crate::db::search::NameIndex;
use crate::db::{self, Conn, Tx};
use crate::domain::standard::text;
use crate::domain::vocabulary::ids::ProjectId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, Document as _, Head, InClear, Outcome, Resolved, Row as _, Source, batch, document};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal;
use crate::registry::{enterprise, personnel};
use crate::schema::project;
use crate::vault::Vault;

pub use identified::identify;

document! {
    /// What hangs from a project.
    #[derive(Serialize, Deserialize)]
    #[serde(default)]
    ProjectRecords, ProjectWrites {
        /// Particulars: at most one.
        particulars: ProjectParticulars,
        /// Numbers it is known by, besides the national one.
        numbers: ProjectNumber,
        /// Unit works and sections.
        unit_works: UnitWork,
        /// Measures of the unit works.
        measures: UnitWorkMeasure,
        /// Stage records that cover the unit works.
        unit_work_records: UnitWorkRecord,
        /// Enterprises by role.
        participants: Participant,
        /// Persons by position.
        engagements: Engagement,
        /// Tenders with their awards.
        tenders: Tender,
        /// Sections of the tenders.
        tender_sections: TenderSection,
        /// Bidders in the sections.
        tender_bidders: TenderBidder,
        /// Contracts on record.
        contracts: Contract,
        /// Reviews of construction drawings.
        drawing_reviews: DrawingReview,
        /// What the reviews found against mandatory standards.
        drawing_violations: DrawingViolation,
        /// Quality supervision registrations.
        quality_supervisions: QualitySupervision,
        /// Safety supervision registrations.
        safety_supervisions: SafetySupervision,
        /// Construction permits.
        permits: Permit,
        /// Changes of the permits.
        permit_changes: PermitChange,
        /// Acceptances.
        acceptances: Acceptance,
        /// Filings of acceptances.
        acceptance_filings: AcceptanceFiling,
        /// Links between stage records.
        record_links: RecordLink,
        /// Commitment letters of the five parties' leaders.
        commitments: Commitment,
        /// Stops of the works.
        stoppages: Stoppage,
        /// Decisions that reported performance is fake.
        fake_performances: FakePerformance,
    }
}

/// A change to one project: which one, what of itself, and records under it.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    /// Which project.
    pub who: ProjectRef,
    /// What is said of the project itself; numbers, name and keys are taken from `who`. Only a change that says
    /// something of the project puts it on file: the records of any other wait until it is there.
    pub head: Option<Project>,
    /// Records under it. Numbers need no keys. An id that `EnterpriseId::mention` made stands for one of
    /// `enterprises`, `PersonId::mention` for one of `people`, `ProjectId::mention` for one of `projects`.
    pub records: ProjectRecords,
    /// Enterprises that the project and its records refer to.
    pub enterprises: Vec<EnterpriseRef>,
    /// Persons that the records refer to.
    pub people: Vec<PersonRef>,
    /// Projects that links lead to.
    pub projects: Vec<ProjectRef>,
}

/// Applies changes in one transaction, in order. The outcome speaks of them by their place. Records that waited for a
/// project which these changes put on file are taken up before them.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<ProjectChange>) -> Result<Outcome> {
    let mut incoming = waiting::for_projects(tx.conn, vault, &changes)?;
    incoming.extend(changes.into_iter().enumerate().map(|(place, change)| Incoming::new(Source::Row(place), change)));
    find(tx, &mut incoming)?;
    let (mut ready, waiting): (Vec<Incoming>, Vec<Incoming>) =
        incoming.into_iter().partition(|incoming| incoming.project.is_some());
    let waiting = waiting::add(tx, basis, vault, &waiting)?;
    resolve(tx, basis, vault, &mut ready)?;
    bidders::find_tenders(tx.conn, &mut ready)?;

    let awaited: Vec<i64> = ready.iter().filter_map(Incoming::waited).collect();
    let assumed = ready.iter().filter(|incoming| incoming.is_assumed()).filter_map(Incoming::place).collect();
    let arrivals = ready.into_iter().filter_map(|incoming| incoming.arrival(vault)).collect();
    let mut applied = batch::apply_settled(tx, basis, arrivals, &InClear, settle)?;
    waiting::settle(tx.conn, awaited, &applied.refused)?;
    applied.refused.retain(|(source, _)| source.place().is_some());
    Ok(Outcome { waiting, assumed, ..applied })
}

/// A change on its way to its project.
struct Incoming {
    source: Source,
    change: ProjectChange,
    project: Option<Found>,
    /// The projects that its links lead to.
    links: Vec<Option<ProjectId>>,
}

impl Incoming {
    fn new(source: Source, change: ProjectChange) -> Self {
        Self { source, change, project: None, links: Vec::new() }
    }

    fn place(&self) -> Option<usize> {
        self.source.place()
    }

    fn waited(&self) -> Option<i64> {
        if let Source::Waited(row) = self.source { Some(row) } else { None }
    }

    fn is_assumed(&self) -> bool {
        self.project.is_some_and(|found| found.assumed)
    }

    fn arrival(self, vault: &Vault) -> Option<Arrival<Project, ProjectRecords>> {
        let ProjectChange { who, head, mut records, .. } = self.change;
        let id = self.project?.id;
        if let Some(head) = &head {
            records.numbers.extend(numbers(&who, head));
        }
        named::complete(&mut records);
        cover_numbers(&mut records, vault);
        keys::fill(&mut records);
        let head = head.map(|head| self::head(id, who, head, vault));
        Some(Arrival { source: self.source, head_id: id.into(), head, records })
    }
}

fn find(tx: &mut Tx<'_>, incoming: &mut [Incoming]) -> Result<()> {
    let own = incoming.iter().map(|incoming| (&incoming.change.who, incoming.change.head.is_some()));
    let linked = incoming.iter().flat_map(|incoming| &incoming.change.projects).map(|who| (who, false));
    let who: Vec<(&ProjectRef, bool)> = own.chain(linked).collect();
    let mut found = identity::find_or_mint(tx, &who)?.into_iter();
    for (incoming, found) in incoming.iter_mut().zip(found.by_ref()) {
        incoming.project = found;
    }
    for incoming in incoming {
        let links = found.by_ref().take(incoming.change.projects.len());
        incoming.links = links.map(|found| found.map(|found| found.id)).collect();
    }
    Ok(())
}

/// Resolves the references of all changes at once: one look-up a room, however many changes there are.
fn resolve(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, incoming: &mut [Incoming]) -> Result<()> {
    let changes = || incoming.iter().map(|incoming| &incoming.change);
    let enterprises: Vec<EnterpriseRef> = changes().flat_map(|change| change.enterprises.iter().cloned()).collect();
    let people: Vec<PersonRef> = changes().flat_map(|change| change.people.iter().cloned()).collect();
    let mut enterprises = enterprise::change::find_or_mention(tx, basis, vault, &enterprises)?.into_iter();
    let mut people = personnel::change::find_or_mention(tx, basis, vault, &people)?.into_iter();
    for incoming in incoming {
        let change = &mut incoming.change;
        let resolved = Resolved {
            enterprises: enterprises.by_ref().take(change.enterprises.len()).collect(),
            people: people.by_ref().take(change.people.len()).collect(),
            projects: std::mem::take(&mut incoming.links),
        };
        identified::keep_masks(&mut change.records, &change.people, &resolved);
        change.records.resolve(&resolved);
        if let Some(head) = &mut change.head {
            head.resolve(&resolved);
        }
    }
    Ok(())
}

/// No certificate number that holds the resident ID of its holder is stored in clear.
fn cover_numbers(records: &mut ProjectRecords, vault: &Vault) {
    for number in records.engagements.iter_mut().filter_map(|row| row.certificate_number.as_mut()) {
        *number = personal::certificate_number(vault, number, "").0;
    }
}

fn head(id: ProjectId, who: ProjectRef, head: Project, vault: &Vault) -> Project {
    let name = who.name.unwrap_or_default();
    let name_key = text::search_key(&name);
    Project {
        public_id: vault.public_id("project", &id.0.to_string()),
        national_number: who.national_number,
        name_initials: text::initials(&name_key),
        name_key,
        name,
        owner_name: head.owner_name.clone().or(who.owner_name),
        ..head
    }
}

/// The numbers that a change which registers a project knows it by.
fn numbers(who: &ProjectRef, head: &Project) -> Vec<ProjectNumber> {
    let number = |(kind, value): &(_, String)| ProjectNumber {
        kind: *kind,
        value: value.clone(),
        data_level: head.data_level,
        data_source: head.data_source,
        verifying_body: head.verifying_body.clone(),
        verifying_person: head.verifying_person.clone(),
        raw: "{}".to_owned(),
        ..ProjectNumber::default()
    };
    who.numbers.iter().map(number).collect()
}

impl Head for Project {
    const KIND: HeadKind = HeadKind::Project;
    const NAMES: NameIndex = NameIndex::Project;

    fn name_key(&self) -> &str {
        &self.name_key
    }

    /// What is derived from the records stays until they are settled again; a change without a name keeps the name.
    fn complete(&mut self, on_file: Option<&Self>) {
        let Some(on_file) = on_file else { return };
        if self.name.is_empty() {
            self.name.clone_from(&on_file.name);
            self.name_key.clone_from(&on_file.name_key);
            self.name_initials.clone_from(&on_file.name_initials);
        }
        self.stage = on_file.stage;
        self.permitted_on = on_file.permitted_on;
        self.accepted_on = on_file.accepted_on;
        self.public_id.clone_from(&on_file.public_id);
        self.updated_at = on_file.updated_at;
    }

    fn lock(conn: &mut Conn, ids: &[i64]) -> db::Result<()> {
        store::lock(conn, ids)
    }

    fn date(&mut self, now: NaiveDateTime) {
        self.updated_at = now;
    }

    fn touch(conn: &mut Conn, ids: &[i64], now: NaiveDateTime) -> db::Result<()> {
        for ids in ids.chunks(db::batch::KEYS_PER_QUERY) {
            diesel::update(project::table.filter(project::id.eq_any(ids)))
                .set(project::updated_at.eq(now))
                .execute(conn)?;
        }
        Ok(())
    }
}

/// The projects that records of other rooms refer to, where they are on file.
pub fn find_projects(conn: &mut Conn, who: &[ProjectRef]) -> Result<Vec<Option<ProjectId>>> {
    Ok(identity::find(conn, who)?.into_iter().map(|found| found.map(|found| found.id)).collect())
}

/// The tables of this room, as `siku copy` and the verification of the ledger walk them.
pub fn tables() -> Vec<crate::record::Table> {
    ProjectRecords::TABLES.to_vec()
}
