//! The tables of access. Secrets, and what changes without anybody's deciding it, never enter the ledger.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::access::{AccountState, OrganisationKind, OrganisationState, Role, SessionState, Tier};
use crate::domain::vocabulary::ids::{AccountId, EnterpriseId, OrganisationId};
use crate::record::record;
use crate::schema::{
    account, account_identity, account_role, api_token, delegation, organisation, recovery_code, second_factor, session,
};

/// An organisation that accounts act for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = organisation, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Organisation {
    /// Row id.
    pub id: OrganisationId,
    /// Its address.
    pub public_id: String,
    /// Enterprise or department.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Unified social credit code of an enterprise.
    pub credit_code: Option<String>,
    /// The enterprise in the registry, where it is on file.
    pub enterprise_id: Option<EnterpriseId>,
    /// Where an enterprise is registered, what a department is in charge of.
    pub region_code: String,
    /// The tier of a department.
    pub tier: Option<Tier>,
    /// Whether it is who it says it is.
    pub state: OrganisationState,
    /// Why it was refused or suspended.
    pub state_reason: Option<String>,
    /// When it asked to be let in.
    pub registered_at: NaiveDateTime,
    /// When that was decided.
    pub decided_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// A person who signs in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = account, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Account {
    /// Row id.
    pub id: AccountId,
    /// Its address, and its name in the ledger.
    pub public_id: String,
    /// For whom it acts.
    pub organisation_id: OrganisationId,
    /// What is typed to sign in; lower case.
    pub login_name: String,
    /// Who it is.
    pub person_name: String,
    /// Telephone, sealed.
    pub phone_cipher: Option<String>,
    /// Telephone, covered.
    pub phone_masked: Option<String>,
    /// E-mail address, sealed.
    pub email_cipher: Option<String>,
    /// E-mail address, covered.
    pub email_masked: Option<String>,
    /// Argon2id.
    pub password_hash: String,
    /// When the password was last set.
    pub password_changed_at: NaiveDateTime,
    /// Whether somebody else set the password, so that it has to be changed first.
    pub must_change_password: bool,
    /// Whether it may sign in.
    pub state: AccountState,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When an administrator last ended a lockout.
    pub unlocked_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// A role that an account holds or held.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = account_role, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AccountRole {
    /// The account.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// The role.
    pub role: Role,
    /// Since when.
    pub granted_at: NaiveDateTime,
    /// Until when.
    pub withdrawn_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// A browser that signed in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = session, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Session {
    /// The account.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// Its address, to end it by.
    pub public_id: String,
    /// SHA-256 of the token.
    pub token_hash: String,
    /// How far it has come.
    pub state: SessionState,
    /// When it began.
    pub started_at: NaiveDateTime,
    /// When it was last used, to the minute.
    pub last_seen_at: NaiveDateTime,
    /// When it was ended.
    pub ended_at: Option<NaiveDateTime>,
    /// From where.
    pub peer_address: Option<String>,
    /// With what.
    pub user_agent: Option<String>,
    /// Version of the row.
    pub row_version: i64,
}

/// A program that acts for an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = api_token, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ApiToken {
    /// The account.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// Its address, to revoke it by.
    pub public_id: String,
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of the token.
    pub token_hash: String,
    /// What it may do, separated by blanks.
    pub scopes: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// Until when it is good.
    pub expires_at: NaiveDateTime,
    /// When it was last used, to the minute.
    pub last_used_at: Option<NaiveDateTime>,
    /// When it was revoked.
    pub revoked_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// One-time passwords of an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = second_factor, primary_key(account_id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct SecondFactor {
    /// The account.
    pub account_id: AccountId,
    /// The shared secret, sealed.
    pub secret_cipher: String,
    /// When the first password was typed in: in force from then.
    pub confirmed_at: Option<NaiveDateTime>,
    /// When it was taken away.
    pub removed_at: Option<NaiveDateTime>,
    /// The time step of the last password that was used.
    pub last_step: i64,
    /// Version of the row.
    pub row_version: i64,
}

impl SecondFactor {
    /// Whether it is asked for.
    pub fn is_in_force(&self) -> bool {
        self.confirmed_at.is_some() && self.removed_at.is_none()
    }
}

/// What lets an account in once without its second factor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = recovery_code, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RecoveryCode {
    /// The account.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// SHA-256 of the code.
    pub code_hash: String,
    /// When it was used, or replaced by others.
    pub used_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// Who an account is to another system that signs people in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = account_identity, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct AccountIdentity {
    /// The account.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// The other system.
    pub issuer: String,
    /// What it calls whoever holds the account.
    pub subject: String,
    /// When the two were linked.
    pub linked_at: NaiveDateTime,
    /// When the link was taken away.
    pub withdrawn_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

/// Days on which somebody's deputy decides on what they took on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delegation, primary_key(account_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Delegation {
    /// Who is away.
    pub account_id: AccountId,
    /// Row id.
    pub id: i64,
    /// Its address, to end it by.
    pub public_id: String,
    /// Who stands in.
    pub deputy_id: AccountId,
    /// The first day of it, in China.
    pub first_day: NaiveDate,
    /// The last.
    pub last_day: NaiveDate,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was ended before its last day; from then on it does not count.
    pub ended_at: Option<NaiveDateTime>,
    /// Version of the row.
    pub row_version: i64,
}

record!(Organisation, organisation, head);
record!(Account, account, head, untold [phone_cipher, phone_masked, email_cipher, email_masked, password_hash]);
record!(AccountRole, account_role, many account_id);
record!(Session, session, many account_id, untold [token_hash, last_seen_at, peer_address, user_agent]);
record!(ApiToken, api_token, many account_id, untold [token_hash, last_used_at]);
record!(SecondFactor, second_factor, one account_id, untold [secret_cipher, last_step]);
record!(AccountIdentity, account_identity, many account_id);
record!(Delegation, delegation, many account_id);
record!(RecoveryCode, recovery_code, many account_id, untold [code_hash]);
