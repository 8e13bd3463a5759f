//! 注册人员: one registration for each specialty of a row.

use super::Employer;
use crate::domain::standard::certificate_number::{self, CertificateKind};
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::standard::reading::Defect;
use crate::domain::standard::text;
use crate::domain::vocabulary::personnel::{RegistrationType, SafetyCertificateClass};
use crate::domain::vocabulary::provenance::CertificateState;
use crate::record::Provenance;
use crate::registry::cells::{Cells, with};
use crate::registry::personnel::change::PersonRecords;
use crate::registry::personnel::rows::{ProfessionalTitle, Registration, SafetyCertificate};

/// The specialty of a type that has none.
const UNDIVIDED: &str = "不分专业";

/// The registrations of a row, with the certificate and the title that the layout of constructors has beside them.
pub(super) fn read(cells: &mut Cells<'_, '_>, employer: &Employer) -> Option<PersonRecords> {
    let registration_type = registration_type(cells)?;
    let number = cells.any_persons_certificate("registration_number");
    let certificate = cells.any_persons_certificate("certificate_number");
    let (valid_from, valid_until) = cells.period("valid_from", "valid_until");
    let row = Registration {
        registration_type,
        registration_number: number.as_ref().map(|(number, _)| number.clone()),
        number_key: number.map(|(_, key)| key),
        certificate_number: certificate.as_ref().map(|(number, _)| number.clone()),
        certificate_key: certificate.map(|(_, key)| key),
        seal_number: cells.text("seal_number"),
        enterprise_id: employer.id,
        enterprise_name: employer.name.clone(),
        valid_from,
        valid_until,
        state: state(cells),
        state_since: cells.date("state_since"),
        ..Registration::default()
    };
    let mut specialties = specialties(cells);
    if specialties.is_empty() {
        specialties.push(UNDIVIDED.to_owned());
    }
    let safety_certificates = safety_certificate(cells, employer);
    let title = cells.text("title").map(|title| ProfessionalTitle { title, ..ProfessionalTitle::default() });
    let provenance = cells.provenance();
    let row: Registration = with(&provenance, row);
    Some(PersonRecords {
        registrations: specialties.into_iter().map(|specialty| Registration { specialty, ..row.clone() }).collect(),
        safety_certificates: with_each(&provenance, safety_certificates),
        titles: with_each(&provenance, title),
        ..PersonRecords::default()
    })
}

fn with_each<R: crate::record::Row>(provenance: &Provenance, rows: impl IntoIterator<Item = R>) -> Vec<R> {
    rows.into_iter().map(|row| with(provenance, row)).collect()
}

/// The type, written whole, or as a profession with its class beside it; a sheet of constructors may leave it out.
fn registration_type(cells: &mut Cells<'_, '_>) -> Option<RegistrationType> {
    let written = cells.text("registration_type");
    let class = cells.text("class").map(|class| text::normalise_level(&class));
    let number = cells.row().text("registration_number");
    let constructor = certificate_number::classify(number) == Some(CertificateKind::ConstructorRegistration);
    let profession = match &written {
        Some(written) => written.clone(),
        None if class.is_some() || constructor => "注册建造师".to_owned(),
        None => {
            let defect = Defect::new("registration_type.missing", "没有写明注册类型", "请填写，如：一级注册建造师");
            cells.refuse("registration_type", defect);
            return None;
        }
    };
    let candidates = [class.map(|class| format!("{class}{profession}")), Some(profession)];
    let found = candidates.into_iter().flatten().find_map(|candidate| named(&candidate));
    if found.is_none() {
        let defect =
            Defect::new("registration_type.unknown", "不认识的注册类型，或没有写明等级", "请填写，如：一级注册建造师");
        cells.refuse(if written.is_some() { "registration_type" } else { "class" }, defect);
    }
    found
}

/// A type by code or label of the national list, or by those of the provincial one.
fn named(written: &str) -> Option<RegistrationType> {
    let national = dictionary::code(Edition::National2018, List::RegistrationType, written);
    let label = || {
        let code = dictionary::code(Edition::Jiangsu, List::RegistrationType, written)?;
        let label = dictionary::label(Edition::Jiangsu, List::RegistrationType, code)?;
        dictionary::code(Edition::National2018, List::RegistrationType, label)
    };
    national.or_else(label).and_then(|code| code.parse().ok()).or_else(|| written.parse().ok())
}

/// The specialties by their labels: a code of the list is replaced by what it stands for.
fn specialties(cells: &mut Cells<'_, '_>) -> Vec<String> {
    let label = |written: String| {
        let label = dictionary::label(Edition::National2018, List::RegistrationSpecialty, &written);
        label.map_or(written, str::to_owned)
    };
    cells.list("specialty").into_iter().map(label).collect()
}

fn state(cells: &mut Cells<'_, '_>) -> CertificateState {
    let state = cells.certificate_state("state");
    if cells.flag("void") != Some(true) {
        return state;
    }
    cells.keep("state");
    CertificateState::Invalid
}

/// The B certificate whose number the layout of constructors has.
fn safety_certificate(cells: &mut Cells<'_, '_>, employer: &Employer) -> Option<SafetyCertificate> {
    let (number, number_key) =
        cells.persons_certificate("safety_certificate_number", CertificateKind::SafetyAssessment)?;
    Some(SafetyCertificate {
        class: SafetyCertificateClass::B,
        number,
        number_key,
        enterprise_id: employer.id,
        enterprise_name: employer.name.clone(),
        state: CertificateState::Valid,
        ..SafetyCertificate::default()
    })
}
