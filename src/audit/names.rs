//! What heads and people are called whom entries name by row id.

use std::collections::{BTreeSet, HashMap};

use crate::access;
use crate::access::rows::{Account, Organisation};
use crate::crosscheck::finding;
use crate::db::Conn;
use crate::domain::vocabulary::ids::{AccountId, FilingId, OrganisationId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::filing;
use crate::filing::store::FilingRow;
use crate::ledger::Opened;
use crate::ledger::store::EntryRow;
use crate::record::Record as _;
use crate::registry::naming::{self, Named};

/// Columns that name an account by its row id.
pub(super) const ACCOUNT_COLUMNS: [&str; 4] = ["account_id", "claimed_by", "seconded_by", "deputy_id"];

/// Names for some entries.
#[derive(Default)]
pub(super) struct Names {
    /// Heads by row id: public id and name.
    pub heads: HashMap<i64, Named>,
    /// Filings by row id.
    pub filings: HashMap<FilingId, FilingRow>,
    /// Accounts with their organisation, by how the ledger writes them.
    pub actors: HashMap<String, (Account, Organisation)>,
}

pub(super) fn of(conn: &mut Conn, entries: &[EntryRow]) -> Result<Names> {
    let mut names = Names::default();
    let ids = |kind: HeadKind| -> Vec<i64> {
        entries.iter().filter(|entry| entry.head_kind == kind).map(|entry| entry.head_id).collect()
    };
    for kind in [HeadKind::Enterprise, HeadKind::Person, HeadKind::Project] {
        names.heads.extend(naming::names(conn, kind, &ids(kind))?);
    }
    let organisations: Vec<OrganisationId> = ids(HeadKind::Organisation).into_iter().map(OrganisationId).collect();
    for row in access::store::organisations_by_ids(conn, &organisations)? {
        names.heads.insert(row.id.0, Named { public_id: row.public_id, name: row.name });
    }
    let accounts: Vec<AccountId> = ids(HeadKind::Account).into_iter().map(AccountId).collect();
    for (row, _) in access::store::accounts_by_ids(conn, &accounts)? {
        names.heads.insert(row.id.0, Named { name: called(&row), public_id: row.public_id });
    }
    let findings: Vec<i64> = ids(HeadKind::Finding);
    for row in finding::rows::FindingRow::load(conn, &findings)? {
        names.heads.insert(row.id.0, Named { name: format!("{} {}", row.rule, row.record), public_id: row.public_id });
    }
    let filings: Vec<FilingId> = entries.iter().filter_map(|entry| entry.filing_id).collect();
    names.filings = filing::store::by_ids(conn, &filings)?.into_iter().map(|row| (row.id, row)).collect();
    let actors: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.actor.strip_prefix(access::ACCOUNT)).collect();
    for (row, organisation) in access::store::accounts_by_public_ids(conn, &actors)? {
        names.actors.insert(row.actor(), (row, organisation));
    }
    Ok(names)
}

/// Names of the accounts that an entry mentions.
pub(super) fn mentioned(conn: &mut Conn, opened: &Opened) -> Result<HashMap<i64, String>> {
    let changes = opened.iter().flat_map(|delta| delta.0.values().flatten());
    let rows = changes.flat_map(|change| change.before.iter().chain([&change.after]));
    let ids = rows.flat_map(|row| ACCOUNT_COLUMNS.iter().filter_map(|column| row.get(column)?.as_i64()));
    let ids: BTreeSet<AccountId> = ids.map(AccountId).collect();
    let ids: Vec<AccountId> = ids.into_iter().collect();
    let found = access::store::accounts_by_ids(conn, &ids)?;
    Ok(found.into_iter().map(|(row, _)| (row.id.0, called(&row))).collect())
}

/// An account as an auditor knows it.
fn called(account: &Account) -> String {
    format!("{}（{}）", account.person_name, account.login_name)
}
