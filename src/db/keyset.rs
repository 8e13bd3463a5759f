//! Keyset pages: no offset, no count, the same order on both backends.

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
    /// Sort key.
    pub key: String,
    /// Row id, which breaks ties.
    pub id: i64,
}

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
    let refuse = || {
        Error::BadRequest(
            Code::CursorInvalid,
            "翻页标记不属于本次查询：请从第一页重新查询，不要改动地址中的 cursor。".to_owned(),
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_undecodable| refuse())?;
    let text = String::from_utf8(bytes).map_err(|_undecodable| refuse())?;
    let mut parts = text.splitn(3, '.');
    match (parts.next(), parts.next().map(str::parse::<i64>), parts.next()) {
        (Some(found), Some(Ok(id)), Some(key)) if found == seal(scope) && !key.contains('\0') => {
            Ok(Position { key: key.to_owned(), id })
        }
        _ => Err(refuse()),
    }
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
