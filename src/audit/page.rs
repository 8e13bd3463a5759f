//! The ledger as pages, for auditors.

use actix_web::web::{self, Html};
use serde::Deserialize;

use super::api::LedgerParams;
use super::view::{Actor, EntryHead, EntrySummary, LedgerEntry, RecordChange};
use super::{entries, entry};
use crate::access::guard::Auditor;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Error, Result};
use crate::http::extract::{Key, Query};
use crate::http::params::{NoParams, chosen, cursor, rows};
use crate::http::state::State;
use crate::registry::history;
use crate::web::address::address;
use crate::web::pages::{ChangedField, ChangedRecord, EntryLine, Ledger, LedgerEntryPage, LedgerForm};
use crate::web::parts::{Mention, Pager};
use crate::web::render;

const PATH: &str = "/ledger";

/// Registers the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/ledger").get(list)).service(web::resource("/ledger/{key}").get(one));
}

/// What the form submits.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Params {
    filing: String,
    subject: String,
    actor: String,
    from: String,
    to: String,
    without_commands: String,
    cursor: String,
}

impl Params {
    fn asked(&self) -> LedgerParams {
        let said = |value: &str| chosen(Some(value)).map(str::to_owned);
        LedgerParams {
            filing: said(&self.filing),
            subject: said(&self.subject),
            actor: said(&self.actor),
            from: said(&self.from),
            to: said(&self.to),
            without_commands: said(&self.without_commands),
            limit: None,
            cursor: said(&self.cursor),
        }
    }

    fn form(&self) -> LedgerForm {
        LedgerForm {
            filing: self.filing.clone(),
            subject: self.subject.clone(),
            actor: self.actor.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            without_commands: self.without_commands == "true",
        }
    }

    fn url(&self, path: &str, cursor: &str) -> String {
        let conditions = [
            ("filing", self.filing.as_str()),
            ("subject", &self.subject),
            ("actor", &self.actor),
            ("from", &self.from),
            ("to", &self.to),
            ("without_commands", &self.without_commands),
            ("cursor", cursor),
        ];
        address(path, &conditions)
    }
}

async fn list(state: State, _auditor: Auditor, Query(params): Query<Params>) -> Result<Html> {
    let mut shown = Ledger::new(&state.site(), params.form());
    match found(&state, &params).await {
        Ok((rows, next)) => {
            shown.layout.json_url = Some(params.url("/api/v1/ledger-entries", &params.cursor));
            shown.pager = Pager {
                shown: rows.len() as u64,
                next: next.map(|cursor| params.url(PATH, &cursor)),
                ..Pager::default()
            };
            shown.rows = rows.into_iter().map(line).collect();
        }
        Err(Error::Invalid(errors)) => shown.errors = errors,
        Err(error) => return Err(error),
    }
    Ok(Html::new(render(&shown)?))
}

async fn found(state: &State, params: &Params) -> Result<(Vec<EntrySummary>, Option<String>)> {
    let asked = params.asked();
    let question = asked.question()?;
    let (after, rows) = (cursor(&question.scope(), asked.cursor.as_deref())?, rows(None)?);
    let vault = state.vault.clone();
    let found = state.db.read(move |conn| entries(conn, &vault, &question, after.as_ref(), rows)).await?;
    Ok((found.items, found.next_cursor))
}

async fn one(state: State, _auditor: Auditor, Key(key): Key, Query(NoParams {}): Query<NoParams>) -> Result<Html> {
    let vault = state.vault.clone();
    let LedgerEntry { summary, records } = state.db.read(move |conn| entry(conn, &vault, &key)).await?;
    let json_url = format!("/api/v1/ledger-entries/{}", summary.id);
    let mut page = LedgerEntryPage::new(&state.site(), line(summary), shown(records));
    page.layout.json_url = Some(json_url);
    Ok(Html::new(render(&page)?))
}

fn line(entry: EntrySummary) -> EntryLine {
    EntryLine {
        url: format!("{PATH}/{}", entry.id),
        at: entry.at,
        actor: actor(&entry.actor),
        kind: entry.head.kind.label(),
        head: head(&entry.head),
        filing: entry.filing_number.map(|number| {
            let url = address(PATH, &[("filing", &number)]);
            Mention::new(number, Some(url))
        }),
        summary: entry.summary,
    }
}

fn actor(actor: &Actor) -> Mention {
    let label = match (&actor.person, &actor.organisation) {
        (Some(person), Some(organisation)) => format!("{person}，{organisation}"),
        _ => actor.name.clone(),
    };
    Mention::new(label, Some(address(PATH, &[("actor", &actor.name)])))
}

/// The page of what an entry is about; an auditor may see all of them.
fn head(head: &EntryHead) -> Mention {
    let url = head.id.as_deref().and_then(|id| match head.kind {
        HeadKind::Enterprise => Some(format!("/enterprises/{id}")),
        HeadKind::Person => Some(format!("/people/{id}")),
        HeadKind::Project => Some(format!("/projects/{id}")),
        HeadKind::Account => Some(format!("/admin/accounts/{id}")),
        HeadKind::Finding => Some(format!("/findings/{id}")),
        HeadKind::Filing => Some(address(PATH, &[("filing", id)])),
        HeadKind::Organisation => Some(address(PATH, &[("subject", id)])),
        HeadKind::Route | HeadKind::Calendar => None,
    });
    Mention::new(head.name.clone(), url.filter(|_| !head.name.is_empty()))
}

/// What people have a name for; the interface gives the rest too.
fn shown(records: Vec<RecordChange>) -> Vec<ChangedRecord> {
    let records = records.into_iter().map(record).filter(|record| !record.fields.is_empty());
    ChangedRecord::joined(records, history::BASICS)
}

fn record(record: RecordChange) -> ChangedRecord {
    let fields = record
        .fields
        .into_iter()
        .filter_map(|field| Some(ChangedField { label: field.label?, before: field.before, after: field.after }));
    ChangedRecord { noun: record.noun, name: record.name, is_new: record.is_new, fields: fields.collect() }
}
