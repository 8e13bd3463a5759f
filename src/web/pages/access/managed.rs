//! An account as whoever looks after it sees it.

use askama::Template;
use chrono::{DateTime, Utc};

use super::admin::{AccountLine, below};
use crate::error::FieldError;
use crate::web::parts::Choice;
use crate::web::{Layout, Site, filters};

/// An account that somebody looks after.
#[derive(Template)]
#[template(path = "access/managed_account.html")]
pub struct ManagedAccount {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// The account.
    pub row: AccountLine,
    /// Whether it may sign in.
    pub is_active: bool,
    /// Why whoever looks may change nothing of it; nothing where they may.
    pub kept_from: Option<&'static str>,
    /// Until when nobody can sign in under its name.
    pub locked_until: Option<DateTime<Utc>>,
    /// Whether a one-time password is asked for.
    pub has_second_factor: bool,
    /// The other system that signs its holder in.
    pub linked_to: Option<String>,
    /// Where a deputy is named, for whoever administers the department.
    pub delegations_url: Option<String>,
    /// What it may be let do.
    pub roles: Vec<Choice>,
    /// The version that was seen.
    pub version: i64,
    /// Where its lockout is ended.
    pub unlock_url: String,
    /// Where it is given a new password.
    pub reset_url: String,
    /// The same where the telephone was lost too.
    pub reset_both_url: String,
    /// Where it is disabled.
    pub disable_url: String,
    /// Where it is let in again.
    pub enable_url: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ManagedAccount {
    /// The page of an account that is in use.
    pub fn new(site: &Site, row: AccountLine, roles: Vec<Choice>, version: i64) -> Self {
        Self {
            layout: below(site, ("账号管理", "/admin/accounts"), &row.name),
            done: None,
            is_active: true,
            kept_from: None,
            locked_until: None,
            has_second_factor: false,
            linked_to: None,
            delegations_url: None,
            roles,
            version,
            unlock_url: format!("{}/unlocking", row.url),
            reset_url: format!("{}/password-reset", row.url),
            reset_both_url: format!("{}/password-and-factor-reset", row.url),
            disable_url: format!("{}/disabling", row.url),
            enable_url: format!("{}/enabling", row.url),
            row,
            errors: Vec::new(),
        }
    }
}
