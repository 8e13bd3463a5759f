//! The tables of the hall: what is filed, where it waits, what happened to it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::attachment::{AttachmentKind, ScanState};
use crate::domain::vocabulary::filing::{ItemState, Reminder, Standing, StepKind};
use crate::domain::vocabulary::ids::{AccountId, FilingId, OrganisationId};
use crate::domain::vocabulary::provenance::DataLevel;
use crate::record::record;
use crate::schema::{filing_attachment, filing_case, filing_desk, filing_item, filing_step};

/// A filing that somebody made in the hall.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_case, primary_key(filing_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Case {
    /// The filing.
    pub filing_id: FilingId,
    /// For whom it is filed.
    pub organisation_id: OrganisationId,
    /// Who filed, or acted.
    pub account_id: AccountId,
    /// Which act of its kind: `renew`.
    pub act: String,
    /// Where it is decided.
    pub region_code: String,
    /// The tiers that decide, in order: `county,city,province`. Empty until it is submitted.
    pub route: String,
    /// Whether two reviewers of a tier have to approve.
    pub four_eyes: bool,
    /// Working days that each tier has.
    pub working_days: i64,
    /// When it was opened, UTC.
    pub opened_at: NaiveDateTime,
    /// When anything of it last changed, UTC.
    pub changed_at: NaiveDateTime,
    /// When it was first submitted, UTC.
    pub submitted_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// One thing that is filed, decided by itself: a row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_item, primary_key(filing_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Item {
    /// The filing.
    pub filing_id: FilingId,
    /// Row id.
    pub id: i64,
    /// Its line in the filing, from 1.
    pub place: i64,
    /// Kind of sheet.
    pub sheet: String,
    /// What a list says of it; nothing personal.
    pub title: String,
    /// Its cells as JSON, sealed.
    pub content_cipher: String,
    /// Keyed hash of its cells, by which a repetition is known.
    pub content_hash: String,
    /// Where it stands.
    pub state: ItemState,
    /// The tier whose decision it awaits, or that acted.
    pub tier: Option<Tier>,
    /// The level that the approvals so far give.
    pub data_level: DataLevel,
    /// Who approved first, of two that have to.
    pub seconded_by: Option<AccountId>,
    /// Coded reason.
    pub reason_code: Option<String>,
    /// What was said besides.
    pub note: Option<String>,
    /// When it was last decided, UTC.
    pub decided_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// A tier at which items of a filing were or are to be decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_desk, primary_key(filing_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Desk {
    /// The filing.
    pub filing_id: FilingId,
    /// Row id.
    pub id: i64,
    /// The tier whose decision it awaits, or that acted.
    pub tier: Tier,
    /// Where it is decided.
    pub region_code: String,
    /// Items that wait here.
    pub waiting: i64,
    /// When the first of them came, UTC.
    pub arrived_at: NaiveDateTime,
    /// Last day of the term.
    pub due_on: NaiveDate,
    /// The reviewer who took it on.
    pub claimed_by: Option<AccountId>,
    /// When, UTC.
    pub claimed_at: Option<NaiveDateTime>,
    /// Of what of its term its reviewers were reminded.
    pub reminded: Option<Reminder>,
    /// Version of the row.
    pub row_version: i64,
}

/// What happened to a filing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_step, primary_key(filing_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Step {
    /// The filing.
    pub filing_id: FilingId,
    /// Row id.
    pub id: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// What happened.
    pub step: StepKind,
    /// Who filed, or acted.
    pub account_id: Option<AccountId>,
    /// Name of who acted.
    pub person_name: String,
    /// Their organisation.
    pub organisation: String,
    /// The tier whose decision it awaits, or that acted.
    pub tier: Option<Tier>,
    /// How many items it concerned.
    pub items: i64,
    /// Coded reason.
    pub reason_code: Option<String>,
    /// What was said besides.
    pub note: Option<String>,
    /// Version of the row.
    pub row_version: i64,
    /// Name of the reviewer who is away and for whom a deputy acted. Left out of the ledger where there is none, as it is
    /// of entries that are older than the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
}

/// What is attached to a filing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = filing_attachment, primary_key(filing_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Attachment {
    /// The filing.
    pub filing_id: FilingId,
    /// Row id.
    pub id: i64,
    /// Its address.
    pub public_id: String,
    /// Name of the file.
    pub name: String,
    /// What it is to show.
    pub purpose: Option<String>,
    /// What it is, as its content says.
    pub kind: AttachmentKind,
    /// Bytes.
    pub size: i64,
    /// Keyed hash of the content, under which the store has it.
    pub digest: String,
    /// Whether it was searched for viruses.
    pub scan_state: ScanState,
    /// Who filed, or acted.
    pub account_id: AccountId,
    /// When, UTC.
    pub attached_at: NaiveDateTime,
    /// When it was taken away, UTC.
    pub removed_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

record!(Case, filing_case, one filing_id);
record!(Item, filing_item, many filing_id, untold [content_cipher]);
record!(Desk, filing_desk, many filing_id);
record!(Step, filing_step, many filing_id);
record!(Attachment, filing_attachment, many filing_id);

impl Item {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        Standing { state: self.state, tier: self.tier }
    }

    /// The same item standing elsewhere.
    #[must_use]
    pub fn standing_at(&self, standing: Standing) -> Self {
        Self { state: standing.state, tier: standing.tier, ..self.clone() }
    }
}
