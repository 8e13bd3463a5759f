//! Whether somebody may be project manager.

use chrono::NaiveDate;

use super::super::act::Appointment;
use super::super::facts::{Certificate, InForce, Led, Person, Registration};
use super::super::finding::{Judgement, Seen};
use super::super::scale::{self, Scale, Scaled};
use super::supervisor::{projects, unidentified};
use crate::vocabulary::personnel::RegistrationType;

/// Registrations as constructor, with whether each was in force. Provisional ones are history and count for nothing.
fn as_constructor<'f>(act: &Appointment<'f>) -> Vec<(&'f Registration, InForce)> {
    constructors(act.person).into_iter().map(|held| (held, held.certificate.in_force(act.on))).collect()
}

fn constructors(person: &Person) -> Vec<&Registration> {
    let constructor = |kind: RegistrationType| {
        matches!(kind, RegistrationType::ConstructorFirst | RegistrationType::ConstructorSecond)
    };
    person.registrations.iter().filter(|held| constructor(held.registration_type)).collect()
}

fn seen(held: &Registration) -> Seen {
    let certificate = held.certificate.seen();
    let enterprise = held.enterprise_name.as_deref().unwrap_or("未登记");
    Seen::new(
        format!("{}（{}） {}", held.registration_type.label(), held.specialty, certificate.record),
        format!("{}，注册单位 {enterprise}", certificate.value),
    )
}

/// X04: class and specialty fit the scale of the works.
pub(super) fn class_and_specialty(act: &Appointment<'_>) -> Judgement {
    let held: Vec<(&Registration, InForce)> =
        as_constructor(act).into_iter().filter(|(_, in_force)| *in_force != InForce::No).collect();
    if held.is_empty() {
        return Judgement::failed(format!("{} 没有有效的注册建造师登记", act.on));
    }
    let Some(scaled) = scale::of(act.works, act.on) else {
        return Judgement::not_assessed("没有这类工程的规模标准可以比对");
    };
    let fitting = |(held, in_force): &(&Registration, InForce)| fits(held, *in_force, act, &scaled);
    let best = held.iter().map(fitting).max().unwrap_or(InForce::No);
    // One that is in force would do for smaller works, and may do for these.
    let is_open = held.iter().any(|one| one.1 == InForce::Yes && fitting(one) == InForce::Unknown);
    let size = scaled.at_least.label();
    let judgement = match best {
        InForce::Yes => Judgement::passed(format!("注册等级和专业可以担任{size}工程的项目经理")),
        InForce::Unknown if is_open => {
            Judgement::undecidable(format!("已知指标为{size}，缺少{}，不能确定工程规模", scaled.missing.join("、")))
        }
        InForce::Unknown => Judgement::undecidable("不能确定注册当日是否有效"),
        InForce::No => Judgement::failed(format!("{size}工程，注册等级或专业不符（应为{}）", wanted(act, &scaled))),
    };
    judgement
        .seeing(held.iter().map(|(held, _)| seen(held)))
        .seeing(scaled.seen.iter().cloned())
        .by(Some(scaled.confidence))
}

fn wanted(act: &Appointment<'_>, scaled: &Scaled) -> String {
    let class = if scaled.at_least == Scale::Large { "一级" } else { "一级或二级" };
    format!("{}专业{class}注册建造师", act.works.category)
}

/// Whether a registration lets somebody lead works of a scale. The specialty is called as the category of the works is
/// (建市〔2008〕48号 Art. 5; 建市〔2007〕171号); small works ask for none nationally.
fn fits(held: &Registration, in_force: InForce, act: &Appointment<'_>, scaled: &Scaled) -> InForce {
    let first = held.registration_type == RegistrationType::ConstructorFirst;
    let own_specialty = held.specialty == act.works.category;
    let allowed = |scale: Scale| (first || scale < Scale::Large) && (own_specialty || scale == Scale::Small);
    if !allowed(scaled.at_least) {
        return InForce::No;
    }
    // Larger than what is known, they may ask for more.
    if !allowed(Scale::Large) && !scaled.missing.is_empty() {
        return InForce::Unknown;
    }
    in_force
}

