//! Every rule with its function: one file a family.

mod completion;
mod contract;
mod credit;
mod enterprise;
mod manager;
mod permit;
mod standing;
mod supervisor;
#[cfg(test)]
mod tests;
mod tie;

use chrono::NaiveDate;

use super::act::{Appointment, Course, Standing, Undertaking};
use super::finding::{Finding, Judgement, Point};
use super::rule::{self, Rule, Subject};

/// What decides on an undertaking.
type OnUndertaking = fn(&Undertaking<'_>) -> Judgement;
/// What decides on an appointment, or on the time that followed it.
type OnAppointment = fn(&Appointment<'_>) -> Judgement;
/// What decides on the records of a project.
type OnCourse = fn(&Course<'_>) -> Vec<Point>;
/// What decides on how an enterprise stands.
type OnStanding = fn(&Standing<'_>) -> Vec<Point>;

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

/// Functions on the time after an appointment, by rule.
const TENURE: [(&str, OnAppointment); 2] = [("X09", manager::transfer), ("X31", manager::social_insurance)];

/// Functions on how an enterprise stands, by rule.
const STANDING: [(&str, OnStanding); 5] = [
    ("D01", standing::staff),
    ("D02", standing::net_assets),
    ("X28", standing::expired_records),
    ("X29", standing::publication),
    ("X35", standing::codes),
];

/// Functions on the records of a project, by rule.
const COURSE: [(&str, OnCourse); 14] = [
    ("X11", permit::reviewed),
    ("X12", permit::before_works),
    ("X13", permit::works_in_time),
    ("X15", contract::as_awarded),
    ("X16", contract::in_time),
    ("X17", completion::filed_in_time),
    ("X18", completion::as_permitted),
    ("X19", permit::commitments),
    ("X20", permit::new_leaders),
    ("X21", permit::safety_officers),
    ("X23", tie::supervision),
    ("X24", tie::bidders),
    ("X32", tie::one_builder),
    ("X35", contract::number),
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

/// What the rules say of the time after an appointment, likewise.
pub fn tenure(act: &Appointment<'_>) -> Vec<Finding> {
    judged(Subject::Tenure, act.on, &act.works.region_code, |id| {
        TENURE.iter().find(|(name, _)| *name == id).map(|(_, judge)| judge(act))
    })
}

/// What the rules say of how an enterprise stands, with the points they looked at.
pub fn standing(act: &Standing<'_>) -> Vec<(Point, &'static Rule)> {
    pointed(STANDING.iter().map(|(id, judge)| (*id, judge(act))), &act.enterprise.region_code)
}

/// What the rules say of the records of a project, likewise.
pub fn course(act: &Course<'_>) -> Vec<(Point, &'static Rule)> {
    pointed(COURSE.iter().map(|(id, judge)| (*id, judge(act))), &act.project.region_code)
}

/// A rule that was not in force says so, and nothing else.
fn judged(about: Subject, on: NaiveDate, region_code: &str, judge: impl Fn(&str) -> Option<Judgement>) -> Vec<Finding> {
    let rules = rule::all().iter().filter(|rule| rule.about == about);
    let findings = rules.filter_map(|rule: &'static Rule| {
        let judgement = if rule.counts(on, region_code) { judge(&rule.id)? } else { out_of_force(on) };
        Some(Finding { rule, judgement })
    });
    findings.collect()
}

fn pointed(judged: impl Iterator<Item = (&'static str, Vec<Point>)>, region_code: &str) -> Vec<(Point, &'static Rule)> {
    let mut pointed = Vec::new();
    for (id, points) in judged {
        let Some(rule) = rule::find(id) else { continue };
        for mut point in points {
            if !rule.counts(point.on, region_code) {
                point.judgement = out_of_force(point.on);
            }
            pointed.push((point, rule));
        }
    }
    pointed
}

fn out_of_force(on: NaiveDate) -> Judgement {
    Judgement::not_assessed(format!("{on} 这条规则在当地没有施行"))
}
