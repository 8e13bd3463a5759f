//! Telling of what happened to a filing: its filer by notice, the departments in charge of its region by webhook, in the
//! transaction in which it happened.

use diesel::prelude::*;
use serde_json::json;

use super::docket::Docket;
use super::draft::Purpose;
use crate::db::{self, Conn, Tx};
use crate::domain::standard::region;
use crate::domain::vocabulary::access::{OrganisationKind, OrganisationState, Tier};
use crate::domain::vocabulary::filing::Verdict;
use crate::domain::vocabulary::ids::OrganisationId;
use crate::domain::vocabulary::notice::{NoticeKind, WebhookEvent};
use crate::error::Result;
use crate::notice::{self, Telling};
use crate::schema::organisation;
use crate::vault::Vault;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It was submitted, for the first time or again.
    Submitted,
    /// Its filer took it back.
    Withdrawn,
    /// A tier decided.
    Decided(Tier, Verdict),
    /// Items entered the registries.
    InForce,
}

impl Happened {
    /// The notice, the event, and what is said of it.
    fn told(self, items: usize) -> (NoticeKind, WebhookEvent, String) {
        match self {
            Self::Submitted => {
                (NoticeKind::FilingReceived, WebhookEvent::FilingSubmitted, format!("已提交 {items} 项，等待审核"))
            }
            Self::Withdrawn => {
                (NoticeKind::FilingWithdrawn, WebhookEvent::FilingWithdrawn, format!("已撤回 {items} 项"))
            }
            Self::Decided(tier, Verdict::Approve) => {
                let text = format!("{}审核通过 {items} 项", tier.label());
                (NoticeKind::FilingPassed, WebhookEvent::FilingPassed, text)
            }
            Self::Decided(tier, Verdict::Return) => {
                let text = format!("{}退回 {items} 项，请补正后重新提交", tier.label());
                (NoticeKind::FilingReturned, WebhookEvent::FilingReturned, text)
            }
            Self::Decided(tier, Verdict::Refuse) => {
                let text = format!("{}审核未通过 {items} 项", tier.label());
                (NoticeKind::FilingRefused, WebhookEvent::FilingRefused, text)
            }
            Self::InForce => {
                (NoticeKind::FilingInForce, WebhookEvent::FilingInForce, format!("{items} 项已生效，登记库已更新"))
            }
        }
    }
}

/// Tells of something that happened to so many items of a filing.
pub fn tell(tx: &mut Tx<'_>, vault: &Vault, docket: &Docket, happened: Happened, items: usize) -> Result<()> {
    let (kind, event, text) = happened.told(items);
    let (number, purpose) = (&docket.filing.number, Purpose::of(docket)?);
    let title = format!("{}申报 {number}：{text}", purpose.kind.title);
    let address = format!("/filings/{number}");
    let telling = Telling { account_id: docket.case.account_id, kind, title: &title, body: "", address: &address };
    notice::tell(tx, vault, &telling)?;
    let data = json!({
        "number": number,
        "kind": docket.filing.kind,
        "act": docket.case.act,
        "region": docket.case.region_code,
        "state": docket.filing.state,
        "items": items,
        "address": format!("/api/v1/filings/{number}"),
    });
    for department in in_charge_of(tx.conn, &docket.case.region_code)? {
        notice::announce(tx, vault, department, event, &data)?;
    }
    Ok(())
}

/// The departments of a region and of those around it.
fn in_charge_of(conn: &mut Conn, region_code: &str) -> Result<Vec<OrganisationId>> {
    let departments = organisation::table
        .filter(organisation::kind.eq(OrganisationKind::Department))
        .filter(organisation::state.eq(OrganisationState::Verified))
        .filter(organisation::region_code.eq_any(region::around(region_code)))
        .order(organisation::id)
        .select(organisation::id);
    Ok(departments.load(conn).map_err(db::Error::from)?)
}
