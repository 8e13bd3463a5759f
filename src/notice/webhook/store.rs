//! The webhook table.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::{Conn, Result};
use crate::domain::vocabulary::ids::OrganisationId;
use crate::domain::vocabulary::notice::{WebhookEvent, WebhookState};
use crate::record::record;
use crate::schema::webhook;

/// An address that is told of events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webhook, primary_key(organisation_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Webhook {
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// Row id.
    pub id: i64,
    /// Its address on the platform.
    pub public_id: String,
    /// Where events are sent.
    pub url: String,
    /// What they are signed with, sealed.
    #[serde(default)]
    pub secret_cipher: String,
    /// What it is told of, separated by spaces.
    pub events: String,
    /// Whether it is told.
    pub state: WebhookState,
    /// Events given up one after the other.
    #[serde(default)]
    pub failures: i32,
    /// When something was last delivered, UTC.
    #[serde(default)]
    pub delivered_at: Option<NaiveDateTime>,
    /// When it was registered, UTC.
    pub created_at: NaiveDateTime,
    /// Version of the row.
    pub row_version: i64,
}

record!(Webhook, webhook, many organisation_id, untold [secret_cipher, failures, delivered_at]);

impl Webhook {
    /// What it is told of.
    pub fn listens_to(&self) -> Vec<WebhookEvent> {
        self.events.split(' ').filter_map(|event| event.parse().ok()).collect()
    }

    /// Whether it is told of an event.
    pub fn wants(&self, event: WebhookEvent) -> bool {
        self.events.split(' ').any(|wanted| wanted == event.as_str())
    }
}

/// A webhook by its row id.
pub fn find(conn: &mut Conn, organisation_id: OrganisationId, id: i64) -> Result<Option<Webhook>> {
    Ok(webhook::table.find((organisation_id, id)).select(Webhook::as_select()).first(conn).optional()?)
}

/// A webhook of an organisation by its address; nothing of one that was removed.
pub fn by_public_id(conn: &mut Conn, organisation_id: OrganisationId, public_id: &str) -> Result<Option<Webhook>> {
    let own =
        webhook::table.filter(webhook::organisation_id.eq(organisation_id)).filter(webhook::public_id.eq(public_id));
    let own = own.filter(webhook::state.ne(WebhookState::Removed));
    Ok(own.select(Webhook::as_select()).first(conn).optional()?)
}

/// All webhooks of an organisation but those that were removed, in the order of their registration.
pub fn of_organisation(conn: &mut Conn, organisation_id: OrganisationId) -> Result<Vec<Webhook>> {
    let own = webhook::table.filter(webhook::organisation_id.eq(organisation_id));
    let own = own.filter(webhook::state.ne(WebhookState::Removed)).order(webhook::id);
    Ok(own.select(Webhook::as_select()).load(conn)?)
}

/// The active webhooks of an organisation.
pub fn listening(conn: &mut Conn, organisation_id: OrganisationId) -> Result<Vec<Webhook>> {
    let own = webhook::table.filter(webhook::organisation_id.eq(organisation_id));
    let own = own.filter(webhook::state.eq(WebhookState::Active)).order(webhook::id);
    Ok(own.select(Webhook::as_select()).load(conn)?)
}

/// Notes that something was delivered.
pub(super) fn delivered(conn: &mut Conn, row: &Webhook, at: NaiveDateTime) -> Result<()> {
    let change = (webhook::failures.eq(0), webhook::delivered_at.eq(at));
    diesel::update(webhook::table.find((row.organisation_id, row.id))).set(change).execute(conn)?;
    Ok(())
}

/// Notes that an event was given up.
pub(super) fn failed(conn: &mut Conn, row: &Webhook) -> Result<()> {
    let change = webhook::failures.eq(webhook::failures + 1);
    diesel::update(webhook::table.find((row.organisation_id, row.id))).set(change).execute(conn)?;
    Ok(())
}
