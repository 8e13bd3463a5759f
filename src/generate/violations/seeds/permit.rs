//! Permits that were issued too early, works that began too early or late, and people who are missing: X11, X12, X13, X19,
//! X20, X21, X32.

use super::{Seed, done, post, under_way};
use crate::domain::vocabulary::project::{ParticipantRole, Position};
use crate::generate::calendar::{after, months_after};
use crate::generate::violations::case::Case;
use crate::generate::violations::mint::Mint;
use crate::generate::violations::sound::{self, on_unit};

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X11-late", &["X11"], "施工图在发证次日才审查合格", reviewed_late),
    under_way("X11-none", &["X11"], "没有施工图审查，许可证上也没有审查编号", not_reviewed),
    done("X12-early", &["X12"], "发证前一日开工", began_early),
    under_way("X12-no-permit", &["X12"], "没有施工许可证而开工", no_permit),
    done("X13-late", &["X13"], "发证满三个月后次日开工", began_late),
    done("X13-extended", &["X13"], "延期一次，满六个月后次日开工", began_late_once_extended),
    done("X19-missing", &["X19"], "缺少设计单位的承诺书", no_letter),
    under_way("X19-authority", &["X19"], "监理单位的承诺书没有授权书", no_authority),
    under_way("X19-late", &["X19"], "施工单位在发证次日才签署承诺书", signed_late),
    done("X20-manager", &["X20"], "新任项目经理没有签署承诺书", new_manager),
    under_way("X20-chief", &["X20"], "新任总监没有签署承诺书", new_chief),
    under_way("X21-none", &["X21"], "现场没有专职安全员", no_officer),
    under_way("X21-few", &["X21"], "1.2 万平方米的工程只有一名专职安全员", few_officers),
    under_way("X32-two", &["X32"], "一个单体由两家施工单位承担", two_builders),
    under_way("X32-three", &["X32"], "一个单体由三家施工单位承担", three_builders),
];

fn reviewed_late(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    case.set("drawing-review", &[&site.number], "completed_on", after(site.days.permitted, 1));
}

fn not_reviewed(case: &mut Case, _mint: &mut Mint) {
    let number = case.site().number;
    case.remove("drawing-review", &number);
    case.set("permit", &[&number], "review_numbers", "");
}

fn began_early(case: &mut Case, _mint: &mut Mint) {
    let permitted = case.site().days.permitted;
    case.start(after(permitted, -1));
}

fn no_permit(case: &mut Case, _mint: &mut Mint) {
    let number = case.site().number;
    case.remove("permit", &number);
    for kind in ["participant", "site-person"] {
        case.set(kind, &[&number], "permit_number", "");
    }
}

fn began_late(case: &mut Case, _mint: &mut Mint) {
    let permitted = case.site().days.permitted;
    case.start(after(months_after(permitted, 3), 1));
}

fn began_late_once_extended(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    let extended = after(months_after(site.days.permitted, 3), -10);
    case.add(
        "permit-change",
        &[
            ("permit_number", &site.record("SX")),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("item", "延期开工"),
            ("before", &months_after(site.days.permitted, 3).to_string()),
            ("after", &months_after(site.days.permitted, 6).to_string()),
            ("changed_on", &extended.to_string()),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
    case.start(after(months_after(site.days.permitted, 6), 1));
}

fn no_letter(case: &mut Case, _mint: &mut Mint) {
    let designer = case.designer.code.clone();
    case.remove("commitment", &designer);
}

fn no_authority(case: &mut Case, _mint: &mut Mint) {
    let supervisor = case.supervisor.code.clone();
    case.set("commitment", &[&supervisor], "authorised_on", "");
}

fn signed_late(case: &mut Case, _mint: &mut Mint) {
    let (builder, permitted) = (case.builder.code.clone(), case.site().days.permitted);
    case.set("commitment", &[&builder], "signed_on", after(permitted, 1));
}

fn new_manager(case: &mut Case, mint: &mut Mint) {
    let (site, comes, builder) = (case.site(), sound::manager(case, mint), case.builder.clone());
    let on = after(site.days.permitted, 60);
    post::replace(case, Position::ProjectManager, &site.manager, &comes, &builder, on);
    case.record = Some(format!("施工许可证 {} {on} 变更项目经理为{}", site.record("SX"), comes.name));
}

fn new_chief(case: &mut Case, mint: &mut Mint) {
    let (site, comes, supervisor) = (case.site(), sound::chief(case, mint), case.supervisor.clone());
    let on = after(site.days.permitted, 60);
    post::replace(case, Position::ChiefSupervisor, &site.chief, &comes, &supervisor, on);
    case.record = Some(format!("施工许可证 {} {on} 变更总监理工程师为{}", site.record("SX"), comes.name));
}

/// The names of the safety officers.
fn officers(case: &Case) -> Vec<String> {
    let officers = case.rows("site-person").filter(|row| row.get("position") == Position::SafetyOfficer.label());
    officers.map(|row| row.get("person_name").to_owned()).collect()
}

fn no_officer(case: &mut Case, _mint: &mut Mint) {
    for name in officers(case) {
        case.remove("site-person", &name);
    }
}

fn few_officers(case: &mut Case, _mint: &mut Mint) {
    let site = case.site();
    for name in officers(case).into_iter().skip(1) {
        case.remove("site-person", &name);
    }
    for kind in ["project", "permit"] {
        case.set(kind, &[&site.number], "area", "12000");
    }
    for number in 1..=2 {
        case.set("unit-work", &[&site.unit(number)], "area", "6000");
    }
}

fn two_builders(case: &mut Case, _mint: &mut Mint) {
    let (site, other) = (case.site(), case.losers[0].clone());
    on_unit(case, &site, &site.unit(1), ParticipantRole::Construction, &other);
}

fn three_builders(case: &mut Case, mint: &mut Mint) {
    two_builders(case, mint);
    let (site, third) = (case.site(), case.losers[1].clone());
    on_unit(case, &site, &site.unit(1), ParticipantRole::Construction, &third);
}
