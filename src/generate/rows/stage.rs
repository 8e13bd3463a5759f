//! Rows of the stages of a project, from the tender to the filing of its acceptance; none for what has not come yet.

mod award;

use chrono::NaiveDate;

use super::day;
use super::project::{Site, amount, measure};
use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::firm::Firm;
use crate::generate::person::Person;
use crate::generate::staffing::Staffing;

/// Writes the rows of a stage that has been passed.
type Stage = fn(&Site<'_>, &Staffing, &mut Book) -> Result<()>;

/// A leader as the sheets name one.
#[derive(Default)]
struct Leader {
    name: String,
    id_number: String,
    registration: String,
}

impl Leader {
    /// How the identity document is called; nothing where there is no leader.
    fn id_kind(&self) -> &'static str {
        if self.id_number.is_empty() { "" } else { "身份证" }
    }
}

/// Writes every stage that the project has passed.
pub fn write(site: &Site<'_>, book: &mut Book) -> Result<()> {
    let (timeline, Some(staffing)) = (&site.project.timeline, site.staffing) else { return Ok(()) };
    award::tender(site, staffing, book)?;
    let stages: [(NaiveDate, Stage); 8] = [
        (timeline.contracted, award::contracts),
        (timeline.reviewed, drawing_review),
        (timeline.quality_supervised, quality_supervision),
        (timeline.safety_supervised, safety_supervision),
        (timeline.permitted, permit),
        (timeline.permitted, changes),
        (timeline.accepted, acceptance),
        (timeline.filed, filing),
    ];
    for (date, write) in stages {
        if site.has_come(date) {
            write(site, staffing, book)?;
        }
    }
    Ok(())
}

impl Site<'_> {
    fn firm(&self, index: u32) -> Option<&Firm> {
        self.world.firm(index)
    }

    fn leader(&self, firm: u32, person: Option<u32>) -> Leader {
        let Some((firm, index)) = self.firm(firm).zip(person) else { return Leader::default() };
        let person: Person = self.world.person(firm, index);
        let registrations = self.world.credentials(firm, &person).registrations;
        let registration = registrations.first().map(|first| first.number.clone()).unwrap_or_default();
        Leader { name: person.name, id_number: person.resident_id, registration }
    }

    fn manager(&self, staffing: &Staffing) -> Leader {
        self.leader(staffing.contractor, staffing.managers.first().map(|tenure| tenure.manager))
    }

    fn chief(&self, staffing: &Staffing) -> Leader {
        self.leader(staffing.supervision.firm, Some(staffing.supervision.leader))
    }

    /// Name on a date, and code, of a firm.
    fn named(&self, firm: u32, date: NaiveDate) -> (&str, &str) {
        self.firm(firm).map_or(("", ""), |firm| (firm.name_on(date), &firm.code))
    }

    /// The fee of the supervisor in fen: about two in a hundred of what is built.
    fn supervision_fee(&self) -> i64 {
        self.project.works.contract_fen / 5_000 * 100
    }
}

fn drawing_review(site: &Site<'_>, staffing: &Staffing, book: &mut Book) -> Result<()> {
    let (project, completed) = (site.project, site.project.timeline.reviewed);
    let (reviewer, reviewer_code) = site.named(staffing.reviewer, completed);
    let passed_first = project.index % 4 != 0;
    book.row(
        "drawing-review",
        &[
            ("number", &project.record("TX")),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("name", &project.name),
            ("completed_on", &completed.to_string()),
            ("size", &project.works.description()),
            ("passed_first", if passed_first { "是" } else { "否" }),
            ("first_violations", if passed_first { "" } else { "1" }),
            ("first_violation_text", if passed_first { "" } else { "疏散楼梯间的净宽度不足" }),
            ("reviewer_name", reviewer),
            ("reviewer_code", reviewer_code),
            ("data_level", "B"),
            ("data_source", "1"),
        ],
    )
}

fn quality_supervision(site: &Site<'_>, _staffing: &Staffing, book: &mut Book) -> Result<()> {
    supervision(site, ("quality-supervision", "001", "ZJSB"), site.project.timeline.quality_supervised, book)
}

fn safety_supervision(site: &Site<'_>, _staffing: &Staffing, book: &mut Book) -> Result<()> {
    supervision(site, ("safety-supervision", "002", "AJSB"), site.project.timeline.safety_supervised, book)
}

