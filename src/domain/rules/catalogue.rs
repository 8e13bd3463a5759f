//! Every rule with its function: one file a family.

mod credit;
mod enterprise;
mod manager;
mod supervisor;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::act::{Appointment, Undertaking};
use super::finding::{Finding, Judgement};
use super::rule::{self, Rule, Subject};

/// What decides on an undertaking.
type OnUndertaking = fn(&Undertaking<'_>) -> Judgement;
/// What decides on an appointment.
type OnAppointment = fn(&Appointment<'_>) -> Judgement;

/// Functions on undertakings, by rule.
const UNDERTAKING: [(&str, OnUndertaking); 4] = [
    ("X01", enterprise::scope),
    ("X02", enterprise::qualification),
    ("X03", enterprise::safety_permit),
    ("X27", credit::restriction),
];

/// Functions on appointments, by rule.
const APPOINTMENT: [(&str, OnAppointment); 7] = [
    ("X04", manager::class_and_specialty),
    ("X05", manager::other_projects),
    ("X06", supervisor::number_of_projects),
    ("X07", manager::registered_there),
    ("X08", manager::safety_certificate),
    ("X10", manager::demerit_points),
    ("X22", manager::certificate_unit),
];

/// What the rules say of an undertaking, in the order of their table.
pub fn undertaking(act: &Undertaking<'_>) -> Vec<Finding> {
    judged(Subject::Undertaking, act.on, &act.works.region_code, |id| {
        UNDERTAKING.iter().find(|(name, _)| *name == id).map(|(_, judge)| judge(act))
    })
}

/// What the rules say of an appointment, likewise.
pub fn appointment(act: &Appointment<'_>) -> Vec<Finding> {
    judged(act.post.subject(), act.on, &act.works.region_code, |id| {
        APPOINTMENT.iter().find(|(name, _)| *name == id).map(|(_, judge)| judge(act))
    })
}

/// A rule that was not in force says so, and nothing else.
fn judged(about: Subject, on: NaiveDate, region_code: &str, judge: impl Fn(&str) -> Option<Judgement>) -> Vec<Finding> {
    let rules = rule::all().iter().filter(|rule| rule.about == about);
    let findings = rules.filter_map(|rule: &'static Rule| {
        let judgement = if rule.counts(on, region_code) {
            judge(&rule.id)?
        } else {
            Judgement::not_assessed(format!("{on} 这条规则在当地没有施行"))
        };
        Some(Finding { rule, judgement })
    });
    findings.collect()
}
