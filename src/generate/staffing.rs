//! Who does what in a project. Managers lead one project at a time, chief supervisors up to three; a small share of
//! managers is given a second project, so that the rule about it has something to find.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::calendar::after;
use super::firm::{Field, Firm};
use super::person::{Work, is_manager, work};
use super::project::Project;
use super::random::Random;
use super::works::Size;
use super::world::World;
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::ProjectType;

/// Projects led by a manager who already leads another, in a thousand.
const SECOND_PROJECTS: u32 = 15;
/// Projects whose manager is replaced, in a thousand.
const REPLACEMENTS: u32 = 60;
/// Projects one chief supervisor may serve at a time (GB/T 50319-2013, 3.1.5).
const CHIEF_LIMIT: usize = 3;
/// Firms asked for a free manager before any firm is taken.
const TRIES: u32 = 40;

/// A project manager for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Index of the person.
    pub manager: u32,
    /// First day: of the award, or of the change.
    pub from: NaiveDate,
    /// Last day: before a change, or of the acceptance.
    pub until: NaiveDate,
}

/// A firm and the person it sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Index of the firm.
    pub firm: u32,
    /// Index of the person.
    pub leader: u32,
}

/// Who does what in one project.
#[derive(Clone, Debug, Default)]
pub struct Staffing {
    /// Index of the builder.
    pub contractor: u32,
    /// Its managers, in order; one, or two after a change.
    pub managers: Vec<Tenure>,
    /// Supervision and the chief supervisor.
    pub supervision: Party,
    /// Design and its leader.
    pub design: Party,
    /// Survey and its leader.
    pub survey: Party,
    /// Index of the body that reviews the drawings.
    pub reviewer: u32,
    /// Index of the tender agency.
    pub agency: u32,
    /// Indexes of the firms that bid besides the winner.
    pub losers: Vec<u32>,
}

/// Staffs the projects that have been awarded, in the order of their awards; the others get `None`.
pub fn staff(world: &World, projects: &[Project]) -> Vec<Option<Staffing>> {
    let mut roster = Roster::new(world);
    let mut order: Vec<(NaiveDate, usize)> =
        projects.iter().enumerate().map(|(place, project)| (project.timeline.awarded, place)).collect();
    order.sort_unstable();
    let mut staffed = vec![None; projects.len()];
    for (awarded, place) in order {
        if let (Some(project), Some(slot)) = (projects.get(place), staffed.get_mut(place))
            && awarded <= world.as_of
        {
            *slot = Some(roster.staff(project));
        }
    }
    staffed
}

/// Who can be asked, and until when they are bound.
struct Roster<'a> {
    world: &'a World,
    builders: HashMap<Field, Vec<u32>>,
    others: HashMap<EnterpriseKind, Vec<u32>>,
    /// Until when a manager is bound.
    bound: HashMap<u32, NaiveDate>,
    /// Until when a chief supervisor serves each of the projects of the day.
    chiefs: HashMap<u32, Vec<NaiveDate>>,
    /// The latest appointments, among whom a second project finds its manager.
    latest: Vec<(ProjectType, Party)>,
}

impl<'a> Roster<'a> {
    fn new(world: &'a World) -> Self {
        let mut roster = Self {
            world,
            builders: HashMap::new(),
            others: HashMap::new(),
            bound: HashMap::new(),
            chiefs: HashMap::new(),
            latest: Vec::new(),
        };
        for firm in world.firms.iter().filter(|firm| firm.headcount() > 0) {
            if firm.kind == EnterpriseKind::Construction {
                // A firm stands in the list once for every ten it could send.
                let managers = firm.people.clone().take_while(|index| *index < firm.people.start + firm.registered);
                let times = managers.filter(|index| is_manager(firm, *index)).count().div_ceil(10);
                let list = roster.builders.entry(firm.field).or_default();
                list.extend(std::iter::repeat_n(firm.index, times));
            } else {
                roster.others.entry(firm.kind).or_default().push(firm.index);
            }
        }
        roster
    }

    fn staff(&mut self, project: &Project) -> Staffing {
        let mut random = self.world.random("staffing", project.index);
        let Party { firm: contractor, leader } = self.appoint(project, &mut random);
        let managers = self.tenures(project, contractor, leader, &mut random);
        let supervision = self.supervise(project, &mut random);
        let other = |kind, random: &mut Random| self.other(kind, project, random);
        Staffing {
            contractor,
            managers,
            supervision,
            design: other(EnterpriseKind::Design, &mut random),
            survey: other(EnterpriseKind::Survey, &mut random),
            reviewer: other(EnterpriseKind::DrawingReview, &mut random).firm,
            agency: other(EnterpriseKind::TenderAgency, &mut random).firm,
            losers: self.losers(project, contractor, &mut random),
        }
    }

