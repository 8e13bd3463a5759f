//! Who is meant: enterprises, people and projects, by the columns that name them.

use super::Cells;
use crate::domain::standard::certificate_number;
use crate::domain::standard::dictionary::List;
use crate::domain::standard::organisation_identity::{self, OrganisationIdentity};
use crate::domain::standard::person_document::{self, DocumentKind};
use crate::domain::standard::project_number::{self, NumberKind};
use crate::domain::standard::reading::{Absent, Defect};
use crate::domain::standard::{resident_id, text};
use crate::domain::vocabulary::personnel::IdDocumentKind;
use crate::domain::vocabulary::project::ProjectNumberKind;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;
use crate::registry::personnel::personal::IdentityNumber;
use crate::registry::project::identity::ProjectRef;

/// The columns that name a person; a sheet may lack all but the name.
#[derive(Clone, Copy, Debug)]
pub struct PersonColumns {
    /// Name.
    pub name: &'static str,
    /// Kind of the identity document.
    pub id_kind: &'static str,
    /// Number of the identity document.
    pub id_number: &'static str,
    /// Registration or certificate number.
    pub certificate: &'static str,
}

/// The person that most sheets are about.
impl Default for PersonColumns {
    fn default() -> Self {
        Self { name: "name", id_kind: "id_kind", id_number: "id_number", certificate: "registration_number" }
    }
}

impl Cells<'_, '_> {
    /// An enterprise by its code and name columns.
    pub fn enterprise(&mut self, code: &'static str, name: &'static str) -> EnterpriseRef {
        let mut who = EnterpriseRef { name: self.text(name), ..EnterpriseRef::default() };
        self.enterprise_code(code, &mut who);
        who
    }

    /// Adds what a code column says of an enterprise; the codes it has already stand.
    pub fn enterprise_code(&mut self, code: &'static str, who: &mut EnterpriseRef) {
        self.add_codes(code, self.row.text(code), who);
    }

    /// What is no key adds nothing: a cut code, an old licence, a person's own number, and a code whose check character
    /// fails. That one may be a slip, and as a key would make a second enterprise of one; the organisation code inside it,
    /// where it checks, is the enterprise's in either case.
    fn add_codes(&mut self, field: &'static str, written: &str, who: &mut EnterpriseRef) {
        let Some(identity) = self.take(field, organisation_identity::read(written)) else { return };
        if who.credit_code.is_none()
            && let OrganisationIdentity::CreditCode(code) = &identity
        {
            who.credit_code = Some(code.as_str().to_owned());
        }
        let Some(organisation_code) = identity.organisation_code() else { return };
        match &who.organisation_code {
            None => who.organisation_code = Some(organisation_code.as_str().to_owned()),
            Some(known) if known == organisation_code.as_str() => {}
            Some(_other) => {
                let reason = "与前面的代码不是同一个单位的，未采用";
                self.doubt(field, Defect::new("organisation_identity.differs", reason, "请核对两个代码"));
            }
        }
    }

    /// A code that fails its check. Some early ones were issued so; an enterprise may have it, but is not known by it.
    pub fn unchecked_code(&self, field: &'static str) -> Option<String> {
        match organisation_identity::read(self.row.text(field)).ok()?.into_value()? {
            OrganisationIdentity::Unchecked { code } => Some(code),
            _ => None,
        }
    }

    /// The enterprises of a cell that may list a consortium, the leading one first. The code column is the leader's,
    /// unless it lists as many codes as there are names.
    pub fn consortium(&mut self, code: &'static str, name: &'static str) -> Vec<EnterpriseRef> {
        let names = self.list(name);
        if names.len() < 2 {
            let who = self.enterprise(code, name);
            return if who.name.is_some() || who.has_code() { vec![who] } else { Vec::new() };
        }
        let codes = self.list(code);
        let mut members: Vec<EnterpriseRef> =
            names.into_iter().map(|name| EnterpriseRef { name: Some(name), ..EnterpriseRef::default() }).collect();
        if codes.len() == 1 {
            if let Some(leader) = members.first_mut() {
                self.enterprise_code(code, leader);
            }
        } else if codes.len() == members.len() {
            for (member, written) in members.iter_mut().zip(&codes) {
                self.add_codes(code, written, member);
            }
        } else if !codes.is_empty() {
            let reason = format!("联合体有 {} 家单位，却填了 {} 个代码", members.len(), codes.len());
            self.doubt(code, Defect::new("consortium.codes", reason, "请按单位的顺序填写代码，用顿号分隔"));
        }
        members
    }

    /// A person by the columns that name them; nothing where no name is written.
    pub fn person(&mut self, columns: PersonColumns, employer: Option<&EnterpriseRef>) -> Option<PersonRef> {
        let name = self.written(columns.name)?;
        if resident_id::contained_in(&name) {
            let reason = "姓名栏填写的是个人身份证号码，未予保存";
            self.refuse(columns.name, Defect::new("person.resident_id", reason, "请填写姓名，号码填在证件号码栏"));
            return None;
        }
        let certificate = self.written(columns.certificate).map(|number| certificate_number::normalise(&number));
        let mut who = PersonRef {
            name,
            certificate_keys: certificate.into_iter().collect(),
            employer: employer.filter(|who| who.has_code() || who.name.is_some()).cloned(),
            ..PersonRef::default()
        };
        self.identity_number(columns, &mut who);
        Some(who)
    }

