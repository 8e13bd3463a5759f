//! The province that is not: what every part of the generator may ask it.

use chrono::NaiveDate;

use super::credential::{self, Credentials, Employment};
use super::firm::{self, Firm};
use super::licence::{self, Licence, WorkSafetyPermit};
use super::person::{self, Person};
use super::place::{County, Province};
use super::random::Random;
use super::scale::{Counts, Scale};

/// The enterprises of the province in full, and its people on demand.
#[derive(Clone, Debug)]
pub struct World {
    /// Seed of all chance.
    pub seed: u64,
    /// The day the world is looked at: nothing in it happens later.
    pub as_of: NaiveDate,
    /// How many of everything.
    pub counts: Counts,
    /// Its counties.
    pub province: Province,
    /// Its enterprises; their place is their index.
    pub firms: Vec<Firm>,
}

impl World {
    /// The world of a scale and a seed.
    pub fn new(scale: Scale, seed: u64, as_of: NaiveDate) -> Self {
        let (counts, province) = (scale.counts(), Province::load(scale.province()));
        let firms = firm::found(seed, as_of, &counts, &province);
        Self { seed, as_of, counts, province, firms }
    }

    /// A stream of chance of this world.
    pub fn random(&self, topic: &str, index: u32) -> Random {
        Random::keyed(self.seed, topic, u64::from(index))
    }

    /// An enterprise.
    pub fn firm(&self, index: u32) -> Option<&Firm> {
        self.firms.get(usize::try_from(index).ok()?)
    }

    /// The enterprise somebody works for.
    pub fn employer(&self, person: u32) -> Option<&Firm> {
        self.firms.get(self.firms.partition_point(|firm| firm.people.end <= person))
    }

    /// A person of an enterprise.
    pub fn person(&self, firm: &Firm, index: u32) -> Person {
        person::person(self.seed, self.as_of, firm, index, &self.province)
    }

    /// A person with the enterprise that employs them.
    pub fn employee(&self, index: u32) -> Option<(&Firm, Person)> {
        let firm = self.employer(index)?;
        Some((firm, self.person(firm, index)))
    }

    /// The credentials of a person.
    pub fn credentials(&self, firm: &Firm, person: &Person) -> Credentials {
        credential::credentials(self.seed, self.as_of, firm, person, &self.province)
    }

    /// Where a person worked.
    pub fn career(&self, firm: &Firm, person: &Person) -> Vec<Employment> {
        credential::career(self.seed, &self.firms, firm, person)
    }

    /// The qualifications of an enterprise.
    pub fn licences(&self, firm: &Firm) -> Vec<Licence> {
        licence::licences(self.seed, self.as_of, firm, &self.province)
    }

    /// The work-safety permit of an enterprise.
    pub fn work_safety_permit(&self, firm: &Firm) -> Option<WorkSafetyPermit> {
        licence::work_safety_permit(self.seed, self.as_of, firm, &self.province)
    }

    /// Where an enterprise or a project is.
    pub fn county(&self, place: usize) -> &County {
        self.province.at(place)
    }
}
