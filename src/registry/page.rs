//! What the pages of all registries show alike.

pub mod locks;
pub mod near;
pub mod posts;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::credit::view::CreditRecordView;
use super::history::Event;
use super::lookup::view::{ManagerView, Verdict};
use super::project::view::NamedEnterpriseView;
use super::view::{EnterpriseLink, ProvenanceView, RegionView};
use crate::domain::standard::resident_id;
use crate::domain::vocabulary::credit::CreditKind;
use crate::domain::vocabulary::credit::SubjectKind;
use crate::domain::vocabulary::project::ProjectStage;
use crate::domain::vocabulary::provenance::CertificateState;
use crate::web::pages::{CreditLine, CreditRow};
use crate::web::parts::{self, Asked, Link, Mention, StateTag, TimelineEntry, TimelineWhen, Tone};

/// How long before its end a certificate is said to end soon.
const SOON: TimeDelta = TimeDelta::days(60);

/// Whether a certificate holds on a day, in a word.
pub fn certificate_state(state: CertificateState, valid_until: Option<NaiveDate>, today: NaiveDate) -> StateTag {
    match (state, valid_until) {
        (CertificateState::Valid, Some(until)) if until < today => StateTag::Bad("已过期".to_owned()),
        (CertificateState::Valid, Some(until)) if until - today <= SOON => {
            StateTag::Attention(format!("{} 日内到期", SOON.num_days()))
        }
        (CertificateState::Valid, _) => StateTag::Good("有效".to_owned()),
        (state, _) => StateTag::Bad(state.label().to_owned()),
    }
}

/// The same where only the day of the answer matters.
pub fn validity(state: CertificateState, in_force: bool) -> StateTag {
    match (state, in_force) {
        (_, true) => StateTag::Good("有效".to_owned()),
        (CertificateState::Valid, false) => StateTag::Bad("已过期".to_owned()),
        (state, false) => StateTag::Bad(state.label().to_owned()),
    }
}

/// How far a project has come, in a word.
pub fn stage_state(stage: ProjectStage) -> StateTag {
    match stage {
        ProjectStage::Accepted | ProjectStage::Filed => StateTag::Good(stage.label().to_owned()),
        _ => StateTag::Plain(stage.label().to_owned()),
    }
}

/// An enterprise that a record names.
pub fn enterprise(link: &EnterpriseLink) -> Mention {
    Mention::new(&link.name, link.id.as_ref().map(|id| format!("/enterprises/{id}")))
}

/// An enterprise that a project's record names.
pub fn named_enterprise(named: &NamedEnterpriseView) -> Mention {
    Mention::new(&named.name, named.id.as_ref().map(|id| format!("/enterprises/{id}")))
}

/// A person that a project's record names.
pub fn named_person(name: &str, id: Option<&str>) -> Mention {
    Mention::new(name, id.map(|id| format!("/people/{id}")))
}

/// A record by its kind and number.
pub fn numbered(kind: &str, number: Option<&str>) -> String {
    format!("{kind} {}", number.unwrap_or_default()).trim_end().to_owned()
}

/// A region by its names; one that the list does not have by its code.
pub fn region(region: &RegionView) -> String {
    region.path.clone().unwrap_or_else(|| region.code.clone())
}

/// Where a record comes from and who verified it.
pub fn source(provenance: &ProvenanceView) -> String {
    let source = provenance.data_source.label();
    provenance.verifying_body.as_ref().map_or_else(|| source.to_owned(), |body| format!("{source}，{body}审核"))
}

/// A public credit record.
pub fn credit_line(record: &CreditRecordView) -> CreditLine {
    let kind = match record.kind {
        CreditKind::Good => StateTag::Good("优良".to_owned()),
        CreditKind::Bad => StateTag::Bad("不良".to_owned()),
        CreditKind::Blacklist => StateTag::Bad("黑名单".to_owned()),
        CreditKind::Demerit => {
            StateTag::Attention(record.points.map_or_else(|| "记分".to_owned(), |points| format!("记 {points} 分")))
        }
        CreditKind::Evaluation => StateTag::Plain(evaluation(record)),
    };
    // What was set for publication holds, but never less than the penalty (建市〔2017〕241号 Art. 10).
    let published =
        record.published_until.map(|until| record.penalty_until.map_or(until, |penalty| until.max(penalty)));
    CreditLine {
        kind,
        title: record.summary.clone(),
        content: record.decision.clone(),
        project: record.project_name.clone(),
        decision: record.document.clone().or_else(|| record.number.clone()),
        authority: record.authority.clone(),
        decided_on: record.decided_on,
        public_until: published.or(record.removed_on),
    }
}

