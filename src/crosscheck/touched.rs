//! What has to be looked at again because of a change: whose findings it can touch.
//!
//! | what changed | whose findings |
//! |---|---|
//! | an enterprise | its own; of the projects it takes part in; where its name changed, of those who lead for it or are registered with it |
//! | a person | their own; of the enterprises they were or are registered with |
//! | a project | its own; of those who led or lead it |
//!
//! Who is named before and after a change is read from its ledger entry.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde_json::Value;

use super::market::Wanted;
use crate::db::batch::KEYS_PER_QUERY;
use crate::db::{self, Conn};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::project::Position;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::store::EntryRow;
use crate::record::Delta;
use crate::schema::{contract, engagement, participant, registration, tender, tender_bidder};

/// Those whose findings are looked at again, each with the entry because of which.
pub type Touched = BTreeMap<(HeadKind, i64), Option<i64>>;

/// What some entries touch by themselves, and the enterprises that have another name by them.
#[derive(Debug, Default)]
pub struct Changes {
    /// Heads, each with its entry.
    pub touched: Touched,
    renamed: BTreeSet<i64>,
}

impl Changes {
    /// Takes what an entry says; nothing but its head where it cannot be read any more.
    pub fn take(&mut self, entry: &EntryRow, delta: Option<&Delta>) {
        self.touched.insert((entry.head_kind, entry.head_id), Some(entry.id));
        let Some(Delta(tables)) = delta else { return };
        for (table, changes) in tables {
            for change in changes {
                if table == "enterprise" && change.before.as_ref().is_some_and(|before| differ(before, &change.after)) {
                    self.renamed.insert(entry.head_id);
                }
                for row in change.before.iter().chain([&change.after]) {
                    self.name(entry, table, row);
                }
            }
        }
    }

    fn name(&mut self, entry: &EntryRow, table: &str, row: &Value) {
        let id = |column: &str| row.get(column).and_then(Value::as_i64);
        let named = match (entry.head_kind, table) {
            (HeadKind::Person, "registration") => id("enterprise_id").map(|id| (HeadKind::Enterprise, id)),
            (HeadKind::Project, "engagement") => id("person_id").map(|id| (HeadKind::Person, id)),
            _ => None,
        };
        if let Some(head) = named {
            self.touched.entry(head).or_insert(Some(entry.id));
        }
    }

    /// Adds those whose findings rest on the enterprises that changed.
    pub fn spread(mut self, conn: &mut Conn) -> Result<Touched> {
        let enterprises: Vec<(i64, Option<i64>)> = self
            .touched
            .iter()
            .filter(|((kind, _), _)| *kind == HeadKind::Enterprise)
            .map(|((_, id), cause)| (*id, *cause))
            .collect();
        for (enterprise, cause) in enterprises {
            for project in projects_of(conn, EnterpriseId(enterprise))? {
                self.touched.entry((HeadKind::Project, project.0)).or_insert(cause);
            }
            if self.renamed.contains(&enterprise) {
                for person in people_of(conn, EnterpriseId(enterprise))? {
                    self.touched.entry((HeadKind::Person, person.0)).or_insert(cause);
                }
            }
        }
        Ok(self.touched)
    }
}

/// Whether an enterprise is called otherwise than before, or was merged.
fn differ(before: &Value, after: &Value) -> bool {
    ["name", "merged_into"].iter().any(|column| before.get(column) != after.get(column))
}

/// The projects whose records name an enterprise.
fn projects_of(conn: &mut Conn, enterprise: EnterpriseId) -> db::Result<BTreeSet<ProjectId>> {
    let mut found = BTreeSet::new();
    let parts = participant::table.filter(participant::enterprise_id.eq(enterprise)).select(participant::project_id);
    found.extend(parts.load::<ProjectId>(conn)?);
    let contracts = contract::table.filter(contract::contractor_id.eq(enterprise)).select(contract::project_id);
    found.extend(contracts.load::<ProjectId>(conn)?);
    let bids = tender_bidder::table.filter(tender_bidder::bidder_id.eq(enterprise)).select(tender_bidder::project_id);
    found.extend(bids.load::<ProjectId>(conn)?);
    let awards = tender::table.filter(tender::winner_id.eq(enterprise)).select(tender::project_id);
    found.extend(awards.load::<ProjectId>(conn)?);
    Ok(found)
}

/// Those who lead for an enterprise or are registered with it.
fn people_of(conn: &mut Conn, enterprise: EnterpriseId) -> db::Result<BTreeSet<PersonId>> {
    let mut found = BTreeSet::new();
    let leading = engagement::table
        .filter(engagement::enterprise_id.eq(enterprise))
        .filter(engagement::position.eq_any(LEADERS))
        .filter(engagement::person_id.is_not_null())
        .select(engagement::person_id.assume_not_null());
    found.extend(leading.load::<PersonId>(conn)?);
    let registered =
        registration::table.filter(registration::enterprise_id.eq(enterprise)).select(registration::person_id);
    found.extend(registered.load::<PersonId>(conn)?);
    Ok(found)
}

/// Positions whose holders' appointments are examined.
const LEADERS: [Position; 2] = [Position::ProjectManager, Position::ChiefSupervisor];

/// What has to be loaded to look at heads again.
pub fn wanted(conn: &mut Conn, touched: &Touched) -> Result<Wanted> {
    let of = |kind: HeadKind| touched.keys().filter(move |(of, _)| *of == kind).map(|(_, id)| *id);
    let mut wanted = Wanted {
        enterprises: of(HeadKind::Enterprise).collect(),
        projects: of(HeadKind::Project).collect(),
        people: of(HeadKind::Person).collect(),
    };
    let people: Vec<PersonId> = wanted.people.iter().copied().map(PersonId).collect();
    for keys in people.chunks(KEYS_PER_QUERY) {
        let led = engagement::table
            .filter(engagement::person_id.eq_any(keys))
            .filter(engagement::position.eq_any(LEADERS))
            .select(engagement::project_id);
        wanted.projects.extend(led.load::<ProjectId>(conn).map_err(db::Error::from)?.into_iter().map(|id| id.0));
    }
    Ok(wanted)
}
