//! Whether somebody may be chief supervision engineer.

use std::collections::BTreeSet;

use super::super::act::Appointment;
use super::super::facts::Led;
use super::super::finding::Judgement;

/// X06: not more projects than allowed, with this one.
pub(super) fn number_of_projects(act: &Appointment<'_>) -> Judgement {
    let Some(limit) = act.limits.find("chief_projects", act.on, &act.works.region_code) else {
        return Judgement::not_assessed(format!("{} 没有规定总监任职的数量", act.on));
    };
    let most = usize::try_from(limit.value).unwrap_or(usize::MAX);
    let others: Vec<_> = act
        .person
        .supervised
        .iter()
        .filter(|led| led.binds(act.on) && Some(led.project.as_str()) != act.project)
        .collect();
    let total = projects(&others) + 1;
    let seen = others.iter().map(|led| led.seen());
    let judgement = match total {
        _ if total > most => Judgement::failed(format!("连同本项共担任 {total} 项的总监，最多 {most} 项")),
        1 if act.person.unidentified > 0 => Judgement::undecidable(unidentified(act.person.unidentified)),
        1 => Judgement::passed("没有担任其他在建项目的总监"),
        _ if act.consent == Some(true) => Judgement::passed(format!("共担任 {total} 项的总监，已有建设单位书面同意")),
        _ if act.consent.is_none() => {
            Judgement::undecidable(format!("连同本项共担任 {total} 项的总监，建设单位是否同意没有登记"))
        }
        _ => Judgement::failed(format!("连同本项共担任 {total} 项的总监，没有建设单位的书面同意")),
    };
    judgement.seeing(seen).by(Some(limit.confidence))
}

/// How many records may be about somebody else.
pub(super) fn unidentified(records: usize) -> String {
    format!("另有 {records} 条同名任职记录不能认定是否本人")
}

/// How many projects somebody leads: several records may show one.
pub(super) fn projects(led: &[&Led]) -> usize {
    led.iter().map(|led| led.project.as_str()).collect::<BTreeSet<&str>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_counts_once_however_many_records_show_it() {
        let led = |project: &str, basis: &str| Led {
            project: project.to_owned(),
            name: String::new(),
            since: None,
            released: None,
            basis: basis.to_owned(),
        };
        let records = [led("p1", "中标 001"), led("p1", "施工许可证 001"), led("p2", "施工许可证 002")];
        assert_eq!(projects(&records.iter().collect::<Vec<_>>()), 2);
    }
}
