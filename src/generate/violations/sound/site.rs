//! A project that a third-class builder may build: what it is, who takes part and who works there.

use chrono::NaiveDate;

use super::{licensed, stages};
use crate::domain::vocabulary::project::{ParticipantRole, Position};
use crate::generate::calendar::after;
use crate::generate::rows::project::amount;
use crate::generate::violations::case::{Case, Days, Firm, Person, Site};
use crate::generate::violations::mint::Mint;

/// Yuan a square metre.
const YUAN_PER_SQUARE_METRE: i64 = 2_800;

/// Adds a project to a case, with all its records.
pub fn site(case: &mut Case, mint: &mut Mint, days: Days, manager: &Person, chief: &Person) {
    let county = mint.county();
    // Two units of at most 12,000 ㎡: no single one is large by 建市〔2007〕171号.
    let area = mint.random.between(60, 240) * 100;
    let site = Site {
        number: mint.project_number(&county, days.registered),
        name: mint.project_name(&county),
        region: county.code,
        days,
        area,
        fen: area * YUAN_PER_SQUARE_METRE * 100,
        manager: manager.clone(),
        chief: chief.clone(),
    };
    project(case, &site);
    for number in 1..=2 {
        unit(case, &site, number);
    }
    let (surveyor, designer) = (case.surveyor.clone(), case.designer.clone());
    let leaders = Leaders {
        owner: case.owner.head.clone(),
        surveyor: mint.person(case, &surveyor),
        designer: mint.person(case, &designer),
    };
    parties(case, &site, &leaders);
    team(case, mint, &site);
    stages::write(case, &site);
    case.sites.push(site);
}

/// Who leads for those who neither build nor supervise.
struct Leaders {
    owner: Person,
    surveyor: Person,
    designer: Person,
}

fn day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn project(case: &mut Case, site: &Site) {
    let (days, owner) = (&site.days, case.owner.clone());
    case.add(
        "project",
        &[
            ("project_number", &site.number),
            ("name", &site.name),
            ("project_type", "房屋建筑工程"),
            ("region", site.region),
            ("owner_name", &owner.name),
            ("owner_code", &owner.code),
            ("investment_property", "非国有投资"),
            ("investment", &amount(site.fen / 1_000_000 * 1_300_000)),
            ("area", &site.area.to_string()),
            ("property", "新建"),
            ("function", "101"),
            ("planned_start_on", &days.started.to_string()),
            ("planned_finish_on", &after(days.started, 360).to_string()),
            ("started_on", &days.started.to_string()),
            ("finished_on", &day(days.completed.map(|(accepted, _)| accepted))),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    );
}

fn unit(case: &mut Case, site: &Site, number: u32) {
    case.add(
        "unit-work",
        &[
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("code", &site.unit(number)),
            ("name", &format!("{number}号楼")),
            ("cost", &amount(site.fen / 2)),
            ("area", &(site.area / 2).to_string()),
            ("storeys_above", "11"),
            ("storeys_below", "1"),
            ("height", "36"),
            ("span", "8"),
            ("structure", "005"),
            ("seismic_intensity", "7度"),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
}

/// The five responsible parties with their leaders, each with the letter that the leader signed.
fn parties(case: &mut Case, site: &Site, leaders: &Leaders) {
    use ParticipantRole as Role;

    let parties = [
        (Role::Owner, case.owner.clone(), &leaders.owner),
        (Role::Survey, case.surveyor.clone(), &leaders.surveyor),
        (Role::Design, case.designer.clone(), &leaders.designer),
        (Role::Construction, case.builder.clone(), &site.manager),
        (Role::Supervision, case.supervisor.clone(), &site.chief),
    ];
    for (role, firm, leader) in parties {
        let own: [(&'static str, &str); 10] = [
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("role", role.label()),
            ("enterprise_name", &firm.name),
            ("enterprise_code", &firm.code),
            ("person_name", &leader.name),
            ("id_kind", "身份证"),
            ("id_number", &leader.id_number),
            ("data_level", "C"),
            ("data_source", "1"),
        ];
        let (permit, permitted) = (site.record("SX"), site.days.permitted.to_string());
        case.add("participant", &[&own[..], &[("permit_number", &permit), ("valid_from", &permitted)]].concat());
        let signed = site.days.committed.to_string();
        case.add("commitment", &[&own[..], &[("authorised_on", &signed), ("signed_on", &signed)]].concat());
    }
    for number in 1..=2 {
        let (code, builder) = (site.unit(number), case.builder.clone());
        on_unit(case, site, &code, Role::Construction, &builder);
    }
}

/// Who builds a unit.
pub fn on_unit(case: &mut Case, site: &Site, unit: &str, role: ParticipantRole, firm: &Firm) {
    case.add(
        "participant",
        &[
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("unit_code", unit),
            ("role", role.label()),
            ("enterprise_name", &firm.name),
            ("enterprise_code", &firm.code),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
}

/// Who works on the site: the leaders, two safety officers and one for the quality.
fn team(case: &mut Case, mint: &mut Mint, site: &Site) {
    let (builder, supervisor) = (case.builder.clone(), case.supervisor.clone());
    on_site(case, site, &builder, &site.manager, Position::ProjectManager);
    on_site(case, site, &supervisor, &site.chief, Position::ChiefSupervisor);
    for _ in 0..2 {
        let officer = licensed::officer(case, mint);
        on_site(case, site, &builder, &officer, Position::SafetyOfficer);
    }
    let quality = mint.person(case, &builder);
    on_site(case, site, &builder, &quality, Position::QualityOfficer);
}

/// Puts somebody on the site since the permit.
pub fn on_site(case: &mut Case, site: &Site, firm: &Firm, person: &Person, position: Position) {
    case.add(
        "site-person",
        &[
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("permit_number", &site.record("SX")),
            ("enterprise_name", &firm.name),
            ("enterprise_code", &firm.code),
            ("person_name", &person.name),
            ("id_kind", "身份证"),
            ("id_number", &person.id_number),
            ("position", position.label()),
            ("valid_from", &site.days.permitted.to_string()),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
}
