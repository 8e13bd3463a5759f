//! Whether enterprises of one project are tied to each other: one at the head of both, or one behind the other.

use chrono::NaiveDate;

use super::super::act::Course;
use super::super::basis::Confidence;
use super::super::facts::project::{Bid, Part, Party};
use super::super::facts::{Enterprise, Shareholder};
use super::super::finding::{Judgement, Point, Seen};
use crate::standard::text::search_key;
use crate::vocabulary::project::ParticipantRole;

/// How two enterprises are tied, and how sure that is.
type Tie = (String, Confidence);

/// What ties two enterprises to each other on a day; nothing where nothing on file does.
fn tie(one: &Enterprise, other: &Enterprise, on: NaiveDate) -> Option<Tie> {
    same_head(one, other).or_else(|| control(one, other, on)).or_else(|| control(other, one, on))
}

/// Who is behind both of two enterprises on a day.
fn shared(one: &Enterprise, other: &Enterprise, on: NaiveDate) -> Option<Tie> {
    let shared = controllers(one, on).find(|holder| controllers(other, on).any(|also| is_one(holder, also)))?;
    let confidence = if shared.enterprise.is_some() { Confidence::ConfirmedStatute } else { Confidence::Secondary };
    Some((format!("同受{}控制", shared.name), confidence))
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

/// Roles of those who build.
const BUILDERS: [ParticipantRole; 2] = [ParticipantRole::Construction, ParticipantRole::GeneralContracting];

/// X23: who supervises and who builds have nothing to do with each other.
pub(super) fn supervision(course: &Course<'_>) -> Vec<Point> {
    let project = course.project;
    let on = project.first_permit().and_then(|permit| permit.issued_on).unwrap_or(course.on).min(course.on);
    let mut points = Vec::new();
    for supervisor in project.parties(&[ParticipantRole::Supervision]) {
        for builder in project.parties(&BUILDERS) {
            let judgement = independent(course, supervisor, builder, on);
            points.push(Point::new(format!("{}与{}", supervisor.name, builder.name), on, judgement));
        }
    }
    points
}

fn independent(course: &Course<'_>, supervisor: &Party, builder: &Party, on: NaiveDate) -> Judgement {
    if supervisor.is(builder) {
        return Judgement::failed(format!("{}同时是监理单位和施工单位", builder.name));
    }
    let (Some(one), Some(other)) = (on_file(course, supervisor), on_file(course, builder)) else {
        return Judgement::undecidable("监理单位或施工单位不在企业库中");
    };
    match tie(one, other, on).or_else(|| shared(one, other, on)) {
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
        let mut rest = bids.as_slice();
        while let [one, others @ ..] = rest {
            ties.extend(others.iter().filter_map(|other| tied(course, one, other, on)));
            rest = others;
        }
        let unknown = bids.iter().filter(|bid| on_file(course, &bid.party).is_none()).count();
        let judgement = if ties.is_empty() && unknown > 0 {
            Judgement::undecidable(format!("有 {unknown} 家投标人不在企业库中"))
        } else if ties.is_empty() {
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

fn on_file<'f>(course: &Course<'f>, party: &Party) -> Option<&'f Enterprise> {
    course.market.enterprise(party.key.as_deref()?)
}

fn tied(course: &Course<'_>, one: &Bid, other: &Bid, on: NaiveDate) -> Option<(Seen, Confidence)> {
    if one.party.is(&other.party) || are_together(one, other) {
        return None;
    }
    let (bidder, rival) = (on_file(course, &one.party)?, on_file(course, &other.party)?);
    // The article names control of one by the other; a third behind both is for the reviewer to look at.
    let (text, confidence) =
        tie(bidder, rival, on).or_else(|| shared(bidder, rival, on).map(|(text, _)| (text, Confidence::Secondary)))?;
    Some((Seen::new(format!("{}与{}", one.party.name, other.party.name), text), confidence))
}

/// Members of one consortium bid, and build, together (联合体).
fn are_together(one: &Bid, other: &Bid) -> bool {
    one.section == other.section && one.consortium.is_some() && one.consortium == other.consortium
}

/// X32: one unit is built by one general contractor, or by a consortium. Who has the project as a whole (工程总承包) may
/// have another build.
pub(super) fn one_builder(course: &Course<'_>) -> Vec<Point> {
    let builds = |part: &&Part| {
        part.role == ParticipantRole::Construction
            && part.from.is_none_or(|from| from <= course.on)
            && part.until.is_none_or(|until| course.on <= until)
    };
    let bids = &course.project.bids;
    let is_consortium = |one: &Party, other: &Party| {
        let own = |bid: &&Bid| bid.party.is(one);
        bids.iter().filter(own).any(|bid| bids.iter().any(|also| also.party.is(other) && are_together(bid, also)))
    };
    let parts: Vec<&Part> = course.project.parts.iter().filter(builds).collect();
    let mut units: Vec<&str> = parts.iter().filter_map(|part| part.unit.as_deref()).collect();
    units.sort_unstable();
    units.dedup();
    let point = |unit: &str| {
        let mut builders: Vec<&Party> = Vec::new();
        for part in parts.iter().filter(|part| part.unit.as_deref() == Some(unit)) {
            if !builders.iter().any(|known| known.is(&part.party) || is_consortium(known, &part.party)) {
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
