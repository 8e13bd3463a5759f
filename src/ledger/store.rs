//! The ledger's table.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::db::batch::insert_rows;
use crate::db::{self, Conn, MultiBackend, ids};
use crate::domain::vocabulary::ids::FilingId;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::schema::ledger_entry;

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_entry, treat_none_as_default_value = false)]
pub struct EntryRow {
    /// Row id of the head it is about.
    pub head_id: i64,
    /// Its own id; grows with time.
    pub id: i64,
    /// Kind of the head.
    pub head_kind: HeadKind,
    /// The filing it is based on; nothing where it concerns no registry.
    pub filing_id: Option<FilingId>,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// Before and after, by table.
    pub changes: String,
}

/// An entry bears the instant at which its transaction began, and an id that was minted within it: no later than this.
const LONGEST_TRANSACTION: TimeDelta = TimeDelta::hours(1);

/// Inserts entries: those of [`super::append`], and those that `siku copy` carries over.
pub(crate) fn insert(conn: &mut Conn, rows: &[EntryRow]) -> db::Result<()> {
    insert_rows!(conn, ledger_entry::table, rows);
    Ok(())
}

/// All entries of some heads, oldest first.
pub fn of_heads(conn: &mut Conn, heads: &[i64]) -> db::Result<Vec<EntryRow>> {
    let mut entries = Vec::new();
    for keys in heads.chunks(db::batch::KEYS_PER_QUERY) {
        entries.extend(
            ledger_entry::table
                .filter(ledger_entry::head_id.eq_any(keys))
                .order((ledger_entry::head_id, ledger_entry::id))
                .select(EntryRow::as_select())
                .load::<EntryRow>(conn)?,
        );
    }
    Ok(entries)
}

/// Entries that a filing made after an id, oldest first.
pub fn of_filing_after(conn: &mut Conn, filing: FilingId, after: i64) -> db::Result<Vec<EntryRow>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::filing_id.eq(filing))
        .filter(ledger_entry::id.gt(after))
        .order(ledger_entry::id)
        .select(EntryRow::as_select())
        .load(conn)?)
}

/// Heads of a kind that have entries, after one, ascending, at most so many.
pub fn heads_after(conn: &mut Conn, kind: HeadKind, after: i64, count: usize) -> db::Result<Vec<i64>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::head_kind.eq(kind))
        .filter(ledger_entry::head_id.gt(after))
        .order(ledger_entry::head_id)
        .limit(count.try_into().unwrap_or(i64::MAX))
        .select(ledger_entry::head_id)
        .distinct()
        .load(conn)?)
}

/// The latest entries of a head, latest first; those before an entry where one is given.
pub fn latest_of_head(conn: &mut Conn, head: i64, before: Option<i64>, limit: i64) -> db::Result<Vec<EntryRow>> {
    Ok(ledger_entry::table
        .filter(ledger_entry::head_id.eq(head))
        .filter(ledger_entry::id.lt(before.unwrap_or(i64::MAX)))
        .order(ledger_entry::id.desc())
        .limit(limit)
        .select(EntryRow::as_select())
        .load(conn)?)
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// That rest on a filing.
    pub filing: Option<FilingId>,
    /// Of a head.
    pub head: Option<i64>,
    /// Of whom.
    pub actor: Option<String>,
    /// From an instant on, UTC.
    pub from: Option<NaiveDateTime>,
    /// Before an instant, UTC.
    pub until: Option<NaiveDateTime>,
    /// Without those that commands wrote: a load has as many as there are people.
    pub without_commands: bool,
}

/// What the actor of a command begins with.
const COMMAND: &str = "cli:";
/// Not the entry of a command: as the partial indexes of the table say it, so that they serve.
const BY_NO_COMMAND: &str = "substr(actor, 1, 4) <> 'cli:'";

/// Entries, latest first; those before one where it is given.
pub fn latest(conn: &mut Conn, filter: &EntryFilter, before: Option<i64>, limit: i64) -> db::Result<Vec<EntryRow>> {
    let mut query = ledger_entry::table.select(EntryRow::as_select()).into_boxed::<MultiBackend>();
    // A range of one, and its column in the order: so the database reads the index of what is asked about, and does not
    // go through the whole ledger backwards until it has met enough of it.
    query = match (filter.head, filter.filing, filter.actor.clone()) {
        (Some(head), filing, actor) => {
            query = query.filter(ledger_entry::head_id.between(head, head));
            if let Some(filing) = filing {
                query = query.filter(ledger_entry::filing_id.eq(filing));
            }
            if let Some(actor) = actor {
                query = query.filter(ledger_entry::actor.eq(actor));
            }
            query.order((ledger_entry::head_id.desc(), ledger_entry::id.desc()))
        }
        (None, Some(filing), actor) => {
            query = query.filter(ledger_entry::filing_id.between(filing, filing));
            if let Some(actor) = actor {
                query = query.filter(ledger_entry::actor.eq(actor));
            }
            query.order((ledger_entry::filing_id.desc(), ledger_entry::id.desc()))
        }
        (None, None, Some(actor)) => query
            .filter(ledger_entry::actor.between(actor.clone(), actor))
            .order((ledger_entry::actor.desc(), ledger_entry::id.desc())),
        (None, None, None) => query.order(ledger_entry::id.desc()),
    };
    if filter.without_commands || filter.actor.as_ref().is_some_and(|actor| !actor.starts_with(COMMAND)) {
        query = query.filter(sql::<Bool>(BY_NO_COMMAND));
    }
    // Ids grow with time: they narrow the index, and the instant says exactly.
    if let Some(from) = filter.from {
        query = query.filter(ledger_entry::id.ge(ids::earliest_at(from))).filter(ledger_entry::at.ge(from));
    }
    if let Some(until) = filter.until {
        let last = ids::earliest_at(until + LONGEST_TRANSACTION);
        query = query.filter(ledger_entry::id.lt(last)).filter(ledger_entry::at.lt(until));
    }
    let query = query.filter(ledger_entry::id.lt(before.unwrap_or(i64::MAX)));
    Ok(query.limit(limit).load(conn)?)
}

/// An entry by its id.
pub fn find(conn: &mut Conn, id: i64) -> db::Result<Option<EntryRow>> {
    let query = ledger_entry::table.filter(ledger_entry::id.eq(id));
    Ok(query.select(EntryRow::as_select()).first(conn).optional()?)
}

/// How many entries a head has.
pub fn count_of_head(conn: &mut Conn, head: i64) -> db::Result<i64> {
    Ok(ledger_entry::table.filter(ledger_entry::head_id.eq(head)).count().get_result(conn)?)
}

/// How many entries there are.
pub fn count(conn: &mut Conn) -> db::Result<i64> {
    Ok(ledger_entry::table.count().get_result(conn)?)
}
