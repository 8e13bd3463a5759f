//! What every request handler may reach.

use std::sync::Arc;

use crate::config::ServerSettings;
use crate::db::Db;
use crate::vault::Vault;

/// Shared by all workers; a clone is a few pointers.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
    /// What the operator set.
    pub settings: Arc<ServerSettings>,
}
