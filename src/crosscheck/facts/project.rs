//! Projects, as the rules see them.

use std::collections::{BTreeSet, HashMap};

use super::rows::{
    AcceptanceRow, BidderRow, ChangeRow, CommitmentRow, ContractRow, EngagementRow, FilingRow, ParticipantRow,
    PermitRow, ProjectParticularsRow, ProjectRow, ReviewRow, TenderRow, UnitRow,
};
use super::{Heads, Keys, by_head, named};
use crate::db::{Conn, Result};
use crate::domain::rules::facts::Project;
use crate::domain::rules::facts::project::{
    Award, Bid, Change, Commitment, Completion, Contract, Engaged, Part, Permit, Unit,
};
use crate::domain::rules::measure::Quantity;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::domain::vocabulary::project::{Position, StageRecordKind};
use crate::registry::project::identity::{number_key, number_list};
use crate::registry::project::named::position_of_change;

/// The records of projects before it is known what the enterprises and people are called that they name.
pub struct Records {
    projects: Vec<ProjectRow>,
    particulars: HashMap<i64, Vec<ProjectParticularsRow>>,
    units: HashMap<i64, Vec<UnitRow>>,
    participants: HashMap<i64, Vec<ParticipantRow>>,
    engagements: HashMap<i64, Vec<EngagementRow>>,
    tenders: HashMap<i64, Vec<TenderRow>>,
    bidders: HashMap<i64, Vec<BidderRow>>,
    contracts: HashMap<i64, Vec<ContractRow>>,
    reviews: HashMap<i64, Vec<ReviewRow>>,
    permits: HashMap<i64, Vec<PermitRow>>,
    changes: HashMap<i64, Vec<ChangeRow>>,
    acceptances: HashMap<i64, Vec<AcceptanceRow>>,
    filings: HashMap<i64, Vec<FilingRow>>,
    commitments: HashMap<i64, Vec<CommitmentRow>>,
}

impl Records {
    /// Reads the records of projects, without those that were merged into others.
    pub fn load(conn: &mut Conn, heads: Heads<'_>) -> Result<Self> {
        let mut projects = ProjectRow::load(conn, heads)?;
        projects.retain(|row| row.merged_into.is_none());
        Ok(Self {
            projects,
            particulars: by_head(ProjectParticularsRow::load(conn, heads)?, |row| row.project_id.0),
            units: by_head(UnitRow::load(conn, heads)?, |row| row.project_id.0),
            participants: by_head(ParticipantRow::load(conn, heads)?, |row| row.project_id.0),
            engagements: by_head(EngagementRow::load(conn, heads)?, |row| row.project_id.0),
            tenders: by_head(TenderRow::load(conn, heads)?, |row| row.project_id.0),
            bidders: by_head(BidderRow::load(conn, heads)?, |row| row.project_id.0),
            contracts: by_head(ContractRow::load(conn, heads)?, |row| row.project_id.0),
            reviews: by_head(ReviewRow::load(conn, heads)?, |row| row.project_id.0),
            permits: by_head(PermitRow::load(conn, heads)?, |row| row.project_id.0),
            changes: by_head(ChangeRow::load(conn, heads)?, |row| row.project_id.0),
            acceptances: by_head(AcceptanceRow::load(conn, heads)?, |row| row.project_id.0),
            filings: by_head(FilingRow::load(conn, heads)?, |row| row.project_id.0),
            commitments: by_head(CommitmentRow::load(conn, heads)?, |row| row.project_id.0),
        })
    }

    /// The enterprises that the records name.
    pub fn enterprises(&self) -> impl Iterator<Item = EnterpriseId> {
        let parts = self.participants.values().flatten().filter_map(|row| row.enterprise_id);
        let engaging = self.engagements.values().flatten().filter_map(|row| row.enterprise_id);
        let winners = self.tenders.values().flatten().filter_map(|row| row.winner_id);
        let bidders = self.bidders.values().flatten().filter_map(|row| row.bidder_id);
        let contractors = self.contracts.values().flatten().filter_map(|row| row.contractor_id);
        parts.chain(engaging).chain(winners).chain(bidders).chain(contractors)
    }

    /// Those who lead works or their supervision.
    pub fn leaders(&self) -> BTreeSet<i64> {
        let leads = |row: &&EngagementRow| matches!(row.position, Position::ProjectManager | Position::ChiefSupervisor);
        let leading = self.engagements.values().flatten().filter(leads);
        leading.filter_map(|row| row.person_id).map(|id| id.0).collect()
    }

    /// The people whom the records name.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.engagements.values().flatten().filter_map(|row| row.person_id)
    }

    /// The projects, by row id.
    pub fn projects(mut self, keys: &Keys) -> HashMap<ProjectId, Project> {
        let projects = std::mem::take(&mut self.projects);
        projects.into_iter().map(|row| (row.id, self.project(row, keys))).collect()
    }

    fn project(&mut self, row: ProjectRow, keys: &Keys) -> Project {
        let id = row.id.0;
        let particulars = self.particulars.remove(&id).unwrap_or_default().pop();
        let (function, started_on) = particulars.map_or((None, None), |row| (row.function, row.started_on));
        Project {
            key: row.public_id,
            number: row.national_number,
            name: row.name,
            region_code: row.region_code.unwrap_or_default(),
            kind: row.project_type,
            function,
            level: row.data_level,
            area_dm2: row.area_dm2,
            started_on,
            units: taken(&mut self.units, id, unit),
            parts: taken(&mut self.participants, id, |row| part(row, keys)),
            engaged: taken(&mut self.engagements, id, |row| engaged(row, keys)),
            awards: taken(&mut self.tenders, id, |row| award(row, keys)),
            bids: taken(&mut self.bidders, id, |row| bid(row, keys)),
            contracts: taken(&mut self.contracts, id, |row| contract(row, keys)),
            reviews: taken(&mut self.reviews, id, |row| (row.number, row.completed_on)),
            permits: taken(&mut self.permits, id, permit),
            changes: taken(&mut self.changes, id, change),
            acceptances: taken(&mut self.acceptances, id, |row| acceptance(&row)),
            filings: taken(&mut self.filings, id, |row| filing(&row)),
            commitments: taken(&mut self.commitments, id, commitment),
        }
    }
}