/// X05: no other project.
pub(super) fn other_projects(act: &Appointment<'_>) -> Judgement {
    let others: Vec<_> = act
        .person
        .managed
        .iter()
        .filter(|led| led.binds(act.on) && Some(led.project.as_str()) != act.project)
        .collect();
    if !others.is_empty() {
        let text = format!("{} 在 {} 个其他在建项目担任项目经理", act.on, projects(&others));
        return Judgement::failed(text).seeing(others.into_iter().map(Led::seen));
    }
    if act.person.unidentified > 0 {
        return Judgement::undecidable(unidentified(act.person.unidentified));
    }
    Judgement::passed(format!("{} 没有担任其他在建项目的项目经理", act.on))
}

/// X07: registered with the enterprise.
pub(super) fn registered_there(act: &Appointment<'_>) -> Judgement {
    let Some(enterprise) = act.enterprise else {
        return Judgement::undecidable("没有指明承担工程的企业");
    };
    let in_force: Vec<&Registration> = as_constructor(act)
        .into_iter()
        .filter(|(_, in_force)| *in_force != InForce::No)
        .map(|(held, _)| held)
        .collect();
    let evidence: Vec<Seen> = in_force.iter().map(|held| seen(held)).collect();
    let there = |held: &&Registration| held.enterprise.as_deref() == Some(enterprise.key.as_str());
    let judgement = if in_force.is_empty() {
        Judgement::failed(format!("{} 没有有效的注册建造师登记", act.on))
    } else if in_force.iter().any(there) {
        Judgement::passed(format!("注册在{}", enterprise.name))
    } else if in_force.iter().any(|held| held.enterprise.is_none()) {
        Judgement::undecidable("注册登记没有指明企业库中的单位")
    } else {
        Judgement::failed(format!("没有注册在{}", enterprise.name))
    };
    judgement.seeing(evidence)
}

/// X08: a B certificate in force, from the first day to the last.
pub(super) fn safety_certificate(act: &Appointment<'_>) -> Judgement {
    let held = &act.person.safety_certificates;
    let best = |on: NaiveDate| held.iter().map(|held| held.certificate.in_force(on)).max();
    // It may lapse in between: the day after each term and the day of each revocation are looked at too.
    let lapses = held.iter().flat_map(|held| [held.certificate.lapses_on(), held.certificate.state_since]).flatten();
    let during = lapses.filter(|day| act.lasts_over(*day));
    let days = [act.on].into_iter().chain(act.until).chain(during);
    // What is worst on one of the days decides; of equals the first.
    let worst = days.map(|on| (best(on), on)).min();
    let judgement = match worst {
        Some((Some(InForce::Unknown), on)) => Judgement::undecidable(format!("不能确定 B 证 {on} 是否有效")),
        Some((Some(InForce::No), on)) if on == act.on => Judgement::failed(format!("B 证 {on} 不在有效期内或已失效")),
        // The same words on whatever day it is looked at.
        Some((Some(InForce::No), _)) => Judgement::failed("任职期间 B 证已不在有效期内或已失效"),
        Some((None, _)) | None => Judgement::failed("没有 B 证的登记"),
        Some((Some(InForce::Yes), _)) => Judgement::passed(match act.until {
            None => format!("{} 持有有效的 B 证", act.on),
            Some(until) => format!("{} 至 {until} 持有有效的 B 证", act.on),
        }),
    };
    judgement.seeing(held.iter().map(|held| held.certificate.seen()))
}

/// X22: the B certificate names the enterprise of the registration.
pub(super) fn certificate_unit(act: &Appointment<'_>) -> Judgement {
    let registered: Vec<&str> = as_constructor(act)
        .into_iter()
        .filter(|(_, in_force)| *in_force != InForce::No)
        .filter_map(|(held, _)| held.enterprise.as_deref())
        .collect();
    let certified: Vec<_> =
        act.person.safety_certificates.iter().filter(|held| held.certificate.in_force(act.on) != InForce::No).collect();
    let evidence = certified.iter().map(|held| {
        Seen::new(
            held.certificate.seen().record,
            held.enterprise_name.clone().unwrap_or_else(|| "未登记单位".to_owned()),
        )
    });
    let units: Vec<&str> = certified.iter().filter_map(|held| held.enterprise.as_deref()).collect();
    let judgement = if registered.is_empty() || units.is_empty() {
        Judgement::undecidable("注册单位或 B 证单位没有登记，不能比对")
    } else if units.iter().any(|unit| registered.contains(unit)) {
        Judgement::passed("B 证单位与注册单位一致")
    } else {
        Judgement::failed("B 证单位与注册单位不一致")
    };
    judgement.seeing(evidence)
}

