//! Reading use cases of the credit registry.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::store::{self, Asked, Subject};
use super::view::{CreditRecordView, Shown, SubjectView};
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::domain::vocabulary::credit::{CreditKind, SubjectKind};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId, ProjectId};
use crate::error::{Error, Result};
use crate::registry::{enterprise, personnel, project, public_ids};

/// What a list of credit records is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// An enterprise by public id, code or name, or a person by public id.
    pub subject: Option<String>,
    /// Which list.
    pub kind: Option<CreditKind>,
    /// Only those that have effect on the day.
    pub in_force: bool,
    /// Rows of the page.
    pub rows: usize,
    /// Where the previous page ended.
    pub after: Option<Position>,
    /// Whether to count all matches.
    pub count: bool,
}

impl Search {
    /// What a cursor of this list is bound to.
    pub fn scope(&self) -> String {
        format!("credit {:?} {:?} {}", self.subject, self.kind, self.in_force)
    }
}

/// A page of credit records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The page.
    pub page: Page<CreditRecordView>,
    /// All matches, when asked for.
    pub total: Option<i64>,
    /// Up to when the data are complete.
    pub as_of: Option<DateTime<Utc>>,
}

/// Finds public records, those that came on file last first.
///
/// Each table gives as many rows as the page may need; what is merged and cut from them is the page.
pub fn find(conn: &mut Conn, asked: &Search, today: NaiveDate) -> Result<Found> {
    let subject = asked.subject.as_deref().map(|key| subject(conn, key)).transpose()?;
    let limit = i64::try_from(asked.rows + 1).map_err(Error::internal)?;
    let after = asked.after.as_ref().map(|after| after.id);
    let wanted = Asked { subject, kind: asked.kind, in_force: asked.in_force, after, limit, ..Asked::all(today) };
    let records = load(conn, &wanted)?;
    let total = if asked.count { Some(store::count(conn, &wanted)?) } else { None };
    let at = |record: &Record| Position { key: String::new(), id: record.id };
    let page = Page::from_rows(records, asked.rows, &asked.scope(), at);
    let next_cursor = page.next_cursor;
    let page = Page { items: shown(conn, page.items)?, next_cursor };
    Ok(Found { page, total, as_of: enterprise::service::as_of(conn)? })
}

/// Every public record of one enterprise, latest decision first.
pub fn of_enterprise(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Found> {
    let id = enterprise::service::id_of(conn, key)?;
    of_subject(conn, Subject::Enterprise(id), today)
}

/// Every public record of one person, latest decision first.
pub fn of_person(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Found> {
    let id = personnel::service::id_of(conn, key)?;
    of_subject(conn, Subject::Person(id), today)
}

/// Every public record that concerns one project, latest decision first.
pub fn of_project(conn: &mut Conn, project: ProjectId, today: NaiveDate) -> Result<Vec<CreditRecordView>> {
    let records = load(conn, &Asked { project: Some(project), ..Asked::all(today) })?;
    latest_first(conn, records)
}

/// The same for a project by its public id or any of its numbers.
pub fn of_project_named(conn: &mut Conn, key: &str, today: NaiveDate) -> Result<Found> {
    let id = project::service::id_of(conn, key)?;
    let items = of_project(conn, id, today)?;
    whole(conn, items)
}

fn of_subject(conn: &mut Conn, subject: Subject, today: NaiveDate) -> Result<Found> {
    let records = load(conn, &Asked { subject: Some(subject), ..Asked::all(today) })?;
    let items = latest_first(conn, records)?;
    whole(conn, items)
}

fn whole(conn: &mut Conn, items: Vec<CreditRecordView>) -> Result<Found> {
    let page = Page { items, next_cursor: None };
    Ok(Found { page, total: None, as_of: enterprise::service::as_of(conn)? })
}

fn latest_first(conn: &mut Conn, records: Vec<Record>) -> Result<Vec<CreditRecordView>> {
    let mut items = shown(conn, records)?;
    items.sort_by_key(|view| std::cmp::Reverse(view.decided_on));
    Ok(items)
}

fn subject(conn: &mut Conn, key: &str) -> Result<Subject> {
    personnel::service::without_number("subject", key)?;
    match enterprise::service::id_of(conn, key) {
        Ok(id) => return Ok(Subject::Enterprise(id)),
        Err(Error::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    match personnel::service::id_of(conn, key) {
        Err(Error::NotFound { key, .. }) => Err(Error::NotFound { what: "企业或人员", key }),
        found => found.map(Subject::Person),
    }
}

/// A record of any table, before it is known what its subject is called.
struct Record {
    id: i64,
    subject: Subject,
    project: Option<ProjectId>,
    view: Box<dyn FnOnce(SubjectView) -> CreditRecordView>,
}

impl Record {
    fn of<R: Shown>(row: R, subject: impl Fn(i64) -> Subject, today: NaiveDate) -> Self {
        let (id, subject, project) = (row.row_id(), subject(row.head_id()), row.project());
        Self { id, subject, project, view: Box::new(move |subject| row.view(subject, today)) }
    }
}

fn load(conn: &mut Conn, asked: &Asked) -> Result<Vec<Record>> {
    let today = asked.today;
    let enterprise = |id| Subject::Enterprise(EnterpriseId(id));
    let person = |id| Subject::Person(PersonId(id));
    let (conducts, listings, evaluations) = store::of_enterprises(conn, asked)?;
    let mut records: Vec<Record> = conducts.into_iter().map(|row| Record::of(row, enterprise, today)).collect();
    records.extend(listings.into_iter().map(|row| Record::of(row, enterprise, today)));
    records.extend(evaluations.into_iter().map(|row| Record::of(row, enterprise, today)));
    let (conducts, listings, demerits) = store::of_people(conn, asked)?;
    records.extend(conducts.into_iter().map(|row| Record::of(row, person, today)));
    records.extend(listings.into_iter().map(|row| Record::of(row, person, today)));
    records.extend(demerits.into_iter().map(|row| Record::of(row, person, today)));
    records.sort_by_key(|record| std::cmp::Reverse(record.id));
    Ok(records)
}

/// The views of records, with whom they concern.
fn shown(conn: &mut Conn, records: Vec<Record>) -> Result<Vec<CreditRecordView>> {
    let (mut enterprises, mut people) = (Vec::new(), Vec::new());
    for record in &records {
        match record.subject {
            Subject::Enterprise(id) => enterprises.push(id),
            Subject::Person(id) => people.push(id),
        }
    }
    enterprises.sort_unstable();
    enterprises.dedup();
    people.sort_unstable();
    people.dedup();
    let enterprises = enterprise::service::links(conn, &enterprises)?;
    let people: HashMap<PersonId, (String, String)> = personnel::service::names(conn, &people)?;
    let subject = |of: Subject| match of {
        Subject::Enterprise(id) => {
            let link = enterprises.get(&id)?;
            Some(SubjectView { kind: SubjectKind::Enterprise, id: link.id.clone()?, name: link.name.clone() })
        }
        Subject::Person(id) => {
            let (id, name) = people.get(&id)?;
            Some(SubjectView { kind: SubjectKind::Person, id: id.clone(), name: name.clone() })
        }
    };
    let projects = public_ids::of_projects(conn, records.iter().filter_map(|record| record.project))?;
    let view = |record: Record| {
        let project_id = record.project.and_then(|id| projects.get(&id).cloned());
        Some(CreditRecordView { project_id, ..(record.view)(subject(record.subject)?) })
    };
    Ok(records.into_iter().filter_map(view).collect())
}
