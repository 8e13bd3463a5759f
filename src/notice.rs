//! Telling people and systems what happened: an inbox on the platform, e-mail, and webhooks.
//!
//! What is told is written in the transaction of what it tells of, so that neither stands without the other. What goes out of
//! the platform stands in the outbox until it was delivered; [`deliver`] sees to that. Mails and events carry a link and what
//! the event needs; nothing personal leaves with them.

pub mod api;
pub mod deliver;
pub mod mail;
pub mod outbox;
pub mod page;
pub mod store;
pub mod webhook;

use serde_json::{Value, json};

use crate::db::Tx;
use crate::domain::vocabulary::ids::{AccountId, OrganisationId};
use crate::domain::vocabulary::notice::{Channel, NoticeKind, WebhookEvent};
use crate::error::{Error, Result};
use crate::vault::Vault;
use mail::Mail;
use outbox::OutboxRow;
use store::NoticeRow;

/// What an account is told.
pub struct Telling<'a> {
    /// Who.
    pub account_id: AccountId,
    /// What of.
    pub kind: NoticeKind,
    /// In one sentence. It also goes by mail: it names nobody and holds nothing personal.
    pub title: &'a str,
    /// The rest; it stays on the platform.
    pub body: &'a str,
    /// The page where it is seen: `/filings/…`.
    pub address: &'a str,
}

/// Puts a notice into an account's inbox and, where its kind goes by mail, one into the outbox.
pub fn tell(tx: &mut Tx<'_>, vault: &Vault, telling: &Telling<'_>) -> Result<()> {
    let id = tx.ids.next();
    let row = NoticeRow {
        account_id: telling.account_id,
        id,
        public_id: vault.public_id("notice", &id.to_string()),
        kind: telling.kind,
        title: telling.title.to_owned(),
        body: telling.body.to_owned(),
        address: telling.address.to_owned(),
        at: tx.now,
        read_at: None,
        row_version: 1,
    };
    store::insert(tx.conn, &row)?;
    if !telling.kind.goes_by_mail() {
        return Ok(());
    }
    let mail = Mail { title: row.title, address: row.address };
    let out = OutboxRow {
        channel: Channel::Email,
        account_id: Some(telling.account_id),
        payload: serde_json::to_string(&mail).map_err(Error::internal)?,
        ..OutboxRow::default()
    };
    outbox::add(tx, out)
}

/// Tells an organisation's webhooks of an event. `data` is what a program needs to ask for more: numbers, states, addresses.
pub fn announce(
    tx: &mut Tx<'_>,
    vault: &Vault,
    organisation_id: OrganisationId,
    event: WebhookEvent,
    data: &Value,
) -> Result<()> {
    for webhook in webhook::store::listening(tx.conn, organisation_id)? {
        if webhook.wants(event) {
            announce_to(tx, vault, &webhook, event, data)?;
        }
    }
    Ok(())
}

fn announce_to(
    tx: &mut Tx<'_>,
    vault: &Vault,
    webhook: &webhook::store::Webhook,
    event: WebhookEvent,
    data: &Value,
) -> Result<()> {
    let id = tx.ids.next();
    let body = json!({
        "id": vault.public_id("delivery", &id.to_string()),
        "event": event.as_str(),
        "at": tx.now.and_utc(),
        "data": data,
    });
    let out = OutboxRow {
        id,
        channel: Channel::Webhook,
        organisation_id: Some(webhook.organisation_id),
        webhook_id: Some(webhook.id),
        payload: body.to_string(),
        ..OutboxRow::default()
    };
    outbox::add(tx, out)
}
