//! Rows of credit records.

use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::calendar::year;
use crate::generate::credit::{List, Record};
use crate::generate::firm::Firm;
use crate::generate::person::Person;
use crate::generate::project::Project;
use crate::generate::world::World;

/// Writes a record to the sheet of its list.
pub fn write(world: &World, projects: &[Project], record: &Record, book: &mut Book) -> Result<()> {
    let Some(firm) = world.firm(record.firm) else { return Ok(()) };
    let project = record.project.and_then(|place| projects.get(place));
    let county = project.map_or(firm.county, |project| project.county);
    let entry = Entry {
        world,
        record,
        firm,
        person: record.person.map(|index| world.person(firm, index)),
        project_number: project.map_or("", |project| &project.number),
        project_name: project.map_or("", |project| &project.name),
        authority: world.province.city_department(world.county(county)),
    };
    match record.list {
        List::Good | List::Bad | List::PersonBad => entry.conduct(book),
        List::Blacklist => entry.blacklisting(book),
        List::Demerit => entry.demerit(book),
        List::Evaluation => entry.evaluation(book),
    }
}

struct Entry<'a> {
    world: &'a World,
    record: &'a Record,
    firm: &'a Firm,
    person: Option<Person>,
    project_number: &'a str,
    project_name: &'a str,
    authority: String,
}

impl Entry<'_> {
    fn number(&self, letters: &str) -> String {
        format!("{letters}{}{}{:06}", self.world.province.digits(), year(self.record.decided_on), self.record.index + 1)
    }

    fn document(&self) -> String {
        format!(
            "{}建罚决字〔{}〕{}号",
            self.world.province.abbreviation,
            year(self.record.decided_on),
            self.record.index + 1
        )
    }

    fn id_number(&self) -> &str {
        self.person.as_ref().map_or("", |person| &person.resident_id)
    }

    fn conduct(&self, book: &mut Book) -> Result<()> {
        let record = self.record;
        let is_good = record.list == List::Good;
        let decided_on = record.decided_on.to_string();
        let (subject_kind, subject) = match &self.person {
            Some(person) => ("人员", person.name.as_str()),
            None => ("企业", self.firm.name_on(record.decided_on)),
        };
        let document = if is_good { String::new() } else { self.document() };
        book.row(
            "conduct",
            &[
                ("subject_kind", subject_kind),
                ("subject_name", subject),
                ("credit_code", if self.person.is_some() { "" } else { &self.firm.code }),
                ("id_kind", if self.person.is_some() { "身份证" } else { "" }),
                ("id_number", self.id_number()),
                ("nature", if is_good { "优良" } else { "不良" }),
                ("number", &self.number(if is_good { "YL" } else { "BL" })),
                ("code", record.code),
                ("summary", record.summary),
                ("decision", record.decision),
                ("document", &document),
                ("authority", &self.authority),
                ("decided_on", &decided_on),
                ("published_from", &decided_on),
                ("published_until", &record.public_until.to_string()),
                ("project_number", self.project_number),
                ("project_name", self.project_name),
                ("data_level", "B"),
                ("data_source", "1"),
            ],
        )
    }

    fn blacklisting(&self, book: &mut Book) -> Result<()> {
        let record = self.record;
        let removed = record.public_until <= self.world.as_of;
        book.row(
            "blacklist",
            &[
                ("subject_kind", "企业"),
                ("subject_name", self.firm.name_on(record.decided_on)),
                ("credit_code", &self.firm.code),
                ("number", &self.number("HMD")),
                ("reason", record.summary),
                ("document", &self.document()),
                ("authority", &self.authority),
                ("listed_on", &record.decided_on.to_string()),
                ("removed_on", &if removed { record.public_until.to_string() } else { String::new() }),
                ("data_level", "A"),
                ("data_source", "1"),
            ],
        )
    }

    fn demerit(&self, book: &mut Book) -> Result<()> {
        let record = self.record;
        book.row(
            "demerit",
            &[
                ("name", self.person.as_ref().map_or("", |person| &person.name)),
                ("id_kind", "身份证"),
                ("id_number", self.id_number()),
                ("employer_name", self.firm.name_on(record.decided_on)),
                ("credit_code", &self.firm.code),
                ("number", &self.number("JF")),
                ("item", record.code),
                ("behaviour", record.summary),
                ("points", &record.points.to_string()),
                ("decided_on", &record.decided_on.to_string()),
                ("authority", &self.authority),
                ("project_number", self.project_number),
                ("project_name", self.project_name),
                ("data_level", "B"),
                ("data_source", "1"),
            ],
        )
    }

    fn evaluation(&self, book: &mut Book) -> Result<()> {
        let record = self.record;
        let (year, month) = record.quarter();
        let score = format!("{}.{:02}", record.points / 100, record.points % 100);
        book.row(
            "evaluation",
            &[
                ("name", &self.firm.name),
                ("credit_code", &self.firm.code),
                ("scheme", &format!("{}建筑市场主体信用评价", self.world.province.name)),
                ("kind", self.firm.kind.label()),
                ("period", "季度"),
                ("year", &year.to_string()),
                ("month", &month.to_string()),
                ("score", &score),
                ("grade", record.grade()),
                ("evaluator", &self.authority),
                ("data_level", "B"),
            ],
        )
    }
}
