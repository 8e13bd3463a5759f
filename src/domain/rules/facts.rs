//! What is on file of enterprises and people, as the rules see it: no row ids, nothing personal but the name.

mod certificate;
pub mod conduct;
pub mod project;

use chrono::{Months, NaiveDate};

use super::finding::Seen;
use crate::vocabulary::personnel::RegistrationType;

pub use certificate::{Certificate, InForce};
pub use conduct::{Conduct, Evaluation};
pub use project::Project;

/// A qualification that an enterprise holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qualification {
    /// Sequence.
    pub sequence: String,
    /// Category.
    pub category: String,
    /// Class.
    pub class: String,
    /// Its certificate.
    pub certificate: Certificate,
}

impl Qualification {
    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        let certificate = self.certificate.seen();
        Seen::new(format!("{}{}{} {}", self.category, self.sequence, self.class, certificate.record), certificate.value)
    }
}

/// Days on which somebody was on a list or under a penalty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// What it is: `“黑名单” 豫建黑〔2026〕3号`.
    pub what: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; nothing while it lasts.
    pub until: Option<NaiveDate>,
}

impl Restriction {
    /// Whether it held on a day.
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        let until = self.until.map_or_else(|| "尚未移出".to_owned(), |until| format!("至 {until}"));
        Seen::new(self.what.clone(), format!("自 {} {until}", self.from))
    }
}

/// An enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enterprise {
    /// Its address: the same in every database with the same keys.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its qualifications.
    pub qualifications: Vec<Qualification>,
    /// Its work-safety permits.
    pub safety_permits: Vec<Certificate>,
    /// Lists it stands or stood on.
    pub restrictions: Vec<Restriction>,
    /// Credit code or organisation code, as it is on file.
    pub code: Option<String>,
    /// Region; empty where it is not known.
    pub region_code: String,
    /// Its legal representative.
    pub legal_representative: Option<Named>,
    /// Who holds shares of it, and whether they control it.
    pub shareholders: Vec<Shareholder>,
    /// Net assets in fen, by year of the accounts.
    pub net_assets: Vec<(i32, i64)>,
    /// Registrations with it, of constructors and supervision engineers.
    pub staff: Vec<Staffed>,
    /// What it did well or badly.
    pub conducts: Vec<Conduct>,
    /// How it was evaluated.
    pub evaluations: Vec<Evaluation>,
}

/// Somebody by name, and by key where it is known who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The person's key.
    pub key: Option<String>,
    /// Their name as written.
    pub name: String,
}

/// A holder of shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shareholder {
    /// The enterprise's key, where it is one on file.
    pub enterprise: Option<String>,
    /// Name of the holder.
    pub name: String,
    /// Whether it controls the enterprise: more than half of the shares, or recorded as its controller.
    pub controls: bool,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// A registration with an enterprise, as its qualification counts it: no name, one row a specialty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staffed {
    /// The person's key.
    pub person: String,
    /// Type and class.
    pub registration_type: RegistrationType,
    /// Specialty.
    pub specialty: String,
    /// Its term and state.
    pub certificate: Certificate,
}

/// A registration of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    /// Type and class.
    pub registration_type: RegistrationType,
    /// Specialty.
    pub specialty: String,
    /// The enterprise it is with: its key, where it is on file.
    pub enterprise: Option<String>,
    /// Its name as written.
    pub enterprise_name: Option<String>,
    /// Its certificate.
    pub certificate: Certificate,
}

/// A safety assessment certificate of class B (安全生产考核合格证书 B 证).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafetyCertificate {
    /// The enterprise it names: its key, where it is on file.
    pub enterprise: Option<String>,
    /// Its name as written.
    pub enterprise_name: Option<String>,
    /// The certificate.
    pub certificate: Certificate,
}

/// A project that a person leads or led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// The project's address.
    pub project: String,
    /// Its name.
    pub name: String,
    /// Since when; nothing where no record has the day.
    pub since: Option<NaiveDate>,
    /// The day of release; nothing while bound.
    pub released: Option<NaiveDate>,
    /// The record that shows it.
    pub basis: String,
}

/// Whether somebody is bound on a day: an unknown beginning frees nobody, the day of release does.
pub(super) fn binds(since: Option<NaiveDate>, released: Option<NaiveDate>, on: NaiveDate) -> bool {
    since.is_none_or(|since| since <= on) && released.is_none_or(|released| on < released)
}

impl Led {
    /// Whether the person is bound on a day. Somebody is free on the day of release.
    pub fn binds(&self, on: NaiveDate) -> bool {
        binds(self.since, self.released, on)
    }

    /// What of it is shown as evidence.
    pub fn seen(&self) -> Seen {
        let since = self.since.map_or_else(|| "起始日期未登记".to_owned(), |since| format!("自 {since}"));
        let released = self.released.map_or_else(|| "在建".to_owned(), |day| format!("{day} 解除"));
        Seen::new(format!("{}（{}）", self.name, self.basis), format!("{since}，{released}"))
    }
}

/// Demerit points that a person was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demerit {
    /// Number of the decision.
    pub number: String,
    /// How many.
    pub points: i32,
    /// First day of the cycle it counts in; the day of the decision where no cycle is recorded.
    pub cycle_start: NaiveDate,
}

/// Months of a cycle of demerit points (建质〔2014〕123号).
const CYCLE_MONTHS: u32 = 12;

/// Whether a day falls in the cycle that begins on another.
pub fn is_in_cycle(start: NaiveDate, on: NaiveDate) -> bool {
    let end = start.checked_add_months(Months::new(CYCLE_MONTHS));
    start <= on && end.is_none_or(|end| on < end)
}

impl Demerit {
    /// Whether it counts on a day.
    pub fn counts(&self, on: NaiveDate) -> bool {
        is_in_cycle(self.cycle_start, on)
    }
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Their address.
    pub key: String,
    /// Their name.
    pub name: String,
    /// Their registrations.
    pub registrations: Vec<Registration>,
    /// Their B certificates.
    pub safety_certificates: Vec<SafetyCertificate>,
    /// What they lead or led as project manager.
    pub managed: Vec<Led>,
    /// What they lead or led as chief supervision engineer.
    pub supervised: Vec<Led>,
    /// Records that name somebody of the name without telling who it is.
    pub unidentified: usize,
    /// Points they were given.
    pub demerits: Vec<Demerit>,
    /// Who paid their social insurance.
    pub employments: Vec<Employment>,
}

/// A time in which an enterprise paid somebody's social insurance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Employment {
    /// The enterprise's key, where it is on file.
    pub enterprise: Option<String>,
    /// Its name.
    pub enterprise_name: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

impl Employment {
    /// Whether it covers a day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

#[cfg(test)]
mod tests;
