//! The ledger as those who audit read it (台账): who wrote what, when and on what basis, before and after.
//!
//! An auditor reads all of it, as an auditor reads all accounts; what is personal stays covered. Nothing here writes.

pub mod api;
mod names;
pub mod page;
pub mod view;
mod words;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::access;
use crate::clock::from_china_time;
use crate::db::Conn;
use crate::db::keyset::{Page, Position};
use crate::error::{Error, Result};
use crate::filing;
use crate::ledger::store::{self, EntryFilter, EntryRow};
use crate::registry::{dossier, open_entries, personnel};
use crate::vault::Vault;
use view::{EntrySummary, LedgerEntry};

/// What an auditor asks for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Number of a filing.
    pub filing: Option<String>,
    /// An enterprise, person, project, organisation or account: a public id, a code, a number, a whole name.
    pub subject: Option<String>,
    /// Who wrote: a log-in name, or as the ledger writes it: `cli:root`.
    pub actor: Option<String>,
    /// First day, in China.
    pub from: Option<NaiveDate>,
    /// Last day, in China.
    pub to: Option<NaiveDate>,
    /// Without what commands wrote.
    pub without_commands: bool,
}

impl Question {
    /// What a cursor is bound to.
    pub fn scope(&self) -> String {
        format!("ledger {self:?}")
    }

    /// What the ledger is asked. What is named and not there is told at its field.
    fn filter(&self, conn: &mut Conn) -> Result<EntryFilter> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(Error::field("to", "date.before_beginning", "最后一天早于第一天。请核对日期。"));
        }
        let filing = match &self.filing {
            None => None,
            Some(number) => Some(filing::store::by_number(conn, number)?.ok_or_else(|| {
                Error::field("filing", "filing.unknown", format!("没有编号为“{number}”的受理。请核对编号。"))
            })?),
        };
        Ok(EntryFilter {
            filing: filing.map(|filing| filing.id),
            head: self.subject.as_deref().map(|key| subject(conn, key)).transpose()?,
            actor: self.actor.as_deref().map(|name| actor(conn, name)).transpose()?,
            from: self.from.map(beginning),
            until: self.to.and_then(|day| day.checked_add_days(Days::new(1))).map(beginning),
            without_commands: self.without_commands,
        })
    }
}

/// When a day begins in China, UTC.
fn beginning(day: NaiveDate) -> NaiveDateTime {
    from_china_time(day.and_time(NaiveTime::MIN))
}

/// The head that a key means.
fn subject(conn: &mut Conn, key: &str) -> Result<i64> {
    personnel::service::without_number("subject", key)?;
    if let Some(organisation) = access::store::organisation_by_public_id(conn, key)? {
        return Ok(organisation.id.0);
    }
    if let Some(account) = access::store::account_by_public_id(conn, key)? {
        return Ok(account.id.0);
    }
    match dossier::find(conn, key) {
        Ok(subject) => Ok(subject.id),
        Err(Error::NotFound { .. }) => {
            let text = "没有找到。请填写企业的信用代码或全称、项目编号，或企业、人员、单位、账号页面地址中的编号。";
            Err(Error::field("subject", "subject.unknown", text))
        }
        Err(error) => Err(error),
    }
}

/// How the ledger writes whom a name means.
fn actor(conn: &mut Conn, name: &str) -> Result<String> {
    if name.contains(':') {
        return Ok(name.to_owned());
    }
    match access::store::account_by_login_name(conn, &name.to_lowercase())? {
        Some(account) => Ok(account.actor()),
        None => Err(Error::field("actor", "account.unknown", format!("没有登录名为“{name}”的账号。请核对登录名。"))),
    }
}

/// A page of the ledger, latest first.
pub fn entries(
    conn: &mut Conn,
    vault: &Vault,
    question: &Question,
    after: Option<&Position>,
    rows: usize,
) -> Result<Page<EntrySummary>> {
    let filter = question.filter(conn)?;
    let limit = i64::try_from(rows + 1).map_err(Error::internal)?;
    let found = store::latest(conn, &filter, after.map(|after| after.id), limit)?;
    let at = |row: &EntryRow| Position { key: String::new(), id: row.id };
    let page = Page::from_rows(found, rows, &question.scope(), at);
    let opened = open_entries(conn, vault, &page.items)?;
    let names = names::of(conn, &page.items)?;
    let items = page.items.iter().zip(&opened).map(|(row, opened)| view::summary(row, opened, &names)).collect();
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// One entry, with what it says.
pub fn entry(conn: &mut Conn, vault: &Vault, key: &str) -> Result<LedgerEntry> {
    let absent = || Error::NotFound { what: "台账条目", key: key.to_owned() };
    let id = key.parse().map_err(|_no_number| absent())?;
    let row = store::find(conn, id)?.ok_or_else(absent)?;
    let rows = [row];
    let opened = open_entries(conn, vault, &rows)?;
    let [row] = rows;
    let Some(opened) = opened.into_iter().next() else { return Err(absent()) };
    let names = names::of(conn, std::slice::from_ref(&row))?;
    let people = names::mentioned(conn, &opened)?;
    Ok(view::entry(&row, &opened, &names, &people))
}
