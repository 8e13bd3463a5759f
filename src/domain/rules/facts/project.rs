//! What is on file of a project, as the rules see it. Numbers of permits and of acceptances are as they are compared.

use chrono::NaiveDate;

use super::super::measure::{Quantity, Works};
use super::Led;
use crate::standard::text::search_key;
use crate::vocabulary::project::{ParticipantRole, Position, ProjectType};
use crate::vocabulary::provenance::{CertificateState, DataLevel};

/// A party by name, and by key where it is on file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The enterprise's key.
    pub key: Option<String>,
    /// Its name as written.
    pub name: String,
}

impl Party {
    /// Whether both are one enterprise: by key where both have one, else by name.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.key, &other.key) {
            (Some(one), Some(other)) => one == other,
            _ => search_key(&self.name) == search_key(&other.name),
        }
    }
}

/// A unit of the works (单体).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Its measures, by name of the metric.
    pub measures: Vec<(&'static str, Quantity)>,
}

/// An enterprise that takes part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// As what.
    pub role: ParticipantRole,
    /// In which unit; nothing for the project as a whole.
    pub unit: Option<String>,
    /// Who.
    pub party: Party,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// Somebody in a position of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Engaged {
    /// In which.
    pub position: Position,
    /// The person's key, where it is known who it is.
    pub person: Option<String>,
    /// Their name as written.
    pub name: String,
    /// On whose behalf.
    pub party: Option<Party>,
    /// Since when they are bound.
    pub since: Option<NaiveDate>,
    /// When they were released.
    pub released: Option<NaiveDate>,
    /// The record that shows it.
    pub basis: String,
    /// Whether it is the award alone that names them: whom it names need not have come.
    pub only_awarded: bool,
}

impl Engaged {
    /// Whether they are bound on a day.
    pub fn binds(&self, on: NaiveDate) -> bool {
        super::binds(self.since, self.released, on)
    }
}

/// An award (中标).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Award {
    /// Number of the tender.
    pub number: String,
    /// What was tendered, coded as the standard has it: `003` for construction.
    pub class: String,
    /// The day of the award.
    pub on: Option<NaiveDate>,
    /// Amount in fen.
    pub amount_fen: Option<i64>,
    /// Who won.
    pub winner: Option<Party>,
    /// Who is to lead.
    pub leader: Option<String>,
}

/// A bid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bid {
    /// Tender and section: `BD-001/1`.
    pub section: String,
    /// Who.
    pub party: Party,
    /// The consortium they bid in, where it is one.
    pub consortium: Option<String>,
    /// When.
    pub on: Option<NaiveDate>,
}

/// A contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// Its number on record.
    pub number: String,
    /// Its kind, coded as the standard has it: `301` for general contracts.
    pub kind: String,
    /// Amount in fen.
    pub amount_fen: Option<i64>,
    /// Who builds, supervises, designs.
    pub contractor: Option<Party>,
    /// The day of signature.
    pub signed_on: Option<NaiveDate>,
}

/// A construction permit (施工许可证).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permit {
    /// Its number.
    pub number: String,
    /// Whether it names a drawing review.
    pub names_review: bool,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// What became of it.
    pub state: CertificateState,
    /// Amount of the contract in fen.
    pub amount_fen: Option<i64>,
    /// Area in hundredths of a square metre.
    pub area_dm2: Option<i64>,
}

/// A change of a permit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The permit's number.
    pub permit: String,
    /// The position that changes hands, where it is one.
    pub position: Option<Position>,
    /// What changes, as written.
    pub item: String,
    /// What it says now.
    pub after: String,
    /// The day.
    pub on: Option<NaiveDate>,
}

/// A passed acceptance (竣工验收) or its filing (竣工验收备案).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Its number.
    pub number: String,
    /// The number of the acceptance that a filing is of.
    pub of: Option<String>,
    /// Numbers of the permits.
    pub permits: Vec<String>,
    /// The day on which works began, as it says.
    pub started_on: Option<NaiveDate>,
    /// The day on which acceptance was passed.
    pub passed_on: Option<NaiveDate>,
    /// The day of filing.
    pub filed_on: Option<NaiveDate>,
    /// Area in hundredths of a square metre.
    pub area_dm2: Option<i64>,
    /// Cost in fen.
    pub cost_fen: Option<i64>,
}

