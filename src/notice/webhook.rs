//! Webhooks: addresses of departments' and enterprises' own systems that are told of events.
//!
//! The body is signed with a secret that the organisation was shown once: `Siku-Signature: t=<seconds>,v1=<hex>`, where `v1` is
//! HMAC-SHA-256 over `<seconds>.<body>`. One that keeps failing is disabled.

mod reach;
pub mod send;
pub mod store;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::announce_to;
use crate::db::Tx;
use crate::domain::vocabulary::ids::OrganisationId;
use crate::domain::vocabulary::notice::{OutboxState, WebhookEvent, WebhookState};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Code, Error, FieldError, Result};
use crate::record::Act;
use crate::vault::Vault;
use store::Webhook;

pub use reach::is_public;

/// Most webhooks of an organisation.
const MOST: usize = 10;
/// Longest address.
const URL_BYTES: usize = 500;
/// So many events given up one after the other, each tried for a day, and it is disabled.
const FAILURES: i32 = 5;
/// How secrets begin, so that one that is lost is recognised.
const SECRET_PREFIX: &str = "whsec_";
/// Who disables a webhook.
const PLATFORM: &str = "platform:delivery";

/// What somebody says of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The address.
    pub url: String,
    /// What it is told of.
    pub events: Vec<WebhookEvent>,
}

impl Wanted {
    /// What cannot be. Plain HTTP and addresses of the own network only where the operator allows them.
    fn check(&self, allow_private: bool) -> Result<()> {
        let mut errors = Vec::new();
        if let Err(text) = reach::check_url(&self.url, allow_private) {
            errors.push(FieldError::new("url", "webhook.url", text));
        }
        if self.url.len() > URL_BYTES {
            errors.push(FieldError::new("url", "webhook.url", format!("地址过长（超过 {URL_BYTES} 字节）。")));
        }
        if self.events.is_empty() {
            errors.push(FieldError::new("events", "field.required", "请至少选择一种事件。"));
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
    }

    fn events(&self) -> String {
        let mut events: Vec<&str> = self.events.iter().map(|event| event.as_str()).collect();
        events.sort_unstable();
        events.dedup();
        events.join(" ")
    }
}

/// Registers a webhook, and gives its secret, which is not shown again.
pub fn register(
    tx: &mut Tx<'_>,
    vault: &Vault,
    organisation_id: OrganisationId,
    wanted: &Wanted,
    allow_private: bool,
    actor: &str,
) -> Result<(Webhook, String)> {
    wanted.check(allow_private)?;
    if store::of_organisation(tx.conn, organisation_id)?.len() >= MOST {
        let text = format!("一个单位最多登记 {MOST} 个推送地址。请先删除不用的。");
        return Err(Error::Conflict(Code::RecordDuplicate, text));
    }
    let secret = new_secret()?;
    let id = tx.ids.next();
    let webhook = Webhook {
        organisation_id,
        id,
        public_id: vault.public_id("webhook", &id.to_string()),
        url: wanted.url.clone(),
        secret_cipher: vault.account_cipher()?.seal(&secret)?,
        events: wanted.events(),
        state: WebhookState::Active,
        failures: 0,
        delivered_at: None,
        created_at: tx.now,
        row_version: 1,
    };
    let mut act = Act::on(HeadKind::Organisation, organisation_id);
    act.insert(tx, std::slice::from_ref(&webhook))?;
    act.finish(tx, actor)?;
    Ok((webhook, secret))
}

/// Changes a webhook as it was read: what is not said stays. One that is made active again begins without failures.
pub fn change(
    tx: &mut Tx<'_>,
    before: &Webhook,
    wanted: Option<&Wanted>,
    state: Option<WebhookState>,
    allow_private: bool,
    actor: &str,
) -> Result<Webhook> {
    let mut after = before.clone();
    if let Some(wanted) = wanted {
        wanted.check(allow_private)?;
        (after.url, after.events) = (wanted.url.clone(), wanted.events());
    }
    if let Some(state) = state {
        after.state = state;
        after.failures = if state == WebhookState::Active { 0 } else { after.failures };
    }
    write(tx, before, after, actor)
}

/// Asks for an event that tells nothing, to try the address.
pub fn ping(tx: &mut Tx<'_>, vault: &Vault, webhook: &Webhook) -> Result<()> {
    announce_to(tx, vault, webhook, WebhookEvent::Ping, &json!({ "webhook": webhook.public_id }))
}

/// The secret of a webhook.
pub(super) fn secret(vault: &Vault, webhook: &Webhook) -> Result<String> {
    Ok(vault.open_account(&webhook.secret_cipher)?)
}

/// Counts how its deliveries went, and disables it when they keep failing. One that was changed meanwhile is as good as new.
pub(super) fn settle(tx: &mut Tx<'_>, webhook: &Webhook, state: OutboxState) -> Result<()> {
    let Some(before) = store::find(tx.conn, webhook.organisation_id, webhook.id)? else { return Ok(()) };
    match state {
        OutboxState::Sent => Ok(store::delivered(tx.conn, &before, tx.now)?),
        OutboxState::Failed if before.failures + 1 < FAILURES => Ok(store::failed(tx.conn, &before)?),
        OutboxState::Failed if before.state == WebhookState::Active => {
            let after = Webhook { state: WebhookState::Disabled, failures: before.failures + 1, ..before.clone() };
            write(tx, &before, after, PLATFORM).map(drop)
        }
        OutboxState::Failed | OutboxState::Waiting | OutboxState::Skipped => Ok(()),
    }
}

fn write(tx: &mut Tx<'_>, before: &Webhook, after: Webhook, actor: &str) -> Result<Webhook> {
    let mut act = Act::on(HeadKind::Organisation, before.organisation_id);
    let after = act.update(tx, before, after)?;
    act.finish(tx, actor)?;
    Ok(after)
}

fn new_secret() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|cause| Error::internal(cause.to_string()))?;
    Ok(format!("{SECRET_PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)))
}
