//! Daily: reservations whose term is over are released, also of people of whom nobody asks.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::keep::{By, Keeper};
use super::store;
use crate::db::Db;
use crate::domain::vocabulary::ids::PersonId;
use crate::error::Result;
use crate::jobs::Job;
use crate::vault::Vault;

/// Who writes down that a term is over.
const EXPIRY: &str = "platform:lock-expiry";
/// People who are looked up at a time.
const AT_ONCE: i64 = 100;

/// Releases reservations whose term is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReleaseLapsed {}

/// What [`ReleaseLapsed`] is done with.
#[derive(Clone)]
pub struct Releasing {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
}

impl Job for ReleaseLapsed {
    type Context = Releasing;
    const NAME: &'static str = "lock.release_lapsed";

    async fn run(self, releasing: &Releasing) -> Result<()> {
        let mut after = PersonId(i64::MIN);
        loop {
            let today = releasing.db.clock().today();
            let people = releasing.db.read(move |conn| Ok(store::lapsed(conn, today, after, AT_ONCE)?)).await?;
            let Some(last) = people.last() else { return Ok(()) };
            after = *last;
            for person in people {
                let vault = Arc::clone(&releasing.vault);
                // Taking hold of somebody is all that it takes.
                let released =
                    releasing.db.write(move |tx| Keeper::of(tx, person)?.finish(tx, &vault, &By::actor(EXPIRY)));
                released.await?;
            }
        }
    }
}
