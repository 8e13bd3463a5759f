//! What somebody wants a manager for, as it is written in a form or a request, and what it is taken to mean.

use super::take::Refusals;
use crate::access::Principal;
use crate::db::Conn;
use crate::domain::standard::certificate_number;
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::error::{Error, Result};
use crate::record::Record as _;
use crate::registry::lock::rows::ManagerLock;
use crate::registry::project::rows::Project;
use crate::registry::{enterprise, personnel, project};

/// Longest text of a document or number, in characters.
const MOST_CHARACTERS: usize = 200;

/// A manager and the works that they are wanted for.
#[derive(Clone, Debug, Default)]
pub struct Works {
    /// The manager, by public id or registration number.
    pub person: String,
    /// The project, by public id or any of its numbers.
    pub project: String,
    /// Number of the tender.
    pub tender_number: String,
    /// Section of it.
    pub section: String,
}

impl Works {
    /// A lock of them that is still to be filled in; absent what does not fit, which `refusals` are told.
    pub(super) fn read(&self, conn: &mut Conn, refusals: &mut Refusals) -> Result<Option<(ManagerLock, Project)>> {
        let tender_number = optional("tender_number", &self.tender_number, refusals);
        let section = optional("section", &self.section, refusals);
        let person = refusals.found("person", person_named(conn, &self.person))?;
        let project = refusals.found("project", project_named(conn, &self.project))?;
        let (Some(person_id), Some(project)) = (person, project) else { return Ok(None) };
        let row = ManagerLock {
            person_id,
            project_id: project.id,
            tender_number,
            section,
            row_version: 1,
            ..ManagerLock::default()
        };
        Ok(Some((row, project)))
    }
}

/// The person that a public id or a registration number means.
pub fn person_named(conn: &mut Conn, said: &str) -> Result<PersonId> {
    let said = said.trim();
    match personnel::service::id_of(conn, said) {
        Err(Error::NotFound { .. }) => {}
        found => return found,
    }
    let key = certificate_number::normalise(said);
    let mut holders = personnel::store::ids_by_registration_number(conn, &key)?;
    holders.sort_unstable();
    holders.dedup();
    match holders[..] {
        [holder] => Ok(PersonId(holder)),
        _ => Err(Error::NotFound { what: "人员", key: said.to_owned() }),
    }
}

/// The project that a public id or a number means.
pub(super) fn project_named(conn: &mut Conn, said: &str) -> Result<Project> {
    let id = project::service::id_of(conn, said.trim())?;
    Project::load(conn, &[id.0])?.pop().ok_or_else(|| Error::NotFound { what: "项目", key: said.to_owned() })
}

/// The enterprise that a text means; nothing where none is said.
pub(super) fn enterprise_named(conn: &mut Conn, said: &str) -> Result<Option<EnterpriseId>> {
    let said = said.trim();
    if said.is_empty() { Ok(None) } else { enterprise::service::id_of(conn, said).map(Some) }
}

/// Passes a project that somebody's department is in charge of; any other is absent for them.
pub(super) fn in_charge(by: &Principal, project: &Project, what: &'static str, key: &str) -> Result<()> {
    by.require_region(project.region_code.as_deref().unwrap_or_default(), what, key)
}

/// A text that may be left out.
pub(super) fn optional(path: &str, text: &str, refusals: &mut Refusals) -> Option<String> {
    let text = text.trim();
    if text.is_empty() { None } else { required(path, "", text, refusals) }
}

/// A text that has to be there. It stands in the ledger and is shown to everybody, so no identity number may be in it.
pub(super) fn required(path: &str, name: &str, text: &str, refusals: &mut Refusals) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        refusals.say(path, "text.missing", format!("请填写{name}。"));
    } else if text.chars().count() > MOST_CHARACTERS {
        refusals.say(path, "text.too_long", format!("不能超过 {MOST_CHARACTERS} 个字。"));
    } else if resident_id::contained_in(text) {
        refusals.say(path, "resident_id.in_text", "这一项对外公开，不要填写身份证号码。".to_owned());
    } else {
        return Some(text.to_owned());
    }
    None
}
