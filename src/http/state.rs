//! What every request handler may reach.

use std::sync::Arc;

use crate::config::ServerSettings;
use crate::db::Db;
use crate::error::Result;
use crate::registry::overview::{Counts, Overview};
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
    /// What the registries hold.
    pub overview: Arc<Overview>,
}

impl State {
    /// What the registries hold today.
    pub async fn counts(&self) -> Result<Counts> {
        let (overview, today) = (Arc::clone(&self.overview), self.db.clock().today());
        self.db.read(move |conn| overview.counts(conn, today)).await
    }
}
