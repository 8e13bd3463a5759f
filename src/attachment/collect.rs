//! Removing files that nothing names: of an upload that was given up, or of a filing that was removed.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::store::Blobs;
use crate::db::{self, Conn, Db, batch};
use crate::error::Result;
use crate::jobs::Job;

/// What nobody names yet may be named soon: between keeping a file and naming it lies one request.
const YOUNG: TimeDelta = TimeDelta::hours(24);

/// Which of some digests are named by a row.
pub type Named = fn(&mut Conn, &[String]) -> db::Result<HashSet<String>>;

/// Looks through all files and removes those that nothing names.
#[derive(Debug, Serialize, Deserialize)]
pub struct CollectBlobs {}

/// What [`CollectBlobs`] is done with.
#[derive(Clone)]
pub struct Collector {
    /// The database.
    pub db: Db,
    /// The files.
    pub blobs: Blobs,
    /// Who is asked which of them are named.
    pub named: Named,
}

impl Job for CollectBlobs {
    type Context = Collector;
    const NAME: &'static str = "attachment.collect";
    const PRIORITY: i32 = 10;

    async fn run(self, collector: &Collector) -> Result<()> {
        let than = (collector.db.clock().now() - YOUNG).and_utc();
        let old = collector.blobs.older(than).await?;
        let mut removed = 0_u64;
        for digests in old.chunks(batch::KEYS_PER_QUERY) {
            let (asked, named) = (digests.to_vec(), collector.named);
            let named = collector.db.read(move |conn| Ok(named(conn, &asked)?)).await?;
            for digest in digests.iter().filter(|digest| !named.contains(*digest)) {
                removed += u64::from(collector.blobs.remove_older(digest, than).await?);
            }
        }
        tracing::info!(removed, "files that nothing names removed");
        Ok(())
    }
}