/// The same with whom it concerns.
pub fn credit_row(record: &CreditRecordView) -> CreditRow {
    let registry = match record.subject.kind {
        SubjectKind::Enterprise => "enterprises",
        SubjectKind::Person => "people",
    };
    CreditRow {
        subject: Link::new(&record.subject.name, format!("/{registry}/{}", record.subject.id)),
        line: credit_line(record),
    }
}

fn evaluation(record: &CreditRecordView) -> String {
    let score = record.score_hundredths.map(|score| format!("{}.{:02} 分", score / 100, score.rem_euclid(100)));
    let grade = record.grade.as_ref().map(|grade| format!("评为 {grade}"));
    score.or(grade).unwrap_or_else(|| "信用评价".to_owned())
}

/// Whether somebody is free, in a word and a sentence.
pub fn verdict(manager: &ManagerView, as_of: Option<DateTime<Utc>>) -> parts::Verdict {
    let (tone, word) = match manager.verdict {
        Verdict::Free => (Tone::Free, "无在建项目".to_owned()),
        Verdict::Unconfirmed => (Tone::Unknown, "有同名任职待认定".to_owned()),
        Verdict::Engaged => (Tone::Busy, format!("在建 {} 项", manager.active_projects.len())),
    };
    parts::Verdict { tone, word, sentence: manager.sentence.clone(), as_of }
}

/// A history, latest first.
pub fn timeline(events: &[Event]) -> Vec<TimelineEntry> {
    let entry = |event: &Event| TimelineEntry {
        when: TimelineWhen::Instant(event.at),
        title: event.summary.clone(),
        details: Vec::new(),
        source: event.filing_number.as_ref().map(|number| format!("受理编号 {number}")),
    };
    events.iter().map(entry).collect()
}

/// A registry that was asked.
pub fn asked(registry: &'static str, records: i64, as_of: Option<DateTime<Utc>>) -> Asked {
    Asked { registry, records: records.try_into().unwrap_or_default(), as_of }
}

/// The order that a list stands in: what was chosen, else by name where no words rank the matches.
pub fn order<'a>(chosen: &'a str, words: &str) -> &'a str {
    if chosen.is_empty() && words.trim().is_empty() { "name" } else { chosen }
}

/// A condition in words, `姓名为“王建国”`; nothing where nothing was asked.
pub fn condition(label: &str, value: &str) -> Option<String> {
    (!value.is_empty()).then(|| format!("{label}“{value}”"))
}

/// What was typed, as the form repeats it: never an identity number.
pub fn repeated(typed: Option<&str>) -> String {
    typed.map(str::trim).filter(|typed| !resident_id::contained_in(typed)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::without_an_end(CertificateState::Valid, None, "有效")]
    #[case::last_day(CertificateState::Valid, Some("2026-11-22"), "60 日内到期")]
    #[case::far_end(CertificateState::Valid, Some("2027-01-22"), "有效")]
    #[case::day_after(CertificateState::Valid, Some("2026-11-21"), "已过期")]
    #[case::revoked(CertificateState::Revoked, Some("2030-01-01"), "吊销或撤销")]
    fn a_certificate_is_said_to_hold_only_while_it_does(
        #[case] state: CertificateState,
        #[case] until: Option<&str>,
        #[case] word: &str,
    ) {
        let until = until.map(|day| day.parse().unwrap());
        assert_eq!(certificate_state(state, until, "2026-11-22".parse().unwrap()).label(), word);
    }

    #[test]
    fn a_form_does_not_repeat_an_identity_number() {
        assert_eq!(repeated(Some(" 王建国 ")), "王建国");
        assert_eq!(repeated(Some("王建国 410100190001010019")), "");
    }
}
