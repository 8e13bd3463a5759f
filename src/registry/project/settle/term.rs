//! Since when and until when a person is bound by an engagement.

use chrono::NaiveDate;

use super::completion::Completions;
use super::evidence::{Shown, all, earliest};
use super::ground::{Ground, Grounds};
use super::{stoppage, unverified};
use crate::domain::standard::text::search_key;
use crate::domain::vocabulary::project::{Position, StageRecordKind};
use crate::registry::project::change::ProjectRecords;
use crate::registry::project::identity::number_key;
use crate::registry::project::named::{position_of_change, position_of_tender};
use crate::registry::project::rows::{Engagement, PermitChange, same_name};

/// Since when and until when a person is bound, with the records that show it.
pub struct Term {
    /// The earliest of: the day reported, the award that names the manager, the issue of the permit. For whom a permit
    /// change brought in, the day of the change.
    pub since: Option<Shown>,
    /// The earliest of: acceptance passed, replacement, a long stop, the end of the contract, the last day reported where
    /// that counts (see [`unverified`]). A long stop shows it before it is over, so the day may lie ahead.
    pub released: Option<Shown>,
}

impl Term {
    /// The term of one engagement among the records of its project.
    pub fn of(engagement: &Engagement, records: &ProjectRecords, grounds: &Grounds, completions: &Completions) -> Self {
        let under = grounds.under(engagement, completions);
        let case = Case { engagement, records, grounds, completions, under };
        if engagement.position == Position::DrawingReviewer {
            return Self { since: reported(engagement.reported_from), released: reported(engagement.reported_until) };
        }
        let since = case.since();
        let released = case.released(since.as_ref().map(|since| since.on));
        Self { since, released }
    }
}

struct Case<'a> {
    engagement: &'a Engagement,
    records: &'a ProjectRecords,
    grounds: &'a Grounds,
    completions: &'a Completions,
    /// The permits that the engagement stands on; none for the project as a whole.
    under: Vec<Ground>,
}

