//! Keyset pages: no offset, no count, the same order on both backends.

use std::cmp::Ordering;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::error::{Code, Error, Result};

/// Rows of a page unless asked otherwise.
pub const PAGE_ROWS: usize = 20;
/// Most rows of a page.
pub const MAX_PAGE_ROWS: usize = 100;

/// Where a page ends: the sort key and id of its last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Sort key, in a form whose order is that of the values; empty where the row has none.
    pub key: String,
    /// Row id, which breaks ties.
    pub id: i64,
}

impl Position {
    /// Which of two positions comes first in a list that runs this way. Rows without a value come last either way.
    pub fn compare(&self, other: &Self, direction: Direction) -> Ordering {
        let forwards = (&self.key, self.id).cmp(&(&other.key, other.id));
        let along = match direction {
            Direction::Ascending => forwards,
            Direction::Descending => forwards.reverse(),
        };
        self.key.is_empty().cmp(&other.key.is_empty()).then(along)
    }

    /// The value of the sort key; nothing where the row had none.
    pub fn value<T: FromStr>(&self) -> Result<Option<T>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        self.key.parse().map(Some).map_err(|_unreadable| refusal())
    }
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}

/// By what a list is sorted, and which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort<By> {
    /// By what.
    pub by: By,
    /// Which way.
    pub direction: Direction,
}

/// The rows of a list whose column to sort by has values only, from `$after` on: `Option<(value, id)>`.
macro_rules! with_value {
    ($conn:expr, $query:expr, $row:ty, $table:ident.$column:ident, $direction:expr, $after:expr, $rows:expr) => {{
        use $table::{id, $column};
        let mut query = $query;
        if let Some((value, after)) = $after {
            query = match $direction {
                $crate::db::keyset::Direction::Ascending => {
                    query.filter($column.ge(value)).filter($column.gt(value).or($column.eq(value).and(id.gt(after))))
                }
                $crate::db::keyset::Direction::Descending => {
                    query.filter($column.le(value)).filter($column.lt(value).or($column.eq(value).and(id.lt(after))))
                }
            };
        }
        query = match $direction {
            $crate::db::keyset::Direction::Ascending => query.order(($column.asc(), id.asc())),
            $crate::db::keyset::Direction::Descending => query.order(($column.desc(), id.desc())),
        };
        query.limit($rows).select(<$row>::as_select()).load::<$row>($conn)
    }};
}
pub(crate) use with_value;

/// The rows of a list that lack a value in the column it is sorted by, from the id `$after` on.
macro_rules! without_value {
    ($conn:expr, $query:expr, $row:ty, $table:ident.$column:ident, $direction:expr, $after:expr, $rows:expr) => {{
        use $table::{id, $column};
        let mut query = $query.filter($column.is_null());
        if let Some(after) = $after {
            query = match $direction {
                $crate::db::keyset::Direction::Ascending => query.filter(id.gt(after)),
                $crate::db::keyset::Direction::Descending => query.filter(id.lt(after)),
            };
        }
        query = match $direction {
            $crate::db::keyset::Direction::Ascending => query.order(id.asc()),
            $crate::db::keyset::Direction::Descending => query.order(id.desc()),
        };
        query.limit($rows).select(<$row>::as_select()).load::<$row>($conn)
    }};
}
pub(crate) use without_value;

/// The rows of a list sorted by a column that may be empty: those with a value first, whichever way it runs.
macro_rules! sorted_by {
    ($conn:expr, $query:expr, $row:ty, $table:ident.$column:ident: $value:ty, $direction:expr, $after:expr, $rows:expr) => {{
        let after: Option<&$crate::db::keyset::Position> = $after;
        let limit = i64::try_from($rows).unwrap_or(i64::MAX);
        let value = after.map($crate::db::keyset::Position::value::<$value>).transpose()?;
        let lacking = if value == Some(None) { after.map(|after| after.id) } else { None };
        let mut found = Vec::new();
        if lacking.is_none() {
            let from = value.as_ref().and_then(Option::as_ref).zip(after.map(|after| after.id));
            found = $crate::db::keyset::with_value!(
                $conn,
                $query.filter($table::$column.is_not_null()),
                $row,
                $table.$column,
                $direction,
                from,
                limit
            )?;
        }
        let rest = limit - i64::try_from(found.len()).unwrap_or(limit);
        if rest > 0 {
            found.extend($crate::db::keyset::without_value!(
                $conn,
                $query,
                $row,
                $table.$column,
                $direction,
                lacking,
                rest
            )?);
        }
        found
    }};
}
pub(crate) use sorted_by;

/// A page and the cursor of the next, if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Opaque cursor of the next page.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of at most `rows` from one row more than that.
    pub fn from_rows(mut items: Vec<T>, rows: usize, scope: &str, position: impl Fn(&T) -> Position) -> Self {
        let more = items.len() > rows;
        items.truncate(rows);
        let next_cursor = if more { items.last().map(|last| encode(scope, &position(last))) } else { None };
        Self { items, next_cursor }
    }

    /// The same page with other rows.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next_cursor: self.next_cursor }
    }
}

/// A cursor that only the list `scope` (its address, sort and filters) understands.
pub fn encode(scope: &str, position: &Position) -> String {
    let seal = seal(scope);
    URL_SAFE_NO_PAD.encode(format!("{seal}.{}.{}", position.id, position.key))
}

/// Reads a cursor made by [`encode`] for the same list; that of any other is refused.
pub fn decode(scope: &str, cursor: &str) -> Result<Position> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_undecodable| refusal())?;
    let text = String::from_utf8(bytes).map_err(|_undecodable| refusal())?;
    let mut parts = text.splitn(3, '.');
    match (parts.next(), parts.next().map(str::parse::<i64>), parts.next()) {
        (Some(found), Some(Ok(id)), Some(key)) if found == seal(scope) && !key.contains('\0') => {
            Ok(Position { key: key.to_owned(), id })
        }
        _ => Err(refusal()),
    }
}

fn refusal() -> Error {
    let text = "翻页标记不属于本次查询：请从第一页重新查询，不要改动地址中的 cursor。".to_owned();
    Error::BadRequest(Code::CursorInvalid, text)
}

/// Ties a cursor to its list. A mistake is caught, not an attack: a position reveals nothing the list does not.
fn seal(scope: &str) -> String {
    hex::encode(Sha256::digest(scope.as_bytes()).iter().take(6).copied().collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_leads_back_to_its_position_in_its_own_list_only(key in "[^\0]*", id: i64, scope: String, other: String) {
            let position = Position { key, id };
            let cursor = encode(&scope, &position);
            prop_assert_eq!(decode(&scope, &cursor).unwrap(), position);
            prop_assert!(scope == other || decode(&other, &cursor).is_err());
        }

        #[test]
        fn no_text_makes_the_reader_panic(cursor: String) {
            let _outcome = decode("enterprises", &cursor);
        }
    }

    #[test]
    fn the_last_full_page_has_no_next() {
        let at = |row: &i32| Position { key: row.to_string(), id: i64::from(*row) };
        assert_eq!(Page::from_rows(vec![1, 2], 2, "list", at).next_cursor, None);
        assert!(Page::from_rows(vec![1, 2, 3], 2, "list", at).next_cursor.is_some());
    }
}
