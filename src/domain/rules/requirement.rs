//! What a qualification asks of the enterprise that holds it (资质标准): registered people and net assets, dated.
//!
//! Numbers of people are assessed in some periods only (建市〔2016〕226号, 建市规〔2023〕3号): outside of them nothing is said.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::basis::Confidence;
use super::facts::{Enterprise, InForce, Qualification, Staffed};
use super::table::{is_in_force, rows, table};
use crate::vocabulary::personnel::RegistrationType;

text_enum! {
    /// What is counted.
    Counted {
        NetAssets = "net_assets" / "净资产",
        #[default]
        Constructors = "constructors" / "注册建造师",
        Supervisors = "supervisors" / "注册监理工程师",
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Requirement {
    /// Its name.
    pub id: String,
    /// Sequence.
    pub sequence: String,
    /// Category.
    pub category: String,
    /// Class.
    pub class: String,
    /// What is counted.
    pub what: Counted,
    /// Specialties that count, apart by `;`; empty for any.
    pub specialties: String,
    /// Whether only the first class counts.
    pub first_class: bool,
    /// How much there must be, in its unit.
    pub minimum: i64,
    /// Its unit: 人 or 万元.
    pub unit: String,
    /// First day on which it counts.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_until: Option<NaiveDate>,
    /// The document.
    pub document: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

const TABLE: &str = table!("requirements.csv");

static REQUIREMENTS: LazyLock<Vec<Requirement>> = LazyLock::new(|| rows(TABLE));

/// The table.
pub fn all() -> &'static [Requirement] {
    &REQUIREMENTS
}

/// What a qualification asked for on a day.
pub fn of(held: &Qualification, on: NaiveDate) -> impl Iterator<Item = &'static Requirement> {
    all().iter().filter(move |row| row.is_of(held) && row.counts(on))
}

/// Whether the table has anything on a qualification, on whatever day.
pub fn is_known(held: &Qualification, what: Counted) -> bool {
    all().iter().any(|row| row.is_of(held) && row.what == what)
}

impl Requirement {
    /// What a category has in brackets (特种工程（结构补强）) asks for nothing of its own.
    fn is_of(&self, held: &Qualification) -> bool {
        let category = held.category.split('（').next();
        self.sequence == held.sequence && category == Some(self.category.as_str()) && self.class == held.class
    }

    fn counts(&self, on: NaiveDate) -> bool {
        is_in_force(self.valid_from, self.valid_until, on)
    }

    /// What it asks for, in words: `建筑工程专业一级注册建造师`.
    pub fn title(&self) -> String {
        let class = if self.first_class { "一级" } else { "" };
        let specialties = self.specialties.replace(';', "、");
        let of = if specialties.is_empty() { "" } else { "专业" };
        format!("{specialties}{of}{class}{}", self.what.label())
    }

    /// Whether a registration counts, whenever it does.
    pub fn counts_for(&self, staffed: &Staffed) -> bool {
        let kind = match self.what {
            Counted::NetAssets => return false,
            Counted::Supervisors => staffed.registration_type == RegistrationType::Supervision,
            Counted::Constructors if self.first_class => {
                staffed.registration_type == RegistrationType::ConstructorFirst
            }
            Counted::Constructors => matches!(
                staffed.registration_type,
                RegistrationType::ConstructorFirst | RegistrationType::ConstructorSecond
            ),
        };
        kind && (self.specialties.is_empty() || self.specialties.split(';').any(|one| one == staffed.specialty))
    }

    /// How many people counted on a day: certainly, and at most. Somebody with two specialties is one.
    pub fn people(&self, enterprise: &Enterprise, on: NaiveDate) -> (i64, i64) {
        let counting = enterprise.staff.iter().filter(|staffed| self.counts_for(staffed));
        let (mut certain, mut possible) = (BTreeSet::new(), BTreeSet::new());
        for staffed in counting {
            match staffed.certificate.in_force(on) {
                InForce::Yes => drop(certain.insert(&staffed.person)),
                InForce::Unknown => drop(possible.insert(&staffed.person)),
                InForce::No => {}
            }
        }
        let certainly = i64::try_from(certain.len()).unwrap_or(i64::MAX);
        let more = i64::try_from(possible.difference(&certain).count()).unwrap_or(i64::MAX);
        (certainly, certainly.saturating_add(more))
    }

    /// Since when there have been too few people, as far as the registrations on file tell: the day after the last on
    /// which there were enough. Nothing where there never were.
    pub fn missed_since(&self, enterprise: &Enterprise, on: NaiveDate) -> Option<NaiveDate> {
        let counting = enterprise.staff.iter().filter(|staffed| self.counts_for(staffed));
        let mut turns: Vec<NaiveDate> = counting
            .flat_map(|staffed| [staffed.certificate.lapses_on(), staffed.certificate.state_since])
            .flatten()
            .filter(|turn| *turn <= on)
            .collect();
        turns.sort_unstable();
        turns.dedup();
        turns.into_iter().rev().find(|turn| {
            let before = turn.pred_opt().unwrap_or(*turn);
            self.people(enterprise, *turn).1 < self.minimum && self.people(enterprise, before).1 >= self.minimum
        })
    }
}

/// How an enterprise stands to one requirement of one qualification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slack {
    /// What is asked for.
    pub requirement: &'static Requirement,
    /// Whether it counts on the day.
    pub is_assessed: bool,
    /// How much there is, certainly: people, or 万元 rounded down; nothing where no accounts are on file.
    pub certain: Option<i64>,
    /// How much there may be.
    pub possible: Option<i64>,
}

/// How an enterprise stands to what a qualification asks for, assessed on the day or not. Of several periods of one
/// requirement the one that counts is told, or else the last.
pub fn slack(enterprise: &Enterprise, held: &Qualification, on: NaiveDate) -> Vec<Slack> {
    let mut told: Vec<&'static Requirement> = Vec::new();
    for row in all().iter().filter(|row| row.is_of(held) && row.valid_from <= on) {
        match told.iter_mut().find(|other| other.title() == row.title()) {
            Some(earlier) => *earlier = row,
            None => told.push(row),
        }
    }
    let slack = told.into_iter().map(|requirement| {
        let (certain, possible) = match requirement.what {
            Counted::NetAssets => {
                let assets = net_assets(enterprise, on).map(|(_, fen)| fen / FEN_OF_TEN_THOUSAND);
                (assets, assets)
            }
            Counted::Constructors | Counted::Supervisors => {
                let (certain, possible) = requirement.people(enterprise, on);
                (Some(certain), Some(possible))
            }
        };
        Slack { requirement, is_assessed: requirement.counts(on), certain, possible }
    });
    slack.collect()
}

/// Fen in 万元.
pub const FEN_OF_TEN_THOUSAND: i64 = 1_000_000;

/// The net assets that counted on a day: of the last year whose accounts were closed.
pub fn net_assets(enterprise: &Enterprise, on: NaiveDate) -> Option<(i32, i64)> {
    use chrono::Datelike as _;

    enterprise.net_assets.iter().copied().filter(|(year, _)| *year < on.year()).max_by_key(|(year, _)| *year)
}

#[cfg(test)]
mod tests;
