//! What items would change, field by field: they are put in force within a transaction that is taken back, and the
//! entries that the ledger would have are read.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::content::{Authority, Reading};
use super::docket::Docket;
use super::draft::Purpose;
use super::enforce::{self, Entering};
use super::kinds::DECIDED;
use crate::access::{Principal, organisation};
use crate::clock::china_time;
use crate::crosscheck::foresee::{self, Foresight};
use crate::db::Tx;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::{DataLevel, DataSource, HeadKind};
use crate::error::{Error, FieldError, Result};
use crate::filing::rows::Item;
use crate::ledger::store::EntryRow;
use crate::ledger::{self, Basis};
use crate::record::Delta;
use crate::registry::naming::{self, Named};
use crate::registry::{history, label, link, open_entries};
use crate::vault::Vault;

/// What an item would do to the registries.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Preview {
    /// What would change, head by head; nothing where all of it is on file already.
    pub heads: Vec<HeadPreview>,
    /// What the registries have against it.
    #[schema(example = json!(["第 1 项无法确定指的是哪一个企业或哪一名人员。"]))]
    pub objections: Vec<String>,
    /// What the rules would find then, and no more.
    pub findings: Foresight,
}

/// What would change of one head.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeadPreview {
    /// Kind of head.
    pub kind: HeadKind,
    /// Its public id.
    #[schema(example = "4j9r2c7k0m3x8w1p")]
    pub id: String,
    /// Its name.
    #[schema(example = "河南华鑫建设工程有限公司")]
    pub name: String,
    /// Whether it would be put on file.
    pub is_new: bool,
    /// What would change of its records.
    pub records: Vec<RecordPreview>,
}

/// What would change of one record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordPreview {
    /// What it is: `资质`.
    #[schema(example = "资质")]
    pub noun: String,
    /// Whether it would be put on file.
    pub is_new: bool,
    /// The fields that would change.
    pub fields: Vec<FieldPreview>,
}

/// What would change of one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldPreview {
    /// What it is called.
    #[schema(example = "有效期至")]
    pub label: String,
    /// What stands there now.
    #[schema(example = "2024-05-31")]
    pub before: Option<String>,
    /// What would.
    #[schema(example = "2029-05-31")]
    pub after: Option<String>,
}

/// What items would change if the tier that decides last had approved them. Each is looked at by itself.
pub fn of_items(tx: &mut Tx<'_>, vault: &Vault, docket: &Docket, items: &[&Item]) -> Result<Vec<Preview>> {
    let level = crate::filing::route::kept(&docket.case.route)
        .last()
        .copied()
        .map_or(DataLevel::SelfReported, Tier::data_level);
    let source = Purpose::of(docket)?.kind.source;
    let authority = Authority { level, source, body: None, person: None };
    let today = china_time(tx.now).date();
    let mut previews = Vec::with_capacity(items.len());
    for item in items {
        previews.push(match enforce::entering(vault, docket, &[item], &authority, today) {
            Ok(entering) => preview(tx, vault, docket, entering)?,
            Err(Error::Invalid(errors)) => Preview { objections: messages(errors), ..Preview::default() },
            Err(error) => return Err(error),
        });
    }
    Ok(previews)
}

fn preview(tx: &mut Tx<'_>, vault: &Vault, docket: &Docket, entering: Vec<Entering>) -> Result<Preview> {
    let basis = Basis::new(docket.filing.id, &docket.filing.actor);
    tx.rehearse(|tx| {
        let mark = tx.ids.next();
        match enforce::apply(tx, vault, &basis, entering) {
            Ok(_) => told(tx, vault, docket.filing.id, mark),
            Err(Error::Invalid(errors)) => Ok(Preview { objections: messages(errors), ..Preview::default() }),
            Err(error) => Err(error),
        }
    })
}

fn messages(errors: Vec<FieldError>) -> Vec<String> {
    errors.into_iter().map(|error| error.message).collect()
}

