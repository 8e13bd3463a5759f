//! What people do about a finding: the enterprise it concerns says that it knows, or what it has to say; a department says that it
//! knows, or on a document that nothing has to be done.

use super::rows::{FindingRow, StepRow};
use super::service;
use crate::access::Principal;
use crate::db::Tx;
use crate::domain::vocabulary::access::Role;
use crate::domain::vocabulary::finding::FindingTurn;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Code, Error, FieldError, Result};
use crate::record::Act;
use crate::registry::personnel::service::without_number;

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Says that they know.
    Acknowledge,
    /// Says something for the enterprise.
    Answer(String),
    /// Says, on a document, that nothing has to be done.
    Waive {
        /// Why.
        note: String,
        /// The document.
        document: String,
    },
}

impl Deed {
    pub(super) fn turn(&self) -> FindingTurn {
        match self {
            Self::Acknowledge => FindingTurn::Acknowledged,
            Self::Answer(_) => FindingTurn::Answered,
            Self::Waive { .. } => FindingTurn::Waived,
        }
    }

    /// What is written; all that is missing is told at once.
    fn words(&self) -> Result<(Option<String>, Option<String>)> {
        let said = |field: &str, text: &str, errors: &mut Vec<FieldError>| {
            if text.trim().is_empty() {
                errors.push(FieldError::new(field, "text.missing", "请填写。"));
            }
            text.trim().to_owned()
        };
        let mut errors = Vec::new();
        let words = match self {
            Self::Acknowledge => (None, None),
            Self::Answer(note) => (Some(said("note", note, &mut errors)), None),
            Self::Waive { note, document } => {
                (Some(said("note", note, &mut errors)), Some(said("document", document, &mut errors)))
            }
        };
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        // They stand in the ledger in clear.
        for (field, text) in [("note", &words.0), ("document", &words.1)] {
            without_number(field, text.as_deref().unwrap_or_default())?;
        }
        Ok(words)
    }
}

/// Whether somebody who acts for an enterprise, or for a department, may do it to a finding that they may see.
pub fn may(principal: &Principal, own: Option<EnterpriseId>, finding: &FindingRow, deed: &Deed) -> bool {
    let is_own = own.is_some() && finding.enterprise_id == own && principal.is(Role::EnterpriseFiler);
    let is_in_charge = principal.is(Role::Reviewer) && principal.covers(&finding.region_code);
    match deed {
        Deed::Acknowledge => is_own || is_in_charge,
        Deed::Answer(_) => is_own,
        Deed::Waive { .. } => is_in_charge,
    }
}

/// Does it. `seen` is the version that they have seen; nothing where any will do.
pub fn perform(
    tx: &mut Tx<'_>,
    principal: &Principal,
    key: &str,
    seen: Option<i64>,
    deed: &Deed,
) -> Result<FindingRow> {
    let row = service::visible(tx.conn, principal, key)?;
    let own = service::own(tx.conn, principal)?;
    if !may(principal, own, &row, deed) {
        return Err(Error::Forbidden("您不能对这一问题作此处理。".to_owned()));
    }
    if seen.is_some_and(|seen| seen != row.row_version) {
        let text = "您读取之后，这一问题已有变动。请重新读取，核对后再处理。".to_owned();
        return Err(Error::BadRequest(Code::PreconditionFailed, text));
    }
    let (note, document) = deed.words()?;
    let Some(state) = row.state.after(deed.turn()) else {
        let text = format!("这一问题现在“{}”，不能再作此处理。请刷新页面查看。", row.state.label());
        return Err(Error::Conflict(Code::FindingState, text));
    };
    let mut act = Act::on(HeadKind::Finding, row.id);
    let after = FindingRow { state, changed_at: tx.now, ..row.clone() };
    let after = act.update(tx, &row, after)?;
    let step = StepRow {
        finding_id: row.id,
        id: tx.ids.next(),
        at: tx.now,
        turn: deed.turn(),
        account_id: Some(principal.account_id),
        person_name: Some(principal.name.clone()),
        organisation: Some(principal.organisation.name.clone()),
        note,
        document,
        row_version: 1,
        ..StepRow::default()
    };
    act.insert(tx, &[step])?;
    act.finish(tx, &principal.actor())?;
    Ok(after)
}