fn taken<Row, Fact>(rows: &mut HashMap<i64, Vec<Row>>, id: i64, fact: impl Fn(Row) -> Fact) -> Vec<Fact> {
    rows.remove(&id).unwrap_or_default().into_iter().map(fact).collect()
}

fn unit(row: UnitRow) -> Unit {
    let measures = [
        ("building_height", row.height_mm.and_then(Quantity::millimetres)),
        ("structure_height", row.structure_height_mm.and_then(Quantity::millimetres)),
        ("single_span", row.span_mm.and_then(Quantity::millimetres)),
        ("bridge_single_span", row.span_mm.and_then(Quantity::millimetres)),
        ("bridge_length", row.length_mm.and_then(Quantity::millimetres)),
        ("single_building_area", row.area_dm2.and_then(Quantity::square_decimetres)),
        ("floors", row.storeys_above.map(i64::from).and_then(Quantity::whole)),
    ];
    let known = measures.into_iter().filter_map(|(metric, amount)| Some((metric, amount?)));
    Unit { code: row.code, measures: known.collect() }
}

fn part(row: ParticipantRow, keys: &Keys) -> Part {
    let party = keys.party(row.enterprise_id, &row.enterprise_name);
    Part { role: row.role, unit: row.unit_code, party, from: row.valid_from, until: row.valid_until }
}

fn engaged(row: EngagementRow, keys: &Keys) -> Engaged {
    let basis = match (row.since_basis, &row.since_number) {
        (None, None) => named(row.basis, row.basis_number.as_deref()),
        (kind, number) => named(kind, number.as_deref()),
    };
    let on_behalf = row.enterprise_id.is_some() || row.enterprise_name.is_some();
    Engaged {
        position: row.position,
        person: keys.person(row.person_id),
        name: row.person_name,
        party: on_behalf.then(|| keys.party(row.enterprise_id, row.enterprise_name.as_deref().unwrap_or_default())),
        since: row.active_since,
        released: row.released_on,
        basis,
        only_awarded: row.basis == Some(StageRecordKind::Tender),
    }
}

fn award(row: TenderRow, keys: &Keys) -> Award {
    let winner = row.winner_name.as_deref().or(row.winner_id.map(|_| ""));
    Award {
        number: row.number,
        class: row.tender_class.unwrap_or_default(),
        on: row.awarded_on,
        amount_fen: row.award_fen,
        winner: winner.map(|written| keys.party(row.winner_id, written)),
        leader: row.leader_name,
    }
}

fn bid(row: BidderRow, keys: &Keys) -> Bid {
    let tender = row.tender_number.map(|number| format!("{number}/")).unwrap_or_default();
    Bid {
        section: format!("{tender}{}", row.section_code),
        party: keys.party(row.bidder_id, &row.bidder_name),
        consortium: row.consortium,
        on: row.submitted_on,
    }
}

fn contract(row: ContractRow, keys: &Keys) -> Contract {
    let contractor = row.contractor_name.as_deref().or(row.contractor_id.map(|_| ""));
    Contract {
        number: row.number,
        kind: row.contract_type.unwrap_or_default(),
        amount_fen: row.amount_fen,
        contractor: contractor.map(|written| keys.party(row.contractor_id, written)),
        signed_on: row.signed_on,
    }
}

fn permit(row: PermitRow) -> Permit {
    Permit {
        number: number_key(&row.number),
        names_review: row.review_numbers.is_some_and(|numbers| !number_list(Some(&numbers)).is_empty()),
        issued_on: row.issued_on,
        state: row.state,
        amount_fen: row.contract_fen,
        area_dm2: row.area_dm2,
    }
}

fn change(row: ChangeRow) -> Change {
    Change {
        permit: number_key(&row.permit_number),
        position: position_of_change(&row.item),
        item: row.item,
        after: row.after,
        on: Some(row.changed_on),
    }
}

fn acceptance(row: &AcceptanceRow) -> Completion {
    Completion {
        number: number_key(&row.number),
        of: None,
        permits: number_list(row.permit_numbers.as_deref()),
        started_on: row.started_on,
        passed_on: row.passed_on,
        filed_on: None,
        area_dm2: row.area_dm2,
        cost_fen: row.cost_fen,
    }
}

fn filing(row: &FilingRow) -> Completion {
    Completion {
        number: number_key(&row.number),
        of: row.acceptance_number.as_deref().map(number_key),
        permits: number_list(row.permit_numbers.as_deref()),
        started_on: row.started_on,
        passed_on: row.passed_on,
        filed_on: row.filed_on,
        area_dm2: row.area_dm2,
        cost_fen: row.cost_fen,
    }
}

fn commitment(row: CommitmentRow) -> Commitment {
    Commitment {
        role: row.role,
        name: row.person_name,
        is_authorised: row.authorised_on.is_some(),
        signed_on: row.signed_on,
    }
}