    /// The builder and its manager: for a few, somebody who leads another project; else a free one.
    fn appoint(&mut self, project: &Project, random: &mut Random) -> Party {
        let awarded = project.timeline.awarded;
        if random.chance(SECOND_PROJECTS) {
            let still_bound =
                |party: &Party| self.bound.get(&party.leader).is_some_and(|until| *until > after(awarded, 60));
            let mut of_kind =
                self.latest.iter().rev().filter(|(kind, _)| *kind == project.kind).map(|(_, party)| *party);
            if let Some(party) = of_kind.find(still_bound) {
                return party;
            }
        }
        let party = self.free_manager(project, random).unwrap_or_else(|| self.any_manager(project, random));
        self.latest.push((project.kind, party));
        party
    }

    fn candidates(&self, kind: ProjectType) -> &[u32] {
        let field = if kind == ProjectType::Municipal { Field::Municipal } else { Field::Building };
        let list = self.builders.get(&field).or_else(|| self.builders.get(&Field::Building));
        list.map(Vec::as_slice).unwrap_or_default()
    }

    fn free_manager(&self, project: &Project, random: &mut Random) -> Option<Party> {
        let candidates = self.candidates(project.kind);
        let size = project.works.size();
        for try_ in 0..TRIES {
            let Some(firm) = self.world.firm(random.pick(candidates)) else { continue };
            // The last tries take a firm of any class: better too small a firm than too busy a manager.
            if fits(firm, size) || try_ > TRIES / 2 {
                let found = self.free_in(firm, project.timeline.awarded, size, u32::MAX);
                if let Some(leader) = found {
                    return Some(Party { firm: firm.index, leader });
                }
            }
        }
        candidates.iter().find_map(|index| {
            let firm = self.world.firm(*index)?;
            let leader = self.free_in(firm, project.timeline.awarded, Size::Small, u32::MAX)?;
            Some(Party { firm: firm.index, leader })
        })
    }

    /// A manager of a firm who is free and registered on a date, other than `but`.
    fn free_in(&self, firm: &Firm, date: NaiveDate, size: Size, but: u32) -> Option<u32> {
        let registered = firm.people.start..firm.people.start + firm.registered;
        let may_lead = |index: &u32| {
            let class_fits =
                size < Size::Large || work(firm, *index) == Work::Registered(RegistrationType::ConstructorFirst);
            *index != but && is_manager(firm, *index) && class_fits
        };
        let is_free = |index: &u32| self.bound.get(index).is_none_or(|until| *until < date);
        let is_registered = |index: &u32| self.world.person(firm, *index).registered_on() <= date;
        registered.filter(may_lead).filter(is_free).find(is_registered)
    }

    /// Where nobody is free, somebody who is not.
    fn any_manager(&self, project: &Project, random: &mut Random) -> Party {
        let firm = random.pick(self.candidates(project.kind));
        let leader = self.world.firm(firm).and_then(|firm| firm.people.clone().find(|index| is_manager(firm, *index)));
        Party { firm, leader: leader.unwrap_or_default() }
    }

    /// The time of the manager, and for some projects that of a second one.
    fn tenures(&mut self, project: &Project, firm: u32, manager: u32, random: &mut Random) -> Vec<Tenure> {
        let timeline = &project.timeline;
        let (from, until) = (timeline.awarded, timeline.accepted);
        let half = after(timeline.started, (until - timeline.started).num_days() / 2);
        let replaced = random.chance(REPLACEMENTS) && half <= self.world.as_of;
        let firm = self.world.firm(firm).filter(|_firm| replaced);
        let next = firm.and_then(|firm| self.free_in(firm, half, project.works.size(), manager));
        let Some(next) = next else {
            self.bind(manager, until);
            return vec![Tenure { manager, from, until }];
        };
        self.bind(manager, after(half, -1));
        self.bind(next, until);
        vec![Tenure { manager, from, until: after(half, -1) }, Tenure { manager: next, from: half, until }]
    }

    fn bind(&mut self, manager: u32, until: NaiveDate) {
        let bound = self.bound.entry(manager).or_insert(until);
        *bound = until.max(*bound);
    }

