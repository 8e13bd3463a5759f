//! People, as the rules see them.

use std::collections::HashMap;

use super::rows::{DemeritRow, EmploymentRow, PersonRow, RegistrationRow, SafetyCertificateRow};
use super::{Heads, Keys, by_head};
use crate::db::{Conn, Result};
use crate::domain::rules::facts::{Certificate, Demerit, Employment, Person, Registration, SafetyCertificate};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};

/// The records of people before it is known what the enterprises are called that they name.
pub struct Records {
    people: Vec<PersonRow>,
    registrations: HashMap<i64, Vec<RegistrationRow>>,
    certificates: HashMap<i64, Vec<SafetyCertificateRow>>,
    demerits: HashMap<i64, Vec<DemeritRow>>,
    employments: HashMap<i64, Vec<EmploymentRow>>,
}

impl Records {
    /// Reads the records of some people, without those who were merged into others.
    pub fn load(conn: &mut Conn, people: &[i64]) -> Result<Self> {
        let heads = Heads::These(people);
        let mut people = PersonRow::load(conn, heads)?;
        people.retain(|row| row.merged_into.is_none());
        Ok(Self {
            people,
            registrations: by_head(RegistrationRow::load(conn, heads)?, |row| row.person_id.0),
            certificates: by_head(SafetyCertificateRow::load(conn, heads)?, |row| row.person_id.0),
            demerits: by_head(DemeritRow::load(conn, heads)?, |row| row.person_id.0),
            employments: by_head(EmploymentRow::load(conn, heads)?, |row| row.person_id.0),
        })
    }

    /// The people themselves.
    pub(super) fn heads(&self) -> impl Iterator<Item = &PersonRow> {
        self.people.iter()
    }

    /// The enterprises that the records name.
    pub fn enterprises(&self) -> impl Iterator<Item = EnterpriseId> {
        let registered = self.registrations.values().flatten().filter_map(|row| row.enterprise_id);
        let certified = self.certificates.values().flatten().filter_map(|row| row.enterprise_id);
        let employed = self.employments.values().flatten().filter_map(|row| row.enterprise_id);
        registered.chain(certified).chain(employed)
    }

    /// The people, by row id, with nothing that they lead yet.
    pub fn people(mut self, keys: &Keys) -> HashMap<PersonId, Person> {
        let people = std::mem::take(&mut self.people);
        people.into_iter().map(|row| (row.id, self.person(row, keys))).collect()
    }

    fn person(&mut self, row: PersonRow, keys: &Keys) -> Person {
        let id = row.id.0;
        let registrations = self.registrations.remove(&id).unwrap_or_default();
        let certificates = self.certificates.remove(&id).unwrap_or_default();
        let demerits = self.demerits.remove(&id).unwrap_or_default();
        let employments = self.employments.remove(&id).unwrap_or_default();
        Person {
            key: row.public_id,
            name: row.name,
            registrations: registrations.into_iter().map(|row| registration(row, keys)).collect(),
            safety_certificates: certificates.into_iter().map(|row| safety_certificate(row, keys)).collect(),
            demerits: demerits.into_iter().map(demerit).collect(),
            employments: employments.iter().map(|row| employment(row, keys)).collect(),
            ..Person::default()
        }
    }
}

fn registration(row: RegistrationRow, keys: &Keys) -> Registration {
    Registration {
        registration_type: row.registration_type,
        specialty: row.specialty,
        enterprise: keys.enterprise(row.enterprise_id),
        enterprise_name: keys.enterprise_name(row.enterprise_id, row.enterprise_name.as_deref()),
        certificate: Certificate {
            kind: "注册证书",
            number: row.registration_number.or(row.certificate_number),
            granted_on: None,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: row.state,
            state_since: row.state_since,
        },
    }
}

fn safety_certificate(row: SafetyCertificateRow, keys: &Keys) -> SafetyCertificate {
    SafetyCertificate {
        enterprise: keys.enterprise(row.enterprise_id),
        enterprise_name: keys.enterprise_name(row.enterprise_id, row.enterprise_name.as_deref()),
        certificate: Certificate {
            kind: "B 证",
            number: Some(row.number),
            granted_on: None,
            valid_from: row.issued_on,
            valid_until: row.valid_until,
            state: row.state,
            state_since: None,
        },
    }
}

fn demerit(row: DemeritRow) -> Demerit {
    Demerit { number: row.number, points: row.points, cycle_start: row.cycle_start.unwrap_or(row.decided_on) }
}

fn employment(row: &EmploymentRow, keys: &Keys) -> Employment {
    Employment {
        enterprise: keys.enterprise(row.enterprise_id),
        enterprise_name: keys.enterprise_name(row.enterprise_id, Some(&row.enterprise_name)).unwrap_or_default(),
        from: row.valid_from,
        until: row.valid_until,
    }
}
