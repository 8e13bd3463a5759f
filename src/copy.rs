//! One database into another, row by row, with a digest over both: `SQLite` to `PostgreSQL` and back.
//!
//! Heads go first, since records refer to heads of every kind; those merged into another go after those they were merged
//! into. The name indexes are made anew: they differ by backend. The source is read as it stood at one instant, whatever is
//! written meanwhile.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::db::search::{self, Entry, NameIndex};
use crate::db::{Conn, Db, in_snapshot};
use crate::domain::standard::text;
use crate::domain::vocabulary::provenance::HeadKind;
use crate::error::{Code, Error, Result};
use crate::ledger::verify::Heads;
use crate::record::Table;
use crate::registry::{pending, personnel};
use crate::{filing, heads, keyring, ledger};

/// Rows or heads carried at a time.
const AT_A_TIME: usize = 500;

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Rows carried over.
    pub rows: u64,
    /// SHA-256 over all rows of the source, in order.
    pub from_digest: String,
    /// The same over the target, read again.
    pub to_digest: String,
}

/// Copies everything into an empty database.
pub fn run(from: &Db, to: &Db) -> Result<Copied> {
    from.read_now(|conn| in_snapshot(conn, |conn| copy(conn, to)))
}

fn copy(from: &mut Conn, to: &Db) -> Result<Copied> {
    let keys = keyring::known(from)?;
    let (first, others) =
        to.read_now(|conn| Ok((filing::store::ids_after(conn, i64::MIN, 1)?, keyring::known(conn)?)))?;
    // What was started with the same key file and holds nothing yet is as good as new.
    if !first.is_empty() || others.iter().any(|(name, fingerprint)| keys.get(name) != Some(fingerprint)) {
        let text = "目标数据库不是空库，没有复制。请换一个新建的库。".to_owned();
        return Err(Error::Conflict(Code::RecordDuplicate, text));
    }
    to.write_now(|tx| Ok(keyring::add(tx.conn, &keys)?))?;
    let mut rows = keys.len() as u64;
    for heads in heads::all() {
        rows += heads_of(from, to, &heads)?;
    }
    for heads in heads::all() {
        rows += records_of(from, to, &heads)?;
    }
    rows += waiting(from, to)?;
    Ok(Copied { rows, from_digest: digest_of(from)?, to_digest: digest(to)? })
}

/// Walks rows in the order of their ids, some at a time.
fn pages<T>(
    conn: &mut Conn,
    after: impl Fn(&mut Conn, i64) -> Result<Vec<T>>,
    id: impl Fn(&T) -> i64,
    mut each: impl FnMut(&mut Conn, Vec<T>) -> Result<()>,
) -> Result<()> {
    let mut last = i64::MIN;
    loop {
        let rows = after(conn, last)?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = id(end);
        each(conn, rows)?;
    }
}

fn waiting(from: &mut Conn, to: &Db) -> Result<u64> {
    let mut count = 0;
    pages(
        from,
        |conn, last| Ok(pending::after(conn, last, AT_A_TIME)?),
        |row| row.id,
        |_, rows| {
            count += rows.len() as u64;
            to.write_now(|tx| Ok(pending::insert(tx.conn, &rows)?))
        },
    )?;
    Ok(count)
}

/// The heads themselves, with their names in the target's index.
fn heads_of(from: &mut Conn, to: &Db, heads: &Heads) -> Result<u64> {
    let Some(table) = heads.tables.first() else { return Ok(0) };
    let mut aliases = Vec::new();
    let mut count = 0;
    pages(
        from,
        |conn, last| (heads.ids_after)(conn, last, AT_A_TIME),
        |id| *id,
        |conn, ids| {
            count += ids.len() as u64;
            let rows = (table.load)(conn, &ids)?;
            let (merged, main): (Vec<Value>, Vec<Value>) =
                rows.into_iter().map(|row| row.fields).partition(|fields| fields.get("merged_into").is_some());
            aliases.extend(merged);
            write_heads(to, heads, &main)
        },
    )?;
    write_heads(to, heads, &aliases)?;
    Ok(count)
}