/// What the entries that a filing has since an id tell.
fn told(tx: &mut Tx<'_>, vault: &Vault, filing: FilingId, since: i64) -> Result<Preview> {
    let entries = ledger::store::of_filing_after(tx.conn, filing, since)?;
    let opened = open_entries(tx.conn, vault, &entries)?;
    let findings = foresee::of_entries(tx, &entries, &opened)?;
    let names = names(tx, &entries)?;
    let heads = entries.iter().zip(opened).filter_map(|(entry, delta)| {
        let head = names.get(&entry.head_id)?;
        let delta = delta.ok()?;
        let records = records(&delta);
        let shown = HeadPreview {
            kind: entry.head_kind,
            id: head.public_id.clone(),
            name: head.name.clone(),
            is_new: is_new(entry, &delta),
            records,
        };
        Some(shown).filter(|shown| shown.is_new || !shown.records.is_empty())
    });
    Ok(Preview { heads: heads.collect(), objections: Vec::new(), findings })
}

fn names(tx: &mut Tx<'_>, entries: &[EntryRow]) -> Result<HashMap<i64, Named>> {
    let mut names = HashMap::new();
    for kind in [HeadKind::Enterprise, HeadKind::Person, HeadKind::Project] {
        let ids: Vec<i64> = entries.iter().filter(|entry| entry.head_kind == kind).map(|entry| entry.head_id).collect();
        names.extend(naming::names(tx.conn, kind, &ids)?);
    }
    Ok(names)
}

fn is_new(entry: &EntryRow, delta: &Delta) -> bool {
    let own = delta.0.get(entry.head_kind.as_str());
    own.is_some_and(|changes| changes.iter().any(|change| change.id == entry.head_id && change.before.is_none()))
}

fn records(delta: &Delta) -> Vec<RecordPreview> {
    let changes = delta.0.iter().flat_map(|(table, changes)| changes.iter().map(move |change| (table, change)));
    let records = changes.filter_map(|(table, change)| {
        let fields = fields(table, change.before.as_ref(), &change.after);
        let noun = history::noun(table).to_owned();
        (!fields.is_empty()).then_some(RecordPreview { noun, is_new: change.before.is_none(), fields })
    });
    records.collect()
}

/// The fields that differ and that a clerk has a name for; not those that the decision itself fills in.
fn fields(table: &str, before: Option<&Value>, after: &Value) -> Vec<FieldPreview> {
    let filed = label::differing(before, after).filter(|(column, ..)| !DECIDED.contains(column));
    let named = filed.filter_map(|(column, was, is)| {
        let label = label::label(table, column)?;
        let text = |value: Option<&Value>| value.and_then(|value| label::shown(table, column, value));
        Some(FieldPreview { label: label.to_owned(), before: text(was), after: text(is) })
    });
    named.filter(|field| field.before != field.after).collect()
}

/// Refuses what concerns others than who files: where a kind fills in its filer this cannot be; a correction may name any
/// record, and must be about one that names the filer.
pub fn require_own(
    tx: &mut Tx<'_>,
    vault: &Vault,
    filer: &Principal,
    docket: &Docket,
    readings: &[(i64, Reading)],
) -> Result<()> {
    if !Purpose::of(docket)?.kind.own.is_empty() {
        return Ok(());
    }
    let basis = Basis::new(docket.filing.id, &docket.filing.actor);
    // As if a province had approved: what others have verified does not hide whom an item concerns.
    let authority = Authority { level: DataLevel::Province, source: DataSource::Business, body: None, person: None };
    let today = china_time(tx.now).date();
    // It may have come on file after it was let in.
    let code = filer.organisation.credit_code.as_deref().unwrap_or_default();
    let enterprise = organisation::enterprise_of(tx.conn, code)?;
    let mut errors = Vec::new();
    for item in docket.items.iter().filter(|item| readings.iter().any(|(place, _)| *place == item.place)) {
        let entering = enforce::entering(vault, docket, &[item], &authority, today)?;
        let heads = tx.rehearse(|tx| enforce::apply(tx, vault, &basis, entering))?;
        let own = match enterprise {
            Some(enterprise) => link::concerning(tx.conn, enterprise, &heads)?,
            None => HashSet::new(),
        };
        let place = item.place;
        if heads.is_empty() {
            let text = format!("第 {place} 项与库中内容相同，没有需要更正的地方。请核对。");
            errors.push(FieldError::new(format!("items/{place}"), "filing.nothing_changes", text));
        } else if heads.iter().any(|head| !own.contains(head)) {
            let text =
                format!("第 {place} 项不涉及本企业。只能更正本企业、本企业参与的项目或注册在本企业的人员的信息。");
            errors.push(FieldError::new(format!("items/{place}"), "filing.not_concerned", text));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
