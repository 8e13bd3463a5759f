//! What a filing may change in the enterprise registry, and how it is applied.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::identity::{self, EnterpriseRef};
use super::rows::{
    Enterprise, EnterpriseAlias, EnterpriseKindRow, EnterpriseParticulars, MarketEntry, NetAssets, Qualification,
    SafetyPermit, Shareholder, Succession,
};
use super::store;
use crate::db::search::NameIndex;
use crate::db::{self, Conn, Tx};
use crate::domain::standard::phone::Phone;
use crate::domain::standard::text;
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, EnterpriseState};
use crate::domain::vocabulary::ids::{EnterpriseId, PersonId};
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::Result;
use crate::ledger::Basis;
use crate::record::{Arrival, Document as _, Head, InClear, Outcome, Record as _, Resolved, Source, batch, document};
use crate::schema::enterprise;
use crate::vault::Vault;

document! {
    /// What hangs from an enterprise in this room.
    EnterpriseRecords, EnterpriseWrites {
        /// Particulars: at most one.
        particulars: EnterpriseParticulars,
        /// Kinds of business.
        kinds: EnterpriseKindRow,
        /// Former names and codes.
        aliases: EnterpriseAlias,
        /// Qualification items.
        qualifications: Qualification,
        /// Work-safety permits.
        safety_permits: SafetyPermit,
        /// Information records of other provinces' enterprises.
        market_entries: MarketEntry,
        /// Net assets by year.
        net_assets: NetAssets,
        /// Shareholders and controllers.
        shareholders: Shareholder,
        /// Where it came from.
        successions: Succession,
    }
}

/// A change to one enterprise: which one, what of itself, and records under it.
#[derive(Clone, Debug)]
pub struct EnterpriseChange {
    /// Which enterprise.
    pub who: EnterpriseRef,
    /// What is said of the enterprise itself; codes, names and keys are taken from `who`.
    pub head: Enterprise,
    /// Records under it. An id that [`EnterpriseId::mention`] made stands for one of `enterprises`.
    pub records: EnterpriseRecords,
    /// Other enterprises that the records refer to.
    pub enterprises: Vec<EnterpriseRef>,
    /// Telephone of the leader in another province, sealed into the records of market entry.
    pub local_phone: Option<Phone>,
    /// Persons that the records refer to, found before: this room knows no persons. An id that [`PersonId::mention`]
    /// made stands for one of them.
    pub people: Vec<Option<PersonId>>,
}

impl EnterpriseChange {
    /// A change that says this of an enterprise and has no records yet.
    pub fn about(who: EnterpriseRef, head: Enterprise) -> Self {
        let (records, enterprises, people) = (EnterpriseRecords::default(), Vec::new(), Vec::new());
        Self { who, head, records, enterprises, local_phone: None, people }
    }

    fn seal_phone(&mut self, vault: &Vault) -> Result<()> {
        let Some(phone) = self.local_phone.take() else { return Ok(()) };
        let sealed = vault.enterprise_cipher()?.seal_alike(phone.expose())?;
        for row in &mut self.records.market_entries {
            row.local_phone_cipher = Some(sealed.clone());
            row.local_phone_masked = Some(phone.masked());
        }
        Ok(())
    }
}

/// Applies changes in one transaction, in order. The outcome speaks of them by their place; which enterprise is meant
/// cannot be told of some, which are left out and named there.
pub fn apply(tx: &mut Tx<'_>, basis: &Basis, vault: &Vault, changes: Vec<EnterpriseChange>) -> Result<Outcome> {
    apply_from(Source::Row, tx, basis, vault, changes)
}

fn apply_from(
    source: fn(usize) -> Source,
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    mut changes: Vec<EnterpriseChange>,
) -> Result<Outcome> {
    // Mentions first: who is mentioned by one change and filed by another is one enterprise.
    let mentions: Vec<EnterpriseRef> = changes.iter().flat_map(|change| change.enterprises.iter().cloned()).collect();
    let mut mentioned = find_or_mention(tx, basis, vault, &mentions)?.into_iter();
    for change in &mut changes {
        let enterprises = mentioned.by_ref().take(change.enterprises.len()).collect();
        let people = std::mem::take(&mut change.people);
        change.records.resolve(&Resolved { enterprises, people, ..Resolved::default() });
        change.seal_phone(vault)?;
    }
    let who: Vec<EnterpriseRef> = changes.iter().map(|change| change.who.clone()).collect();
    let found = identity::find_or_mint(tx, &who)?;
    let unresolved = found.iter().enumerate().filter(|(_, id)| id.is_none()).map(|(place, _)| place).collect();
    let ids: Vec<EnterpriseId> = found.iter().copied().flatten().collect();
    let known = names_on_file(tx.conn, &ids)?;
    let arrival = |(place, (change, id)): (usize, (EnterpriseChange, Option<EnterpriseId>))| {
        let (id, mut records) = (id?, change.records);
        let head = head(id, &change.who, change.head, vault);
        records.aliases.extend(former_name(known.get(&id), &head));
        Some(Arrival { source: source(place), head_id: id.into(), head: Some(head), records })
    };
    let arrivals = changes.into_iter().zip(found).enumerate().filter_map(arrival).collect();
    let outcome = batch::apply(tx, basis, arrivals, &InClear)?;
    Ok(Outcome { unresolved, ..outcome })
}

