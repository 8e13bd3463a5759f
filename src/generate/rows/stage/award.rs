//! Rows of the award: the tender, and the contracts that follow it.

use super::Leader;
use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::person::is_manager;
use crate::generate::rows::project::{Site, amount, measure};
use crate::generate::staffing::Staffing;

/// The tender, its section and its bidders; nothing where nobody was asked.
pub(super) fn tender(site: &Site<'_>, staffing: &Staffing, book: &mut Book) -> Result<()> {
    let (project, manager, chief) = (site.project, site.manager(staffing), site.chief(staffing));
    if !project.is_tendered() {
        return Ok(());
    }
    let works = &project.works;
    let supervisor = staffing.supervision.firm;
    let builder =
        Award { stage: "BD", class: "施工", fen: works.contract_fen, winner: staffing.contractor, leader: &manager };
    let supervisor =
        Award { stage: "BE", class: "监理", fen: site.supervision_fee(), winner: supervisor, leader: &chief };
    award(site, &builder, staffing.agency, book)?;
    award(site, &supervisor, staffing.agency, book)?;
    let section = format!("{}-BD-001-01", project.number);
    book.row(
        "tender-section",
        &[
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("tender_number", &project.record("BD")),
            ("code", &section),
            ("name", &format!("{}施工标段", project.name)),
            ("estimate", &amount(works.contract_fen / 97 * 100)),
            ("planned_start_on", &project.timeline.started.to_string()),
            ("duration", &format!("{}日历天", works.duration())),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    )?;
    bidder(site, &section, staffing.contractor, &manager, works.contract_fen, true, book)?;
    for (step, loser) in (1..).zip(&staffing.losers) {
        let leader = site.firm(*loser).and_then(|firm| firm.people.clone().find(|index| is_manager(firm, *index)));
        let bid = works.contract_fen / 1_000 * (1_000 + step * 4);
        bidder(site, &section, *loser, &site.leader(*loser, leader), bid / 100 * 100, false, book)?;
    }
    Ok(())
}

/// What differs between the awards of builder and supervisor.
struct Award<'a> {
    stage: &'a str,
    class: &'a str,
    fen: i64,
    winner: u32,
    leader: &'a Leader,
}

fn award(site: &Site<'_>, award: &Award<'_>, agency: u32, book: &mut Book) -> Result<()> {
    let Award { stage, class, fen, winner, leader } = *award;
    let (project, awarded) = (site.project, site.project.timeline.awarded);
    let ((agency, agency_code), (winner, winner_code)) = (site.named(agency, awarded), site.named(winner, awarded));
    book.row(
        "tender",
        &[
            ("number", &project.record(stage)),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("name", &project.name),
            ("tender_class", class),
            ("tender_mode", project.tender_mode),
            ("awarded_on", &awarded.to_string()),
            ("award", &amount(fen)),
            ("size", &project.works.description()),
            ("area", &measure(project.works.area)),
            ("agency_name", agency),
            ("agency_code", agency_code),
            ("winner_name", winner),
            ("winner_code", winner_code),
            ("leader_name", &leader.name),
            ("leader_id_kind", leader.id_kind()),
            ("leader_id_number", &leader.id_number),
            ("leader_registration_number", &leader.registration),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    )
}

fn bidder(
    site: &Site<'_>,
    section: &str,
    firm: u32,
    manager: &Leader,
    bid: i64,
    is_winner: bool,
    book: &mut Book,
) -> Result<()> {
    let (name, code) = site.named(firm, site.project.timeline.awarded);
    book.row(
        "tender-bidder",
        &[
            ("project_number", &site.project.number),
            ("project_name", &site.project.name),
            ("tender_number", &site.project.record("BD")),
            ("section_code", section),
            ("bidder_name", name),
            ("bidder_code", code),
            ("manager_name", &manager.name),
            ("manager_id_kind", manager.id_kind()),
            ("manager_id_number", &manager.id_number),
            ("manager_registration_number", &manager.registration),
            ("bid", &amount(bid)),
            ("is_winner", if is_winner { "是" } else { "否" }),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    )
}

/// The contracts of builder and supervisor.
pub(super) fn contracts(site: &Site<'_>, staffing: &Staffing, book: &mut Book) -> Result<()> {
    let works = &site.project.works;
    contract(site, ("HZ", "施工总包"), works.contract_fen, staffing.contractor, &site.manager(staffing), book)?;
    let supervisor = staffing.supervision.firm;
    contract(site, ("HE", "监理"), site.supervision_fee(), supervisor, &site.chief(staffing), book)
}

fn contract(
    site: &Site<'_>,
    (stage, contract_type): (&str, &str),
    fen: i64,
    contractor: u32,
    leader: &Leader,
    book: &mut Book,
) -> Result<()> {
    let (project, signed) = (site.project, site.project.timeline.contracted);
    let ((owner, owner_code), (contractor, contractor_code)) =
        (site.named(project.owner, signed), site.named(contractor, signed));
    book.row(
        "contract",
        &[
            ("number", &project.record(stage)),
            ("project_number", &project.number),
            ("project_name", &project.name),
            ("contract_number", &format!("{stage}{}{:05}", signed.format("%Y%m"), project.index + 1)),
            ("name", &project.name),
            ("contract_type", contract_type),
            ("amount", &amount(fen)),
            ("size", &project.works.description()),
            ("employer_name", owner),
            ("employer_code", owner_code),
            ("contractor_name", contractor),
            ("contractor_code", contractor_code),
            ("leader_name", &leader.name),
            ("leader_id_kind", leader.id_kind()),
            ("leader_id_number", &leader.id_number),
            ("leader_registration_number", &leader.registration),
            ("signed_on", &signed.to_string()),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    )
}
