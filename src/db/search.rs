//! Search in names by any two characters: a full-text index over overlapping two-character grams.
//!
//! Trigram indexes miss words of two characters, and `pg_trgm` depends on the server's locale; grams made here serve
//! both backends alike. The index tables differ by backend and are known to this file only.

mod like;

use diesel::dsl::sql;
use diesel::expression::{AsExpression, SqlLiteral, UncheckedBind};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::{Conn, Result, on_each};

pub use like::find_like;

/// Most hits a search gives of each way to match a name: beyond it the caller says that there are more.
pub const MAX_HITS: i64 = 1_000;

/// Whether a search gave as many hits as it gives: there may be more.
pub fn is_capped<T>(hits: &[T]) -> bool {
    i64::try_from(hits.len()).unwrap_or(i64::MAX) >= MAX_HITS
}

/// Rows of one insert into an index.
const ROWS: usize = 200;

/// The three name indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameIndex {
    /// Names of enterprises.
    Enterprise,
    /// Names of persons.
    Person,
    /// Names of projects.
    Project,
}

impl NameIndex {
    fn table(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise_name",
            Self::Person => "person_name",
            Self::Project => "project_name",
        }
    }

    fn head(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Person => "person",
            Self::Project => "project",
        }
    }

    /// The grams as they are stored. A single character finds the grams that begin with it; the last one of a name
    /// begins none and stands alone. Nobody is found by a single character of a name, so people go without.
    fn stored(self, grams: &str) -> String {
        let mut characters = grams.chars().rev();
        match (self, characters.next(), characters.next()) {
            (Self::Enterprise | Self::Project, Some(last), Some(before)) if before != ' ' => format!("{grams} {last}"),
            _ => grams.to_owned(),
        }
    }
}

/// One name to be found by: the head's id and its grams, separated by spaces.
pub struct Entry {
    /// Row id of the head.
    pub id: i64,
    /// Overlapping two-character grams.
    pub grams: String,
}

/// Adds heads that the index does not have yet; one without a name has nothing to be found by.
pub fn insert(conn: &mut Conn, index: NameIndex, entries: &[Entry]) -> Result<()> {
    let table = index.table();
    let entries: Vec<&Entry> = entries.iter().filter(|entry| !entry.grams.is_empty()).collect();
    for batch in entries.chunks(ROWS) {
        match conn {
            Conn::Sqlite(conn) => {
                let places = vec!["(?, ?)"; batch.len()].join(", ");
                let mut query = diesel::sql_query(format!("INSERT INTO {table} (rowid, grams) VALUES {places}"))
                    .into_boxed::<diesel::sqlite::Sqlite>();
                for entry in batch {
                    query = query.bind::<BigInt, _>(entry.id).bind::<Text, _>(index.stored(&entry.grams));
                }
                query.execute(conn)?;
            }
            Conn::Pg(conn) => {
                let places: Vec<String> =
                    (0..batch.len()).map(|row| format!("(${}, ${}::tsvector)", 2 * row + 1, 2 * row + 2)).collect();
                let mut query =
                    diesel::sql_query(format!("INSERT INTO {table} (id, grams) VALUES {}", places.join(", ")))
                        .into_boxed::<diesel::pg::Pg>();
                for entry in batch {
                    query = query.bind::<BigInt, _>(entry.id).bind::<Text, _>(tsvector(&index.stored(&entry.grams)));
                }
                query.execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Replaces what the index says of heads that it has.
pub fn replace(conn: &mut Conn, index: NameIndex, entries: &[Entry]) -> Result<()> {
    let table = index.table();
    let key = match conn {
        Conn::Sqlite(_) => "rowid",
        Conn::Pg(_) => "id",
    };
    for entry in entries {
        diesel::sql_query(format!("DELETE FROM {table} WHERE {key} = $1")).bind::<BigInt, _>(entry.id).execute(conn)?;
    }
    insert(conn, index, entries)
}

/// The condition on a head that its name matches.
pub type NameMatches = SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, <String as AsExpression<Text>>::Expression>>;

/// The condition that the name of a head has these grams one after the other; a single character, that it has it.
///
/// The ids come from the index first, whatever else is asked and however the answer is sorted: left to itself,
/// `PostgreSQL` reads the heads in the order of the page and looks each up in the index.
pub fn name_matches(conn: &Conn, index: NameIndex, grams: &str) -> NameMatches {
    let (head, table) = (index.head(), index.table());
    let (before, phrase, after) = match conn {
        Conn::Sqlite(_) => {
            (format!("{head}.id IN (SELECT rowid FROM {table} WHERE grams MATCH "), fts5_phrase(grams), ")")
        }
        Conn::Pg(_) => {
            (format!("{head}.id = ANY (ARRAY (SELECT id FROM {table} WHERE grams @@ "), tsquery(grams), "::tsquery))")
        }
    };
    sql::<Bool>(&before).bind::<Text, _>(phrase).sql(after)
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Heads whose name shares any of these grams, those that share most first, at most `limit`.
pub fn near(conn: &mut Conn, index: NameIndex, grams: &str, limit: i64) -> Result<Vec<i64>> {
    if grams.is_empty() {
        return Ok(Vec::new());
    }
    let table = index.table();
    let (sql, any) = match conn {
        Conn::Sqlite(_) => {
            let any = grams.split(' ').map(fts5_phrase).collect::<Vec<_>>().join(" OR ");
            (format!("SELECT rowid AS id FROM {table} WHERE grams MATCH $1 ORDER BY rank, rowid LIMIT $2"), any)
        }
        Conn::Pg(_) => {
            let any = grams.split(' ').map(lexeme).collect::<Vec<_>>().join(" | ");
            let rank = "ts_rank(grams, $1::tsquery)";
            (format!("SELECT id FROM {table} WHERE grams @@ $1::tsquery ORDER BY {rank} DESC, id LIMIT $2"), any)
        }
    };
    let query = diesel::sql_query(sql).bind::<Text, _>(any).bind::<BigInt, _>(limit);
    let hits: Vec<Hit> = on_each!(conn, conn => query.load(conn))?;
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

/// The first text after all that begin with `prefix`, in the order of code points that both backends sort by.
pub fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// A phrase of the full-text query language. Grams hold letters and digits only; a quote would still be harmless.
fn fts5_phrase(grams: &str) -> String {
    let begins = if is_single(grams) { "*" } else { "" };
    format!("\"{}\"{begins}", grams.replace('"', ""))
}

fn is_single(grams: &str) -> bool {
    grams.chars().count() == 1
}

/// Lexemes with their positions, so that the server's own parser, which depends on its locale, has no part in it.
fn tsvector(grams: &str) -> String {
    let lexemes: Vec<String> =
        grams.split(' ').enumerate().map(|(place, gram)| format!("{}:{}", lexeme(gram), place + 1)).collect();
    lexemes.join(" ")
}

fn tsquery(grams: &str) -> String {
    if is_single(grams) {
        return format!("{}:*", lexeme(grams));
    }
    grams.split(' ').map(lexeme).collect::<Vec<_>>().join(" <-> ")
}

fn lexeme(gram: &str) -> String {
    format!("'{}'", gram.replace(['\'', '\\'], ""))
}
