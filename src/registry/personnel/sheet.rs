//! The spreadsheets of the personnel registry: their columns, and what a row changes.

mod certificates;
mod columns;
mod registration;

pub use columns::{EMPLOYMENT, KINDS, PERSON, POST_CERTIFICATE, REGISTRATION, SAFETY_CERTIFICATE, TITLE};

use super::change::{PersonChange, PersonRecords};
use super::personal::Phone;
use super::rows::{Employment, Person, PersonParticulars};
use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::personnel::Sex;
use crate::record::Provenance;
use crate::registry::cells::{Cells, Mentions, PersonColumns, with};

/// What a row changes; nothing when a remark keeps it out.
pub fn read(cells: &mut Cells<'_, '_>) -> Option<PersonChange> {
    let name = cells.row().kind().name;
    let mut employer = cells.enterprise("employer_code", "employer_name");
    cells.enterprise_code("employer_organisation_code", &mut employer);
    let who = cells.subject(person_columns(name), Some(&employer))?;
    let mut mentions = Mentions::default();
    let place = Employer { id: mentions.enterprise(&employer), name: employer.name.clone() };
    let records = match name {
        "person" => Some(PersonRecords { particulars: vec![particulars(cells)], ..PersonRecords::default() }),
        "registration" => registration::read(cells, &place),
        "safety-certificate" => certificates::safety(cells, &place),
        "post-certificate" => certificates::post(cells, &place),
        "title" => certificates::title(cells),
        "employment" => employment(cells, &place),
        _ => None,
    };
    let phone = cells.text("phone").map(Phone::new);
    let sex = cells.chosen_by("sex", "男、女", |word| word.parse::<Sex>().ok());
    let head = match name {
        "person" => with(&cells.provenance(), Person { sex, ..Person::default() }),
        // What is only mentioned says nothing of the person but their sex.
        _ => Person { sex, ..Provenance::default().row() },
    };
    let records = records?;
    cells.is_sound().then_some(PersonChange { who, head, phone, records, enterprises: mentions.enterprises })
}

/// The employer as records refer to it.
struct Employer {
    id: Option<EnterpriseId>,
    name: Option<String>,
}

/// What tells the person of a sheet from others beside the identity number.
fn person_columns(kind: &str) -> PersonColumns {
    let certificate = match kind {
        "safety-certificate" | "post-certificate" => "number",
        _ => "registration_number",
    };
    PersonColumns { certificate, ..PersonColumns::default() }
}

fn particulars(cells: &mut Cells<'_, '_>) -> PersonParticulars {
    let row = PersonParticulars {
        education: education(cells),
        school: cells.text("school"),
        major: cells.text("major"),
        nationality: cells.text("nationality"),
        ..PersonParticulars::default()
    };
    with(&cells.provenance(), row)
}

/// The code of an education (GB 4658), which only the provincial standard lists; what it does not know stays text.
fn education(cells: &mut Cells<'_, '_>) -> Option<String> {
    let written = cells.text("education")?;
    let code = dictionary::code(Edition::Jiangsu, List::Education, &written);
    Some(code.map_or(written, str::to_owned))
}

fn employment(cells: &mut Cells<'_, '_>, employer: &Employer) -> Option<PersonRecords> {
    let (valid_from, valid_until) = cells.period("insured_from", "insured_until");
    let row = Employment {
        enterprise_id: employer.id,
        enterprise_name: employer.name.clone()?,
        valid_from,
        valid_until,
        ..Employment::default()
    };
    let row = with(&cells.provenance(), row);
    Some(PersonRecords { employments: vec![row], ..PersonRecords::default() })
}
