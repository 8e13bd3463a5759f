//! Names that share grams with a text: what a name with a wrong character may have meant.

use std::cmp::Reverse;
use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::{MAX_HITS, NameIndex};
use crate::db::{Conn, Result, on_each};

/// Most grams of a text that are looked for, one by one.
const GRAMS: usize = 40;

/// Heads whose name has some of these grams, at most `most`, those first that share the most telling ones: a gram that
/// few names have tells more than one that a thousand have.
pub fn find_like(conn: &mut Conn, index: NameIndex, grams: &str, most: usize) -> Result<Vec<i64>> {
    let mut weights: HashMap<i64, i64> = HashMap::new();
    for gram in grams.split(' ').filter(|gram| gram.chars().count() == 2).take(GRAMS) {
        let hits = with_gram(conn, index, gram)?;
        let weight = MAX_HITS / i64::try_from(hits.len()).unwrap_or(MAX_HITS).max(1);
        for hit in hits {
            *weights.entry(hit.id).or_default() += weight;
        }
    }
    let mut ids: Vec<(Reverse<i64>, i64)> = weights.into_iter().map(|(id, weight)| (Reverse(weight), id)).collect();
    ids.sort_unstable();
    Ok(ids.into_iter().take(most).map(|(_, id)| id).collect())
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn with_gram(conn: &mut Conn, index: NameIndex, gram: &str) -> Result<Vec<Hit>> {
    let table = index.table();
    let (sql, query) = match conn {
        Conn::Sqlite(_) => {
            (format!("SELECT rowid AS id FROM {table} WHERE grams MATCH $1 LIMIT {MAX_HITS}"), super::fts5_phrase(gram))
        }
        Conn::Pg(_) => {
            (format!("SELECT id FROM {table} WHERE grams @@ $1::tsquery LIMIT {MAX_HITS}"), super::tsquery(gram))
        }
    };
    let query = diesel::sql_query(sql).bind::<Text, _>(query);
    let hits: Vec<Hit> = on_each!(conn, conn => query.load(conn))?;
    Ok(hits)
}