    /// A supervision firm with a chief supervisor who serves fewer than three.
    fn supervise(&mut self, project: &Project, random: &mut Random) -> Party {
        let firms = self.others.get(&EnterpriseKind::Supervision).map(Vec::as_slice).unwrap_or_default();
        let (awarded, accepted) = (project.timeline.awarded, project.timeline.accepted);
        let mut last = Party::default();
        for _ in 0..TRIES {
            let Some(firm) = self.world.firm(random.pick(firms)) else { continue };
            let chiefs = firm.people.clone().take_while(|index| *index < firm.people.start + firm.registered);
            for leader in chiefs.filter(|index| work(firm, *index) == Work::Registered(RegistrationType::Supervision)) {
                let serving = self.chiefs.entry(leader).or_default();
                serving.retain(|until| *until >= awarded);
                last = Party { firm: firm.index, leader };
                if serving.len() < CHIEF_LIMIT && self.world.person(firm, leader).registered_on() <= awarded {
                    serving.push(accepted);
                    return last;
                }
            }
        }
        self.chiefs.entry(last.leader).or_default().push(accepted);
        last
    }

    /// A firm of another kind, and one of its registered people to lead.
    fn other(&self, kind: EnterpriseKind, project: &Project, random: &mut Random) -> Party {
        let firms = self.others.get(&kind).map(Vec::as_slice).unwrap_or_default();
        let mut party = Party::default();
        for _ in 0..TRIES {
            let Some(firm) = self.world.firm(random.pick(firms)) else { continue };
            party = Party { firm: firm.index, leader: firm.people.start + random.below(firm.registered.max(1)) };
            if firm.in_business_since() <= project.timeline.registered {
                break;
            }
        }
        party
    }

    fn losers(&self, project: &Project, winner: u32, random: &mut Random) -> Vec<u32> {
        let mut losers = Vec::new();
        if project.is_tendered() {
            let wanted = random.between(2, 6);
            for _ in 0..wanted * 2 {
                let firm = random.pick(self.candidates(project.kind));
                let in_business = self.world.firm(firm).is_some_and(|f| f.established_on < project.timeline.registered);
                if in_business && firm != winner && !losers.contains(&firm) && losers.len() < 6 {
                    losers.push(firm);
                }
            }
        }
        losers
    }
}

/// Whether a builder's class covers a project, roughly: a large one asks for the first class, a medium one the second.
fn fits(firm: &Firm, size: Size) -> bool {
    match size {
        Size::Large => firm.class <= 1,
        Size::Medium => firm.class <= 2,
        Size::Small => true,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::super::project::plan;
    use super::super::scale::Scale;
    use super::*;

    fn staffed(scale: Scale) -> (World, Vec<Project>, Vec<Option<Staffing>>) {
        let world = World::new(scale, 1, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
        let projects = plan(&world);
        let staffings = staff(&world, &projects);
        (world, projects, staffings)
    }

    /// How many projects each person leads on the day, by what `who` says.
    fn load(
        world: &World,
        projects: &[Project],
        staffings: &[Option<Staffing>],
        who: impl Fn(&Staffing) -> Option<u32>,
    ) -> HashMap<u32, usize> {
        let mut load = HashMap::new();
        for (project, staffing) in projects.iter().zip(staffings) {
            if let Some(person) = staffing.as_ref().filter(|_| project.is_active_on(world.as_of)).and_then(&who) {
                *load.entry(person).or_default() += 1;
            }
        }
        load
    }

    #[test]
    fn few_managers_lead_two_projects_and_some_do() {
        let (world, projects, staffings) = staffed(Scale::Enterprises(3_000));
        let load = load(&world, &projects, &staffings, |staffing| {
            let on_the_day = |tenure: &&Tenure| tenure.from <= world.as_of && world.as_of <= tenure.until;
            staffing.managers.iter().find(on_the_day).map(|tenure| tenure.manager)
        });
        let double = load.values().filter(|projects| **projects > 1).count();
        assert!(double > 0 && double * 1000 / load.len() <= 40, "{double} of {}", load.len());
    }

    #[test]
    fn no_chief_supervisor_serves_more_than_three() {
        let (world, projects, staffings) = staffed(Scale::Enterprises(1_000));
        let load = load(&world, &projects, &staffings, |staffing| Some(staffing.supervision.leader));
        assert!(load.values().all(|projects| *projects <= CHIEF_LIMIT), "{:?}", load.values().max());
        assert!(load.values().any(|projects| *projects > 1));
    }

    #[test]
    fn a_project_is_staffed_when_it_is_awarded_and_its_manager_was_registered_then() {
        let (world, projects, staffings) = staffed(Scale::Small);
        for (project, staffing) in projects.iter().zip(&staffings) {
            assert_eq!(staffing.is_some(), project.timeline.awarded <= world.as_of);
            let Some(staffing) = staffing else { continue };
            let contractor = world.firm(staffing.contractor).unwrap();
            for tenure in &staffing.managers {
                assert!(is_manager(contractor, tenure.manager), "{staffing:?}");
                let registered_on = world.person(contractor, tenure.manager).registered_on();
                assert!(registered_on <= tenure.from, "{registered_on} {tenure:?}");
            }
        }
    }
}
