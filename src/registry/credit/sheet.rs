//! The spreadsheets of the credit registry: their columns, and what a row changes.

mod columns;
mod conduct;
mod evaluation;

pub use columns::{BLACKLIST, CONDUCT, DEMERIT, EVALUATION, KINDS};

use crate::domain::standard::reading::Defect;
use crate::registry::cells::{Cells, PersonColumns};
use crate::registry::credit::change::CreditChange;
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::personnel::identity::PersonRef;

/// What a row changes; nothing when a remark keeps it out.
pub fn read(cells: &mut Cells<'_, '_>) -> Option<CreditChange> {
    let change = match cells.row().kind().name {
        "conduct" => conduct::conduct(cells),
        "blacklist" => conduct::blacklist(cells),
        "demerit" => conduct::demerit(cells).map(CreditChange::Person),
        "evaluation" => evaluation::evaluation(cells).map(CreditChange::Enterprise),
        _ => None,
    };
    change.filter(|_| cells.is_sound())
}

/// Whom a record of a sheet of both concerns.
enum Subject {
    Enterprise(EnterpriseRef),
    Person(PersonRef),
}

/// The subject, by its kind or else by the identity that is filled in.
fn subject(cells: &mut Cells<'_, '_>) -> Option<Subject> {
    let filled = |field| !cells.row().text(field).is_empty();
    let (has_code, has_number) = (filled("credit_code"), filled("id_number") || filled("registration_number"));
    let is_person = cells.chosen_by("subject_kind", "企业、人员", |word| match word {
        "企业" | "单位" | "法人" | "enterprise" => Some(false),
        "人员" | "个人" | "自然人" | "从业人员" | "person" => Some(true),
        _ => None,
    });
    match is_person.or_else(|| (has_code != has_number).then_some(has_number)) {
        Some(true) => {
            let columns = PersonColumns { name: "subject_name", ..PersonColumns::default() };
            let employer = cells.enterprise("credit_code", "employer_name");
            cells.subject(columns, Some(&employer)).map(Subject::Person)
        }
        Some(false) => Some(Subject::Enterprise(cells.enterprise("credit_code", "subject_name"))),
        // An enterprise is known by its name alone; people are not.
        None if !has_number => Some(Subject::Enterprise(cells.enterprise("credit_code", "subject_name"))),
        None => {
            let reason = "同时填写了企业代码和人员证件，无法判断主体";
            cells.refuse("subject_name", Defect::new("subject.unclear", reason, "请填写主体类型：企业或人员"));
            None
        }
    }
}
