//! People in more posts than they may hold: X05, X06.

use chrono::NaiveDate;

use super::{Seed, done, under_way};
use crate::domain::vocabulary::project::{ParticipantRole, Position};
use crate::generate::calendar::after;
use crate::generate::violations::case::{Case, Firm, Person};
use crate::generate::violations::mint::Mint;
use crate::generate::violations::sound::{self, on_site};

/// The seeds.
pub const SEEDS: &[Seed] = &[
    done("X05-overlap", &["X05"], "前一项目竣工验收以前中标另一项目并任项目经理", second_project),
    under_way("X05-change", &["X05"], "在建期间通过变更担任另一项目的项目经理", second_by_change),
    under_way("X06-fourth", &["X06"], "同时担任四个项目的总监", fourth_project),
    under_way("X06-change", &["X06"], "通过变更担任第四个项目的总监", fourth_by_change),
];

/// Days between one project of somebody and the next.
const APART: i64 = 15;

/// Another project of the same builder and supervisor, so many days after the first.
fn next(case: &mut Case, mint: &mut Mint, days: i64, manager: &Person, chief: &Person) {
    let first = case.site().days;
    sound::site(case, mint, first.later(days), manager, chief);
}

/// Accepted and filed later than the first, which was still being built when this one was awarded.
fn second_project(case: &mut Case, mint: &mut Mint) {
    let (manager, chief) = (case.site().manager, sound::chief(case, mint));
    next(case, mint, 2 * APART, &manager, &chief);
}

fn second_by_change(case: &mut Case, mint: &mut Mint) {
    let (first, other, chief) = (case.site().manager, sound::manager(case, mint), sound::chief(case, mint));
    next(case, mint, APART, &other, &chief);
    let on = after(case.site().days.permitted, 40);
    let builder = case.builder.clone();
    replace(case, Position::ProjectManager, &other, &first, &builder, on);
    commit(case, ParticipantRole::Construction, &first, on);
    case.lead(Some(&first), None);
}

fn fourth_project(case: &mut Case, mint: &mut Mint) {
    let chief = case.site().chief;
    for _ in 0..3 {
        let manager = sound::manager(case, mint);
        next(case, mint, APART, &manager, &chief);
    }
}

fn fourth_by_change(case: &mut Case, mint: &mut Mint) {
    let chief = case.site().chief;
    for _ in 0..2 {
        let manager = sound::manager(case, mint);
        next(case, mint, APART, &manager, &chief);
    }
    let (manager, other) = (sound::manager(case, mint), sound::chief(case, mint));
    next(case, mint, APART, &manager, &other);
    let on = after(case.site().days.permitted, 40);
    let supervisor = case.supervisor.clone();
    replace(case, Position::ChiefSupervisor, &other, &chief, &supervisor, on);
    commit(case, ParticipantRole::Supervision, &chief, on);
    case.lead(None, Some(&chief));
}

/// A change of the permit that brings somebody in for another in a post.
pub fn replace(case: &mut Case, post: Position, before: &Person, comes: &Person, firm: &Firm, on: NaiveDate) {
    let site = case.site();
    case.add(
        "permit-change",
        &[
            ("permit_number", &site.record("SX")),
            ("project_number", &site.number),
            ("project_name", &site.name),
            ("item", if post == Position::ProjectManager { "项目经理" } else { "总监理工程师" }),
            ("before", &before.name),
            ("after", &comes.name),
            ("changed_on", &on.to_string()),
            ("after_id_kind", "身份证"),
            ("after_id_number", &comes.id_number),
            ("data_level", "C"),
            ("data_source", "1"),
        ],
    );
    on_site(case, &site, firm, comes, post);
    case.set("site-person", &[&site.number, &comes.id_number], "valid_from", on);
}

/// The letter of commitment of whoever came in.
pub fn commit(case: &mut Case, role: ParticipantRole, person: &Person, on: NaiveDate) {
    let (site, signed) = (case.site(), on.to_string());
    let fields = [
        ("person_name", person.name.as_str()),
        ("id_number", &person.id_number),
        ("authorised_on", &signed),
        ("signed_on", &signed),
    ];
    case.add_like("commitment", &[&site.number, role.label()], &fields);
}
