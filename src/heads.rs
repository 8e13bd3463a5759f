//! Everything that the ledger speaks of, from all rooms at one desk: what is verified, and what `siku copy` carries.

use crate::crosscheck::finding;
use crate::db::Conn;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::verify::{Heads, Report};
use crate::notice::webhook::store::Webhook;
use crate::record::Table;
use crate::vault::Vault;
use crate::{access, calendar, filing, ledger, registry};

/// The heads with every table under them, each after those it refers to.
pub fn all() -> Vec<Heads> {
    let mut heads = registry::heads();
    heads.extend(access::heads());
    // What an organisation is told of hangs from it.
    for organisation in heads.iter_mut().filter(|heads| heads.kind == HeadKind::Organisation) {
        organisation.tables.push(Table::of::<Webhook>());
    }
    heads.push(calendar::heads());
    heads.push(filing::heads());
    heads.push(filing::routes());
    heads.push(finding::heads());
    heads
}

/// Replays the ledger and compares it with all tables.
pub fn verify_ledger(conn: &mut Conn, vault: &Vault) -> Result<Report> {
    ledger::verify::run(conn, &all(), |conn, entries| registry::open_entries(conn, vault, entries))
}
