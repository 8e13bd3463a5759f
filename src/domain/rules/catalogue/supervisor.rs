//! Whether somebody may be chief supervision engineer.

use super::super::act::Appointment;
use super::super::finding::Judgement;

/// Most projects of one chief supervision engineer, with written consent of the owners (GB/T 50319-2013, 3.1.5).
const WITH_CONSENT: usize = 3;

/// X06: not more projects than allowed, with this one.
pub(super) fn number_of_projects(act: &Appointment<'_>) -> Judgement {
    let others: Vec<_> = act
        .person
        .supervised
        .iter()
        .filter(|led| led.binds(act.on) && Some(led.project.as_str()) != act.project)
        .collect();
    let total = others.len() + 1;
    let seen = others.iter().map(|led| led.seen());
    let judgement = match total {
        _ if total > WITH_CONSENT => {
            Judgement::failed(format!("连同本项共担任 {total} 项的总监，最多 {WITH_CONSENT} 项"))
        }
        1 if act.person.unidentified > 0 => Judgement::undecidable(unidentified(act.person.unidentified)),
        1 => Judgement::passed("没有担任其他在建项目的总监"),
        _ if act.has_consent => Judgement::passed(format!("共担任 {total} 项的总监，已有建设单位书面同意")),
        _ => Judgement::failed(format!("连同本项共担任 {total} 项的总监，没有建设单位的书面同意")),
    };
    judgement.seeing(seen)
}

/// How many records may be about somebody else.
pub(super) fn unidentified(records: usize) -> String {
    format!("另有 {records} 条同名任职记录不能认定是否本人")
}
