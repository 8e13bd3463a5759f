//! Delivering what stands in the outbox: tried again with longer and longer waits, then given up, visibly.
//!
//! A mail or an event goes out at least once: between sending it and writing that down the server may be killed. Both bear an id
//! by which the second is known.

use std::sync::Arc;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::mail::{Mail, Mailer};
use super::outbox::{self, OutboxRow};
use super::webhook;
use super::webhook::send::Sender;
use super::webhook::store::Webhook;
use crate::db::{Conn, Db, Tx};
use crate::domain::vocabulary::ids::AccountId;
use crate::domain::vocabulary::notice::{Channel, OutboxState, WebhookState};
use crate::error::{Error, Result};
use crate::jobs::{self, Job};
use crate::vault::Vault;

/// Minutes to wait after each attempt that failed; after the last it is given up.
const WAITS: [i64; 6] = [1, 5, 30, 120, 360, 720];
/// What the other side refuses for good is tried once more: it may have been a mistake of theirs.
const ATTEMPTS_WHEN_REFUSED: i32 = 2;

/// Delivers one row of the outbox.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    /// The row.
    pub outbox_id: i64,
}

/// The e-mail address of an account, if it has one and may be written to.
pub type AddressOf = fn(&mut Conn, &Vault, AccountId) -> Result<Option<String>>;

/// What [`Deliver`] is done with.
#[derive(Clone)]
pub struct Outgoing {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
    /// Sends mails, where there is a mail server.
    pub mailer: Option<Mailer>,
    /// Sends events.
    pub sender: Sender,
    /// Who knows the addresses of accounts.
    pub address_of: AddressOf,
}

/// Why something was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For the system administrator: names no address and repeats nothing the other side said.
    pub text: String,
    /// Whether the other side refused it for good.
    pub is_refusal: bool,
}

/// Where something goes.
enum Target {
    Mailbox(String),
    Webhook(Box<Webhook>),
    /// There is nowhere to send it.
    Nowhere,
}

impl Job for Deliver {
    type Context = Outgoing;
    const NAME: &'static str = "notice.deliver";

    fn dedup_key(&self) -> Option<String> {
        Some(self.outbox_id.to_string())
    }

    async fn run(self, outgoing: &Outgoing) -> Result<()> {
        let (vault, address_of) = (Arc::clone(&outgoing.vault), outgoing.address_of);
        let found = outgoing.db.read(move |conn| target(conn, &vault, address_of, self.outbox_id)).await?;
        let Some((row, target)) = found else { return Ok(()) };
        let outcome = match &target {
            Target::Nowhere => None,
            Target::Mailbox(address) => match &outgoing.mailer {
                None => None,
                Some(mailer) => {
                    let mail: Mail = serde_json::from_str(&row.payload).map_err(Error::internal)?;
                    Some(mailer.send(address, &mail, row.id).await)
                }
            },
            Target::Webhook(webhook) => {
                let secret = webhook::secret(&outgoing.vault, webhook)?;
                let at = outgoing.db.clock().now().and_utc();
                Some(outgoing.sender.send(&webhook.url, &secret, at, &row.payload).await)
            }
        };
        outgoing.db.write(move |tx| settle(tx, &row, &target, outcome.clone())).await
    }
}

/// The row and where it goes; nothing when it needs no delivery any more.
fn target(
    conn: &mut Conn,
    vault: &Vault,
    address_of: AddressOf,
    outbox_id: i64,
) -> Result<Option<(OutboxRow, Target)>> {
    let Some(row) = outbox::find(conn, outbox_id)?.filter(|row| row.state == OutboxState::Waiting) else {
        return Ok(None);
    };
    let target = match (row.channel, row.account_id, row.organisation_id, row.webhook_id) {
        (Channel::Email, Some(account), ..) => address_of(conn, vault, account)?.map(Target::Mailbox),
        (Channel::Webhook, _, Some(organisation), Some(id)) => {
            let found = webhook::store::find(conn, organisation, id)?;
            found.filter(|webhook| webhook.state == WebhookState::Active).map(|found| Target::Webhook(Box::new(found)))
        }
        _ => None,
    };
    Ok(Some((row, target.unwrap_or(Target::Nowhere))))
}

/// Writes down how it went, and asks for the next attempt where one is due.
fn settle(tx: &mut Tx<'_>, row: &OutboxRow, target: &Target, outcome: Option<Result<(), Failure>>) -> Result<()> {
    let attempts = row.attempts + i32::from(outcome.is_some());
    let (state, failure) = match outcome {
        None => (OutboxState::Skipped, None),
        Some(Ok(())) => (OutboxState::Sent, None),
        Some(Err(failure)) => match wait_after(attempts, failure.is_refusal) {
            Some(_) => (OutboxState::Waiting, Some(failure)),
            None => (OutboxState::Failed, Some(failure)),
        },
    };
    let is_refusal = failure.as_ref().is_some_and(|failure| failure.is_refusal);
    let finished_at = (state != OutboxState::Waiting).then_some(tx.now);
    let last_error = failure.map(|failure| failure.text).or_else(|| row.last_error.clone());
    let after = OutboxRow { state, attempts, last_error, finished_at, ..row.clone() };
    if !outbox::settle(tx.conn, row, &after)? {
        return Ok(());
    }
    if let Target::Webhook(webhook) = target {
        webhook::settle(tx, webhook, state)?;
    }
    if let (OutboxState::Waiting, Some(wait)) = (state, wait_after(attempts, is_refusal)) {
        let at = tx.now + wait;
        jobs::enqueue_at(tx, &Deliver { outbox_id: row.id }, at)?;
    }
    if state == OutboxState::Failed {
        tracing::warn!(outbox_id = row.id, channel = row.channel.as_str(), attempts, "delivery given up");
    }
    Ok(())
}

/// How long to wait after so many attempts; nothing when that was the last.
fn wait_after(attempts: i32, is_refusal: bool) -> Option<TimeDelta> {
    if is_refusal && attempts >= ATTEMPTS_WHEN_REFUSED {
        return None;
    }
    let place = usize::try_from(attempts - 1).ok()?;
    WAITS.get(place).map(|minutes| TimeDelta::minutes(*minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_and_a_refusal_is_tried_once_more() {
        let minutes = |attempts, is_refusal| wait_after(attempts, is_refusal).map(|wait| wait.num_minutes());
        assert_eq!([1, 2, 6, 7].map(|attempts| minutes(attempts, false)), [Some(1), Some(5), Some(720), None]);
        assert_eq!([1, 2].map(|attempts| minutes(attempts, true)), [Some(1), None]);
        assert!(WAITS.is_sorted());
    }
}