/// X10: fewer points than end somebody's practice, from the first day to the last.
pub(super) fn demerit_points(act: &Appointment<'_>) -> Judgement {
    let Some(limit) = act.limits.find("most_points", act.on, &act.works.region_code) else {
        return Judgement::not_assessed(format!("{} 没有规定记分上限", act.on));
    };
    let points_on = |on: NaiveDate| -> i64 {
        act.person.demerits.iter().filter(|demerit| demerit.counts(on)).map(|demerit| i64::from(demerit.points)).sum()
    };
    // Points grow on the day of a decision only: the worst day is the first, the last, or one of those.
    let decided = act.person.demerits.iter().map(|demerit| demerit.cycle_start);
    let during = decided.filter(|day| act.lasts_over(*day));
    let days = [act.on].into_iter().chain(act.until).chain(during);
    let (points, on) = days
        .map(|on| (points_on(on), on))
        .max_by_key(|(points, on)| (*points, std::cmp::Reverse(*on)))
        .unwrap_or((0, act.on));
    let evidence = act.person.demerits.iter().filter(|demerit| demerit.counts(on)).map(|demerit| {
        Seen::new(format!("记分 {}", demerit.number), format!("{} 分，周期自 {}", demerit.points, demerit.cycle_start))
    });
    let judgement = if points >= limit.value {
        Judgement::failed(format!("{on} 所在周期已记 {points} 分，满 {} 分停止执业", limit.value))
    } else {
        Judgement::passed(format!("周期内最多记 {points} 分"))
    };
    judgement.seeing(evidence).by(Some(limit.confidence))
}

/// X31: the enterprise paid the social insurance.
pub(super) fn social_insurance(act: &Appointment<'_>) -> Judgement {
    let Some(enterprise) = act.enterprise else {
        return Judgement::undecidable("没有指明承担工程的企业");
    };
    let covering: Vec<_> = act.person.employments.iter().filter(|employment| employment.covers(act.on)).collect();
    let evidence = covering.iter().map(|employment| {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "未登记".to_owned(), |day| day.to_string());
        let until = employment.until.map_or_else(|| "今".to_owned(), |until| until.to_string());
        Seen::new("社会保险", format!("{}，{} 至 {until}", employment.enterprise_name, day(employment.from)))
    });
    let judgement = if covering.is_empty() {
        Judgement::undecidable(format!("{} 没有社会保险的登记", act.on))
    } else if covering.iter().any(|employment| employment.enterprise.as_deref() == Some(enterprise.key.as_str())) {
        Judgement::passed(format!("社会保险由{}缴纳", enterprise.name))
    } else if covering.iter().any(|employment| employment.enterprise.is_none()) {
        Judgement::undecidable("社会保险的缴纳单位不在企业库中")
    } else {
        Judgement::failed(format!("社会保险不是由{}缴纳", enterprise.name))
    };
    judgement.seeing(evidence)
}

/// X09: the registration stayed where it was.
pub(super) fn transfer(act: &Appointment<'_>) -> Judgement {
    let (Some(enterprise), Some(until)) = (act.enterprise, act.until) else {
        return Judgement::undecidable("没有指明承担工程的企业或任职的期间");
    };
    let began: Vec<&Registration> = constructors(act.person)
        .into_iter()
        .filter(|held| began_within(&held.certificate, act.on, until))
        .filter(|held| held.enterprise.as_deref() != Some(enterprise.key.as_str()))
        .collect();
    let judgement = if began.is_empty() {
        Judgement::passed("任职期间没有变更注册到其他企业的登记")
    } else if began.iter().any(|held| held.enterprise.is_some()) {
        Judgement::failed(format!("在{}任职期间变更注册到其他企业", enterprise.name))
    } else {
        Judgement::undecidable("任职期间的注册登记没有指明企业库中的单位")
    };
    judgement.seeing(began.into_iter().map(seen))
}

/// Whether a term began after one day and by another.
fn began_within(certificate: &Certificate, after: NaiveDate, by: NaiveDate) -> bool {
    certificate.valid_from.is_some_and(|from| after < from && from <= by)
}
