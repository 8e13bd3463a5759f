//! Engagements that stage records name: a tender its manager, a permit change the new one, a participant its leader.
//!
//! [`complete`] runs over whatever arrives, so that no door can forget them; where the caller says more of the person
//! than the record does, the caller's engagement stands.

use super::change::ProjectRecords;
use super::identity::number_key;
use super::rows::{Engagement, Participant, PermitChange, Tender};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::project::{ParticipantRole, Position, StageRecordKind};
use crate::record::Provenance;

/// A person as a record names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedPerson {
    /// The person, where on file or mentioned.
    pub id: Option<PersonId>,
    /// Name as written.
    pub name: String,
    /// Certificate as reported.
    pub certificate_number: Option<String>,
}

/// An enterprise as a record names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedEnterprise {
    /// The enterprise, where on file or mentioned.
    pub id: Option<EnterpriseId>,
    /// Name as written.
    pub name: Option<String>,
}

/// Who verified a row and where it came from, for what follows from it.
macro_rules! provenance_of {
    ($row:expr) => {
        Provenance {
            data_level: $row.data_level,
            data_source: $row.data_source,
            verifying_body: $row.verifying_body.clone(),
            verifying_person: $row.verifying_person.clone(),
            raw: "{}".to_owned(),
        }
    };
}

/// The position of the person whom an award of this class names, by TBTENDERCLASSDIC: a manager for construction (003)
/// and general contracting (006), a chief supervisor for supervision (004), the leader for survey (001) and design (002).
pub fn position_of_tender(tender_class: Option<&str>) -> Option<Position> {
    match tender_class? {
        "001" => Some(Position::SurveyLeader),
        "002" => Some(Position::DesignLeader),
        "003" | "006" => Some(Position::ProjectManager),
        "004" => Some(Position::ChiefSupervisor),
        _ => None,
    }
}

/// The position that a permit change is about, by TBCHANGEITEMDIC (1 项目经理, 2 项目总监) or in words.
pub fn position_of_change(item: &str) -> Option<Position> {
    match item.trim() {
        "1" => Some(Position::ProjectManager),
        "2" => Some(Position::ChiefSupervisor),
        words if words.contains("项目经理") || words.contains("项目负责人") => Some(Position::ProjectManager),
        words if words.contains("总监") => Some(Position::ChiefSupervisor),
        _ => None,
    }
}

/// The position of the responsible person whom the participants' table names beside an enterprise
/// (`TBProjectCorpInfo`: the leaders of survey and design, the project manager, the chief supervisor).
pub fn position_of_role(role: ParticipantRole) -> Position {
    match role {
        ParticipantRole::Owner => Position::OwnerLeader,
        ParticipantRole::Survey => Position::SurveyLeader,
        ParticipantRole::Design => Position::DesignLeader,
        ParticipantRole::Construction | ParticipantRole::GeneralContracting => Position::ProjectManager,
        ParticipantRole::Supervision => Position::ChiefSupervisor,
        _ => Position::Other,
    }
}

/// The manager, chief supervisor or leader that an award names; nothing where it names nobody or the class has none.
pub fn manager_of_tender(tender: &Tender) -> Option<Engagement> {
    Some(Engagement {
        position: position_of_tender(tender.tender_class.as_deref())?,
        person_id: tender.leader_id,
        person_name: tender.leader_name.clone().filter(|name| !name.is_empty())?,
        enterprise_id: tender.winner_id,
        enterprise_name: tender.winner_name.clone(),
        basis: Some(StageRecordKind::Tender),
        basis_number: Some(tender.number.clone()),
        ..provenance_of!(tender).row()
    })
}

/// Whom a permit change brings in; nothing where it changes neither the manager nor the chief supervisor.
pub fn successor_of_change(change: &PermitChange) -> Option<Engagement> {
    let position = position_of_change(&change.item)?;
    let name = Some(change.after.trim()).filter(|name| !name.is_empty())?;
    Some(Engagement {
        position,
        person_name: name.to_owned(),
        basis: Some(StageRecordKind::Permit),
        basis_number: Some(change.permit_number.clone()),
        reported_from: Some(change.changed_on),
        ..provenance_of!(change).row()
    })
}

/// The responsible person whom a participant's row names, on the permit it stands on where it says so.
pub fn leader_of_participant(participant: &Participant, person: NamedPerson) -> Engagement {
    Engagement {
        position: position_of_role(participant.role),
        person_id: person.id,
        person_name: person.name,
        enterprise_id: participant.enterprise_id,
        enterprise_name: Some(participant.enterprise_name.clone()),
        unit_code: participant.unit_code.clone(),
        basis: participant.permit_number.as_ref().map(|_number| StageRecordKind::Permit),
        basis_number: participant.permit_number.clone(),
        certificate_number: person.certificate_number,
        ..provenance_of!(participant).row()
    }
}

/// A person on the site of a permit, as the tables of site people report them (`TBPrjSafeUserInfo` and its sisters).
pub fn member_of_site(
    permit_number: &str,
    position: Position,
    person: NamedPerson,
    enterprise: NamedEnterprise,
    provenance: &Provenance,
) -> Engagement {
    Engagement {
        position,
        person_id: person.id,
        person_name: person.name,
        enterprise_id: enterprise.id,
        enterprise_name: enterprise.name,
        basis: Some(StageRecordKind::Permit),
        basis_number: Some(permit_number.to_owned()),
        certificate_number: person.certificate_number,
        ..provenance.row()
    }
}

/// Adds the engagements that arriving tenders and permit changes name, unless they arrive themselves.
pub fn complete(records: &mut ProjectRecords) {
    let named = records.tenders.iter().filter_map(manager_of_tender);
    let named: Vec<Engagement> = named.chain(records.permit_changes.iter().filter_map(successor_of_change)).collect();
    for engagement in named {
        if !records.engagements.iter().any(|reported| says_more(reported, &engagement)) {
            records.engagements.push(engagement);
        }
    }
}

/// Whether a reported engagement already tells what a record names: the same person in the same position, on that record.
fn says_more(reported: &Engagement, named: &Engagement) -> bool {
    let on = |row: &Engagement| (row.basis, row.basis_number.as_deref().map(number_key));
    reported.position == named.position
        && on(reported) == on(named)
        && super::rows::same_name(&reported.person_name, &named.person_name)
}