/// One station supervises quality and safety and numbers both in one series: only `ZX` is known as a code.
fn supervision(
    site: &Site<'_>,
    (kind, serial, application): (&str, &str, &str),
    accepted_on: NaiveDate,
    book: &mut Book,
) -> Result<()> {
    let project = site.project;
    let county = site.world.county(project.county);
    let number = format!("{application}{}{:04}", accepted_on.format("%Y%m%d"), project.index % 10_000);
    book.row(
        kind,
        &[
            ("number", &format!("{}-ZX-{serial}", project.number)),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("registration_number", &number),
            ("body", &format!("{}建设工程质量安全监督站", county.full_name())),
            ("accepted_on", &accepted_on.to_string()),
            ("opinion", "同意受理"),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}

/// The permit, and who stands on it.
fn permit(site: &Site<'_>, staffing: &Staffing, book: &mut Book) -> Result<()> {
    let (project, works) = (site.project, &site.project.works);
    let issued = project.timeline.permitted;
    let county = site.world.county(project.county);
    let provincial =
        format!("{}{}{:02}{}", county.code, issued.format("%Y%m%d"), project.index % 100, project.kind.as_str());
    let tender = if project.is_tendered() { project.record("BD") } else { String::new() };
    let firm = |index| site.named(index, issued);
    let (owner, builder) = (firm(project.owner), firm(staffing.contractor));
    let (supervisor, surveyor, designer) =
        (firm(staffing.supervision.firm), firm(staffing.survey.firm), firm(staffing.design.firm));
    let (manager, chief) = (site.manager(staffing), site.chief(staffing));
    book.row(
        "permit",
        &[
            ("number", &project.record("SX")),
            ("provincial_number", &provincial),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("name", &project.name),
            ("land_planning_number", &site.planning_number("地")),
            ("works_planning_number", &site.planning_number("建")),
            ("tender_number", &tender),
            ("review_numbers", &project.record("TX")),
            ("duration_days", &works.duration().to_string()),
            ("contract_amount", &amount(works.contract_fen)),
            ("area", &measure(works.area)),
            ("length", &measure(works.length)),
            ("size", &works.description()),
            ("issued_on", &issued.to_string()),
            ("authority", &site.world.province.county_department(county)),
            ("state", "有效"),
            ("owner_name", owner.0),
            ("owner_code", owner.1),
            ("construction_firm", builder.0),
            ("construction_firm_code", builder.1),
            ("supervision_firm", supervisor.0),
            ("supervision_firm_code", supervisor.1),
            ("survey_firm", surveyor.0),
            ("survey_firm_code", surveyor.1),
            ("design_firm", designer.0),
            ("design_firm_code", designer.1),
            ("manager_name", &manager.name),
            ("manager_id_kind", manager.id_kind()),
            ("manager_id_number", &manager.id_number),
            ("manager_registration_number", &manager.registration),
            ("supervisor_name", &chief.name),
            ("supervisor_id_kind", chief.id_kind()),
            ("supervisor_id_number", &chief.id_number),
            ("supervisor_registration_number", &chief.registration),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}

/// A change of the manager, and a time in which work stood still.
fn changes(site: &Site<'_>, staffing: &Staffing, book: &mut Book) -> Result<()> {
    let project = site.project;
    let county = site.world.county(project.county);
    if let [before, after] = &*staffing.managers
        && site.has_come(after.from)
    {
        let old = site.leader(staffing.contractor, Some(before.manager));
        let new = site.leader(staffing.contractor, Some(after.manager));
        let row = [
            ("permit_number", project.record("SX")),
            ("project_number", project.number.clone()),
            ("project_name", project.name.clone()),
            ("item", "项目经理".to_owned()),
            ("before", old.name),
            ("after", new.name),
            ("changed_on", after.from.to_string()),
            ("after_id_kind", "身份证".to_owned()),
            ("after_id_number", new.id_number),
            ("after_registration_number", new.registration),
            ("before_registration_number", old.registration),
            ("data_level", "C".to_owned()),
            ("data_source", "1".to_owned()),
            ("verifying_body", site.world.province.county_department(county)),
        ];
        book.row("permit-change", &row.each_ref().map(|(field, text)| (*field, text.as_str())))?;
    }
    let Some((stopped, resumed)) = project.timeline.stopped.filter(|(stopped, _)| site.has_come(*stopped)) else {
        return Ok(());
    };
    let reasons = ["建设资金未落实", "施工图纸重大变更", "环保管控停工", "征地拆迁未完成"];
    let mut random = site.world.random("stoppage", project.index);
    book.row(
        "stoppage",
        &[
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("permit_number", &project.record("SX")),
            ("stopped_on", &stopped.to_string()),
            ("resumed_on", &day(site.past(resumed))),
            ("reason", random.pick(&reasons)),
            ("owner_consents", if random.chance(500) { "是" } else { "否" }),
            // None of these reasons is the contractor's doing; one in five does not say so.
            ("contractor_at_fault", if random.chance(800) { "否" } else { "" }),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}

fn acceptance(site: &Site<'_>, _staffing: &Staffing, book: &mut Book) -> Result<()> {
    let (project, works) = (site.project, &site.project.works);
    let structure = works.units.first().map_or("", |unit| unit.structure);
    book.row(
        "acceptance",
        &[
            ("number", &project.record("JX")),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("name", &project.name),
            ("permit_numbers", &project.record("SX")),
            ("cost", &amount(settled(site))),
            ("area", &measure(works.area)),
            ("length", &measure(works.length)),
            ("size", &works.description()),
            ("structure", structure),
            ("started_on", &project.timeline.started.to_string()),
            ("passed_on", &project.timeline.accepted.to_string()),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}

fn filing(site: &Site<'_>, _staffing: &Staffing, book: &mut Book) -> Result<()> {
    let (project, works) = (site.project, &site.project.works);
    let county = site.world.county(project.county);
    book.row(
        "acceptance-filing",
        &[
            ("number", &format!("{}-JX-002", project.number)),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("name", &project.name),
            ("acceptance_number", &project.record("JX")),
            ("permit_numbers", &project.record("SX")),
            ("cost", &amount(settled(site))),
            ("area", &measure(works.area)),
            ("size", &works.description()),
            ("started_on", &project.timeline.started.to_string()),
            ("passed_on", &project.timeline.accepted.to_string()),
            ("filed_on", &project.timeline.filed.to_string()),
            ("authority", &site.world.province.county_department(county)),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}

/// What the works cost in the end, in fen: from two in a hundred below the contract to seven above.
fn settled(site: &Site<'_>) -> i64 {
    let per_mille = 980 + i64::from(site.project.index % 90);
    site.project.works.contract_fen / 100_000 * per_mille * 100
}