impl Case<'_> {
    fn since(&self) -> Option<Shown> {
        let reported = reported(self.engagement.reported_from);
        if let Some(joined) = self.joined() {
            return earliest(reported.into_iter().chain([joined]));
        }
        let permits = if self.under.is_empty() { self.grounds.all() } else { &self.under };
        let issued = permits
            .iter()
            .filter_map(|ground| Some(Shown::by(ground.issued_on?, StageRecordKind::Permit, &ground.number)));
        earliest(reported.into_iter().chain(self.awards()).chain(issued))
    }

    fn released(&self, since: Option<NaiveDate>) -> Option<Shown> {
        let not_before = |shown: &Shown| since.is_none_or(|since| since <= shown.on);
        let own: Vec<&Ground> = self.under.iter().filter(|ground| ground.in_force).collect();
        let is_own = !own.is_empty();
        let works = if own.is_empty() {
            let former = all(self.under.iter().map(|ground| self.free_of(ground, since)));
            earliest([former, self.free_of_all(since)].into_iter().flatten())
        } else {
            all(own.into_iter().map(|ground| self.free_of(ground, since)))
        };
        let contract = self.contract_ended().filter(not_before);
        let under_permit = if self.under.is_empty() { self.grounds.in_force().next().is_some() } else { is_own };
        let reported =
            reported(self.engagement.reported_until).filter(|_| !under_permit || !unverified::binds(self.engagement));
        earliest([works, contract, reported].into_iter().flatten())
    }

    /// When the person has nothing to do with a permit any more: its works are accepted, somebody else came in, or they
    /// stand still for long.
    fn free_of(&self, ground: &Ground, since: Option<NaiveDate>) -> Option<Shown> {
        let replaced = self.replaced(|change| ground.has_number(&number_key(&change.permit_number)));
        let stopped = self.stopped(Some(ground), since);
        earliest([self.completions.of_permit(ground), replaced, stopped].into_iter().flatten())
    }

    /// When whoever stands on the project as a whole is free: of each permit in force, for none of them is known not to
    /// be theirs. Where none is on file, what is known of the project speaks alone.
    fn free_of_all(&self, since: Option<NaiveDate>) -> Option<Shown> {
        if self.grounds.in_force().next().is_some() {
            return all(self.grounds.in_force().map(|ground| self.free_of(ground, since)));
        }
        let whole = [self.completions.of_project(self.grounds), self.replaced(|_any| true), self.stopped(None, since)];
        earliest(whole.into_iter().flatten())
    }

    /// The awards that name the person in this position: of the tender that the engagement rests on, by itself or by
    /// its permit; of any, where neither says.
    fn awards(&self) -> impl Iterator<Item = Shown> {
        let own =
            self.engagement.basis_number.as_deref().filter(|_| self.engagement.basis == Some(StageRecordKind::Tender));
        let mut tenders: Vec<String> = own.map(number_key).into_iter().collect();
        tenders.extend(self.under.iter().flat_map(Ground::tenders).map(str::to_owned));
        self.records.tenders.iter().filter_map(move |tender| {
            let names = position_of_tender(tender.tender_class.as_deref()) == Some(self.engagement.position)
                && tender.leader_name.as_deref().is_some_and(|name| same_name(name, &self.engagement.person_name))
                && !differ(tender.leader_id, self.engagement.person_id);
            let rests_on_it = tenders.is_empty() || tenders.contains(&number_key(&tender.number));
            let awarded = tender.awarded_on.filter(|_| names && rests_on_it)?;
            Some(Shown::by(awarded, StageRecordKind::Tender, &tender.number))
        })
    }

    /// The permit changes that bring the person in or take them out, in order: `(day, comes in, change)`.
    fn turns(&self, concerned: impl Fn(&PermitChange) -> bool) -> Vec<(NaiveDate, bool, &PermitChange)> {
        let person = search_key(&self.engagement.person_name);
        let changes = self.records.permit_changes.iter().filter(|change| concerned(change));
        let changes = changes.filter(|change| position_of_change(&change.item) == Some(self.engagement.position));
        let mut turns: Vec<_> = changes
            .flat_map(|change| {
                let turn =
                    |name: &str, comes| (search_key(name) == person).then_some((change.changed_on, comes, change));
                [turn(&change.before, false), turn(&change.after, true)].into_iter().flatten()
            })
            .collect();
        turns.sort_by(|one, other| {
            (one.0, one.1, &one.2.permit_number).cmp(&(other.0, other.1, &other.2.permit_number))
        });
        turns
    }

    fn concerns_own_permit(&self, change: &PermitChange) -> bool {
        let key = number_key(&change.permit_number);
        self.under.is_empty() || self.under.iter().any(|ground| ground.has_number(&key))
    }

    /// The permit change that brought the person in, unless one took them out before.
    fn joined(&self) -> Option<Shown> {
        let turns = self.turns(|change| self.concerns_own_permit(change));
        let (on, comes, change) = turns.first()?;
        comes.then(|| Shown::by(*on, StageRecordKind::PermitChange, &change.permit_number))
    }

    /// The permit change that took the person out, unless one brought them back.
    fn replaced(&self, concerned: impl Fn(&PermitChange) -> bool) -> Option<Shown> {
        let turns = self.turns(concerned);
        let (on, comes, change) = turns.last()?;
        (!comes).then(|| Shown::by(*on, StageRecordKind::PermitChange, &change.permit_number))
    }

    /// A long stop that sets the manager free, of the permit or of the whole project.
    fn stopped(&self, ground: Option<&Ground>, since: Option<NaiveDate>) -> Option<Shown> {
        if self.engagement.position != Position::ProjectManager {
            return None;
        }
        earliest(self.records.stoppages.iter().filter_map(|stop| {
            let permit = stop.permit_number.as_deref().map(number_key);
            let concerns = permit.is_none_or(|permit| ground.is_none_or(|ground| ground.has_number(&permit)));
            let free = stoppage::long_since(stop)?;
            let in_office = since.is_none_or(|since| since <= stop.stopped_on);
            let holds = concerns && in_office && stoppage::releases(stop);
            // A stop has no number of its own: it is known by its permit, or its document, or else its day.
            let number = stop.permit_number.clone().or_else(|| stop.document.clone());
            let number = number.unwrap_or_else(|| stop.stopped_on.to_string());
            holds.then(|| Shown::by(free, StageRecordKind::Stoppage, &number))
        }))
    }

    /// The end of the contract that the engagement rests on, or of all that its enterprise has in this project.
    fn contract_ended(&self) -> Option<Shown> {
        let engagement = self.engagement;
        let own = engagement.basis_number.as_deref().filter(|_| engagement.basis == Some(StageRecordKind::Contract));
        let own = own.map(number_key);
        let contractor = engagement.enterprise_name.as_deref().map(search_key);
        let contracts = self.records.contracts.iter().filter(|contract| {
            if let Some(number) = &own {
                return number_key(&contract.number) == *number;
            }
            let same_id = engagement.enterprise_id.is_some() && contract.contractor_id == engagement.enterprise_id;
            let name = contract.contractor_name.as_deref().map(search_key);
            same_id || (name.is_some() && name == contractor)
        });
        all(contracts.map(|contract| Some(Shown::by(contract.ended_on?, StageRecordKind::Contract, &contract.number))))
    }
}

/// A day that the engagement's own report names. The record that names the person does not show it: a permit that was
/// issued in October is no proof of August.
fn reported(on: Option<NaiveDate>) -> Option<Shown> {
    Some(Shown { on: on?, basis: None, number: None })
}

/// Whether two ids are known and not the same.
fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}
