//! Whether enterprises of one project are tied to each other: one at the head of both, or one behind the other.

use chrono::NaiveDate;

use super::super::act::Course;
use super::super::basis::Confidence;
use super::super::facts::project::{Bid, Part, Party};
use super::super::facts::{Enterprise, Shareholder};
use super::super::finding::{Judgement, Point, Seen};
use super::contract::is_same;
use crate::standard::text::search_key;
use crate::vocabulary::project::ParticipantRole;

/// How two enterprises are tied, and how sure that is.
type Tie = (String, Confidence);

/// What ties two enterprises on a day; nothing where nothing on file does.
fn tie(one: &Enterprise, other: &Enterprise, on: NaiveDate) -> Option<Tie> {
    same_head(one, other).or_else(|| control(one, other, on)).or_else(|| control(other, one, on)).or_else(|| {
        let shared = controllers(one, on).find(|holder| controllers(other, on).any(|also| is_one(holder, also)))?;
        let confidence = if shared.enterprise.is_some() { Confidence::ConfirmedStatute } else { Confidence::Secondary };
        Some((format!("同受{}控制", shared.name), confidence))
    })
}

/// One legal representative. By name only, it may be two people.
fn same_head(one: &Enterprise, other: &Enterprise) -> Option<Tie> {
    let (one, other) = (one.legal_representative.as_ref()?, other.legal_representative.as_ref()?);
    match (&one.key, &other.key) {
        (Some(key), Some(also)) => {
            (key == also).then(|| (format!("法定代表人同为{}", one.name), Confidence::ConfirmedStatute))
        }
        _ => (search_key(&one.name) == search_key(&other.name))
            .then(|| (format!("法定代表人同名（{}），须核对是否同一人", one.name), Confidence::Secondary)),
    }
}

fn controllers(enterprise: &Enterprise, on: NaiveDate) -> impl Iterator<Item = &Shareholder> {
    let holds = move |holder: &&Shareholder| {
        holder.from.is_none_or(|from| from <= on) && holder.until.is_none_or(|until| on <= until)
    };
    enterprise.shareholders.iter().filter(|holder| holder.controls).filter(holds)
}

fn is_one(one: &Shareholder, other: &Shareholder) -> bool {
    match (&one.enterprise, &other.enterprise) {
        (Some(one), Some(other)) => one == other,
        (None, None) => search_key(&one.name) == search_key(&other.name),
        _ => false,
    }
}

/// One controls the other.
fn control(holder: &Enterprise, held: &Enterprise, on: NaiveDate) -> Option<Tie> {
    let by = controllers(held, on).any(|controller| controller.enterprise.as_deref() == Some(holder.key.as_str()));
    by.then(|| (format!("{}控制{}", holder.name, held.name), Confidence::ConfirmedStatute))
}

/// X23: who supervises and who builds have nothing to do with each other.
pub(super) fn supervision(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let on = project.first_permit().and_then(|permit| permit.issued_on).unwrap_or(course.on).min(course.on);
    let mut points = Vec::new();
    for supervisor in project.parties(ParticipantRole::Supervision) {
        for builder in project.parties(ParticipantRole::Construction) {
            let judgement = independent(course, supervisor, builder, on);
            points.push(Point::new(format!("{}与{}", supervisor.name, builder.name), on, judgement));
        }
    }
    points
}

fn independent(course: &Course<'_>, supervisor: &Party, builder: &Party, on: NaiveDate) -> Judgement {
    if is_same(supervisor, builder) {
        return Judgement::failed(format!("{}同时是监理单位和施工单位", builder.name));
    }
    let on_file = |party: &Party| party.key.as_deref().and_then(|key| course.market.enterprise(key));
    let (Some(one), Some(other)) = (on_file(supervisor), on_file(builder)) else {
        return Judgement::undecidable("监理单位或施工单位不在企业库中");
    };
    match tie(one, other, on) {
        Some((text, confidence)) => Judgement::failed(text).by(Some(confidence)),
        None => Judgement::passed("企业库中没有两家单位关联的登记"),
    }
}

/// X24: those who bid for one section have nothing to do with each other.
pub(super) fn bidders(course: &Course<'_>) -> Vec<Point> {
    let mut sections: Vec<&str> = course.project.bids.iter().map(|bid| bid.section.as_str()).collect();
    sections.sort_unstable();
    sections.dedup();
    let point = |section: &str| {
        let bids: Vec<&Bid> = course.project.bids.iter().filter(|bid| bid.section == section).collect();
        let on = bids.iter().filter_map(|bid| bid.on).max().unwrap_or(course.on);
        let mut ties = Vec::new();
        for (nth, one) in bids.iter().enumerate() {
            ties.extend(bids.iter().skip(nth + 1).filter_map(|other| tied(course, one, other, on)));
        }
        let judgement = if ties.is_empty() {
            Judgement::passed("企业库中没有投标人之间关联的登记")
        } else {
            let texts: Vec<&str> = ties.iter().map(|(seen, _)| seen.value.as_str()).collect();
            // The surest tie decides: one that is certain is enough.
            let surest = ties.iter().map(|(_, confidence)| *confidence).min();
            Judgement::failed(texts.join("；")).seeing(ties.iter().map(|(seen, _)| seen.clone())).by(surest)
        };
        Point::new(format!("标段 {section}"), on, judgement)
    };
    sections.into_iter().map(point).collect()
}

fn tied(course: &Course<'_>, one: &Bid, other: &Bid, on: NaiveDate) -> Option<(Seen, Confidence)> {
    // Members of one consortium bid together.
    if one.consortium.is_some() && one.consortium == other.consortium {
        return None;
    }
    let on_file = |bid: &Bid| bid.party.key.as_deref().and_then(|key| course.market.enterprise(key));
    let (text, confidence) = tie(on_file(one)?, on_file(other)?, on)?;
    Some((Seen::new(format!("{}与{}", one.party.name, other.party.name), text), confidence))
}

/// X32: one unit is built by one general contractor.
pub(super) fn one_builder(course: &Course<'_>) -> Vec<Point> {
    let builds = |part: &&Part| {
        matches!(part.role, ParticipantRole::Construction | ParticipantRole::GeneralContracting) && part.until.is_none()
    };
    let parts: Vec<&Part> = course.project.parts.iter().filter(builds).collect();
    let mut units: Vec<&str> = parts.iter().filter_map(|part| part.unit.as_deref()).collect();
    units.sort_unstable();
    units.dedup();
    let point = |unit: &str| {
        let mut builders: Vec<&Party> = Vec::new();
        for part in parts.iter().filter(|part| part.unit.as_deref() == Some(unit)) {
            if !builders.iter().any(|known| is_same(known, &part.party)) {
                builders.push(&part.party);
            }
        }
        let names: Vec<&str> = builders.iter().map(|party| party.name.as_str()).collect();
        let judgement = if builders.len() > 1 {
            Judgement::failed(format!("由{}同时承担", names.join("、")))
        } else {
            Judgement::passed(format!("由{}承担", names.join("、")))
        };
        Point::new(format!("单位工程 {unit}"), course.on, judgement)
    };
    units.into_iter().map(point).collect()
}