    fn identity_number(&mut self, columns: PersonColumns, who: &mut PersonRef) {
        let written = self.row.text(columns.id_number);
        let kind = self.id_kind(columns.id_kind);
        if kind == IdDocumentKind::ResidentId {
            let read = resident_id::read(written, self.today);
            if read.as_ref().is_ok_and(|read| read.reading.absent() == Some(Absent::Masked)) {
                who.masked_number = Some(text::fold(written).replace(' ', "")).filter(|number| !all_covered(number));
            }
            who.number = self.take(columns.id_number, read).map(|id| IdentityNumber::from(&id));
        } else {
            let read = person_document::read(written, document_kind(kind));
            who.number = self.take(columns.id_number, read).map(|document| IdentityNumber::from(&document));
        }
    }

    /// Kind of an identity document; without one it is the resident ID.
    fn id_kind(&mut self, field: &'static str) -> IdDocumentKind {
        let code = self.coded(field, List::IdentityDocumentType);
        code.and_then(|code| code.parse().ok()).unwrap_or(IdDocumentKind::ResidentId)
    }

    /// A person who must be told from others: a row about somebody who has no more than a name is refused.
    pub fn subject(&mut self, columns: PersonColumns, employer: Option<&EnterpriseRef>) -> Option<PersonRef> {
        let who = self.person(columns, employer)?;
        if !can_be_found(&who) && self.is_sound() {
            let reason = "只有姓名，无法确定是哪一位";
            self.refuse(columns.name, Defect::new("person.unidentified", reason, "请补填证件号码或注册编号"));
        }
        Some(who)
    }

    /// The project that a record belongs to, by its numbers, by name and owner, or by what its own number begins with.
    pub fn project(&mut self, record_number: Option<&str>) -> ProjectRef {
        let mut who = ProjectRef { name: self.text("project_name"), ..self.project_numbers() };
        who.owner_name = self.text("owner_name");
        let hint = record_number.and_then(ProjectRef::hinted_by).and_then(|hinted| hinted.hint);
        who.hint = hint.filter(|_hint| !who.has_number());
        let told = who.has_number() || who.hint.is_some() || (who.name.is_some() && who.owner_name.is_some());
        if !told && self.is_sound() {
            let reason = "没有写明属于哪个项目";
            self.refuse("project_number", Defect::new("project.unnamed", reason, "请填写项目编号或省级项目编号"));
        }
        who
    }

    /// The project that a record of another registry concerns. The record stands without it, so a number that is not a
    /// national one is doubted, and compared with the others that a project is known by.
    pub fn concerned_project(&mut self) -> ProjectRef {
        let mut who = ProjectRef { name: self.text("project_name"), ..ProjectRef::default() };
        match project_number::read(self.row.text("project_number"), self.today) {
            Err(defect) => {
                self.doubt("project_number", defect);
                who.numbers.extend(self.text("project_number").map(|number| (ProjectNumberKind::Local, number)));
            }
            read => who.national_number = self.take("project_number", read).map(|number| number.to_string()),
        }
        who
    }

    /// The numbers of a project, without its name.
    pub fn project_numbers(&mut self) -> ProjectRef {
        let read = project_number::read(self.row.text("project_number"), self.today);
        let mut who = ProjectRef {
            national_number: self.take("project_number", read).map(|number| number.to_string()),
            ..ProjectRef::default()
        };
        for (field, kind) in [
            ("provincial_project_number", ProjectNumberKind::Provincial),
            ("investment_code", ProjectNumberKind::Investment),
            ("local_number", ProjectNumberKind::Local),
        ] {
            let Some(number) = self.number(field) else { continue };
            // Provinces that give out the national number export it as theirs.
            let national = project_number::classify(&number) == NumberKind::National;
            if kind == ProjectNumberKind::Provincial && who.national_number.is_none() && national {
                who.national_number = Some(number.clone());
            }
            who.numbers.push((kind, number));
        }
        who
    }
}

/// Whether a person is described well enough to be told from others of the name.
pub(super) fn can_be_found(who: &PersonRef) -> bool {
    who.number.is_some() || who.masked_number.is_some() || !who.certificate_keys.is_empty() || who.employer.is_some()
}

fn all_covered(number: &str) -> bool {
    number.chars().all(|character| character == '*')
}

fn document_kind(kind: IdDocumentKind) -> DocumentKind {
    match kind {
        IdDocumentKind::MilitaryId => DocumentKind::MilitaryOfficer,
        IdDocumentKind::Passport => DocumentKind::Passport,
        IdDocumentKind::TaiwanId => DocumentKind::TaiwanResident,
        IdDocumentKind::HongKongId => DocumentKind::HongKongMacauResident,
        IdDocumentKind::PoliceId => DocumentKind::PoliceOfficer,
        IdDocumentKind::ResidentId | IdDocumentKind::Other => DocumentKind::Other,
    }
}