fn write_heads(to: &Db, heads: &Heads, rows: &[Value]) -> Result<()> {
    let Some(table) = heads.tables.first() else { return Ok(()) };
    let index = match heads.kind {
        HeadKind::Enterprise => Some(NameIndex::Enterprise),
        HeadKind::Person => Some(NameIndex::Person),
        HeadKind::Project => Some(NameIndex::Project),
        _ => None,
    };
    let entries: Vec<Entry> = rows.iter().filter_map(name).collect();
    to.write_now(|tx| {
        (table.insert)(tx.conn, rows.to_vec())?;
        Ok(index.map_or(Ok(()), |index| search::insert(tx.conn, index, &entries))?)
    })
}

fn name(row: &Value) -> Option<Entry> {
    let key = row.get("name_key")?.as_str().filter(|key| !key.is_empty())?;
    Some(Entry { id: row.get("id")?.as_i64()?, grams: text::bigrams(key) })
}

/// What hangs from the heads: keys, records, ledger.
fn records_of(from: &mut Conn, to: &Db, heads: &Heads) -> Result<u64> {
    let mut count = 0;
    pages(
        from,
        |conn, last| (heads.ids_after)(conn, last, AT_A_TIME),
        |id| *id,
        |conn, ids| {
            let keys = personnel::store::keys(conn, &ids)?;
            let entries = ledger::store::of_heads(conn, &ids)?;
            let records: Vec<(&Table, Vec<Value>)> = heads
                .tables
                .iter()
                .skip(1)
                .map(|table| {
                    let rows = (table.load)(conn, &ids)?;
                    Ok((table, rows.into_iter().map(|row| row.fields).collect()))
                })
                .collect::<Result<_>>()?;
            count += (keys.len() + entries.len()) as u64;
            count += records.iter().map(|(_, rows)| rows.len() as u64).sum::<u64>();
            to.write_now(|tx| {
                personnel::store::insert_keys(tx.conn, &keys)?;
                for (table, rows) in &records {
                    (table.insert)(tx.conn, rows.clone())?;
                }
                Ok(ledger::store::insert(tx.conn, &entries)?)
            })
        },
    )?;
    Ok(count)
}

/// SHA-256 over every row of a database, in an order that both backends share.
pub fn digest(db: &Db) -> Result<String> {
    db.read_now(|conn| in_snapshot(conn, digest_of))
}

fn digest_of(conn: &mut Conn) -> Result<String> {
    let mut digest = Sha256::new();
    let mut add = |table: &str, row: &str| {
        for part in [table, "\0", row, "\0"] {
            digest.update(part);
        }
    };
    for (name, fingerprint) in keyring::known(conn)? {
        add("vault_key", &format!("{name} {fingerprint}"));
    }
    for heads in heads::all() {
        pages(
            conn,
            |conn, last| (heads.ids_after)(conn, last, AT_A_TIME),
            |id| *id,
            |conn, ids| digest_heads(conn, &heads, &ids, &mut add),
        )?;
    }
    pages(
        conn,
        |conn, last| Ok(pending::after(conn, last, AT_A_TIME)?),
        |row| row.id,
        |_, rows| {
            for row in &rows {
                add("pending_record", &format!("{row:?}"));
            }
            Ok(())
        },
    )?;
    Ok(hex::encode(digest.finalize()))
}

fn digest_heads(conn: &mut Conn, heads: &Heads, ids: &[i64], add: &mut impl FnMut(&str, &str)) -> Result<()> {
    for table in &heads.tables {
        for row in (table.load)(conn, ids)? {
            add(table.name, &row.fields.to_string());
        }
    }
    let mut keys = personnel::store::keys(conn, ids)?;
    keys.sort_by_key(|key| key.person_id);
    for row in &keys {
        add("person_key", &format!("{row:?}"));
    }
    for row in &ledger::store::of_heads(conn, ids)? {
        add("ledger_entry", &format!("{row:?}"));
    }
    Ok(())
}
