//! Ways to spoil the sound file, one thing each.

use chrono::Days;

use super::sound::{day, party, some};
use super::specimen::Specimen;
use crate::rules::facts::project::Part;
use crate::rules::facts::{Led, Registration, Restriction, Shareholder};
use crate::rules::measure::Quantity;
use crate::vocabulary::project::{ParticipantRole, Position};

impl Specimen {
    pub fn measure(&mut self, metric: &'static str, amount: &str) {
        let amount = Quantity::read(amount).unwrap_or(Quantity(0));
        self.project.units.iter_mut().for_each(|unit| unit.measures.push((metric, amount)));
    }

    pub fn qualified_until(&mut self, until: &str) {
        self.firm.qualifications.iter_mut().for_each(|held| held.certificate.valid_until = some(until));
    }

    pub fn permitted_until(&mut self, until: &str) {
        self.firm.safety_permits.iter_mut().for_each(|held| held.valid_until = some(until));
    }

    pub fn blacklist(&mut self) {
        let what = "“黑名单” 001".to_owned();
        self.firm.restrictions = vec![Restriction { what, from: day("2025-12-01"), until: some("2026-11-30") }];
    }

    pub fn specialise(&mut self, specialty: &str) {
        self.manager.registrations.iter_mut().for_each(|held| specialty.clone_into(&mut held.specialty));
    }

    pub fn lead_elsewhere(&mut self) {
        self.manager.managed.push(elsewhere("某住宅楼", "2025-06-01"));
    }

    pub fn register_elsewhere(&mut self) {
        let other = party(&self.other);
        self.manager.registrations.iter_mut().for_each(|held| {
            held.enterprise.clone_from(&other.key);
            held.enterprise_name = Some(other.name.clone());
        });
    }

    pub fn certified_until(&mut self, until: &str) {
        self.manager.safety_certificates.iter_mut().for_each(|held| held.certificate.valid_until = some(until));
    }

    pub fn points(&mut self, points: i32) {
        self.manager.demerits.iter_mut().for_each(|demerit| demerit.points = points);
    }

    pub fn certify_elsewhere(&mut self) {
        let other = party(&self.other);
        self.manager.safety_certificates.iter_mut().for_each(|held| {
            held.enterprise.clone_from(&other.key);
            held.enterprise_name = Some(other.name.clone());
        });
    }

    pub fn supervise_three_more(&mut self) {
        self.chief.supervised.extend(["某医院", "某图书馆", "某厂房"].map(|name| elsewhere(name, "2026-01-01")));
    }

    pub fn insure_elsewhere(&mut self) {
        let other = party(&self.other);
        self.manager.employments.iter_mut().for_each(|employment| {
            employment.enterprise.clone_from(&other.key);
            employment.enterprise_name.clone_from(&other.name);
        });
    }

    pub fn transfer(&mut self) {
        let moved: Vec<Registration> = self.manager.registrations.clone();
        self.register_elsewhere();
        let from = "2026-05-01";
        self.manager.registrations.iter_mut().for_each(|held| held.certificate.valid_from = some(from));
        let ended = day(from).checked_sub_days(Days::new(1));
        self.manager.registrations.extend(moved.into_iter().map(|mut held| {
            held.certificate.valid_until = ended;
            held
        }));
    }

    pub fn net_assets(&mut self, ten_thousand: i64) {
        self.firm.net_assets = vec![(2025, ten_thousand * 1_000_000)];
    }

    pub fn published_until(&mut self, until: &str) {
        self.firm.conducts.iter_mut().for_each(|conduct| conduct.published_until = some(until));
    }

    pub fn reviewed(&mut self, on: &str) {
        self.project.reviews.iter_mut().for_each(|(_, day)| *day = some(on));
    }

    pub fn started(&mut self, on: &str) {
        self.project.started_on = some(on);
        let records = self.project.acceptances.iter_mut().chain(&mut self.project.filings);
        records.for_each(|record| record.started_on = some(on));
    }

    pub fn contract_for(&mut self, fen: i64) {
        self.project.contracts.iter_mut().take(1).for_each(|contract| contract.amount_fen = Some(fen));
    }

    pub fn signed(&mut self, on: &str) {
        self.project.contracts.iter_mut().for_each(|contract| contract.signed_on = some(on));
    }

    pub fn filed(&mut self, on: &str) {
        self.project.filings.iter_mut().for_each(|filing| filing.filed_on = some(on));
    }

    pub fn completed_area(&mut self, dm2: i64) {
        self.project.acceptances.iter_mut().for_each(|acceptance| acceptance.area_dm2 = Some(dm2));
    }

    pub fn without_designers_commitment(&mut self) {
        self.project.commitments.retain(|signed| signed.role != ParticipantRole::Design);
    }

    pub fn without_new_commitment(&mut self) {
        self.project.commitments.retain(|signed| signed.name != "钱某");
    }

    pub fn still_building(&mut self) {
        self.project.acceptances.clear();
        self.project.filings.clear();
    }

    pub fn without_officers(&mut self) {
        let officers = self.project.engaged.iter_mut().filter(|engaged| engaged.position == Position::SafetyOfficer);
        officers.for_each(|engaged| engaged.position = Position::QualityOfficer);
    }

    pub fn own_the_supervisor(&mut self) {
        self.supervisor.shareholders = vec![Shareholder {
            enterprise: Some(self.firm.key.clone()),
            name: self.firm.name.clone(),
            controls: true,
            from: some("2020-01-01"),
            until: None,
        }];
    }

    pub fn one_head(&mut self) {
        self.other.legal_representative.clone_from(&self.firm.legal_representative);
    }

    pub fn second_builder(&mut self) {
        let second: Vec<Part> = self.project.parts.iter().take(1).cloned().collect();
        let other = party(&self.other);
        self.project.parts.extend(second.into_iter().map(|part| Part { party: other.clone(), ..part }));
    }

    pub fn number(&mut self, number: &str) {
        self.project.number = Some(number.to_owned());
    }
}

fn elsewhere(name: &str, since: &str) -> Led {
    Led {
        project: name.to_owned(),
        name: name.to_owned(),
        since: some(since),
        released: None,
        basis: "施工许可证 SX-009".to_owned(),
    }
}