/// The ids of enterprises that other records name. One with a code that is not on file yet is put on file as
/// mentioned; one known by name only is found when exactly one bears it.
pub fn find_or_mention(
    tx: &mut Tx<'_>,
    basis: &Basis,
    vault: &Vault,
    who: &[EnterpriseRef],
) -> Result<Vec<Option<EnterpriseId>>> {
    let found = identity::find(tx.conn, who)?;
    let unknown: Vec<EnterpriseRef> = who
        .iter()
        .zip(&found)
        .filter(|(who, found)| found.is_none() && who.has_code() && who.name.is_some())
        .map(|(who, _)| who.clone())
        .collect();
    if unknown.is_empty() {
        return Ok(found);
    }
    let mention = Enterprise { raw: "{}".to_owned(), ..Enterprise::default() };
    let mentions = unknown.into_iter().map(|who| EnterpriseChange::about(who, mention.clone()));
    apply_from(|_place| Source::Mention, tx, basis, vault, mentions.collect())?;
    identity::find(tx.conn, who)
}

fn head(id: EnterpriseId, who: &EnterpriseRef, head: Enterprise, vault: &Vault) -> Enterprise {
    let name = who.name.clone().unwrap_or_default();
    let name_key = text::search_key(&name);
    Enterprise {
        public_id: vault.public_id("enterprise", &id.0.to_string()),
        credit_code: who.credit_code.clone(),
        organisation_code: who.organisation_code.clone(),
        name_initials: text::initials(&name_key),
        name_key,
        name,
        ..head
    }
}

fn names_on_file(conn: &mut Conn, ids: &[EnterpriseId]) -> Result<HashMap<EnterpriseId, Enterprise>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    Ok(Enterprise::load(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect())
}

/// A name that changes is kept as a former one, so that the enterprise is still found by it.
fn former_name(on_file: Option<&Enterprise>, arriving: &Enterprise) -> Option<EnterpriseAlias> {
    let on_file = on_file?;
    let renamed = !arriving.name.is_empty()
        && arriving.name_key != on_file.name_key
        && arriving.state != EnterpriseState::Mentioned
        && arriving.data_level.may_replace(on_file.data_level);
    renamed.then(|| EnterpriseAlias {
        kind: EnterpriseAliasKind::Name,
        value: on_file.name.clone(),
        value_key: on_file.name_key.clone(),
        data_level: arriving.data_level,
        data_source: arriving.data_source,
        raw: "{}".to_owned(),
        ..EnterpriseAlias::default()
    })
}

impl Head for Enterprise {
    const KIND: HeadKind = HeadKind::Enterprise;
    const NAMES: NameIndex = NameIndex::Enterprise;

    fn name_key(&self) -> &str {
        &self.name_key
    }

    /// What merely mentions an enterprise says nothing against what is on file; an organisation code that only
    /// repeats the credit code is filled in.
    fn complete(&mut self, on_file: Option<&Self>) {
        if let Some(on_file) = on_file {
            let mention = self.state == EnterpriseState::Mentioned;
            if mention || self.name.is_empty() {
                self.name.clone_from(&on_file.name);
                self.name_key.clone_from(&on_file.name_key);
                self.name_initials.clone_from(&on_file.name_initials);
            }
            if mention {
                self.state = on_file.state;
                self.data_level = on_file.data_level;
                self.data_source = on_file.data_source;
                self.raw.clone_from(&on_file.raw);
            }
            self.public_id.clone_from(&on_file.public_id);
            self.updated_at = on_file.updated_at;
        }
    }

    fn lock(conn: &mut Conn, ids: &[i64]) -> db::Result<()> {
        store::lock(conn, ids)
    }

    fn date(&mut self, now: NaiveDateTime) {
        self.updated_at = now;
    }

    fn touch(conn: &mut Conn, ids: &[i64], now: NaiveDateTime) -> db::Result<()> {
        for ids in ids.chunks(db::batch::KEYS_PER_QUERY) {
            diesel::update(enterprise::table.filter(enterprise::id.eq_any(ids)))
                .set(enterprise::updated_at.eq(now))
                .execute(conn)?;
        }
        Ok(())
    }
}
