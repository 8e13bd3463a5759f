//! The people of the province. Each is made from its index alone, so that nine hundred thousand need no room.

use chrono::NaiveDate;

use super::calendar::{after, years_after};
use super::firm::Firm;
use super::identifiers;
use super::names;
use super::place::Province;
use super::random::Random;
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::domain::vocabulary::personnel::{RegistrationType, Sex};

/// What somebody does for the firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Practises under a registration.
    Registered(RegistrationType),
    /// Heads the firm, or answers for its technique (A).
    Leader,
    /// Watches over safety on site (C).
    SafetyOfficer,
    /// Holds a post on site: 施工员, 质量员 and so on.
    Post,
    /// Works at a trade: 电工, 架子工 and so on.
    Trade,
    /// Works in the office, without a certificate.
    Office,
}

/// One person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Number of the person.
    pub index: u32,
    /// Name.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Resident ID.
    pub resident_id: String,
    /// When the career began.
    pub started_on: NaiveDate,
    /// When the person came to the firm of today.
    pub joined_on: NaiveDate,
    /// What the person does there.
    pub work: Work,
}

/// Provinces the people come from, beside the one they work in.
const NEIGHBOURS: [(u32, &str); 8] =
    [(4, "42"), (4, "34"), (3, "37"), (3, "13"), (3, "61"), (3, "51"), (2, "14"), (2, "43")];

/// Makes a person of a firm.
pub fn person(seed: u64, as_of: NaiveDate, firm: &Firm, index: u32, province: &Province) -> Person {
    let mut random = Random::keyed(seed, "person", u64::from(index));
    let work = work(firm, index);
    let is_male = random.chance(if matches!(work, Work::Office) { 450 } else { 850 });
    let born = after(as_of, -random.between(26 * 365, 62 * 365));
    let home = if random.chance(760) { province.digits() } else { random.weighted(&NEIGHBOURS) };
    let started_on = after(years_after(born, 22), random.between(0, 1_000)).min(after(as_of, -800));
    let earliest = started_on.max(after(firm.established_on, 20));
    let joined_on = joined(earliest, as_of, &mut random);
    Person {
        index,
        name: names::person(&mut random, is_male),
        sex: if is_male { Sex::Male } else { Sex::Female },
        resident_id: identifiers::resident(home, index, born, is_male),
        started_on,
        joined_on,
        work,
    }
}

/// Half came in the first third of the time they could, the others at any time.
fn joined(earliest: NaiveDate, as_of: NaiveDate, random: &mut Random) -> NaiveDate {
    let span = (as_of - earliest).num_days() - 120;
    let span = if random.chance(500) { span / 3 } else { span };
    after(earliest, random.between(0, span.max(0)))
}

impl Person {
    /// Since when the person may lead a site or supervise one for the firm: the registration follows within a year.
    pub fn registered_on(&self) -> NaiveDate {
        after(self.joined_on, 30 + i64::from(self.index % 90)).max(years_after(self.started_on, 2))
    }
}

/// What person number `index` does in a firm: the registered first, the leaders last.
pub fn work(firm: &Firm, index: u32) -> Work {
    let place = index.saturating_sub(firm.people.start);
    if place < firm.registered {
        return Work::Registered(registration(firm, place));
    }
    if firm.people.end - index <= 2 {
        return Work::Leader;
    }
    match (firm.kind, place % 10) {
        (EnterpriseKind::Construction, 0 | 1) => Work::SafetyOfficer,
        (EnterpriseKind::Construction | EnterpriseKind::Supervision, 0..=6) | (EnterpriseKind::Testing, 0..=4) => {
            Work::Post
        }
        (EnterpriseKind::Construction, _) => Work::Trade,
        _ => Work::Office,
    }
}

/// The registration of the `place`-th registered person of a firm: what its kind needs most, again and again.
fn registration(firm: &Firm, place: u32) -> RegistrationType {
    use RegistrationType as R;
    let cycle: &[R] = match (firm.kind, firm.class) {
        (EnterpriseKind::Construction, 0 | 1) => {
            &[R::ConstructorFirst, R::ConstructorSecond, R::ConstructorFirst, R::ConstructorSecond, R::CostFirst]
        }
        (EnterpriseKind::Construction, _) => &[
            R::ConstructorSecond,
            R::ConstructorSecond,
            R::ConstructorFirst,
            R::ConstructorSecond,
            R::ConstructorSecond,
            R::CostSecond,
        ],
        (EnterpriseKind::Supervision, _) => &[R::Supervision, R::Supervision, R::Supervision, R::CostFirst],
        (EnterpriseKind::Survey, _) => &[R::Geotechnical],
        (EnterpriseKind::CostConsulting | EnterpriseKind::TenderAgency, _) => &[R::CostFirst, R::CostSecond],
        _ => &[
            R::ArchitectFirst,
            R::StructuralFirst,
            R::WaterSupply,
            R::ElectricalSupply,
            R::Hvac,
            R::ArchitectSecond,
            R::StructuralSecond,
        ],
    };
    let length = u32::try_from(cycle.len()).unwrap_or(1);
    usize::try_from(place % length).ok().and_then(|place| cycle.get(place)).copied().unwrap_or_default()
}

/// Whether person number `index` may be appointed project manager: a constructor, and not one of the few without a B
/// certificate.
pub fn is_manager(firm: &Firm, index: u32) -> bool {
    holds_b_certificate(firm, index) && matches!(work(firm, index), Work::Registered(kind) if kind.is_constructor())
}

/// Seven constructors in eight hold the B certificate.
pub fn holds_b_certificate(firm: &Firm, index: u32) -> bool {
    index.saturating_sub(firm.people.start) % 8 != 7
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::super::firm::found;
    use super::super::scale::Scale;
    use super::*;
    use crate::domain::standard::resident_id::{ResidentId, read};

    #[test]
    fn everybody_has_a_valid_number_of_their_own_and_a_life_in_order() {
        let scale = Scale::Enterprises(300);
        let (as_of, province) = (NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), Province::load(scale.province()));
        let mut numbers = std::collections::HashSet::new();
        for firm in found(1, as_of, &scale.counts(), &province) {
            for index in firm.people.clone() {
                let person = person(1, as_of, &firm, index, &province);
                let id = ResidentId::parse(&person.resident_id, as_of).unwrap();
                assert!(read(&person.resident_id, as_of).unwrap().warnings.is_empty());
                assert!(years_after(id.birth_date(), 18) < person.started_on);
                assert!(person.started_on <= person.joined_on && person.joined_on < as_of);
                assert!(firm.established_on < person.joined_on, "{firm:?} {person:?}");
                assert!(numbers.insert(person.resident_id));
            }
        }
    }

    #[test]
    fn as_many_are_registered_as_the_firm_says_and_its_leaders_come_last() {
        let scale = Scale::Small;
        let (as_of, province) = (NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), Province::load(scale.province()));
        for firm in found(1, as_of, &scale.counts(), &province) {
            let works: Vec<Work> = firm.people.clone().map(|index| work(&firm, index)).collect();
            let registered = works.iter().filter(|work| matches!(work, Work::Registered(_))).count();
            assert_eq!(registered, usize::try_from(firm.registered).unwrap());
            assert!(works.last().is_none_or(|work| *work == Work::Leader), "{firm:?}");
        }
    }
}
