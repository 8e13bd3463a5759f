//! Lines of locks.

use crate::domain::vocabulary::lock::LockState;
use crate::registry::lock::view::{LockEvent, LockSubject, ManagerLockView};
use crate::web::pages::LockLine;
use crate::web::parts::{Mention, StateTag, TimelineEntry, TimelineWhen};

/// A lock in a list.
pub fn line(lock: &ManagerLockView) -> LockLine {
    let mention = |place: &str, subject: &LockSubject| {
        Mention::new(&subject.name, subject.id.as_ref().map(|id| format!("/{place}/{id}")))
    };
    let standing = lock.standing().to_owned();
    LockLine {
        url: format!("/manager-locks/{}", lock.id),
        person: mention("people", &lock.person),
        project: mention("projects", &lock.project),
        enterprise: lock.enterprise.as_ref().map(|enterprise| mention("enterprises", enterprise)),
        since: lock.since,
        until: lock.until,
        reasons: reasons(lock),
        state: match (lock.state, lock.holds) {
            (LockState::Locked, _) | (LockState::Reserved, true) => StateTag::Attention(standing),
            (LockState::Reserved, false) => StateTag::Plain(standing),
            (LockState::Released, _) => StateTag::Good(standing),
        },
    }
}

/// What a lock rests on, why it does not bar, why it ended.
fn reasons(lock: &ManagerLockView) -> Vec<String> {
    let resting = |text: String, document: &Option<String>| match document {
        Some(document) => format!("{text}（{document}）"),
        None => text,
    };
    let exception = lock.exception.map(|exception| {
        let beside = lock.exception_project.as_ref().map(|project| format!("：{}", project.name)).unwrap_or_default();
        resting(format!("例外：{exception}{beside}"), &lock.exception_document)
    });
    let release = lock.release_reason.map(|reason| resting(format!("解除：{reason}"), &lock.release_document));
    lock.award_document.clone().into_iter().chain(exception).chain(release).collect()
}

/// What happened to a lock, the latest first.
pub fn timeline(history: &[LockEvent]) -> Vec<TimelineEntry> {
    let entry = |event: &LockEvent| TimelineEntry {
        when: TimelineWhen::Instant(event.at),
        title: event.text.clone(),
        details: Vec::new(),
        source: event.filing_number.as_ref().map(|number| format!("受理编号 {number}")),
    };
    history.iter().rev().map(entry).collect()
}
