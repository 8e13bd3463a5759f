//! The spreadsheets of all registries at one desk: every kind of sheet, and what a row of it changes.

pub mod choices;

use chrono::NaiveDate;

use super::cells::Cells;
use super::credit::change::{CreditChange, EnterpriseCreditChange, PersonCreditChange};
use super::enterprise::change::EnterpriseChange;
use super::personnel::change::PersonChange;
use super::personnel::identity::PersonRef;
use super::project::change::ProjectChange;
use super::{credit, enterprise, personnel, project};
use crate::domain::standard::reading::Defect;
use crate::intake::{Remarks, Row, SheetKind};

/// What one row of a sheet changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// An enterprise and its records, with the persons that `PersonId::mention` stands for in them: the enterprise
    /// registry knows no persons.
    Enterprise(EnterpriseChange, Vec<PersonRef>),
    /// A person and their records.
    Person(PersonChange),
    /// A project and its records.
    Project(Box<ProjectChange>),
    /// Credit records of an enterprise.
    EnterpriseCredit(EnterpriseCreditChange),
    /// Credit records of a person.
    PersonCredit(PersonCreditChange),
}

/// Every kind of sheet, in the order in which they are best loaded.
pub fn kinds() -> Vec<&'static SheetKind> {
    [enterprise::sheet::KINDS, personnel::sheet::KINDS, project::sheet::KINDS, credit::sheet::KINDS].concat()
}

/// Reads a row; nothing when a remark keeps it out.
pub fn read(row: &Row<'_>, today: NaiveDate, remarks: &mut Remarks) -> Option<Change> {
    let mut cells = Cells::new(row, today, remarks);
    let change = read_cells(&mut cells);
    if change.is_none() && cells.is_sound() {
        let field = row.kind().columns.first().map_or("", |column| column.field);
        let defect = Defect::new("row.unreadable", "这一行没有可以导入的内容", "请对照模板补填");
        cells.refuse(field, defect);
    }
    change
}

fn read_cells(cells: &mut Cells<'_, '_>) -> Option<Change> {
    let name = cells.row().kind().name;
    let is_one_of = |kinds: &[&SheetKind]| kinds.iter().any(|kind| kind.name == name);
    if is_one_of(enterprise::sheet::KINDS) {
        enterprise::sheet::read(cells).map(|(change, mentions)| Change::Enterprise(change, mentions.people))
    } else if is_one_of(personnel::sheet::KINDS) {
        personnel::sheet::read(cells).map(Change::Person)
    } else if is_one_of(project::sheet::KINDS) {
        project::sheet::read(cells).map(|change| Change::Project(Box::new(change)))
    } else {
        credit::sheet::read(cells).map(|change| match change {
            CreditChange::Enterprise(change) => Change::EnterpriseCredit(change),
            CreditChange::Person(change) => Change::PersonCredit(change),
        })
    }
}

#[cfg(test)]
mod tests;
