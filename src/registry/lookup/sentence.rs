//! The verdict in one sentence: whose records it speaks of, how many projects, since when, by which record.

use super::view::{ActiveProject, LastRelease};

/// The sentence. A day and the record beside it always belong together: it is the record that shows the day.
/// `unidentified` records name somebody of the name without telling who it is.
pub fn sentence(active: &[ActiveProject], last: Option<&LastRelease>, unidentified: usize) -> String {
    let mut parts = vec![if active.is_empty() { free(last) } else { engaged(active) }];
    let stopped = active.iter().filter(|project| project.unsettled_stop_since.is_some()).count();
    if stopped > 0 {
        parts.push(format!("其中 {stopped} 项停工已满 120 天，停工原因责任未登记，未认定解除"));
    }
    parts.extend(unverified_end(active));
    if unidentified > 0 {
        parts.push(format!("另有 {unidentified} 条同名任职记录未能认定是否本人"));
    }
    format!("在本平台登记的记录中，{}。", parts.join("；"))
}

/// What enterprises say of those who are said to be engaged all the same.
fn unverified_end(active: &[ActiveProject]) -> Option<String> {
    let ended: Vec<_> = active.iter().filter_map(|project| project.unverified_end).collect();
    match ended.as_slice() {
        [] => None,
        [day] if active.len() == 1 => Some(format!("企业自报于 {day} 离任，未经审核，未认定解除")),
        several => Some(format!("其中 {} 项企业自报离任，未经审核，未认定解除", several.len())),
    }
}

fn free(last: Option<&LastRelease>) -> String {
    let Some(last) = last else { return "无在建项目".to_owned() };
    let record = record(last.record_kind_label.as_deref(), last.record_number.as_deref());
    let record = record.map(|record| format!("，依据{record}")).unwrap_or_default();
    format!("无在建项目，最近一项自 {} 起解除{record}", last.released_on)
}

fn engaged(active: &[ActiveProject]) -> String {
    let count = format!("在建 {} 项", active.len());
    let dated = active.iter().filter_map(|project| Some((project.since?, project)));
    let Some((since, first)) = dated.min_by_key(|(since, _)| *since) else {
        return match active {
            [only] => {
                let record = record(only.record_kind_label.as_deref(), only.record_number.as_deref());
                format!("{count}，任职起始日期未登记，依据{}", record.unwrap_or_else(reported))
            }
            _ => format!("{count}，任职起始日期均未登记"),
        };
    };
    let record = record(first.since_record_kind_label.as_deref(), first.since_record_number.as_deref());
    let record = record.unwrap_or_else(reported);
    let earliest = if active.len() > 1 { "最早" } else { "" };
    let undated = active.iter().filter(|project| project.since.is_none()).count();
    let undated =
        if undated > 0 { format!("；另有 {undated} 项任职起始日期未登记") } else { String::new() };
    format!("{count}，{earliest}自 {since}，依据{record}{undated}")
}

fn record(kind: Option<&str>, number: Option<&str>) -> Option<String> {
    Some(format!("{} {}", kind?, number.unwrap_or_default()).trim_end().to_owned())
}

/// What there is where no record shows it.
fn reported() -> String {
    "任职申报".to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use chrono::NaiveDate;

    use super::*;
    use crate::domain::vocabulary::project::StageRecordKind;
    use crate::domain::vocabulary::provenance::DataLevel;

    /// A project with the record that names the manager, and the day with the record that shows it.
    fn project(since: Option<&str>, shown_by: Option<(StageRecordKind, &str)>) -> ActiveProject {
        ActiveProject {
            project_id: String::new(),
            project_number: None,
            project_name: String::new(),
            region: None,
            enterprise_name: None,
            since: since.map(day),
            since_record_kind: shown_by.map(|(kind, _)| kind),
            since_record_kind_label: shown_by.map(|(kind, _)| kind.label().to_owned()),
            since_record_number: shown_by.map(|(_, number)| number.to_owned()),
            record_kind: Some(StageRecordKind::Permit),
            record_kind_label: Some("施工许可证".to_owned()),
            record_number: Some("SX-001".to_owned()),
            data_level: DataLevel::Province,
            unsettled_stop_since: None,
            unverified_end: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(active: &[ActiveProject]) -> String {
        let sentence = sentence(active, None, 0);
        sentence.strip_prefix("在本平台登记的记录中，").and_then(|rest| rest.strip_suffix("。")).unwrap().to_owned()
    }

    #[test]
    fn the_day_stands_beside_the_record_that_shows_it() {
        let awarded = project(Some("2025-08-18"), Some((StageRecordKind::Tender, "BD-001")));
        assert_eq!(said(&[awarded]), "在建 1 项，自 2025-08-18，依据招标投标记录 BD-001");
        assert_eq!(said(&[project(Some("2025-08-18"), None)]), "在建 1 项，自 2025-08-18，依据任职申报");
        assert_eq!(said(&[project(None, None)]), "在建 1 项，任职起始日期未登记，依据施工许可证 SX-001");
    }

    #[test]
    fn of_several_projects_the_earliest_is_named_with_its_own_record() {
        let undated = project(None, None);
        let later = project(Some("2026-03-02"), Some((StageRecordKind::Permit, "SX-001")));
        let earlier = project(Some("2025-08-18"), Some((StageRecordKind::Tender, "BD-002")));
        let both = [later.clone(), earlier.clone()];
        assert_eq!(said(&both), "在建 2 项，最早自 2025-08-18，依据招标投标记录 BD-002");
        let three = [undated.clone(), later, earlier];
        let text = "在建 3 项，最早自 2025-08-18，依据招标投标记录 BD-002；另有 1 项任职起始日期未登记";
        assert_eq!(said(&three), text);
        assert_eq!(said(&[undated.clone(), undated]), "在建 2 项，任职起始日期均未登记");
    }

    #[test]
    fn what_is_not_known_of_a_stop_is_said() {
        let stopped = ActiveProject {
            unsettled_stop_since: Some(day("2026-02-01")),
            ..project(Some("2025-08-18"), Some((StageRecordKind::Permit, "SX-001")))
        };
        let text =
            "在建 1 项，自 2025-08-18，依据施工许可证 SX-001；其中 1 项停工已满 120 天，停工原因责任未登记，未认定解除";
        assert_eq!(said(&[stopped]), text);
    }

    #[test]
    fn a_departure_that_only_the_enterprise_reports_is_said() {
        let permit = Some((StageRecordKind::Permit, "SX-001"));
        let left = ActiveProject { unverified_end: Some(day("2026-05-01")), ..project(Some("2025-08-18"), permit) };
        let text = "在建 1 项，自 2025-08-18，依据施工许可证 SX-001；企业自报于 2026-05-01 离任，未经审核，未认定解除";
        assert_eq!(said(std::slice::from_ref(&left)), text);
        let other = project(Some("2025-09-01"), permit);
        assert!(said(&[left, other]).ends_with("；其中 1 项企业自报离任，未经审核，未认定解除"));
    }
}
