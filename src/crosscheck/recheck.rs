//! Checking again, in the job queue: what a committed change can touch, and every night everything.

use std::future::Future;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::finding::keep::{self, Kept, Owners};
use super::market::Market;
use super::touched::{self, Changes, Touched};
use super::{full, limits};
use crate::clock::china_time;
use crate::db::{Conn, Db, Tx, in_snapshot};
use crate::domain::rules::{Case, Outcome, examine};
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::jobs::{self, Job};
use crate::ledger::store as ledger;
use crate::registry::open_entries;
use crate::vault::Vault;

/// What the jobs are done with.
#[derive(Clone)]
pub struct Checking {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
}

/// From so many changed heads on, everything is looked at: it takes no longer.
const HEADS_FOR_ALL: usize = 2_000;

/// Looks again at what a filing in force can touch.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recheck {
    filing_id: i64,
}

/// Looks at everything.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CheckAll {}

/// Asks that what a filing changed is looked at again, once it is committed.
pub fn ask(tx: &mut Tx<'_>, filing: FilingId) -> Result<()> {
    jobs::enqueue(tx, &Recheck { filing_id: filing.0 }).map(drop)
}

/// Asks that everything is looked at.
pub fn ask_all(tx: &mut Tx<'_>) -> Result<()> {
    jobs::enqueue(tx, &CheckAll {}).map(drop)
}

impl Job for Recheck {
    type Context = Checking;

    const NAME: &'static str = "crosscheck.recheck";
    const PRIORITY: i32 = 5;

    fn dedup_key(&self) -> Option<String> {
        Some(self.filing_id.to_string())
    }

    async fn run(self, context: &Checking) -> Result<()> {
        let Checking { db, vault } = context.clone();
        let filing = FilingId(self.filing_id);
        let done = db.write(move |tx| {
            let entries = ledger::of_filing_after(tx.conn, filing, 0)?;
            if entries.len() > HEADS_FOR_ALL {
                return ask_all(tx).map(|()| Kept::default());
            }
            let mut changes = Changes::default();
            let opened = open_entries(tx.conn, &vault, &entries)?;
            for (entry, delta) in entries.iter().zip(opened) {
                changes.take(entry, delta.as_ref().ok());
            }
            let touched = changes.spread(tx.conn)?;
            again(tx, &vault, touched)
        });
        tell(&done.await?);
        Ok(())
    }
}

impl Job for CheckAll {
    type Context = Checking;

    const NAME: &'static str = "crosscheck.all";
    const PRIORITY: i32 = 8;

    fn dedup_key(&self) -> Option<String> {
        Some(String::new())
    }

    fn run(self, context: &Checking) -> impl Future<Output = Result<()>> + Send {
        let Checking { db, vault } = context.clone();
        async move {
            let done = tokio::task::spawn_blocking(move || all(&db, &vault, None)).await;
            tell(&done.map_err(crate::error::Error::internal)??);
            Ok(())
        }
    }
}

fn tell(kept: &Kept) {
    tracing::info!(opened = kept.opened, changed = kept.changed, closed = kept.closed, "findings kept");
}

/// Looks at everything on a day, today where none is said, and keeps what is found.
pub fn all(db: &Db, vault: &Vault, on: Option<NaiveDate>) -> Result<Kept> {
    let on = on.unwrap_or_else(|| china_time(db.clock().now()).date());
    let (market, limits) =
        db.read_now(|conn| in_snapshot(conn, |conn| Ok((Market::all(conn)?, limits::load(conn)?))))?;
    let found = full::run(&market, &limits, on)?;
    db.write_now(|tx| keep::keep(tx, vault, &Owners::All, &found.cases, &market))
}

/// Looks again at some heads, and keeps what is found.
pub fn again(tx: &mut Tx<'_>, vault: &Vault, touched: Touched) -> Result<Kept> {
    let on = china_time(tx.now).date();
    let (market, cases) = find(tx.conn, &touched, on)?;
    keep::keep(tx, vault, &Owners::These(touched), &cases, &market)
}

/// What the rules find broken of some heads.
pub fn find(conn: &mut Conn, touched: &Touched, on: NaiveDate) -> Result<(Market, Vec<Case>)> {
    let wanted = touched::wanted(conn, touched)?;
    let (market, limits) = (Market::of(conn, &wanted)?, limits::load(conn)?);
    let is_touched = |kind: HeadKind, id: Option<i64>| id.is_some_and(|id| touched.contains_key(&(kind, id)));
    let mut cases = Vec::new();
    for enterprise in market.enterprises() {
        if is_touched(HeadKind::Enterprise, market.enterprise_id(Some(&enterprise.key)).map(|id| id.0)) {
            cases.extend(examine::enterprise(enterprise, &limits, on));
        }
    }
    for project in market.projects() {
        if is_touched(HeadKind::Project, market.project_id(Some(&project.key)).map(|id| id.0)) {
            cases.extend(examine::project(project, &market, &limits, on));
        }
    }
    for person in market.people() {
        cases.extend(examine::person(person, &market, &limits, on));
    }
    cases.retain(|case| case.finding.judgement.outcome == Outcome::Failed);
    Ok((market, cases))
}
