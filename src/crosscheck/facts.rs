//! What is on file of one enterprise, one person, one project, as the rules see it.

use crate::db::Conn;
use crate::domain::rules::facts::{
    Certificate, Demerit, Enterprise, Led, Person, Qualification, Registration, Restriction, SafetyCertificate,
};
use crate::domain::rules::measure::{Quantity, Works};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::personnel::SafetyCertificateClass;
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::credit::rows::EnterpriseBlacklisting;
use crate::registry::enterprise::rows as enterprises;
use crate::registry::lookup::view::ManagerView;
use crate::registry::personnel::rows as people;
use crate::registry::project::rows::{Project, UnitWork};
use crate::registry::{enterprise, link};

/// An enterprise.
pub fn enterprise(conn: &mut Conn, id: EnterpriseId) -> Result<Enterprise> {
    let head = [id.0];
    let row = enterprises::Enterprise::load(conn, &head)?.pop().ok_or_else(|| Error::internal("no such enterprise"))?;
    let qualifications = enterprises::Qualification::load(conn, &head)?;
    let permits = enterprises::SafetyPermit::load(conn, &head)?;
    let listings = EnterpriseBlacklisting::load(conn, &head)?;
    Ok(Enterprise {
        key: row.public_id,
        name: row.name,
        qualifications: qualifications.into_iter().map(qualification).collect(),
        safety_permits: permits.into_iter().map(safety_permit).collect(),
        restrictions: listings.iter().map(blacklisting).collect(),
    })
}

fn qualification(row: enterprises::Qualification) -> Qualification {
    let certificate = Certificate {
        kind: "资质证书",
        number: row.certificate_number,
        // A certificate that was exchanged bears a later day of issue: the qualification counts since it was granted.
        valid_from: row.granted_on.or(row.issued_on),
        valid_until: row.valid_until,
        state: row.state,
        state_since: row.state_since,
    };
    Qualification { sequence: row.sequence, category: row.category, class: row.class, certificate }
}

fn safety_permit(row: enterprises::SafetyPermit) -> Certificate {
    Certificate {
        kind: "安全生产许可证",
        number: Some(row.number),
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        state: row.state,
        state_since: row.state_since,
    }
}

fn blacklisting(row: &EnterpriseBlacklisting) -> Restriction {
    Restriction {
        what: format!("“黑名单” {}", row.number),
        from: row.listed_on,
        // On the day of removal they are off it.
        until: row.removed_on.and_then(|day| day.pred_opt()),
    }
}

/// A person, with what the look-up says they lead on the day of the answer: what it says and what the rules say agree.
pub fn person(conn: &mut Conn, id: PersonId, manages: &[ManagerView], supervises: &[ManagerView]) -> Result<Person> {
    let head = [id.0];
    let row = people::Person::load(conn, &head)?.pop().ok_or_else(|| Error::internal("no such person"))?;
    let registrations = people::Registration::load(conn, &head)?;
    let mut certificates = people::SafetyCertificate::load(conn, &head)?;
    certificates.retain(|row| row.class == SafetyCertificateClass::B);
    let employers: Vec<EnterpriseId> = registrations
        .iter()
        .filter_map(|row| row.enterprise_id)
        .chain(certificates.iter().filter_map(|row| row.enterprise_id))
        .collect();
    let links = enterprise::service::links(conn, &employers)?;
    let key = |id: Option<EnterpriseId>| id.and_then(|id| links.get(&id)).and_then(|link| link.id.clone());
    let called = |id: Option<EnterpriseId>, written: Option<String>| {
        id.and_then(|id| links.get(&id)).map(|link| link.name.clone()).or(written)
    };
    let demerits = link::demerits(conn, &head)?;
    Ok(Person {
        key: row.public_id,
        name: row.name,
        registrations: registrations
            .into_iter()
            .map(|row| Registration {
                registration_type: row.registration_type,
                specialty: row.specialty,
                enterprise: key(row.enterprise_id),
                enterprise_name: called(row.enterprise_id, row.enterprise_name),
                certificate: Certificate {
                    kind: "注册证书",
                    number: row.registration_number.or(row.certificate_number),
                    valid_from: row.valid_from,
                    valid_until: row.valid_until,
                    state: row.state,
                    state_since: row.state_since,
                },
            })
            .collect(),
        safety_certificates: certificates
            .into_iter()
            .map(|row| SafetyCertificate {
                enterprise: key(row.enterprise_id),
                enterprise_name: called(row.enterprise_id, row.enterprise_name),
                certificate: Certificate {
                    kind: "B 证",
                    number: Some(row.number),
                    valid_from: row.issued_on,
                    valid_until: row.valid_until,
                    state: row.state,
                    state_since: None,
                },
            })
            .collect(),
        managed: led(manages),
        supervised: led(supervises),
        unidentified: manages.iter().chain(supervises).map(|view| view.unidentified_records).sum(),
        demerits: demerits
            .into_iter()
            .map(|row| Demerit {
                number: row.number,
                points: row.points,
                cycle_start: row.cycle_start.unwrap_or(row.decided_on),
            })
            .collect(),
    })
}

fn led(views: &[ManagerView]) -> Vec<Led> {
    let active = views.iter().flat_map(|view| &view.active_projects);
    let led = active.map(|project| Led {
        project: project.project_id.clone(),
        name: project.project_name.clone(),
        since: project.since,
        released: None,
        basis: [project.record_kind_label.as_deref(), project.record_number.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    });
    led.collect()
}

/// What is known of a project's size, for measures that nobody typed.
pub fn measures(project: &Project, units: &[UnitWork]) -> Vec<(&'static str, Quantity)> {
    let largest = |value: fn(&UnitWork) -> Option<i64>| units.iter().filter_map(value).max();
    let mut known = vec![
        ("building_height", largest(|unit| unit.height_mm).and_then(Quantity::millimetres)),
        ("structure_height", largest(|unit| unit.structure_height_mm).and_then(Quantity::millimetres)),
        ("single_span", largest(|unit| unit.span_mm).and_then(Quantity::millimetres)),
        ("single_building_area", largest(|unit| unit.area_dm2).and_then(Quantity::square_decimetres)),
        ("floors", largest(|unit| unit.storeys_above.map(i64::from)).and_then(Quantity::whole)),
    ];
    known.push(("project_building_area", project.area_dm2.and_then(Quantity::square_decimetres)));
    known.into_iter().filter_map(|(name, amount)| Some((name, amount?))).collect()
}

/// Fills in what is known of a project where nothing was said.
pub fn complete(works: &mut Works, project: &Project, units: &[UnitWork]) {
    for (name, amount) in measures(project, units) {
        works.measures.entry(name.to_owned()).or_insert(amount);
    }
}
