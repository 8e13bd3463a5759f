//! The values among which a field lets people choose: drop-down lists of forms and of templates.

use crate::domain::standard::dictionary::{self, Edition, List};
use crate::domain::vocabulary::personnel::RegistrationType;
use crate::domain::vocabulary::project::{ParticipantRole, ProjectType};
use crate::domain::vocabulary::provenance::CertificateState;
use crate::intake::{Dictionary, SheetKind};

/// The values of a field of a sheet, as a sheet takes them; none where anything may be written.
pub fn of(sheet: &str, field: &str) -> Vec<&'static str> {
    match (sheet, field) {
        (_, "project_type") => ProjectType::ALL.iter().map(|value| value.label()).collect(),
        (_, "role") => ParticipantRole::ALL.iter().map(|value| value.label()).collect(),
        ("registration", "registration_type") => RegistrationType::ALL.iter().map(|value| value.label()).collect(),
        ("qualification" | "safety-permit" | "registration" | "safety-certificate" | "permit", "state") => {
            CertificateState::ALL.iter().map(|value| value.label()).collect()
        }
        ("safety-certificate", "class") => vec!["A", "B", "C", "C1", "C2", "C3"],
        (_, "is_principal" | "is_major") => vec!["是", "否"],
        (_, "investment_property") => labels(List::InvestmentNature),
        (_, "property") => labels(List::ConstructionNature),
        (_, "function") => labels(List::ProjectFunction),
        (_, "approval_level") if sheet == "project" => labels(List::ApprovalLevel),
        (_, "contract_type") => labels(List::ContractType),
        (_, "structure") => labels(List::StructureType),
        _ => Vec::new(),
    }
}

fn labels(list: List) -> Vec<&'static str> {
    let labels = dictionary::entries(Edition::National2018, list).map(|entry| entry.label.as_str());
    // A label that stands under several headings tells nothing by itself.
    labels.filter(|label| dictionary::code(Edition::National2018, list, label).is_some()).collect()
}

/// The lists of a kind of sheet, as its template has them.
pub fn dictionaries<'a>(kind: &SheetKind, lists: &'a [(&'static str, Vec<&'static str>)]) -> Vec<Dictionary<'a>> {
    let has = |field: &str| kind.columns.iter().any(|column| column.field == field);
    lists.iter().filter(|(field, _)| has(field)).map(|(field, labels)| Dictionary { field, labels }).collect()
}

/// The lists of a kind of sheet, by field.
pub fn lists(kind: &SheetKind) -> Vec<(&'static str, Vec<&'static str>)> {
    let lists = kind.columns.iter().map(|column| (column.field, of(kind.name, column.field)));
    lists.filter(|(_, labels)| !labels.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::intake::{Filled, Form, Remarks};
    use crate::registry::sheet;

    /// What a list offers, its sheet takes: nobody is refused for what they chose.
    #[test]
    fn every_choice_is_taken_by_its_sheet() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        let mut offered = 0;
        for kind in sheet::kinds() {
            for (field, labels) in super::lists(kind) {
                for label in labels {
                    let mut filled = Filled::default();
                    filled.set(field, label);
                    let form = Form::new(kind, &filled).unwrap_or_else(|unknown| panic!("{unknown:?}"));
                    let mut remarks = Remarks::default();
                    sheet::read(&form.row(), today, &mut remarks);
                    let wrong = remarks.iter().find(|remark| remark.field == Some(field));
                    assert!(wrong.is_none(), "{} {field} {label}: {wrong:?}", kind.name);
                    offered += 1;
                }
            }
        }
        assert!(offered > 100, "{offered}");
    }
}
