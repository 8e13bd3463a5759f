//! Rows of projects and their units, and of who takes part and who works on the site.

use chrono::NaiveDate;

use super::{Verification, day};
use crate::domain::standard::amount::{Fen, display_ten_thousand};
use crate::domain::vocabulary::project::Position;
use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::calendar::{after, year};
use crate::generate::firm::Firm;
use crate::generate::person::{Person, Work, work};
use crate::generate::project::Project;
use crate::generate::staffing::{Staffing, Tenure};
use crate::generate::works::Unit;
use crate::generate::world::World;

/// One project and who does what in it, on its way into the sheets.
pub struct Site<'a> {
    /// The world around it.
    pub world: &'a World,
    /// The project.
    pub project: &'a Project,
    /// Its staff, once it has been awarded.
    pub staffing: Option<&'a Staffing>,
}

/// An amount in 万元, as the sheets have it; nothing for nothing.
pub fn amount(fen: i64) -> String {
    display_ten_thousand(Fen(fen))
}

/// A measure; blank where the works have none.
pub fn measure(value: i64) -> String {
    if value > 0 { value.to_string() } else { String::new() }
}

impl Site<'_> {
    /// Writes the project and its units, and the people and firms on its site once it has them.
    pub fn write(&self, book: &mut Book) -> Result<()> {
        self.project(book)?;
        for (number, unit) in (1..).zip(&self.project.works.units) {
            self.unit(number, unit, book)?;
        }
        match self.staffing {
            Some(staffing) if self.has_come(self.project.timeline.permitted) => {
                self.participants(staffing, book)?;
                self.site_people(staffing, book)
            }
            _ => Ok(()),
        }
    }

    /// Whether a date has come by the day the world is looked at.
    pub fn has_come(&self, date: NaiveDate) -> bool {
        date <= self.world.as_of
    }

    /// The date, if it has come.
    pub fn past(&self, date: NaiveDate) -> Option<NaiveDate> {
        Some(date).filter(|date| self.has_come(*date))
    }

    fn project(&self, book: &mut Book) -> Result<()> {
        let Self { world, project, .. } = self;
        let (works, timeline) = (&project.works, &project.timeline);
        let county = world.county(project.county);
        let mut random = world.random("approval", project.index);
        let verified = Verification::of(world, county, "verify-project", project.index);
        let owner = world.firm(project.owner);
        let approved_on = after(timeline.registered, -random.between(5, 60));
        let office = county.city.trim_end_matches('市');
        let approval = format!("{office}发改审〔{}〕{}号", year(approved_on), random.between(1, 400));
        let planned_start = after(timeline.registered, 150);
        book.row(
            "project",
            &[
                ("project_number", &project.number),
                ("investment_code", &self.investment_code()),
                ("name", &project.name),
                ("project_type", project.kind.label()),
                ("region", county.code),
                ("address", &format!("{}建设路{}号", county.full_name(), random.between(1, 300))),
                ("approval_number", &approval),
                ("approval_level", random.weighted(&[(6, "区县级"), (3, "地市级"), (1, "省级")])),
                ("approval_body", &format!("{}发展和改革委员会", county.full_name())),
                ("approved_on", &approved_on.to_string()),
                ("owner_name", owner.map_or("", |owner| owner.name_on(timeline.registered))),
                ("owner_code", owner.map_or("", |owner| &owner.code)),
                ("land_planning_number", &self.planning_number("地")),
                ("works_planning_number", &self.planning_number("建")),
                ("investment_property", if project.is_public { "政府财政投资" } else { "非国有投资" }),
                ("fund_source", if project.is_public { "财政资金" } else { "自筹" }),
                ("state_share", if project.is_public { "100" } else { "0" }),
                ("investment", &amount(works.investment_fen)),
                ("area", &measure(works.area)),
                ("length", &measure(works.length)),
                ("size", &works.description()),
                ("property", random.weighted(&[(9, "新建"), (1, "改建"), (1, "扩建")])),
                ("function", works.function),
                ("is_major", if works.investment_fen > 50_000_000_000 { "是" } else { "否" }),
                ("planned_start_on", &planned_start.to_string()),
                ("planned_finish_on", &after(planned_start, works.duration()).to_string()),
                ("started_on", &day(self.past(timeline.started))),
                ("finished_on", &day(self.past(timeline.accepted))),
                ("data_level", verified.level),
                ("data_source", "1"),
                ("verifying_body", &verified.body),
                ("verifying_person", &verified.person),
            ],
        )
    }

    /// `2103-410105-04-01-000123`: year and month, region, two digits each of kind of project, serial.
    fn investment_code(&self) -> String {
        let registered = self.project.timeline.registered.format("%y%m");
        let county = self.world.county(self.project.county).code;
        format!("{registered}-{county}-04-01-{:06}", self.project.index + 1)
    }

    /// Number of a planning permit: region, year, serial.
    pub fn planning_number(&self, kind: &str) -> String {
        let county = self.world.county(self.project.county).code;
        format!("{kind}字第{county}{}{:05}号", year(self.project.timeline.registered), self.project.index + 1)
    }

    fn unit(&self, number: u32, unit: &Unit, book: &mut Book) -> Result<()> {
        let seismic = if self.world.province.digits() == "50" { "6度" } else { "7度" };
        book.row(
            "unit-work",
            &[
                ("project_number", &self.project.number),
                ("project_name", &self.project.name),
                ("code", &format!("{}{number:03}", self.project.number)),
                ("name", &unit.name),
                ("cost", &amount(unit.cost_fen)),
                ("area", &measure(unit.area)),
                ("storeys_above", &measure(unit.storeys)),
                ("storeys_below", &measure(unit.storeys_below)),
                ("height", &measure(unit.height)),
                ("length", &measure(unit.length)),
                ("span", &measure(unit.span)),
                ("structure", unit.structure),
                ("seismic_intensity", seismic),
                ("data_level", "C"),
                ("data_source", "1"),
            ],
        )
    }

    fn participants(&self, staffing: &Staffing, book: &mut Book) -> Result<()> {
        let owner = self.project.owner;
        let owner_leader = self.world.firm(owner).and_then(Firm::legal_representative);
        let manager = staffing.managers.first().map(|tenure| tenure.manager);
        let (survey, design, supervision) = (staffing.survey, staffing.design, staffing.supervision);
        self.participant("建设单位", owner, owner_leader, book)?;
        self.participant("勘察单位", survey.firm, Some(survey.leader), book)?;
        self.participant("设计单位", design.firm, Some(design.leader), book)?;
        self.participant("施工单位", staffing.contractor, manager, book)?;
        self.participant("监理单位", supervision.firm, Some(supervision.leader), book)
    }

    fn participant(&self, role: &str, firm: u32, leader: Option<u32>, book: &mut Book) -> Result<()> {
        let timeline = &self.project.timeline;
        let Some(firm) = self.world.firm(firm) else { return Ok(()) };
        let leader = leader.map(|index| self.world.person(firm, index));
        book.row(
            "participant",
            &[
                ("project_number", &self.project.number),
                ("project_name", &self.project.name),
                ("role", role),
                ("enterprise_name", firm.name_on(timeline.permitted)),
                ("enterprise_code", &firm.code),
                ("person_name", leader.as_ref().map_or("", |leader| &leader.name)),
                ("id_kind", if leader.is_some() { "身份证" } else { "" }),
                ("id_number", leader.as_ref().map_or("", |leader| &leader.resident_id)),
                ("permit_number", &self.project.record("SX")),
                ("valid_from", &timeline.permitted.to_string()),
                ("valid_until", &day(self.past(timeline.accepted).filter(|_| role != "施工单位"))),
                ("data_level", "C"),
                ("data_source", "1"),
            ],
        )
    }

    /// The managers with their times, and those of the builder's people who hold the posts of the site.
    fn site_people(&self, staffing: &Staffing, book: &mut Book) -> Result<()> {
        let Some(contractor) = self.world.firm(staffing.contractor) else { return Ok(()) };
        for tenure in &staffing.managers {
            if self.has_come(tenure.from) {
                self.tenure(contractor, *tenure, book)?;
            }
        }
        for index in posts(contractor, self.project.index) {
            self.post(contractor, &self.world.person(contractor, index), book)?;
        }
        Ok(())
    }

    fn tenure(&self, contractor: &Firm, tenure: Tenure, book: &mut Book) -> Result<()> {
        let person = self.world.person(contractor, tenure.manager);
        let safety = self.world.credentials(contractor, &person).safety;
        let number = safety.as_ref().map_or("", |certificate| &certificate.number);
        let duty = Duty { position: Position::ProjectManager.label(), number, from: tenure.from, until: tenure.until };
        self.site_person(contractor, &person, &duty, book)
    }

    fn post(&self, contractor: &Firm, person: &Person, book: &mut Book) -> Result<()> {
        let credentials = self.world.credentials(contractor, person);
        let post = credentials.post.as_ref().map(|certificate| (certificate.post, certificate.number.as_str()));
        let officer =
            credentials.safety.as_ref().map(|safety| (Position::SafetyOfficer.label(), safety.number.as_str()));
        let Some((position, number)) = officer.or(post) else { return Ok(()) };
        let position = position.parse().unwrap_or(Position::Other).label();
        let (from, until) = (self.project.timeline.permitted, self.project.timeline.accepted);
        self.site_person(contractor, person, &Duty { position, number, from, until }, book)
    }

    fn site_person(&self, contractor: &Firm, person: &Person, duty: &Duty<'_>, book: &mut Book) -> Result<()> {
        book.row(
            "site-person",
            &[
                ("project_number", &self.project.number),
                ("project_name", &self.project.name),
                ("permit_number", &self.project.record("SX")),
                ("enterprise_name", contractor.name_on(duty.from)),
                ("enterprise_code", &contractor.code),
                ("person_name", &person.name),
                ("id_kind", "身份证"),
                ("id_number", &person.resident_id),
                ("position", duty.position),
                ("certificate_number", duty.number),
                ("valid_from", &duty.from.to_string()),
                ("valid_until", &day(self.past(duty.until))),
                ("data_level", "C"),
                ("data_source", "1"),
            ],
        )
    }
}

/// What somebody does on a site, under which certificate, and when.
struct Duty<'a> {
    position: &'a str,
    number: &'a str,
    from: NaiveDate,
    until: NaiveDate,
}

/// Three of a builder's people who hold a post or watch over safety, other ones for other projects.
fn posts(contractor: &Firm, project: u32) -> impl Iterator<Item = u32> {
    let first = contractor.people.start + contractor.registered;
    let count = contractor.people.end.saturating_sub(first).max(1);
    let turn = move |step: u32| first + (project.wrapping_mul(7) + step) % count;
    let holds_post = |index: &u32| matches!(work(contractor, *index), Work::Post | Work::SafetyOfficer);
    (0..count.min(12)).map(turn).filter(move |index| contractor.people.contains(index)).filter(holds_post).take(3)
}
