//! The stages of a project, from the award to the filing of its acceptance.

use crate::generate::rows::project::amount;
use crate::generate::violations::case::{Case, Firm, Person, Site};

/// Adds a row to every stage that has been passed.
pub fn write(case: &mut Case, site: &Site) {
    let (builder, supervisor) = (case.builder.clone(), case.supervisor.clone());
    let fee = site.fen / 5_000 * 100;
    tender(case, site, ("BD", "施工", site.fen), &builder, &site.manager);
    tender(case, site, ("BE", "监理", fee), &supervisor, &site.chief);
    bids(case, site);
    contract(case, site, ("HZ", "施工总包", site.fen), &builder, &site.manager);
    contract(case, site, ("HE", "监理", fee), &supervisor, &site.chief);
    review(case, site);
    permit(case, site);
    completion(case, site);
}

fn tender(case: &mut Case, site: &Site, (stage, class, fen): (&str, &str, i64), winner: &Firm, leader: &Person) {
    case.add(
        "tender",
        &[
            ("number", &site.record(stage)),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("name", &site.name),
            ("tender_class", class),
            ("tender_mode", "001"),
            ("awarded_on", &site.days.awarded.to_string()),
            ("award", &amount(fen)),
            ("winner_name", &winner.name),
            ("winner_code", &winner.code),
            ("leader_name", &leader.name),
            ("leader_id_kind", "身份证"),
            ("leader_id_number", &leader.id_number),
            ("leader_registration_number", &leader.registration),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    );
}

/// The builder's bid and two in vain.
fn bids(case: &mut Case, site: &Site) {
    case.add(
        "tender-section",
        &[
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("tender_number", &site.record("BD")),
            ("code", &site.section()),
            ("name", &format!("{}施工标段", site.name)),
            ("estimate", &amount(site.fen / 100 * 103)),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    );
    let [first, second] = case.losers.clone();
    let builder = case.builder.clone();
    for (bidder, per_mille) in [(&builder, 1_000), (&first, 1_004), (&second, 1_009)] {
        case.add(
            "tender-bidder",
            &[
                ("project_number", &site.number),
                ("project_name", &site.name),
                ("tender_number", &site.record("BD")),
                ("section_code", &site.section()),
                ("bidder_name", &bidder.name),
                ("bidder_code", &bidder.code),
                ("bid", &amount(site.fen / 1_000 * per_mille)),
                ("is_winner", if per_mille == 1_000 { "是" } else { "否" }),
                ("data_level", "B"),
                ("data_source", "4"),
            ],
        );
    }
}

fn contract(case: &mut Case, site: &Site, (stage, kind, fen): (&str, &str, i64), contractor: &Firm, leader: &Person) {
    let owner = case.owner.clone();
    case.add(
        "contract",
        &[
            ("number", &site.record(stage)),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("name", &site.name),
            ("contract_type", kind),
            ("amount", &amount(fen)),
            ("employer_name", &owner.name),
            ("employer_code", &owner.code),
            ("contractor_name", &contractor.name),
            ("contractor_code", &contractor.code),
            ("leader_name", &leader.name),
            ("leader_id_kind", "身份证"),
            ("leader_id_number", &leader.id_number),
            ("signed_on", &site.days.contracted.to_string()),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
}

fn review(case: &mut Case, site: &Site) {
    case.add(
        "drawing-review",
        &[
            ("number", &site.record("TX")),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("name", &site.name),
            ("completed_on", &site.days.reviewed.to_string()),
            ("passed_first", "是"),
            ("data_level", "B"),
            ("data_source", "1"),
        ],
    );
}

fn permit(case: &mut Case, site: &Site) {
    let parties = [&case.owner, &case.builder, &case.supervisor, &case.surveyor, &case.designer].map(Clone::clone);
    let [owner, builder, supervisor, surveyor, designer] = &parties;
    case.add(
        "permit",
        &[
            ("number", &site.record("SX")),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("name", &site.name),
            ("tender_number", &site.record("BD")),
            ("review_numbers", &site.record("TX")),
            ("duration_days", "420"),
            ("contract_amount", &amount(site.fen)),
            ("area", &site.area.to_string()),
            ("issued_on", &site.days.permitted.to_string()),
            ("state", "有效"),
            ("owner_name", &owner.name),
            ("owner_code", &owner.code),
            ("construction_firm", &builder.name),
            ("construction_firm_code", &builder.code),
            ("supervision_firm", &supervisor.name),
            ("supervision_firm_code", &supervisor.code),
            ("survey_firm", &surveyor.name),
            ("survey_firm_code", &surveyor.code),
            ("design_firm", &designer.name),
            ("design_firm_code", &designer.code),
            ("manager_name", &site.manager.name),
            ("manager_id_kind", "身份证"),
            ("manager_id_number", &site.manager.id_number),
            ("manager_registration_number", &site.manager.registration),
            ("supervisor_name", &site.chief.name),
            ("supervisor_id_kind", "身份证"),
            ("supervisor_id_number", &site.chief.id_number),
            ("supervisor_registration_number", &site.chief.registration),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
}

/// The acceptance and its filing: as large as permitted, three in a hundred dearer.
fn completion(case: &mut Case, site: &Site) {
    let Some((accepted, filed)) = site.days.completed else { return };
    let (accepted, filed, started) = (accepted.to_string(), filed.to_string(), site.days.started.to_string());
    let (acceptance, filing, permit) = (site.record("JX"), format!("{}-JX-002", site.number), site.record("SX"));
    let (cost, area) = (amount(site.fen / 100 * 103), site.area.to_string());
    let own: [(&'static str, &str); 10] = [
        ("project_number", &site.number),
        ("project_name", &site.name),
        ("name", &site.name),
        ("permit_numbers", &permit),
        ("cost", &cost),
        ("area", &area),
        ("started_on", &started),
        ("passed_on", &accepted),
        ("data_level", "C"),
        ("data_source", "1"),
    ];
    case.add("acceptance", &[&own[..], &[("number", &acceptance)]].concat());
    let filed_as = [("number", filing.as_str()), ("acceptance_number", &acceptance), ("filed_on", &filed)];
    case.add("acceptance-filing", &[&own[..], &filed_as].concat());
}