/// A signed letter of commitment (承诺书).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commitment {
    /// For which party.
    pub role: ParticipantRole,
    /// By whom.
    pub name: String,
    /// Whether the authorisation (授权书) is there too.
    pub is_authorised: bool,
    /// When.
    pub signed_on: Option<NaiveDate>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Its address.
    pub key: String,
    /// National number.
    pub number: Option<String>,
    /// Name.
    pub name: String,
    /// Where; empty where it is not known.
    pub region_code: String,
    /// Buildings or municipal works.
    pub kind: Option<ProjectType>,
    /// Use, coded as the standard has it: `015` for bridges.
    pub function: Option<String>,
    /// Who verified it.
    pub level: DataLevel,
    /// Area in hundredths of a square metre.
    pub area_dm2: Option<i64>,
    /// The day on which works began.
    pub started_on: Option<NaiveDate>,
    /// Its units.
    pub units: Vec<Unit>,
    /// Who takes part.
    pub parts: Vec<Part>,
    /// Who works there.
    pub engaged: Vec<Engaged>,
    /// Awards.
    pub awards: Vec<Award>,
    /// Bids.
    pub bids: Vec<Bid>,
    /// Contracts.
    pub contracts: Vec<Contract>,
    /// Days on which drawing reviews were passed, with their numbers.
    pub reviews: Vec<(String, Option<NaiveDate>)>,
    /// Permits.
    pub permits: Vec<Permit>,
    /// Changes of permits.
    pub changes: Vec<Change>,
    /// Acceptances.
    pub acceptances: Vec<Completion>,
    /// Filings of acceptances.
    pub filings: Vec<Completion>,
    /// Letters of commitment.
    pub commitments: Vec<Commitment>,
}

/// Kinds of contract by which somebody builds the whole: 施工总包, 工程总承包, 设计施工一体化.
pub const GENERAL_CONTRACTS: [&str; 3] = ["301", "600", "500"];
/// The kind of contract by which somebody supervises.
pub const SUPERVISION_CONTRACT: &str = "400";
/// What is tendered when somebody is to build the whole: 施工, 工程总承包, 设计施工一体化.
pub const CONSTRUCTION_TENDERS: [&str; 3] = ["003", "006", "005"];

/// Items of the table of scopes by the use of municipal works; other works have several measures and no single item.
const MUNICIPAL_ITEMS: [(&str, &str); 2] = [("014", "城市道路"), ("015", "城市桥梁")];

impl Project {
    /// What is to be built, as a qualification is asked for it: by whoever builds the whole, for an amount in fen.
    pub fn works(&self, amount_fen: Option<i64>) -> Option<Works> {
        let (category, item) = match self.kind? {
            ProjectType::Building => ("建筑工程", "房屋建筑"),
            ProjectType::Municipal => ("市政公用工程", self.municipal_item()),
            ProjectType::Other => return None,
        };
        let mut works = Works {
            sequence: "施工总承包".to_owned(),
            category: category.to_owned(),
            item: item.to_owned(),
            region_code: self.region_code.clone(),
            ..Works::default()
        };
        for (metric, amount) in self.units.iter().flat_map(|unit| &unit.measures) {
            let largest = works.measures.entry((*metric).to_owned()).or_insert(*amount);
            *largest = (*amount).max(*largest);
        }
        let area = self.area_dm2.and_then(Quantity::square_decimetres);
        let amount = amount_fen.map(Quantity::fen);
        for (metric, amount) in [("project_building_area", area), ("contract_amount", amount)] {
            if let Some(amount) = amount {
                works.measures.insert(metric.to_owned(), amount);
            }
        }
        Some(works)
    }

    fn municipal_item(&self) -> &'static str {
        let item = MUNICIPAL_ITEMS.iter().find(|(function, _)| self.function.as_deref() == Some(*function));
        item.map_or("", |(_, item)| item)
    }

    /// What is to be supervised.
    pub fn supervised_works(&self) -> Option<Works> {
        let category = match self.kind? {
            ProjectType::Building => "房屋建筑工程",
            ProjectType::Municipal => "市政公用工程",
            ProjectType::Other => return None,
        };
        let works = self.works(None)?;
        Some(Works { sequence: "工程监理".to_owned(), category: category.to_owned(), item: String::new(), ..works })
    }

    /// The contracts by which somebody builds the whole.
    pub fn general_contracts(&self) -> impl Iterator<Item = &Contract> {
        self.contracts.iter().filter(|contract| GENERAL_CONTRACTS.contains(&contract.kind.as_str()))
    }

    /// The first day on which a permit was issued, of those that have a day.
    pub fn first_permit(&self) -> Option<&Permit> {
        self.permits.iter().filter(|permit| permit.issued_on.is_some()).min_by_key(|permit| permit.issued_on)
    }

    /// Who takes part in one of some roles, the same enterprise once: with its key where any of the records has it.
    pub fn parties(&self, roles: &[ParticipantRole]) -> Vec<&Party> {
        let mut named: Vec<&Party> =
            self.parts.iter().filter(|part| roles.contains(&part.role)).map(|part| &part.party).collect();
        named.sort_by_key(|party| (party.key.is_none(), *party));
        let mut parties: Vec<&Party> = Vec::new();
        for party in named {
            if !parties.iter().any(|known| known.is(party)) {
                parties.push(party);
            }
        }
        parties
    }

    /// What somebody leads here, as their own facts tell it.
    pub fn led(&self, engaged: &Engaged) -> Led {
        Led {
            project: self.key.clone(),
            name: self.name.clone(),
            since: engaged.since,
            released: engaged.released,
            basis: engaged.basis.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
