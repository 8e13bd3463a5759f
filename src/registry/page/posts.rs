//! The posts in a project, or of a person: one line for all records that report the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{named_enterprise, numbered};
use crate::domain::vocabulary::project::Position;
use crate::registry::project::view::{EngagementView, EvidenceView};
use crate::web::format::date;
use crate::web::pages::EngagementLine;
use crate::web::parts::{Mention, StateTag};

/// Lines of posts, in the order of their first record. Whoever bears the same name and is not told apart, or stands
/// under the same address, is one subject.
pub fn lines<'a>(
    engagements: impl IntoIterator<Item = (&'a EngagementView, Mention)>,
    today: NaiveDate,
) -> Vec<EngagementLine> {
    let mut order: Vec<(Mention, Position)> = Vec::new();
    let mut posts: BTreeMap<usize, Vec<&EngagementView>> = BTreeMap::new();
    for (engagement, subject) in engagements {
        let post = (subject, engagement.position);
        let place = order.iter().position(|known| *known == post).unwrap_or_else(|| {
            order.push(post);
            order.len() - 1
        });
        posts.entry(place).or_default().push(engagement);
    }
    order.into_iter().zip(posts.into_values()).map(|((subject, _), reports)| line(subject, &reports, today)).collect()
}

/// Bound from the earliest day, and released when the last report is.
fn line(subject: Mention, reports: &[&EngagementView], today: NaiveDate) -> EngagementLine {
    let is_active = reports.iter().any(|report| report.is_active(today));
    let released: Option<Vec<NaiveDate>> = reports.iter().map(|report| report.released_on).collect();
    let released_on = released.and_then(|days| days.into_iter().max());
    EngagementLine {
        subject,
        position: reports.first().map(|report| report.position.label()).unwrap_or_default().to_owned(),
        details: details(reports),
        enterprise: reports.iter().find_map(|report| report.enterprise.as_ref()).map(named_enterprise),
        since: reports.iter().filter_map(|report| report.active_since).min(),
        released_on,
        evidence: evidence(reports),
        state: match (is_active, released_on) {
            (true, _) => StateTag::Attention("在任".to_owned()),
            (false, Some(_)) => StateTag::Plain("已解除".to_owned()),
            (false, None) => StateTag::Plain("尚未开始".to_owned()),
        },
    }
}

/// What is said of the post besides, each once: the unit work, the specialty or trade, the certificate.
fn details(reports: &[&EngagementView]) -> Vec<String> {
    let mut details: Vec<String> = Vec::new();
    for report in reports {
        let until = report.certificate_valid_until.map(|day| format!("，有效期至 {}", date(day))).unwrap_or_default();
        let said = [
            report.unit_code.as_ref().map(|code| format!("单体 {code}")),
            report.specialty.as_ref().map(|specialty| format!("专业 {specialty}")),
            report.work_type.as_ref().map(|trade| format!("工种 {trade}")),
            report.certificate_number.as_ref().map(|number| format!("证书 {number}{until}")),
        ];
        for said in said.into_iter().flatten() {
            if !details.contains(&said) {
                details.push(said);
            }
        }
    }
    details
}

/// Each record once, with what it shows.
fn evidence(reports: &[&EngagementView]) -> Vec<String> {
    let mut records: Vec<(&EvidenceView, Vec<&str>)> = Vec::new();
    for report in reports {
        for (shows, record) in [("任职", &report.basis), ("起始", &report.since_basis), ("解除", &report.release_basis)]
        {
            let Some(record) = record else { continue };
            match records.iter_mut().find(|(known, _)| *known == record) {
                Some((_, shown)) if shown.contains(&shows) => {}
                Some((_, shown)) => shown.push(shows),
                None => records.push((record, vec![shows])),
            }
        }
    }
    let text = |(record, shows): &(&EvidenceView, Vec<&str>)| {
        format!("{}：{}", shows.join("、"), numbered(record.kind.label(), record.number.as_deref()))
    };
    records.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::domain::vocabulary::project::StageRecordKind;
    use crate::domain::vocabulary::provenance::DataLevel;

    fn report(kind: StageRecordKind, since: &str, released: Option<&str>) -> EngagementView {
        let record = |kind| Some(EvidenceView { kind, number: Some("001".to_owned()) });
        EngagementView {
            position: Position::ProjectManager,
            person_id: None,
            person_name: "张测试".to_owned(),
            enterprise: None,
            unit_code: Some("001".to_owned()),
            certificate_number: Some("豫建安B（2015）0000001".to_owned()),
            certificate_authority: None,
            certificate_valid_until: "2027-05-01".parse().ok(),
            specialty: None,
            work_type: None,
            reported_from: None,
            reported_until: None,
            basis: record(kind),
            active_since: Some(since.parse().unwrap()),
            since_basis: record(kind),
            released_on: released.map(|day| day.parse().unwrap()),
            release_basis: released.and_then(|_| record(StageRecordKind::Acceptance)),
            data_level: DataLevel::City,
        }
    }

    #[test]
    fn award_and_permit_are_one_post_from_the_first_to_the_last_day_with_each_record_once() {
        let award = report(StageRecordKind::Tender, "2026-01-10", Some("2026-05-03"));
        let permit = report(StageRecordKind::Permit, "2026-03-02", Some("2026-06-04"));
        let other = EngagementView {
            position: Position::ChiefSupervisor,
            ..report(StageRecordKind::Permit, "2026-03-02", None)
        };
        let subject = || Mention::new("张测试", None);
        let lines =
            lines([(&award, subject()), (&permit, subject()), (&other, subject())], "2026-11-22".parse().unwrap());
        let [post, second] = lines.as_slice() else { panic!("two posts, not {}", lines.len()) };
        assert_eq!((post.since, post.released_on), ("2026-01-10".parse().ok(), "2026-06-04".parse().ok()));
        assert_eq!(post.evidence.len(), 3, "{:?}", post.evidence);
        assert!(post.evidence.iter().all(|record| record.starts_with("任职、起始：") || record.starts_with("解除：")));
        assert_eq!(post.details, ["单体 001", "证书 豫建安B（2015）0000001，有效期至 2027-05-01"], "each once");
        assert_eq!((post.state.label(), second.state.label()), ("已解除", "在任"));
    }

    #[test]
    fn while_one_report_is_not_released_nobody_is() {
        let award = report(StageRecordKind::Tender, "2026-01-10", Some("2026-05-03"));
        let permit = report(StageRecordKind::Permit, "2026-03-02", None);
        let subject = || Mention::new("张测试", None);
        let lines = lines([(&award, subject()), (&permit, subject())], "2026-11-22".parse().unwrap());
        assert_eq!(lines.first().map(|post| (post.released_on, post.state.label())), Some((None, "在任")));
    }
}
